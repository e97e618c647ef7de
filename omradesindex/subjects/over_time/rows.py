"""Which area a row is about: in results, and in tables that leave areas out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.show.cut import Cut
from omradesindex.show.table import Column
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.index import Result
    from omradesindex.subjects.over_time.over_time import OverTime


def rows_of(result: Result, codes: Sequence[str]) -> NDArray[np.intp]:
    """Return the positions of some areas in a result, which may have them in another order than others."""
    place = {code: row for row, code in enumerate(result.areas)}
    return np.array([place[code] for code in codes], dtype=np.intp)


def areas(held: OverTime, order: Sequence[int], lang: Language, *last: str) -> list[Column]:
    """The columns of codes and names of some areas; ``last`` names rows after them, such as the city's."""
    names = held.names
    codes = [held.areas[i] for i in order]
    return [
        Column(say(lang, "Kod", "Code"), [*codes, *("" for _ in last)], "code"),
        Column(say(lang, "Område", "Area"), [*(names[code] for code in codes), *last], "name"),
    ]


def breaks(shown: Cut, lang: Language) -> dict[int, str]:
    """What stands where areas are left out."""
    return {shown.head: shown.between(lang)} if shown.broken else {}
