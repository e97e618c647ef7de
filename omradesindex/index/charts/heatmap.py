"""The heat map: every value of every area in its own unit, coloured by its distance from the city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.index import words
from omradesindex.index.charts.classes import LEGEND_HEIGHT, Classes, classes, legend, paint
from omradesindex.index.charts.left_edge import Rows
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import Cut, cut
from omradesindex.show.figure import (
    FINE,
    GREY,
    INK,
    PAPER,
    SMALL,
    Picture,
    fitted,
    line_height,
    on,
    text_width,
    wrapped,
)
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet

_ROW = 0.29
_COLUMN = 0.68
_GAP = 0.14
_BAND = 0.28  # the dimensions' names
_ARROW = 0.17
_SLANT = 48.0
_LONGEST_HEAD = 2.3
_NARROWEST = 9.0


@dataclass(frozen=True)
class _Columns:
    """Left edges of the columns in inches: the index, then the indicators under their dimensions."""

    index: float
    indicators: dict[int, float]
    dimensions: dict[str, list[int]]
    right: float


@dataclass(frozen=True)
class _Heads:
    """The indicators' names in lines, and the room they need when they slant."""

    lines: dict[int, list[str]]
    height: float
    overhang: float


def heatmap(result: Scored, lang: Language, most: int) -> Picture:
    """See :meth:`Plots.heatmap`."""
    shown = cut(words.ordered(result), most)
    order = list(shown.order)
    rows = Rows.measured(result, order, words.city(result, lang))
    columns = _columns(result, rows.right + 0.15)
    heads = _heads(result, lang)
    page = sheet(
        result,
        lang,
        width=max(columns.right + max(heads.overhang, 0.0) + 0.2, _NARROWEST),
        body=heads.height + _BAND + _ROW * (shown.lines + 1) + 0.3 + LEGEND_HEIGHT,
        remarks=_remarks(result, shown, lang),
    )
    canvas = page.canvas()
    palette = classes(result)
    top = page.top - heads.height - _BAND
    _draw_heads(result, page, canvas, columns, heads, top, lang)
    rows.write_heads(page, top + 0.1, lang)
    city = words.city(result, lang)
    rows.write_name(page, city, top - _ROW / 2, "italic")
    places = [len(result.areas), *order]
    absent = False
    for row, place in enumerate(places):
        bottom = top - (shown.line(row - 1) + 2) * _ROW if row else top - _ROW
        if row:
            rows.write(page, row - 1, bottom + _ROW / 2)
        absent |= _draw_row(result, page, canvas, columns, palette, place, bottom, lang)
    rows.write_between(page, shown, top - (shown.head + 1.5) * _ROW, lang)
    canvas.add_line(Line2D([page.left, columns.right], [top - _ROW] * 2, color=INK, linewidth=0.8))
    left = page.left + 0.65
    width = min(5.4, page.right - left)
    legend(page, canvas, left, page.bottom, width, palette, city, lang, absent=absent)
    page.text(page.left, page.bottom + 0.24, say(lang, "Poäng", "Points"), size=FINE, colour=GREY)
    return page.figure


def _remarks(result: Scored, shown: Cut, lang: Language) -> tuple[str, ...]:
    coloured = say(
        lang,
        "Färgen visar avståndet till staden i poäng, vänt så att orange är större utmaning.",
        "Colours show the distance from the city in points, turned so that orange is a greater challenge.",
    )
    return (
        shown.told(lang),
        f"{coloured} {words.arrow_line(lang)} {words.mark_line(result, lang)}".strip(),
        words.tie_line(result, lang),
        words.alike_line(result, lang),
        words.why_unranked(result, lang),
    )


