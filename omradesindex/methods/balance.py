"""Aggregations that look at the whole profile: how uneven it is, and how far from the best.

The Mazziotta–Pareto indices charge for unevenness, Wroclaw's taxonomic method measures the distance from an
ideal area. Both must know whether high values are good or bad: in this library's own indices they are bad
(great challenge), in the papers good.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import arithmetic
from omradesindex.methods.guard import floats
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.options import Ddof, check_ddof
from omradesindex.methods.sums import weighted
from omradesindex.methods.weight import fitting, one_for_each

Floats = NDArray[np.float64]
Side = Literal["worse", "better"]


def mazziotta_pareto(
    x: ArrayLike, weights: ArrayLike, *, higher_is: Side = "worse", ddof: Ddof = 0
) -> Floats:
    r"""Mazziotta–Pareto index, MPI or AMPI: the mean, with an uneven profile counted as worse.

    :math:`m \pm s \cdot cv`, with m and s the mean and standard deviation of the area's own values over
    columns and cv = s/m. Plus where high is bad, minus where high is good.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        On MPI's scale (100 ± 10 over areas) for the MPI, on AMPI's (70–130, the reference at 100) for the
        AMPI; above zero in the mean. NaN where missing: mean and deviation of those that are there.
    weights : array_like, shape (..., n_columns)
        The papers weigh all columns alike; here mean and variance take weights.
    higher_is : {"worse", "better"}
        Whether a high value is a great challenge or a good thing.
    ddof : {0, 1}
        Divisor n of the papers (Mazziotta and Pareto), or n − 1 as the R package Compind has it.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing, or (``ddof`` = 1) all but one.

    Raises
    ------
    MethodError
        Values with a mean of zero or less (z-scores); unknown side; weights that do not fit.

    Notes
    -----
    Mazziotta and Pareto (2016), *On a generalized non-compensatory composite index for measuring
    socio-economic phenomena*, Social Indicators Research 127:983; De Muro, Mazziotta and Pareto (2011),
    *Composite indices of development and poverty*, Social Indicators Research 104:1.

    Examples
    --------
    >>> mazziotta_pareto([[100.0, 100.0], [110.0, 90.0]], [1, 1])
    array([100., 101.])
    >>> mazziotta_pareto([[110.0, 90.0]], [1, 1], higher_is="better")
    array([99.])
    """
    sign = 1.0 if _worse(higher_is) else -1.0
    check_ddof(ddof)
    values = floats(x, "x")
    mean = arithmetic(values, weights)
    if (mean <= 0).any():
        raise MethodError(
            f"a Mazziotta–Pareto index is not defined for a mean of {np.nanmin(mean):g}",
            expected="values on a scale around 100",
            remedy="normalise by mpi or ampi",
        )
    variance = arithmetic((values - mean[..., None]) ** 2, weights)
    if ddof:
        used = fitting(weights, values.shape[-1])[..., None, :] > 0
        n = (~np.isnan(values) & used).sum(axis=-1)
        variance = variance * np.where(n > ddof, n / np.maximum(n - ddof, 1), np.nan)
    return np.asarray(mean + sign * variance / mean)


def wroclaw(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    higher_is: Side = "worse",
    ideal: ArrayLike | None = None,
    yardstick: float | None = None,
) -> Floats:
    r"""Wroclaw taxonomic method: the distance from an area that is best in everything.

    :math:`d_i / (\bar d + 2 s_d)` with :math:`d_i = \sqrt{\sum_j w_j (x_{ij} - x^*_j)^2}`, s_d the standard
    deviation (n − 1) of the distances over areas.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        On a common scale, usually z-scores. NaN where missing: the distance over those that are there, whose
        weights are scaled up.
    weights : array_like, shape (..., n_columns)
        The original weighs all columns alike.
    higher_is : {"worse", "better"}
        The best value of a column is its least or its greatest.
    ideal : array_like, shape (..., n_columns), optional
        The best area. Made from ``x`` if left out; give it, and the yardstick, to measure another year or
        group against the same one.
    yardstick : float, optional
        The denominator; with :math:`\sum_j w_j = 1`.

    Returns
    -------
    ndarray, shape (..., n_areas)
        Zero at the ideal, rarely above 1; high is bad, whatever ``higher_is``. NaN where every value is
        missing.

    Raises
    ------
    MethodError
        Fewer than two areas with a value and no yardstick; unknown side; an ideal or weights that do not fit.

    Notes
    -----
    Hellwig (1968), *Przegląd Statystyczny* 15:307; formula as in the R package Compind (``ci_wroclaw``).

    Examples
    --------
    >>> wroclaw([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0]], [1, 1]).round(3)
    array([0.   , 0.333, 0.667])
    """
    worse = _worse(higher_is)
    values = floats(x, "x")
    best: Floats
    if ideal is None:
        best = (np.fmin if worse else np.fmax).reduce(values, axis=-2)
    else:
        best = np.asarray(ideal, dtype=float)
        if best.shape[-1:] != values.shape[-1:]:
            raise MethodError(f"an ideal of shape {best.shape} was given for {values.shape[-1]} columns")
        best = one_for_each(best, values.ndim, "ideal")
    distance = np.sqrt(arithmetic((values - best[..., None, :]) ** 2, weights))
    if yardstick is not None:
        if not yardstick > 0:
            raise MethodError(f"the yardstick is {yardstick:g}", expected="a number above zero")
        return np.asarray(distance / yardstick)
    n = (~np.isnan(distance)).sum(axis=-1, keepdims=True)
    if (n < 2).any():
        raise MethodError(
            "one area alone has no distances to be compared with",
            expected="at least two areas with values",
            remedy="give the ideal and the yardstick of a reference",
        )
    # Sorted before they are summed: the order of areas then leaves no trace, not even in the last bit.
    ordered = np.sort(distance, axis=-1)
    mean = np.nansum(ordered, axis=-1, keepdims=True) / n
    deviation = np.sqrt(np.nansum((ordered - mean) ** 2, axis=-1, keepdims=True) / (n - 1))
    whole = mean + 2 * deviation
    # All areas at the ideal: nobody is any distance away.
    return np.asarray(distance / np.where(whole > 0, whole, 1.0))


def topsis(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""TOPSIS: how near an area is to the highest in everything, between that and the lowest in everything.

    :math:`d^-_i / (d^-_i + d^+_i)`, the distances :math:`\sqrt{\sum_j w_j^2 (x_{ij} - x^{\pm}_j)^2}` to the
    areas' lowest and highest values of each column.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        On a common scale, in the method's own form divided by the root of the sum of squares. NaN where
        missing: both distances are over those that are there.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        From 0, lowest in everything, to 1, highest in everything; ½ where all areas are alike. NaN where
        every value is missing.

    Raises
    ------
    MethodError
        Weights that do not fit.

    Notes
    -----
    Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*. High is a great challenge here,
    and their ideal the least; where high is good the same closeness is that to the ideal.

    Examples
    --------
    >>> topsis([[0.0, 0.0], [3.0, 4.0], [3.0, 0.0]], [1, 1]).round(3)
    array([0.   , 1.   , 0.429])
    """
    values = floats(x, "x")
    square = fitting(weights, values.shape[-1])[..., None, :] ** 2

    def away(extreme: np.ufunc) -> Floats:
        apart = np.nan_to_num(values - extreme.reduce(values, axis=-2, keepdims=True)) ** 2
        return np.sqrt(
            weighted(apart, np.broadcast_to(square, np.broadcast_shapes(apart.shape, square.shape)))
        )

    low, high = away(np.fmin), away(np.fmax)
    there = (~np.isnan(values) & (square > 0)).any(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        near = np.where(low + high > 0, low / (low + high), 0.5)
    return np.asarray(np.where(there, near, np.nan))


def _worse(higher_is: str) -> bool:
    if higher_is not in ("worse", "better"):
        raise MethodError(f"higher_is = '{higher_is}' is unknown", expected="'worse' or 'better'")
    return higher_is == "worse"


#: Name in a definition → method. MPI and AMPI differ in how values are normalised, not in how they meet.
BALANCED: Mapping[str, Method] = methods_of(
    Method(
        "aggregate",
        "mpi",
        mazziotta_pareto,
        "Mazziotta and Pareto (2016), Social Indicators Research 127:983",
        "Mazziotta–Paretos index: medelvärde med tillägg för ojämn profil",
        "Mazziotta–Pareto index: mean with a charge for an uneven profile",
    ),
    Method(
        "aggregate",
        "ampi",
        mazziotta_pareto,
        "Mazziotta and Pareto (2016), Social Indicators Research 127:983",
        "Justerat Mazziotta–Pareto-index, jämförbart mellan år",
        "Adjusted Mazziotta–Pareto index, comparable between years",
    ),
    Method(
        "aggregate",
        "wroclaw",
        wroclaw,
        "Hellwig (1968), Przegląd Statystyczny 15:307",
        "Wrocław-metoden: avståndet till ett område som är bäst i allt",
        "Wrocław taxonomic method: the distance from an area that is best in everything",
        own_scale=True,
    ),
    Method(
        "aggregate",
        "topsis",
        topsis,
        "Hwang & Yoon (1981), Multiple Attribute Decision Making",
        "TOPSIS: läget mellan det lägsta i allt och det högsta i allt",
        "TOPSIS: the place between the lowest in everything and the highest in everything",
        own_scale=True,
    ),
)
