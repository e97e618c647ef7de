"""Goals by group: how far each group has to go, and whether one has further than another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError
from omradesindex.index import Breakdown
from omradesindex.index.groups.group_gaps import pairs
from omradesindex.index.groups.lacking import outside, why_no_score
from omradesindex.index.uncertainty.dependence import Dependence
from omradesindex.methods.functions import hypot
from omradesindex.statistics import Statistics
from omradesindex.subjects.by_group.again import again
from omradesindex.subjects.by_group.answer import ByGroup
from omradesindex.subjects.by_group.answered import FEWEST_GROUPS, unanswered, without
from omradesindex.subjects.by_group.contrast import Contrast, alike, judged_gap
from omradesindex.subjects.by_group.numbers import Asked, Group, Measure
from omradesindex.subjects.by_group.words import INDEPENDENT, UNDECIDED, all_at_once
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.goals.fitting import sign_of
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.outlook import series
from omradesindex.subjects.goals.words import BY_GROUP_NOTES, apart_line, reached_line
from omradesindex.subjects.over_time.city import city_errors
from omradesindex.subjects.over_time.noise import errors_of
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.by_group import broken_down, followable, made_of, of_results
from omradesindex.subjects.trend.lines import FEWEST
from omradesindex.wording import Language, Text, area_name

Floats = NDArray[np.float64]

_FARES_WORSE = {
    "first": Text("längre kvar för {first}", "further to go for {first}"),
    "second": Text("längre kvar för {second}", "further to go for {second}"),
    **UNDECIDED,
}
_PER_CENT = Text("procentenheter", "percentage points")


@dataclass(frozen=True)
class _Errors:
    """Errors of a group's scores on the common set, and of all its indicators."""

    score_error: Mapping[str, Floats]
    score_known: Mapping[str, Floats]
    standard_error: Floats
    dependence: Dependence


def goals_by_group(
    total: Trend, goals: Sequence[Goal], by: str | Sequence[str], *, tolerance: float
) -> ByGroup[Goals]:
    """Hold the goals against each group's trend; see :func:`omradesindex.goals`."""
    held = broken_down(total, by, tolerance=tolerance)
    latest = held[-1]
    everybody = of_results(total, [b.total for b in held])
    # A goal for an indicator is against everybody's own figure, on the common set or not.
    whole = replace(
        everybody,
        results=tuple(
            replace(r, measured=b.full.measured) for r, b in zip(everybody.results, held, strict=True)
        ),
    )
    trends = {group: _whole_trend(total, held, group) for group in latest.groups}
    lacking = _lacking(goals, trends, latest)
    left_out = unanswered(latest, lacking)
    held = [without(b, lacking) for b in held]
    latest = held[-1]
    answers = {group: Goals(trends[group], tuple(goals), whole) for group in latest.groups}
    everybodys = Goals(whole, tuple(goals))
    year = total.labels[-1]
    asked = Asked(
        file="mal",
        title=Text(f"Mål, läget {year}", f"Goals, as of {year}"),
        each=Text("kvar till målet", "left to the goal"),
        gap=Text("skillnad", "gap"),
        fares_worse=_FARES_WORSE,
        measures=tuple(_measure(k, goal, everybodys) for k, goal in enumerate(goals, 1)),
        notes=(*BY_GROUP_NOTES, all_at_once(total.level), INDEPENDENT),
        told=tuple(
            Text(_reached(k, answers, latest, "sv"), _reached(k, answers, latest, "en"))
            for k in range(len(goals))
        ),
        unanswered=left_out,
    )
    return ByGroup(
        breakdown=latest,
        areas=total.areas,
        answers=answers,
        total=everybodys,
        contrasts=_contrasts(goals, answers, latest),
        asked=asked,
        again=again(held, partial(_anew, total=total, goals=tuple(goals), by=by, tolerance=tolerance))
        if followable(total)
        else None,
    )


def _anew(
    statistics: Statistics,
    *,
    total: Trend,
    goals: Sequence[Goal],
    by: str | Sequence[str],
    tolerance: float,
) -> ByGroup[Goals]:
    return goals_by_group(made_of(statistics, total), goals, by, tolerance=tolerance)


def _whole_trend(total: Trend, held: Sequence[Breakdown], group: Group) -> Trend:
    """A group's trend: scores on the common set, and beside them every indicator that the group has."""
    common = of_results(total, [b[group] for b in held])
    every = [replace(b[group], measured=b.cells[group].measured) for b in held]
    errors = tuple(
        _Errors(own.score_error, own.score_known, whole.standard_error, whole.dependence)
        for own, result in zip(common.errors, every, strict=True)
        for whole in (errors_of(result, None, total.dependence),)
    )
    return replace(common, results=tuple(every), errors=errors)


