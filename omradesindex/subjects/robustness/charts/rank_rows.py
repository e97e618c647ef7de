"""Rows of the places that each area may have: what rank ranges and rank sets share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.index import words
from omradesindex.index.charts.sheet import ranked_rows
from omradesindex.show.alternative import areas_line
from omradesindex.show.axis import rank_ticks
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart
from omradesindex.show.figure import INK
from omradesindex.show.marks import Bar, Dot
from omradesindex.subjects.compare.words import numeral
from omradesindex.wording import Language, area_name, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.cut import Cut
    from omradesindex.show.marks import Mark

#: Height of a bar, in inches.
BAR = 0.15
_RANGE = "#0072B2"  # Okabe and Ito's blue
_BAND = "#f1ece0"
_TOP = 3


def places_chart(
    base: Scored, shown: Cut, marks: Sequence[Mark], key: Sequence[Entry], lang: Language
) -> RowChart:
    """The rows with their ranks' axis, and the band of the first three."""
    n, many = len(base.areas), len(base.areas) > _TOP
    first = numeral(_TOP, lang)
    band = Bar(0.0, 1.0, 0.16, {"facecolor": _BAND})
    places = say(lang, f"de {first} första platserna", f"the first {first} places")
    panel = Panel(
        marks,
        between=(0.5, n + 0.5),
        ticks=rank_ticks(n, lang),
        above=True,
        band=(0.5, _TOP + 0.5, _BAND) if many else None,
    )
    entries = [*key, *([Entry([band], places)] if many else [])]
    return RowChart(ranked_rows(base, shown, lang), [panel], entries, width=10.0, row=0.31, striped=False)


def remarks(base: Scored, shown: Cut, lang: Language) -> tuple[str, ...]:
    """What is said of the rows: which are shown, shared places, areas without one."""
    return shown.told(lang), words.tie_line(base, lang), words.why_unranked(base, lang)


def bar(low: ArrayLike, high: ArrayLike) -> Bar:
    """Places from one to another."""
    # A range of one rank is a bar still.
    return Bar(low, high, BAR, {"facecolor": _RANGE, "gid": "range"}, wider=0.06)


def point(at: ArrayLike) -> Dot:
    """The place in the index as defined."""
    look: dict[str, Any] = {"marker": "D", "markersize": 5.5, "color": INK, "markeredgewidth": 0.9}
    return Dot(at, {**look, "gid": "base"})


def alt_of(base: Scored, low: NDArray[np.float64], high: NDArray[np.float64], lang: Language) -> str:
    """How wide the ranges are, and whose is the widest."""
    known = [i for i in range(len(low)) if not np.isnan(low[i] + high[i])]
    areas = areas_line(len(base.areas), lang)
    if not known:
        none = say(lang, "inget har någon plats", "none has a place")
        return f"{areas}, {none}."
    one = sum(low[i] == high[i] for i in known)
    widest = max(known, key=lambda i: high[i] - low[i])
    code = base.areas[widest]
    name, ends = area_name(code, base.names[code]), f"{low[widest]:.0f}–{high[widest]:.0f}"
    return say(
        lang,
        f"{areas} i rangordning, ett streck för de platser som varje område kan ha. {one} har en enda plats. "
        f"Bredast: {name}, plats {ends}.",
        f"{areas} in rank order, a bar for the places that each may have. {one} have one place only. Widest: "
        f"{name}, places {ends}.",
    )
