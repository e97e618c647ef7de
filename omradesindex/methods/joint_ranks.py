"""The places that areas can have, from intervals that hold for all of them together."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.guard import Floats, floats

__all__ = ["joint_ranks"]


def joint_ranks(low: ArrayLike, high: ArrayLike) -> tuple[Floats, Floats]:
    """Return the first and the last place that each area can have; 1 is the greatest.

    Parameters
    ----------
    low, high : array_like, shape (n_areas,)
        Limits that hold for all areas together. An area with no limits on its value has −inf and inf and may
        stand anywhere; one without a value (NaN) is left out.

    Returns
    -------
    first, last : ndarray, shape (n_areas,)
        An area is surely after those whose whole interval lies above its own, and before those whose whole
        interval lies below. The places hold for all areas together, as often as the limits do.

    Raises
    ------
    MethodError
        Limits of different length, or a lower one above its upper.

    Notes
    -----
    Klein, M., Wright, T. & Wieczorek, J. (2020), "A joint confidence region for an overall ranking of
    populations", *Journal of the Royal Statistical Society C* 69, 589–606. Shorter sets, at the price of many
    simulated errors, are those of :func:`omradesindex.methods.rank_sets.rank_sets`.

    Examples
    --------
    >>> first, last = joint_ranks([8.0, 5.0, 1.0], [10.0, 9.0, 3.0])
    >>> first.tolist(), last.tolist()
    ([1.0, 1.0, 3.0], [2.0, 2.0, 3.0])
    """
    lower, upper = floats(low, "the lower limits"), floats(high, "the upper limits")
    if lower.shape != upper.shape or lower.ndim != 1:
        raise MethodError(f"limits of the shapes {lower.shape} and {upper.shape} do not fit each other")
    if (lower > upper).any():
        raise MethodError("a lower limit lies above its upper")
    there = ~np.isnan(lower) & ~np.isnan(upper)
    n = int(there.sum())
    lows, highs = np.sort(lower[there]), np.sort(upper[there])
    above = n - np.searchsorted(lows, upper[there], side="right")
    below = np.searchsorted(highs, lower[there], side="left")
    first, last = np.full((2, len(lower)), np.nan)
    first[there], last[there] = 1 + above, n - below
    return first, last
