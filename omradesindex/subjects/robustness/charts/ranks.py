"""Where each area's rank may lie: ranges over scenarios, and confidence sets under the values' errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.index import words
from omradesindex.index.charts.left_edge import Rows
from omradesindex.show.axis import rank_axis
from omradesindex.show.cut import Cut, cut
from omradesindex.show.figure import GREY, INK, LINE, PAPER, SMALL, Picture, text_width
from omradesindex.subjects.compare.words import numeral
from omradesindex.subjects.robustness.charts.sheet import names_end, sheet
from omradesindex.subjects.robustness.labels import range_label
from omradesindex.subjects.robustness.ranks_under_error import method_line
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.robustness.ranks_under_error import RanksUnderError
    from omradesindex.subjects.robustness.study import Study

_WIDTH, _ROW, _BAR, _KEY = 10.0, 0.31, 0.15, 0.32
_RANGE, _ALL = "#0072B2", "#8fb8d3"  # Okabe and Ito's blue, and a lighter one
_BAND = "#f1ece0"
_TOP = 3


@dataclass(frozen=True)
class _Field:
    """From ranks to inches."""

    left: float
    right: float
    top: float
    bottom: float
    n: int
    shown: Cut

    def at(self, rank: float) -> float:
        return self.left + (rank - 0.5) / self.n * (self.right - self.left)

    def middle(self, row: int) -> float:
        return self.top - (self.shown.line(row) + 0.5) * _ROW


def rank_ranges(study: Study, lang: Language, most: int, level: float) -> Picture:
    """See :meth:`RobustnessPlots.ranks`."""
    table = study.rank_ranges(level)
    shown = cut(words.ordered(study.base), most)
    order = list(shown.order)
    kind = study.kind(lang)
    page, field, canvas = _start(
        study,
        shown,
        lang,
        what=say(lang, "Varje områdes möjliga plats", "Each area's possible place"),
        under=say(
            lang,
            f"Plats 1 är störst utmaning. Stapeln är ett {range_label(study, level, lang)}.",
            f"Place 1 is the greatest challenge. The bar is a {range_label(study, level, lang)}.",
        ),
    )
    _draw_keys(
        page,
        canvas,
        field.n,
        [
            ("point", say(lang, "indexet som det är definierat", "the index as defined")),
            ("bar", kind),
            ("median", say(lang, "median", "median")),
            ("line", say(lang, "bästa och sämsta plats", "best and worst place")),
        ],
        lang,
    )
    columns = ["base", "low", "median", "high", "best", "worst"]
    values = table[columns].to_numpy(dtype=float, na_value=np.nan)[order]
    for row, (base, low, median, high, best, worst) in enumerate(values):
        y = field.middle(row)
        if not np.isnan(low):
            line = Line2D([field.at(best), field.at(worst)], [y, y], color=_ALL, linewidth=1.3, zorder=2)
            canvas.add_line(line)
            _draw_bar(canvas, field.at(low), field.at(high), y)
            _draw_median(canvas, field.at(median), y)
        if not np.isnan(base):
            _draw_point(canvas, field.at(base), y)
    return page.figure


def rank_sets(study: Study, found: RanksUnderError, lang: Language, most: int) -> Picture:
    """See :meth:`RobustnessPlots.rank_sets`."""
    sets = found.sets
    shown = cut(words.ordered(study.base), most)
    order = list(shown.order)
    level = number(100 * sets.level, lang=lang)
    page, field, canvas = _start(
        study,
        shown,
        lang,
        what=say(lang, "Platser som slumpen lämnar öppna", "Places that chance leaves open"),
        under=found.sets_line(lang),
        remarks=(found.known_line(lang), method_line(lang)),
        varied=False,
    )
    bar = say(lang, f"rangmängd ({level}{NBSP}%)", f"rank set ({level}%)")
    _draw_keys(
        page,
        canvas,
        field.n,
        [("point", say(lang, "indexet som det är definierat", "the index as defined")), ("bar", bar)],
        lang,
    )
    for row, place in enumerate(order):
        y = field.middle(row)
        if not np.isnan(sets.lower[place]):
            _draw_bar(canvas, field.at(sets.lower[place]), field.at(sets.upper[place]), y)
            _draw_point(canvas, field.at(sets.rank[place]), y)
    return page.figure


def _start(
    study: Study,
    shown: Cut,
    lang: Language,
    *,
    what: str,
    under: str,
    remarks: tuple[str, ...] = (),
    varied: bool = True,
) -> tuple[Sheet, _Field, Axes]:
    """Make the sheet with its rows, the ranks' axis and the band of the first three."""
    base = study.base
    order = list(shown.order)
    height = _ROW * shown.lines
    page = sheet(
        study,
        lang,
        what=what,
        under=under,
        width=_WIDTH,
        body=_KEY + 0.3 + height + 0.3,
        remarks=(*remarks, shown.told(lang), words.tie_line(base, lang), words.why_unranked(base, lang)),
        varied=varied,
    )
    canvas = page.canvas()
    rows = Rows.measured(base, order)
    top = page.top - _KEY - 0.3
    field = _Field(names_end(rows, lang) + 0.3, page.right - 0.1, top, top - height, len(study.areas), shown)
    _draw_field(page, canvas, field, lang)
    rows.write_heads(page, top + 0.1, lang)
    for row in range(len(order)):
        rows.write(page, row, field.middle(row))
    rows.write_between(page, shown, top - (shown.head + 0.5) * _ROW, lang)
    return page, field, canvas


