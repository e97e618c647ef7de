"""Weights that are learnt from the values themselves.

They say how the columns vary, not what they are worth: a weight of this kind is a finding about the figures,
and needs a reason before it decides anything. Values come in with the direction turned, and each function
first lays the areas in an order of its own, so that the order they came in leaves no trace.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import flat
from omradesindex.methods.functions import log
from omradesindex.methods.guard import column_name, floats
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.options import Ddof, check_ddof
from omradesindex.methods.weight import rescale

Floats = NDArray[np.float64]

_CONSTANT = "leave it out, or give weights"


def standard_deviation(x: ArrayLike, *, ddof: Ddof = 1) -> Floats:
    r"""Weigh each column by its standard deviation: what tells areas apart weighs more.

    :math:`w_j = s_j / \sum_k s_k`.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        On a common scale that does not make the deviations equal: min–max, not z-scores. NaN where missing;
        each column's deviation is that of the values it has.
    ddof : {1, 0}
        Divisor n − 1, as usual for these weights, or n. It matters only where columns lack different areas.

    Returns
    -------
    ndarray, shape (..., n_columns)
        A column that does not vary weighs nothing.

    Raises
    ------
    MethodError
        A single area; a column with fewer than two values; no column that varies.

    Notes
    -----
    Diakoulaki, Mavrotas and Papayannakis (1995), *Determining objective weights in multiple criteria
    problems: the CRITIC method*, Computers & Operations Research 22:763, which compares both.

    Examples
    --------
    >>> standard_deviation([[0.0, 0.0], [1.0, 3.0]])
    array([0.25, 0.75])
    """
    spread = _deviation(ordered(x), ddof)
    _something(spread, "no column varies, so none can be weighed by its deviation")
    return rescale(spread)


def critic(x: ArrayLike, *, ddof: Ddof = 1) -> Floats:
    r"""Weigh each column by its deviation and by how little it repeats the others (CRITIC).

    :math:`C_j = s_j \sum_k (1 - r_{jk})` and :math:`w_j = C_j / \sum_k C_k`, with the columns brought to 0–1
    first.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        In any unit. NaN where missing; each correlation over the areas that have both.
    ddof : {1, 0}
        Divisor n − 1 (pymcdm, Tuş and Aytaç Adalı 2019) or n. It matters only where columns lack different
        areas.

    Returns
    -------
    ndarray, shape (..., n_columns)

    Raises
    ------
    MethodError
        A single area; a column that does not vary; columns that all say the same.

    Notes
    -----
    Diakoulaki, Mavrotas and Papayannakis (1995), Computers & Operations Research 22:763. A single column has
    none to differ from, and carries all that there is: it weighs 1, since the weights sum to 1.

    Examples
    --------
    >>> critic([[0.0, 0.0, 9.0], [1.0, 2.0, 5.0], [2.0, 4.0, 1.0]])
    array([0.25, 0.25, 0.5 ])
    """
    from omradesindex.methods.multivariate import correlation

    values = ordered(x)
    if values.shape[-1] == 1:
        return np.ones((*values.shape[:-2], 1))
    varying(values)
    low, high = (f.reduce(values, axis=-2, keepdims=True) for f in (np.fmin, np.fmax))
    unit = (values - low) / (high - low)
    r, _ = correlation(unit)
    if np.isnan(r).any():
        j = int(np.argwhere(np.isnan(r))[0][-1])
        raise MethodError(
            "it shares too few areas with another column to be correlated",
            where=column_name(j),
            remedy=_CONSTANT,
        )
    conflict = (1 - r).sum(axis=-1)
    # Rounding leaves 1e-16 where columns agree perfectly: that is no disagreement.
    carried = _deviation(unit, ddof) * np.where(conflict > 1e-12 * r.shape[-1], conflict, 0.0)
    _something(carried, "all columns say the same, so CRITIC cannot weigh them")
    return rescale(carried)


def entropy(x: ArrayLike) -> Floats:
    r"""Weigh each column by how unevenly it is spread over areas (Shannon's entropy).

    With :math:`p_{ij} = x_{ij} / \sum_i x_{ij}`, :math:`e_j = -\sum_i p_{ij} \ln p_{ij} / \ln n` and
    :math:`w_j = (1 - e_j) / \sum_k (1 - e_k)`.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Zero or more (0 · ln 0 = 0), on a scale where zero means nothing. NaN where missing: n is the number
        of values that the column has.

    Returns
    -------
    ndarray, shape (..., n_columns)
        A column that is equal everywhere weighs nothing.

    Raises
    ------
    MethodError
        A negative value; a column of zeros only, or with fewer than two values; no column that varies.

    Notes
    -----
    Shannon (1948); Zeleny (1982), *Multiple Criteria Decision Making*. It depends on where zero is: min–max
    values and raw shares give different weights.

    Examples
    --------
    >>> entropy([[1.0, 1.0], [1.0, 3.0]])
    array([0., 1.])
    """
    values = ordered(x)
    n = enough(values)
    negative, empty = values < 0, np.nansum(values, axis=-2) == 0
    refuse(np.any(negative, axis=-2), "it holds a negative value, and an entropy needs shares of a whole")
    refuse(empty, "it holds zeros only, so there are no shares")
    p = values / np.nansum(values, axis=-2, keepdims=True)
    terms = p * log(np.where(p > 0, p, 1.0))
    evenness = -np.nansum(terms, axis=-2) / log(n)
    constant = flat(values)
    told = np.where(constant, 0.0, np.maximum(1 - evenness, 0.0))
    _something(told, "no column varies, so none can be weighed by its entropy")
    return rescale(told)


def ordered(x: ArrayLike) -> Floats:
    """Lay the areas in an order that depends on their values only; refuse what cannot be learnt from."""
    values = floats(x, "x")
    if values.ndim < 2:
        raise MethodError(
            f"values of shape {values.shape} hold no areas and columns", expected="areas × columns"
        )
    if np.isinf(values).any():
        j = int(np.argwhere(np.isinf(values))[0][-1])
        raise MethodError("it holds an infinite value", where=column_name(j))
    if values.shape[-2] < 2:
        raise MethodError(
            "one area alone says nothing about how columns vary",
            expected="at least two areas",
            remedy="give weights, or learn them from other areas",
        )
    order = np.lexsort(np.moveaxis(values, -1, 0), axis=-1)
    return np.take_along_axis(values, order[..., None], axis=-2)


def enough(values: Floats) -> NDArray[np.int64]:
    """Count the values of each column; refuse fewer than two."""
    n = (~np.isnan(values)).sum(axis=-2)
    refuse(n < 2, "fewer than two areas have a value")
    return np.asarray(n, dtype=np.int64)


def varying(values: Floats) -> None:
    """Refuse a column that does not vary."""
    enough(values)
    constant = flat(values)
    refuse(constant, "it does not vary between areas")


def _deviation(values: Floats, ddof: int) -> Floats:
    check_ddof(ddof)
    n = enough(values)
    mean = np.nansum(values, axis=-2, keepdims=True) / n[..., None, :]
    constant = flat(values)
    spread = np.sqrt(np.nansum((values - mean) ** 2, axis=-2) / (n - ddof))
    return np.where(constant, 0.0, spread)


def refuse(bad: NDArray[np.bool_], what: str, *, remedy: str = _CONSTANT) -> None:
    """Raise where a column is bad, naming the first."""
    if bad.any():
        raise MethodError(what, where=column_name(int(np.argwhere(bad)[0][-1])), remedy=remedy)


def _something(weights: Floats, what: str) -> None:
    if (weights.sum(axis=-1) == 0).any():
        raise MethodError(what, remedy="give weights")


_CRITIC = "Diakoulaki, Mavrotas and Papayannakis (1995), Computers & Operations Research 22:763"

#: Name in a definition → method: weights from how the columns spread over areas.
SPREAD: Mapping[str, Method] = methods_of(
    Method(
        "weight",
        "standard_deviation",
        standard_deviation,
        _CRITIC,
        "Efter standardavvikelse: det som skiljer områden åt väger mer",
        "By standard deviation: what tells areas apart weighs more",
    ),
    Method(
        "weight",
        "critic",
        critic,
        _CRITIC,
        "CRITIC: efter spridning och efter hur lite indikatorn upprepar de andra",
        "CRITIC: by deviation and by how little an indicator repeats the others",
    ),
    Method(
        "weight",
        "entropy",
        entropy,
        "Zeleny (1982), Multiple Criteria Decision Making",
        "Efter entropi: det som är ojämnt fördelat väger mer",
        "By entropy: what is unevenly spread weighs more",
    ),
)
