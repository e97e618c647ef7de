"""What classes of scores are painted with, and the legend that says which is which."""

from __future__ import annotations

from typing import Any

import numpy as np

from omradesindex.index.classes import COLOURS, Classes
from omradesindex.show.decimals import decimals_for
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.legends import Classes as ClassLegend
from omradesindex.wording import Language, exact_decimals, number, say

_MOST_DECIMALS = 3  # of edges that are round numbers


def paint(classes_: Classes, score: float) -> dict[str, Any]:
    """Return what a patch is painted with: the score's colour, or the hatching of what is missing."""
    if np.isnan(score):
        return {**ABSENT, "linewidth": 0.0}
    return {"facecolor": classes_.colour(score), "edgecolor": "none", "linewidth": 0.0}


def legend(classes_: Classes, city: str, lang: Language, *, absent: bool) -> ClassLegend:
    """Say which colour is which score: the classes' edges, and the hatching where it is used."""
    edges = [float(edge) for edge in classes_.edges]
    exact = exact_decimals(edges)
    decimals = exact if exact <= _MOST_DECIMALS else decimals_for(float(np.std(edges)))
    return ClassLegend(
        COLOURS,
        [number(edge, decimals, lang=lang) for edge in edges],
        say(lang, "← mindre utmaning", "← smaller challenge"),
        say(lang, "större utmaning →", "greater challenge →"),
        len(edges) // 2 if classes_.is_city else None,
        (city, say(lang, "hela staden", "the whole city")) if classes_.is_city else (),
        say(lang, "saknas", "missing") if absent else "",
    )
