"""The range inside each area, drawn: from the lowest sub-area to the highest, with the area's own value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.show.alternative import areas_line, ends_line
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule
from omradesindex.show.cut import cut
from omradesindex.show.figure import GREY, INK, lay_out
from omradesindex.show.marks import Bar, Dot, Mark, Span, Stroke
from omradesindex.show.rows import Rows
from omradesindex.subjects.spread.words import alternative, headline, notes, under
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.spread.inside import Inside

_BOX = 0.17
_TENTHS, _OWN = "#b2abd2", "#b35806"  # the sheet's own purple and orange, told apart by the colour-blind


def ranges_chart(spread: Inside, measure: str, lang: Language, most: int | None) -> Picture:
    """Draw a measure: a row for each area, greatest challenge first by the area's own value."""
    place = spread.measures.index(measure)
    own, marks = spread.area_values[place], spread.marks[place]
    by = spread.sign(measure) * np.where(np.isnan(own[:-1]), marks[:-1, 2], own[:-1])
    order = [int(i) for i in np.argsort(-by, kind="stable")]
    drawn = cut(order, most, known=int((~np.isnan(by)).sum()))
    rows = [*drawn.order, len(own) - 1]  # the whole city below them
    codes = [spread.areas[row] for row in rows]
    names = [spread.division.name_of(code) for code in codes]
    few, none = say(lang, "för litet underlag", "too few people"), say(lang, "uppgift saknas", "no figures")
    absent = [
        "" if not np.isnan(marks[row, 0]) else few if spread.unnamed[place, row] else none for row in rows
    ]
    city = say(lang, "hela staden", "the whole city")
    value = number(float(own[-1]), spread.decimals(measure), lang=lang)
    dashed = {"linestyle": (0, (4, 2))}
    worse = say(lang, "större utmaning", "greater challenge")
    way = f"{worse} →" if spread.sign(measure) > 0 else f"← {worse}"
    panel = Panel(
        [*_range(*marks[rows].T), _own(own[rows])],
        [] if np.isnan(own[-1]) else [Rule(float(own[-1]), f"{city} {value}", dashed)],
        also=[own, marks[:, [0, 4]]],
        foot=f"{spread.unit(measure, lang)}; {way}",
        absent=absent,
    )
    within = say(
        lang,
        "lägsta och högsta delområde; låda: de mellersta 80 procenten; streck: mitten (median)",
        "lowest and highest sub-area; box: the middle 80 per cent; stroke: the middle (median)",
    )
    own_value = say(lang, "hela området", "the whole area")
    key = [Entry(_range(0.0, 0.25, 0.45, 0.7, 1.0), within, 0.65), Entry([_own(0.5)], own_value, 0.12)]
    rows_shown = Rows.measured(codes, names, drawn, lang)
    chart = RowChart(rows_shown, [panel], key, width=9.5, row=0.34, under_line=1)
    page = lay_out(
        headline(spread, lang, measure),
        under(spread, measure, lang),
        [drawn.told(lang), *notes(spread, lang, measure), source_line(spread, measure, lang)],
        width=chart.width,
        body=chart.height,
        alt=_alt(spread, measure, order, lang),
    )
    return chart.draw(page)


def _range(
    low: ArrayLike, tenth: ArrayLike, median: ArrayLike, ninetieth: ArrayLike, high: ArrayLike
) -> list[Mark]:
    """A line from lowest to highest, a box over the middle eight tenths, a stroke at the median."""
    box = {"facecolor": _TENTHS, "edgecolor": INK, "linewidth": 0.4, "gid": "spread-box"}
    return [
        Span(low, high, {"color": GREY, "linewidth": 1.2}, caps=0.1),
        Bar(tenth, ninetieth, _BOX, box),
        Stroke(median, _BOX, {"linewidth": 2, "zorder": 4}),
    ]


def _own(values: ArrayLike) -> Dot:
    return Dot(values, {"marker": "D", "markersize": 5.5, "color": _OWN, "gid": "area-value"})


def source_line(spread: Inside, measure: str, lang: Language) -> str:
    """Whose figures a measure rests on."""
    source = spread.sources[spread.measures.index(measure)]
    if measure in spread.levels:  # of many indicators: whose figures they are, without the tables
        source = ", ".join(dict.fromkeys(text.partition(",")[0] for text in source.split(" + ")))
    told = f"{say(lang, 'Källa', 'Source')}: {source}. " if source else ""
    return f"{told}{say(lang, 'Beräknat med', 'Computed with')} omradesindex."


def _alt(spread: Inside, measure: str, order: list[int], lang: Language) -> str:
    """Between which values the sub-areas of the first and the last area lie."""
    marks, decimals = spread.marks[spread.measures.index(measure)], spread.decimals(measure)
    told = []
    for row in (row for row in order if not np.isnan(marks[row, 0])):
        low, high = (number(float(value), decimals, lang=lang) for value in marks[row, [0, 4]])
        code = spread.areas[row]
        told.append(f"{area_name(code, spread.division.name_of(code))} ({low} – {high})")
    first, last = say(lang, "Överst", "At the top"), say(lang, "nederst", "at the bottom")
    ends = ends_line(told, lang, first=first, last=last)
    areas, unit = areas_line(len(order), lang), spread.unit(measure, lang)
    return alternative(areas, unit, ends, lang)
