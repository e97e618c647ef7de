"""The bump chart: each area's place in every set, and who comes first in which."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from omradesindex.index.charts.sheet import sheet
from omradesindex.show.cut import cut, row_height
from omradesindex.show.figure import (
    BODY,
    FINE,
    GREY,
    INK,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    fitted,
    line_height,
    on,
    text_width,
)
from omradesindex.subjects.compare.words import (
    alternative,
    left_out_line,
    new_indicators,
    set_head,
    sets_line,
    shared_line,
    shown_line,
    subtitle,
    tau_line,
    the_first,
)
from omradesindex.wording import Language, area_name, correlation, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.cut import Cut
    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.compare.compared import Compared

_NARROWEST, _WIDEST = 8.6, 11.0
_ROW = 0.33
_PILL = 0.23
_LONGEST_NAME = 3.2
_KEY = 0.34
_BASELINE = 0.045  # how far below a row's middle its text stands
_MOST_NAMED = 5  # in the text alternative
_BAND = "#f1ece0"
_STILL, _MOVING, _SHARED = "#c4c4c4", "#8a8a8a", "#d8cfb8"

# Okabe and Ito's colours, which the colour-blind can tell apart; the codes tell the areas anyway.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A7A00")


@dataclass(frozen=True)
class _Look:
    """How an area is drawn."""

    line: str
    node: str
    width: float
    above: float


@dataclass(frozen=True)
class _Columns:
    """Where the sets stand, in inches, and the heads above them.

    ``heads`` are the lines of each head, ``edges`` where one set's column ends and the next begins.
    """

    at: NDArray[np.float64]
    heads: tuple[tuple[str, ...], ...]
    edges: NDArray[np.float64]


def bump(comparison: Compared, lang: Language, most: int | None, *, under: str | None = None) -> Picture:
    """See :meth:`ComparisonPlots.bump`; ``under`` stands in the place of its subtitle."""
    drawn = _drawn(comparison, most)
    shown = list(drawn.order)
    ranks = words_of_ranks(comparison)
    # Where areas are left out the rows are no ranks: each is written beside its code.
    beside = max((text_width(ranks[i][-1], FINE) for i in shown), default=0.0) + 0.08
    beside = beside if drawn.left_out else 0.0
    slots = _slots(comparison, shown)
    row_high = row_height(_ROW, drawn.lines)
    names = [comparison.statistics.name_of(code) for code in comparison.areas]
    last = np.argsort(slots[:, -1])
    between = drawn.between(lang) if drawn.broken else ""
    longest = max(text_width(text, BODY) for text in (*(names[i] for i in shown), between))
    node = max(text_width(comparison.areas[i], SMALL, "bold") for i in shown) + 0.16
    node = max(node, _PILL)
    right = min(longest, _LONGEST_NAME)
    columns = _columns(comparison, lang, node, right, beside)
    head_lines = max(len(head) for head in columns.heads)
    head = head_lines * line_height(SMALL) + 0.1
    page = sheet(
        comparison.everything,
        lang,
        width=max(_NARROWEST, columns.edges[-1] + 0.1 + right + MARGIN, _key_width(comparison, lang)),
        body=_KEY + head + row_high * drawn.lines + 0.32,
        remarks=tuple(_remarks(comparison, drawn, lang)),
        under=under or subtitle(comparison, lang),
        alt=_alt(comparison, lang),
    )
    canvas = page.canvas()
    top = page.top - _KEY - head
    looks = _looks(comparison)
    _draw_key(page, canvas, comparison, lang)
    _draw_heads(page, columns, top)
    _draw_band(canvas, comparison, shown, columns, top, row_high)

    def middle(slot: int) -> float:
        return top - (drawn.line(slot) + 0.5) * row_high

    _draw_shared(canvas, comparison, shown, slots, columns, middle)
    pill = min(_PILL, 0.8 * row_high)
    for place in np.argsort(slots[:, 0]):
        y = middle(int(slots[place, 0]))
        page.text(page.left + 0.3, y - _BASELINE, ranks[shown[place]][0], ha="right")
    for place in sorted(range(len(shown)), key=lambda p: looks[comparison.areas[shown[p]]].above):
        code = comparison.areas[shown[place]]
        heights = [middle(int(slot)) for slot in slots[place]]
        # In the base the rank beside the node says it already.
        signs = ["", *(label if beside else "=" * label.endswith("=") for label in ranks[shown[place]][1:])]
        _draw_area(page, canvas, code, columns.at, heights, signs, looks[code], (node, pill), beside)
    for row, place in enumerate(last):
        name = fitted(names[shown[place]], right, BODY)
        weight = "bold" if comparison.areas[shown[place]] in comparison.common else "normal"
        page.text(columns.edges[-1] + 0.1, middle(row) - _BASELINE, name, weight=weight)
    if drawn.broken:
        y = top - (drawn.head + 0.5) * row_high - _BASELINE
        page.text(columns.edges[-1] + 0.1, y, fitted(between, right, BODY), colour=GREY)
    _draw_agreement(page, comparison, columns, top - row_high * drawn.lines - 0.22, lang)
    return page.figure


def _alt(comparison: Compared, lang: Language) -> str:
    def named(codes: Sequence[str]) -> str:
        some = [area_name(code, comparison.statistics.name_of(code)) for code in codes[:_MOST_NAMED]]
        some += ["…"] if len(codes) > _MOST_NAMED else []
        return "; ".join(some) or say(lang, "inget område", "no area")

    everywhere, somewhere = named(comparison.common), named(comparison.contested)
    return alternative(comparison, everywhere, somewhere, lang)


def words_of_ranks(comparison: Compared) -> list[list[str]]:
    """Ranks as they are shown, areas × sets: ``"2="`` where the place is shared, an en dash without one."""
    columns = []
    for name in comparison.sets:
        ranks = comparison.ranks[name]
        tied = ranks.duplicated(keep=False) & ranks.notna()
        columns.append(
            ["–" if r is None else f"{r}{'=' if t else ''}" for r, t in zip(_plain(ranks), tied, strict=True)]
        )
    return [list(row) for row in zip(*columns, strict=True)]


def _plain(ranks: object) -> list[int | None]:
    return [None if np.isnan(r) else int(r) for r in ranks.to_numpy(dtype=float, na_value=np.nan)]  # type: ignore[attr-defined]


def _drawn(comparison: Compared, most: int | None) -> Cut:
    """The areas that are drawn: those nearest the first place in any set, and those furthest off."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)
    there = [i for i, code in enumerate(comparison.areas) if code in comparison.compared]
    return cut(sorted(there, key=lambda i: (ranks[i].min(), ranks[i, 0])), most)


