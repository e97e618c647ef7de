"""From several columns to one: the mean of indicators, the mean of dimensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError

Floats = NDArray[np.float64]


def arithmetic(x: ArrayLike, weights: ArrayLike) -> Floats:
    """Weighted arithmetic mean over the last axis, leaving missing values out.

    The weights of the values that are there are rescaled to sum to one. Whether enough of them
    are there is another question: see :func:`present_share`.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Normalised values; NaN where missing.
    weights : array_like, shape (..., n_columns)
        Not negative; their scale does not matter.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value (with a weight above zero) is missing.

    Raises
    ------
    MethodError
        Where the number of weights is not the number of columns.

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 6.

    Examples
    --------
    >>> arithmetic([[1.0, 3.0], [2.0, float("nan")]], [1, 3])
    array([2.5, 2. ])
    """
    values = np.asarray(x, dtype=float)
    w = np.asarray(weights, dtype=float)
    if w.shape[-1:] != values.shape[-1:]:
        raise MethodError(f"{w.shape[-1] if w.ndim else 0} weights were given for {values.shape[-1]} columns")
    missing = np.isnan(values)
    if not missing.any():
        total = w.sum(axis=-1)
        return np.asarray(np.matmul(values, w[..., None])[..., 0] / np.expand_dims(total, -1))
    there = np.where(missing, 0.0, np.expand_dims(w, -2))
    total = there.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((np.where(missing, 0.0, values) * there).sum(axis=-1) / total)


def present_share(x: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Share of the columns that hold a value, for each area.

    Columns with a weight of zero do not count, neither as there nor as missing.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
    weights : array_like, shape (n_columns,), optional

    Returns
    -------
    ndarray, shape (..., n_areas)
        Between 0 and 1.

    Examples
    --------
    >>> present_share([[1.0, 2.0, float("nan")]]).round(3)
    array([0.667])
    """
    there = ~np.isnan(np.asarray(x, dtype=float))
    counts = np.ones(there.shape[-1]) if weights is None else (np.asarray(weights) > 0).astype(float)
    return np.asarray(there @ counts / counts.sum())


Aggregation = Callable[[ArrayLike, ArrayLike], Floats]

#: Name in a definition → function.
AGGREGATIONS: Mapping[str, Aggregation] = MappingProxyType({"arithmetic": arithmetic})
