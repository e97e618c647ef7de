"""What is drawn in the rows of a chart, as data: a value, a range, a move for each row.

A mark holds numbers by row, NaN where there is nothing to draw, and a look: how matplotlib draws it, the same
for all rows or one for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.show.figure import GREY, INK, PAPER

if TYPE_CHECKING:
    from omradesindex.show.axis import Field
    from omradesindex.show.figure import Sheet

Look = Mapping[str, Any]
Looks = Look | Sequence[Look]

#: Shorter, an arrow would be all head; in inches.
_NO_MOVE = 0.07
#: What of a mark is counted along the height of its row.
_UPRIGHT = ("lift", "height", "caps")


class Mark(Protocol):
    """What a chart draws in its rows."""

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw a row's mark around the height ``y``."""

    def values(self) -> Iterator[ArrayLike]:
        """All that an axis must have room for."""


@dataclass(frozen=True)
class Dot:
    """A value; ``lift`` inches above the row's middle."""

    at: ArrayLike
    look: Looks = field(default_factory=dict)
    lift: float = 0.0

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw it, with an edge of paper so that it stands out from what lies under it."""
        value = _number(self.at, row)
        if not np.isnan(value):
            edge = {"marker": "o", "markersize": 5.0, "markeredgecolor": PAPER, "markeredgewidth": 0.7}
            style = {"linestyle": "none", "zorder": 5, **edge, **look_of(self.look, row)}
            page.line([field.at(value)], [y + self.lift], **style)

    def values(self) -> Iterator[ArrayLike]:
        """The values."""
        yield self.at


@dataclass(frozen=True)
class Span:
    """A line from one value to another, with strokes of a height at its ends where asked for."""

    low: ArrayLike
    high: ArrayLike
    look: Looks = field(default_factory=dict)
    caps: float = 0.0

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw it."""
        low, high = _number(self.low, row), _number(self.high, row)
        if np.isnan(low + high):
            return
        style = {"linewidth": 1.4, "zorder": 2, **look_of(self.look, row)}
        page.line([field.at(low), field.at(high)], [y, y], **style)
        if self.caps:
            style.pop("gid", None)
            for end in (low, high):
                page.line([field.at(end)] * 2, [y - self.caps / 2, y + self.caps / 2], **style)

    def values(self) -> Iterator[ArrayLike]:
        """Both ends."""
        yield from (self.low, self.high)


@dataclass(frozen=True)
class Bar:
    """A box of a height from one value to another, and so many inches ``wider`` at each end."""

    low: ArrayLike
    high: ArrayLike
    height: float
    look: Looks = field(default_factory=dict)
    wider: float = 0.0
    lift: float = 0.0

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw it."""
        low, high = _number(self.low, row), _number(self.high, row)
        if np.isnan(low + high):
            return
        left, right = sorted((field.at(low), field.at(high)))
        style = {"zorder": 3, **look_of(self.look, row)}
        bottom = y + self.lift - self.height / 2
        page.box(left - self.wider, bottom, right - left + 2 * self.wider, self.height, **style)

    def values(self) -> Iterator[ArrayLike]:
        """Both ends."""
        yield from (self.low, self.high)


@dataclass(frozen=True)
class Stroke:
    """An upright stroke of a height at a value."""

    at: ArrayLike
    height: float
    look: Looks = field(default_factory=dict)

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw it."""
        value = _number(self.at, row)
        if not np.isnan(value):
            style = {"color": INK, "linewidth": 1.2, "zorder": 3, **look_of(self.look, row)}
            page.line([field.at(value)] * 2, [y - self.height / 2, y + self.height / 2], **style)

    def values(self) -> Iterator[ArrayLike]:
        """The values."""
        yield self.at


@dataclass(frozen=True)
class Arrow:
    """A move from one value to another: a ring where it begins, a head where it ends."""

    start: ArrayLike
    end: ArrayLike
    look: Looks = field(default_factory=dict)

    def draw(self, page: Sheet, field: Field, row: int, y: float) -> None:
        """Draw it; a move too short for a head is a dot."""
        if np.isnan(_number(self.start, row) + _number(self.end, row)):
            return
        start, end = field.at(_number(self.start, row)), field.at(_number(self.end, row))
        style = {"color": GREY, "linewidth": 1.4, "zorder": 3, **look_of(self.look, row)}
        page.line([start, end], [y, y], **style)
        colour = style["color"]
        if abs(end - start) < _NO_MOVE:
            page.line([end], [y], color=colour, marker="o", markersize=4.5, zorder=5)
            return
        page.line([start], [y], marker="o", markersize=4.5, color=colour, markerfacecolor=PAPER, zorder=4)
        head = {"marker": ">" if end >= start else "<", "markersize": 6.5}
        page.line([end], [y], color=colour, zorder=5, markeredgecolor=PAPER, markeredgewidth=0.5, **head)

    def values(self) -> Iterator[ArrayLike]:
        """Both ends."""
        yield from (self.start, self.end)


def lowered(mark: Mark, share: float) -> Mark:
    """Return a mark as it is drawn in a row that is lower by a share."""
    own: Any = mark
    upright = {f.name: getattr(own, f.name) * share for f in fields(own) if f.name in _UPRIGHT}
    made: Mark = replace(own, **upright)
    return made


def _number(values: ArrayLike, row: int) -> float:
    """Take a row's number; one number alone is that of every row."""
    numbers: NDArray[np.float64] = np.asarray(values, dtype=float)
    return float(numbers if numbers.ndim == 0 else numbers[row])


def look_of(looks: Looks, row: int) -> Look:
    """Take a row's look; one alone is that of every row."""
    return looks if isinstance(looks, Mapping) else looks[row]
