"""Marks in rows: drawn where their numbers are, and not at all where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from omradesindex.show.axis import Field
from omradesindex.show.figure import lay_out
from omradesindex.show.marks import Arrow, Bar, Dot, Mark, Span, Stroke, look_of

NAN = float("nan")
FIELD = Field(0.0, 10.0, 1.0, 2.0)


def drawn(mark: Mark, row: int = 0) -> list[Line2D | Rectangle]:
    page = lay_out("Rubrik", "", [], width=4.0, body=1.0, alt="Prov.")
    mark.draw(page, FIELD, row, 0.5)
    axes = page.canvas()
    return [*axes.lines, *(patch for patch in axes.patches if isinstance(patch, Rectangle))]


@pytest.mark.parametrize(
    "mark",
    [
        Dot([NAN, 5.0]),
        Span([NAN, 1.0], [3.0, 3.0], caps=0.1),
        Bar([1.0, 1.0], [NAN, 3.0], 0.2),
        Stroke([NAN, 5.0], 0.2),
        Arrow([NAN, 1.0], [2.0, 9.0]),
    ],
)
def test_what_is_not_known_is_not_drawn(mark: Mark) -> None:
    assert drawn(mark) == []
    assert drawn(mark, 1) != []
    assert np.isnan(np.concatenate([np.ravel(v) for v in mark.values()])).any()


def test_marks_stand_where_their_numbers_are() -> None:
    (dot,) = drawn(Dot(5.0, {"gid": "x"}, lift=0.1))
    assert (dot.get_xdata(), dot.get_ydata(), dot.get_gid()) == ([1.5], [0.6], "x")  # type: ignore[union-attr]
    line, *caps = drawn(Span(2.0, 8.0, {"gid": "x"}, caps=0.1))
    assert list(line.get_xdata()) == [1.2, 1.8]  # type: ignore[union-attr]
    assert [cap.get_gid() for cap in caps] == [None, None]
    (bar,) = drawn(Bar(8.0, 2.0, 0.2, wider=0.1))
    assert (bar.get_x(), bar.get_width()) == pytest.approx((1.1, 0.8))  # type: ignore[union-attr]


def test_a_move_has_a_head_where_it_ends_and_a_short_one_none() -> None:
    assert [line.get_marker() for line in drawn(Arrow(1.0, 9.0))] == ["None", "o", ">"]  # type: ignore[union-attr]
    assert [line.get_marker() for line in drawn(Arrow(9.0, 1.0))][-1] == "<"  # type: ignore[union-attr]
    assert [line.get_marker() for line in drawn(Arrow(5.0, 5.1))] == ["None", "o"]  # type: ignore[union-attr]


def test_a_look_is_one_for_all_rows_or_one_for_each() -> None:
    assert [look_of(look, 1) for look in ({"color": "a"}, [{}, {"color": "b"}])] == [
        {"color": "a"},
        {"color": "b"},
    ]
