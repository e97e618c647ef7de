"""The words of a breakdown: whose it is, what its groups are compared on, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.statistics.categories import column_label
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import Language, area_name, join, number, plural, say

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped


def capital(text: str) -> str:
    """Write a label as it begins a sentence."""
    return text[:1].upper() + text[1:]


def headline(grouped: Grouped, lang: Language, column: str | None = None) -> str:
    """What is shown, whose it is, and what it is broken down by; of a table, its periods."""
    labels = [column_label(c).in_(lang) for c in grouped.by]
    by = f"{say(lang, 'efter', 'by')} {join(labels, lang=lang)}"
    if column is not None and column not in grouped.total.columns:
        # An indicator is the same in every index.
        return f"{grouped.full.label(column, lang)} · {words.whose(grouped.full, lang)} · {by}"
    if column is not None:
        return f"{words.headline(grouped.full, lang, column)} · {by}"
    return f"{words.headline(grouped.full, lang)} · {by} · {words.periods(grouped.total, lang)}"


def first_computed(grouped: Grouped) -> str:
    """The index, or where no group has one the first dimension that can be computed."""
    total = grouped.total
    return next((c for c in total.columns if not np.isnan(total.level_scores[c]).all()), "index")


def common_line(grouped: Grouped, lang: Language) -> str:
    """Which indicators the groups are compared on."""
    n, every = len(grouped.common), len(grouped.index.members)
    names = join([grouped.full.label(name, lang) for name in grouped.common], lang=lang)
    sv, en = plural(every, "indikator", "indikatorer"), plural(every, "indicator", "indicators")
    return say(
        lang,
        f"Grupperna jämförs på {n} av {every} {sv}, de som alla grupper har: {names}.",
        f"Groups are compared on {n} of {every} {en}, those that every group has: {names}.",
    )


def reading_line(grouped: Grouped, lang: Language) -> str:
    """How the table is read: scores, the place in brackets, and which way a gap counts."""
    what = grouped.full.label(first_computed(grouped), lang)
    said = say(
        lang,
        f"{what}: poäng, och inom parentes platsen inom gruppen (1 = störst utmaning). Alla grupper mäts "
        "med samma måttstock som alla invånare.",
        f"{what}: scores, and in brackets the place within the group (1 = greatest challenge). Every group "
        "is measured with the same stick as all inhabitants.",
    )
    if len(grouped.groups) == 2:
        first, second = (grouped.label(g, lang) for g in grouped.groups)
        said += f" {say(lang, 'Skillnad', 'Gap')}: {first} \N{MINUS SIGN} {second}."
    return said


def gap_line(grouped: Grouped, lang: Language) -> str:
    """Say of two groups how far they lie apart, and where each way most; of more, nothing."""
    if len(grouped.groups) != 2:
        return ""
    column = first_computed(grouped)
    first, second = (grouped.results[group].level_scores[column] for group in grouped.groups)
    gap = first - second
    if np.isnan(gap).all():
        return ""
    decimals = score_decimals(grouped.total, column)
    least, most = (
        f"{number(float(gap[place]), decimals, lang=lang, sign=True)} "
        f"({area_name(grouped.areas[place], grouped.statistics.name_of(grouped.areas[place]))})"
        for place in (int(np.nanargmin(gap)), int(np.nanargmax(gap)))
    )
    one, other = (grouped.label(group, lang) for group in grouped.groups)
    what = grouped.full.label(column, lang)
    return say(
        lang,
        f"{what}, skillnaden {one} \N{MINUS SIGN} {other}: från {least} till {most} poäng.",
        f"{what}, the gap {one} \N{MINUS SIGN} {other}: from {least} to {most} points.",
    )


def quality_line(grouped: Grouped, lang: Language) -> str:
    """What the groups' figures are, each indicator by its least firm one; nothing where all are official."""
    ids = [m.id for m in grouped.index.members]
    worst = []
    for name in grouped.common:
        j = ids.index(name)
        measured = [grouped.cells[group].measured for group in grouped.groups]
        worst.append(max(int(m.quality[~np.isnan(m.values[:, j]), j].max(initial=0)) for m in measured))
    kinds = []
    for code, word in enumerate(QUALITIES):
        n = worst.count(code)
        if n:
            kinds.append(f"{n} {QUALITY_LABELS[word][n != 1].in_(lang)}")
    if worst.count(0) == len(worst):
        return ""
    head = say(lang, "Gruppernas uppgifter", "The groups' figures")
    return f"{head}: {join(kinds, lang=lang)}."


def left_out_line(grouped: Grouped, lang: Language) -> str:
    """Which indicators are left out, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in grouped.reasons.items():
        by_reason.setdefault(reason.in_(lang), []).append(grouped.full.label(name, lang))
    if not by_reason:
        return ""
    parts = [f"{join(names, lang=lang)} ({reason})" for reason, names in by_reason.items()]
    return f"{say(lang, 'Utelämnade', 'Left out')}: {'; '.join(parts)}."


def uncomputed_line(grouped: Grouped, lang: Language) -> str:
    """Say that the index cannot be computed on the common set, where that is so."""
    if not all(np.isnan(r.level_scores["index"]).all() for r in grouped.results.values()):
        return ""
    computed = [
        grouped.full.label(column, lang)
        for column in grouped.total.columns[1:]
        if not np.isnan(grouped.total.level_scores[column]).all()
    ]
    some = join(computed, lang=lang)
    why = say(
        lang,
        "Gruppernas index beräknas inte: de gemensamma indikatorerna är för få i minst en dimension",
        "The groups' index is not computed: the common indicators are too few in at least one dimension",
    )
    if some:
        return say(lang, f"{why} (kan beräknas: {some}).", f"{why} (can be computed: {some}).")
    sv = f"{why}. Räkna med partial=True för det som finns."
    return say(lang, sv, f"{why}. Compute with partial=True for what there is.")


def definition_lines(grouped: Grouped, lang: Language) -> list[str]:
    """What the groups mean, as the figures' source defines them; that it is not said, of disability."""
    lines = []
    for column in grouped.by:
        name, meaning = column_label(column).in_(lang), grouped.statistics.definitions.get(column)
        if meaning:
            lines.append(f"{capital(name)}: {meaning}")
        elif column == "disability":
            unsaid = say(lang, "källan anger ingen definition.", "the source states no definition.")
            lines.append(f"{capital(name)}: {unsaid}")
    return lines
