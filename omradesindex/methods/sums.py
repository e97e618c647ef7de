"""Sums in one order: the same last digit for every area, on every processor, for any number of draws.

A matrix product (``@``, ``np.dot``) leaves the order to the linear algebra library, which chooses it by
processor, by the size of the matrices and by where in them a row stands: two areas with the same figures then
get scores that differ in the last digit. Here every sum goes from the first term to the last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy import sparse

Floats = NDArray[np.float64]

__all__ = ["belonging", "gathered", "product", "total", "weighted"]


def product(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """Matrix product, each number of it summed from the first term to the last.

    Parameters
    ----------
    a : ndarray, shape (..., k)
    b : ndarray, shape (k, m) or (k,)

    Returns
    -------
    ndarray, shape (..., m) or (...)

    Examples
    --------
    >>> product(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 10.0]))
    array([21., 43.])
    """
    if b.ndim == 1:
        return product(a, b[:, None])[..., 0]
    if b.shape[1] == 1:
        # A single column would be summed along itself, in another order than the same column among others.
        return product(a, np.concatenate([b, b], axis=1))[..., :1]
    if a.ndim == 2 and b.shape[1] < len(a):
        # The same products in the same order, along the longer way.
        return product(b.T, a.T).T
    return np.asarray(np.einsum("...k,km->...m", np.ascontiguousarray(a), _by_rows(b)))


def _by_rows(b: NDArray[Any]) -> NDArray[Any]:
    """Lay a matrix out so that rows are the long way: einsum goes by what lies nearest."""
    whole = b.strides[1] == b.itemsize and b.strides[0] >= b.itemsize * b.shape[1]
    return b if whole else np.ascontiguousarray(b)


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


def belonging(place: NDArray[np.intp], n: int, *, all_in_last: bool = False) -> sparse.csc_array[Any]:
    """Which whole each part belongs to, as :func:`gathered` takes it: a number for each part that belongs.

    Parameters
    ----------
    place : ndarray of int, shape (n_parts,)
        Place of each part's whole; −1 for a part that belongs to none.
    n : int
        How many wholes there are.
    all_in_last : bool
        Whether a whole more, last, has all the parts.

    Returns
    -------
    csc_array, shape (n_parts, n_wholes)

    Examples
    --------
    >>> belonging(np.array([0, 1, 0, -1]), 2, all_in_last=True).toarray().T
    array([[1., 0., 1., 0.],
           [0., 1., 0., 0.],
           [1., 1., 1., 1.]])
    """
    from scipy import sparse

    inside = np.flatnonzero(place >= 0)
    order = inside[np.argsort(place[inside], kind="stable")]
    ends = np.cumsum(np.bincount(place[inside], minlength=n))
    if all_in_last:
        order = np.concatenate([order, np.arange(len(place))])
        ends = np.append(ends, len(order))
    shape = (len(place), len(ends))
    return sparse.csc_array((np.ones(len(order)), order, np.append(0, ends)), shape=shape)


def gathered(parts: NDArray[Any], inside: Floats | sparse.csc_array[Any]) -> Floats:
    """Sum parts up to the wholes that they belong to, from the first part to the last.

    The same as :func:`product`; a sparse matrix (:func:`belonging`) takes time for what is in it only.

    Parameters
    ----------
    parts : ndarray, shape (..., n_parts)
        Known numbers: what is unknown counts where it belongs and nowhere else.
    inside : ndarray or sparse array, shape (n_parts, n_wholes)
        The share of each part that belongs to each whole.

    Examples
    --------
    >>> gathered(np.array([[1.0, 2.0, 4.0]]), np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.5]]))
    array([[3., 2.]])
    """
    if isinstance(inside, np.ndarray):
        return product(np.asarray(parts, dtype=float), inside)
    from scipy import sparse

    rows = np.asarray(parts, dtype=float).reshape(-1, np.shape(parts)[-1])
    sums = sparse.csr_array(inside.T) @ np.ascontiguousarray(rows.T)
    return np.ascontiguousarray(sums.T).reshape(*np.shape(parts)[:-1], inside.shape[1])
