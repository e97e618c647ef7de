"""Which stick two years were measured with, and what the whole city has on it."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.index.stick import city_scores
from omradesindex.subjects.over_time.sticks import goalposts


def test_the_stick_is_named(index: oi.types.Index, years: tuple[oi.types.Result, ...]) -> None:
    assert oi.change(years[1], years[2]).stick.en == "The base year's stick (2020)"
    posts = goalposts(index, oi.example_statistics(), ["2020", "2024"])
    base = posts.compute(oi.example_statistics(), period="2020")
    change = oi.change(base, posts.compute(oi.example_statistics(), period="2024", reference=base))
    assert change.stick.en == "Goalposts common to all years (AMPI), the whole city 2020 = 100"
    assert (change.improved, change.worsened) == (("10",), ("07",))
    # The indicators' lowest and highest value of all years lie 60 points apart, and the city at 100.
    both = np.concatenate([change.before.normalised[:-1], change.after.normalised[:-1]])
    np.testing.assert_allclose(np.ptp(both, axis=0), 60)
    np.testing.assert_allclose(change.before.normalised[-1], 100)


def test_a_city_has_no_score_where_areas_are_compared_with_each_other(index: oi.types.Index) -> None:
    figures = oi.example_statistics()
    for way, known in (("geometric", True), ("copeland", False), ("borda", False)):
        result = index.with_methods(aggregate=way).compute(figures, period="2020")
        assert np.isfinite(city_scores(result)).all() == known
