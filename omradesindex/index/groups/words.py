"""A breakdown in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import Explanation
from omradesindex.statistics.categories import column_label, label
from omradesindex.statistics.vocabulary import QUALITIES, QUALITY_LABELS
from omradesindex.wording import Language, area_name, join, number, plural, with_unit

if TYPE_CHECKING:
    from omradesindex.index.groups.breakdown import Breakdown


def common_line(breakdown: Breakdown, lang: Language) -> str:
    """Which indicators the groups are compared on."""
    n, every = len(breakdown.common), len(breakdown.index.members)
    named = join([breakdown.full.label(name, lang) for name in breakdown.common], lang=lang)
    if lang == "sv":
        of = f"{every} {plural(every, 'indikator', 'indikatorer')}"
        return f"Grupperna jämförs på {n} av {of}, de som alla grupper har: {named}."
    of = f"{every} {plural(every, 'indicator', 'indicators')}"
    return f"Groups are compared on {n} of {of}, those that every group has: {named}."


def quality_line(breakdown: Breakdown, lang: Language) -> str:
    """What the groups' figures are, each indicator by its least firm one; nothing where all are official."""
    names = [m.id for m in breakdown.index.members]
    worst = []
    for name in breakdown.common:
        j = names.index(name)
        measured = [breakdown.cells[group].measured for group in breakdown.groups]
        worst.append(max(int(m.quality[~np.isnan(m.values[:, j]), j].max(initial=0)) for m in measured))
    told = []
    for code, word in enumerate(QUALITIES):
        n = worst.count(code)
        if n:
            told.append(f"{n} {QUALITY_LABELS[word][0 if n == 1 else 1].in_(lang)}")
    if worst.count(0) == len(worst):
        return ""
    head = "Gruppernas uppgifter" if lang == "sv" else "The groups' figures"
    return f"{head}: {join(told, lang=lang)}."


def left_out_line(breakdown: Breakdown, lang: Language) -> str:
    """Which indicators are left out, brought together by the reason."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in breakdown.reasons.items():
        by_reason.setdefault(reason.in_(lang), []).append(breakdown.full.label(name, lang))
    if not by_reason:
        return ""
    told = "; ".join(f"{join(names, lang=lang)} ({reason})" for reason, names in by_reason.items())
    return f"{'Utelämnade' if lang == 'sv' else 'Left out'}: {told}."


def uncomputed_line(breakdown: Breakdown, lang: Language) -> str:
    """Say that the index cannot be computed on the common set, where that is so."""
    if not all(np.isnan(r.level_scores["index"]).all() for r in breakdown.results.values()):
        return ""
    there = [
        breakdown.full.label(column, lang)
        for column in breakdown.total.columns[1:]
        if not np.isnan(breakdown.total.level_scores[column]).all()
    ]
    some = join(there, lang=lang)
    if lang == "sv":
        told = "Gruppernas index beräknas inte: de gemensamma indikatorerna är för få i minst en dimension"
        return told + (f" (kan beräknas: {some})." if some else ". Räkna med partial=True för det som finns.")
    told = "The groups' index is not computed: the common indicators are too few in at least one dimension"
    return told + (
        f" (can be computed: {some})." if some else ". Compute with partial=True for what there is."
    )


def definition_lines(breakdown: Breakdown, lang: Language) -> list[str]:
    """What the groups mean, as the figures' source defines them; that it is not said, of disability."""
    told = []
    for column in breakdown.by:
        name, meaning = column_label(column).in_(lang), breakdown.statistics.definitions.get(column)
        if meaning:
            told.append(f"{_upper(name)}: {meaning}")
        elif column == "disability":
            told.append(
                f"{_upper(name)}: källan anger ingen definition."
                if lang == "sv"
                else f"{_upper(name)}: the source states no definition."
            )
    return told


def explain_gaps(breakdown: Breakdown, area: str, lang: Language) -> Explanation:
    """See :meth:`Breakdown.explain`."""
    sv = lang == "sv"
    lines = [area_name(area, breakdown.statistics.name_of(area))]
    ranks = breakdown.ranks.loc[area].to_numpy(dtype=float, na_value=np.nan)
    scores = breakdown.scores.loc[area].to_numpy(dtype=float)
    for place, group in enumerate(breakdown.groups):
        name = breakdown.label(group, lang)
        if np.isnan(scores[place]):
            continue
        of = int(breakdown.ranks.iloc[:, place].notna().sum())
        score, rank = number(scores[place], score_decimals(breakdown.total), lang=lang), int(ranks[place])
        lines.append(
            f"{_upper(name)}: {score} (plats {rank} av {of} bland gruppens områden)"
            if sv
            else f"{_upper(name)}: {score} (place {rank} of {of} among the group's areas)"
        )
    here = breakdown.gaps
    here = here[(here["area"] == area) & (here["level"] == "indicator") & here["gap"].notna()]
    for (pair, within), rows in here.groupby(["pair", "within"], sort=False):
        lines.append("")
        lines.append(_pair_line(str(rows["by"].iloc[0]), str(pair), str(within), lang))
        order = rows["points"].abs().sort_values(ascending=False, kind="stable").index
        for _, row in rows.loc[order].iterrows():
            lines.append(f"  {_gap_line(breakdown, row.__getitem__, lang)}")
    lines += ["", common_line(breakdown, lang)]
    lines += [
        t
        for t in (
            quality_line(breakdown, lang),
            left_out_line(breakdown, lang),
            uncomputed_line(breakdown, lang),
        )
        if t
    ]
    lines += [*definition_lines(breakdown, lang), *(text.in_(lang) for text in breakdown.remarks)]
    lines += notes(breakdown.total, lang)
    return Explanation("\n".join(lines))


def _pair_line(column: str, pair: str, within: str, lang: Language) -> str:
    first, second = pair.split(" \N{MINUS SIGN} ")
    fixed = [w.split("=", 1) for w in within.split(", ") if w]
    told = "".join(f", {label(c, g).in_(lang)}" for c, g in fixed)
    one, other = label(column, first).in_(lang), label(column, second).in_(lang)
    return (
        f"{_upper(one)} jämfört med {other}{told}:"
        if lang == "sv"
        else f"{_upper(one)} against {other}{told}:"
    )


def _gap_line(breakdown: Breakdown, get: Callable[[str], Any], lang: Language) -> str:
    place = [m.id for m in breakdown.index.members].index(get("measure"))
    decimals = breakdown.index.members[place].indicator.decimals
    unit = str(get("unit"))
    first, second = (with_unit(float(get(k)), unit, decimals, lang=lang) for k in ("first", "second"))
    in_points = "procentenheter" if lang == "sv" else "percentage points"
    gap = number(float(get("gap")), decimals, lang=lang, sign=True)
    against, apart = ("mot", "skillnad") if lang == "sv" else ("to", "gap")
    name = breakdown.full.label(str(get("measure")), lang)
    text = f"{name}: {first} {against} {second}, {apart} {gap} {in_points if unit == '%' else unit}"
    if not np.isnan(float(get("low"))):
        low, high = (number(float(get(k)), decimals, lang=lang) for k in ("low", "high"))
        text += f" ({low} {'till' if lang == 'sv' else 'to'} {high})"
    points = number(float(get("points")), score_decimals(breakdown.total), lang=lang, sign=True)
    return f"{text}; {points} {'poäng' if lang == 'sv' else 'points'}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
