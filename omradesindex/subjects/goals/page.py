"""Goals on one page: how far, how fast, how likely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.index import words
from omradesindex.show.old_page import Page, Table
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import NBSP, Language, Text, check_language, number, say

if TYPE_CHECKING:
    from omradesindex.subjects.goals.answer import Goals

#: Sign and words of each status.
STATUS_LABELS = {
    "reached": ("✓", Text("nått", "reached")),
    "slipping": ("◐", Text("nått, men på väg bort", "reached, but slipping")),
    "on_pace": ("→", Text("på väg", "on pace")),
    "too_slow": ("●", Text("för långsamt", "too slow")),
    "wrong_way": ("✗", Text("åt fel håll", "the wrong way")),
    "unknown": ("○", Text("kan inte bedömas", "cannot be judged")),
}


def goals_text(goals: Goals, *, lang: Language = "sv") -> str:
    """Write goals as text."""
    return goals_page(goals, lang).text()


def goals_html(goals: Goals, *, lang: Language = "sv") -> str:
    """Write goals as HTML."""
    return goals_page(goals, lang).html(lang)


def title(goals: Goals, lang: Language) -> str:
    """What is shown and whose it is."""
    return f"{say(lang, 'Mål', 'Goals')} · {words.headline(goals.trend.results[-1], lang)}"


def share(probability: float, lang: Language) -> str:
    """Write a probability in per cent; nothing is certain."""
    if probability != probability:
        return number(probability)
    if probability < 0.01:
        return f"<{NBSP}1{NBSP}%"
    if probability > 0.99:
        return f">{NBSP}99{NBSP}%"
    return f"{number(100 * probability, lang=lang)}{NBSP}%"


def goals_page(goals: Goals, lang: Language) -> Page:
    """Lay goals out: all of them first, and then each with a row for each area."""
    check_language(lang)
    frame = goals.to_frame()
    tables = [_summary(goals, lang)]
    for k, goal in enumerate(goals.goals, 1):
        own = frame[frame["goal"] == k].sort_values(["distance", "probability"], ascending=[False, True])
        decimals = goals.decimals(goal)
        heads = [
            say(lang, "Kod", "Code"),
            say(lang, "Område", "Area"),
            f"{goals.trend.labels[-1]}",
            say(lang, "Mål", "Target") + ("*" if goal.against_city else ""),
            say(lang, "Kvar", "Left"),
            say(lang, "Behövs per år", "Needed a year"),
            say(lang, "Takt hittills (+ mot målet)", "Pace so far (+ towards it)"),
            say(lang, "Sannolikhet", "Probability"),
            say(lang, "Läge", "Status"),
        ]
        rows = [
            [
                str(row["area"]),
                str(row["name"]),
                *(number(row[c], decimals, lang=lang) for c in ("value", "target")),
                number(row["distance"], decimals, lang=lang) if row["distance"] else "–",
                number(row["needed"], decimals + 1, lang=lang) if row["needed"] else "–",
                number(row["pace"], decimals + 1, lang=lang, sign=True),
                share(float(row["probability"]), lang),
                " ".join(
                    (STATUS_LABELS[str(row["status"])][0], STATUS_LABELS[str(row["status"])][1].in_(lang))
                ),
            ]
            for row in own.to_dict("records")
        ]
        caption = f"{k}. {goals.label(goal, lang)} ({goals.unit(goal, lang)})"
        tables.append(Table(caption, heads, rows, left=(0, 1, len(heads) - 1)))
    return Page(
        title=title(goals, lang),
        under=[how_line(goals, lang)],
        tables=tables,
        told=[*city_line(goals, lang), *way_line(goals, lang), *rests_on(goals.trend, lang)],
    )


def _summary(goals: Goals, lang: Language) -> Table:
    heads = [
        "",
        say(lang, "Mål", "Goal"),
        say(lang, "Områden", "Areas"),
        *(label.in_(lang) for _, label in STATUS_LABELS.values()),
        say(lang, "alla når", "all reach it"),
    ]
    rows = [
        [
            str(row["goal"]),
            goals.label(goals.goals[k], lang),
            str(row["areas"]),
            *(str(row[status]) for status in STATUS_LABELS),
            share(float(row["all_reach"]), lang),
        ]
        for k, row in enumerate(goals.summary.to_dict("records"))
    ]
    return Table(say(lang, "Alla mål: antal områden", "All goals: number of areas"), heads, rows)


def how_line(goals: Goals, lang: Language) -> str:
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


def way_line(goals: Goals, lang: Language) -> list[str]:
    """Why an area whose pace leads away from the goal may be called too slow."""
    if not goals.to_frame()["status"].isin(["too_slow", "wrong_way"]).any():
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


def city_line(goals: Goals, lang: Language) -> list[str]:
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
