"""The heat map: every value of every area in its own unit, coloured by its distance from the city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.index import words
from omradesindex.index.charts.classes import legend, paint
from omradesindex.index.charts.sheet import ranked_rows, sheet
from omradesindex.index.classes import Classes, classes
from omradesindex.index.decimals import score_decimals
from omradesindex.index.stick import city_scores, is_own
from omradesindex.index.words_scale import counted_from_city
from omradesindex.show.charts.grid import ROW, Cells, SlantedHeads, column_width
from omradesindex.show.cut import Cut, cut, row_height
from omradesindex.show.figure import FINE, GREY, INK, PAPER, SMALL, Picture, fitted, text_width
from omradesindex.show.maps.legends import HEIGHT as LEGEND_HEIGHT
from omradesindex.wording import NBSP, Language, number, say, unit_said

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet

_COLUMN = 0.68
_GAP = 0.14
_BAND = 0.28  # the dimensions' names
_ARROW = 0.17
_NARROWEST = 9.0


@dataclass(frozen=True)
class _Columns:
    """Left edges of the columns in inches: the index, then the indicators under their dimensions."""

    index: float
    indicators: dict[int, float]
    dimensions: dict[str, list[int]]
    right: float
    width: float


def heatmap(result: Scored, lang: Language, most: int | None) -> Picture:
    """See :meth:`ResultPlots.heatmap`."""
    shown = cut(words.ordered(result), most)
    city = words.city(result, lang)
    rows = ranked_rows(result, shown, lang, others=[city])
    places = range(len(result.index.indicators))
    listed = [*shown.order, len(result.areas)]
    texts = [[words.value_text(result, row, place, lang) for row in listed] for place in places]
    columns = _columns(result, rows.right + 0.15, column_width(_COLUMN, texts), lang)
    heads = SlantedHeads.measured(
        [f"{i.label.in_(lang)}{NBSP}({unit_said(i.unit, lang)})" for i in result.index.indicators],
        columns.width,
    )
    head_height = heads.height + _ARROW
    high = row_height(ROW, shown.lines + 1)
    page = sheet(
        result,
        lang,
        width=max(columns.right + heads.overhang + 0.2, _NARROWEST),
        body=head_height + _BAND + high * (shown.lines + 1) + 0.3 + LEGEND_HEIGHT,
        remarks=_remarks(result, shown, lang),
        alt=_alt(result, lang),
    )
    palette = classes(result)
    top = page.top - head_height - _BAND
    _draw_heads(result, page, columns, heads, top, lang)
    rows.write_heads(page, top + 0.1)
    rows.write_name(page, city, top - high / 2, style="italic")
    cells = Cells(page)
    absent = _write_row(result, cells, columns, palette, len(result.areas), top - high, high, lang)
    for row, place in enumerate(shown.order):
        bottom = top - (shown.line(row) + 2) * high
        rows.write(page, row, bottom + high / 2)
        absent |= _write_row(result, cells, columns, palette, place, bottom, high, lang)
    cells.paint()
    rows.write_between(page, top - (shown.head + 1.5) * high)
    page.line((page.left, columns.right), (top - high, top - high), color=INK, linewidth=0.8)
    left = page.left + 0.65
    against = counted_from_city(result, lang)
    legend(palette, against, lang, absent=absent).draw(page, left, page.bottom, page.right - left + 1.6)
    page.text(page.left, page.bottom + 0.24, say(lang, "Poäng", "Points"), size=FINE, colour=GREY)
    return page.figure


def _alt(result: Scored, lang: Language) -> str:
    n = len(result.index.members)
    return f"{words.heatmap_line(n, lang)} {words.ends_of(result, lang)}"


def _remarks(result: Scored, shown: Cut, lang: Language) -> tuple[str, ...]:
    coloured = words.colour_line(lang)
    return (
        shown.told(lang),
        f"{coloured} {words.arrow_line(lang)} {words.mark_line(result, lang)}".strip(),
        words.tie_line(result, lang),
        words.alike_line(result, lang),
        words.why_unranked(result, lang),
    )


def _columns(result: Scored, left: float, width: float, lang: Language) -> _Columns:
    place = {member.id: k for k, member in enumerate(result.index.members)}
    dimensions: dict[str, list[int]] = {}
    for name, dimension in result.quality["dimension"].items():
        dimensions.setdefault(str(dimension), []).append(place[str(name)])
    x = left + _COLUMN + _GAP
    indicators = {}
    for dimension, places in dimensions.items():
        # Where columns are narrow, room beside them for the dimension's name.
        name = min(text_width(result.label(dimension, lang), SMALL, "bold") + 0.04, len(places) * _COLUMN)
        beside = max(name - len(places) * width, 0.0) / 2
        x += beside
        for k in places:
            indicators[k] = x
            x += width
        x += beside + _GAP
    return _Columns(left, indicators, dimensions, x - _GAP, width)


def _draw_heads(
    result: Scored, page: Sheet, columns: _Columns, heads: SlantedHeads, top: float, lang: Language
) -> None:
    for place, left in columns.indicators.items():
        # The arrow stands upright, apart from the slanting words: turned, it would point the wrong way.
        arrow = result.index.indicators[place].direction.arrow
        page.text(left + columns.width / 2, top + _BAND + 0.03, arrow, size=SMALL, ha="center")
        heads.write(page, place, left, top + _BAND + _ARROW)
    for dimension, places in columns.dimensions.items():
        start, end = columns.indicators[places[0]], columns.indicators[places[-1]] + columns.width
        label = fitted(result.label(dimension, lang), len(places) * _COLUMN, SMALL, "bold")
        page.text((start + end) / 2, top + 0.1, label, size=SMALL, weight="bold", ha="center")
        page.line((start + 0.03, end - 0.03), (top + 0.05, top + 0.05), color=INK, linewidth=0.9)
    label = fitted(result.label("index", lang), _COLUMN + _GAP, SMALL, "bold")
    page.text(columns.index + _COLUMN / 2, top + 0.1, label, size=SMALL, weight="bold", ha="center")


def _write_row(
    result: Scored,
    cells: Cells,
    columns: _Columns,
    palette: Classes,
    place: int,
    bottom: float,
    high: float,
    lang: Language,
) -> bool:
    """Write the cells of an area, or of the city, which has no colour; return whether any is missing."""
    methods = result.index.methods
    city = place == len(result.areas)
    if city:
        # Where the stick is another year's the city of these figures stands elsewhere than in its middle.
        index = methods.zero if palette.is_city and is_own(result) else float(city_scores(result)[0])
    else:
        index = float(result.level_scores["index"][place])
    row = [(columns.index, index, number(index, score_decimals(result), lang=lang), "bold")]
    wide = {columns.index: _COLUMN}
    for k, left in columns.indicators.items():
        points = float(methods.zero + methods.points * result.normalised[place, k])
        row.append((left, points, words.value_text(result, place, k, lang), "normal"))
    for left, points, text, weight in row:
        face = paint(palette, points)
        if city and not np.isnan(points):
            face["facecolor"] = PAPER
        cells.write((left, bottom), (wide.get(left, columns.width), high), text, face, weight=weight)
    return any(np.isnan(points) for _, points, _, _ in row)
