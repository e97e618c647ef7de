"""Many years, drawn: a small chart for each area, all on the same axes."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import BODY, FINE, GREY, INK, LINE, SMALL, Picture, fitted, lay_out
from omradesindex.show.marks import COLOURS, mark, stroke
from omradesindex.subjects.over_time.words import SIGNS, judged_lines, rests_on, stick_line, uneven_lines
from omradesindex.subjects.trend.page import error_lines, title
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.trend.numbers import TrendNumbers

_WIDTH = 11.0
_ACROSS = 5
_HEIGHT, _GAP = 1.45, 0.62
_BREAK = 0.4  # the line between the first and the last, where areas are left out
_EDGE = 0.4  # room for the numbers of the upright axis
_REACH = 1.96


@door
class TrendPlots(Plots):
    """The chart of one trend.

    Parameters
    ----------
    trend : Trend

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> figure = trend.plot.lines("ekonomi")
    """

    def __init__(self, trend: TrendNumbers) -> None:
        self._trend = trend

    @chart
    def lines(self, column: str = "index", *, lang: Language = "sv", most: int | None = MOST) -> Picture:
        """Draw each area's years and line, beside the whole city's.

        Parameters
        ----------
        column : str
            ``index`` or a dimension.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown column.
        """
        return _lines(self._trend, column, lang, most)


def _lines(trend: TrendNumbers, column: str, lang: Language, most: int | None) -> Picture:
    """Draw every area's years, their errors and the line; the steepest worsening first."""
    place = trend.column(column)
    worse = -1 if trend.by_rank else 1
    slopes = worse * trend.lines.slope[:, place]
    steepest = [int(i) for i in np.argsort(-np.nan_to_num(slopes, nan=-np.inf), kind="stable")]
    shown = cut(steepest, most, known=int((~np.isnan(slopes)).sum()))
    order = list(shown.order)
    above = ceil(shown.head / _ACROSS)  # rows of small charts before the break
    down = above + ceil((len(order) - shown.head) / _ACROSS)
    page = lay_out(
        title(trend, lang, column),
        f"{stick_line(trend, lang)} {_how(trend, lang)}",
        [
            shown.told(lang),
            *([] if trend.by_rank else judged_lines(trend, lang)),
            *error_lines(trend, lang),
            *uneven_lines(trend, lang),
            *rests_on(trend, lang),
        ],
        width=_WIDTH,
        body=down * (_HEIGHT + _GAP) + 0.1 + _BREAK * shown.broken,
    )
    canvas = page.canvas()
    values, errors = trend.values[:, order, place], np.nan_to_num(trend.value_errors[:, order, place])
    every = np.concatenate([(values - _REACH * errors).ravel(), (values + _REACH * errors).ravel()])
    every = np.append(every, trend.city[:, place])
    every = every[~np.isnan(every)]
    low, high = (float(every.min()), float(every.max())) if every.size else (0.0, 1.0)
    air = 0.05 * (high - low) or 1.0
    if trend.by_rank:  # the first place stands at the top
        low, high = high + 0.5, low - 0.5
    else:
        low, high = low - air, high + air
    width = (page.right - page.left - _EDGE) / _ACROSS
    for k, area in enumerate(order):
        last = k >= shown.head
        row, across = divmod(k - shown.head * last, _ACROSS)
        left = page.left + _EDGE + across * width
        bottom = page.top - (row + 1 + above * last) * (_HEIGHT + _GAP) + 0.3 - _BREAK * last
        panel = _Panel(trend, place, left, bottom, width - 0.25, (low, high))
        panel.frame(page, canvas, lang, first=across == 0)
        panel.draw(canvas, area)
        verdict = str(trend.judged.verdict[area, place])
        code = trend.areas[area]
        head = f"{SIGNS[verdict]} {area_name(code, trend.name_of(code))}"
        firm = verdict in ("improved", "worsened")
        weight = "bold" if firm else "normal"
        head = fitted(head, width - 0.15, BODY, weight)
        page.text(
            left, bottom + _HEIGHT + 0.17, head, colour=COLOURS[verdict] if firm else INK, weight=weight
        )
        decimals = 2 if trend.by_rank else score_decimals(trend.results[-1], trend.columns[place]) + 1
        slope = number(float(trend.lines.slope[area, place]), decimals, lang=lang, sign=True)
        told = f"{slope} {say(lang, 'per år', 'a year')}"
        page.text(left, bottom + _HEIGHT + 0.04, told, size=FINE, colour=GREY)
    if shown.broken:
        y = page.top - above * (_HEIGHT + _GAP) - _BREAK / 2
        page.text(page.left + _EDGE, y, shown.between(lang), colour=GREY)
    return page.figure


