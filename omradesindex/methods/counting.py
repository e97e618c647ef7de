"""Counting the indicators that lie beyond a threshold.

How a national map of exclusion is made (three or more problems of six), and what Alkire and Foster measure
for poverty with many sides. Here the units are areas: a headcount is a share of areas, or, with populations,
of the people who live in them, never of people who are poor themselves.

High values are a great challenge: beyond means above. Thresholds are on the scale of the values that come in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import arithmetic
from omradesindex.methods.equal import above, reaches, scale_of
from omradesindex.methods.guard import floats, per_column
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.sums import weighted
from omradesindex.methods.weight import fitting

Floats = NDArray[np.float64]


def beyond(x: ArrayLike, *, thresholds: ArrayLike, inclusive: bool = True) -> Floats:
    """Mark the values that lie beyond a threshold.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        NaN where missing.
    thresholds : array_like, shape (n_columns,) or number
        On the scale of ``x``.
    inclusive : bool
        Whether a value equal to its threshold lies beyond it. Alkire and Foster (2011) say no, many official
        definitions ("at least") yes.

    Returns
    -------
    ndarray, shape (..., n_areas, n_columns)
        1 or 0; NaN where the value is missing.

    Raises
    ------
    MethodError
        Thresholds that do not fit the columns, or are missing.

    Examples
    --------
    >>> beyond([[5.0, 1.0]], thresholds=[5, 2])
    array([[1., 0.]])
    """
    values = floats(x, "x")
    z = per_column(thresholds, values.shape[-1], "thresholds")
    scale = scale_of(values, axis=-2, keepdims=True)
    past = reaches(values, z, scale) if inclusive else above(values, z, scale)
    return np.where(np.isnan(values), np.nan, past.astype(float))


def count_beyond(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    thresholds: ArrayLike,
    at_least: float = 0.0,
    inclusive: bool = True,
) -> Floats:
    """Count each area's indicators beyond their thresholds.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        NaN where missing: not counted as beyond, so that the count is the least that it can be. See
        :func:`~omradesindex.methods.aggregate.present_share` for how much is there.
    weights : array_like, shape (..., n_columns)
        Scaled to sum to the number of columns with a weight above zero: equal weights count columns.
    thresholds : array_like, shape (n_columns,) or number
    at_least : float
        Areas with a smaller count get 0 (Alkire and Foster's censoring); 0 leaves all as they are.
    inclusive : bool
        See :func:`beyond`.

    Returns
    -------
    ndarray, shape (..., n_areas)
        0 to the number of columns; NaN where every value is missing.

    Raises
    ------
    MethodError
        Thresholds or weights that do not fit; ``at_least`` outside what can be counted.

    Notes
    -----
    Atkinson (2003), *Multidimensional deprivation: contrasting social welfare and counting approaches*,
    Journal of Economic Inequality 1:51. Boverket's and Statistics Sweden's map of exclusion names areas with
    three or more problems of six.

    Examples
    --------
    >>> x = [[9.0, 9.0, 1.0], [9.0, 1.0, 1.0]]
    >>> count_beyond(x, [1, 1, 1], thresholds=5)
    array([2., 1.])
    >>> count_beyond(x, [1, 1, 1], thresholds=5, at_least=2)
    array([2., 0.])
    """
    values = floats(x, "x")
    w = fitting(weights, values.shape[-1])
    points = w * (w > 0).sum(axis=-1, keepdims=True)
    _check_least(at_least, w)
    past = beyond(values, thresholds=thresholds, inclusive=inclusive)
    counts = weighted(np.nan_to_num(past), points[..., None, :])
    counts = np.where(reaches(counts, at_least), counts, 0.0)
    nothing = (np.isnan(values) | (w[..., None, :] == 0)).all(axis=-1)
    return np.where(nothing, np.nan, counts)


@dataclass(frozen=True)
class AlkireFoster:
    """How many areas have problems on many sides, and how many sides.

    Attributes
    ----------
    counts : ndarray, shape (..., n_areas)
        Each area's indicators beyond their thresholds.
    deprived : ndarray, shape (..., n_areas)
        1 where the count is at least k, else 0. NaN where a value is missing.
    headcount : ndarray, shape (...,)
        H: share of areas (or of their people) that are deprived.
    intensity : ndarray, shape (...,)
        A: mean share of indicators that are beyond, in deprived areas; NaN where there are none.
    adjusted : ndarray, shape (...,)
        M0 = H · A, 0–1.
    contributions : ndarray, shape (..., n_columns)
        Share of M0 that is due to each column; they sum to 1. NaN where M0 is zero.
    """

    counts: Floats
    deprived: Floats
    headcount: Floats
    intensity: Floats
    adjusted: Floats
    contributions: Floats


def alkire_foster(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    thresholds: ArrayLike,
    k: float,
    inclusive: bool = True,
    population: ArrayLike | None = None,
) -> AlkireFoster:
    r"""Alkire–Foster: headcount, intensity and adjusted headcount of areas with problems on many sides.

    With :math:`c_i` the count of area i (of d columns) and :math:`c_i(k) = c_i [c_i \ge k]`:
    :math:`H = \sum_i p_i [c_i \ge k]`, :math:`M_0 = \sum_i p_i c_i(k) / d` and :math:`A = M_0 / H`, with p
    the areas' shares.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        NaN where missing: an area without a value in a column that has weight is left out.
    weights : array_like, shape (..., n_columns)
        As in :func:`count_beyond`.
    thresholds : array_like, shape (n_columns,) or number
    k : float
        How many indicators make an area deprived: above 0, to the number of columns with weight.
    inclusive : bool
        See :func:`beyond`.
    population : array_like, shape (n_areas,), optional
        People in each area: H is then the share of people who *live in* a deprived area. Areas count alike if
        left out.

    Returns
    -------
    AlkireFoster

    Raises
    ------
    MethodError
        Thresholds, weights or population that do not fit; k outside what can be counted; no complete area.

    Notes
    -----
    Alkire and Foster (2011), *Counting and multidimensional poverty measurement*, Journal of Public
    Economics 95:476.

    Examples
    --------
    >>> found = alkire_foster([[9.0, 9.0, 1.0], [9.0, 1.0, 1.0]], [1, 1, 1], thresholds=5, k=2)
    >>> float(found.headcount), float(found.intensity.round(3)), float(found.adjusted.round(3))
    (0.5, 0.667, 0.333)
    """
    values = floats(x, "x")
    w = fitting(weights, values.shape[-1])
    _check_least(k, w)
    if k <= 0:
        raise MethodError(f"k is {k:g}, so every area would be deprived", expected="above zero")
    people = np.ones(values.shape[-2]) if population is None else floats(population, "population")
    if people.shape != values.shape[-2:-1] or not ((people >= 0) & np.isfinite(people)).all():
        raise MethodError(
            f"a population of shape {people.shape} was given for {values.shape[-2]} areas",
            expected="one number of zero or more for each area",
        )
    past = beyond(values, thresholds=thresholds, inclusive=inclusive)
    there = ~(np.isnan(values) & (w[..., None, :] > 0)).any(axis=-1)
    # The share of the indicators' weight that is beyond, c / d; only complete areas are used.
    share = np.where(there, weighted(np.nan_to_num(past), w[..., None, :]), np.nan)
    d = (w > 0).sum(axis=-1)[..., None]
    deprived = np.where(there, reaches(share * d, k).astype(float), np.nan)
    weight = np.where(there, people, 0.0)
    total = weight.sum(axis=-1, keepdims=True)
    if (total == 0).any():
        raise MethodError("no area has a value in every column", expected="at least one complete area")
    p = weight / total
    poor = p * np.nan_to_num(deprived)
    headcount, adjusted = poor.sum(axis=-1), (poor * np.nan_to_num(share)).sum(axis=-1)
    parts = (poor[..., None] * np.nan_to_num(past)).sum(axis=-2) * w
    with np.errstate(invalid="ignore", divide="ignore"):
        return AlkireFoster(
            counts=share * d,
            deprived=deprived,
            headcount=headcount,
            intensity=adjusted / headcount,
            adjusted=adjusted,
            contributions=parts / adjusted[..., None],
        )


def share_beyond(
    x: ArrayLike, weights: ArrayLike, *, thresholds: ArrayLike, inclusive: bool = True
) -> Floats:
    """Share of each area's indicators beyond their thresholds, of those that have a value.

    The same as :func:`count_beyond` where nothing is missing, on a scale of 0–1; where something is, its
    weight is shared among the others.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
    weights : array_like, shape (..., n_columns)
    thresholds : array_like, shape (n_columns,) or number
    inclusive : bool
        See :func:`beyond`.

    Returns
    -------
    ndarray, shape (..., n_areas)
        NaN where every value is missing.

    Raises
    ------
    MethodError
        Thresholds or weights that do not fit.

    Notes
    -----
    Atkinson (2003), Journal of Economic Inequality 1:51.

    Examples
    --------
    >>> share_beyond([[9.0, 9.0, float("nan")], [9.0, 1.0, 1.0]], [1, 1, 1], thresholds=5).round(3)
    array([1.   , 0.333])
    """
    return arithmetic(beyond(x, thresholds=thresholds, inclusive=inclusive), weights)


def _check_least(at_least: float, w: Floats) -> None:
    most = int((w > 0).sum(axis=-1).min())
    if not 0 <= at_least <= most:
        raise MethodError(
            f"{at_least:g} indicators of {most} cannot be counted",
            where="at_least",
            expected=f"a number from 0 to {most}",
        )


_ATKINSON = "Atkinson (2003), Journal of Economic Inequality 1:51"

#: Name in a definition → method.
COUNTS: Mapping[str, Method] = methods_of(
    Method(
        "aggregate",
        "count_beyond",
        count_beyond,
        f"{_ATKINSON}; Alkire and Foster (2011), Journal of Public Economics 95:476",
        "Antal indikatorer över en gräns",
        "Number of indicators beyond a threshold",
        per={"thresholds": "indicator"},
        own_scale=True,
    ),
    Method(
        "aggregate",
        "share_beyond",
        share_beyond,
        _ATKINSON,
        "Andel av indikatorerna över en gräns",
        "Share of indicators beyond a threshold",
        per={"thresholds": "indicator"},
        own_scale=True,
    ),
)
