"""The pages of a breakdown: every group in every area, and one area's gaps with what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.caveats import notes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.lacking import outside
from omradesindex.index.groups.reasons import KINDS, kind_of
from omradesindex.index.groups.words import (
    GAP_INTERVAL,
    GAP_POINTS,
    IN_PERCENTAGE_POINTS,
    common_line,
    computed,
    definition_lines,
    differ,
    gap_line,
    headline,
    left_out_line,
    place_among,
    quality_line,
    reading_line,
    score_label,
    uncomputed_line,
    versus,
)
from omradesindex.index.words_scale import key_line
from omradesindex.show.cut import Cut, cut
from omradesindex.show.page import Block, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.statistics.categories import label
from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.wording import Language, area_name, capital, number, numbers, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Group, Grouped

Floats = NDArray[np.float64]


def page_of(grouped: Grouped, lang: Language, most: int | None) -> Page:
    """Return scores and places of every group and of all, an area a row.

    Of the index where any group has one; where some have none, of the dimensions too; and where there are no
    scores at all, the indicators.

    Parameters
    ----------
    grouped : Grouped
    lang : {"sv", "en"}
    most : int or None
        Areas that are listed; of more, the first and the last. None lists all.
    """
    shown = cut(range(len(grouped.areas)), most)
    scored = computed(grouped)
    if all(_has(grouped, group, "index") for group in grouped.groups):
        scored = ("index",)
    tables = [_scores(grouped, column, shown, lang) for column in scored]
    if not scored:
        tables = [_values(grouped, name, shown, lang) for name in grouped.common]
    lead = [uncomputed_line(grouped, lang), common_line(grouped, lang), gap_line(grouped, lang)]
    blocks: list[Block] = [*(Paragraph(text) for text in lead if text), *tables]
    if differ(grouped):
        blocks.append(_measured_by(grouped, lang))
    return Page(headline(grouped, lang), blocks, _notes(grouped, lang), lang)


def _has(grouped: Grouped, group: Group, column: str) -> bool:
    return not np.isnan(grouped.results[group].level_scores[column]).all()


def _areas(grouped: Grouped, lang: Language) -> list[Column]:
    return [
        Column(say(lang, "Kod", "Code"), grouped.areas, "code"),
        Column(say(lang, "Område", "Area"), list(grouped.full.names.values()), "name"),
    ]


def _scores(grouped: Grouped, column: str, shown: Cut, lang: Language) -> Table:
    """Scores of the index or a dimension: a column for each group that has them, under what they are."""
    what, decimals = score_label(grouped, column, lang), score_decimals(grouped.total, column)
    groups = [group for group in grouped.groups if _has(grouped, group, column)]
    heads = [*(capital(grouped.label(group, lang)) for group in groups), say(lang, "Alla", "All")]
    results = [*(grouped.results[group] for group in groups), grouped.total]
    columns = _areas(grouped, lang)
    for head, result in zip(heads, results, strict=True):
        ranks = result.level_ranks[column]
        places = [f" ({place})" for place in numbers(ranks, lang=lang)]
        places = ["" if lacking else place for place, lacking in zip(places, np.isnan(ranks), strict=True)]
        scores = result.level_scores[column].tolist()
        columns.append(Column(head, scores, decimals=decimals, marks=places, group=what))
    if len(groups) == len(grouped.groups) == 2:
        gap = (results[0].level_scores[column] - results[1].level_scores[column]).tolist()
        columns.append(Column(say(lang, "Skillnad", "Gap"), gap, decimals=decimals, sign=True, group=what))
    return Table(
        f"{what} · {words.whose(grouped.full, lang)}",
        [each.rows(shown.order) for each in columns],
        [shown.told(lang), reading_line(grouped, column, lang), key_line(grouped.full, lang)],
        breaks={shown.head: shown.between(lang)} if shown.broken else {},
    )


def _values(grouped: Grouped, name: str, shown: Cut, lang: Language) -> Table:
    """An indicator in its own unit: a column for each group that has it, and everybody's."""
    j = [member.id for member in grouped.index.members].index(name)
    indicator = grouped.index.members[j].indicator
    what = f"{indicator.direction.arrow} {indicator.label.in_(lang)}"
    columns = _areas(grouped, lang)
    told = {
        **{capital(grouped.label(g, lang)): grouped.cells[g].measured for g in grouped.groups},
        say(lang, "Alla", "All"): grouped.full.measured,
    }
    marks = words.marks(grouped.full)
    for head, measured in told.items():
        values = measured.values[:-1, j]
        if not np.isnan(values).all():
            signs = [
                "" if np.isnan(v) else marks.get(QUALITIES[k], "")
                for v, k in zip(values, measured.quality[:-1, j], strict=True)
            ]
            columns.append(
                Column(
                    head,
                    values.tolist(),
                    decimals=indicator.decimals,
                    unit=unit_said(indicator.unit, lang),
                    marks=signs,
                    group=what,
                )
            )
    return Table(
        f"{indicator.label.in_(lang)} · {words.whose(grouped.full, lang)}",
        [each.rows(shown.order) for each in columns],
        [shown.told(lang), words.arrow_line(lang), words.mark_line(grouped.full, lang)],
        breaks={shown.head: shown.between(lang)} if shown.broken else {},
    )


