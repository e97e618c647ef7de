"""The left edge of a chart: code and name of each row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.show.cut import Cut
from omradesindex.show.figure import BODY, GREY, fitted, text_width
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet

_BASELINE = 0.045  # how far below a row's middle its text stands


@dataclass(frozen=True)
class Named:
    """Where code and name of each row stand, in inches from the sheet's left edge, and where they end."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    shown: Cut
    code_at: float
    name_at: float
    right: float

    @classmethod
    def measured(
        cls,
        left: float,
        codes: Iterable[str],
        names: Iterable[str],
        shown: Cut,
        longest: float,
        lang: Language,
    ) -> Named:
        """Measure the texts of the rows; an area without a name of its own is its code alone."""
        codes = tuple(map(str, codes))
        names = tuple("" if name == code else str(name) for code, name in zip(codes, names, strict=True))
        code_at = left + max(text_width(code, BODY, "bold") for code in codes)
        others = [shown.between(lang)] if shown.broken else []
        widest = max(text_width(text, BODY) for text in (*names, *others))
        name_at = code_at + 0.12
        return cls(codes, names, shown, code_at, name_at, name_at + min(widest, longest))

    def write(self, page: Sheet, row: int, y: float) -> None:
        """Write one row on the baseline ``y``."""
        page.text(self.code_at, y, self.codes[row], weight="bold", ha="right")
        page.text(self.name_at, y, fitted(self.names[row], self.right - self.name_at, BODY))

    def write_between(self, page: Sheet, top: float, height: float, lang: Language) -> None:
        """Write what stands between the first and the last of rows of a height, where areas are left out."""
        if self.shown.broken:
            y = top - (self.shown.head + 0.5) * height - _BASELINE
            page.text(self.name_at, y, self.shown.between(lang), colour=GREY)
