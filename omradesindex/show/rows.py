"""The left edge of a chart: rank, code and name of each row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.show.cut import Cut
from omradesindex.show.figure import BODY, GREY, MARGIN, SMALL, fitted, text_width
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet

#: How far below a row's middle its text stands, in inches.
BASELINE = 0.045
#: The most that names take, in inches.
LONGEST = 3.2
_RANKS = 0.32  # room for ranks
_SHORT_CODE = 3


@dataclass(frozen=True)
class Rows:
    """Where rank, code and name of each row stand, in inches from the sheet's left edge, and where they end.

    Attributes
    ----------
    ranks : tuple of str
        Empty where rows have none.
    codes, names : tuple of str
    shown : Cut
        Which rows are drawn, and where some are left out.
    lang : {"sv", "en"}
    code_at, name_at, right : float
    """

    ranks: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    shown: Cut
    lang: Language
    code_at: float
    name_at: float
    right: float

    @classmethod
    def measured(
        cls,
        codes: Iterable[str],
        names: Iterable[str],
        shown: Cut,
        lang: Language,
        *,
        ranks: Sequence[str] = (),
        others: Sequence[str] = (),
    ) -> Rows:
        """Measure the texts of the rows, and of others in the names' place.

        An area without a name of its own is its code alone.
        """
        codes = tuple(map(str, codes))
        names = tuple("" if name == code else str(name) for code, name in zip(codes, names, strict=True))
        widest_code = max(text_width(code, BODY, "bold") for code in codes)
        left = MARGIN
        if ranks:
            # A long code that begins with a digit would be read as part of the rank.
            left += _RANKS + (0.15 if max(map(len, codes)) <= _SHORT_CODE else 0.3)
        name_at = left + widest_code + 0.12
        others = [*others, *([shown.between(lang)] if shown.broken else [])]
        widest = min(max(text_width(text, BODY) for text in (*names, *others)), LONGEST)
        if ranks:
            widest = max(widest, text_width(_area(lang), SMALL))
        return cls(tuple(ranks), codes, names, shown, lang, left + widest_code, name_at, name_at + widest)

    @property
    def _rank_at(self) -> float:
        return MARGIN + _RANKS

    def write_heads(self, page: Sheet, y: float) -> None:
        """Write what the columns are on the baseline ``y``, where rows have ranks."""
        if self.ranks:
            rank = say(self.lang, "Plats", "Place")
            page.text(self._rank_at, y, rank, size=SMALL, colour=GREY, ha="right")
            page.text(self.name_at, y, _area(self.lang), size=SMALL, colour=GREY)

    def write(self, page: Sheet, row: int, middle: float) -> None:
        """Write one row around the height ``middle``."""
        y = middle - BASELINE
        if self.ranks:
            page.text(self._rank_at, y, self.ranks[row], ha="right")
        page.text(self.code_at, y, self.codes[row], weight="bold", ha="right")
        self.write_name(page, self.names[row], middle)

    def write_name(self, page: Sheet, name: str, middle: float, *, style: str = "normal") -> None:
        """Write a name, cut where it is too long."""
        text = fitted(name, self.right - self.name_at, BODY)
        page.text(self.name_at, middle - BASELINE, text, style=style)

    def write_between(self, page: Sheet, middle: float) -> None:
        """Write what stands between the first and the last rows, where areas are left out."""
        if self.shown.broken:
            page.text(self.name_at, middle - BASELINE, self.shown.between(self.lang), colour=GREY)


def _area(lang: Language) -> str:
    return say(lang, "Område", "Area")
