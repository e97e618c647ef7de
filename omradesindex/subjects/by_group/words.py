"""The words of a question by group: whose it is, which group fares worse where, what the groups rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.groups.words import (
    capital,
    common_line,
    definition_lines,
    left_out_line,
    quality_line,
    uncomputed_line,
)
from omradesindex.statistics.categories import column_label
from omradesindex.subjects.by_group.contrast import FARES_WORSE, Contrast
from omradesindex.subjects.over_time.words import interval
from omradesindex.wording import NBSP, Language, Text, area_name, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.by_group.numbers import GroupNumbers

#: What is assumed of two groups' errors.
INDEPENDENT = Text(
    "Gruppernas fel antas vara oberoende av varandra, eftersom grupperna är olika människor. Hela stadens "
    "intervall gäller staden för sig.",
    "The groups' errors are assumed to be independent of each other, since they are different people. The "
    "whole city's interval is for the city by itself.",
)

#: A gap that chance may have made is one thing, and one whose chance nobody knows another.
UNDECIDED: Mapping[str, Text] = {
    "noise": Text("kan vara slump", "may be chance"),
    "untested": Text("går inte att säga", "cannot be told"),
}

#: Why nothing can be told of two groups: each has a figure and there is no gap; one of them has none; nobody
#: knows the gap's error; too few of the scenarios have one.
_UNTOLD = (
    Text("grupperna räknas på olika indikatorer", "the groups are measured by different indicators"),
    Text("värde saknas för någon av grupperna", "one of the groups has no value"),
    Text("slumpen i uppgifterna är inte känd", "chance in the figures is not known"),
    Text("poäng saknas i de flesta scenarierna", "most scenarios give no score"),
)

#: Up to so many areas of one verdict are named; of more, how many there are.
_NAMED = 5


def all_at_once(level: float) -> Text:
    """What intervals of gaps hold that are judged in all areas at once."""

    def line(lang: Language) -> str:
        percent, risk = (f"{number(100 * share, lang=lang)}{NBSP}%" for share in (level, 1 - level))
        return say(
            lang,
            f"Intervallen gäller alla områden samtidigt ({percent}): om grupperna inte skiljer sig "
            f"åt någonstans är risken högst {risk} att något område alls pekas ut. Det som varierar är "
            "slumpen i uppgifterna.",
            f"The intervals hold for all areas at once ({percent}): where the groups differ nowhere, the "
            f"risk is at most {risk} that any area is named at all. What varies is chance in the figures.",
        )

    return Text(line("sv"), line("en"))


def headline(held: GroupNumbers, lang: Language) -> str:
    """What was asked, of what index and whose, and by what it is broken down."""
    columns = join([column_label(c).in_(lang) for c in held.by], lang=lang)
    by = f"{say(lang, 'efter', 'by')} {columns}"
    return f"{held.asked.title.in_(lang)} · {words.headline(held.breakdown.full, lang)} · {by}"


def pair_label(held: GroupNumbers, contrast: Contrast, lang: Language) -> str:
    """Name two groups as their gap is taken: ``kvinnor − män``."""
    first, second = groups_of(held, contrast, lang)
    return f"{first} \N{MINUS SIGN} {second}"


def groups_of(held: GroupNumbers, contrast: Contrast, lang: Language) -> tuple[str, str]:
    """Name the two groups, as they stand in a sentence: ``personer med funktionsnedsättning``."""
    who = say(lang, "personer ", "people ") if held.by[0] == "disability" else ""
    return who + held.label(contrast.pair.first, lang), who + held.label(contrast.pair.second, lang)


def verdict_text(held: GroupNumbers, contrast: Contrast, verdict: str, lang: Language) -> str:
    """Say which group fares worse, that the gap may be chance, or that this cannot be told."""
    first, second = groups_of(held, contrast, lang)
    return held.asked.fares_worse[verdict].in_(lang).format(first=first, second=second)


def verdict_line(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    """Say in which areas which group fares worse; how many, where they are many."""
    parts, decimals = [], held.asked.measures[place].decimals
    gap, verdicts = contrast.gap[:-1, place], contrast.verdict[:-1, place]
    for verdict in FARES_WORSE:
        rows = np.flatnonzero(verdicts == verdict)
        if not len(rows):
            continue
        if verdict == "untested":
            parts += _untested(held, contrast, place, rows, lang)
            continue
        if verdict in ("first", "second") and len(rows) <= _NAMED:
            rows = rows[np.argsort(-np.abs(gap[rows]), kind="stable")]
            where = join([_area(held, int(row), float(gap[row]), decimals, lang) for row in rows], lang=lang)
        else:
            n = len(rows)
            word = say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))
            where = f"{number(n, lang=lang)} {word}"
        parts.append(f"{capital(verdict_text(held, contrast, verdict, lang))}: {where}.")
    return " ".join(parts)


def _untested(
    held: GroupNumbers, contrast: Contrast, place: int, rows: NDArray[np.intp], lang: Language
) -> list[str]:
    """Say in how many areas nothing can be told, and why."""
    lacking, gone = (
        np.isnan(values[rows, place]) for values in (contrast.first + contrast.second, contrast.gap)
    )
    reasons = np.where(lacking, 1, np.where(gone, 0, 2 if contrast.share is None else 3))
    head = capital(verdict_text(held, contrast, "untested", lang))
    parts = []
    for k, why in enumerate(_UNTOLD):
        n = int((reasons == k).sum())
        if n:
            areas = say(lang, plural(n, "område", "områden"), plural(n, "area", "areas"))
            parts.append(f"{head} ({why.in_(lang)}): {number(n, lang=lang)} {areas}.")
    return parts


def _area(held: GroupNumbers, row: int, gap: float, decimals: int, lang: Language) -> str:
    code = held.areas[row]
    return f"{area_name(code, held.name_of(code))} ({number(gap, decimals, lang=lang, sign=True)})"


def share_text(share: float, lang: Language) -> str:
    """Write a share of scenarios in per cent."""
    return number(share) if np.isnan(share) else f"{number(100 * share, lang=lang)}{NBSP}%"


def city_line(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    """Say the same of the whole city; nothing where it has no gap."""
    gap = float(contrast.gap[-1, place])
    if np.isnan(gap):
        return ""
    decimals, limits = (
        held.asked.measures[place].decimals,
        (contrast.low[-1, place], contrast.high[-1, place]),
    )
    written = number(gap, decimals, lang=lang, sign=True)
    if not np.isnan(limits[0]):
        written = f"{written}; {interval(*limits, lang, decimals)}"
    verdict = verdict_text(held, contrast, contrast.verdict[-1, place], lang)
    return f"{capital(words.city(held.breakdown.full, lang))}: {verdict} ({written})."


def group_notes(held: GroupNumbers, lang: Language) -> list[str]:
    """What is told beside a part that is shown alone: also which groups are left out, and why."""
    return [*(text.in_(lang) for text in held.asked.unanswered), *page_notes(held, lang)]


def page_notes(held: GroupNumbers, lang: Language) -> list[str]:
    """What every reader must be told: of the gaps, the groups and the figures."""
    grouped = held.breakdown
    return [
        *(note.in_(lang) for note in held.asked.notes),
        common_line(grouped, lang),
        left_out_line(grouped, lang),
        uncomputed_line(grouped, lang),
        quality_line(grouped, lang),
        *definition_lines(grouped, lang),
        *(text.in_(lang) for text in grouped.remarks),
        *notes(grouped.total, lang),
        words.source_line(grouped.total, lang),
    ]
