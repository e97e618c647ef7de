"""Goals on one page: how far, how fast, how likely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.models import MODELS
from omradesindex.subjects.goals.numbers import GoalsNumbers
from omradesindex.subjects.goals.outlook import Outlook
from omradesindex.subjects.goals.words import (
    MODEL_LABELS,
    STATUS_LABELS,
    area_lines,
    chance,
    city_line,
    count_lines,
    how_lines,
    lead_lines,
    model_lines,
    no_goal_line,
    status_text,
    title,
    together_line,
    verdict_of,
)
from omradesindex.subjects.over_time.rows import areas, breaks
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import Language, area_name, check_language, say

Floats = NDArray[np.float64]


def page_of(goals: GoalsNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay goals out: all of them first, then each with a row for each area, and at last the models."""
    check_language(lang)
    return Page(
        title(goals, lang),
        [
            *map(Paragraph, [*count_lines(goals, lang), *lead_lines(goals, lang)]),
            _overall(goals, lang),
            *(_one(goals, k, lang, most) for k in range(len(goals.goals))),
            _models(lang),
        ],
        rests_on(goals.trend, lang),
        lang,
    )


def _overall(goals: GoalsNumbers, lang: Language) -> Table:
    """All goals: in how many areas each stands where; what no area is in has no column."""
    rows = goals.overall
    ends = zip(rows["all_reach_low"], rows["all_reach_high"], strict=True)
    return Table(
        say(lang, "Alla mål: antal områden", "All goals: number of areas"),
        [
            Column(say(lang, "Nr", "No."), rows["goal"].tolist(), "name"),
            Column(say(lang, "Mål", "Goal"), [goals.label(goal, lang) for goal in goals.goals], "words"),
            Column(say(lang, "Områden", "Areas"), rows["areas"].tolist(), decimals=0),
            *(
                Column(label.in_(lang), rows[status].tolist(), decimals=0)
                for status, (_, label) in STATUS_LABELS.items()
                if rows[status].any()
            ),
            Column(say(lang, "alla når", "all reach it"), [chance(*pair, lang) for pair in ends]),
        ],
        [*how_lines(goals, lang), *together_line(goals, lang)],
    )


def _models(lang: Language) -> Table:
    """The models, each with what it assumes."""
    names, assumed = zip(*(MODEL_LABELS[model] for model in MODELS), strict=True)
    return Table(
        say(lang, "Tre sätt att räkna framåt", "Three ways of looking ahead"),
        [
            Column(say(lang, "Om …", "If …"), [name.in_(lang) for name in names], "name"),
            Column(say(lang, "Det betyder", "It means"), [text.in_(lang) for text in assumed], "words"),
        ],
        model_lines(lang),
    )


def _one(goals: GoalsNumbers, k: int, lang: Language, most: int | None) -> Table:
    """One goal: a row for each area, the one with most left first."""
    goal, own = goals.goals[k], goals.outlooks[k]
    furthest = np.lexsort((_last(own.probability_high), _last(-own.distance))).tolist()
    shown = cut(furthest, most, known=int((~np.isnan(own.distance)).sum()))
    order = list(shown.order)
    return Table(
        f"{k + 1}. {goals.label(goal, lang)} ({goals.unit(goal, lang)})",
        [
            *areas(goals.trend, [own.rows[i] for i in order], lang),
            *_numbers(goals, goal, own, order, lang),
        ],
        [shown.told(lang), *city_line([goal], lang)],
        breaks(shown, lang),
    )


def unless_nought(values: Floats) -> Floats:
    """Leave out what is nothing, so that the eye finds what is left."""
    return np.where(values == 0, np.nan, values)


def _last(values: Floats) -> Floats:
    return np.asarray(np.nan_to_num(values, nan=np.inf))


