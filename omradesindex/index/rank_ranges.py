"""The range that each area's rank has when choices or values vary, kept beside the rank itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.wording import Text


@dataclass(frozen=True)
class RankRanges:
    """Lowest and highest rank of each area, and what varied.

    Attributes
    ----------
    low, high : ndarray, shape (n_areas,)
        NaN where an area has no rank.
    level : float
        Share of the scenarios within the range.
    label : Text
        What it is a range of: method range, sampling interval …; never a bare confidence interval.
    n : int
        How many scenarios it rests on.
    """

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    level: float
    label: Text
    n: int

    def texts(self) -> list[str]:
        """The ranges as people read them: ``2–5``, or ``3`` where nothing moves it."""
        return [
            "" if np.isnan(a) else f"{a:.0f}" if a == b else f"{a:.0f}\N{EN DASH}{b:.0f}"
            for a, b in zip(self.low, self.high, strict=True)
        ]
