"""The chart of a goal: now and forecast."""

from __future__ import annotations

import omradesindex as oi
from tests.subjects.conftest import areas_in, drawn, said, texts


def test_now_and_forecast(goals: oi.types.Goals) -> None:
    figure = goals.plot.goal(2)
    assert drawn(figure, "now") == 2 + 1  # and one in the key
    assert drawn(figure, "forecast") == 2 + 1
    assert "målet" in texts(figure)


def test_of_many_areas_both_ends_are_drawn_and_a_word_between(goals: oi.types.Goals) -> None:
    few, whole = texts(goals.plot.goal(most=8)), texts(goals.plot.goal())
    assert "… 6 områden till, på blad 2 …" in few
    assert any("Visar de 6 första och de 2 sista av 14 områden." in said(text) for text in few)
    assert areas_in(few) == areas_in(whole)[:6] + areas_in(whole)[-2:]
