"""Small charts of lines: all on the same axes, every one with its head."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.lines import Line2D

from omradesindex.show.charts.lines import Lines, LinesChart
from omradesindex.show.cut import cut
from omradesindex.show.figure import Picture, lay_out
from tests.figures import frame, texts, words_in

TIMES = np.array([2020.0, 2021.0, 2022.0])


def drawn(n: int, most: int | None = None, *, downwards: bool = False) -> Picture:
    shown = cut(range(n), most)
    charts = []
    for k in shown.order:
        values = np.array([100.0 + k, np.nan, 101.0 + k])
        firm = k == 0
        charts.append(
            Lines(
                f"▲ {k:02} Ett namn", "+0,5 per år", values, values - 1, values + 1, values, "#b35806", firm
            )
        )
    chart = LinesChart(charts, shown, TIMES, ["2020", "2022"], np.full(3, 100.0), "sv", downwards=downwards)
    return chart.draw(lay_out("Rubrik", "", ["Fot"], width=chart.width, body=chart.height, alt="Prov."))


def lines(figure: Picture, gid: str) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines if line.get_gid() == gid]


def test_each_name_has_a_chart_with_its_years() -> None:
    figure = drawn(7)
    told = words_in(figure)
    assert len([text for text in told if text.startswith("▲")]) == 7
    assert (told.count("2020"), told.count("2022"), told.count("+0,5 per år")) == (7, 7, 7)
    assert len(lines(figure, "mark-noise")) == 2 * 7  # a year without figures has no dot
    widths = [line.get_linewidth() for line in lines(figure, "trend-line")]
    assert (widths[0] > widths[1], len(widths)) == (True, 7)


@pytest.mark.parametrize("downwards", [False, True])
def test_greater_values_stand_higher_but_ranks_lower(downwards: bool) -> None:
    figure = drawn(3, downwards=downwards)
    first, last = (np.asarray(line.get_ydata(), dtype=float) for line in lines(figure, "trend-line")[::2])
    assert (last[0] > first[0]) != downwards


def test_many_are_cut_and_stand_closer() -> None:
    figure = drawn(90, 64)
    assert "… 26 områden till …" in words_in(figure)
    assert figure.get_size_inches()[1] < 16
    page = figure.bbox
    for text in texts(figure):
        box = text.get_window_extent()
        assert 0 <= box.x0 <= box.x1 <= page.x1


def test_a_long_name_has_two_lines_before_it_is_cut() -> None:
    values = np.array([100.0, 100.5, 101.0])
    long = Lines(
        "● 0380R033 Södra Valsätra-Norra Gottsunda", "", values, values, values, values, "#595959", False
    )
    chart = LinesChart([long] * 30, cut(range(30), 64), TIMES, ["2020", "2022"], values, "sv")
    told = words_in(chart.draw(lay_out("Rubrik", "", [], width=chart.width, body=chart.height, alt="Prov.")))
    assert told.count("● 0380R033 Södra") == 30
    assert told.count("Valsätra-Norra Gottsunda") == 30


def test_numbers_of_the_axis_keep_apart_where_charts_are_low() -> None:
    figure = drawn(90, 64)
    numbers = [text for text in texts(figure) if text.get_text().isdigit() and text.get_ha() == "right"]
    frames = [frame(text) for text in numbers]
    first, second = shapely.STRtree(frames).query(frames, predicate="intersects")
    assert (len(frames) > 11, [*first[first < second]]) == (True, [])
