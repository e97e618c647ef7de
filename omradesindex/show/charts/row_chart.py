"""A chart of rows: names at the left, fields of marks and columns of text beside them, a key above.

The one chart behind rankings with intervals, moves, ranges and groups beside each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.show.axis import RISE, Field, Tick, draw_axis, ends, round_ticks
from omradesindex.show.charts.key import Entry, Key
from omradesindex.show.cut import row_height
from omradesindex.show.figure import BODY, FINE, GREY, INK, SMALL, fitted, text_width
from omradesindex.show.marks import Look, Looks, look_of, lowered
from omradesindex.show.rows import BASELINE, Rows

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from omradesindex.show.figure import Picture, Sheet
    from omradesindex.show.marks import Mark
    from omradesindex.wording import Language

STRIPE = "#f7f7f7"
_GAP = 0.25  # between what stands beside each other
_FOOT, _HEAD = 0.42, 0.33
_NARROWEST = 1.0  # of a field, in inches


@dataclass(frozen=True)
class Rule:
    """An upright line through all rows of a field: a value, what is written above it, and its look."""

    at: float
    text: str = ""
    look: Look | None = None
    weight: str = "normal"


@dataclass(frozen=True)
class Panel:
    """A field of marks on one axis.

    Parameters
    ----------
    marks : sequence of Mark
        Drawn in every row, one after another.
    rules : sequence of Rule
        Upright lines, which the axis has room for too.
    also : sequence of array_like
        Further values that the axis must have room for: those of every row, so that all sheets have one axis.
    between : tuple of float, optional
        The ends of the axis, where they do not follow from the marks.
    ticks : sequence of Tick, optional
        What is written along it, where that is not round values.
    above : bool
        Write them above the rows too.
    share, width : float
        Its share of the width that is left, or its width in inches where ``width`` is not 0.
    head, foot, corner : str
        What stands above its middle, and below it at the right and at the left.
    absent : sequence of str
        For each row what stands where there is nothing to draw; empty where there is.
    band : tuple of float, str
        From which value to which it is shaded, and how. Not drawn where empty.
    parts, sign
        See :func:`~omradesindex.show.axis.round_ticks`.
    """

    marks: Sequence[Mark]
    rules: Sequence[Rule] = ()
    also: Sequence[ArrayLike] = ()
    between: tuple[float, float] | None = None
    ticks: Sequence[Tick] | None = None
    above: bool = False
    share: float = 1.0
    width: float = 0.0
    head: str = ""
    foot: str = ""
    corner: str = ""
    absent: Sequence[str] = ()
    band: tuple[float, float, str] | None = None
    parts: int = 5
    sign: bool = False

    def field(self, left: float, right: float) -> Field:
        """Its values from the left to the right edge."""
        every = [v for mark in self.marks for v in mark.values()]
        every += [*self.also, *(rule.at for rule in self.rules)]
        known = [np.ravel(np.asarray(values, dtype=float)) for values in every]
        low, high = self.between or ends(np.concatenate(known))
        return Field(low, high, left, right)


@dataclass(frozen=True)
class Texts:
    """A column of texts: numbers to the right edge of it, words from the left."""

    texts: Sequence[str]
    head: str = ""
    foot: str = ""
    right: bool = True
    look: Looks | None = None
    most: float = 3.0

    @property
    def wide(self) -> float:
        """What it takes, in inches."""
        bold = "bold" if self.look else "normal"
        return min(
            self.most,
            max(
                text_width(self.head, SMALL),
                *(text_width(text, BODY, bold) for text in dict.fromkeys(self.texts)),
            ),
        )

    def draw(self, page: Sheet, row: int, left: float, y: float) -> None:
        """Write a row's text."""
        look = {} if self.look is None else look_of(self.look, row)
        at, side = (left + self.wide, "right") if self.right else (left, "left")
        page.text(at, y - BASELINE, self.texts[row], **{"ha": side, **look})