def _slots(comparison: Compared, shown: Sequence[int]) -> NDArray[np.int64]:
    """Rows of the shown areas in each set, 0 at the top; equal ranks stand in the order of the base."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)[list(shown)]
    slots = np.empty(ranks.shape, dtype=np.int64)
    for column in range(ranks.shape[1]):
        order = np.lexsort((ranks[:, 0], ranks[:, column]))
        slots[order, column] = np.arange(len(shown))
    return slots


def _columns(comparison: Compared, lang: Language, node: float, right: float, beside: float) -> _Columns:
    """Lay the sets out so that no head touches the next, and no further apart than the eye follows."""
    heads = [tuple(set_head(comparison, name, lang)) for name in comparison.sets]
    widths = [max(text_width(line, SMALL, "bold") for line in head) for head in heads]
    widths = [max(width, node) for width in widths]
    steps = np.array([max((a + b) / 2 + 0.14, node + 0.42 + beside) for a, b in pairwise(widths)])
    left = MARGIN + 0.42 + widths[0] / 2
    room = _WIDEST - MARGIN - right - 0.1 - beside - widths[-1] / 2 - left
    steps = np.maximum(steps, min(room / len(steps), 1.9))
    at = left + np.concatenate([[0.0], np.cumsum(steps)])
    inner = (at[:-1] + at[1:]) / 2
    edges = np.concatenate([[left - widths[0] / 2 - 0.04], inner, [at[-1] + widths[-1] / 2 + 0.04 + beside]])
    return _Columns(at, tuple(heads), edges)


def _told_apart(comparison: Compared) -> bool:
    """Whether there are colours enough for those that come first in some sets only."""
    return len(comparison.contested) <= len(_COLOURS)


def _looks(comparison: Compared) -> Mapping[str, _Look]:
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)
    moving = {comparison.areas[i] for i in np.flatnonzero((ranks != ranks[:, :1]).any(axis=1))}
    looks = {
        code: _Look(_MOVING, "#e4e4e4", 1.4, 1) if code in moving else _Look(_STILL, "#efefef", 1.4, 0)
        for code in comparison.never
    }
    looks |= {code: _Look(INK, INK, 2.4, 2) for code in comparison.common}
    for k, code in enumerate(comparison.contested):
        colour = _COLOURS[k if _told_apart(comparison) else 0]
        looks[code] = _Look(colour, colour, 2.8, 3)
    return looks


def _draw_area(
    page: Sheet,
    canvas: Axes,
    code: str,
    at: NDArray[np.float64],
    heights: Sequence[float],
    signs: Sequence[str],
    look: _Look,
    node: tuple[float, float],
    beside: float,
) -> None:
    points: list[tuple[float, float]] = []
    for k in range(1, len(at)):
        # From the edge of a node, and of the rank that stands beside it, to the next one's edge.
        start = float(at[k - 1]) + node[0] / 2 + beside * (k > 1)
        end = float(at[k]) - node[0] / 2
        middle = (start + end) / 2
        points += [(start, heights[k - 1]), (middle, heights[k - 1]), (middle, heights[k]), (end, heights[k])]
    codes = [Path.MOVETO, *[Path.CURVE4] * 3] * (len(at) - 1)
    line = PathPatch(Path(points, codes), facecolor="none", edgecolor=look.line, linewidth=look.width)
    line.set(zorder=2 + look.above, capstyle="round", gid=f"line-{code}")
    canvas.add_artist(line)
    for x, y, sign in zip(at, heights, signs, strict=True):
        _draw_node(page, canvas, code, float(x), y, look.node, node, 6 + look.above)
        if sign:
            lifted = 0.09 if sign == "=" else 0.0
            at_text = float(x) + node[0] / 2 + 0.03, y - _BASELINE + lifted
            # On a ground of its own where it may stand on a line.
            ground = [] if sign == "=" else [withStroke(linewidth=2.2, foreground=PAPER)]
            page.text(*at_text, sign, size=FINE, weight="bold", zorder=12, path_effects=ground)


def _draw_node(
    page: Sheet,
    canvas: Axes,
    text: str,
    x: float,
    y: float,
    colour: str,
    size: tuple[float, float],
    zorder: float,
) -> None:
    width, rounding = size[0], size[1] / 2
    canvas.add_artist(
        FancyBboxPatch(
            (x - width / 2 + rounding, y),
            max(width - 2 * rounding, 1e-3),
            1e-3,
            boxstyle=f"round,pad={rounding}",
            facecolor=colour,
            edgecolor=PAPER,
            linewidth=1.0,
            zorder=zorder,
            gid="node",
        )
    )
    page.text(x, y - 0.04, text, size=SMALL, weight="bold", colour=on(colour), ha="center")


def _draw_band(
    canvas: Axes, comparison: Compared, shown: Sequence[int], columns: _Columns, top: float, row: float
) -> None:
    """Shade the places of those who come first, in every set as many as they are."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)[list(shown)]
    for k, count in enumerate((ranks <= comparison.top).sum(axis=0)):
        left, height = columns.edges[k], row * int(count)
        band = Rectangle((left, top - height), columns.edges[k + 1] - left, height, facecolor=_BAND)
        canvas.add_artist(band)
        band.set(edgecolor="none", zorder=-2, gid="band")


