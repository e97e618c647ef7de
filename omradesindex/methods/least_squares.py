"""Least squares in one order of operations, so that every processor finds the same to the last digit.

The linear algebra library chooses its order by processor. For the handful of columns that a regression has
here, making them orthogonal one after the other (modified Gram–Schmidt) is as exact, and leaves no choice.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.sums import weighted

Floats = NDArray[np.float64]

__all__ = ["inverse_of", "orthogonal", "solved"]


def orthogonal(design: Floats) -> tuple[Floats, Floats]:
    """Split columns into orthogonal ones of length one and how the columns are made of them.

    Parameters
    ----------
    design : ndarray, shape (..., n_rows, k)

    Returns
    -------
    q : ndarray, shape (..., n_rows, k)
        Zero where a column follows from those before it.
    r : ndarray, shape (..., k, k)
        Upper triangular, not negative on the diagonal: ``design = q r``.

    Notes
    -----
    Björck, Å. (1967), "Solving linear least squares problems by Gram–Schmidt orthogonalization", *BIT* 7,
    1–21.

    Examples
    --------
    >>> q, r = orthogonal(np.array([[3.0, 1.0], [4.0, 3.0]]))
    >>> r
    array([[5., 3.],
           [0., 1.]])
    """
    left, k = np.array(design, dtype=float), design.shape[-1]
    q, r = np.zeros(left.shape), np.zeros((*left.shape[:-2], k, k))
    for j in range(k):
        column = left[..., j]
        length = np.sqrt((column**2).sum(axis=-1))
        r[..., j, j] = length
        q[..., j] = column / np.where(length > 0, length, 1.0)[..., None]
        for other in range(j + 1, k):
            r[..., j, other] = (q[..., j] * left[..., other]).sum(axis=-1)
            left[..., other] -= q[..., j] * r[..., j, other, None]
    return q, r


def inverse_of(r: Floats) -> Floats:
    """Invert an upper triangular matrix, shape ``(..., k, k)``, without zeros on the diagonal.

    Examples
    --------
    >>> inverse_of(np.array([[2.0, 1.0], [0.0, 4.0]]))
    array([[ 0.5  , -0.125],
           [ 0.   ,  0.25 ]])
    """
    k = r.shape[-1]
    found = np.zeros(r.shape)
    for i in range(k - 1, -1, -1):
        below = np.zeros((*r.shape[:-2], k))
        for j in range(i + 1, k):
            below += r[..., i, j, None] * found[..., j, :]
        found[..., i, :] = (np.eye(k)[i] - below) / r[..., i, i, None]
    return found


def solved(design: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Coefficients of the least squares fit, and the root of the inverse of its normal equations.

    Parameters
    ----------
    design : ndarray, shape (..., n_rows, k)
        Columns that do not follow from each other.
    y : ndarray, shape (..., n_rows)

    Returns
    -------
    coefficients : ndarray, shape (..., k)
    root : ndarray, shape (..., k, k)
        ``root @ root.T`` is the inverse of ``design.T @ design``.

    Examples
    --------
    >>> solved(np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 3.0, 5.0]))[0].round(9)
    array([1., 2.])
    """
    q, r = orthogonal(design)
    root = inverse_of(r)
    turned = (q * y[..., None]).sum(axis=-2)
    return weighted(root, turned[..., None, :]), root
