"""From several columns to one: means of every power, the least, the greatest.

All leave missing values out and share their weight among the values that are there. Whether enough are there
is a question of its own: :func:`counting`, :func:`present_share`, :func:`where_enough`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import reaches
from omradesindex.methods.functions import exp, log
from omradesindex.methods.functions import power as raised
from omradesindex.methods.guard import cell_name, floats
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.sums import weighted
from omradesindex.methods.weight import fitting

Floats = NDArray[np.float64]


def arithmetic(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Weighted arithmetic mean over the last axis, leaving missing values out.

    :math:`\sum_j w_j x_j / \sum_j w_j`, over the values that are there. A low value is fully made up for by
    a high one.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Normalised values; NaN where missing.
    weights : array_like, shape (..., n_columns)
        Not negative; their scale does not matter.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value (with a weight above zero) is missing. Each area's score is the same to the
        last bit wherever the area stands.

    Raises
    ------
    MethodError
        Where the number of weights is not the number of columns, or they are no weights.

    Notes
    -----
    OECD/JRC (2008), *Handbook on Constructing Composite Indicators*, step 6.10.

    Examples
    --------
    >>> arithmetic([[1.0, 3.0], [2.0, float("nan")]], [1, 3])
    array([2.5, 2. ])
    """
    values, w = _read(x, weights)
    missing = np.isnan(values)
    if not missing.any():
        return weighted(values, w[..., None, :])
    there = np.where(missing, 0.0, w[..., None, :])
    total = weighted(there, np.ones(there.shape[-1]))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(weighted(np.where(missing, 0.0, values), there) / total)


