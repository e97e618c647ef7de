"""The words of a breakdown: whose it is, what its groups are compared on, and what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.group_gaps import comparable
from omradesindex.index.groups.lacking import outside, why_no_score
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


def computed(grouped: Grouped) -> tuple[str, ...]:
    """The index and the dimensions that some group has a score of."""
    scores = [result.level_scores for result in grouped.results.values()]
    return tuple(c for c in grouped.total.columns if not all(np.isnan(one[c]).all() for one in scores))


def first_computed(grouped: Grouped) -> str:
    """The index, or where no group has one the first dimension that any has."""
    return next(iter(computed(grouped)), "index")


def differ(grouped: Grouped) -> bool:
    """Whether some groups are measured by other indicators than others."""
    return any(name not in grouped.reasons for gone in grouped.elsewhere.values() for name in gone)


def common_line(grouped: Grouped, lang: Language) -> str:
    """Which indicators the groups are compared on, or how many each is measured by where they differ."""
    n, every = len(grouped.common), len(grouped.index.members)
    sv, en = plural(every, "indikator", "indikatorer"), plural(every, "indicator", "indicators")
    if differ(grouped):
        by_group = [
            f"{grouped.label(group, lang)} {sum(m not in outside(grouped, group) for m in grouped.common)}"
            for group in grouped.groups
        ]
        return say(
            lang,
            f"Varje grupp räknas på de indikatorer som gäller den, av {every} {sv}: {join(by_group)}. Jämför "
            "varje grupps poäng med alla invånare (100), och grupper med varandra i en indikator i taget.",
            f"Each group is measured by the indicators that apply to it, of {every} {en}: "
            f"{join(by_group, lang=lang)}. Hold each group's score against all inhabitants (100), and groups "
            "against each other in one indicator at a time.",
        )
    names = join([grouped.full.label(name, lang) for name in grouped.common], lang=lang)
    return say(
        lang,
        f"Grupperna jämförs på {n} av {every} {sv}, de som alla grupper har: {names}.",
        f"Groups are compared on {n} of {every} {en}, those that every group has: {names}.",
    )


def reading_line(grouped: Grouped, column: str, lang: Language) -> str:
    """How a table of scores is read: the place in brackets, and which way a gap counts."""
    what = grouped.full.label(column, lang)
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
    if np.isnan(gap).all() or not comparable(grouped, grouped.groups, column):
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
    """Which indicators are left out for all groups, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in grouped.reasons.items():
        by_reason.setdefault(reason.in_(lang), []).append(grouped.full.label(name, lang))
    if not by_reason:
        return ""
    parts = [f"{join(names, lang=lang)} ({reason})" for reason, names in by_reason.items()]
    return f"{say(lang, 'Utelämnade', 'Left out')}: {'; '.join(parts)}."


def uncomputed_line(grouped: Grouped, lang: Language) -> str:
    """Say which groups have no index, and why, and what is shown in its place; nothing where all have one."""
    by_reason: dict[str, list[str]] = {}
    for group in grouped.groups:
        if np.isnan(grouped.results[group].level_scores["index"]).all():
            reason = why_no_score(grouped, group, "index").in_(lang)
            by_reason.setdefault(reason, []).append(grouped.label(group, lang))
    if not by_reason:
        return ""
    head = say(lang, "Index räknas inte", "The index is not computed")
    if len(by_reason) == 1 and len(next(iter(by_reason.values()))) == len(grouped.groups):
        said = f"{head}: {next(iter(by_reason))}."
    else:
        for_ = say(lang, "för", "for")
        parts = [f"{for_} {join(labels, lang=lang)} ({reason})" for reason, labels in by_reason.items()]
        said = f"{head} {'; '.join(parts)}."
    instead = [grouped.full.label(column, lang) for column in computed(grouped) if column != "index"]
    if instead:
        can = say(lang, "Dimensioner som kan räknas", "Dimensions that can be")
        return f"{said} {can}: {join(instead, lang=lang)}."
    return f"{said} {say(lang, 'Indikatorerna visas var för sig.', 'The indicators are shown one by one.')}"


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
