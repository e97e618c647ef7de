"""Where each area's rank may lie: ranges over scenarios, and confidence sets under the values' errors."""

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
from omradesindex.show.cut import cut
from omradesindex.show.figure import INK, PAPER
from omradesindex.show.marks import Bar, Dot, Span, Stroke
from omradesindex.subjects.compare.words import numeral
from omradesindex.subjects.robustness.charts.sheet import sheet
from omradesindex.subjects.robustness.labels import range_label, varied_line
from omradesindex.subjects.robustness.ranks_under_error import method_line
from omradesindex.wording import NBSP, Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.cut import Cut
    from omradesindex.show.figure import Picture
    from omradesindex.show.marks import Mark
    from omradesindex.subjects.robustness.ranks_under_error import RanksUnderError
    from omradesindex.subjects.robustness.study import Study

_BAR = 0.15
_RANGE, _ALL = "#0072B2", "#8fb8d3"  # Okabe and Ito's blue, and a lighter one
_BAND = "#f1ece0"
_TOP = 3
_LINE = {"color": _ALL, "linewidth": 1.3}
_MEDIAN = {"color": PAPER, "linewidth": 2.2, "zorder": 4}


def rank_ranges(study: Study, lang: Language, most: int, level: float) -> Picture:
    """See :meth:`RobustnessPlots.ranks`."""
    columns = ["base", "low", "median", "high", "best", "worst"]
    table = study.rank_ranges(level)[columns].to_numpy(dtype=float, na_value=np.nan)
    shown = cut(words.ordered(study.base), most)
    base, low, median, high, best, worst = table[list(shown.order)].T
    chart = _chart(
        study.base,
        shown,
        [Span(best, worst, _LINE), _bar(low, high), Stroke(median, _BAR, _MEDIAN), _point(base)],
        [
            Entry([_point(0.5)], say(lang, "indexet som det är definierat", "the index as defined")),
            Entry([_bar(0.3, 0.7)], study.kind(lang)),
            Entry([_bar(0.3, 0.7), Stroke(0.5, _BAR, _MEDIAN)], say(lang, "median", "median")),
            Entry([Span(0.0, 1.0, _LINE)], say(lang, "bästa och sämsta plats", "best and worst place")),
        ],
        lang,
    )
    page = sheet(
        study.base,
        lang,
        what=say(lang, "Varje områdes möjliga plats", "Each area's possible place"),
        under=say(
            lang,
            f"Plats 1 är störst utmaning. Stapeln är ett {range_label(study, level, lang)}.",
            f"Place 1 is the greatest challenge. The bar is a {range_label(study, level, lang)}.",
        ),
        width=chart.width,
        body=chart.height,
        remarks=_remarks(study.base, shown, lang),
        varied=varied_line(study, lang),
        alt=_alt(study.base, table[:, 1], table[:, 3], lang),
    )
    return chart.draw(page)


def rank_sets(found: RanksUnderError, lang: Language, most: int) -> Picture:
    """See :meth:`RanksUnderErrorPlots.rank_sets`."""
    sets, base = found.sets, found.base
    shown = cut(words.ordered(base), most)
    order = list(shown.order)
    lower, upper = (np.asarray(ends, dtype=float)[order] for ends in (sets.lower, sets.upper))
    ranks = np.where(np.isnan(lower), np.nan, np.asarray(sets.rank, dtype=float)[order])
    level = number(100 * sets.level, lang=lang)
    bar = say(lang, f"rangmängd ({level}{NBSP}%)", f"rank set ({level}%)")
    chart = _chart(
        base,
        shown,
        [_bar(lower, upper), _point(ranks)],
        [
            Entry([_point(0.5)], say(lang, "indexet som det är definierat", "the index as defined")),
            Entry([_bar(0.3, 0.7)], bar),
        ],
        lang,
    )
    page = sheet(
        base,
        lang,
        what=say(lang, "Platser som slumpen lämnar öppna", "Places that chance leaves open"),
        under=found.sets_line(lang),
        width=chart.width,
        body=chart.height,
        remarks=(found.known_line(lang), method_line(lang), *_remarks(base, shown, lang)),
        varied="",
        alt=_alt(base, np.asarray(sets.lower, dtype=float), np.asarray(sets.upper, dtype=float), lang),
    )
    return chart.draw(page)


def _chart(base: Scored, shown: Cut, marks: Sequence[Mark], key: Sequence[Entry], lang: Language) -> RowChart:
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


def _remarks(base: Scored, shown: Cut, lang: Language) -> tuple[str, ...]:
    return shown.told(lang), words.tie_line(base, lang), words.why_unranked(base, lang)


def _bar(low: ArrayLike, high: ArrayLike) -> Bar:
    # A range of one rank is a bar still.
    return Bar(low, high, _BAR, {"facecolor": _RANGE, "gid": "range"}, wider=0.06)


def _point(at: ArrayLike) -> Dot:
    look: dict[str, Any] = {"marker": "D", "markersize": 5.5, "color": INK, "markeredgewidth": 0.9}
    return Dot(at, {**look, "gid": "base"})


def _alt(base: Scored, low: NDArray[np.float64], high: NDArray[np.float64], lang: Language) -> str:
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
