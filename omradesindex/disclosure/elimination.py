"""Sums of any number of parts, found by elimination: series that depend on others depend on them linearly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: How small what is left of a series has to be, of its own size, for it to depend on others.
_NOTHING = 1e-8
#: How near to a whole number a coefficient has to be.
_WHOLE = 1e-5
#: How many more figures than series there have to be, for dependence to be no accident.
_MORE = 8


def eliminated(figures: Floats) -> list[tuple[int, tuple[int, ...]]]:
    """Return series that are the sum of others, each with its parts.

    The greater series come first, so that the smallest part of a sum is what is left of its whole. What
    depends on others in another way than as a sum is not told.

    Parameters
    ----------
    figures : ndarray, shape (n_series, n_figures)
        All known. There have to be at least eight more figures than series.

    Examples
    --------
    >>> parts = np.random.default_rng(1).poisson(20.0, (5, 40)).astype(float)
    >>> eliminated(np.vstack([parts.sum(axis=0), parts]))
    [(0, (1, 2, 3, 4, 5))]
    """
    n_series, n_figures = figures.shape
    if n_figures < n_series + _MORE:
        return []
    directions = np.empty((n_figures, 0))
    basis: list[int] = []
    found = []
    for row in np.argsort(-figures.sum(axis=1), kind="stable").tolist():
        values = figures[row]
        left = values - directions @ (directions.T @ values)
        left -= directions @ (directions.T @ left)
        length, size = float(np.linalg.norm(left)), float(np.linalg.norm(values))
        if length > _NOTHING * size:
            directions = np.column_stack([directions, left / length])
            basis.append(row)
        elif size > 0:
            of_each, *_ = np.linalg.lstsq(figures[basis].T, values, rcond=None)
            found += _as_sum(row, basis, of_each)
    return found


def _as_sum(row: int, basis: list[int], of_each: Floats) -> list[tuple[int, tuple[int, ...]]]:
    """Read a series' dependence on others as a sum: one on one side, the rest, once each, on the other."""
    rounded = np.rint(of_each)
    if np.abs(of_each - rounded).max(initial=0.0) > _WHOLE or np.abs(rounded).max(initial=0.0) > 1:
        return []
    plus = [other for other, sign in zip(basis, rounded, strict=True) if sign > 0]
    minus = [other for other, sign in zip(basis, rounded, strict=True) if sign < 0]
    if len(plus) == 1:
        return [(plus[0], tuple(sorted([row, *minus])))]
    return [(row, tuple(sorted(plus)))] if plus and not minus else []
