"""How mixed the parts of a whole are."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.functions import log
from omradesindex.methods.guard import floats


def degree_of_mix(counts: ArrayLike) -> NDArray[np.float64]:
    r"""Entropy of the parts relative to the greatest possible, 0 to 100.

    0 = one kind only; 100 = every kind equally common. An empty whole has no mix: NaN.

    Parameters
    ----------
    counts : array_like, shape (..., n_kinds)
        Not negative. Zero counts contribute nothing (0 · ln 0 = 0).

    Returns
    -------
    ndarray, shape (...,)

    Raises
    ------
    MethodError
        Where a count is negative or there are fewer than two kinds.

    Notes
    -----
    :math:`100 \cdot (-\sum_k p_k \ln p_k) / \ln K` : Shannon's entropy, normalised (Pielou's evenness).

    Examples
    --------
    >>> degree_of_mix([[30, 30, 30], [90, 0, 0], [60, 30, 0]]).round(1)
    array([100. ,   0. ,  57.9])
    """
    n = floats(counts, "counts")
    if n.shape[-1] < 2:
        raise MethodError("a mix needs at least two kinds")
    if (n < 0).any():
        raise MethodError("a mix cannot be made from negative counts")
    total = n.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = n / total
        terms = np.where(p > 0, p * log(p), np.where(np.isnan(p), np.nan, 0.0))
    return np.asarray(np.abs(100.0 * terms.sum(axis=-1) / log(n.shape[-1])))
