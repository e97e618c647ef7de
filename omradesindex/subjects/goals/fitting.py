"""A goal beside the index that it is about: whether it fits, and in which words it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.catalogue import Indicator
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.decimals import score_decimals
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.over_time.sticks import year_of
from omradesindex.units import speaking
from omradesindex.wording import Language, Text, number, say, unit_said, with_unit

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

_SIDES = {"at_most": Text("högst", "at most"), "at_least": Text("minst", "at least")}


def goal_indicator(goal: Goal, result: Scored) -> Indicator | None:
    """The indicator that a goal is about; None where it is about a score."""
    return next((i for i in result.index.indicators if i.id == goal.measure), None)


def sign_of(goal: Goal, result: Scored) -> float:
    """+1 where a higher figure is a greater challenge, −1 where it is a smaller one."""
    indicator = goal_indicator(goal, result)
    return 1.0 if indicator is None else float(indicator.direction.sign)


def check_goal(goal: Goal, result: Scored) -> None:
    """Refuse a goal for what is no part of the index, for an unknown area, or on the wrong side.

    Raises
    ------
    ComputeError
        Naming the goal, and the nearest name.
    """
    with speaking(result.statistics.speech):
        _check(goal, result)


def _check(goal: Goal, result: Scored) -> None:
    where = f"the goal for '{goal.measure}' in {goal.year}"
    known = [*result.columns, *(i.id for i in result.index.indicators)]
    if goal.measure not in known:
        raise ComputeError(
            f"'{goal.measure}' is no part of the index{did_you_mean(goal.measure, known)}",
            where=where,
            expected=f"one of {listing(known, 40)}",
        )
    for area in goal.areas:
        if area not in result.areas:
            raise ComputeError(
                f"the area '{area}' is unknown{did_you_mean(area, result.areas)}",
                where=where,
                expected=f"one of {listing(result.areas, 20)}",
            )
    better = "at_most" if sign_of(goal, result) > 0 else "at_least"
    if goal.side != better:
        higher = "greater" if better == "at_most" else "smaller"
        raise ComputeError(
            f"the goal goes the wrong way: a higher value is a {higher} challenge",
            where=where,
            expected=f"{better} instead of {goal.side}",
        )


def goal_unit(goal: Goal, result: Scored, lang: Language) -> str:
    """Unit of the goal's measure."""
    indicator = goal_indicator(goal, result)
    return say(lang, "poäng", "points") if indicator is None else unit_said(indicator.unit, lang)


def is_past(goal: Goal, latest: float) -> bool:
    """Whether figures of a time, in years, are of the goal's year or later, so that no way is left.

    Examples
    --------
    >>> goal = Goal("index", 2030, at_most=100)
    >>> is_past(goal, 2029.0), is_past(goal, 2030.0)
    (False, True)
    """
    return goal.year <= latest


def apart_unit(unit: str, lang: Language) -> str:
    """Unit of a distance: what is per cent is so many percentage points apart."""
    return say(lang, "procentenheter", "percentage points") if unit == "%" else unit


def goal_decimals(goal: Goal, result: Scored) -> int:
    """How many decimals the goal's measure is shown with."""
    indicator = goal_indicator(goal, result)
    return score_decimals(result, goal.measure) if indicator is None else indicator.decimals


def goal_label(goal: Goal, result: Scored, lang: Language) -> str:
    """What the goal is called: the name that it was given, or one made of what it says.

    A goal whose year is over when the result's figures begin says so wherever it is named.
    """
    latest = year_of(result)
    over = latest is not None and goal.year < int(latest)
    past = say(lang, " (målåret har passerat)", " (the goal's year has passed)") if over else ""
    return f"{_named(goal, result, lang)}{past}"


def _named(goal: Goal, result: Scored, lang: Language) -> str:
    if isinstance(goal.label, Text):  # a string has become one
        return goal.label.in_(lang)
    decimals = goal_decimals(goal, result)
    if goal.against_city:
        target = say(lang, "som hela staden", "the whole city's")
    elif goal_indicator(goal, result) is None:
        target = number(goal.target, decimals, lang=lang)
    else:
        target = with_unit(goal.target, goal_unit(goal, result, lang), decimals, lang=lang)
    what, side = result.label(goal.measure, lang), _SIDES[goal.side].in_(lang)
    return f"{what}: {side} {target} {say(lang, 'till', 'by')} {goal.year}"
