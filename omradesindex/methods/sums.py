"""Sums in one order: the same last digit for every area, on every processor, for any number of draws.

A matrix product (``@``, ``np.dot``) leaves the order to the linear algebra library, which chooses it by
processor, by the size of the matrices and by where in them a row stands: two areas with the same figures then
get scores that differ in the last digit. Here every sum goes from the first term to the last.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

__all__ = ["product", "total", "weighted"]


def product(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """Matrix product, each number of it summed from the first term to the last.

    Parameters
    ----------
    a : ndarray, shape (..., n, k)
    b : ndarray, shape (k, m)

    Returns
    -------
    ndarray, shape (..., n, m)

    Examples
    --------
    >>> product(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0], [10.0]]))
    array([[21.],
           [43.]])
    """
    if b.shape[-1] == 1:
        # A single column would be summed along itself, in another order than the same column among others.
        return product(a, np.concatenate([b, b], axis=-1))[..., :1]
    return np.asarray(np.einsum("...nk,km->...nm", np.ascontiguousarray(a), np.ascontiguousarray(b)))


def total(rows: NDArray[Any]) -> NDArray[Any]:
    """Sum over the first axis, from the first row to the last.

    Examples
    --------
    >>> total(np.array([[1.0, 2.0], [3.0, 4.0]]))
    array([4., 6.])
    """
    found = np.zeros(rows.shape[1:], dtype=rows.dtype)
    for row in rows:
        found += row
    return found


def weighted(values: Floats, weights: Floats) -> Floats:
    """Sum of values times weights over the last axis, from the first to the last.

    Parameters
    ----------
    values, weights : ndarray, shape (..., k)
        Of shapes that fit each other.

    Examples
    --------
    >>> weighted(np.array([[1.0, 3.0], [2.0, 2.0]]), np.array([0.25, 0.75]))
    array([2.5, 2. ])
    """
    found = np.zeros(np.broadcast_shapes(values.shape[:-1], weights.shape[:-1]))
    for k in range(values.shape[-1]):
        found += values[..., k] * weights[..., k]
    return found
