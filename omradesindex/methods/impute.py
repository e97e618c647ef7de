"""Filling in missing values: never by default, always marked.

Every function returns an :class:`Imputed`, whose mask holds each value that was not observed. A value
that the method has nothing to make from stays missing, and outside the mask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.guard import column_name
from omradesindex.methods.impute_draws import multiple as _draws
from omradesindex.methods.impute_draws import regress
from omradesindex.methods.method import Method, methods_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Imputed:
    """Values with the missing ones filled in, and which those are.

    Attributes
    ----------
    values : ndarray
        Shape of ``x``; with a leading axis of draws from :func:`multiple`.
    imputed : ndarray of bool, shape of ``x``
        True where the value was missing and now is not: to be marked as estimated.
    spread : ndarray, shape of ``x``, optional
        How uncertain each imputed value is, as a standard deviation: between draws (:func:`multiple`), or
        of a prediction (:func:`proxy`). Zero where observed, NaN where still missing.
    """

    values: Floats
    imputed: NDArray[np.bool_]
    spread: Floats | None = None


def _array(x: ArrayLike, least: int = 2) -> Floats:
    values = np.array(x, dtype=float)
    if values.ndim < least:
        shape = ("periods × " if least == 3 else "") + "areas × indicators"
        raise MethodError(f"the values have the shape {values.shape}", expected=shape)
    if np.isinf(values).any():
        j = np.argwhere(np.isinf(values))[0, -1]
        raise MethodError("there is an infinite value", where=column_name(j))
    return values


def _filled(values: Floats, by: Floats, spread: Floats | None = None) -> Imputed:
    missing = np.isnan(values)
    found = np.where(missing, by, values)
    if spread is not None:
        spread = np.where(missing, spread, 0.0)
    return Imputed(found, missing & ~np.isnan(found), spread)


def _centre(values: Floats, kind: str, axis: int) -> Floats:
    """Mean or median along an axis, NaN where nothing is there; in order of size, so exact in any order."""
    ordered = np.sort(values, axis=axis)
    n = (~np.isnan(ordered)).sum(axis=axis, keepdims=True)
    if kind == "mean":
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.nansum(ordered, axis=axis, keepdims=True) / n)
    a = np.take_along_axis(ordered, np.maximum(n - 1, 0) // 2, axis=axis)
    b = np.take_along_axis(ordered, np.minimum(n // 2, ordered.shape[axis] - 1), axis=axis)
    return np.asarray(a / 2 + b / 2)


def none(x: ArrayLike) -> Imputed:
    """Leave missing values missing."""
    values = _array(x)
    return Imputed(values, np.zeros(values.shape, dtype=bool))


def mean(x: ArrayLike) -> Imputed:
    """Fill in the mean of the other areas.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_indicators)

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 3. Makes areas look more alike than they are.

    Examples
    --------
    >>> mean([[1.0], [float("nan")], [3.0]]).values.ravel()
    array([1., 2., 3.])
    """
    values = _array(x)
    return _filled(values, _centre(values, "mean", -2))


def median(x: ArrayLike) -> Imputed:
    """Fill in the median of the other areas; otherwise as :func:`mean`."""
    values = _array(x)
    return _filled(values, _centre(values, "median", -2))


def _by_group(x: ArrayLike, groups: Sequence[object], kind: str) -> Imputed:
    values = _array(x)
    labels = list(groups)
    if len(labels) != values.shape[-2]:
        raise MethodError(
            f"{len(labels)} groups are given for {values.shape[-2]} areas", expected="one label for each area"
        )
    by = np.full(values.shape, np.nan)
    for label in dict.fromkeys(labels):
        rows = [i for i, other in enumerate(labels) if other == label]
        by[..., rows, :] = _centre(values[..., rows, :], kind, -2)
    return _filled(values, by)


def group_mean(x: ArrayLike, *, groups: Sequence[object]) -> Imputed:
    """Fill in the mean of the areas of the same group.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_indicators)
    groups : sequence, length n_areas
        A label for each area. Where nobody in the group has a value, it stays missing.

    Raises
    ------
    MethodError
        Another number of labels than of areas.

    Notes
    -----
    COINr ``i_mean_grp`` (Becker et al. 2022).

    Examples
    --------
    >>> nan = float("nan")
    >>> done = group_mean([[1.0], [nan], [5.0], [9.0]], groups=["A", "A", "B", "B"])
    >>> done.values.ravel(), done.imputed.ravel()
    (array([1., 1., 5., 9.]), array([False,  True, False, False]))
    """
    return _by_group(x, groups, "mean")


def group_median(x: ArrayLike, *, groups: Sequence[object]) -> Imputed:
    """Fill in the median of the areas of the same group; otherwise as :func:`group_mean`."""
    return _by_group(x, groups, "median")


def area_mean(x: ArrayLike) -> Imputed:
    """Fill in the area's own mean over the other periods.

    Parameters
    ----------
    x : array_like, shape (..., n_periods, n_areas, n_indicators)

    Examples
    --------
    >>> area_mean([[[1.0]], [[float("nan")]], [[4.0]]]).values.ravel()
    array([1. , 2.5, 4. ])
    """
    values = _array(x, 3)
    return _filled(values, _centre(values, "mean", -3))


def area_median(x: ArrayLike) -> Imputed:
    """Fill in the area's own median over the other periods; otherwise as :func:`area_mean`."""
    values = _array(x, 3)
    return _filled(values, _centre(values, "median", -3))


