"""The ranking: areas in order, a bar for the index, a sign for each dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from omradesindex.index import words
from omradesindex.index.charts.classes import classes
from omradesindex.index.charts.left_edge import Rows
from omradesindex.index.charts.sheet import sheet
from omradesindex.index.decimals import score_decimals
from omradesindex.show.cut import cut
from omradesindex.show.figure import (
    BODY,
    FINE,
    GREY,
    INK,
    LINE,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    fitted,
    text_width,
)
from omradesindex.wording import Language, exact_decimals, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Sheet

_WIDTH = 11.0
_ROW = 0.34
_BAR = 0.2
_KEY_ROW = 0.24
_SPREAD = 0.1  # signs are laid so far above and below the row's middle, so that none hides another

# Okabe and Ito's colours, which the colour-blind can tell apart; a shape of its own for each besides.
_SIGNS = (
    ("o", "#0072B2"),
    ("s", "#009E73"),
    ("^", "#CC79A7"),
    ("D", "#000000"),
    ("v", "#56B4E9"),
    ("P", "#D55E00"),
    ("X", "#E69F00"),
    ("*", "#7A7A00"),
)

Sign = tuple[str, str]
Key = tuple[str, Sign | None]


@dataclass(frozen=True)
class _Scale:
    """From scores to inches, over the chart's own width."""

    low: float
    high: float
    left: float
    right: float

    def at(self, score: float) -> float:
        return self.left + (score - self.low) / (self.high - self.low) * (self.right - self.left)

    def ticks(self) -> tuple[NDArray[np.float64], int]:
        """Return five to ten round scores, and the decimals they need."""
        span = self.high - self.low
        power = 10.0 ** np.floor(np.log10(span / 5))
        step = max(m * power for m in (1, 2, 5) if m * power <= span / 5)
        ticks = np.arange(np.ceil(self.low / step) * step, self.high + step * 1e-6, step)
        return ticks, max(0, -int(np.floor(np.log10(step))))


def ranking(result: Scored, lang: Language, most: int) -> Picture:
    """See :meth:`Plots.ranking`."""
    shown = cut(words.ordered(result), most)
    order = list(shown.order)
    signs = [_SIGNS[k % len(_SIGNS)] for k in range(len(result.columns) - 1)]
    keys = _keys(result, signs, lang)
    height = _ROW * shown.lines
    page = sheet(
        result,
        lang,
        width=_WIDTH,
        body=_KEY_ROW * len(keys) + 0.12 + height + 0.75,
        remarks=(
            shown.told(lang),
            words.tie_line(result, lang),
            words.alike_line(result, lang),
            words.range_line(result, lang),
            words.why_unranked(result, lang),
        ),
    )
    canvas = page.canvas()
    _draw_keys(page, canvas, keys)
    rows = Rows.measured(result, order)
    scores, decimals = result.scores.to_numpy()[order], score_decimals(result)
    zero = result.index.methods.zero
    ranges = [] if result.rank_ranges is None else [result.rank_ranges.texts()[i] for i in order]
    head = words.range_head(lang)
    column = max(text_width(text, SMALL) for text in (head, *ranges)) + 0.2 if ranges else 0.0
    scale = _Scale(*_span(scores, zero), rows.right + column + 0.3, page.right - 0.6)
    bottom = page.bottom + 0.35
    top = bottom + height
    _draw_scale(page, canvas, scale, bottom, top, lang)
    palette = classes(result)
    canvas.add_line(Line2D([scale.at(zero)] * 2, [bottom, top + 0.06], color=INK, linewidth=1.1, zorder=3))
    if palette.is_city:
        city = f"{words.city(result, lang)} = {number(zero, exact_decimals([zero]), lang=lang)}"
        page.text(scale.at(zero), top + 0.1, city, size=SMALL, ha="center")
    rows.write_heads(page, top + 0.1, lang)
    if ranges:
        page.text(rows.right + column, top + 0.1, head, size=SMALL, colour=GREY, ha="right")
    page.text(page.right, top + 0.1, result.label("index", lang), size=SMALL, colour=GREY, ha="right")
    for row, (index, *parts) in enumerate(scores):
        middle = top - (shown.line(row) + 0.5) * _ROW
        if row % 2:
            corner, width = (page.left, middle - _ROW / 2), page.right - page.left
            canvas.add_artist(Rectangle(corner, width, _ROW, facecolor="#f7f7f7", zorder=-1))
        if not np.isnan(index):
            _draw_bar(canvas, scale.at(zero), scale.at(index), middle, palette.colour(index))
        _draw_signs(canvas, scale, parts, signs, middle)
        rows.write(page, row, middle)
        if ranges:
            at = rows.right + column
            page.text(at, middle - 0.045, ranges[row], size=SMALL, colour=GREY, ha="right", gid="rank-range")
        page.text(page.right, middle - 0.045, number(index, decimals, lang=lang), weight="bold", ha="right")
    rows.write_between(page, shown, top - (shown.head + 0.5) * _ROW, lang)
    return page.figure


