"""The change between two years, drawn: the way from figure to figure, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.show.axis import rank_axis, value_axis
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import BODY, FINE, GREY, INK, LINE, PAPER, SMALL, Picture, lay_out, text_width
from omradesindex.show.marks import COLOURS, mark, stroke
from omradesindex.show.rows import Named
from omradesindex.subjects.change.page import title
from omradesindex.subjects.change.words import left_out, stage_lines, told_apart
from omradesindex.subjects.over_time.words import (
    RANK_LABELS,
    SIGNS,
    VERDICT_LABELS,
    judged_lines,
    rests_on,
    stick_line,
    uneven_lines,
)
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.change.numbers import ChangeNumbers

_WIDTH = 11.0
_ROW = 0.32
_LONGEST_NAME = 3.0
_BASELINE = 0.045
_KEY = 0.36
_NO_MOVE = 0.07  # inches: a shorter arrow would be all head


@door
class ChangePlots(Plots):
    """The chart of one change.

    Parameters
    ----------
    change : Change

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> earlier = index.compute(figures, period="2020")
    >>> later = index.compute(figures, period="2024", reference=earlier)
    >>> figure = oi.change(earlier, later).plot.moves()
    """

    def __init__(self, change: ChangeNumbers) -> None:
        self._change = change

    @chart
    def moves(self, column: str = "index", *, lang: Language = "sv", most: int | None = MOST) -> Picture:
        """Draw each area's move from the earlier to the later year, with its interval and verdict.

        Parameters
        ----------
        column : str
            ``index`` or a dimension.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown column.
        """
        self._change.column(column)  # refuses an unknown one
        return _moves(self._change, column, lang, most)


def _moves(change: ChangeNumbers, column: str, lang: Language, most: int | None) -> Picture:
    """Draw a row for each area, greatest worsening first: the move at the left, its interval at the right."""
    rows = change.to_frame()
    rows = rows[rows["measure"] == column].reset_index(drop=True)
    labels = RANK_LABELS if change.by_rank else VERDICT_LABELS
    rows["before"] = change.comparable_scores[0][:, change.column(column)]  # comparable with the later
    if change.by_rank:
        rows[["before", "after"]] = -rows[["rank_before", "rank_after"]].astype(float)
        rows["estimate"] = rows["rank_change"].astype(float)
    rows = rows.sort_values(["estimate", "after"], ascending=False, kind="stable")
    shown = cut(range(len(rows)), most, known=int(rows["estimate"].notna().sum()))
    rows = rows.iloc[list(shown.order)]
    verdicts = [f"{SIGNS[v]} {labels[v].in_(lang)}" for v in rows["verdict"]]
    page = lay_out(
        title(change, lang, column),
        stick_line(change, lang),
        [
            shown.told(lang),
            *judged_lines(change, lang),
            *stage_lines(change, lang),
            *uneven_lines(change, lang),
            *left_out(change, lang),
            *rests_on(change, lang),
        ],
        width=_WIDTH,
        body=_ROW * shown.lines + 0.75 + _KEY,
    )
    canvas = page.canvas()
    names = Named.measured(page.left, rows["area"], rows["name"], shown, _LONGEST_NAME, lang)
    said_at = page.right - max(text_width(text, BODY, "bold") for text in verdicts)
    left = names.right + 0.25
    # The move has the wider half; where ranks are compared there is no interval beside it.
    room = said_at - 0.25 - left
    split = left + room if change.by_rank else left + 0.56 * room
    bottom = page.bottom + 0.4
    top = bottom + _ROW * shown.lines
    move = Field(*ends(rows[["before", "after"]].to_numpy(dtype=float)), left, split - 0.2)
    if change.by_rank:
        _rank_axis(page, canvas, move, bottom, top, lang)
    else:
        value_axis(page, canvas, (move.low, move.high), (move.left, move.right), (bottom, top), lang)
        spread = np.append(rows[["estimate", "low", "high"]].to_numpy(dtype=float).ravel(), 0.0)
        gap = Field(*ends(spread), split + 0.2, said_at - 0.25)
        value_axis(page, canvas, (gap.low, gap.high), (gap.left, gap.right), (bottom, top), lang, sign=True)
        stroke(canvas, (gap.at(0), gap.at(0)), (bottom, top + 0.05), color=INK, linewidth=1.0, zorder=1)
        head = say(lang, "förändring", "change")
        if change.against == "city":
            head = say(lang, "förändring utöver hela staden", "change beyond the whole city")
        page.text((gap.left + gap.right) / 2, top + 0.1, head, size=SMALL, colour=GREY, ha="center")
        page.text(gap.right, page.bottom, say(lang, "poäng", "points"), size=FINE, colour=GREY, ha="right")
    worse = say(lang, "större utmaning →", "greater challenge →")
    page.text(move.right, page.bottom, worse, size=FINE, colour=GREY, ha="right")
    _key(page, canvas, change, lang)
    for k, (row, said) in enumerate(zip(rows.to_dict("records"), verdicts, strict=True)):
        middle, verdict = top - (shown.line(k) + 0.5) * _ROW, str(row["verdict"])
        if k % 2:
            corner = (page.left, middle - _ROW / 2)
            canvas.add_artist(Rectangle(corner, page.right - page.left, _ROW, facecolor="#f7f7f7", zorder=-1))
        firm = verdict in ("improved", "worsened")
        names.write(page, k, middle - _BASELINE)
        page.text(
            said_at,
            middle - _BASELINE,
            said,
            colour=COLOURS[verdict],
            weight="bold" if firm else "normal",
        )
        if np.isnan(row["after"] - row["before"]):
            page.text(
                left, middle - _BASELINE, say(lang, "uppgift saknas", "no figures"), size=SMALL, colour=GREY
            )
            continue
        _arrow(canvas, move.at(row["before"]), move.at(row["after"]), middle, verdict)
        if not change.by_rank:
            if not np.isnan(row["low"]):
                stroke(
                    canvas,
                    (gap.at(row["low"]), gap.at(row["high"])),
                    (middle, middle),
                    color=COLOURS[verdict],
                    linewidth=2.4 if firm else 1.4,
                )
            mark(canvas, gap.at(row["estimate"]), middle, verdict)
    names.write_between(page, top, _ROW, lang)
    return page.figure


class Field:
    """From values to inches."""

    def __init__(self, low: float, high: float, left: float, right: float) -> None:
        self.low, self.high, self.left, self.right = low, high, left, right

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def ends(values: NDArray[np.float64]) -> tuple[float, float]:
    """Return the ends of an axis: all values, with air."""
    shown = values[~np.isnan(values)]
    low, high = (float(shown.min()), float(shown.max())) if shown.size else (0.0, 1.0)
    air = 0.05 * (high - low) or 1.0
    return low - air, high + air


def _rank_axis(page: Sheet, canvas: Axes, field: Field, bottom: float, top: float, lang: Language) -> None:
    """Write the places, the first at the right, and both ends of many."""
    for place in rank_axis(int(np.floor(-field.low))):
        x = field.at(-place)
        stroke(canvas, (x, x), (bottom, top), color=LINE, linewidth=0.6, zorder=0)
        page.text(x, bottom - 0.17, number(place, lang=lang), size=SMALL, colour=GREY, ha="center")
    page.text(field.left, page.bottom, say(lang, "plats", "rank"), size=FINE, colour=GREY)


def _arrow(canvas: Axes, start: float, end: float, y: float, verdict: str) -> None:
    colour = COLOURS[verdict]
    firm = verdict in ("improved", "worsened")
    stroke(canvas, (start, end), (y, y), color=colour, linewidth=2.2 if firm else 1.4, gid="move")
    if abs(end - start) < _NO_MOVE:
        stroke(canvas, (end, end), (y, y), color=colour, marker="o", markersize=4.5, zorder=5)
        return
    dot = {"marker": "o", "markersize": 4.5, "markerfacecolor": PAPER, "markeredgecolor": colour}
    stroke(canvas, (start, start), (y, y), zorder=4, **dot)
    head = {"marker": ">" if end >= start else "<", "markersize": 6.5, "markeredgecolor": PAPER}
    stroke(canvas, (end, end), (y, y), color=colour, zorder=5, markeredgewidth=0.5, **head)


def _key(page: Sheet, canvas: Axes, change: ChangeNumbers, lang: Language) -> None:
    """Explain the marks in one line."""
    x, y = page.left, page.top - 0.17
    first, last = told_apart(change, lang)
    _arrow(canvas, x + 0.05, x + 0.5, y + 0.055, "noise")
    text = say(lang, f"från {first} till {last}", f"from {first} to {last}")
    page.text(x + 0.65, y, text)
    if change.by_rank:
        return
    x += 0.65 + text_width(text, BODY) + 0.35
    stroke(canvas, (x, x + 0.55), (y + 0.055, y + 0.055), linewidth=1.4)
    mark(canvas, x + 0.275, y + 0.055, "noise")
    told = say(
        lang, "förändring med intervall, alla områden samtidigt", "change with interval, all areas at once"
    )
    page.text(x + 0.67, y, told)
