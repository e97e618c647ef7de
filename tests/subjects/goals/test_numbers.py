"""How many areas stand where, and what goals are called."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi


def test_the_overall_table_counts_the_areas(goals: oi.types.Goals) -> None:
    frame, overall = goals.to_frame(), goals.overall
    for row in overall.to_dict("records"):
        own = frame[frame["goal"] == row["goal"]]
        assert row["areas"] == len(own)
        for status, count in own["status"].value_counts().items():
            assert row[status] == count
        # Whatever the areas have to do with each other: between Fréchet's bounds, over the models.
        models = own[["probability", "probability_level", "probability_return"]].to_numpy()
        assert row["all_reach_high"] == pytest.approx(models.min(axis=0).max())
        assert row["all_reach_low"] == pytest.approx(max((1 - (1 - models).sum(axis=0)).min(), 0))
        np.testing.assert_array_equal(own["probability_low"], models.min(axis=1))
        np.testing.assert_array_equal(own["probability_high"], models.max(axis=1))


def test_all_of_one_area_reach_a_goal_as_likely_as_it_does(goals: oi.types.Goals) -> None:
    alone = oi.goals(goals.trend, oi.Goal("index", 2030, at_most="city", areas=goals.areas[:1]))
    row, area = alone.overall.iloc[0], alone.to_frame().iloc[0]
    assert area["probability_low"] < area["probability_high"]
    assert row["all_reach_low"] == pytest.approx(area["probability_low"])
    assert row["all_reach_high"] == pytest.approx(area["probability_high"])


def test_goals_have_a_unit_and_a_label(goals: oi.types.Goals) -> None:
    first, second = goals.goals
    assert (goals.unit(first, "en"), goals.unit(second)) == ("points", "%")
    assert (goals.decimals(first), goals.decimals(second)) == (1, 1)
    assert goals.label(first, "en") == "Index: at most the whole city's by 2030"
    assert goals.areas == goals.trend.areas
