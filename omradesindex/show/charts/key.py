"""The key of a chart: each of its marks, and what it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.show.axis import Field
from omradesindex.show.figure import BODY, MARGIN, fitted, text_width

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet
    from omradesindex.show.marks import Mark

LINE = 0.24  # height of a line of a key, in inches
_APART = 0.33
_GAP = 0.09


@dataclass(frozen=True)
class Entry:
    """Marks as they are drawn on an axis from 0 to 1, so many inches wide, and what they are."""

    marks: Sequence[Mark]
    text: str
    width: float = 0.3


@dataclass(frozen=True)
class Key:
    """Entries in lines, none wider than the sheet; each with where it begins."""

    lines: tuple[tuple[tuple[Entry, float], ...], ...]

    @classmethod
    def measured(cls, entries: Sequence[Entry], width: float) -> Key:
        """Lay entries out on a sheet of a width."""
        room = width - 2 * MARGIN
        lines: list[list[tuple[Entry, float]]] = [[]]
        x = 0.0
        for entry in entries:
            wide = entry.width + _GAP + text_width(entry.text, BODY)
            if lines[-1] and x + wide > room:
                lines.append([])
                x = 0.0
            lines[-1].append((entry, x))
            x += wide + _APART
        return cls(tuple(tuple(line) for line in lines if line))

    @property
    def height(self) -> float:
        """What it takes at the top of a chart, in inches."""
        return LINE * len(self.lines) + 0.06 if self.lines else 0.0

    def draw(self, page: Sheet) -> None:
        """Draw it at the top of the body."""
        for line, entries in enumerate(self.lines):
            y = page.top - 0.17 - line * LINE
            for entry, place in entries:
                left = page.left + place
                field = Field(0.0, 1.0, left, left + entry.width)
                for mark in entry.marks:
                    mark.draw(page, field, 0, y + 0.05)
                at = left + entry.width + _GAP
                page.text(at, y, fitted(entry.text, page.right - at, BODY))
