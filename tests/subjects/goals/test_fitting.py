"""A goal beside an index: whether it fits, and how it is told."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.goals.fitting import (
    apart_unit,
    check_goal,
    goal_decimals,
    goal_indicator,
    goal_label,
    goal_unit,
    sign_of,
)

RESULT = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_what_does_not_fit_is_refused_with_the_nearest_name() -> None:
    for goal, said in (
        (oi.Goal("valdeltagandet", 2030, at_least=80), "did you mean 'valdeltagande'"),
        (oi.Goal("index", 2030, at_most=100, areas=("010",)), "the area '010' is unknown"),
        (oi.Goal("valdeltagande", 2030, at_most=80), "a higher value is a smaller challenge"),
    ):
        with pytest.raises(oi.errors.ComputeError, match=said):
            check_goal(goal, RESULT)
    check_goal(oi.Goal("ekonomi", 2030, at_most=100, areas=("10",)), RESULT)


def test_a_goal_has_its_measure_s_unit_decimals_and_side() -> None:
    score, share = oi.Goal("index", 2030, at_most="city"), oi.Goal("valdeltagande", 2030, at_least=80)
    assert (goal_unit(score, RESULT, "sv"), goal_unit(share, RESULT, "sv")) == ("poäng", "%")
    assert (goal_decimals(score, RESULT), goal_decimals(share, RESULT)) == (1, 1)
    assert (sign_of(score, RESULT), sign_of(share, RESULT)) == (1.0, -1.0)
    assert goal_indicator(score, RESULT) is None
    assert goal_label(score, RESULT, "sv") == "Index: högst som hela staden till 2030"
    assert "minst 80,0" in goal_label(share, RESULT, "sv")
    assert goal_label(oi.Goal("index", 2030, at_most=90, label="Vårt mål"), RESULT, "en") == "Vårt mål"


def test_a_goal_whose_year_has_passed_says_so_wherever_it_is_named() -> None:
    named = {
        year: goal_label(oi.Goal("index", year, at_most=100, label="Vårt mål"), RESULT, "sv")
        for year in (2015, 2090)
    }
    assert named == {2015: "Vårt mål (målåret har passerat)", 2090: "Vårt mål"}
    assert apart_unit("%", "sv") == "procentenheter"
