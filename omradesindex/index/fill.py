"""Fill missing values by the method that a definition names; every filled value is marked as estimated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Definition, Indicator, settle, spec_name
from omradesindex.errors import ComputeError
from omradesindex.frozen import Frozen
from omradesindex.index.compute import told_of
from omradesindex.index.measure import Measured, measure
from omradesindex.index.prices import drifting
from omradesindex.methods import Choice
from omradesindex.periods import EXAMPLES, Period
from omradesindex.statistics import Statistics
from omradesindex.statistics.series import Dated, breaks_between
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES

Floats = NDArray[np.float64]

#: Methods that look at an area's own figures in other periods, and whether at later ones too.
OVER_TIME: Mapping[str, bool] = Frozen(
    {"area_mean": False, "area_median": False, "last": False, "linear": True}
)

#: How much longer one month, term or year may be than another.
_AS_LONG = 1.15

_ESTIMATED = QUALITIES.index("estimated")
_OBSERVED, _SUPPRESSED = STATUSES.index("observed"), STATUSES.index("suppressed")


def fill(definition: Definition, measured: Measured, statistics: Statistics, period: str | None) -> Measured:
    """Fill the areas' missing values; the whole city's are left alone, and so is what is suppressed.

    Somebody knows a suppressed figure and has withheld it: it is small, or it is one of few, so the other
    areas' figures say little of it, and a guess beside them would be read as the figure.

    Methods over time see the periods of the same length (years beside years, terms beside terms) up to the
    one that is computed; a line in time, which has two ends, those after it too.

    Raises
    ------
    ComputeError
        The method is not defined on the figures; a method over time where the period's time is not known.
    """
    spec = definition.methods.impute
    if spec_name(spec) == "none":
        return measured
    ids = [indicator.id for indicator in definition.indicators]
    with told_of(definition, statistics.name, "impute"):
        choice = settle("impute", spec, ids, statistics.areas, "impute")
        if choice.name in OVER_TIME:
            values, imputed = _over_time(choice, definition, measured, statistics, period)
            spread = None
        else:
            imputation = choice(measured.values[:-1])
            imputed, spread = imputation.imputed, imputation.spread
            # Several draws: their mean is the best single value.
            values = imputation.values.mean(axis=0) if imputation.values.ndim > 2 else imputation.values
    imputed = imputed & (measured.status[:-1] != _SUPPRESSED)
    filled = measured.values.copy()
    filled[:-1] = np.where(imputed, values, filled[:-1])
    quality, status = measured.quality.copy(), measured.status.copy()
    quality[:-1][imputed] = np.maximum(quality[:-1][imputed], _ESTIMATED)
    status[:-1][imputed] = _OBSERVED
    return replace(
        measured,
        values=filled,
        quality=quality,
        status=status,
        imputed=imputed,
        imputation_spread=np.where(imputed, np.nan if spread is None else spread, 0.0),
    )


def _over_time(
    choice: Choice, definition: Definition, measured: Measured, statistics: Statistics, period: str | None
) -> tuple[Floats, NDArray[np.bool_]]:
    """Fill each indicator from its own other periods; what it lacks altogether in the one asked for, too."""
    values, imputed = measured.values[:-1].copy(), np.zeros(measured.imputed.shape, dtype=bool)
    asked = "" if period is None else statistics.calendar.named(period)
    wanted = [when or asked for when in measured.periods]
    for now in dict.fromkeys(filter(None, wanted)):
        columns = [j for j, when in enumerate(wanted) if when == now]
        indicators = [definition.indicators[j] for j in columns]
        labels = _beside(statistics, now, later=OVER_TIME[choice.name])
        years = [
            values[:, columns] if label == now else _of_one_series(indicators, statistics, label, now)
            for label in labels
        ]
        imputation = choice(np.stack(years), periods=[period.year for period in labels.values()])
        place = [*labels].index(now)
        values[:, columns], imputed[:, columns] = imputation.values[place], imputation.imputed[place]
    return values, imputed


def _of_one_series(indicators: Sequence[Indicator], statistics: Statistics, label: str, now: str) -> Floats:
    """Values of another period; none of an indicator that is then of another series, or in other money."""
    measured = measure(indicators, statistics, period=label)
    values = measured.values[:-1].copy()
    for j, blocks in enumerate(measured.used):
        then = [statistics.dated(b.variable, label) for b in blocks]
        # What is lacking altogether would be in the money that it was in then.
        own = [
            statistics.dated(d.variable, now)
            if statistics.has(d.variable, now)
            else Dated(d.variable, now, d.series, d.prices)
            for d in then
        ]
        if breaks_between(then, own) or drifting([indicators[j]], then, own):
            values[:, j] = np.nan
    return values


def _beside(statistics: Statistics, now: str, *, later: bool) -> dict[str, Period]:
    """Return the periods that are as long as one, in order, each with its time."""
    calendar = statistics.calendar
    own = calendar.at(now)
    if own is None:
        raise ComputeError(
            f"the period '{now}' does not tell its time, so nobody knows what comes before and after it",
            where=statistics.name,
            expected=f"a period {EXAMPLES}",
            remedy="write it in one of these ways, or choose a method that looks at one period",
        )
    return {
        label: period
        for label in calendar.in_order()
        if (period := calendar[label]) is not None
        and max(period.days, own.days) <= _AS_LONG * min(period.days, own.days)
        and (later or period <= own)
    }
