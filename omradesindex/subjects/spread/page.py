"""The spread inside areas as a page: the city's marks for each measure, and the sub-areas that stand out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from omradesindex.index.explain import place_of
from omradesindex.show.page import Block, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.subjects.spread.words import (
    doubt_line,
    headline,
    membership_head,
    more_line,
    named,
    no_spread,
    none_line,
    note_lines,
    notes,
    quality_lines,
    some,
    standing_out_head,
    standing_out_line,
    standing_out_lines,
)
from omradesindex.wording import Language, area_name, plural, say

if TYPE_CHECKING:
    from omradesindex.subjects.spread.inside import Inside

_LISTED = 12  # sub-areas that stand out


def page_of(spread: Inside, lang: Language) -> Page:
    """See :meth:`Spread.page`."""
    title = headline(spread, lang)
    columns = _measure_columns(spread, spread.measures, -1, lang)
    share = 100 * spread.inequality["between_share"]
    columns += [
        Column(
            say(lang, "Spridning", "Spread"),
            spread.deviation[:, -1].tolist(),
            decimals=[spread.decimals(m) for m in spread.measures],
        ),
        Column(say(lang, "Mellan", "Between"), share.tolist(), decimals=0, unit="%"),
    ]
    caption = f"{say(lang, 'Hela staden', 'The whole city')} · {spread.statistics.name}"
    return Page(title, [Table(caption, columns), *_standing_out(spread, lang)], notes(spread, lang), lang)


def explanation_of(spread: Inside, area: str, lang: Language) -> Page:
    """See :meth:`Spread.explain`."""
    row = place_of(area, spread.areas, spread.statistics.name)
    code = spread.areas[row]
    n = int(spread.inside(row).sum())
    count = say(
        lang, f"{n} {plural(n, 'delområde', 'delområden')}", f"{n} {plural(n, 'sub-area', 'sub-areas')}"
    )
    reasons = {measure: no_spread(spread, measure, row, lang) for measure in spread.measures}
    measures = [measure for measure, reason in reasons.items() if not reason]
    blocks: list[Block] = [
        Paragraph(reason, spread.label(measure, lang)) for measure, reason in reasons.items() if reason
    ]
    city = row == len(spread.areas) - 1
    blocks += map(Paragraph, [] if city else standing_out_lines(spread, code, lang))
    doubtful = spread.doubtful & spread.inside(row)
    if doubtful.any():
        listed = some([named(spread, spread.sub_areas[s]) for s in np.flatnonzero(doubtful)], lang)
        blocks.append(Paragraph(f"{listed}.", membership_head(lang)))
    blocks += _area_tables(spread, measures, row, lang) if measures else []
    title = f"{area_name(code, spread.division.name_of(code))} · {count}"
    return Page(title, blocks, [*quality_lines(spread, lang), *note_lines(spread, lang)], lang)


def _measure_columns(spread: Inside, measures: Sequence[str], row: int, lang: Language) -> list[Column]:
    """The measures with their units, and their five marks in an area or the city."""
    heads = [say(lang, "Lägst", "Lowest"), "p10", "Median", "p90", say(lang, "Högst", "Highest")]
    places = [spread.measures.index(measure) for measure in measures]
    decimals = [spread.decimals(measure) for measure in measures]
    return [
        Column(say(lang, "Mått", "Measure"), [spread.label(m, lang) for m in measures], "name"),
        Column(say(lang, "Enhet", "Unit"), [spread.unit(m, lang) for m in measures], "words"),
        *(
            Column(mark, spread.marks[places, row, k].tolist(), decimals=decimals)
            for k, mark in enumerate(heads)
        ),
    ]


def _area_tables(spread: Inside, measures: Sequence[str], row: int, lang: Language) -> list[Table]:
    """An area's own values and the marks of its sub-areas; and which of these are lowest and highest."""
    code = spread.areas[row]
    area = area_name(code, spread.division.name_of(code))
    columns = _measure_columns(spread, measures, row, lang)
    own = Column(
        say(lang, "Hela området", "Whole area"),
        spread.area_values[[spread.measures.index(measure) for measure in measures], row].tolist(),
        decimals=[spread.decimals(measure) for measure in measures],
    )
    ends: dict[Literal["lowest", "highest"], str] = {
        "lowest": say(lang, "Lägst i", "Lowest in"),
        "highest": say(lang, "Högst i", "Highest in"),
    }
    where = [
        Column(
            head,
            [
                some([named(spread, s) for s in spread.sub_areas_at(measure, code, end)], lang)
                for measure in measures
            ],
            "words",
        )
        for end, head in ends.items()
    ]
    values = say(lang, "Delområdena", "The sub-areas")
    which = say(lang, "Lägsta och högsta delområdet", "Lowest and highest sub-area")
    return [
        Table(f"{values} · {area}", [*columns[:2], own, *columns[2:]]),
        Table(f"{which} · {area}", [columns[0], *where]),
    ]


def _standing_out(spread: Inside, lang: Language) -> list[Block]:
    """The sub-areas that stand out: of the index where there is one, otherwise of every measure."""
    frame, head = spread.standing_out, standing_out_head(spread, lang)
    if spread.sub_result is not None:
        frame = frame[frame["measure"] == "index"]
    if frame.empty:
        return [Heading(head), Paragraph(standing_out_line(spread, lang)), Paragraph(none_line(lang))]
    rows, left = frame.head(_LISTED).to_dict("records"), len(frame) - _LISTED
    decimals = [spread.decimals(row["measure"]) for row in rows]
    columns = [
        Column(say(lang, "Mått", "Measure"), [spread.label(row["measure"], lang) for row in rows], "words"),
        Column(say(lang, "Delområde", "Sub-area"), [named(spread, row["sub_area"]) for row in rows], "name"),
        Column(
            say(lang, "I delområdet", "In the sub-area"), [row["value"] for row in rows], decimals=decimals
        ),
        Column(
            say(lang, "Område", "Area"),
            [area_name(row["area"], spread.division.name_of(row["area"])) for row in rows],
            "words",
            marks=[" ?" if row["doubtful"] else "" for row in rows],
        ),
        Column(
            say(lang, "I hela området", "In the whole area"),
            [row["area_value"] for row in rows],
            decimals=decimals,
        ),
    ]
    unsure = any(row["doubtful"] for row in rows)
    return [
        Table(
            head,
            columns,
            [standing_out_line(spread, lang), doubt_line(lang) if unsure else ""],
            {len(rows): more_line(left, lang)} if left > 0 else {},
        )
    ]
