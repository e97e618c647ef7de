"""The change between two years, drawn: the way from figure to figure, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from omradesindex.show.alternative import ends_line
from omradesindex.show.axis import Tick, rank_axis
from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import lay_out
from omradesindex.show.marks import Arrow, Dot, Span
from omradesindex.show.rows import Rows
from omradesindex.subjects.change.page import title
from omradesindex.subjects.change.words import alternative, cells_of, left_out, stage_lines, told_apart
from omradesindex.subjects.over_time.looks import COLOURS, is_firm, verdict_mark
from omradesindex.subjects.over_time.words import (
    judged_lines,
    rests_on,
    stick_line,
    uneven_lines,
    verdict_text,
    verdicts_line,
)
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.figure import Picture
    from omradesindex.subjects.change.numbers import ChangeNumbers


def moves_chart(change: ChangeNumbers, column: str, lang: Language, most: int | None) -> Picture:
    """Draw a row for each area, greatest worsening first: the move at the left, its interval at the right."""
    every = rows_of(change, column)
    shown = cut(range(len(every)), most, known=int(every["estimate"].notna().sum()))
    rows = every.iloc[list(shown.order)]
    verdicts = [str(verdict) for verdict in rows["verdict"]]
    labels = cells_of(change)
    weights = ["bold" if is_firm(verdict) else "normal" for verdict in verdicts]
    looks = [{"colour": COLOURS[v], "weight": weight} for v, weight in zip(verdicts, weights, strict=True)]
    said = Texts([verdict_text(verdict, labels, lang) for verdict in verdicts], right=False, look=looks)
    panels = [_move(change, (every, rows), verdicts, lang)]
    if not change.by_rank:  # where ranks are compared there is no interval
        panels.append(_interval(change, (every, rows), verdicts, lang))
    names = Rows.measured(rows["area"], rows["name"], shown, lang)
    chart = RowChart(names, [*panels, said], _key(change, lang))
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
        width=chart.width,
        body=chart.height,
        alt=_alt(change, every, lang),
    )
    return chart.draw(page)


def rows_of(change: ChangeNumbers, column: str) -> pd.DataFrame:
    """The areas' rows of a column in the chart's order; ranks are turned: greater challenge is more."""
    rows = change.to_frame()
    rows = rows[rows["measure"] == column].reset_index(drop=True)
    rows["before"] = change.comparable_scores[0][:, change.column(column)]
    if change.by_rank:
        rows[["before", "after"]] = -rows[["rank_before", "rank_after"]].astype(float)
        rows["estimate"] = rows["rank_change"].astype(float)
    return rows.sort_values(["estimate", "after"], ascending=False, kind="stable")


def _move(
    change: ChangeNumbers, frames: tuple[pd.DataFrame, pd.DataFrame], verdicts: list[str], lang: Language
) -> Panel:
    """The way of each row; the axis has room for that of every area, so that all sheets have one."""
    every, rows = frames
    reach = every[["before", "after"]].to_numpy(dtype=float)
    looks = [{"color": COLOURS[v], "linewidth": 2.2 if is_firm(v) else 1.4, "gid": "move"} for v in verdicts]
    before, after = rows["before"].to_numpy(dtype=float), rows["after"].to_numpy(dtype=float)
    none = say(lang, "uppgift saknas", "no figures")
    ticks: list[Tick] | None = None
    if change.by_rank:
        last = int(-np.nanmin(np.append(reach, -1.0)))
        ticks = [(-float(place), number(place, lang=lang)) for place in rank_axis(last)]
    return Panel(
        [Arrow(before, after, looks)],
        also=[reach],
        ticks=ticks,
        corner=say(lang, "plats", "place") if change.by_rank else "",
        foot=say(lang, "större utmaning →", "greater challenge →"),
        absent=[none if gone else "" for gone in np.isnan(after - before)],
        share=1.25,
    )


def _interval(
    change: ChangeNumbers, frames: tuple[pd.DataFrame, pd.DataFrame], verdicts: list[str], lang: Language
) -> Panel:
    every, rows = frames
    looks = [{"color": COLOURS[v], "linewidth": 2.4 if is_firm(v) else 1.4} for v in verdicts]
    estimate, low, high = rows[["estimate", "low", "high"]].to_numpy(dtype=float).T
    head = say(lang, "ändring", "change")
    if change.against == "city":
        head = say(lang, "ändring utöver hela staden", "change beyond the whole city")
    return Panel(
        [Span(low, high, looks), Dot(estimate, [verdict_mark(verdict) for verdict in verdicts])],
        [Rule(0.0)],
        also=[every[["estimate", "low", "high"]].to_numpy(dtype=float)],
        head=head,
        foot=say(lang, "poäng", "points"),
        sign=True,
    )


def _key(change: ChangeNumbers, lang: Language) -> list[Entry]:
    first, last = told_apart(change, lang)
    way = say(lang, f"från {first} till {last}", f"from {first} to {last}")
    moved = Entry([Arrow(0.1, 0.9)], way, 0.55)
    if change.by_rank:
        return [moved]
    what = "ändring med slumpintervall", "change with chance interval"
    noise = {name: look for name, look in verdict_mark("noise").items() if name != "gid"}
    return [moved, Entry([Span(0.0, 1.0), Dot(0.5, noise)], say(lang, *what), 0.55)]


def _alt(change: ChangeNumbers, rows: pd.DataFrame, lang: Language) -> str:
    known = rows[rows["estimate"].notna()]
    decimals = 0 if change.by_rank else 1
    told = [
        f"{area_name(code, name)} ({number(float(estimate), decimals, lang=lang, sign=True)})"
        for code, name, estimate in zip(known["area"], known["name"], known["estimate"], strict=True)
    ]
    ends = ends_line(
        told, lang, first=say(lang, "Överst", "On top"), last=say(lang, "nederst", "at the foot")
    )
    judged = "" if change.by_rank else verdicts_line([str(v) for v in rows["verdict"]], lang)
    return f"{alternative(change, lang)} {ends} {judged}"