def _columns(result: Scored, left: float) -> _Columns:
    place = {member.id: k for k, member in enumerate(result.index.members)}
    dimensions: dict[str, list[int]] = {}
    for name, dimension in result.quality["dimension"].items():
        dimensions.setdefault(str(dimension), []).append(place[str(name)])
    x = left + _COLUMN + _GAP
    indicators = {}
    for places in dimensions.values():
        for k in places:
            indicators[k] = x
            x += _COLUMN
        x += _GAP
    return _Columns(left, indicators, dimensions, x - _GAP)


def _heads(result: Scored, lang: Language) -> _Heads:
    lines = {
        place: wrapped(f"{i.label.in_(lang)}{NBSP}({i.unit})", _LONGEST_HEAD, SMALL)
        for place, i in enumerate(result.index.indicators)
    }
    slant = np.deg2rad(_SLANT)
    longest = max(text_width(line, SMALL) for head in lines.values() for line in head)
    thick = max(map(len, lines.values())) * line_height(SMALL)
    height = longest * np.sin(slant) + thick * np.cos(slant) + _ARROW
    return _Heads(lines, float(height), float(longest * np.cos(slant) - _COLUMN / 2))


def _draw_heads(
    result: Scored, page: Sheet, canvas: Axes, columns: _Columns, heads: _Heads, top: float, lang: Language
) -> None:
    for place, lines in heads.lines.items():
        middle = columns.indicators[place] + _COLUMN / 2
        # The arrow stands upright, apart from the slanting words: turned, it would point the wrong way.
        arrow = result.index.indicators[place].direction.arrow
        page.text(middle, top + _BAND + 0.03, arrow, size=SMALL, ha="center")
        page.text(
            middle + 0.04 - 0.06 * len(lines),
            top + _BAND + _ARROW,
            "\n".join(lines),
            size=SMALL,
            rotation=_SLANT,
            rotation_mode="anchor",
            ha="left",
            va="bottom",
            linespacing=1.1,
        )
    for dimension, places in columns.dimensions.items():
        start, end = columns.indicators[places[0]], columns.indicators[places[-1]] + _COLUMN
        label = fitted(result.label(dimension, lang), end - start, SMALL, "bold")
        page.text((start + end) / 2, top + 0.1, label, size=SMALL, weight="bold", ha="center")
        canvas.add_line(Line2D([start + 0.03, end - 0.03], [top + 0.05] * 2, color=INK, linewidth=0.9))
    label = fitted(result.label("index", lang), _COLUMN + _GAP, SMALL, "bold")
    page.text(columns.index + _COLUMN / 2, top + 0.1, label, size=SMALL, weight="bold", ha="center")


def _draw_row(
    result: Scored,
    page: Sheet,
    canvas: Axes,
    columns: _Columns,
    palette: Classes,
    place: int,
    bottom: float,
    lang: Language,
) -> bool:
    """Draw the cells of an area, or of the city, which has no colour; return whether any is missing."""
    methods = result.index.methods
    city = place == len(result.areas)
    if city:
        index = methods.zero if palette.is_city else float("nan")
    else:
        index = float(result.level_scores["index"][place])
    cells = [(columns.index, index, number(index, score_decimals(result), lang=lang), "bold")]
    for k, left in columns.indicators.items():
        points = float(methods.zero + methods.points * result.normalised[place, k])
        cells.append((left, points, words.value_text(result, place, k, lang), "normal"))
    for left, points, text, weight in cells:
        fill = paint(palette, points)
        if city and not np.isnan(points):
            fill["facecolor"] = PAPER
        canvas.add_artist(Rectangle((left, bottom), _COLUMN, _ROW, **fill, gid="cell"))
        canvas.add_artist(
            Rectangle((left, bottom), _COLUMN, _ROW, facecolor="none", edgecolor=PAPER, linewidth=1.2)
        )
        page.text(
            left + _COLUMN / 2,
            bottom + _ROW / 2 - 0.043,
            fitted(text, _COLUMN - 0.04, SMALL),
            size=SMALL,
            weight=weight,
            colour=on(str(fill["facecolor"])),
            ha="center",
        )
    return any(np.isnan(points) for _, points, _, _ in cells)