def _numbers(goals: GoalsNumbers, goal: Goal, own: Outlook, order: list[int], lang: Language) -> list[Column]:
    decimals = goals.decimals(goal)

    def column(head: str, values: Floats, decimals: int, *, sign: bool = False) -> Column:
        return Column(head, values[order].tolist(), decimals=decimals, sign=sign)

    ends = [(float(own.probability_low[i]), float(own.probability_high[i])) for i in order]
    return [
        column(goals.trend.labels[-1], own.value, decimals),
        column(say(lang, "Målvärde", "Target") + ("*" if goal.against_city else ""), own.target, decimals),
        column(say(lang, "Kvar", "Left"), unless_nought(own.distance), decimals),
        column(say(lang, "Behövs per år", "Needed a year"), unless_nought(own.needed), decimals + 1),
        column(
            say(lang, "Takt hittills (+ mot målet)", "Pace so far (+ towards it)"),
            own.pace,
            decimals + 1,
            sign=True,
        ),
        Column(say(lang, "Sannolikhet", "Probability"), [chance(*pair, lang) for pair in ends]),
        Column(say(lang, "Läge", "Status"), [status_text(own.status[i], lang) for i in order], "words"),
    ]


# -- one area -----------------------------------------------------------------------------------------------


def explanation(goals: GoalsNumbers, row: int, lang: Language) -> Page:
    """Say how one area stands to each goal that it has."""
    trend = goals.trend
    own = [(k, rows.index(row)) for k, rows in enumerate(o.rows for o in goals.outlooks) if row in rows]
    reached = sum(goals.outlooks[k].status[i] in ("reached", "may_lose") for k, i in own)
    code = trend.areas[row]
    lines = area_lines(goals, own, lang) or [no_goal_line(lang)]
    tables = [_of_area(goals, own, lang), _by_model(goals, own, lang)] if own else []
    return Page(
        f"{area_name(code, trend.name_of(code))}: {verdict_of(reached, len(own), lang)}",
        [*map(Paragraph, lines), *tables],
        rests_on(trend, lang),
        lang,
    )


def _of_area(goals: GoalsNumbers, own: list[tuple[int, int]], lang: Language) -> Table:
    """The goals of one area, each with its place among the areas of the goal."""
    places = [k for k, _ in own]
    by_goal = [_numbers(goals, goals.goals[k], goals.outlooks[k], [i], lang) for k, i in own]
    return Table(
        say(lang, "Områdets mål", "The area's goals"),
        [*_named(goals, own, lang), *map(_together, zip(*by_goal, strict=True))],
        [*how_lines(goals, lang, places), *city_line([goals.goals[k] for k in places], lang)],
    )


def _by_model(goals: GoalsNumbers, own: list[tuple[int, int]], lang: Language) -> Table:
    """The probability of each of an area's goals under each model."""
    columns = []
    for model in MODELS:
        parts = [float(goals.outlooks[k].by_model[model][i]) for k, i in own]
        columns.append(Column(MODEL_LABELS[model][0].in_(lang), [chance(p, p, lang) for p in parts]))
    assumed = [
        f"{name.in_(lang)[:1].upper()}{name.in_(lang)[1:]}: {text.in_(lang)}"
        for name, text in (MODEL_LABELS[model] for model in MODELS)
    ]
    return Table(
        say(lang, "Sannolikhet på tre sätt", "Probability in three ways"),
        [*_named(goals, own, lang), *columns],
        [*assumed, *model_lines(lang)],
    )


def _named(goals: GoalsNumbers, own: list[tuple[int, int]], lang: Language) -> list[Column]:
    return [
        Column(say(lang, "Nr", "No."), [str(k + 1) for k, _ in own], "name"),
        Column(say(lang, "Mål", "Goal"), [goals.label(goals.goals[k], lang) for k, _ in own], "words"),
    ]


def _together(same: Sequence[Column]) -> Column:
    """One column of the columns of one row each that each goal has, with its own decimals and mark."""
    decimals = [cell.decimals_of(0) for cell in same if cell.decimals is not None]
    marks = ["*" if cell.head.endswith("*") else "" for cell in same]
    return Column(
        same[0].head.rstrip("*"),
        [cell.values[0] for cell in same],
        same[0].kind,
        decimals=decimals or None,
        sign=same[0].sign,
        marks=marks if any(marks) else (),
    )
