"""The list of a map's areas: beside it, under it in columns, or on sheets of its own; every area is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from omradesindex.show.figure import BODY, FINE, GREY, SMALL, fitted, on, text_width

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet
    from omradesindex.show.maps.panel import Look

ROW = 0.222
_SWATCH, _GAP = 0.4, 0.12
#: Room between columns of rows, and what a name needs at least, in inches.
_BETWEEN, _NAME = 0.35, 1.0
#: What a name is given at most, of many rows and of few, which need not be shared out on columns.
_LONGEST, _LONGEST_OF_FEW, _MANY = 1.9, 3.2, 30
_MEASURED = 30


@dataclass(frozen=True)
class Row:
    """One area: its place, its label on the map in its colour, code, name and value, as they are written."""

    place: str
    label: str
    look: Look
    code: str
    name: str
    value: str


@dataclass(frozen=True)
class Listing:
    """All areas of a map in the order in which they are listed.

    Parameters
    ----------
    rows : sequence of Row
    heads : tuple of str
        Over places, labels, names and values.
    """

    rows: Sequence[Row]
    heads: tuple[str, str, str, str]

    @cached_property
    def _places(self) -> float:
        return self._widest([self.heads[0], *(row.place for row in self.rows)], BODY)

    @cached_property
    def _labels(self) -> float:
        texts = [row.label for row in self.rows]
        return max(_SWATCH, self._widest(texts, SMALL, "bold") + 0.1, text_width(self.heads[1], FINE))

    @cached_property
    def _codes(self) -> float:
        return self._widest([row.code for row in self.rows], SMALL)

    @cached_property
    def _names(self) -> float:
        # The head over the values reaches out over the names, as far as the names' own head.
        heads = text_width(self.heads[2], FINE) + _GAP + text_width(self.heads[3], FINE) - self._values
        return max(self._widest([row.name for row in self.rows], BODY), heads)

    @cached_property
    def _values(self) -> float:
        return self._widest([row.value for row in self.rows], BODY)

    @staticmethod
    def _widest(texts: Sequence[str], size: float, weight: str = "normal") -> float:
        # The widest is among those of the most letters.
        longest = sorted(dict.fromkeys(texts), key=len)[-_MEASURED:]
        return max((text_width(text, size, weight) for text in longest), default=0.0)

    @cached_property
    def _fixed(self) -> float:
        """What everything but the name takes in a row."""
        parts = [self._places, self._labels, self._codes, self._values]
        return sum(part + _GAP for part in parts if part)

    @cached_property
    def column(self) -> float:
        """Width that a column of rows asks for."""
        longest = _LONGEST if len(self.rows) > _MANY else _LONGEST_OF_FEW
        return self._fixed + min(max(self._names, _NAME), longest)

    @property
    def narrowest(self) -> float:
        """Width that a column of rows needs at the very least; long names are cut."""
        return self._fixed + 1.5 * _NAME

    def columns(self, width: float) -> int:
        """How many columns stand beside each other within a width."""
        return max(1, int((width + _BETWEEN) / (self.column + _BETWEEN)))

    def height(self, width: float) -> float:
        """Height of the list in columns within a width."""
        return ROW * (-(-len(self.rows) // self.columns(width)) + 1.6)

    def pages(self, width: float, height: float) -> list[Listing]:
        """Share the rows out on sheets of a width and height."""
        lines = max(1, int(height / ROW - 1.6))
        each = lines * self.columns(width)
        return [Listing(self.rows[at : at + each], self.heads) for at in range(0, len(self.rows), each)]

    def draw(self, page: Sheet, left: float, right: float, top: float) -> None:
        """Draw the rows, column after column."""
        columns = self.columns(right - left)
        each = -(-len(self.rows) // columns)
        width = (right - left - _BETWEEN * (columns - 1)) / columns
        for column in range(columns):
            rows = self.rows[column * each : (column + 1) * each]
            start = left + column * (width + _BETWEEN)
            # Values stand near their names.
            end = start + min(width, self._fixed + self._names + 2 * _BETWEEN)
            self._draw_rows(page, rows, start, end, top)

    def _draw_rows(self, page: Sheet, rows: Sequence[Row], left: float, right: float, top: float) -> None:
        places, labels = self._places, self._labels
        swatch = left + (places + _GAP if places else 0.0)
        code = swatch + labels + _GAP
        name = code + (self._codes + _GAP if self._codes else 0.0)
        room = right - name - self._values - _GAP
        y = top - 0.15
        page.text(left + places, y, self.heads[0], size=FINE, colour=GREY, ha="right")
        page.text(swatch + labels / 2, y, self.heads[1], size=FINE, colour=GREY, ha="center")
        page.text(code, y, self.heads[2], size=FINE, colour=GREY)
        page.text(right, y, self.heads[3], size=FINE, colour=GREY, ha="right")
        for row in rows:
            y -= ROW
            page.box(swatch, y - 0.055, labels, ROW - 0.04, **row.look)
            colour = on(str(row.look["facecolor"]))
            page.text(
                swatch + labels / 2, y, row.label, size=SMALL, weight="bold", colour=colour, ha="center"
            )
            if row.place:
                page.text(left + places, y, row.place, ha="right")
            if row.code:
                page.text(code, y, row.code, size=SMALL, colour=GREY)
            page.text(name, y, fitted(row.name, room, BODY))
            page.text(right, y, row.value, ha="right")