def _draw_shared(
    canvas: Axes,
    comparison: Compared,
    shown: Sequence[int],
    slots: NDArray[np.int64],
    columns: _Columns,
    middle: Callable[[int], float],
) -> None:
    """Tie together the nodes of areas that share a place."""
    ranks = comparison.ranks.to_numpy(dtype=float, na_value=np.nan)[list(shown)]
    for k, x in enumerate(columns.at):
        for rank in np.unique(ranks[:, k]):
            rows = np.sort(slots[ranks[:, k] == rank, k])
            if len(rows) > 1:
                y = [middle(int(rows[0])), middle(int(rows[-1]))]
                canvas.add_line(Line2D([x, x], y, color=_SHARED, linewidth=7.0, zorder=5.5, gid="shared"))


def _draw_heads(page: Sheet, columns: _Columns, top: float) -> None:
    for k, (x, head) in enumerate(zip(columns.at, columns.heads, strict=True)):
        for line, text in enumerate(reversed(head)):
            y = top + 0.1 + line * line_height(SMALL)
            is_count = line == 0 and text[:1].isdigit() and " " in text
            weight = "normal" if is_count else "bold"
            colour = GREY if is_count else INK
            page.text(
                float(x), y, text, size=SMALL, weight=weight, colour=colour, ha="center", gid=f"head-{k}"
            )


