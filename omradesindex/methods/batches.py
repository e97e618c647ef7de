"""Units of many groups laid beside each other: what is asked of each group is asked of many at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["batches"]

Places = NDArray[np.intp]


def batches(place: Places, n: int) -> Iterator[tuple[Places, Places]]:
    """Yield groups of about the same size together: never more than twice the room that the units take.

    Parameters
    ----------
    place : ndarray of int, shape (n_units,)
        Place of each unit's group.
    n : int
        How many groups there are; those without units are left out.

    Yields
    ------
    groups : ndarray of int, shape (n_some,)
    units : ndarray of int, shape (n_some, width)
        The units of each group, in their order; −1 beyond the last.

    Examples
    --------
    >>> for groups, units in batches(np.array([1, 0, 1, 1]), 2):
    ...     print(groups, units)
    [0] [[1]]
    [1] [[ 0  2  3 -1]]
    """
    order = np.argsort(place, kind="stable")
    size = np.bincount(place, minlength=n)
    start = np.cumsum(size) - size
    # The least power of two that holds the group.
    width = np.left_shift(1, np.frexp(np.maximum(size - 1, 0).astype(float))[1])
    for wide in np.unique(width[size > 0]).tolist():
        groups = np.flatnonzero((width == wide) & (size > 0))
        step = np.arange(wide)
        at = np.minimum(start[groups][:, None] + step, len(order) - 1)
        yield groups, np.where(step < size[groups][:, None], order[at], -1)
