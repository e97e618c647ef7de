"""Goals on one page: how far, how fast, how likely."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.show.cut import cut
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.goals.goal import Goal
from omradesindex.subjects.goals.numbers import GoalsNumbers
from omradesindex.subjects.goals.outlook import Outlook
from omradesindex.subjects.over_time.rows import areas, breaks
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import NBSP, Language, Text, area_name, check_language, number, plural, say

Floats = NDArray[np.float64]

#: Sign and words of each status.
STATUS_LABELS = {
    "reached": ("✓", Text("nått", "reached")),
    "slipping": ("◐", Text("nått, men på väg bort", "reached, but slipping")),
    "on_pace": ("→", Text("på väg", "on pace")),
    "too_slow": ("●", Text("för långsamt", "too slow")),
    "wrong_way": ("✗", Text("åt fel håll", "the wrong way")),
    "unknown": ("○", Text("kan inte bedömas", "cannot be judged")),
}


def title(goals: GoalsNumbers, lang: Language) -> str:
    """What is shown and whose it is."""
    return f"{say(lang, 'Mål', 'Goals')} · {words.headline(goals.trend.results[-1], lang)}"


def share(probability: float, lang: Language) -> str:
    """Write a probability in per cent; nothing is certain."""
    if np.isnan(probability):
        return number(probability)
    if probability < 0.01:
        return f"<{NBSP}1{NBSP}%"
    if probability > 0.99:
        return f">{NBSP}99{NBSP}%"
    return f"{number(100 * probability, lang=lang)}{NBSP}%"


def status_text(status: str, lang: Language) -> str:
    """A status with its sign."""
    sign, label = STATUS_LABELS[status]
    return f"{sign} {label.in_(lang)}"


def page_of(goals: GoalsNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay goals out: all of them first, and then each with a row for each area."""
    check_language(lang)
    lead = [*_counts(goals, lang), how_line(goals, lang)]
    return Page(
        title(goals, lang),
        [
            *map(Paragraph, lead),
            _overall(goals, lang),
            *(_one(goals, k, lang, most) for k in range(len(goals.goals))),
        ],
        rests_on(goals.trend, lang),
        lang,
    )


def _counts(goals: GoalsNumbers, lang: Language) -> list[str]:
    """How many areas have which status, a sentence for each goal."""
    sentences = []
    for goal, row in zip(goals.goals, goals.overall.to_dict("records"), strict=True):
        counts = [
            f"{number(row[status], lang=lang)} {label.in_(lang)}"
            for status, (_, label) in STATUS_LABELS.items()
            if row[status]
        ]
        sentences.append(f"{goals.label(goal, lang)}: {'; '.join(counts)}.")
    return sentences


def _overall(goals: GoalsNumbers, lang: Language) -> Table:
    rows = goals.overall
    return Table(
        say(lang, "Alla mål: antal områden", "All goals: number of areas"),
        [
            Column("", rows["goal"].tolist(), "name"),
            Column(say(lang, "Mål", "Goal"), [goals.label(goal, lang) for goal in goals.goals], "words"),
            Column(say(lang, "Områden", "Areas"), rows["areas"].tolist(), decimals=0),
            *(
                Column(label.in_(lang), rows[status].tolist(), decimals=0)
                for status, (_, label) in STATUS_LABELS.items()
            ),
            Column(say(lang, "alla når", "all reach it"), [share(float(p), lang) for p in rows["all_reach"]]),
        ],
        [*city_line(goals, lang), *way_line(goals, lang)],
    )


def _one(goals: GoalsNumbers, k: int, lang: Language, most: int | None) -> Table:
    """One goal: a row for each area, the one with most left first."""
    goal, own = goals.goals[k], goals.outlooks[k]
    furthest = np.lexsort((_last(own.probability), _last(-own.distance))).tolist()
    shown = cut(furthest, most, known=int((~np.isnan(own.distance)).sum()))
    order = list(shown.order)
    return Table(
        f"{k + 1}. {goals.label(goal, lang)} ({goals.unit(goal, lang)})",
        [
            *areas(goals.trend, [own.rows[i] for i in order], lang),
            *_numbers(goals, goal, own, order, lang),
        ],
        [shown.told(lang)],
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
        Column(
            say(lang, "Sannolikhet", "Probability"), [share(float(own.probability[i]), lang) for i in order]
        ),
        Column(say(lang, "Läge", "Status"), [status_text(own.status[i], lang) for i in order], "words"),
    ]