@dataclass(frozen=True)
class RowChart:
    """A row for each name, and what stands beside it.

    The sheet is laid out by who draws: it needs :attr:`width` and, for its body, :attr:`height`.

    Parameters
    ----------
    rows : Rows
        Names, and which are shown.
    parts : sequence of Panel or Texts
        From left to right.
    key : sequence of Entry
    width, row : float
        Of the sheet and of a row, in inches; where there are many rows they are lower.
    under_line : int
        How many rows at the foot stand under a line: the whole city.
    striped : bool
        Whether every other row is shaded.
    """

    rows: Rows
    parts: Sequence[Panel | Texts]
    key: Sequence[Entry] = ()
    width: float = 11.0
    row: float = 0.32
    under_line: int = 0
    striped: bool = True

    @property
    def _key(self) -> Key:
        return Key.measured(self.key, self.width)

    @property
    def _lines(self) -> int:
        return self.rows.shown.lines + self.under_line

    @property
    def _row(self) -> float:
        return row_height(self.row, self._lines)

    @property
    def height(self) -> float:
        """Height of the body, in inches."""
        return self._key.height + _HEAD + self._row * self._lines + _FOOT

    def draw(self, page: Sheet) -> Picture:
        """Draw it on its sheet."""
        bottom = page.bottom + _FOOT
        top = bottom + self._row * self._lines
        self._key.draw(page)
        self.rows.write_heads(page, top + RISE)
        lefts = self._lefts(page)
        fields = [
            part.field(left, right) if isinstance(part, Panel) else None
            for part, (left, right) in zip(self.parts, lefts, strict=True)
        ]
        for part, field, (left, right) in zip(self.parts, fields, lefts, strict=True):
            if isinstance(part, Panel):
                assert field is not None
                _frame(page, part, field, bottom, top, self.rows.lang)
            else:
                at, side = (right, "right") if part.right else (left, "left")
                page.text(at, top + RISE, part.head, size=SMALL, colour=GREY, ha=side)
                page.text(at, page.bottom, part.foot, size=FINE, colour=GREY, ha=side)
        lower = self._row / self.row
        marks = [
            [lowered(mark, lower) for mark in part.marks] if isinstance(part, Panel) else []
            for part in self.parts
        ]
        for row in range(len(self.rows.codes)):
            middle = top - (self.rows.shown.line(row) + 0.5) * self._row
            if self.striped and row % 2:
                corner = (page.left, middle - self._row / 2)
                page.box(*corner, page.right - page.left, self._row, facecolor=STRIPE, zorder=-1)
            self.rows.write(page, row, middle)
            for part, field, own, (left, _) in zip(self.parts, fields, marks, lefts, strict=True):
                if isinstance(part, Texts):
                    part.draw(page, row, left, middle)
                elif part.absent and part.absent[row]:
                    page.text(left, middle - BASELINE, part.absent[row], size=SMALL, colour=GREY)
                else:
                    assert field is not None
                    for mark in own:
                        mark.draw(page, field, row, middle)
        self.rows.write_between(page, top - (self.rows.shown.head + 0.5) * self._row)
        if self.under_line:
            y = bottom + self._row * self.under_line
            page.line((page.left, page.right), (y, y), color=GREY, linewidth=0.6)
        return page.figure

    def _lefts(self, page: Sheet) -> list[tuple[float, float]]:
        """From where to where each part goes: texts take what they need, fields share what is left."""
        wide = [part.wide if isinstance(part, Texts) else part.width for part in self.parts]
        shares = [part.share if isinstance(part, Panel) and not part.width else 0.0 for part in self.parts]
        left = self.rows.right + _GAP
        room = page.right - left - _GAP * (len(self.parts) - 1) - sum(wide)
        places = []
        for own, share in zip(wide, shares, strict=True):
            right = left + (max(room * share / sum(shares), _NARROWEST) if share else own)
            places.append((left, right))
            left = right + _GAP
        return places


def _frame(page: Sheet, panel: Panel, field: Field, bottom: float, top: float, lang: Language) -> None:
    """Draw a field's axis, its upright lines and what stands above and below it."""
    left, right = field.left, field.right
    if panel.band:
        low, high, colour = panel.band
        wide = field.at(high) - field.at(low)
        page.box(field.at(low), bottom, wide, top - bottom, facecolor=colour, zorder=-2)
    ticks = panel.ticks
    if ticks is None:
        ticks = round_ticks(field.low, field.high, right - left, lang, parts=panel.parts, sign=panel.sign)
    draw_axis(page, ticks, field, (bottom, top), above=panel.above)
    for rule in panel.rules:
        x = field.at(rule.at)
        style = {"color": INK, "linewidth": 1.0, "zorder": 1, **(rule.look or {})}
        page.line((x, x), (bottom, top + 0.05), **style)
        half = text_width(rule.text, SMALL, rule.weight) / 2
        at = min(max(x, left + half), right - half)
        page.text(at, top + RISE, rule.text, size=SMALL, weight=rule.weight, ha="center")
    page.text((left + right) / 2, top + RISE, panel.head, size=SMALL, colour=GREY, ha="center")
    room = right - left
    page.text(right, page.bottom, fitted(panel.foot, room + _GAP, FINE), size=FINE, colour=GREY, ha="right")
    page.text(left, page.bottom, panel.corner, size=FINE, colour=GREY)
