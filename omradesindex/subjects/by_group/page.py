"""A question by group as a page: the gaps in every area, and what each group's own answer says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.show.cut import Cut, cut
from omradesindex.show.page import Block, Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.by_group.contrast import Contrast
from omradesindex.subjects.by_group.numbers import GroupNumbers
from omradesindex.subjects.by_group.words import (
    city_line,
    firm_note,
    group_notes,
    groups_of,
    headline,
    page_notes,
    pair_label,
    share_text,
    unit_note,
    verdict_line,
    verdict_text,
)
from omradesindex.subjects.over_time.words import interval
from omradesindex.wording import Language, area_name, capital, check_language, say

Floats = NDArray[np.float64]

#: What stands beside a gap that is more than chance, where there is no room for words.
_FIRM = "*"


def page_of(held: GroupNumbers, lang: Language, most: int | None = None) -> Page:
    """Lay a question by group out: two groups with a gap first, then other pairs, then each group's own."""
    check_language(lang)
    blocks: list[Block] = []
    leading = held.contrasts[held.leading]
    for contrast in (leading, *(other for other in held.contrasts if other is not leading)):
        lines = [_line(held, contrast, k, lang) for k in _questions(held)]
        if contrast is leading and _of_index(held) and held.first:
            lines = [_no_index(held, contrast, lang), *lines]
        paired = capital(pair_label(held, contrast, lang)) if len(held.contrasts) > 1 else ""
        if paired and contrast is leading:  # in the text itself, so that a summary names the groups
            lines, paired = [f"{paired}: {line}" if line else "" for line in lines], ""
        blocks += [Paragraph(line, paired) for line in lines if line]
        tables = _tables(held, contrast, lang, most)
        if contrast is leading:
            also = (*held.asked.told, *held.asked.unanswered)
            blocks += [Paragraph(text.in_(lang)) for text in also]
        blocks += tables if contrast is leading else [Fold(pair_label(held, contrast, lang), tables)]
    for group in held.groups:
        blocks += _own(held, group, lang, most)
    return Page(headline(held, lang), blocks, page_notes(held, lang), lang)


def _questions(held: GroupNumbers) -> list[int]:
    """The measures that are questions of their own: every goal or set, of an index that or its first part."""
    return [held.first] if _of_index(held) else [*range(len(held.measures))]


def _of_index(held: GroupNumbers) -> bool:
    return held.measures[0] == "index"


def _line(held: GroupNumbers, contrast: Contrast, place: int, lang: Language) -> str:
    said = " ".join(
        line
        for line in (verdict_line(held, contrast, place, lang), city_line(held, contrast, place, lang))
        if line
    )
    measure = held.asked.measures[place].label.in_(lang)
    return f"{measure}. {said}" if held.measures[place] != "index" and said else said


def _no_index(held: GroupNumbers, contrast: Contrast, lang: Language) -> str:
    """Say why it is a part of the index that is told of, and not the index itself."""
    return f"{held.asked.measures[0].label.in_(lang)}. {verdict_line(held, contrast, 0, lang)}"


def _own(held: GroupNumbers, group: tuple[str, ...], lang: Language, most: int | None) -> list[Block]:
    """What a group's own answer says first, and the rest of it to unfold."""
    answer, name = held.answers[group], capital(held.label(group, lang))
    said = [Paragraph(line) for line in held.asked.lead(answer, lang) if line]
    rest = say(lang, "hela svaret", "the whole answer")
    return [Heading(name), *said, Fold(f"{name}: {rest}", lambda: answer.page(lang, most=most).blocks)]


def _tables(held: GroupNumbers, contrast: Contrast, lang: Language, most: int | None) -> list[Table]:
    """The gaps of each measure that is a question of its own; of an index, and its parts beside it."""
    tables = [_gaps(held, contrast, k, lang, most) for k in _questions(held)]
    parts = [_parts(held, contrast, lang, most)] if _of_index(held) and len(held.measures) > 1 else []
    return [*tables, *parts]


def _shown(contrast: Contrast, place: int, most: int | None) -> Cut:
    order, known = contrast.order(place)
    return cut(order, most, known=known)


def _rows(held: GroupNumbers, contrast: Contrast, shown: Cut, place: int) -> list[int]:
    """The areas that are shown, and the city where it has a gap."""
    return [*shown.order, *([] if np.isnan(contrast.gap[-1, place]) else [len(held.areas)])]


def _areas(held: GroupNumbers, rows: Sequence[int], lang: Language) -> list[Column]:
    city = words.city(held.breakdown.full, lang)
    codes = [held.areas[row] if row < len(held.areas) else "" for row in rows]
    return [
        Column(say(lang, "Kod", "Code"), codes, "code"),
        Column(say(lang, "Område", "Area"), [held.name_of(c) if c else city for c in codes], "name"),
    ]


