"""Rows of the places that each area may have: what rank ranges and rank sets share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from numpy.typing import ArrayLike

from omradesindex.index import words
from omradesindex.index.charts.sheet import ranked_rows
from omradesindex.show.axis import rank_ticks
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart
from omradesindex.show.figure import INK
from omradesindex.show.marks import Bar, Dot
from omradesindex.subjects.compare.words import numeral
from omradesindex.wording import Language, say

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
    places = say(lang, f"de {first} med störst utmaning", f"the {first} with the greatest challenge")
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
