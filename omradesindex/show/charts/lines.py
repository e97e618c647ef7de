"""Small charts of lines over time, one for each name, all on the same axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.axis import ends
from omradesindex.show.cut import ROOM
from omradesindex.show.figure import (
    BODY,
    FINE,
    GREY,
    INK,
    LINE,
    MARGIN,
    PAPER,
    SMALL,
    fitted,
    line_height,
    wrapped,
)
from omradesindex.wording import Language, number

if TYPE_CHECKING:
    from omradesindex.show.cut import Cut
    from omradesindex.show.figure import Picture, Sheet

Floats = NDArray[np.float64]

_WIDTH = 11.0
_EDGE = 0.4  # room for the numbers of the upright axis
_BREAK = 0.4  # the line between the first and the last, where some are left out
_GAP = 0.58  # between rows of charts: the years, a head and a line under it
_SECOND = 0.14  # a second line of a head
_LOWEST = 0.5  # of a small chart


@dataclass(frozen=True)
class Lines:
    """What one small chart shows.

    Attributes
    ----------
    head, under : str
        What stands above it.
    values, low, high : ndarray, shape (n_times,)
        Dots, each with its interval; NaN where there is none.
    line : ndarray, shape (n_times,)
        The line through them.
    colour : str
    firm : bool
        Whether the line is more than chance: drawn thicker, its head in its colour.
    """

    head: str
    under: str
    values: Floats
    low: Floats
    high: Floats
    line: Floats
    colour: str
    firm: bool


@dataclass(frozen=True)
class LinesChart:
    """Small charts in rows of five; of many in rows of six lower ones, so that they keep to a page.

    Parameters
    ----------
    charts : sequence of Lines
    shown : Cut
        Where between them some are left out.
    times, labels : sequence
        When the values are of, and how the first and the last time are written.
    behind : ndarray, shape (n_times,)
        A line that is drawn behind all of them: the whole city.
    lang : {"sv", "en"}
    downwards : bool
        Whether values grow downwards, as ranks do.
    also : sequence of ndarray
        Further values that the axis must have room for: those of every name, for one axis on all sheets.
    """

    charts: Sequence[Lines]
    shown: Cut
    times: Floats
    labels: Sequence[str]
    behind: Floats
    lang: Language
    downwards: bool = False
    also: Sequence[Floats] = ()

    width = _WIDTH

    @property
    def _across(self) -> int:
        return 5 if len(self.charts) <= 25 else 6

    @property
    def _high(self) -> float:
        return min(1.45 if self._across == 5 else 1.0, max(ROOM / self._down - self._gap, _LOWEST))

    @property
    def _wide(self) -> float:
        return (self.width - 2 * MARGIN - _EDGE) / self._across

    @cached_property
    def _heads(self) -> list[list[str]]:
        """The head of each chart, in two lines where one does not hold it."""
        size = BODY if self._across == 5 else SMALL
        heads = []
        for chart in self.charts:
            room, weight = self._wide - 0.12, "bold" if chart.firm else "normal"
            first, *more = wrapped(chart.head, room, size, weight)
            heads.append([first, *([fitted(" ".join(more), room, size, weight)] if more else [])])
        return heads

    @property
    def _gap(self) -> float:
        return _GAP + _SECOND * (max(map(len, self._heads), default=1) - 1)

    @property
    def _down(self) -> int:
        """Rows of charts."""
        return self._above + ceil((len(self.charts) - self.shown.head) / self._across)

    @property
    def _above(self) -> int:
        """Rows before the break."""
        return ceil(self.shown.head / self._across)

    @property
    def height(self) -> float:
        """Height of the body, in inches."""
        return self._down * (self._high + self._gap) + 0.1 + _BREAK * self.shown.broken

    def draw(self, page: Sheet) -> Picture:
        """Draw them on their sheet."""
        every = [v for chart in self.charts for v in (chart.values, chart.low, chart.high)]
        every += [np.ravel(values) for values in (*self.also, self.behind)]
        low, high = ends(np.concatenate(every), 0.0 if self.downwards else 0.05)
        if self.downwards:
            low, high = high + 0.5, low - 0.5
        wide, gap = self._wide, self._gap
        for k, chart in enumerate(self.charts):
            last = k >= self.shown.head
            row, across = divmod(k - self.shown.head * last, self._across)
            left = page.left + _EDGE + across * wide
            row += self._above * last
            bottom = page.top - (row + 1) * (self._high + gap) + 0.3 - _BREAK * last
            frame = _Frame(left, bottom, wide - 0.25, self._high, (low, high), self.times)
            frame.draw(page, self.labels, self.lang, first=across == 0)
            frame.line(page, self.behind, color=GREY, linewidth=1.0, linestyle=(0, (3, 2)), zorder=1)
            _fill(page, frame, chart)
            weight, y = "bold" if chart.firm else "normal", bottom + self._high
            size, colour = BODY if self._across == 5 else SMALL, chart.colour if chart.firm else INK
            for above, head in zip(range(len(self._heads[k]) - 1, -1, -1), self._heads[k], strict=True):
                page.text(left, y + 0.17 + above * _SECOND, head, size=size, colour=colour, weight=weight)
            page.text(left, y + 0.04, chart.under, size=FINE, colour=GREY)
        if self.shown.broken:
            y = page.top - self._above * (self._high + gap) - _BREAK / 2
            page.text(page.left + _EDGE, y, self.shown.between(self.lang), colour=GREY)
        return page.figure


@dataclass(frozen=True)
class _Frame:
    """Where one small chart stands, and its axes."""

    left: float
    bottom: float
    width: float
    height: float
    between: tuple[float, float]
    times: Floats

    def x(self, time: float) -> float:
        first, last = float(self.times[0]), float(self.times[-1])
        return self.left + 0.06 + (time - first) / (last - first) * (self.width - 0.12)

    def y(self, value: float) -> float:
        low, high = self.between
        return self.bottom + (value - low) / (high - low) * self.height

    def line(self, page: Sheet, values: Floats, **style: object) -> None:
        """Draw a line through the values, broken where there is none."""
        if not np.isnan(values).all():
            page.line([self.x(t) for t in self.times], [self.y(float(v)) for v in values], **style)

    def _step(self) -> float:
        """Between round values: three or more, or fewer where numbers would touch."""
        low, high = sorted(self.between)
        third, touching = (high - low) / 3, (high - low) * line_height(SMALL) / self.height
        power = 10.0 ** np.floor(np.log10(third))
        apart = [float(m * power) for m in (1, 2, 5, 10, 20, 50) if m * power >= touching]
        return max((step for step in apart if step <= third), default=apart[0])

    def draw(self, page: Sheet, labels: Sequence[str], lang: Language, *, first: bool) -> None:
        """Draw round values, written at the first of a row, and the first and the last time."""
        low, high = sorted(self.between)
        step = self._step()
        decimals = max(0, -int(np.floor(np.log10(step))))
        for tick in np.arange(ceil(low / step) * step, high + step * 1e-6, step):
            y = self.y(float(tick))
            page.line((self.left, self.left + self.width), (y, y), color=LINE, linewidth=0.6, zorder=0)
            if first:
                text = number(float(tick), decimals, lang=lang)
                page.text(self.left - 0.08, y - 0.04, text, size=SMALL, colour=GREY, ha="right")
        for time, label in ((self.times[0], labels[0]), (self.times[-1], labels[-1])):
            page.text(self.x(float(time)), self.bottom - 0.15, label, size=FINE, colour=GREY, ha="center")


def _fill(page: Sheet, frame: _Frame, chart: Lines) -> None:
    """Draw the line, the dots and their intervals."""
    width = 2.4 if chart.firm else 1.3
    frame.line(page, chart.line, color=chart.colour, linewidth=width, zorder=2, gid="trend-line")
    dot = {"marker": "o", "markersize": 4.0, "markeredgecolor": PAPER, "markeredgewidth": 0.7}
    for time, value, low, high in zip(frame.times, chart.values, chart.low, chart.high, strict=True):
        if np.isnan(value):
            continue
        x = frame.x(float(time))
        if not np.isnan(low + high):
            page.line((x, x), (frame.y(low), frame.y(high)), color=chart.colour, linewidth=1.0, zorder=3)
        page.line([x], [frame.y(float(value))], color=GREY, zorder=5, gid="mark-noise", **dot)