def _gaps(held: GroupNumbers, contrast: Contrast, place: int, lang: Language, most: int | None) -> Table:
    """One measure's gaps, an area a row, the whole city last."""
    shown, measure = _shown(contrast, place, most), held.asked.measures[place]
    rows = _rows(held, contrast, shown, place)
    city = len(held.areas) in rows
    return Table(
        f"{measure.label.in_(lang)}: {pair_label(held, contrast, lang)}",
        [*_areas(held, rows, lang), *_figures(held, contrast, rows, [place] * len(rows), lang)],
        [shown.told(lang), unit_note(measure.unit, lang)],
        {shown.head: shown.between(lang)} if shown.broken else {},
        frozenset({len(shown.order) - 1} if city else ()),
    )


def _figures(
    held: GroupNumbers, contrast: Contrast, rows: Sequence[int], places: Sequence[int], lang: Language
) -> list[Column]:
    """Each group's figure, the gap, its interval and what can be said, one cell for each row and measure."""
    decimals = [held.asked.measures[place].decimals for place in places]
    first, second = groups_of(held, contrast, lang)
    each, over_time = held.asked.each.in_(lang), contrast.course is not None

    def numbers(head: str, values: Floats, *, sign: bool, group: str = "", coarse: bool = False) -> Column:
        shown = [d - held.asked.measures[k].coarser * coarse for d, k in zip(decimals, places, strict=True)]
        return Column(head, values[rows, places].tolist(), decimals=shown, sign=sign, group=group)

    columns = [
        numbers(capital(name), values, sign=over_time, group=each)
        for name, values in ((first, contrast.first), (second, contrast.second))
    ]
    if contrast.course is not None:
        gap = say(lang, "Skillnad", "Gap")
        ends = (
            (held.asked.times[0], contrast.course.values[0]),
            (held.asked.times[-1], contrast.course.values[-1]),
        )
        columns += [numbers(time, values, sign=True, group=gap, coarse=True) for time, values in ends]
    if contrast.share is not None:
        shares = [share_text(float(share), lang) for share in contrast.share[rows, places]]
    limits = zip(contrast.low[rows, places], contrast.high[rows, places], decimals, strict=True)
    return [
        *columns,
        numbers(capital(held.asked.gap.in_(lang)), contrast.gap, sign=True),
        Column(say(lang, "Intervall", "Interval"), [interval(low, high, lang, d) for low, high, d in limits]),
        *([] if contrast.share is None else [Column(say(lang, "Andel", "Share"), shares)]),
        Column(
            say(lang, "Bedömning", "Verdict"),
            [verdict_text(held, contrast, verdict, lang) for verdict in contrast.verdict[rows, places]],
            "words",
        ),
    ]


def _parts(held: GroupNumbers, contrast: Contrast, lang: Language, most: int | None) -> Table:
    """The gaps of the dimensions beside each other, in the order of the index's."""
    shown = _shown(contrast, held.first, most)
    rows = _rows(held, contrast, shown, held.first)
    columns = [
        Column(
            measure.label.in_(lang),
            contrast.gap[rows, k].tolist(),
            decimals=measure.decimals,
            sign=True,
            marks=[_FIRM if verdict in ("first", "second") else "" for verdict in contrast.verdict[rows, k]],
        )
        for k, measure in enumerate(held.asked.measures)
        if k
    ]
    return Table(
        f"{say(lang, 'Dimensionerna', 'The dimensions')}: {held.asked.gap.in_(lang)}, "
        f"{pair_label(held, contrast, lang)}",
        [*_areas(held, rows, lang), *columns],
        [firm_note(_FIRM, lang)],
        {shown.head: shown.between(lang)} if shown.broken else {},
        frozenset({len(shown.order) - 1} if len(rows) > len(shown.order) else ()),
    )


# -- one area -----------------------------------------------------------------------------------------------


def explanation(held: GroupNumbers, row: int, lang: Language) -> Page:
    """Say how the groups of one area differ, measure by measure, and what each group's own answer says."""
    check_language(lang)
    code = held.areas[row]
    blocks: list[Block] = []
    for contrast in held.contrasts:
        known = [k for k in range(len(held.measures)) if not np.isnan(contrast.gap[row, k])]
        if not known:
            continue
        names = [held.asked.measures[k].label.in_(lang) for k in known]
        columns = _figures(held, contrast, [row] * len(known), known, lang)
        table = [Column(say(lang, "Mått", "Measure"), names, "name"), *columns]
        blocks.append(Table(capital(pair_label(held, contrast, lang)), table))
    if held.asked.by_area:
        blocks += [
            Fold(capital(held.label(group, lang)), partial(_explained, held, group, code, lang))
            for group in held.groups
        ]
    return Page(area_name(code, held.name_of(code)), blocks, group_notes(held, lang), lang)


def _explained(held: GroupNumbers, group: tuple[str, ...], code: str, lang: Language) -> Sequence[Block]:
    answer = held.answers[group]
    explain = getattr(answer, "explain", None)
    return [] if explain is None else explain(code, lang=lang).blocks