def _span(scores: NDArray[np.float64], zero: float) -> tuple[float, float]:
    """Return the ends of the scale: all scores and the zero point, with air."""
    known = np.append(scores[~np.isnan(scores)], zero)
    low, high = float(known.min()), float(known.max())
    air = 0.03 * (high - low) or 1.0
    return low - air, high + air


def _draw_scale(page: Sheet, canvas: Axes, scale: _Scale, bottom: float, top: float, lang: Language) -> None:
    ticks, decimals = scale.ticks()
    for tick in ticks:
        x = scale.at(tick)
        canvas.add_line(Line2D([x, x], [bottom, top], color=LINE, linewidth=0.6, zorder=0))
        page.text(x, bottom - 0.17, number(tick, decimals, lang=lang), size=SMALL, colour=GREY, ha="center")
    which_way = say(lang, "poäng; större utmaning →", "points; greater challenge →")
    page.text(scale.right, page.bottom, which_way, size=FINE, colour=GREY, ha="right")


def _draw_bar(canvas: Axes, zero: float, end: float, middle: float, colour: str) -> None:
    canvas.add_artist(
        Rectangle(
            (min(zero, end), middle - _BAR / 2),
            abs(end - zero),
            _BAR,
            facecolor=colour,
            edgecolor=INK,
            linewidth=0.4,
            zorder=1,
            gid="index-bar",
        )
    )


def _draw_signs(
    canvas: Axes, scale: _Scale, parts: Sequence[float], signs: Sequence[Sign], middle: float
) -> None:
    lifts = np.linspace(_SPREAD, -_SPREAD, len(parts)) if len(parts) > 1 else np.zeros(1)
    for part, sign, lift in zip(parts, signs, lifts, strict=True):
        if not np.isnan(part):
            _draw_sign(canvas, scale.at(part), middle + lift, sign)


def _draw_sign(canvas: Axes, x: float, y: float, sign: Sign) -> None:
    shape, colour = sign
    line = Line2D([x], [y], marker=shape, markersize=6.0, color=colour, zorder=4)
    line.set(markeredgecolor=PAPER, markeredgewidth=0.6)
    canvas.add_line(line)


def _keys(result: Scored, signs: Sequence[Sign], lang: Language) -> list[list[Key]]:
    """Lay the explanations of the bar and the signs out in rows that fit."""
    room = _WIDTH - 2 * MARGIN
    entries: list[Key] = [(result.label("index", lang), None)]
    entries += [(result.label(c, lang), sign) for c, sign in zip(result.columns[1:], signs, strict=True)]
    rows: list[list[Key]] = [[]]
    used = 0.0
    for label, sign in entries:
        label = fitted(label, room - 0.5, BODY)
        width = text_width(label, BODY) + 0.5
        if used + width > room and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append((label, sign))
        used += width
    return rows


def _draw_keys(page: Sheet, canvas: Axes, keys: Sequence[Sequence[Key]]) -> None:
    for row, entries in enumerate(keys):
        x, y = page.left, page.top - 0.17 - row * _KEY_ROW
        for label, sign in entries:
            if sign is None:
                _draw_bar(canvas, x, x + 0.2, y + 0.055, LINE)
            else:
                _draw_sign(canvas, x + 0.1, y + 0.055, sign)
            page.text(x + 0.26, y, label)
            x += text_width(label, BODY) + 0.5
