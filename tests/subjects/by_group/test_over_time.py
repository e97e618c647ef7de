"""Scores by group over time: their errors, and what cannot be asked by group."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.index.stick import city_scores
from omradesindex.subjects.by_group.over_time import Scores, measures_of, notes_of, scores_at
from omradesindex.subjects.over_time.city import city_errors
from tests.subjects.by_group.made_up import AREAS, YEARS, change, index, results, table, trend


def test_the_gaps_error_is_that_of_two_independent_figures() -> None:
    one, other = (Scores(np.full((1, 2, 1), v), np.full((1, 2, 1), e)) for v, e in ((5.0, 3.0), (2.0, 4.0)))
    gap = one.beside(other)
    assert gap.values.ravel().tolist() == [3.0, 3.0]
    assert gap.errors.ravel().tolist() == [5.0, 5.0]


def test_the_city_stands_last_and_is_the_stick_beyond_it() -> None:
    result = results(table(), "2020")[0]
    known = result.uncertainty()
    own = scores_at([result], [known], result.columns, AREAS, "stick")
    np.testing.assert_allclose(own.values[0, -1], city_scores(result))
    np.testing.assert_allclose(own.errors[0, -1], city_errors(result, known))
    beyond = scores_at([result], [known], result.columns, AREAS, "city")
    np.testing.assert_allclose(beyond.values[0, :-1], own.values[0, :-1] - own.values[0, -1])
    assert np.isnan(beyond.values[0, -1]).all()


def test_ranks_and_others_errors_are_no_gap_between_groups() -> None:
    earlier, later = results(table(), "2020", "2022")
    with pytest.raises(ComputeError, match="ranks are places within each group"):
        oi.change(earlier, later, by="sex", stick="ranks")
    with pytest.raises(ComputeError, match="everybody's"):
        oi.trend(results(table(), *YEARS), by="sex", errors=[earlier.uncertainty()] * 3)


def test_what_is_told_is_of_the_group_that_is_known_least() -> None:
    held = trend()
    assert [m.id for m in measures_of(held.total, held.breakdown, finer=1)] == list(held.measures)
    assert any("oberoende" in note.sv for note in notes_of(change().answers))


def test_what_cannot_be_broken_down_hides_neither_the_city_nor_the_errors() -> None:
    """Of a dimension that no group has anything of nothing is lacking, for the city and the errors too."""
    full = table()
    gone = {
        variable
        for dimension in index().dimensions
        if dimension.id == "boende"
        for member in dimension.leaves()
        for variable in member.indicator.formula.variables
    }
    earlier, later = results(full[(full["sex"] == "total") | ~full["variable"].isin(gone)], "2020", "2022")
    held = oi.change(earlier, later, by="sex")
    gaps = held.gaps.query("measure == 'index'")
    assert gaps["area"].tolist()[-1] not in AREAS  # the city
    assert (gaps["high"] - gaps["low"] > 0.01).all()
    points = earlier.index.compute(earlier.statistics, period="2020", by="sex").gaps
    points = points[points["measure"] == "index"]
    assert (points["points_high"] - points["points_low"] > 0.01).all()


def test_groups_on_different_indicators_have_no_gap_in_points() -> None:
    index = oi.load_index("malmo-2023")
    figures = oi.example_statistics()
    earlier = index.compute(figures, period="2020")
    held = oi.change(earlier, index.compute(figures, period="2024", reference=earlier), by="age")
    ages = {(c.pair.first[0], c.pair.second[0]): c for c in held.contrasts}
    unlike = ages["18-24", "25-64"]
    own = [held.breakdown.results[(age,)].indicators.notna().any() for age in ("18-24", "25-64")]
    assert own[0].tolist() != own[1].tolist()
    assert np.isnan(unlike.gap[:, 0]).all()
    assert set(unlike.verdict[:, 0]) == {"untested"}