def _lacking(goals: Sequence[Goal], trends: Mapping[Group, Trend], latest: Breakdown) -> dict[Group, Text]:
    """The groups that have no pace towards some goal, each with why; refuses to leave fewer than two."""
    lacking: dict[Group, Text] = {}
    for group, trend in trends.items():
        for goal in goals:
            years = int((~np.isnan(series(goal.measure, trend)[0][:, :-1]).all(axis=1)).sum())
            if years < FEWEST and group not in lacking:
                what, why = trend.results[-1].label, _why(goal, latest, group)
                why = why or Text(
                    f"uppgifter {years} år, minst {FEWEST} krävs",
                    f"{years} years with figures, at least {FEWEST} are needed",
                )
                lacking[group] = Text(
                    f"{what(goal.measure, 'sv')}: {why.sv}", f"{what(goal.measure, 'en')}: {why.en}"
                )
    if len(trends) - len(lacking) < FEWEST_GROUPS:
        told = "; ".join(f"'{', '.join(group)}' ({why.en})" for group, why in lacking.items())
        raise ComputeError(
            f"fewer than two groups have a pace towards every goal; there is none for {told}",
            where=f"goals on {latest.full.statistics.name}, by {', '.join(latest.by)}",
            expected=f"figures of {FEWEST} years or more for at least two groups",
            remedy="set goals for measures that the groups have, or leave out by",
        )
    return lacking


def _why(goal: Goal, latest: Breakdown, group: Group) -> Text | None:
    """Why a group has nothing of what a goal is for; None where it is years that lack."""
    scores = latest.results[group].level_scores
    if goal.measure in scores:
        return why_no_score(latest, group, goal.measure) if np.isnan(scores[goal.measure]).all() else None
    return outside(latest, group).get(goal.measure)


def _measure(number: int, goal: Goal, goals: Goals) -> Measure:
    unit = Text(goals.unit(goal, "sv"), goals.unit(goal, "en"))
    label = Text(goals.label(goal, "sv"), goals.label(goal, "en"))
    return Measure(str(number), label, _PER_CENT if unit.sv == "%" else unit, goals.decimals(goal))


def _reached(place: int, answers: Mapping[Group, Goals], latest: Breakdown, lang: Language) -> str:
    """In how many areas each group has reached a goal, and where only some groups have."""
    outlooks = {group: answer.outlooks[place] for group, answer in answers.items()}
    there = {group: np.isin(own.status, ("reached", "may_lose")) for group, own in outlooks.items()}
    known = {group: ~np.isnan(own.left) for group, own in outlooks.items()}
    held = next(iter(answers.values()))
    counts = [
        (latest.label(group, lang), int(own.sum()), int(known[group].sum())) for group, own in there.items()
    ]
    some = np.logical_or.reduce([*there.values()]) & ~np.logical_and.reduce([*there.values()])
    apart = some & np.logical_and.reduce([*known.values()])
    codes = [
        held.areas[row] for row, differs in zip(held.outlooks[place].rows, apart, strict=True) if differs
    ]
    line = reached_line(held.label(held.goals[place], lang), counts, lang)
    names = [area_name(code, held.trend.name_of(code)) for code in codes]
    return f"{line} {apart_line(names, lang)}" if names else line


def _contrasts(
    goals: Sequence[Goal], answers: Mapping[Group, Goals], latest: Breakdown
) -> tuple[Contrast, ...]:
    left = {g: [_left(goal, k, answer) for k, goal in enumerate(goals)] for g, answer in answers.items()}
    asked = np.stack([_asked(goal, next(iter(answers.values())).areas) for goal in goals], axis=-1)
    columns = next(iter(answers.values())).trend.columns
    contrasts = []
    for pair in pairs(latest.by, latest.groups):
        one, other = (
            (np.stack(side, axis=-1) for side in zip(*left[group], strict=True))
            for group in (pair.first, pair.second)
        )
        (first, error), (second, others) = one, other
        same = [g.measure not in columns or alike(latest, pair, (g.measure,))[0] for g in goals]
        gap = np.where(same, first - second, np.nan)
        level = answers[pair.first].trend.level
        judged = judged_gap(gap, hypot(error, others), level=level)
        judged.verdict[~asked] = ""
        contrasts.append(Contrast.of(pair, first, second, gap, judged))
    return tuple(contrasts)


def _asked(goal: Goal, areas: Sequence[str]) -> NDArray[np.bool_]:
    """The areas that a goal is for; the city where it is for all."""
    return np.array([*(not goal.areas or code in goal.areas for code in areas), not goal.areas], dtype=bool)


def _left(goal: Goal, place: int, answer: Goals) -> tuple[Floats, Floats]:
    """What is left to a goal in the latest year and its error, of its areas and of the whole city."""
    trend = answer.trend
    values, errors = series(goal.measure, trend)
    error = errors[-1].copy()
    if goal.measure in trend.columns:
        error[-1] = city_errors(trend.results[-1], trend.errors[-1])[trend.columns.index(goal.measure)]
    own = answer.outlooks[place]
    rows = list(own.rows)
    left = np.full(len(trend.areas) + 1, np.nan)
    left[rows] = own.left
    if _asked(goal, trend.areas)[-1]:
        left[-1] = sign_of(goal, trend.results[-1]) * (values[-1, -1] - own.target[0])
    return left, np.where(np.isnan(left), np.nan, error)
