"""Gaps are judged in all areas at once, and in the city by itself."""

from __future__ import annotations

import numpy as np

from omradesindex.subjects.by_group.contrast import judged_gap
from omradesindex.subjects.over_time.noise import judge


def test_the_city_is_a_family_of_its_own() -> None:
    gap, error = np.array([[3.0], [1.0], [-2.4]]), np.ones((3, 1))
    judged = judged_gap(gap, error, level=0.95)
    areas, city = judge(gap[:2], error[:2], level=0.95), judge(gap[2:], error[2:], level=0.95)
    assert judged.low.tolist() == [*areas.low.tolist(), *city.low.tolist()]
    assert judged.verdict.ravel().tolist() == ["first", "noise", "second"]


def test_without_an_error_nothing_is_said() -> None:
    judged = judged_gap(np.array([[3.0], [9.0]]), np.array([[np.nan], [np.nan]]), level=0.95)
    assert judged.verdict.ravel().tolist() == ["untested", "untested"]
    assert np.isnan(judged.low).all()


def test_areas_and_city_may_know_their_errors_differently_well() -> None:
    gap, error = np.array([[3.0], [3.0]]), np.ones((2, 1))
    judged = judged_gap(gap, error, level=0.95, df=np.array([[np.inf], [2.0]]))
    assert judged.verdict.ravel().tolist() == ["first", "noise"]
