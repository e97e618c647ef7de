"""Values that lean on the other areas, to be shown beside the raw ones."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.index.measure import Measured
from omradesindex.index.uncertainty.value_intervals import ValueIntervals, counted
from omradesindex.methods.functions import exp, log
from omradesindex.methods.intervals import Interval, normal
from omradesindex.methods.shrinkage import empirical_bayes, logit_shrinkage, mean_shrinkage
from omradesindex.methods.shrunk_limits import shrunk_error
from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]


class ShrunkValues(NamedTuple):
    """Shrunk values and their limits, shape (n_areas + 1,); NaN for the whole city, which stays as it is."""

    value: Floats
    low: Floats
    high: Floats


def shrunk_values(
    statistics: Statistics,
    indicator: Indicator,
    measured: Measured,
    j: int,
    intervals: ValueIntervals,
    *,
    level: float,
) -> ShrunkValues:
    """Shrink an indicator's values towards what is common to the areas; NaN where nothing tells how far.

    Counted shares are shrunk as logits, two counts against each other as the first's share of both, rates by
    Marshall's estimator, and what brings a survey's standard error as means. Limits are Morris'
    (:func:`omradesindex.methods.shrunk_limits.shrunk_error`). An exact value stays as it is; a filled one,
    which leans on others already, has none.
    """
    nan = np.full(len(measured.values), np.nan)
    value, low, high = nan.copy(), nan.copy(), nan.copy()
    counts = counted(statistics, indicator, measured, j)
    by_count = np.isin(intervals.method[:-1].astype(str), ("wilson", "byar"))
    if not isinstance(counts, str) and _enough(by_count, counts.events[:-1]):
        x, n = (np.where(by_count, a[:-1], np.nan) for a in (counts.events, counts.size))
        per, as_share = counts.per, counts.part or counts.against
        rate = np.nansum(x) / np.nansum(n)
        if as_share and rate < 1:
            shrunk = logit_shrinkage(x, n)
            variance = (n + 1) * (n + 2) / (n * (x + 1) * (n - x + 1))
            own, target = log((x + 0.5) / (n - x + 0.5)), log(rate / (1 - rate))
            error = shrunk_error(own, target, shrunk.own_weight, variance)
            middle = log(shrunk.values / (1 - shrunk.values))
            limits = Interval(*(1 / (1 + exp(-a)) for a in normal(middle, error, level=level)))
            in_unit = Interval(*(counts.of_share(limit) for limit in limits))
            _put(value, low, high, by_count, counts.of_share(shrunk.values), in_unit)
        elif not as_share:
            shrunk = empirical_bayes(x, n)
            error = shrunk_error(shrunk.raw, shrunk.target, shrunk.own_weight, shrunk.target / n)
            limits = normal(shrunk.values, error, level=level)
            scaled = Interval(np.maximum(per * limits.lower, 0), per * limits.upper)
            _put(value, low, high, by_count, per * shrunk.values, scaled)
    by_survey = (intervals.method[:-1] == "survey").astype(bool)
    if by_survey.sum() > 1:
        brought = (measured.values[:, j], intervals.standard_error)
        y, s = (np.where(by_survey, a[:-1], np.nan) for a in brought)
        shrunk = mean_shrinkage(y, s**2)
        error = shrunk_error(y, shrunk.target, shrunk.own_weight, s**2)
        _put(value, low, high, by_survey, shrunk.values, normal(shrunk.values, error, level=level))
    exact = (intervals.method[:-1] == "exact").astype(bool)
    own = measured.values[:-1, j]
    _put(value, low, high, exact, own, Interval(own, own))
    return ShrunkValues(value, low, high)


def _enough(where: NDArray[np.bool_], count: Floats) -> bool:
    """Whether two areas or more are there, and anything was counted at all."""
    return bool(where.sum() > 1 and np.nansum(np.where(where, count, 0.0)) > 0)


def _put(
    value: Floats, low: Floats, high: Floats, where: NDArray[np.bool_], shrunk: Floats, limits: Interval
) -> None:
    value[:-1][where] = shrunk[where]
    low[:-1][where], high[:-1][where] = limits.lower[where], limits.upper[where]
