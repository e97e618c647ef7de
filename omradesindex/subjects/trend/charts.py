"""Many years, drawn: a small chart for each area, all on the same axes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.index.decimals import score_decimals
from omradesindex.show.charts.lines import Lines, LinesChart
from omradesindex.show.cut import cut
from omradesindex.show.figure import lay_out
from omradesindex.subjects.over_time.looks import COLOURS, is_firm
from omradesindex.subjects.over_time.words import SIGNS, judged_lines, rests_on, stick_line, uneven_lines
from omradesindex.subjects.trend.words import alternative, error_lines, marks_line, title
from omradesindex.wording import Language, area_name, number, say

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.trend.numbers import TrendNumbers

_REACH = 1.96


def lines_chart(trend: TrendNumbers, column: str, lang: Language, most: int | None) -> Picture:
    """Draw every area's years, their errors and the line; the steepest worsening first."""
    place = trend.column(column)
    steepest, known = steepest_first(trend, place)
    shown = cut(steepest, most, known=known)
    chart = LinesChart(
        [_small(trend, place, area, lang) for area in shown.order],
        shown,
        trend.years,
        trend.labels,
        trend.city[:, place],
        lang,
        downwards=trend.by_rank,
        also=_reach(trend, place),
    )
    page = lay_out(
        title(trend, lang, column),
        f"{stick_line(trend, lang)} {marks_line(trend, lang)}",
        [
            shown.told(lang),
            *([] if trend.by_rank else judged_lines(trend, lang)),
            *error_lines([trend.lines], lang, place),
            *uneven_lines(trend, lang),
            *rests_on(trend, lang),
        ],
        width=chart.width,
        body=chart.height,
        alt=_alt(trend, place, steepest[:known], lang),
    )
    return chart.draw(page)


def steepest_first(trend: TrendNumbers, place: int) -> tuple[list[int], int]:
    """The areas, those whose conditions become harder fastest first, and how many have a slope."""
    slopes = (-1 if trend.by_rank else 1) * trend.lines.slope[:, place]
    order = [int(i) for i in np.argsort(-np.nan_to_num(slopes, nan=-np.inf), kind="stable")]
    return order, int((~np.isnan(slopes)).sum())


def _small(trend: TrendNumbers, place: int, area: int, lang: Language) -> Lines:
    """One area's years, and its line where the area stands: on the city's way where it is beyond it."""
    lines, verdict = trend.lines, str(trend.judged.verdict[area, place])
    line = lines.level[area, place] + lines.slope[area, place] * (trend.years - lines.middle[area, place])
    if trend.against == "city":
        line = line + trend.city[:, place]
    values, errors = trend.values[:, area, place], _REACH * trend.value_errors[:, area, place]
    head = f"{SIGNS[verdict]} {_name(trend, area)}"
    under = f"{slope_text(trend, place, area, lang)} {say(lang, 'per år', 'a year')}"
    return Lines(
        head, under, values, values - errors, values + errors, line, COLOURS[verdict], is_firm(verdict)
    )


def _reach(trend: TrendNumbers, place: int) -> list[Any]:
    """The outermost values of every area, so that all sheets have one axis."""
    values, errors = trend.values[:, :, place], _REACH * np.nan_to_num(trend.value_errors[:, :, place])
    return [values - errors, values + errors]


def _name(trend: TrendNumbers, area: int) -> str:
    return area_name(trend.areas[area], trend.name_of(trend.areas[area]))


def slope_text(trend: TrendNumbers, place: int, area: int, lang: Language) -> str:
    """Write an area's slope, a year."""
    decimals = 2 if trend.by_rank else score_decimals(trend.results[-1], trend.columns[place]) + 1
    return number(float(trend.lines.slope[area, place]), decimals, lang=lang, sign=True)


def _alt(trend: TrendNumbers, place: int, steepest: list[int], lang: Language) -> str:
    told = [f"{_name(trend, area)} ({slope_text(trend, place, area, lang)})" for area in steepest]
    return alternative(trend, told, [str(verdict) for verdict in trend.judged.verdict[:, place]], lang)