def last(x: ArrayLike, *, most: int | None = None) -> Imputed:
    """Carry the latest earlier value forward.

    Parameters
    ----------
    x : array_like, shape (..., n_periods, n_areas, n_indicators)
        Periods in order of time.
    most : int, optional
        Carry at most so many periods; without limit if left out.

    Notes
    -----
    COINr ``impute_panel`` ("latest"). A value before the first one observed stays missing.

    Examples
    --------
    >>> last([[[1.0]], [[float("nan")]], [[float("nan")]]], most=1).values.ravel()
    array([ 1.,  1., nan])
    """
    values = _array(x, 3)
    if most is not None and most < 1:
        raise MethodError(f"the option 'most' is {most}", expected="at least one period")
    n = values.shape[-3]
    period = np.arange(n)[:, None, None]
    seen = np.maximum.accumulate(np.where(np.isnan(values), -1, period), axis=-3)
    by = np.take_along_axis(values, np.maximum(seen, 0), axis=-3)
    known = seen >= 0
    if most is not None:
        known &= period - seen <= most
    return _filled(values, np.where(known, by, np.nan))


def linear(
    x: ArrayLike, *, periods: Sequence[float] | None = None, ends: Literal["missing", "nearest"] = "missing"
) -> Imputed:
    """Draw a straight line in time between an area's observed values.

    Parameters
    ----------
    x : array_like, shape (..., n_periods, n_areas, n_indicators)
    periods : sequence of float, length n_periods, optional
        Rising times, such as years; one step apart if left out.
    ends : {"missing", "nearest"}
        Before the first and after the last observed value: stay missing, or take that value. Lines are
        never drawn beyond what was observed.

    Raises
    ------
    MethodError
        Periods that do not rise, or another number of them.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 3; COINr ``impute_panel`` ("linear").

    Examples
    --------
    >>> linear([[[1.0]], [[float("nan")]], [[4.0]]], periods=[2020, 2021, 2023]).values.ravel()
    array([1., 2., 4.])
    """
    values = _array(x, 3)
    n = values.shape[-3]
    times = np.arange(n, dtype=float) if periods is None else np.asarray(periods, dtype=float)
    if times.shape != (n,) or not (np.diff(times) > 0).all():
        raise MethodError("the periods do not fit", expected=f"{n} times, in rising order")
    if ends not in ("missing", "nearest"):
        raise MethodError(f"the option 'ends' is {ends!r}", expected="'missing' or 'nearest'")
    by = values.copy()
    outside = np.nan if ends == "missing" else None
    for *lead, i, j in np.argwhere(np.isnan(values).any(axis=-3)):
        series = by[(*lead, slice(None), i, j)]
        there = ~np.isnan(series)
        if there.any():
            series[~there] = np.interp(
                times[~there], times[there], series[there], left=outside, right=outside
            )
    return _filled(values, by)


def proxy(x: ArrayLike, *, on: Sequence[int], columns: Sequence[int] | None = None) -> Imputed:
    """Predict from other indicators, by least squares over the areas that have them all.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    on : sequence of int
        Positions of the columns to predict from.
    columns : sequence of int, optional
        Columns to fill in; every other column that has a missing value if left out.

    Returns
    -------
    Imputed
        ``spread`` is the standard error of a prediction. Where an area lacks one of the predictors, its value
        stays missing.

    Raises
    ------
    MethodError
        No predictors, a column that predicts itself, fewer than two areas more than coefficients, or
        predictors that cannot be told apart.

    Notes
    -----
    OECD/JRC (2008), *Handbook*, step 3, "regression imputation". The predictions lie on the line:
    they understate how areas differ, which :func:`multiple` does not.

    Examples
    --------
    >>> nan = float("nan")
    >>> x = [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0], [4.0, 8.0], [5.0, nan]]
    >>> proxy(x, on=[0]).values[-1, 1].round(6)
    np.float64(10.0)
    """
    values = _array(x)
    if values.ndim != 2:
        raise MethodError(
            f"a proxy is learnt from an array of shape {values.shape}", expected="areas × indicators"
        )
    n = values.shape[1]
    predictors = [int(j) for j in on]
    wanted = (
        [j for j in np.flatnonzero(np.isnan(values).any(axis=0)).tolist() if j not in predictors]
        if columns is None
        else [int(j) for j in columns]
    )
    for j in (*predictors, *wanted):
        if not 0 <= j < n:
            raise MethodError(f"{column_name(j)} is not one of the {n} columns", expected=f"0 to {n - 1}")
    if not predictors:
        raise MethodError("no column is given to predict from", where="method 'proxy'", remedy="give 'on'")
    own = sorted(set(predictors) & set(wanted))
    if own:
        raise MethodError("a column cannot be predicted from itself", where=column_name(own[0]))
    by, spread = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for j in wanted:
        by[:, j], spread[:, j] = regress(values[:, predictors], values[:, j], column_name(j))
    return _filled(values, by, spread)


