"""Weights of indicators within a dimension and of dimensions within an index."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError


def rescale(weights: ArrayLike) -> NDArray[np.float64]:
    """Scale weights so that they sum to one over the last axis.

    Raises
    ------
    MethodError
        Where a weight is negative or not finite, or all of them are zero.

    Examples
    --------
    >>> rescale([1, 1, 2])
    array([0.25, 0.25, 0.5 ])
    """
    w = np.asarray(weights, dtype=float)
    if not np.isfinite(w).all():
        raise MethodError("a weight is not a finite number", expected="numbers of zero or more")
    if (w < 0).any():
        raise MethodError("a weight is negative", expected="numbers of zero or more")
    total = w.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise MethodError("all weights are zero", expected="at least one weight above zero")
    return np.asarray(w / total)
