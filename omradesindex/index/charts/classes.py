"""Classes of scores, their colours, and the legend that says which is which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.charts.grid import BOX, draw_classes
from omradesindex.show.decimals import decimals_for
from omradesindex.show.figure import ABSENT, FINE, GREY, SMALL, Sheet, text_width
from omradesindex.wording import Language, exact_decimals, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

# ColorBrewer's diverging scheme PuOr in 8 classes (colorbrewer2.org), which the colour-blind can read:
# orange for greater challenge, purple for smaller.
_COLOURS = ("#542788", "#8073ac", "#b2abd2", "#d8daeb", "#fee0b6", "#fdb863", "#e08214", "#b35806")
LEGEND_HEIGHT = 0.62
_MOST_DECIMALS = 3  # of edges that are round numbers


@dataclass(frozen=True)
class Classes:
    """Classes of scores and their colours.

    Attributes
    ----------
    edges : ndarray, shape (7,)
        Where one class ends and the next begins; the first and last class are open.
    is_city : bool
        Whether the middle edge is the whole city's score.
    """

    edges: NDArray[np.float64]
    is_city: bool

    def colour(self, score: float) -> str:
        """The colour of a score; a score on an edge belongs to the class above."""
        return _COLOURS[int(np.searchsorted(self.edges, score, side="right"))]


def classes(result: Scored) -> Classes:
    """Classes of half a standard deviation around the city; where 100 is not the middle, around the middle.

    They do not depend on the scores where the scale itself has a middle, so that maps of different
    indices, dimensions and years can be laid side by side.
    """
    methods = result.index.methods
    steps = np.arange(-3.0, 4.0)
    if methods.name_of("normalise") == "z_score":
        return Classes(methods.zero + methods.points / 2 * steps, is_city=methods.centre == "whole")
    if methods.name_of("normalise") == "min_max":
        return Classes(methods.zero + methods.points / 2 + methods.points / 8 * steps, is_city=False)
    # No middle and no ends that the method knows of: eight classes over the scores at hand.
    scores = np.stack(list(result.level_scores.values()))
    if np.isnan(scores).all():
        return Classes(steps, is_city=False)
    low, high = float(np.nanmin(scores)), float(np.nanmax(scores))
    return Classes(np.linspace(low, high if high > low else low + 1, 9)[1:-1], is_city=False)


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
    step = boxes / len(_COLOURS)
    y = bottom + 0.2
    edges = [float(edge) for edge in classes_.edges]
    exact = exact_decimals(edges)
    decimals = exact if exact <= _MOST_DECIMALS else decimals_for(float(np.std(edges)))
    strong = len(edges) // 2 if classes_.is_city else None
    texts = [number(edge, decimals, lang=lang) for edge in edges]
    draw_classes(page, left, y, step, _COLOURS, texts, strong=strong)
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