def total(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Sum of the columns, each times its weight in parts of the mean weight.

    :math:`n \sum_j w_j x_j / \sum_j w_j` over n columns with a weight: their plain sum where all weigh alike.
    A missing value is made up for by the mean of those that are there; the coverage of a level says how much
    may be missing.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        Weights that do not fit.

    Notes
    -----
    Townsend, Phillimore and Beattie (1988), *Health and Deprivation*; CDC/ATSDR, *Social Vulnerability
    Index*.

    Examples
    --------
    >>> total([[1.0, 3.0]], [1, 1])
    array([4.])
    """
    values, w = _read(x, weights)
    # A sum whose terms are all there is added as it stands: no division rounds it.
    counted = (w > 0).sum(axis=-1)
    scaled = w * (counted / weighted(w, np.ones(w.shape[-1])))[..., None]
    return np.asarray(arithmetic(values, scaled) * counted[..., None])


def geometric(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Weighted geometric mean: a low value is made up for only in part.

    :math:`\exp(\sum_j w_j \ln x_j / \sum_j w_j)`, over the values that are there.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Above zero; NaN where missing.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        A value that is zero or negative (z-scores are, for half of the areas); weights that do not fit.

    Notes
    -----
    OECD/JRC (2008), step 6.11; the Human Development Index since 2010.

    Examples
    --------
    >>> geometric([[21.0, 1.0, 1.0, 1.0], [6.0, 6.0, 6.0, 6.0]], [1, 1, 1, 1]).round(2)
    array([2.14, 6.  ])
    """
    values = _used(x, weights)
    _above_zero(values, "a geometric mean")
    return exp(arithmetic(log(values), weights))


def product(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Product of the columns, each to the power of its weight in parts of the mean weight.

    :math:`\prod_j x_j^{n w_j / \sum_j w_j}` over n columns with a weight: their plain product where all weigh
    alike, and the geometric mean to the power n. A missing value is made up for by that mean.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Zero or more: one zero makes the product zero. NaN where missing.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        A negative value; weights that do not fit.

    Notes
    -----
    OEHHA, *CalEnviroScreen*: pollution burden times population characteristics.

    Examples
    --------
    >>> product([[2.0, 5.0], [0.0, 5.0]], [1, 1]).round(9)
    array([10.,  0.])
    """
    values = _used(x, weights)
    _above_zero(values, "a product", zero_too=True)
    counted = (fitting(weights, values.shape[-1]) > 0).sum(axis=-1)[..., None]
    nought = (values == 0).any(axis=-1)
    logs = arithmetic(log(np.where(values == 0, 1.0, values)), weights)
    return np.where(nought, 0.0, exp(counted * logs))


def harmonic(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Weighted harmonic mean: low values weigh even more than in a geometric one.

    :math:`\sum_j w_j / \sum_j (w_j / x_j)`, over the values that are there.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Above zero; NaN where missing.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        A value that is zero or negative; weights that do not fit.

    Notes
    -----
    COINr's ``a_hmean``; the Gender Inequality Index brings women and men together by it.

    Examples
    --------
    >>> harmonic([[1.0, 3.0]], [1, 1])
    array([1.5])
    """
    values = _used(x, weights)
    _above_zero(values, "a harmonic mean")
    return np.asarray(1 / arithmetic(1 / values, weights))


def power_mean(x: ArrayLike, weights: ArrayLike, *, power: float = 2.0) -> Floats:
    r"""Weighted power mean: below 1 low values weigh more, above 1 high values do.

    :math:`(\sum_j w_j x_j^p / \sum_j w_j)^{1/p}`, over the values that are there; p = 1 is the arithmetic
    mean, 0 the geometric, −1 the harmonic; it never falls as p grows, from the least value to the greatest.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Zero or more; above zero where ``power`` is zero or less. NaN where missing.
    weights : array_like, shape (..., n_columns)
    power : float

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        A negative value, or a zero where ``power`` is zero or less; weights that do not fit; a power that is
        no number.

    Notes
    -----
    Generalised mean: Hardy, Littlewood and Pólya (1934), *Inequalities*. COINr's ``a_genmean`` gives nothing
    where any value is missing; here the others share its weight. Compind's ``ci_generalized_mean`` divides
    where it should take the root, and is no reference.

    Examples
    --------
    >>> power_mean([[1.0, 7.0]], [1, 1])
    array([5.])
    """
    if np.isnan(power):
        raise MethodError("the power of a mean is not a number")
    if power == 0:
        return geometric(x, weights)
    if np.isinf(power):
        return maximum(x, weights) if power > 0 else minimum(x, weights)
    values = _used(x, weights)
    _above_zero(values, f"a mean of power {power:g}", zero_too=power > 0)
    # Relative to the greatest (for a negative power the least), so that no power is out of range.
    extreme = np.fmax if power > 0 else np.fmin
    scale = extreme.reduce(values, axis=-1, keepdims=True)
    scale = np.where(scale > 0, scale, 1.0)
    return np.asarray(scale[..., 0] * raised(arithmetic(raised(values / scale, power), weights), 1 / power))


def minimum(x: ArrayLike, weights: ArrayLike) -> Floats:
    """The least of the values: nothing makes up for it.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        NaN where missing; the least of those that are there.
    weights : array_like, shape (..., n_columns)
        Only whether they are above zero counts.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        Weights that do not fit.

    Notes
    -----
    Judges an area by its worst side where high is good (Rawls' maximin; the limit of the power mean). Where
    high means great challenge, as in this library's own indices, the worst side is :func:`maximum`.

    Examples
    --------
    >>> minimum([[3.0, 1.0, 2.0]], [1, 0, 1])
    array([2.])
    """
    return _extreme(np.fmin, x, weights)


def maximum(x: ArrayLike, weights: ArrayLike) -> Floats:
    """The greatest of the values: nothing makes up for it.

    The counterpart of :func:`minimum`, with the same parameters, missing values and errors: an area's worst
    side where high means great challenge.

    Examples
    --------
    >>> maximum([[3.0, 1.0, 2.0]], [0, 1, 1])
    array([2.])
    """
    return _extreme(np.fmax, x, weights)


def counting(given: ArrayLike, used: ArrayLike) -> Floats:
    """Weights that say how much is there: the definition's own, of the columns that are used at all.

    What was learnt from figures, or drawn at random, weighs the score but does not decide whether there is
    enough of it: that would hang on the very values that are missing, or differ from draw to draw.

    Parameters
    ----------
    given : array_like, shape (n_columns,)
        As the definition gives them; their scale does not matter.
    used : array_like, shape (..., n_columns)
        Those that the score is made with: a column without weight counts neither as there nor as missing.

    Returns
    -------
    ndarray, shape (..., n_columns)
        Where no column that is used has a weight of its own, all of them count alike.

    Examples
    --------
    >>> counting([4, 1, 1], [0.3, 0.7, 0.0])
    array([1.  , 0.25, 0.  ])
    """
    own, there = np.asarray(given, dtype=float), np.asarray(used) > 0
    # In parts of the greatest, so that equal weights count columns to the last digit.
    counted = np.where(there, own / own.max(), 0.0)
    return np.where((counted > 0).any(axis=-1, keepdims=True), counted, there.astype(float))


def present_share(x: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Share of the weight whose columns hold a value, for each area.

    Equal weights, or none, give the share of the columns. Columns with a weight of zero do not count,
    neither as there nor as missing.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
    weights : array_like, shape (..., n_columns), optional

    Returns
    -------
    ndarray, shape (..., n_areas)
        Between 0 and 1.

    Examples
    --------
    >>> present_share([[1.0, 2.0, float("nan")]]).round(3)
    array([0.667])
    >>> present_share([[1.0, 2.0, float("nan")]], [1, 1, 2])
    array([0.5])
    """
    there = ~np.isnan(floats(x, "x"))
    given = np.ones(there.shape[-1]) if weights is None else floats(weights, "weights")
    counts = counting(given, given)
    whole = weighted(counts, np.ones(counts.shape[-1]))
    return np.asarray(weighted(there.astype(float), counts[..., None, :]) / whole[..., None])


def where_enough(
    scores: ArrayLike, x: ArrayLike, weights: ArrayLike | None = None, *, least: float
) -> Floats:
    """Keep the scores that rest on enough values, and make the others missing.

    Parameters
    ----------
    scores : array_like, shape (..., n_areas)
        What some aggregation made of ``x``.
    x : array_like, shape (..., n_areas, n_columns)
    weights : array_like, shape (..., n_columns), optional
        How much each column counts (:func:`counting`); all alike if left out.
    least : float
        Share of the weight whose columns must hold a value, 0–1; each level of an index has its own.

    Returns
    -------
    ndarray, shape (..., n_areas)

    Raises
    ------
    MethodError
        A share outside 0–1.

    Notes
    -----
    COINr's ``dat_thresh``, which counts columns whatever their weights.

    Examples
    --------
    >>> x = [[1.0, 3.0], [2.0, float("nan")]]
    >>> where_enough(arithmetic(x, [1, 1]), x, least=0.8)
    array([ 2., nan])
    """
    if not 0 <= least <= 1:
        raise MethodError(f"the least share of values is {least:g}", expected="a number from 0 to 1")
    # Two of three is enough for "two thirds", however the share was rounded.
    return np.where(reaches(present_share(x, weights), least), floats(scores, "scores"), np.nan)


def _extreme(which: np.ufunc, x: ArrayLike, weights: ArrayLike) -> Floats:
    values = _used(x, weights)
    found = which.reduce(values, axis=-1)
    scenarios = np.broadcast_shapes(values.shape[:-2], np.shape(weights)[:-1])
    return np.asarray(np.broadcast_to(found, (*scenarios, *found.shape[-1:])))


def _read(x: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    values = floats(x, "x")
    if values.ndim < 2:
        raise MethodError(
            f"values of shape {values.shape} hold no areas and columns", expected="areas × columns"
        )
    return values, fitting(weights, values.shape[-1])


def _used(x: ArrayLike, weights: ArrayLike) -> Floats:
    """Return the values, made missing in columns without weight."""
    values, w = _read(x, weights)
    return values if (w > 0).all() else np.where(w[..., None, :] > 0, values, np.nan)


def _above_zero(values: Floats, what: str, *, zero_too: bool = False) -> None:
    bad = values < 0 if zero_too else values <= 0
    if not bad.any():
        return
    *_, row, column = np.argwhere(bad & (values == values[bad].max()))[0]
    raise MethodError(
        f"{what} is not defined for {values[bad].max():g}",
        where=cell_name(row, column),
        expected="values of zero or more" if zero_too else "values above zero",
        remedy="normalise to a scale that lies above zero, such as min-max to 1–100",
    )


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6"

#: Name in a definition → method: means of every power, and their limits.
AGGREGATIONS: Mapping[str, Method] = methods_of(
    Method(
        "aggregate",
        "arithmetic",
        arithmetic,
        _HANDBOOK,
        "Aritmetiskt medelvärde: höga och låga värden tar ut varandra",
        "Arithmetic mean: high and low values offset each other",
    ),
    Method(
        "aggregate",
        "sum",
        total,
        "Townsend, Phillimore and Beattie (1988), Health and Deprivation",
        "Summa: delarnas poäng läggs ihop",
        "Sum: the points of the parts are added up",
    ),
    Method(
        "aggregate",
        "geometric",
        geometric,
        _HANDBOOK,
        "Geometriskt medelvärde: ett lågt värde uppvägs bara delvis",
        "Geometric mean: a low value is offset only in part",
    ),
    Method(
        "aggregate",
        "product",
        product,
        "OEHHA, CalEnviroScreen, methodology",
        "Produkt: delarnas poäng multipliceras",
        "Product: the points of the parts are multiplied",
        own_scale=True,
    ),
    Method(
        "aggregate",
        "harmonic",
        harmonic,
        "Becker et al. (2022), COINr, Journal of Open Source Software 7:4567",
        "Harmoniskt medelvärde: låga värden väger tyngst",
        "Harmonic mean: low values weigh the most",
    ),
    Method(
        "aggregate",
        "power_mean",
        power_mean,
        "Hardy, Littlewood and Pólya (1934), Inequalities",
        "Potensmedelvärde med valfri exponent",
        "Power mean with any exponent",
    ),
    Method("aggregate", "minimum", minimum, _HANDBOOK, "Det lägsta värdet avgör", "The least value decides"),
    Method(
        "aggregate", "maximum", maximum, _HANDBOOK, "Det högsta värdet avgör", "The greatest value decides"
    ),
)