def _draw_field(page: Sheet, canvas: Axes, field: _Field, lang: Language) -> None:
    if field.n > _TOP:
        wide, high = field.at(_TOP + 0.5) - field.left, field.top - field.bottom
        band = Rectangle((field.left, field.bottom), wide, high, facecolor=_BAND)
        band.set(edgecolor="none", zorder=-2)
        canvas.add_artist(band)
    for rank in rank_axis(field.n):
        x = field.at(rank)
        canvas.add_line(Line2D([x, x], [field.bottom, field.top], color=LINE, linewidth=0.6, zorder=0))
        for y in (field.top + 0.1, field.bottom - 0.17):
            page.text(x, y, number(rank, lang=lang), size=SMALL, colour=GREY, ha="center")


def _draw_bar(canvas: Axes, left: float, right: float, y: float) -> None:
    # A range of one rank is a bar still.
    left, right = left - 0.06, right + 0.06
    canvas.add_artist(
        Rectangle(
            (left, y - _BAR / 2),
            right - left,
            _BAR,
            facecolor=_RANGE,
            edgecolor="none",
            zorder=3,
            gid="range",
        )
    )


def _draw_median(canvas: Axes, x: float, y: float) -> None:
    canvas.add_line(Line2D([x, x], [y - _BAR / 2, y + _BAR / 2], color=PAPER, linewidth=2.2, zorder=4))


def _draw_point(canvas: Axes, x: float, y: float) -> None:
    dot = Line2D([x], [y], marker="D", markersize=5.5, color=INK, zorder=5, gid="base")
    dot.set(markeredgecolor=PAPER, markeredgewidth=0.9)
    canvas.add_line(dot)


def _draw_keys(page: Sheet, canvas: Axes, n: int, entries: Sequence[tuple[str, str]], lang: Language) -> None:
    x, y = page.left, page.top - 0.14
    first = numeral(_TOP, lang)
    band = ("band", say(lang, f"de {first} första platserna", f"the first {first} places"))
    for sign, text in (*entries, *([band] if n > _TOP else [])):
        if sign == "band":
            canvas.add_artist(Rectangle((x, y - 0.035), 0.26, 0.16, facecolor=_BAND, edgecolor="none"))
        elif sign == "point":
            _draw_point(canvas, x + 0.13, y + 0.045)
        elif sign == "line":
            line = Line2D([x, x + 0.26], [y + 0.045] * 2, color=_ALL, linewidth=1.3)
            canvas.add_line(line)
        else:
            _draw_bar(canvas, x + 0.06, x + 0.2, y + 0.045)
            if sign == "median":
                _draw_median(canvas, x + 0.13, y + 0.045)
        page.text(x + 0.34, y, text, size=SMALL)
        x += 0.34 + text_width(text, SMALL) + 0.26