def how_line(goals: GoalsNumbers, lang: Language) -> str:
    """How pace and probability were found, and what they do not say."""
    years = f"{goals.trend.labels[0]}–{goals.trend.labels[-1]}"
    return say(
        lang,
        f"Takten är lutningen {years}. Sannolikheten är att nå målet om takten består: "
        "normalfördelning kring trendens framskrivning, ett område i taget. Den säger inget om nya insatser.",
        f"The pace is the slope of {years}. The probability is of reaching the "
        "goal if the pace lasts: a normal distribution around the trend's forecast, one area at a time. It "
        "says nothing of new efforts.",
    )


def way_line(goals: GoalsNumbers, lang: Language) -> list[str]:
    """Why an area whose pace leads away from the goal may be called too slow."""
    if not any(np.isin(own.status, ("too_slow", "wrong_way")).any() for own in goals.outlooks):
        return []
    return [
        say(
            lang,
            "”Åt fel håll” står bara där takten bort från målet är mer än slump; annars står det ”för "
            "långsamt”.",
            '"The wrong way" stands only where the pace away from the goal is more than noise; otherwise '
            '"too slow" does.',
        )
    ]


def city_line(goals: GoalsNumbers, lang: Language) -> list[str]:
    """What a target that is the city's own figure means."""
    if not any(goal.against_city for goal in goals.goals):
        return []
    return [
        say(
            lang,
            "* Hela stadens egen siffra, som den är nu. Takt och sannolikhet gäller avståndet till staden, "
            "som också rör sig.",
            "* The whole city's own figure, as it is now. Pace and probability are of the distance to the "
            "city, which moves too.",
        )
    ]


# -- one area -----------------------------------------------------------------------------------------------


def explanation(goals: GoalsNumbers, row: int, lang: Language) -> Page:
    """Say how one area stands to each goal that it has."""
    trend = goals.trend
    own = [(k, rows.index(row)) for k, rows in enumerate(o.rows for o in goals.outlooks) if row in rows]
    reached = sum(goals.outlooks[k].status[i] in ("reached", "slipping") for k, i in own)
    verdict = say(
        lang,
        f"{reached} av {len(own)} mål nådda",
        f"{reached} of {len(own)} {plural(len(own), 'goal', 'goals')} reached",
    )
    code = trend.areas[row]
    table = [_of_area(goals, own, lang)] if own else []
    return Page(
        f"{area_name(code, trend.name_of(code))}: {verdict}",
        [Paragraph(how_line(goals, lang)), *table],
        rests_on(trend, lang),
        lang,
    )


def _of_area(goals: GoalsNumbers, own: list[tuple[int, int]], lang: Language) -> Table:
    """The goals of one area, each with its place among the areas of the goal."""
    by_goal = [_numbers(goals, goals.goals[k], goals.outlooks[k], [i], lang) for k, i in own]
    return Table(
        say(lang, "Områdets mål", "The area's goals"),
        [
            Column("", [str(k + 1) for k, _ in own], "name"),
            Column(say(lang, "Mål", "Goal"), [goals.label(goals.goals[k], lang) for k, _ in own], "words"),
            *map(_together, zip(*by_goal, strict=True)),
        ],
        [*city_line(goals, lang), *way_line(goals, lang)],
    )


def _together(same: Sequence[Column]) -> Column:
    """One column of the columns of one row each that each goal has, with its own decimals."""
    decimals = [cell.decimals_of(0) for cell in same if cell.decimals is not None]
    return Column(
        same[0].head.rstrip("*"),
        [cell.values[0] for cell in same],
        same[0].kind,
        decimals=decimals or None,
        sign=same[0].sign,
    )