def _measured_by(grouped: Grouped, lang: Language) -> Table:
    """What each group is measured by, an indicator a row; and of the others why not."""
    yes = say(lang, "ja", "yes")
    labels = [indicator.label.in_(lang) for indicator in grouped.index.indicators]
    columns = [Column(say(lang, "Indikator", "Indicator"), labels, "name")]
    for group in grouped.groups:
        gone = outside(grouped, group)
        said = [KINDS[kind_of(gone[m.id])].in_(lang) if m.id in gone else yes for m in grouped.index.members]
        columns.append(Column(capital(grouped.label(group, lang)), said, "words"))
    return Table(say(lang, "Vad varje grupp räknas på", "What each group is measured by"), columns)


def _notes(grouped: Grouped, lang: Language) -> list[str]:
    """What every reader must be told."""
    return [
        quality_line(grouped, lang),
        left_out_line(grouped, lang),
        *definition_lines(grouped, lang),
        *(text.in_(lang) for text in grouped.remarks),
        *notes(grouped.total, lang),
        words.source_line(grouped.total, lang),
    ]


def area_pages(grouped: Grouped, places: Sequence[int], lang: Language) -> list[Page]:
    """Return for each of these areas how its groups stand, and every gap, the greatest first."""
    pairs = _pairs(grouped, lang)
    percent = any("%" in pair.units for pair in pairs)
    known = any(not np.isnan(pair.numbers["low"]).all() for pair in pairs)
    about = [
        GAP_POINTS.in_(lang),
        IN_PERCENTAGE_POINTS.in_(lang) if percent else "",
        GAP_INTERVAL.in_(lang) if known else "",
        common_line(grouped, lang),
        *_notes(grouped, lang),
    ]
    ranked = [int((~np.isnan(grouped.results[g].level_ranks["index"])).sum()) for g in grouped.groups]
    decimals = score_decimals(grouped.total)
    pages = []
    for place in places:
        code = grouped.areas[place]
        tables = [_gaps(pair, place, decimals, lang) for pair in pairs]
        blocks: list[Block] = [
            *_standing(grouped, place, ranked, decimals, lang),
            *(table for table in tables if table.length),
        ]
        pages.append(Page(area_name(code, grouped.statistics.name_of(code)), blocks, about, lang))
    return pages


def _standing(
    grouped: Grouped, place: int, ranked: Sequence[int], decimals: int, lang: Language
) -> list[Paragraph]:
    """The score and the place of each group among its own areas."""
    lines = []
    for group, of in zip(grouped.groups, ranked, strict=True):
        result = grouped.results[group]
        score, rank = (float(side["index"][place]) for side in (result.level_scores, result.level_ranks))
        if not np.isnan(score):
            said = place_among(number(score, decimals, lang=lang), int(rank), of, lang)
            lines.append(Paragraph(said, capital(grouped.label(group, lang))))
    return lines


class _Pair(NamedTuple):
    """The gaps of two groups: a row for each indicator, a column for each area, by what is told of them."""

    caption: str
    first: str
    second: str
    indicators: list[str]
    units: list[str]
    decimals: list[int]
    numbers: dict[str, Floats]


def _pairs(grouped: Grouped, lang: Language) -> list[_Pair]:
    """Take every two groups' gaps in the indicators out of the table once, for all areas."""
    indicators = {member.id: member.indicator for member in grouped.index.members}
    gaps = grouped.gaps
    pairs = []
    for (_, within), rows in gaps[gaps["level"] == "indicator"].groupby(["pair", "within"], sort=False):
        by, pair = str(rows["by"].iloc[0]), str(rows["pair"].iloc[0])
        first, second = (label(by, category).in_(lang) for category in pair.split(" \N{MINUS SIGN} "))
        fixed = [part.split("=", 1) for part in str(within).split(", ") if part]
        others = "".join(f", {label(column, category).in_(lang)}" for column, category in fixed)
        every = len(grouped.areas) + 1  # the whole city too
        measures = [indicators[name] for name in rows["measure"].iloc[::every]]
        pairs.append(
            _Pair(
                capital(versus(first, second, lang)) + others,
                capital(first),
                capital(second),
                [indicator.label.in_(lang) for indicator in measures],
                [unit_said(indicator.unit, lang) for indicator in measures],
                [indicator.decimals for indicator in measures],
                {name: rows[name].to_numpy(dtype=float).reshape(-1, every) for name in _TOLD},
            )
        )
    return pairs


_TOLD = ("first", "second", "gap", "low", "high", "points")


def _gaps(pair: _Pair, place: int, decimals: int, lang: Language) -> Table:
    """The gaps of one area, the greatest in points first."""
    numbers = {name: values[:, place] for name, values in pair.numbers.items()}
    order = np.argsort(-np.abs(numbers["points"]), kind="stable")
    rows = [int(row) for row in order if not np.isnan(numbers["gap"][row])]
    interval = say(lang, "Intervall", "Interval")
    limits = ((say(lang, "från", "from"), "low"), (say(lang, "till", "to"), "high"))
    columns = [
        Column(say(lang, "Indikator", "Indicator"), pair.indicators, "name"),
        Column(say(lang, "Enhet", "Unit"), pair.units, "words"),
        Column(pair.first, numbers["first"].tolist(), decimals=pair.decimals),
        Column(pair.second, numbers["second"].tolist(), decimals=pair.decimals),
        Column(say(lang, "Skillnad", "Gap"), numbers["gap"].tolist(), decimals=pair.decimals, sign=True),
        *(
            Column(head, numbers[name].tolist(), decimals=pair.decimals, sign=True, group=interval)
            for head, name in limits
            if not np.isnan(numbers[name][rows]).all()
        ),
        Column(say(lang, "Poäng", "Points"), numbers["points"].tolist(), decimals=decimals, sign=True),
    ]
    return Table(pair.caption, [column.rows(rows) for column in columns])
