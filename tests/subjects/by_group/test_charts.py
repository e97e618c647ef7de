"""The charts of gaps: a row for each area and the city, a small chart for each area."""

from __future__ import annotations

from tests.subjects.by_group.made_up import AREAS, change, trend
from tests.subjects.conftest import drawn, texts


def test_every_area_and_the_city_have_a_gap_with_its_interval() -> None:
    figure = change().plot.gaps()
    marks = sum(drawn(figure, f"gap-{v}") for v in ("first", "second", "noise", "untested"))
    known = change().gaps.query("measure == 'index'")["gap"].notna().sum()
    assert marks == known
    assert set(AREAS) <= set(texts(figure))
    assert "kvinnor" in figure.alt


def test_years_are_drawn_for_each_area() -> None:
    figure = trend().plot.years("ekonomi", lang="en")
    assert drawn(figure, "trend-line") == len(AREAS)
    assert "small chart" in figure.alt
