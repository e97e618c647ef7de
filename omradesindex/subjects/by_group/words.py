"""The words of a question by group: whose it is, which group fares worse where, what the groups rest on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.groups.words import (
    common_line,
    definition_lines,
    left_out_line,
    quality_line,
    uncomputed_line,
)
from omradesindex.show.alternative import areas_line
from omradesindex.statistics.categories import column_label
from omradesindex.subjects.by_group.contrast import FARES_WORSE, Contrast
from omradesindex.subjects.over_time.words import interval
from omradesindex.wording import NBSP, Language, Text, area_name, capital, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.by_group.numbers import GroupNumbers

#: What is assumed of two groups' errors.
INDEPENDENT = Text(
    "Grupperna är olika människor. Därför antas deras fel vara oberoende av varandra. Alla områden "
    "tillsammans bedöms för sig.",
    "The groups are different people. So their errors are assumed to be independent of each other. All "
    "areas together are judged by themselves.",
)

#: A gap that chance may have made is one thing, and one whose chance nobody knows another.
UNDECIDED: Mapping[str, Text] = {
    "noise": Text("kan vara slump", "may be chance"),
    "untested": Text("går inte att säga", "cannot be told"),
}

#: Why nothing can be told of two groups: each has a figure and there is no gap; one of them has none; nobody
#: knows the gap's error; too few of the ways of counting have one.
_UNTOLD = (
    Text("grupperna räknas på olika indikatorer", "the groups are measured by different indicators"),
    Text("uppgift saknas för någon av grupperna", "one of the groups has no figure"),
    Text("slumpens storlek är inte känd", "the size of chance is not known"),
    Text("de flesta sätt att räkna ger ingen poäng", "most ways of counting give no score"),
)

#: Up to so many areas of one verdict are named; of more, how many there are.
_NAMED = 5


def all_at_once(level: float) -> Text:
    """What intervals of gaps hold that are judged in all areas at once."""

    def line(lang: Language) -> str:
        percent, risk = (f"{number(100 * share, lang=lang)}{NBSP}%" for share in (level, 1 - level))
        return say(
            lang,
            f"Intervallen gäller alla områden samtidigt ({percent}). Skiljer sig grupperna inte åt "
            f"någonstans är risken högst {risk} att något område ändå bedöms ha en skillnad. Det som "
            "varierar är slumpen i uppgifterna.",
            f"The intervals hold for all areas at once ({percent}). Where the groups differ nowhere, the "
            f"risk is at most {risk} that any area is judged to have a gap. What varies is chance in the "
            "figures.",
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
    """Write a share of the ways of counting in per cent."""
    return number(share) if np.isnan(share) else f"{number(100 * share, lang=lang)}{NBSP}%"


def one_stick(stick: Text) -> Text:
    """Say that every group is measured with the same stick."""
    return Text(f"{stick.sv}. Alla grupper mäts med den.", f"{stick.en}. Every group is measured with it.")


def firm_note(mark: str, lang: Language) -> str:
    """What the mark beside a gap means."""
    return say(lang, f"{mark} mer än slump.", f"{mark} more than chance.")


def unit_note(unit: Text, lang: Language) -> str:
    """What the figures of a table are measured in."""
    return say(lang, f"Enhet: {unit.sv}.", f"Unit: {unit.en}.")


def gaps_told(held: GroupNumbers, contrast: Contrast, lang: Language) -> str:
    """What the figure of gaps shows, for those who do not see it."""
    pair, areas = pair_label(held, contrast, lang), areas_line(len(held.areas), lang)
    gap = capital(held.asked.gap.in_(lang))
    return say(lang, f"{gap} ({pair}) i {areas}.", f"{gap} ({pair}) in {areas}.")


def map_what(held: GroupNumbers, contrast: Contrast, lang: Language) -> str:
    """What a map of gaps is of."""
    return f"{held.asked.gap.in_(lang)} ({pair_label(held, contrast, lang)})"


def years_told(held: GroupNumbers, contrast: Contrast, lang: Language) -> str:
    """What the figure of years shows, for those who do not see it."""
    pair, areas = pair_label(held, contrast, lang), areas_line(len(held.areas), lang)
    first, last = held.asked.times[0], held.asked.times[-1]
    return say(
        lang,
        f"Skillnaden {pair} från {first} till {last}, ett litet diagram för vart och ett av {areas}.",
        f"The gap {pair} from {first} to {last}, a small chart for each of {areas}.",
    )


def years_line(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    """How the figure of years is read."""
    pair, measure = pair_label(held, contrast, lang), held.asked.measures[place]
    label, unit, whole = (
        measure.label.in_(lang),
        measure.unit.in_(lang),
        words.city(held.breakdown.full, lang),
    )
    first, _ = groups_of(held, contrast, lang)
    return say(
        lang,
        f"{label}: {pair}, år för år, i {unit}. Grått: {whole}. Över noll är utmaningen större för {first}.",
        f"{label}: {pair}, year by year, in {unit}. Grey: {whole}. Above zero the challenge is greater for "
        f"{first}.",
    )


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
