"""The chart of a trend: a small one for each area."""

from __future__ import annotations

import omradesindex as oi
from tests.subjects.conftest import areas_in, drawn, said, texts


def test_a_small_chart_for_each_area(beyond: oi.types.Trend) -> None:
    figure = beyond.plot.lines("ekonomi")
    assert drawn(figure, "trend-line") == 14
    assert drawn(figure, "mark-noise") == 14 * 5
    assert any(t.startswith("▲ 07 ") for t in texts(figure))


def test_of_many_areas_both_ends_are_drawn_and_a_word_between(beyond: oi.types.Trend) -> None:
    few, whole = (texts(beyond.plot.lines(most=most)) for most in (8, 64))
    assert "… 6 områden till, på blad 2 …" in few
    assert any("Visar de 6 första och de 2 sista av 14 områden." in said(text) for text in few)
    headed = [[t.split()[1] for t in told if t[0] in "▲▼●○"] for told in (few, whole)]
    assert areas_in(headed[0]) == areas_in(headed[1])[:6] + areas_in(headed[1])[-2:]
