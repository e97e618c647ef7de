"""Scores by group over time: their errors, and what cannot be asked by group."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.subjects.by_group.over_time import Scores, measures_of, notes_of, scores_at
from omradesindex.subjects.over_time.city import city_errors
from omradesindex.subjects.over_time.sticks import city_scores
from tests.subjects.by_group.made_up import AREAS, YEARS, change, results, table, trend


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