def multiple(
    x: ArrayLike,
    *,
    rng: np.random.Generator | int,
    draws: int = 20,
    on: Sequence[int] | None = None,
    most: int = 3,
    rounds: int = 10,
    low: ArrayLike | None = None,
    high: ArrayLike | None = None,
) -> Imputed:
    """Fill in several times over, each time with another likely value: what is not known stays uncertain.

    Chained equations: each column with gaps is regressed on others, coefficients and residual variance
    are drawn from their posterior distribution, and each gap gets the prediction plus a drawn residual;
    round after round, so that gaps in the predictors are uncertain too.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_indicators)
    rng : numpy.random.Generator or int
        The same seed gives the same draws. Unlike elsewhere the order of the areas matters to them.
    draws : int
        How many completed tables, at least 2.
    on : sequence of int, optional
        Positions of the columns to predict from. The ``most`` columns with the strongest correlation with the
        one to fill in, if left out (fewer where few areas are observed).
    most : int
    rounds : int
    low, high : array_like, shape (n_indicators,), optional
        Bounds for each indicator (0 and 100 for a share): a drawn value beyond is set to the bound.

    Returns
    -------
    Imputed
        ``values`` of shape (draws, n_areas, n_indicators); ``spread`` the standard deviation between
        draws (n − 1), of shape (n_areas, n_indicators).

    Raises
    ------
    MethodError
        A column with fewer than four observed values, fewer than two draws, low above high.

    Notes
    -----
    Rubin, D. B. (1987), *Multiple Imputation for Nonresponse in Surveys*; van Buuren, S. and
    Groothuis-Oudshoorn, K. (2011), "mice: Multivariate imputation by chained equations in R", *Journal of
    Statistical Software* 45 (3) (method "norm").

    Examples
    --------
    >>> nan = float("nan")
    >>> x = [[1.0, 2.1], [2.0, 3.9], [3.0, 6.2], [4.0, 7.8], [5.0, 10.1], [6.0, nan]]
    >>> done = multiple(x, rng=1, draws=200)
    >>> done.values.shape, bool(11 < done.values[:, 5, 1].mean() < 13), bool(done.spread[5, 1] > 0)
    ((200, 6, 2), True, True)
    """
    values = _array(x)
    filled, imputed = _draws(
        values, rng=rng, draws=draws, on=on, most=most, rounds=rounds, low=low, high=high
    )
    spread = np.where(imputed, filled.std(axis=0, ddof=1), np.where(np.isnan(values), np.nan, 0.0))
    return Imputed(filled, imputed, spread)


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3"
_COINR = "Becker et al. (2022), COINr, Journal of Open Source Software 7, 4567"
_RUBIN = "Rubin (1987), Multiple Imputation for Nonresponse in Surveys"


def _impute(function: Callable[..., Imputed], source: str, sv: str, en: str, **per: object) -> Method:
    return Method("impute", function.__name__, function, source, sv, en, per=per)  # type: ignore[arg-type]


#: Name in a definition → method.
IMPUTATIONS: Mapping[str, Method] = methods_of(
    _impute(none, _HANDBOOK, "Det som saknas förblir tomt", "What is missing stays missing"),
    _impute(mean, _HANDBOOK, "De andra områdenas medelvärde", "The other areas' mean"),
    _impute(median, _HANDBOOK, "De andra områdenas median", "The other areas' median"),
    _impute(
        group_mean, _COINR, "Medelvärdet i områdets grupp", "The mean of the area's group", groups="area"
    ),
    _impute(
        group_median, _COINR, "Medianen i områdets grupp", "The median of the area's group", groups="area"
    ),
    _impute(area_mean, _HANDBOOK, "Områdets eget medelvärde över åren", "The area's own mean over the years"),
    _impute(area_median, _HANDBOOK, "Områdets egen median över åren", "The area's own median over the years"),
    _impute(last, _COINR, "Områdets senaste tidigare värde", "The area's latest earlier value"),
    _impute(
        linear,
        _HANDBOOK,
        "Rät linje mellan områdets värden i tiden",
        "Straight line between the area's values in time",
    ),
    _impute(
        proxy,
        _HANDBOOK,
        "Skattat ur andra indikatorer med regression",
        "Predicted from other indicators by regression",
        on="columns",
        columns="columns",
    ),
    _impute(
        multiple,
        f"{_RUBIN}; van Buuren & Groothuis-Oudshoorn (2011), Journal of Statistical Software 45 (3)",
        "Flera möjliga värden för varje lucka, så att osäkerheten följer med",
        "Several likely values for each gap, so that the uncertainty stays",
        on="columns",
        low="indicator",
        high="indicator",
    ),
)
