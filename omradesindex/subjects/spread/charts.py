"""The range inside each area, drawn: from the lowest sub-area to the highest, with the area's own value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.doors import door
from omradesindex.show.axis import value_axis
from omradesindex.show.cut import MOST, Cut, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import BODY, FINE, GREY, INK, PAPER, SMALL, Picture, Sheet, lay_out, text_width
from omradesindex.show.rows import Named
from omradesindex.subjects.spread.words import headline, how_many, notes
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.subjects.spread.answer import Spread

_WIDTH = 9.5
_ROW = 0.34
_BOX = 0.17
_LONGEST_NAME = 3.2
_BASELINE = 0.045
_TENTHS, _OWN = "#b2abd2", "#b35806"  # the sheet's own purple and orange, told apart by the colour-blind


@door
class SpreadPlots(Plots):
    """The chart of one spread.

    Parameters
    ----------
    spread : Spread

    Examples
    --------
    >>> import omradesindex as oi
    >>> city, parts = oi.example_division(), oi.example_statistics(level="sub_area")
    >>> spread = oi.spread("malmo-2023", parts, city.keys["delomrade"], division=city)
    >>> figure = spread.plot.ranges("nettoinkomst")
    """

    def __init__(self, spread: Spread) -> None:
        self._spread = spread

    @chart
    def ranges(
        self, measure: str | None = None, *, lang: Language = "sv", most: int | None = MOST
    ) -> Picture:
        """Draw one measure: for each area lowest–p10–median–p90–highest, its own value and the city's line.

        Parameters
        ----------
        measure : str, optional
            An indicator, a dimension or ``index``; the first measure if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown measure.
        """
        measure = self._spread.measures[0] if measure is None else measure
        self._spread.indicator(measure)  # refuses an unknown one
        return _ranges(self._spread, measure, lang, most)


def _ranges(spread: Spread, measure: str, lang: Language, most: int | None) -> Picture:
    """Draw a measure: a row for each area, greatest challenge first by the area's own value."""
    place = spread.measures.index(measure)
    own, marks = spread.area_values[place], spread.marks[place]
    by = spread.sign(measure) * np.where(np.isnan(own[:-1]), marks[:-1, 2], own[:-1])
    order = [int(i) for i in np.argsort(-by, kind="stable")]
    drawn = cut(order, most, known=int((~np.isnan(by)).sum()))
    rows = [*drawn.order, len(own) - 1]  # the whole city below them
    height = _ROW * (drawn.lines + 1)
    page = _sheet(spread, measure, lang, height + 1.05, drawn)
    canvas = page.canvas()
    codes = [spread.areas[r] for r in rows]
    called = [spread.division.name_of(code) for code in codes]
    names = Named.measured(page.left, codes, called, drawn, _LONGEST_NAME, lang)
    shown = np.append(marks[rows].ravel(), own[rows])
    shown = shown[~np.isnan(shown)]
    low, high = (float(shown.min()), float(shown.max())) if shown.size else (0.0, 1.0)
    air = 0.03 * (high - low) or 1.0
    low, high = low - air, high + air
    left, right = names.right + 0.3, page.right - 0.2

    def at(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    _key(page, canvas, lang)
    bottom = page.bottom + 0.4
    top = bottom + height
    value_axis(page, canvas, (low, high), (left, right), (bottom, top), lang)
    worse = say(lang, "större utmaning", "greater challenge")
    way = f"{worse} →" if spread.sign(measure) > 0 else f"← {worse}"
    told = f"{spread.unit(measure, lang)}; {way}"
    page.text(right, page.bottom, told, size=FINE, colour=GREY, ha="right")
    if not np.isnan(own[-1]):
        canvas.add_line(
            Line2D(
                [at(own[-1])] * 2,
                [bottom, top + 0.06],
                color=INK,
                linewidth=1.0,
                linestyle=(0, (4, 2)),
                zorder=1,
            )
        )
        value = number(float(own[-1]), spread.decimals(measure), lang=lang)
        city = f"{say(lang, 'hela staden', 'whole city')} {value}"
        half = text_width(city, SMALL) / 2
        page.text(min(max(at(own[-1]), left + half), right - half), top + 0.1, city, size=SMALL, ha="center")
    for k, row in enumerate(rows):
        middle = top - (drawn.line(k) + 0.5) * _ROW
        if k % 2:
            corner = (page.left, middle - _ROW / 2)
            canvas.add_artist(Rectangle(corner, page.right - page.left, _ROW, facecolor="#f7f7f7", zorder=-1))
        y = middle - _BASELINE
        names.write(page, k, y)
        if np.isnan(marks[row, 0]):
            few = spread.unnamed[spread.measures.index(measure), row]
            why = ("för litet underlag", "too few people") if few else ("uppgift saknas", "no figures")
            page.text(left, y, say(lang, *why), size=SMALL, colour=GREY)
            continue
        _draw(canvas, [at(v) for v in marks[row]], middle)
        if not np.isnan(own[row]):
            _own(canvas, at(float(own[row])), middle)
    names.write_between(page, top, _ROW, lang)
    return page.figure


def _sheet(spread: Spread, measure: str, lang: Language, body: float, drawn: Cut) -> Sheet:
    """Lay out the title, the body's room and the footer."""
    place = spread.measures.index(measure)
    period = spread.periods[place]
    count = f"{how_many(spread, lang)}."
    under = say(
        lang,
        f"Uppgifter för {period}. {count} Varje rad går från områdets lägsta delområde till dess högsta.",
        f"Figures for {period}. {count} Each row runs from the area's lowest sub-area to its highest.",
    )
    source = spread.sources[place]
    if measure in spread.levels:  # of many indicators: whose figures they are, without the tables
        source = ", ".join(dict.fromkeys(text.partition(",")[0] for text in source.split(" + ")))
    told = [
        drawn.told(lang),
        *notes(spread, lang, measure),
        (f"{say(lang, 'Källa', 'Source')}: {source}. " if source else "")
        + f"{say(lang, 'Beräknat med', 'Computed with')} omradesindex.",
    ]
    return lay_out(headline(spread, lang, measure), under, told, width=_WIDTH, body=body)


def _draw(canvas: Axes, x: list[float], middle: float) -> None:
    """Draw a line from lowest to highest, a box over the middle eight tenths, a stroke at the median."""
    canvas.add_line(Line2D([x[0], x[4]], [middle, middle], color=GREY, linewidth=1.2, zorder=2))
    for end in (x[0], x[4]):
        canvas.add_line(
            Line2D([end, end], [middle - 0.05, middle + 0.05], color=GREY, linewidth=1.2, zorder=2)
        )
    box = Rectangle(
        (x[1], middle - _BOX / 2), x[3] - x[1], _BOX, facecolor=_TENTHS, edgecolor=INK, linewidth=0.4
    )
    box.set(zorder=3, gid="spread-box")
    canvas.add_artist(box)
    canvas.add_line(
        Line2D([x[2]] * 2, [middle - _BOX / 2, middle + _BOX / 2], color=INK, linewidth=2, zorder=4)
    )


def _own(canvas: Axes, x: float, middle: float) -> None:
    line = Line2D([x], [middle], marker="D", markersize=5.5, color=_OWN, zorder=5)
    line.set(markeredgecolor=PAPER, markeredgewidth=0.7, gid="area-value")
    canvas.add_line(line)


def _key(page: Sheet, canvas: Axes, lang: Language) -> None:
    """Explain the marks in one line."""
    x, y = page.left, page.top - 0.17
    _draw(canvas, [x, x + 0.15, x + 0.3, x + 0.45, x + 0.65], y + 0.055)
    text = say(
        lang,
        "lägsta och högsta delområde; låda: de mellersta 80 procenten; streck: median",
        "lowest and highest sub-area; box: the middle 80 per cent; stroke: the median",
    )
    page.text(x + 0.75, y, text)
    x += 0.75 + text_width(text, BODY) + 0.3
    _own(canvas, x, y + 0.055)
    page.text(x + 0.12, y, say(lang, "områdets eget värde", "the area's own value"))
