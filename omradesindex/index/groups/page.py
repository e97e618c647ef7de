"""The pages of a breakdown: every group in every area, and one area's gaps with what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.words import (
    capital,
    common_line,
    definition_lines,
    first_computed,
    gap_line,
    headline,
    left_out_line,
    quality_line,
    reading_line,
    uncomputed_line,
)
from omradesindex.index.scale import scale_line
from omradesindex.show.cut import cut
from omradesindex.show.page import Block, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.categories import label
from omradesindex.wording import Language, Text, area_name, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.grouped import Grouped

_IN_PERCENTAGE_POINTS = Text(
    "Skillnader mellan procenttal är i procentenheter.", "Gaps between percentages are in percentage points."
)
_POINTS = Text(
    "Poängen är på indexets skala, över noll där den första gruppen har större utmaning.",
    "Points are on the index's scale, above zero where the first group has the greater challenge.",
)
_CHANCE = Text(
    "Från och till: skillnadens 95-procentiga slumpintervall, slumpen ensam.",
    "From and to: the gap's 95 per cent interval by chance alone.",
)


def page_of(grouped: Grouped, lang: Language, most: int | None) -> Page:
    """Return scores and places of every group and of all, an area a row.

    Parameters
    ----------
    grouped : Grouped
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; of more, the first and the last. None lists all.
    """
    column = first_computed(grouped)
    decimals = score_decimals(grouped.total, column)
    shown = cut(range(len(grouped.areas)), most)
    columns = [
        Column(say(lang, "Kod", "Code"), grouped.areas, "code"),
        Column(say(lang, "Område", "Area"), list(grouped.full.names.values()), "name"),
    ]
    labels = [capital(grouped.label(group, lang)) for group in grouped.groups]
    results = [grouped.results[group] for group in grouped.groups]
    for head, result in zip([*labels, say(lang, "Alla", "All")], [*results, grouped.total], strict=True):
        places = ["" if np.isnan(rank) else f" ({rank:.0f})" for rank in result.level_ranks[column]]
        columns.append(Column(head, result.level_scores[column].tolist(), decimals=decimals, marks=places))
    if len(results) == 2:
        gap = (results[0].level_scores[column] - results[1].level_scores[column]).tolist()
        columns.append(Column(say(lang, "Skillnad", "Gap"), gap, decimals=decimals, sign=True))
    what = grouped.full.label(column, lang)
    table = Table(
        f"{what} · {words.whose(grouped.full, lang)}",
        [each.rows(shown.order) for each in columns],
        [shown.told(lang), reading_line(grouped, lang), scale_line(grouped.full, lang)],
        breaks={shown.head: shown.between(lang)} if shown.broken else {},
    )
    lead = [text for text in (common_line(grouped, lang), gap_line(grouped, lang)) if text]
    return Page(headline(grouped, lang), [*map(Paragraph, lead), table], _notes(grouped, lang), lang)


def _notes(grouped: Grouped, lang: Language) -> list[str]:
    """What every reader must be told."""
    return [
        quality_line(grouped, lang),
        left_out_line(grouped, lang),
        uncomputed_line(grouped, lang),
        *definition_lines(grouped, lang),
        *(text.in_(lang) for text in grouped.remarks),
        *notes(grouped.total, lang),
        words.source_line(grouped.total, lang),
    ]


def area_pages(grouped: Grouped, places: Sequence[int], lang: Language) -> list[Page]:
    """Return for each of these areas how its groups stand, and every gap, the greatest first."""
    gaps = grouped.gaps
    gaps = gaps[(gaps["level"] == "indicator") & gaps["gap"].notna()]
    rows = gaps.groupby("area", sort=False).indices
    about = [
        _POINTS.in_(lang),
        _IN_PERCENTAGE_POINTS.in_(lang) if (gaps["unit"] == "%").any() else "",
        _CHANCE.in_(lang) if gaps["low"].notna().any() else "",
        common_line(grouped, lang),
        *_notes(grouped, lang),
    ]
    ranked = [int((~np.isnan(grouped.results[g].level_ranks["index"])).sum()) for g in grouped.groups]
    pages = []
    for place in places:
        code = grouped.areas[place]
        blocks: list[Block] = [
            *_standing(grouped, place, ranked, lang),
            *_pairs(grouped, gaps.iloc[rows[code]] if code in rows else gaps[:0], lang),
        ]
        pages.append(Page(area_name(code, grouped.statistics.name_of(code)), blocks, about, lang))
    return pages


def _standing(grouped: Grouped, place: int, ranked: Sequence[int], lang: Language) -> list[Paragraph]:
    """The score and the place of each group among its own areas."""
    decimals = score_decimals(grouped.total)
    lines = []
    for group, of in zip(grouped.groups, ranked, strict=True):
        result = grouped.results[group]
        score, rank = (float(side["index"][place]) for side in (result.level_scores, result.level_ranks))
        if not np.isnan(score):
            written = number(score, decimals, lang=lang)
            sv = f"{written} (plats {rank:.0f} av {of} bland gruppens områden)"
            en = f"{written} (place {rank:.0f} of {of} among the group's areas)"
            lines.append(Paragraph(say(lang, sv, en), capital(grouped.label(group, lang))))
    return lines


def _pairs(grouped: Grouped, gaps: pd.DataFrame, lang: Language) -> list[Table]:
    """A table of the gaps between each two groups."""
    return [
        _pair(grouped, rows, lang) for _, rows in gaps.groupby(["pair", "within"], sort=False) if len(rows)
    ]


def _pair(grouped: Grouped, gaps: pd.DataFrame, lang: Language) -> Table:
    column = str(gaps["by"].iloc[0])
    first, second = (
        label(column, category).in_(lang) for category in str(gaps["pair"].iloc[0]).split(" \N{MINUS SIGN} ")
    )
    fixed = [part.split("=", 1) for part in str(gaps["within"].iloc[0]).split(", ") if part]
    within = "".join(f", {label(by, category).in_(lang)}" for by, category in fixed)
    gaps = gaps.iloc[np.argsort(-gaps["points"].abs().to_numpy(), kind="stable")]
    indicators = {member.id: member.indicator for member in grouped.index.members}
    decimals = [indicators[name].decimals for name in gaps["measure"]]

    def values(head: str, name: str, *, sign: bool = False, group: str = "") -> Column:
        return Column(head, gaps[name].tolist(), decimals=decimals, sign=sign, group=group)

    limits = [
        values(head, name, sign=True, group=say(lang, "Intervall", "Interval"))
        for head, name in ((say(lang, "från", "from"), "low"), (say(lang, "till", "to"), "high"))
        if gaps["low"].notna().any()
    ]
    against = f"{say(lang, 'jämfört med', 'against')} {second}{within}"
    return Table(
        f"{capital(first)} {against}",
        [
            Column(
                say(lang, "Indikator", "Indicator"),
                [grouped.full.label(name, lang) for name in gaps["measure"]],
                "name",
            ),
            Column(say(lang, "Enhet", "Unit"), gaps["unit"].tolist(), "words"),
            values(capital(first), "first"),
            values(capital(second), "second"),
            values(say(lang, "Skillnad", "Gap"), "gap", sign=True),
            *limits,
            Column(
                say(lang, "Poäng", "Points"),
                gaps["points"].tolist(),
                decimals=score_decimals(grouped.total),
                sign=True,
            ),
        ],
    )
