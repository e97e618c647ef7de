"""How far each area is from each goal, now and before, and whether its pace is enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index.off_the_stick import off_the_stick
from omradesindex.index.stick import city_scores
from omradesindex.methods.equal import reaches
from omradesindex.subjects.goals.fitting import is_past, sign_of
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.goals import goals as against_trend
from omradesindex.subjects.over_time.prices import holding, unpriced
from omradesindex.subjects.over_time.sticks import one_period, year_of
from omradesindex.subjects.trend.trend import trend

if TYPE_CHECKING:
    from omradesindex.index.result import Result
    from omradesindex.subjects.trend.answer import Trend

Floats = NDArray[np.float64]

#: Where an area stands when the pace is not known: there, not there, not there in time, nobody knows.
STATUSES: tuple[str, ...] = ("reached", "left", "missed", "unknown")


@dataclass(frozen=True, eq=False)
class Standing:
    """How the areas that a goal is for stand to it; arrays of shape ``(n_rows,)``.

    ``rows``: positions of the areas. ``value``, ``target``: figures of now. ``distance``: what is left, zero
    where the goal is reached; ``before``: what was left before, NaN where there is nothing to compare with.
    ``status``: as in :meth:`Goals.to_frame` where the pace is known; else one of :data:`STATUSES`.
    """

    goal: Goal
    rows: tuple[int, ...]
    value: Floats
    target: Floats
    distance: Floats
    before: Floats
    status: NDArray[np.object_]


def standings(goals: Sequence[Goal], result: Result, start: Result | None) -> tuple[Standing, ...]:
    """Hold goals that fit a result against it, and against the earlier one that is comparable with it."""
    pace = _trend(result) if goals else None
    return tuple(_standing(goal, result, start, pace) for goal in goals)


def _trend(result: Result) -> Trend | None:
    """The years up to the result's on its own stick; None where there are too few, or several at once."""
    statistics, index = result.statistics, result.index
    last = one_period(result)
    if last is None:
        return None
    counted = [result.measured.used[j] for j in range(len(index.indicators)) if result.measured.periods[j]]
    names = {block.variable for blocks in counted for block in blocks}
    common = set.intersection(*(set(statistics.periods(name)) for name in names)) if names else set()
    years = [*statistics.calendar.before(last, common), last]
    try:
        results = [
            result
            if year == last
            else index.compute(statistics, period=year, reference=result, partial=result.partial)
            for year in years
        ]
        return trend(results)
    except ComputeError:
        return None  # too few years, or years that cannot be laid on one stick


def _standing(goal: Goal, result: Result, start: Result | None, pace: Trend | None) -> Standing:
    meant = set(goal.areas or result.areas)
    rows = tuple(i for i, code in enumerate(result.areas) if code in meant)
    codes = [result.areas[i] for i in rows]
    value, city = _figures(goal, result, codes)
    target = np.full(len(rows), city if goal.against_city else goal.target)
    sign = sign_of(goal, result)
    left = sign * (value - target)
    reached = reaches(0.0, left, np.abs(target))
    year = year_of(result)
    status = np.where(reached, "reached", "missed" if year is not None and is_past(goal, year) else "left")
    if holding(result, goal.measure, off_the_stick(result)) and goal.measure in result.columns:
        status[:] = "unknown"  # points of amounts in other money than the stick's
    status = np.where(np.isnan(left), "unknown", status).astype(object)
    paced = _paced(goal, pace)
    if paced is not None:
        status = np.where(status == "unknown", status, np.where(paced == "unknown", status, paced))
    before = np.full(len(rows), np.nan)
    if start is not None and goal.measure in (*start.columns, *(i.id for i in start.index.indicators)):
        old, old_city = _figures(goal, start, codes)
        was = sign * (old - (old_city if goal.against_city else goal.target))
        before = np.where(np.isnan(was), np.nan, np.maximum(was, 0.0))
        if holding(result, goal.measure, unpriced((start, result), by_rank=False)):
            before[:] = np.nan
    distance = np.where(np.isnan(left), np.nan, np.where(reached, 0.0, left))
    return Standing(goal, rows, value, target, distance, before, status)


def _paced(goal: Goal, pace: Trend | None) -> NDArray[np.object_] | None:
    if pace is None or is_past(goal, float(pace.years[-1])):
        return None
    try:
        (outlook,) = against_trend(pace, goal).outlooks
    except ComputeError:
        return None  # too few years with figures of this measure, or no figure of the city's
    return outlook.status


def _figures(goal: Goal, result: Result, codes: Sequence[str]) -> tuple[Floats, float]:
    """A goal's measure in some areas, NaN where there is none, and in the whole city."""
    if goal.measure in result.columns:
        values = result.level_scores[goal.measure]
        city = float(city_scores(result)[result.columns.index(goal.measure)])
    else:
        column = [i.id for i in result.index.indicators].index(goal.measure)
        *among, whole = result.measured.values[:, column]
        values, city = np.array(among), float(whole)
    place = {code: i for i, code in enumerate(result.areas)}
    return np.array([values[place[code]] if code in place else np.nan for code in codes]), city
