"""How many rows have room, and which: the first and the last with a word between, the rest on further sheets.

The one rule for all tables and charts. A sheet, as a table in a terminal, has room for :data:`MOST` rows, and
its rows stand closer the more they are, so that it is never taller than a page of paper (:func:`row_height`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omradesindex.errors import OmradesindexError
from omradesindex.show import words
from omradesindex.show.form import asked
from omradesindex.wording import Language

#: Rows on a sheet or in a table in a terminal, where the caller does not say.
MOST = 64
#: Rows of a table in a notebook, where one scrolls.
MOST_SCROLLED = 200
# Of those that are shown, one in so many stands at the far end.
_LAST = 4
#: Height of the rows of a sheet together, in inches: with title and notes they keep to a page of paper.
ROOM = 12.3
# Height of a row that can still be read.
_LOWEST = 0.19


@dataclass(frozen=True)
class Cut:
    """Rows that are shown: the first and the last with a line for those between, or those of a further sheet.

    Attributes
    ----------
    order : tuple of int
        Positions of the areas that are shown.
    head : int
        How many of them stand before the break.
    left_out : int
        How many areas are not shown.
    unknown : int
        How many of those that are not shown have no place in the order, for want of figures; on a further
        sheet, how many of those that are shown.
    first : int
        Where in the order the first of them stands, from 1.
    sheet, sheets : int
        Which sheet it is, and how many there are; of a table there are none.
    """

    order: tuple[int, ...]
    head: int
    left_out: int
    unknown: int = 0
    first: int = 1
    sheet: int = 1
    sheets: int = 1

    @property
    def broken(self) -> bool:
        """Whether some areas between the first and the last are left out."""
        return 0 < self.head < len(self.order) and self.left_out > 0

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return len(self.order) + self.broken

    def line(self, row: int) -> int:
        """On which line a row stands."""
        return row + (self.broken and row >= self.head)

    def between(self, lang: Language) -> str:
        """What stands in the place of those that are left out."""
        return words.between(self.left_out, self.sheets, lang)

    def told(self, lang: Language) -> str:
        """Say which areas are shown, where not all are."""
        if not self.left_out:
            return ""
        shown, every = len(self.order), len(self.order) + self.left_out
        if self.sheet > 1:
            numbers = (self.first, self.first + shown - 1) if not self.unknown else (shown, self.unknown)
            return words.further_line(self.sheet, self.sheets, numbers, every, lang, unknown=self.unknown > 0)
        ends = (self.head, shown - self.head)
        return words.ends_line(ends, every - self.unknown, self.unknown, self.sheets, lang)


def check_most(most: object) -> None:
    """Refuse a number of areas to show that is none."""
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
        raise OmradesindexError(
            f"the number of areas to show is {most!r}",
            expected="a whole number of 1 or more, or None for all",
        )


def cut(order: Sequence[int], most: int | None, *, ends: bool = True, known: int | None = None) -> Cut:
    """Take the first rows and, with ``ends``, the last ones of an order.

    Where only the first ``known`` of them have figures, and the others come after for want of a place, the
    last are the last with figures. In a chart those that are left out have further sheets, as many rows on
    each, and which sheet is drawn is part of the form that is asked for.

    Examples
    --------
    >>> cut(range(10), 8).order
    (0, 1, 2, 3, 4, 5, 8, 9)
    >>> cut(range(12), 8, known=10).order
    (0, 1, 2, 3, 4, 5, 8, 9)
    """
    check_most(most)
    form = asked()
    if form is not None and form.most is not None:
        most = form.most if most is None else min(most, form.most)
    sheets = 1 if form is None else sheets_of(len(order), most)
    if form is not None:
        form.sheets = max(form.sheets, sheets)
        form.rows = max(form.rows, len(order) if most is None else min(most, len(order)))
    if most is None or len(order) <= most:
        return Cut(tuple(order), len(order), 0)
    known = len(order) if known is None else known
    last = most // _LAST if ends and known > most else 0
    head = most - last
    left = len(order) - most
    if form is not None and 1 < form.sheet <= sheets:
        rest = [*order[head : known - last], *order[known:]] if last else order[head:]
        start = most * (form.sheet - 2)
        own = tuple(rest[start : start + most])
        lacking = len(set(own) & set(order[known:])) if last else 0
        return Cut(own, len(own), len(order) - len(own), lacking, head + start + 1, form.sheet, sheets)
    shown = (*order[:head], *order[known - last : known])
    return Cut(shown, head, left, len(order) - known if last else 0, 1, 1, sheets)


def sheets_of(n: int, most: int | None = MOST) -> int:
    """How many sheets so many rows take: the ends on one, the rest on others.

    Examples
    --------
    >>> sheets_of(64), sheets_of(65), sheets_of(262)
    (1, 2, 5)
    """
    return 1 if most is None else max(1, -(-n // most))


def row_height(roomy: float, rows: int) -> float:
    """Height of a row where there are so many: as it is at ease, or so that all keep within a page.

    Examples
    --------
    >>> row_height(0.34, 14), round(row_height(0.34, 64), 2), row_height(0.34, 3363)
    (0.34, 0.19, 0.19)
    """
    return min(roomy, max(ROOM / max(rows, 1), _LOWEST))
