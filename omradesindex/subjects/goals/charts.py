"""A goal, drawn: where each area is, where it is heading, and the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.show.axis import value_axis
from omradesindex.show.cut import MOST, cut
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.figure import BODY, FINE, GREY, INK, PAPER, SMALL, Picture, lay_out, text_width
from omradesindex.show.marks import stroke
from omradesindex.show.rows import Named
from omradesindex.subjects.change.charts import Field, ends
from omradesindex.subjects.goals.page import STATUS_LABELS, how_line, share, title, way_line
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet
    from omradesindex.subjects.goals.numbers import GoalsNumbers

_WIDTH = 11.0
_ROW = 0.32
_LONGEST_NAME = 3.0
_BASELINE = 0.045

_COLOURS = {
    "reached": "#542788",
    "slipping": "#8073ac",
    "on_pace": "#542788",
    "too_slow": "#e08214",
    "wrong_way": "#b35806",
    "unknown": GREY,
}


@door
class GoalsPlots(Plots):
    """The charts of goals, one for each.

    Parameters
    ----------
    goals : Goals

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> figure = oi.goals(trend, oi.Goal("index", 2030, at_most="city")).plot.goal(1)
    """

    def __init__(self, goals: GoalsNumbers) -> None:
        self._goals = goals

    @chart
    def goal(self, goal: int = 1, *, lang: Language = "sv", most: int | None = MOST) -> Picture:
        """Draw one goal: where each area is, where it is heading, and the target.

        Parameters
        ----------
        goal : int
            Its number, from 1.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        OmradesindexError
            There is no such goal.
        """
        n = len(self._goals.goals)
        if not 1 <= goal <= n:
            raise OmradesindexError(f"goal {goal} was asked for", expected=f"a number from 1 to {n}")
        return _goal(self._goals, goal - 1, lang, most)


def _goal(goals: GoalsNumbers, place: int, lang: Language, most: int | None) -> Picture:
    """Draw one goal: a row for each area, the one with most left first."""
    goal = goals.goals[place]
    rows = goals.to_frame()
    rows = rows[rows["goal"] == place + 1].sort_values("left", ascending=False, kind="stable")
    shown = cut(range(len(rows)), most, known=int(rows["left"].notna().sum()))
    rows = rows.iloc[list(shown.order)]
    page = lay_out(
        f"{goals.label(goal, lang)} · {title(goals, lang).partition(' · ')[2]}",
        how_line(goals, lang),
        [shown.told(lang), *way_line(goals, lang), *rests_on(goals.trend, lang)],
        width=_WIDTH,
        body=_ROW * shown.lines + 1.1,
    )
    canvas = page.canvas()
    said = [" ".join((STATUS_LABELS[s][0], STATUS_LABELS[s][1].in_(lang))) for s in rows["status"]]
    chances = [share(float(p), lang) for p in rows["probability"]]
    heads = say(lang, "sannolikhet", "probability"), say(lang, "behövs per år", "needed a year")
    names = Named.measured(page.left, rows["area"], rows["name"], shown, _LONGEST_NAME, lang)
    said_at = page.right - max(text_width(text, BODY) for text in said)
    chance_at = said_at - 0.2
    needed_at = chance_at - text_width(heads[0], SMALL) - 0.25
    numbers = rows[["left", "forecast", "low", "high"]].to_numpy(dtype=float).ravel()
    right = needed_at - text_width(heads[1], SMALL) - 0.3
    field = Field(*ends(np.append(numbers, 0.0)), names.right + 0.25, right)
    bottom = page.bottom + 0.4
    top = bottom + _ROW * shown.lines
    value_axis(
        page, canvas, (field.low, field.high), (field.left, field.right), (bottom, top), lang, sign=True
    )
    stroke(canvas, (field.at(0), field.at(0)), (bottom, top + 0.05), color=INK, linewidth=1.6, zorder=1)
    page.text(field.at(0), top + 0.1, say(lang, "målet", "the goal"), size=SMALL, weight="bold", ha="center")
    page.text(chance_at, top + 0.1, heads[0], size=SMALL, colour=GREY, ha="right")
    page.text(needed_at, top + 0.1, heads[1], size=SMALL, colour=GREY, ha="right")
    unit = goals.unit(goal, lang)
    way = say(lang, f"kvar till målet, {unit} →", f"left to the goal, {unit} →")
    page.text(field.right, page.bottom, way, size=FINE, colour=GREY, ha="right")
    _key(page, canvas, goals.trend.labels[-1], str(goal.year), lang)
    decimals = goals.decimals(goal)
    for k, (row, words, chance) in enumerate(zip(rows.to_dict("records"), said, chances, strict=True)):
        middle, colour = top - (shown.line(k) + 0.5) * _ROW, _COLOURS[str(row["status"])]
        if k % 2:
            corner = (page.left, middle - _ROW / 2)
            canvas.add_artist(Rectangle(corner, page.right - page.left, _ROW, facecolor="#f7f7f7", zorder=-1))
        y = middle - _BASELINE
        names.write(page, k, y)
        page.text(chance_at, y, chance, ha="right")
        needed = number(row["needed"], decimals + 1, lang=lang) if row["needed"] else "–"
        page.text(needed_at, y, needed, ha="right")
        page.text(said_at, y, words)
        if np.isnan(row["left"]):
            continue
        found = {name: float(row[name]) for name in ("left", "forecast", "low", "high")}
        _way(canvas, field, found, middle, colour)
    names.write_between(page, top, _ROW, lang)
    return page.figure


def _way(canvas: Axes, field: Field, row: dict[str, float], y: float, colour: str) -> None:
    """Draw today's distance, and the forecast with its interval."""
    now = field.at(row["left"])
    if not np.isnan(row["forecast"]):
        end = field.at(row["forecast"])
        band = (field.at(row["low"]), field.at(row["high"]))
        stroke(canvas, band, (y, y), color=colour, linewidth=5.0, alpha=0.28, zorder=2, solid_capstyle="butt")
        stroke(canvas, (now, end), (y, y), color=colour, linewidth=1.6, zorder=3)
        head = ">" if end >= now else "<"
        stroke(
            canvas, (end, end), (y, y), color=colour, marker=head, markersize=6.5, zorder=5, gid="forecast"
        )
    dot = {"marker": "o", "markersize": 5.0, "markerfacecolor": PAPER, "markeredgecolor": colour}
    stroke(canvas, (now, now), (y, y), zorder=6, gid="now", **dot)


def _key(page: Sheet, canvas: Axes, now: str, year: str, lang: Language) -> None:
    x, y = page.left, page.top - 0.17
    left = Field(0.0, 1.0, x + 0.05, x + 0.75)
    _way(canvas, left, {"left": 0.0, "forecast": 0.65, "low": 0.3, "high": 1.0}, y + 0.055, GREY)
    text = say(
        lang,
        f"från {now} till {year} med samma takt som hittills; band: 95 %-intervall för området för sig",
        f"from {now} to {year} at the same pace as so far; band: 95 % interval, the area alone",
    )
    page.text(x + 0.9, y, text)
