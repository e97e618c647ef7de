"""The sentences of a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from omradesindex.catalogue import outside_measures
from omradesindex.subjects.examine.outside import measure_label
from omradesindex.subjects.goals.fitting import apart_unit, goal_decimals, goal_label, goal_unit
from omradesindex.subjects.goals.words import STATUS_LABELS
from omradesindex.subjects.review.agreement import Agreement
from omradesindex.subjects.review.numbers import ReviewNumbers
from omradesindex.subjects.review.standing import Standing
from omradesindex.wording import (
    Language,
    Text,
    all_of,
    area_name,
    correlation,
    inside,
    join,
    number,
    plural,
    say,
    with_unit,
)

#: What has become of an agreement.
AGREEMENT_LABELS = {
    "closer": Text("närmare", "closer"),
    "further": Text("längre ifrån", "further apart"),
    "same": Text("ingen säker ändring", "no certain change"),
    "untested": Text("går inte att säga", "cannot be told"),
}

#: What an indicator does with the areas.
TELLING_LABELS = {
    "tells": Text("skiljs åt", "are told apart"),
    "does_not": Text("skiljs inte åt", "are not told apart"),
    "no_longer": Text("skiljs inte längre åt", "are no longer told apart"),
    "untested": Text("går inte att säga", "cannot be told"),
}

QUESTION = Text("Stämmer indexet?", "Does the index hold?")
NO_REOPEN = Text(
    "Vilka områden det är värt att titta närmare på sägs inte här. "
    "Hela indexet jämförs inte med något tidigare år.",
    "Which areas are worth a closer look is not said here. "
    "The whole index is not compared with any earlier year.",
)
NO_GOALS = Text("Mål: inga är angivna.", "Goals: none are given.")
NO_MEASURES = Text(
    "Mått utifrån: inga är angivna. Om indexet stämmer med annat vet vi inte.",
    "Outside measures: none are given. So we do not know whether the index agrees with anything else.",
)
NOT_LOCKED = Text("Definitionen är inte låst.", "The definition is not locked.")
PLUS = Text(
    "Plus: måttet är högre där indexet är högre.", "Plus: the measure is higher where the index is higher."
)
BOTH_TIMES = Text(
    "Förut och skillnad gäller de områden som har uppgifter båda gångerna.",
    "Before and difference are of the areas with figures both times.",
)
TOLD_APART = Text("Skiljer indikatorerna områdena åt?", "Do the indicators tell the areas apart?")
BEYOND_CHANCE = Text(
    "Hur stor del av skillnaderna mellan områdena som inte är slump i uppgifterna.",
    "How much of the differences between the areas is not chance in the figures.",
)

#: Why an area is to be looked closer at, in the legend of a map.
REASON_TEXTS: Mapping[str, Text] = {
    "worsened": Text("svårare villkor", "harder conditions"),
    "improved": Text("bättre villkor", "better conditions"),
    "entered": Text("nu bland de tre med störst utmaning", "now among the three with the greatest challenge"),
    "left": Text(
        "inte längre bland de tre med störst utmaning",
        "no longer among the three with the greatest challenge",
    ),
    "none": Text("övriga", "the others"),
}

#: Up to so many measures are told one by one.
_FEW = 5

#: Statuses of a goal whose pace is not known.
_MORE_LABELS = {
    "left": ("●", Text("inte nått; takten kan inte bedömas", "not reached; the pace cannot be judged")),
    "missed": ("✗", Text("inte nått till målåret", "not reached by the goal's year")),
}


def standing_text(status: str, lang: Language) -> str:
    """A status with its sign."""
    sign, label = {**STATUS_LABELS, **_MORE_LABELS}[status]
    return f"{sign} {label.in_(lang)}"


def goal_line(review: ReviewNumbers, standing: Standing, lang: Language) -> str:
    """How many areas are there, how many were, and who is furthest away."""
    result, goal = review.result, standing.goal
    known = ~np.isnan(standing.distance)
    reached = int((standing.distance[known] == 0).sum())
    name = goal_label(goal, result, lang)
    if not known.any():
        return say(
            lang,
            f"Mål, {name}: går inte att säga, för uppgifter saknas.",
            f"Goal, {name}: cannot be told, since there are no figures.",
        )
    many, of = number(reached, lang=lang), number(int(known.sum()), lang=lang)
    line = say(
        lang, f"Mål, {name}: nått i {many} av {of} områden", f"Goal, {name}: reached in {many} of {of} areas"
    )
    both = known & ~np.isnan(standing.before)
    if both.any():
        was = number(int((standing.before[both] == 0).sum()), lang=lang)
        line += say(lang, f" (förut {was})", f" (before: {was})")
    if reached < known.sum():
        row = int(np.nanargmax(standing.distance))
        code = result.areas[standing.rows[row]]
        left = with_unit(
            float(standing.distance[row]),
            apart_unit(goal_unit(goal, result, lang), lang),
            goal_decimals(goal, result),
            lang=lang,
        )
        area = area_name(code, result.names[code])
        line += say(lang, f"; längst kvar har {area}, {left}", f"; {area} is furthest away, {left}")
    return f"{line}."


def agreement_line(one: Agreement, lang: Language) -> str:
    """How well the index agrees with a measure, and whether that has moved."""
    name = measure_label(one.measure, lang)
    if np.isnan(one.correlation):
        return say(
            lang,
            f"{name}: går inte att jämföra, för indexet är inte beräknat där måttet finns.",
            f"{name}: cannot be compared, since the index is not computed where the measure is.",
        )
    r = correlation(one.correlation, lang=lang)
    ends = " ".join(
        (correlation(one.low, lang=lang), say(lang, "till", "to"), correlation(one.high, lang=lang))
    )
    line = say(
        lang,
        f"{name}: rangkorrelation {r} med indexet ({ends})",
        f"{name}: rank correlation {r} with the index ({ends})",
    )
    if one.change is not None and not np.isnan(one.change.before):
        was, label = correlation(one.change.before, lang=lang), AGREEMENT_LABELS[one.verdict].in_(lang)
        line += say(lang, f"; förut {was}: {label}", f"; before {was}: {label}")
    return f"{line}.{_turned(one, lang)}"


def _turned(one: Agreement, lang: Language) -> str:
    """Say of a measure that points the other way that minus is no disagreement."""
    known = outside_measures().get(one.measure)
    if known is None or known.direction.sign > 0:
        return ""
    return say(
        lang,
        " Lägre är större utmaning där, så minus är väntat.",
        " Lower is a greater challenge there, so that minus is expected.",
    )


def agreement_lines(rows: Sequence[Agreement], lang: Language) -> list[str]:
    """A line for each measure; of many the least and the most alike, and those that have moved."""
    known = sorted(
        (row for row in rows if not np.isnan(row.correlation)), key=lambda row: abs(row.correlation)
    )
    if len(known) <= _FEW:
        return [agreement_line(row, lang) for row in rows]
    moved = [row for row in known if row.verdict in ("closer", "further")]
    count = number(len(known), lang=lang)
    head = say(
        lang,
        f"Mått utifrån: {count}, alla i tabellen nedan. Minst likt indexet och mest:",
        f"Outside measures: {count}, all of them in the table below. Least like the index, and most:",
    )
    chosen = dict.fromkeys(id(row) for row in (known[0], known[-1], *moved))
    return [head, *(agreement_line(row, lang) for row in known if id(row) in chosen)]


def telling_lines(review: ReviewNumbers, lang: Language) -> list[str]:
    """Which indicators no longer tell the areas apart, never did, or cannot be tested."""
    of = {
        verdict: [
            name
            for name, one in review.telling.items()
            if one.verdict == verdict and name not in review.no_longer
        ]
        for verdict in ("tells", "does_not", "untested")
    }

    def named(names: list[str] | tuple[str, ...]) -> str:
        return join([inside(review.result.label(name, lang)) for name in names], lang=lang)

    lines = []
    if review.no_longer:
        head = say(lang, "Skiljer inte längre områdena åt", "No longer tell the areas apart")
        lines.append(f"{head}: {named(review.no_longer)}.")
    if of["does_not"]:
        head = say(lang, "Skiljer inte områdena åt", "Do not tell the areas apart")
        lines.append(f"{head}: {named(of['does_not'])}.")
    if not lines and of["tells"]:
        n = len(of["tells"])
        every = say(
            lang, all_of(n, "indikatorer", "indikatorerna"), all_of(n, "indicators", "indicators", "en")
        )
        lines.append(
            say(
                lang,
                f"Områdena skiljs åt av {plural(n, 'den indikator', every)} som kan prövas.",
                f"The areas are told apart by {plural(n, 'the indicator', every)} that can be tested.",
            )
        )
    if of["untested"]:
        unknown = named(of["untested"])
        lines.append(
            say(
                lang,
                f"Slumpen är inte känd för {unknown}. Om de skiljer områdena åt vet vi inte.",
                f"Chance is not known for {unknown}. So we do not know whether they tell the areas apart.",
            )
        )
    return lines
