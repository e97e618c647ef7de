"""The left edge of a chart of areas in rank order: rank, code and name of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.index.words import rank_labels
from omradesindex.show.cut import Cut
from omradesindex.show.figure import BODY, GREY, MARGIN, SMALL, fitted, text_width
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet

_LONGEST_NAME = 3.2
_SHORT_CODE = 3
_BASELINE = 0.045  # how far below a row's middle its text stands


@dataclass(frozen=True)
class Rows:
    """Where rank, code and name stand, in inches from the sheet's left edge, and where they end."""

    ranks: tuple[str, ...]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    rank_at: float
    code_at: float
    name_at: float
    right: float

    @classmethod
    def measured(cls, result: Scored, order: Sequence[int], *others: str) -> Rows:
        """Measure the texts of the areas at ``order``, and of other texts in the names' place."""
        ranks = rank_labels(result)
        codes = tuple(result.areas[i] for i in order)
        names = tuple(result.statistics.name_of(code) for code in codes)
        rank_at = MARGIN + 0.32
        # A long code that begins with a digit would be read as part of the rank.
        apart = 0.15 if max(map(len, codes)) <= _SHORT_CODE else 0.3
        code_at = rank_at + apart + max(text_width(code, BODY, "bold") for code in codes)
        name_at = code_at + 0.12
        longest = max(text_width(name, BODY) for name in (*names, *others))
        right = name_at + min(longest, _LONGEST_NAME)
        return cls(tuple(ranks[i] for i in order), codes, names, rank_at, code_at, name_at, right)

    def write_heads(self, page: Sheet, y: float, lang: Language) -> None:
        """Write the columns' heads on the baseline ``y``."""
        page.text(self.rank_at, y, say(lang, "Rang", "Rank"), size=SMALL, colour=GREY, ha="right")
        page.text(self.name_at, y, say(lang, "Område", "Area"), size=SMALL, colour=GREY)

    def write(self, page: Sheet, row: int, middle: float) -> None:
        """Write one row around the height ``middle``."""
        y = middle - _BASELINE
        page.text(self.rank_at, y, self.ranks[row], ha="right")
        page.text(self.code_at, y, self.codes[row], weight="bold", ha="right")
        self.write_name(page, self.names[row], middle)

    def write_between(self, page: Sheet, shown: Cut, middle: float, lang: Language) -> None:
        """Write what stands between the first and the last rows, where areas are left out."""
        if shown.broken:
            page.text(self.name_at, middle - _BASELINE, shown.between(lang), colour=GREY)

    def write_name(self, page: Sheet, name: str, middle: float, style_: str = "normal") -> None:
        """Write a name, cut where it is too long."""
        text = fitted(name, self.right - self.name_at, BODY)
        page.text(self.name_at, middle - _BASELINE, text, style=style_)