def _key_entries(comparison: Compared, lang: Language) -> list[tuple[str, str]]:
    first = the_first(comparison, lang)
    entries: list[tuple[str, str]] = [(_BAND, first)]
    if comparison.common:
        entries.append((INK, say(lang, "där i alla index", "there in every index")))
    if comparison.contested:
        some = say(lang, "där i något (egen färg för varje)", "there in some (a colour each)")
        every = say(lang, "där i något", "there in some")
        entries.append((_COLOURS[0], some if _told_apart(comparison) else every))
    entries.append((_MOVING, say(lang, "aldrig där, byter plats", "never there, changes place")))
    entries.append((_STILL, say(lang, "aldrig där, står still", "never there, stays")))
    return entries


def _key_width(comparison: Compared, lang: Language) -> float:
    """How wide a sheet the key needs."""
    texts = [text for _, text in _key_entries(comparison, lang)]
    return 2 * MARGIN + sum(0.57 + text_width(text, SMALL) for text in texts) - 0.24


def _draw_key(page: Sheet, canvas: Axes, comparison: Compared, lang: Language) -> None:
    x, y = page.left, page.top - 0.12
    for colour, text in _key_entries(comparison, lang):
        thick = 0.16 if colour == _BAND else 0.045
        canvas.add_artist(
            Rectangle((x, y + 0.045 - thick / 2), 0.26, thick, facecolor=colour, edgecolor="none")
        )
        page.text(x + 0.33, y, text, size=SMALL)
        x += 0.33 + text_width(text, SMALL) + 0.24


def _draw_agreement(page: Sheet, comparison: Compared, columns: _Columns, y: float, lang: Language) -> None:
    page.text(page.left + 0.3, y, "τ", size=SMALL, colour=GREY, ha="right")
    for k, name in enumerate(comparison.sets):
        tau = np.nan if name in comparison.unseen else float(comparison.agreement["kendall"].iloc[k])
        told = say(lang, "grund", "base") if name == comparison.base else correlation(tau, lang=lang)
        page.text(float(columns.at[k]), y, told, size=SMALL, colour=GREY, ha="center")


def _remarks(comparison: Compared, drawn: Cut, lang: Language) -> list[str]:
    tied = any(label.endswith("=") for row in words_of_ranks(comparison) for label in row)
    told = [tau_line(comparison, lang), *([shared_line(lang)] if tied else [])]
    return [
        f"{drawn.told(lang)} {shown_line(lang)}" if drawn.left_out else "",
        sets_line(comparison, lang),
        " ".join(told),
        new_indicators(comparison, lang),
        left_out_line(comparison, lang),
    ]
