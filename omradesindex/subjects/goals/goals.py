"""Goals held against a trend: how far away, how fast one must go, how fast one goes, and the odds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

import numpy as np

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.goals.by_group import goals_by_group
from omradesindex.subjects.goals.fitting import check_goal, is_past
from omradesindex.subjects.goals.goal import Goal, read_goals
from omradesindex.subjects.goals.outlook import series
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.lines import FEWEST


@overload
def goals(
    trend: Trend, goals: Goal | Iterable[Goal] | str | Path, *, by: None = None, tolerance: float = 0.0
) -> Goals: ...


@overload
def goals(
    trend: Trend,
    goals: Goal | Iterable[Goal] | str | Path,
    *,
    by: str | Sequence[str],
    tolerance: float = 0.0,
) -> ByGroup[Goals]: ...


@door
def goals(
    trend: Trend,
    goals: Goal | Iterable[Goal] | str | Path,
    *,
    by: str | Sequence[str] | None = None,
    tolerance: float = 0.0,
) -> Goals | ByGroup[Goals]:
    """Hold goals against a trend.

    Parameters
    ----------
    trend : Trend
        From :func:`omradesindex.trend`; its years give the pace.
    goals : Goal, iterable of Goal, str or Path
        Goals, or a TOML file of them (:func:`omradesindex.subjects.goals.goal.read_goals`).
    by : str or sequence of str, optional
        Hold them against each group: ``"sex"``, ``["sex", "disability"]``.
    tolerance : float
        With ``by``: how far the groups' counts may lie from their total; see :meth:`Index.compute`.

    Returns
    -------
    Goals or ByGroup of Goals
        With ``by`` how far each group has to go, and whether one has further than another.

    Raises
    ------
    ComputeError
        An unknown measure or area (the nearest is suggested); a year that is not after the latest figures; a
        goal on the side where the challenge grows; the city's figure as target where it has none; fewer than
        three years of figures for a measure; a trend of ranks.
    DefinitionError
        A mistake in the file.

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> goals = oi.goals(trend, [oi.Goal("index", 2030, at_most="city")])
    >>> goals.overall[["areas", "reached", "may_lose", "receding"]].iloc[0].tolist()
    [14, 8, 1, 1]
    """
    if trend.by_rank:
        raise ComputeError(
            "a trend of ranks has no pace towards a goal",
            remedy='give a trend on the base year\'s stick: oi.trend(…, stick="base")',
        )
    checked = tuple(_checked(goal, trend) for goal in read_goals(goals))
    return Goals(trend, checked) if by is None else goals_by_group(trend, checked, by, tolerance=tolerance)


def _checked(goal: Goal, trend: Trend) -> Goal:
    where = f"the goal for '{goal.measure}' in {goal.year}"
    check_goal(goal, trend.results[-1])
    if is_past(goal, float(trend.years[-1])):
        raise ComputeError(
            f"the goal's year is not after the latest figures ({trend.labels[-1]})",
            where=where,
            expected=f"{int(trend.years[-1]) + 1} or later",
            remedy="give the goal a new year; whether it was reached stands in the results themselves",
        )
    if goal.against_city and np.isnan(series(goal.measure, trend)[0][-1, -1]):
        raise ComputeError(
            "the whole city has no figure, so it cannot be the target",
            where=where,
            remedy="give a number as the target",
        )
    years = int((~np.isnan(series(goal.measure, trend)[0][:, :-1]).all(axis=1)).sum())
    if years < FEWEST:
        raise ComputeError(
            f"{years} years with figures are too few for a pace, and for any other forecast",
            where=where,
            expected=f"{FEWEST} or more",
            remedy="give a trend over more years, or another measure",
        )
    return goal
