"""What classes of scores are painted with, and the legend that says which is which."""

from __future__ import annotations

from typing import Any

import numpy as np

from omradesindex.index.classes import COLOURS, Classes
from omradesindex.show.charts.grid import BOX, draw_classes
from omradesindex.show.decimals import decimals_for
from omradesindex.show.figure import ABSENT, FINE, GREY, SMALL, Sheet, text_width
from omradesindex.wording import Language, exact_decimals, number, say

LEGEND_HEIGHT = 0.62
_MOST_DECIMALS = 3  # of edges that are round numbers


def paint(classes_: Classes, score: float) -> dict[str, Any]:
    """Return what a patch is painted with: the score's colour, or the hatching of what is missing."""
    if np.isnan(score):
        return {**ABSENT, "linewidth": 0.0}
    return {"facecolor": classes_.colour(score), "edgecolor": "none", "linewidth": 0.0}


def legend(
    page: Sheet,
    left: float,
    bottom: float,
    width: float,
    classes_: Classes,
    city: str,
    lang: Language,
    *,
    absent: bool,
) -> None:
    """Draw the classes as a row of boxes with their edges' scores, and the hatching where it is used.

    Needs :data:`LEGEND_HEIGHT` above ``bottom``.
    """
    boxes = width - (1.0 if absent else 0.0)
    step = boxes / len(COLOURS)
    y = bottom + 0.2
    edges = [float(edge) for edge in classes_.edges]
    exact = exact_decimals(edges)
    decimals = exact if exact <= _MOST_DECIMALS else decimals_for(float(np.std(edges)))
    strong = len(edges) // 2 if classes_.is_city else None
    texts = [number(edge, decimals, lang=lang) for edge in edges]
    draw_classes(page, left, y, step, COLOURS, texts, strong=strong)
    under = bottom + 0.03
    smaller = say(lang, "← mindre utmaning", "← smaller challenge")
    greater = say(lang, "större utmaning →", "greater challenge →")
    page.text(left, under, smaller, size=FINE, colour=GREY)
    page.text(left + boxes, under, greater, size=FINE, colour=GREY, ha="right")
    if classes_.is_city:
        room = boxes - text_width(smaller, FINE) - text_width(greater, FINE) - 0.3
        short = city if text_width(city, FINE) <= room else say(lang, "hela staden", "the whole city")
        page.text(left + boxes / 2, under, short, size=FINE, ha="center")
    if absent:
        x = left + boxes + 0.25
        page.box(x, y, step / 2, BOX, **ABSENT, linewidth=0.4)
        page.text(x + step / 2 + 0.06, y + 0.04, say(lang, "saknas", "missing"), size=SMALL)