def _how(trend: TrendNumbers, lang: Language) -> str:
    if trend.by_rank:
        return say(lang, "Prickar: åren. Streck: linjen.", "Dots: the years. Line: the trend.")
    beyond = trend.against == "city"
    line = say(lang, "bedömd utöver staden", "judged beyond the city") if beyond else ""
    tail = f" ({line})" if line else ""
    return say(
        lang,
        f"Prickar: åren, med 95 %-intervall för varje för sig. Linje: trenden{tail}. Grått streck: hela "
        "staden.",
        f"Dots: the years, each with its own 95 % interval. Line: the trend{tail}. Grey dashes: the whole "
        "city.",
    )


class _Panel:
    """One area's small chart."""

    def __init__(
        self,
        trend: TrendNumbers,
        place: int,
        left: float,
        bottom: float,
        width: float,
        ends: tuple[float, float],
    ) -> None:
        self.trend, self.place = trend, place
        self.left, self.bottom, self.width = left, bottom, width
        self.low, self.high = ends

    def x(self, year: float) -> float:
        first, last = float(self.trend.years[0]), float(self.trend.years[-1])
        return self.left + 0.06 + (year - first) / (last - first) * (self.width - 0.12)

    def y(self, value: float) -> float:
        return self.bottom + (value - self.low) / (self.high - self.low) * _HEIGHT

    def frame(self, page: Sheet, canvas: Axes, lang: Language, *, first: bool) -> None:
        """Draw the axes' round values."""
        span = abs(self.high - self.low)
        power = 10.0 ** np.floor(np.log10(span / 3))
        step = max(m * power for m in (1, 2, 5) if m * power <= span / 3)
        least, most = min(self.low, self.high), max(self.low, self.high)
        decimals = max(0, -int(np.floor(np.log10(step))))
        for tick in np.arange(ceil(least / step) * step, most + step * 1e-6, step):
            y = self.y(float(tick))
            stroke(canvas, (self.left, self.left + self.width), (y, y), color=LINE, linewidth=0.6, zorder=0)
            if first:
                text = number(float(tick), decimals, lang=lang)
                page.text(self.left - 0.08, y - 0.04, text, size=SMALL, colour=GREY, ha="right")
        for year, label in (
            (self.trend.years[0], self.trend.labels[0]),
            (self.trend.years[-1], self.trend.labels[-1]),
        ):
            page.text(self.x(year), self.bottom - 0.15, label, size=FINE, colour=GREY, ha="center")

    def draw(self, canvas: Axes, area: int) -> None:
        """Draw the city, the line, the years and their errors."""
        trend, place = self.trend, self.place
        city = trend.city[:, place]
        if not np.isnan(city).any():
            canvas.plot(
                [self.x(t) for t in trend.years],
                [self.y(float(v)) for v in city],
                color=GREY,
                linewidth=1.0,
                linestyle=(0, (3, 2)),
                zorder=1,
            )
        verdict = str(trend.judged.verdict[area, place])
        colour = COLOURS[verdict]
        if not np.isnan(trend.lines.slope[area, place]):
            line = trend.lines.level[area, place] + trend.lines.slope[area, place] * (
                trend.years - trend.lines.middle[area, place]
            )
            # A line beyond the city is shown where the area stands: on top of the city's own way.
            line = line + (city if trend.against == "city" else 0.0)
            firm = verdict in ("improved", "worsened")
            canvas.plot(
                [self.x(t) for t in trend.years],
                [self.y(float(v)) for v in line],
                color=colour,
                linewidth=2.4 if firm else 1.3,
                zorder=2,
                gid="trend-line",
            )
        for year, value, error in zip(
            trend.years, trend.values[:, area, place], trend.value_errors[:, area, place], strict=True
        ):
            if np.isnan(value):
                continue
            x = self.x(float(year))
            if not np.isnan(error):
                ends = (self.y(value - _REACH * error), self.y(value + _REACH * error))
                stroke(canvas, (x, x), ends, color=colour, linewidth=1.0, zorder=3)
            mark(canvas, x, self.y(float(value)), "noise", size=4.0)
