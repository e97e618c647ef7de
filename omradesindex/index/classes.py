"""Classes of scores and their colours: the same on every map, whoever draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

#: ColorBrewer's diverging scheme PuOr in 8 classes (colorbrewer2.org), which the colour-blind can read:
#: orange for greater challenge, purple for smaller.
COLOURS = ("#542788", "#8073ac", "#b2abd2", "#d8daeb", "#fee0b6", "#fdb863", "#e08214", "#b35806")


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
        return COLOURS[int(np.searchsorted(self.edges, score, side="right"))]


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
