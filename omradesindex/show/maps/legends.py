"""Legends of maps: classes of numbers from less to more, or what is said of an area in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from omradesindex.show.charts.grid import BOX, draw_classes
from omradesindex.show.figure import ABSENT, BODY, FINE, GREY, SMALL, fitted, text_width

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet
    from omradesindex.show.maps.panel import Look

#: Height of a legend of numbers, and of each further line of one in words, in inches.
HEIGHT, LINE = 0.62, 0.27
#: The most that classes of numbers take, and what the scale bar needs beside a legend.
_WIDE, BAR = 4.6, 1.6
_GAP, _FOOT = 0.3, 0.2


class Legend(Protocol):
    """Says which colour is which: within a width, from a left edge and a foot."""

    def height(self, room: float) -> float:
        """Return what it takes within a width, in inches."""

    def draw(self, page: Sheet, left: float, bottom: float, room: float) -> float:
        """Draw it, and return where it ends at the right."""


@dataclass(frozen=True)
class Words:
    """A box for each thing that is said of areas, and what it is: ``entries`` are looks and texts."""

    entries: Sequence[tuple[Look, str]]

    def _lines(self, room: float) -> list[list[tuple[Look, str, float]]]:
        lines: list[list[tuple[Look, str, float]]] = [[]]
        x = 0.0
        for look, text in self.entries:
            wide = 2 * BOX + 0.08 + text_width(text, BODY)
            if lines[-1] and x + wide > room:
                lines.append([])
                x = 0.0
            lines[-1].append((look, text, x))
            x += wide + _GAP
        return lines

    def height(self, room: float) -> float:
        """Return what it takes within a width, in inches."""
        return HEIGHT + LINE * (len(self._lines(room - BAR)) - 1)

    def draw(self, page: Sheet, left: float, bottom: float, room: float) -> float:
        """Draw it in as many lines as it takes, and return where the longest ends."""
        lines, end = self._lines(room - BAR), left
        for place, line in enumerate(lines):
            y = bottom + _FOOT + LINE * (len(lines) - 1 - place)
            for look, text, x in line:
                page.box(left + x, y, 2 * BOX, BOX, **{"linewidth": 0.4, **look})
                at = left + x + 2 * BOX + 0.08
                told = fitted(text, room - BAR - x - 2 * BOX - 0.08, BODY)
                page.text(at, y + 0.04, told)
                end = max(end, at + text_width(told, BODY))
        return end


@dataclass(frozen=True)
class Classes:
    """Classes of numbers as a row of boxes, the edges between them above, what less and more is beneath.

    Parameters
    ----------
    colours, edges : sequence of str
        ``edges`` are the numbers between the classes, as they are written.
    less, more : str
        What stands beneath the ends.
    strong : int, optional
        An edge that is the middle, and ``middle`` what it is; the first of these that has room.
    absent : str
        What the hatching is; empty where nothing is hatched.
    """

    colours: Sequence[str]
    edges: Sequence[str]
    less: str
    more: str
    strong: int | None = None
    middle: tuple[str, ...] = ()
    absent: str = ""

    def height(self, room: float) -> float:  # noqa: ARG002 - the same within any width
        """Return what it takes, in inches."""
        return HEIGHT

    @cached_property
    def _beside(self) -> float:
        """What the hatching and its text take."""
        return 0.25 + 1.5 * BOX + 0.06 + text_width(self.absent, SMALL) if self.absent else 0.0

    def draw(self, page: Sheet, left: float, bottom: float, room: float) -> float:
        """Draw it, and return where it ends."""
        width = min(max(_WIDE, _WIDE - 1.0 + self._beside), room - BAR)
        boxes, y = width - self._beside, bottom + _FOOT
        draw_classes(page, left, y, boxes / len(self.colours), self.colours, self.edges, strong=self.strong)
        under = bottom + 0.03
        page.text(left, under, self.less, size=FINE, colour=GREY)
        page.text(left + boxes, under, self.more, size=FINE, colour=GREY, ha="right")
        if self.middle and self.strong is not None:
            at = left + (self.strong + 1) * boxes / len(self.colours)
            free = 2 * (boxes / 2 - max(text_width(self.less, FINE), text_width(self.more, FINE)) - 0.15)
            told = next((text for text in self.middle if text_width(text, FINE) <= free), "")
            page.text(at, under, told, size=FINE, ha="center")
        if self.absent:
            x = left + boxes + 0.25
            page.box(x, y, 1.5 * BOX, BOX, **ABSENT, linewidth=0.4)
            page.text(x + 1.5 * BOX + 0.06, y + 0.04, self.absent, size=SMALL)
        return left + width
