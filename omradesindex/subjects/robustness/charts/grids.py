"""Two grids: how often each area has each rank, and how often one area lies above another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_hex
from matplotlib.patches import Rectangle

from omradesindex.frozen import Frozen
from omradesindex.index import words
from omradesindex.index.charts.sheet import ranked_rows
from omradesindex.show.axis import rank_axis
from omradesindex.show.cut import cut, row_height
from omradesindex.show.figure import (
    ABSENT,
    FINE,
    GREY,
    INK,
    LINE,
    MARGIN,
    PAPER,
    SMALL,
    Picture,
    on,
    text_width,
)
from omradesindex.subjects.robustness.chart_words import (
    acceptability_alt,
    acceptability_under,
    pairs_alt,
    pairs_title,
    pairs_under,
)
from omradesindex.subjects.robustness.charts.sheet import sheet
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST
from omradesindex.subjects.robustness.words import varied_line
from omradesindex.wording import NBSP, Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.robustness.study import Study

_ROW, _CELL, _NARROWEST, _FIELD, _LEGEND = 0.29, 0.42, 8.6, 10.0, 0.55
_PAIRS = 12.0  # the widest grid of pairs
_READABLE = 0.3  # the narrowest cell that a figure fits in
# ColorBrewer's sequential Blues (colorbrewer2.org): light to dark, read alike by the colour-blind.
_BLUES = LinearSegmentedColormap.from_list("blues", ["#f7fbff", "#c6dbef", "#6baed6", "#2171b5", "#08306b"])
_ABOVE, _BELOW, _OPEN = "#e08214", "#8073ac", "#f4f4f4"  # of the scores' own colours

_APART: Mapping[str, Any] = {"edgecolor": PAPER, "linewidth": 1.0, "gid": "apart"}
#: How the cells of pairs are drawn, by what they say; where a figure has no room, colour and frame say it.
_CELLS: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "above": {**_APART, "facecolor": _ABOVE},
        "below": {**_APART, "facecolor": _BELOW},
        "open": {**_APART, "facecolor": _OPEN, "gid": "open"},
        "absent": {**ABSENT, "linewidth": 0.0, "gid": "absent"},
    }
)
_FRAME: Mapping[str, Any] = Frozen(
    {"facecolor": "none", "edgecolor": INK, "linewidth": 1.1, "zorder": 5, "gid": "frame"}
)
_FINE_FRAME: Mapping[str, Any] = Frozen({**_FRAME, "edgecolor": GREY, "linewidth": 0.4})


def acceptability(study: Study, lang: Language, most: int | None) -> Picture:
    """See :meth:`RobustnessPlots.acceptability`."""
    base = study.base
    shown = cut(words.ordered(base), most)
    order = list(shown.order)
    every = study.acceptability.to_numpy()
    ends = study.acceptability.columns.to_numpy(dtype=int)
    # Ranks that no area ever has are left out at the far end.
    used = np.flatnonzero((every > 0).any(axis=0))
    every = every[:, : (int(used[-1]) + 1 if len(used) else len(ends))]
    shares = every[order]
    n = shares.shape[1]
    cell, high = min(_CELL, _FIELD / n), row_height(_ROW, shown.lines)
    rows = ranked_rows(base, shown, lang)
    left = rows.right + 0.2
    page = sheet(
        base,
        lang,
        what=say(lang, "Hur ofta varje område har varje plats", "How often each area has each place"),
        under=acceptability_under(lang),
        width=max(left + cell * n + MARGIN, _NARROWEST),
        body=0.3 + high * shown.lines + _LEGEND,
        remarks=(
            shown.told(lang),
            words.tie_line(base, lang),
            words.why_unranked(base, lang),
        ),
        varied=varied_line(study, lang),
        alt=acceptability_alt(study, lang),
    )
    canvas = page.canvas()
    top = page.top - 0.3
    rows.write_heads(page, top + 0.1)
    for row in range(len(order)):
        rows.write(page, row, top - (shown.line(row) + 0.5) * high)
    rows.write_between(page, top - (shown.head + 0.5) * high)
    _write_ranks(page, ends[:n], left, cell, top, lang)
    # Where there is no room for figures, colours reach as far as the shares do.
    told = cell > _READABLE
    deepest = 1.0 if told else float(np.ceil(20 * every.max(initial=0.05)) / 20)
    lines = np.insert(shares, shown.head, 0.0, axis=0) if shown.broken else shares
    _paint(page, lines, deepest, (left, top), (cell, high))
    ranks = base.ranks["index"].to_numpy(dtype=float, na_value=np.nan)[order]
    for row, rank in enumerate(ranks):
        bottom = top - (shown.line(row) + 1) * high
        if told:
            for column, share in enumerate(shares[row]):
                _write_share(page, share, left + (column + 0.5) * cell, bottom + high / 2, lang)
        column = int(np.searchsorted(ends, rank)) if not np.isnan(rank) else n
        if column < n:
            _frame(canvas, left + column * cell, bottom, cell, high)
    _draw_scale(page, canvas, deepest, left, page.bottom + 0.05, lang)
    return page.figure


def _percent(share: float, lang: Language) -> str:
    """Write a share in per cent; neither none nor all are said of what is short of it."""
    text = number(100 * share, lang=lang)
    return "<1" if text == "0" and share > 0 else ">99" if text == "100" and share < 1 else text


def _power(deepest: float) -> float:
    """How shares are turned into depth of colour: where all are small the smallest must be seen too."""
    return 1.0 if deepest == 1.0 else 0.5


def _paint(
    page: Sheet, shares: np.ndarray, deepest: float, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    rows, columns = shares.shape
    (left, top), (cell, high) = corner, size
    axes = page.axes(left, top - rows * high, columns * cell, rows * high)
    axes.set_zorder(-1)
    shown = np.ma.masked_where(shares == 0, (shares / deepest) ** _power(deepest))
    image = axes.imshow(shown, cmap=_BLUES, vmin=0, vmax=1, aspect="auto", interpolation="nearest")
    image.set_gid("acceptability")
    if cell > 0.1:
        for k in range(rows + 1):
            axes.axhline(k - 0.5, color=PAPER, linewidth=1.2)
        for k in range(columns + 1):
            axes.axvline(k - 0.5, color=PAPER, linewidth=1.2)


def _write_share(page: Sheet, share: float, x: float, middle: float, lang: Language) -> None:
    if share > 0:
        look = {"size": FINE, "colour": on(to_hex(_BLUES(share))), "ha": "center"}
        page.text(x, middle - 0.043, _percent(share, lang), **look)  # type: ignore[arg-type]


def _frame(canvas: Axes, left: float, bottom: float, cell: float, high: float) -> None:
    frame = Rectangle((left, bottom), cell, high, facecolor="none", edgecolor=INK, zorder=5)
    frame.set(linewidth=1.6 if cell > 0.2 else 0.9, gid="base")
    canvas.add_artist(frame)


def _write_ranks(page: Sheet, ends: np.ndarray, left: float, cell: float, top: float, lang: Language) -> None:
    wanted = set(range(len(ends))) if cell > 0.25 else {k - 1 for k in rank_axis(len(ends))}
    for column in sorted(wanted):
        text = number(int(ends[column]), lang=lang)
        page.text(left + (column + 0.5) * cell, top + 0.1, text, size=SMALL, colour=GREY, ha="center")


def _draw_scale(page: Sheet, canvas: Axes, deepest: float, left: float, y: float, lang: Language) -> None:
    step = 0.42
    for k, share in enumerate((0.02, 0.25, 0.5, 0.75, 1.0)):
        canvas.add_artist(
            Rectangle(
                (left + k * step, y + 0.16),
                step,
                0.15,
                facecolor=to_hex(_BLUES(share)),
                edgecolor=LINE,
                linewidth=0.4,
            )
        )
        text = (
            "<1"
            if k == 0
            else number(100 * deepest * share ** (1 / _power(deepest)), 0 if deepest == 1 else 1, lang=lang)
        )
        page.text(left + (k + 0.5) * step, y, text, size=FINE, colour=GREY, ha="center")
    told = say(lang, f"{NBSP}% av sätten att räkna; tomt: aldrig", "% of the ways of counting; blank: never")
    page.text(left + 5 * step + 0.12, y, told.strip(NBSP), size=FINE, colour=GREY)


# -- pairs --------------------------------------------------------------------------------------------------


def pairs(study: Study, lang: Language, most: int | None, level: float) -> Picture:
    """See :meth:`RobustnessPlots.pairs`."""
    base = study.base
    if study.tally.pairs is None:
        most = min(most or PAIRWISE_MOST, PAIRWISE_MOST)
    shown = cut(words.ordered(base), most)
    order = list(shown.order)
    share = study.above_among([base.areas[i] for i in order]).to_numpy()
    limit = (1 + level) / 2
    sure = number(100 * limit, 0 if round(100 * limit) == 100 * limit else 1, lang=lang)
    ranked = study.ranks["low"].notna().to_numpy()[order]
    rows = ranked_rows(base, shown, lang)
    left, n = rows.right + 0.2, len(order)
    size = min(_CELL, _PAIRS / n), row_height(_ROW, shown.lines)
    longest = max(text_width(code, SMALL, "bold") for code in rows.codes)
    upright = longest > size[0] - 0.06  # codes that would touch stand on end
    head = max(0.3, longest + 0.2) if upright else 0.3
    page = sheet(
        base,
        lang,
        what=pairs_title(lang),
        under=pairs_under(lang, written=size[0] > _READABLE),
        width=max(left + size[0] * shown.lines + MARGIN, _NARROWEST),
        body=0.34 + head + size[1] * shown.lines + 0.1,
        remarks=(shown.told(lang), words.tie_line(base, lang), words.why_unranked(base, lang)),
        varied=varied_line(study, lang),
        alt=pairs_alt(share, limit, sure, lang),
    )
    canvas = page.canvas()
    top = page.top - 0.34 - head
    _draw_pair_key(page, canvas, sure, bool(ranked.all()), lang)
    rows.write_heads(page, top + 0.1)
    cells: dict[str, list[tuple[float, float]]] = {kind: [] for kind in _CELLS}
    for row, code in enumerate(rows.codes):
        bottom = top - (shown.line(row) + 1) * size[1]
        rows.write(page, row, bottom + size[1] / 2)
        x = left + (shown.line(row) + 0.5) * size[0]
        if upright:
            page.text(x, top + 0.1, code, size=SMALL, weight="bold", ha="center", rotation=90, va="bottom")
        else:
            page.text(x, top + 0.1, code, size=SMALL, weight="bold", ha="center")
        for column in range(n):
            corner = (left + shown.line(column) * size[0], bottom)
            both = (float(share[row, column]), float(share[column, row]))
            if column == row:
                continue
            if not (ranked[row] and ranked[column]):
                cells["absent"].append(corner)
                continue
            kind = "open" if max(both) < limit else "above" if both[0] >= limit else "below"
            cells[kind].append(corner)
            if size[0] > _READABLE:
                _write_pair(page, both, limit, (corner, size), lang)
    for kind, look in _CELLS.items():
        page.boxes(cells[kind], *size, **look)
    wide, high = size
    inner = [(x + 0.02, y + 0.02) for x, y in cells["open"]]  # framed, so that they show without colour too
    page.boxes(inner, wide - 0.04, high - 0.04, **(_FRAME if wide > _READABLE else _FINE_FRAME))
    rows.write_between(page, top - (shown.head + 0.5) * size[1])
    return page.figure


def _write_pair(
    page: Sheet,
    both: tuple[float, float],
    limit: float,
    at: tuple[tuple[float, float], tuple[float, float]],
    lang: Language,
) -> None:
    """Write the share in which the row lies above into a cell, from it and that in which it lies below.

    ``at`` is the cell's corner and its size.
    """
    (left, bottom), (wide, high) = at
    share, told_apart = both[0], max(both) >= limit
    colour = _OPEN if not told_apart else _ABOVE if share >= limit else _BELOW
    text = _percent(share, lang)
    if not told_apart and text == number(100 * limit, lang=lang):
        text = f"<{text}"  # what is rounded up to the limit has not reached it
    elif not told_apart and text == number(100 * (1 - limit), lang=lang):
        text = f">{text}"
    page.text(
        left + wide / 2,
        bottom + high / 2 - 0.043,
        "=" if both == (0.0, 0.0) else text,
        size=SMALL if not told_apart else FINE,
        weight="normal" if told_apart else "bold",
        colour=on(colour),
        ha="center",
    )


def _draw_pair_key(page: Sheet, canvas: Axes, sure: str, every: bool, lang: Language) -> None:
    x, y = page.left, page.top - 0.16
    entries: Sequence[tuple[str, str]] = (
        (_ABOVE, say(lang, f"ligger över i minst {sure}{NBSP}%", f"lies above in at least {sure}%")),
        (_BELOW, say(lang, f"ligger under i minst {sure}{NBSP}%", f"lies below in at least {sure}%")),
        (_OPEN, say(lang, "går inte att skilja åt", "cannot be told apart")),
        *([] if every else [("", say(lang, "utan plats", "without a place"))]),
    )
    for colour, text in entries:
        box = Rectangle((x, y - 0.03), 0.28, 0.17, facecolor=colour or PAPER, edgecolor=PAPER)
        if not colour:
            box.set(**ABSENT)
        elif colour == _OPEN:
            box.set(edgecolor=INK, linewidth=1.1)
        canvas.add_artist(box)
        page.text(x + 0.36, y, text, size=SMALL)
        x += 0.36 + text_width(text, SMALL) + 0.28
