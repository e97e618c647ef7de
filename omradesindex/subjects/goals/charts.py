"""A goal, drawn: where each area is, where it is heading, and the target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import GREY, PAPER, lay_out
from omradesindex.show.marks import Dot, Look, Mark, Span
from omradesindex.show.rows import Rows
from omradesindex.subjects.goals.words import (
    alternative,
    chance,
    chart_lines,
    key_text,
    status_text,
    title,
)
from omradesindex.subjects.over_time.words import rests_on
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.goals.numbers import GoalsNumbers

_COLOURS = {
    "reached": "#542788",
    "may_lose": "#8073ac",
    "on_pace": "#542788",
    "too_slow": "#e08214",
    "still": "#8c8c8c",
    "receding": "#b35806",
    "unknown": GREY,
}


def goal_chart(goals: GoalsNumbers, place: int, lang: Language, most: int | None) -> Picture:
    """Draw one goal: a row for each area, the one with most left first."""
    goal = goals.goals[place]
    every = goals.to_frame()
    every = every[every["goal"] == place + 1].sort_values("left", ascending=False, kind="stable")
    shown = cut(range(len(every)), most, known=int(every["left"].notna().sum()))
    rows = every.iloc[list(shown.order)]
    decimals = goals.decimals(goal) + 1
    needed = [number(value, decimals, lang=lang) if value else "–" for value in rows["needed"]]
    ends = zip(rows["probability_low"], rows["probability_high"], strict=True)
    chances = [chance(float(low), float(high), lang) for low, high in ends]
    statuses = [status_text(str(status), lang) for status in rows["status"]]
    colours = [_COLOURS[str(status)] for status in rows["status"]]
    left, forecast, low, high = rows[["left", "forecast", "low", "high"]].to_numpy(dtype=float).T
    way = say(lang, "kvar till målet", "left to the goal")
    panel = Panel(
        _way(left, forecast, low, high, colours),
        [Rule(0.0, say(lang, "målet", "the goal"), {"linewidth": 1.6}, weight="bold")],
        also=[every[["left", "forecast", "low", "high"]].to_numpy(dtype=float)],
        foot=f"{way}, {goals.unit_apart(goal, lang)} →",
        sign=True,
    )
    chart = RowChart(
        Rows.measured(rows["area"], rows["name"], shown, lang),
        [
            panel,
            Texts(needed, say(lang, "behövs per år", "needed a year")),
            Texts(chances, say(lang, "sannolikhet", "probability")),
            Texts(statuses, right=False),
        ],
        _key(goals.trend.labels[-1], str(goal.year), lang),
    )
    under, notes = chart_lines(goals, place, lang)
    page = lay_out(
        f"{goals.label(goal, lang)} · {title(goals, lang).partition(' · ')[2]}",
        under,
        [shown.told(lang), *notes, *rests_on(goals.trend, lang)],
        width=chart.width,
        body=chart.height,
        alt=alternative(every["status"].tolist(), lang),
    )
    return chart.draw(page)


def _way(
    left: ArrayLike, forecast: ArrayLike, low: ArrayLike, high: ArrayLike, colours: list[str]
) -> list[Mark]:
    """Today's distance as a ring, and the forecast as a head with its interval as a band behind."""
    there = np.asarray(forecast, dtype=float)
    heads = np.where(there >= np.asarray(left, dtype=float), ">", "<").ravel()

    def looks(**look: Any) -> list[Look]:
        return [{"color": colour, **look} for colour in colours]

    ends = [
        {
            "color": colour,
            "marker": str(head),
            "markersize": 6.5,
            "markeredgecolor": colour,
            "gid": "forecast",
        }
        for colour, head in zip(colours, heads, strict=True)
    ]
    ring = [{"markerfacecolor": PAPER, "markeredgecolor": c, "markeredgewidth": 1.0} for c in colours]
    return [
        Span(low, high, looks(linewidth=5.0, alpha=0.28, solid_capstyle="butt")),
        Span(left, forecast, looks(linewidth=1.6, zorder=3)),
        Dot(forecast, [{**look, "gid": "forecast"} for look in ends]),
        Dot(left, [{**look, "gid": "now", "zorder": 6} for look in ring]),
    ]


def _key(now: str, year: str, lang: Language) -> list[Entry]:
    return [Entry(_way([0.0], [0.65], [0.3], [1.0], [GREY]), key_text(now, year, lang), 0.7)]
