"""The chart of a change: each area's move, with its verdict."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

import omradesindex as oi
from tests.subjects.conftest import areas_in, drawn, errors, said, texts


def test_every_area_with_its_verdict(change: oi.types.Change) -> None:
    figure = change.plot.moves()
    assert drawn(figure, "mark-improved") == 1
    assert drawn(figure, "mark-worsened") == 1
    written = texts(figure)
    assert [t for t in written if t.startswith(("▲", "▼"))] == ["▲ svårare villkor", "▼ bättre villkor"]
    order = areas_in(written)
    assert set(order) == set(change.areas)
    assert (order[0], order[-1]) == ("07", "10")  # worst first


def test_ranks_are_drawn_without_intervals(years: tuple[oi.types.Result, ...]) -> None:
    figure = oi.change(years[0], years[-1], stick="ranks").plot.moves(lang="en")
    assert drawn(figure, "mark-noise") == 0
    assert "place" in texts(figure)


def test_an_area_without_figures_says_so(years: tuple[oi.types.Result, ...]) -> None:
    first, last = years[0], years[-1]
    scores = {level: np.where(np.arange(14) == 4, np.nan, s) for level, s in last.level_scores.items()}
    change = oi.change(first, replace(last, level_scores=scores), errors=[errors(first), errors(last)])
    assert "uppgift saknas" in texts(change.plot.moves())


def test_of_many_areas_both_ends_are_drawn_and_a_word_between(change: oi.types.Change) -> None:
    few, whole = texts(change.plot.moves(most=8)), texts(change.plot.moves())
    assert "… 6 områden till, på blad 2 …" in few
    assert any("Visar de 6 första och de 2 sista av 14 områden." in said(text) for text in few)
    assert areas_in(few) == areas_in(whole)[:6] + areas_in(whole)[-2:]
