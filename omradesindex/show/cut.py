"""Which areas a table or chart shows where there is no room for all: the first, the last, a word between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from omradesindex.errors import OmradesindexError
from omradesindex.wording import Language, number, plural, say

#: Areas in a chart or a table in a terminal, where the caller does not say.
MOST = 64
# Of those that are shown, one in so many stands at the far end.
_LAST = 4


@dataclass(frozen=True)
class Cut:
    """Rows that are shown, the first and the last, with a line for those between.

    Attributes
    ----------
    order : tuple of int
        Positions of the areas that are shown.
    head : int
        How many of them stand before the break.
    left_out : int
        How many areas are not shown.
    unknown : int
        How many of those that are not shown have no place in the order, for want of figures.
    """

    order: tuple[int, ...]
    head: int
    left_out: int
    unknown: int = 0

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
        n, left = number(self.left_out, lang=lang), self.left_out
        return say(
            lang,
            f"… och {n} {plural(left, 'område', 'områden')} till",
            f"… and {n} more {plural(left, 'area', 'areas')}",
        )

    def told(self, lang: Language) -> str:
        """Say which areas are shown, where not all are."""
        if not self.left_out:
            return ""
        total = number(len(self.order) + self.left_out - self.unknown, lang=lang)
        first, last = (number(n, lang=lang) for n in (self.head, len(self.order) - self.head))
        if not self.broken:
            return say(
                lang,
                f"Visar de {first} första av {total} områden.",
                f"The first {first} of {total} areas.",
            )
        shown = say(
            lang,
            f"Visar de {first} första och de {last} sista av {total} områden",
            f"The first {first} and the last {last} of {total} areas",
        )
        if not self.unknown:
            return f"{shown}."
        lacking = number(self.unknown, lang=lang)
        return shown + say(
            lang, f" med uppgift; {lacking} saknar uppgift.", f" with figures; {lacking} have none."
        )


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
    last are the last with figures.

    Examples
    --------
    >>> cut(range(10), 8).order
    (0, 1, 2, 3, 4, 5, 8, 9)
    >>> cut(range(12), 8, known=10).order
    (0, 1, 2, 3, 4, 5, 8, 9)
    """
    check_most(most)
    if most is None or len(order) <= most:
        return Cut(tuple(order), len(order), 0)
    known = len(order) if known is None else known
    last = most // _LAST if ends and known > most else 0
    head = most - last
    shown = (*order[:head], *order[known - last : known])
    return Cut(shown, head, len(order) - len(shown), len(order) - known if last else 0)
