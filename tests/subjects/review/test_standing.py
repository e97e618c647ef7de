"""How far from each goal: now and before, with a pace where there is one, without where there is none."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.review.standing import standings
from tests.subjects.review.conftest import GOALS


def test_distances_are_those_of_the_figures(change: oi.types.Change) -> None:
    for standing in standings(GOALS, change.after, change.start):
        goal = standing.goal
        known = change.after.scores if goal.measure == "index" else change.after.indicators
        rows = known[goal.measure]
        areas = [change.after.areas[row] for row in standing.rows]
        assert standing.value == pytest.approx(rows[areas].to_numpy())
        sign = -1 if goal.measure == "gymnasiebehorighet" else 1
        expected = np.maximum(sign * (rows[areas].to_numpy() - standing.target), 0)
        assert standing.distance == pytest.approx(expected)
    assert [len(s.rows) for s in standings(GOALS, change.after, None)] == [14, 14, 2]


def test_the_status_with_a_pace_is_that_of_goals(change: oi.types.Change, trend: oi.types.Trend) -> None:
    (standing,) = standings(GOALS[:1], change.after, None)
    assert standing.status.tolist() == oi.goals(trend, GOALS[0]).to_frame()["status"].tolist()


def test_a_goal_whose_year_has_come_is_missed_or_reached(change: oi.types.Change) -> None:
    standing = standings(GOALS, change.after, None)[1]
    assert set(standing.status) == {"missed", "reached"}
    assert (standing.distance[standing.status == "reached"] == 0).all()


def test_without_years_of_figures_there_is_a_distance_and_no_pace() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    (standing,) = standings(GOALS[:1], result, None)
    assert set(standing.status) == {"reached", "left"}
    assert np.isnan(standing.before).all()


def test_what_has_no_figures_is_not_judged() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    (standing,) = standings([oi.Goal("trangboddhet", 2030, at_most=10)], result, None)
    assert set(standing.status) == {"unknown"}
    assert np.isnan(standing.distance).all()
