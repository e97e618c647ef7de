"""A chart of rows: parts beside each other, one row for each name, a line where some are left out."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.show.charts.key import Entry
from omradesindex.show.charts.row_chart import STRIPE, Panel, RowChart, Rule, Texts
from omradesindex.show.cut import cut
from omradesindex.show.figure import Picture, lay_out
from omradesindex.show.marks import Dot, Span
from omradesindex.show.rows import Rows
from tests.figures import frame, texts, words_in

N = 9
LOW = np.arange(N, dtype=float)


def chart(most: int | None = None, **options: object) -> RowChart:
    shown = cut(range(N), most)
    order = list(shown.order)
    rows = Rows.measured([f"{k:02}" for k in order], [f"Område {k}" for k in order], shown, "sv")
    low = np.where(np.array(order) == 2, np.nan, LOW[order])
    absent = ["uppgift saknas" if k == 2 else "" for k in order]
    panel = Panel(
        [Span(low, low + 2, {"gid": "span"}), Dot(low + 1, {"gid": "dot"})],
        [Rule(5.0, "hela staden 5,0")],
        foot="poäng →",
        absent=absent,
        share=2.0,
    )
    small = Panel([Dot(-low)], head="skillnad", width=1.5, sign=True, parts=3)
    numbers = Texts([f"{v:.0f}" for v in LOW[order]], "antal", "st")
    parts = [panel, small, numbers, Texts(["förbättrats"] * len(order), right=False)]
    return RowChart(rows, parts, [Entry([Dot(0.5)], "värdet")], width=9.0, **options)  # type: ignore[arg-type]


def drawn(chart: RowChart) -> Picture:
    return chart.draw(lay_out("Rubrik", "", ["Fot"], width=chart.width, body=chart.height, alt="Prov."))


def lines(figure: Picture, gid: str) -> list[Line2D]:
    return [line for axes in figure.axes for line in axes.lines if line.get_gid() == gid]


@pytest.mark.parametrize("most", [None, 5])
def test_texts_stand_apart_and_inside(most: int | None) -> None:
    figure = drawn(chart(most))
    frames = [frame(text) for text in texts(figure)]
    page = shapely.box(*figure.bbox.extents)
    assert all(page.covers(box) for box in frames)
    overlaps = [
        (a.get_text(), b.get_text())
        for i, (a, one) in enumerate(zip(texts(figure), frames, strict=True))
        for b, two in zip(texts(figure)[:i], frames[:i], strict=True)
        if one.intersection(two).area > 0.12 * min(one.area, two.area)
    ]
    assert overlaps == []


def test_every_row_is_drawn_but_the_one_without_figures() -> None:
    figure = drawn(chart())
    assert len(lines(figure, "span")) == len(lines(figure, "dot")) == N - 1
    told = words_in(figure)
    assert told.count("uppgift saknas") == 1
    assert {"hela staden 5,0", "poäng →", "skillnad", "antal", "st", "värdet"} <= set(told)
    # Spans of one length are drawn at one length.
    wide = [np.ptp(np.asarray(line.get_xdata(), dtype=float)) for line in lines(figure, "span")]
    np.testing.assert_allclose(wide, wide[0])


def test_of_many_rows_both_ends_are_drawn_and_a_word_between() -> None:
    told = words_in(drawn(chart(5)))
    assert "… 4 områden till …" in told
    assert {"00", "08"} <= set(told)
    assert "05" not in told


def test_rows_under_a_line_and_stripes() -> None:
    plain, lined = chart(striped=False), chart(5, under_line=1)
    assert not [p for axes in drawn(plain).axes for p in axes.patches if isinstance(p, Rectangle)]
    assert lined.height == pytest.approx(chart(5).height + lined.row)
    stripes = [p for p in drawn(chart()).axes[0].patches if p.get_facecolor() == to_rgba(STRIPE)]
    assert len(stripes) == N // 2


def test_a_panel_may_have_its_own_ticks_and_a_band() -> None:
    panel = Panel(
        [Dot([2.0])],
        between=(0.5, 4.5),
        ticks=[(1.0, "ett"), (4.0, "fyra")],
        above=True,
        band=(0.5, 2.5, STRIPE),
    )
    rows = Rows.measured(["01"], ["A"], cut(range(1), None), "sv")
    told = words_in(drawn(RowChart(rows, [panel])))
    assert (told.count("ett"), told.count("fyra")) == (2, 2)
