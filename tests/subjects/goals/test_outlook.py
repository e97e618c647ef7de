"""Distance, pace and probability of a goal."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

import omradesindex as oi
from omradesindex.subjects.goals.outlook import outlook
from omradesindex.subjects.trend.lines import fit_lines
from tests.subjects.conftest import errors


def test_distance_pace_and_probability_of_a_fixed_target(trend: oi.types.Trend) -> None:
    goal = oi.Goal("gymnasiebehorighet", 2030, at_least=85)
    frame = oi.goals(trend, goal).to_frame().set_index("area")
    place = [i.id for i in trend.index.indicators].index("gymnasiebehorighet")
    values = np.stack([r.measured.values[:-1, place] for r in trend.results])
    for k, area in enumerate(trend.areas):
        own = frame.loc[area]
        assert own["left"] == pytest.approx(85 - values[-1, k])
        assert own["needed"] == pytest.approx(max(85 - values[-1, k], 0) / 6)
        line = stats.linregress(trend.years, values[:, k])
        assert own["pace"] == pytest.approx(line.slope)  # more pupils are towards the goal
        assert own["forecast"] == pytest.approx(85 - line.intercept - 2030 * line.slope)
        assert own["low"] < own["forecast"] < own["high"]
        assert (own["probability"] < 0.025) == (own["low"] > 0)
        assert own["probability_low"] <= own["probability"] <= own["probability_high"]


def test_the_citys_own_figure_moves_too(trend: oi.types.Trend) -> None:
    frame = oi.goals(trend, oi.Goal("index", 2030, at_most="city")).to_frame().set_index("area")
    last = trend.results[-1].scores["index"]
    np.testing.assert_allclose(frame["left"], last - trend.city[-1, 0])
    ahead = trend.lines.slope[:, 0] - np.polyfit(trend.years, trend.city[:, 0], 1)[0]
    np.testing.assert_allclose(frame["pace"], -ahead, atol=1e-9)
    # The two areas that truly move; the one that is furthest away does not for certain.
    assert frame.loc["07", ["movement", "status"]].tolist() == ["receding", "receding"]
    assert frame.loc["10", "pace"] == frame["pace"].max() > 1
    assert frame.loc["10", ["movement", "status"]].tolist() == ["approaching", "too_slow"]
    assert frame.loc["08", ["movement", "status"]].tolist() == ["still", "still"]
    near = oi.goals(trend, oi.Goal("index", 2030, at_most=107)).to_frame().set_index("area")
    assert near.loc["07", "status"] == "may_lose"
    assert (frame.loc[frame["status"] == "reached", "distance"] == 0).all()


def test_a_goal_and_a_trend_say_the_same_of_the_same_figures(beyond: oi.types.Trend) -> None:
    """Also where the goal is for one area: its family is the trend's."""
    for areas in ((), ("06",), ("07", "09")):
        goal = oi.goals(beyond, oi.Goal("index", 2030, at_most="city", areas=areas)).to_frame()
        verdicts = beyond.verdicts["index"][goal["area"]].tolist()
        same = {"improved": "approaching", "worsened": "receding", "noise": "still", "untested": "unknown"}
        assert goal["movement"].tolist() == [same[verdict] for verdict in verdicts]
        moved = goal["status"].isin(["on_pace", "too_slow"])
        assert (goal.loc[moved, "movement"] == "approaching").all()


def test_what_is_not_known_is_not_chance(trend: oi.types.Trend) -> None:
    """Figures on a straight line without an error leave nothing to judge by."""
    flat = replace(trend, errors=tuple(errors(result, np.nan) for result in trend.results))
    straight = np.linspace(0, 1, 5)[:, None] * np.ones(len(trend.areas)) + 105
    exact = SimpleNamespace(
        untold=lambda _measure: (),
        **{
            name: getattr(flat, name)
            for name in ("columns", "results", "areas", "years", "level", "correlation", "index")
        },
        values=straight[..., None] * np.ones(len(trend.columns)),
        value_errors=np.full((5, len(trend.areas), len(trend.columns)), np.nan),
        city=np.full((5, len(trend.columns)), 100.0),
    )
    own = outlook(oi.Goal("index", 2030, at_most=100), exact)  # type: ignore[arg-type]
    assert set(own.movement) == set(own.status) == {"unknown"}
    assert np.isnan(own.probability_low).all()
    there = outlook(oi.Goal("index", 2030, at_most=110), exact)  # type: ignore[arg-type]
    assert set(there.status) == {"reached"}


def test_the_probability_is_right_as_often_as_it_says() -> None:
    """Five years and a goal five years later, drawn many times from known lines."""
    rng = np.random.default_rng(7)
    years, n = np.arange(2019.0, 2024), 6000
    slope, size = rng.normal(0, 1, (1, n)), np.full((5, 1, n), 1.5)
    seen = slope * (years - 2021)[:, None, None] + rng.normal(0, 1.5, (5, 1, n))
    lines = fit_lines(years, seen, size)
    chance = stats.norm.cdf(-lines.at(2028) / (lines.forecast_error(2028) / lines.inflation))
    reached = slope * 7 + rng.normal(0, 1.5, (1, n)) <= 0
    # Bayes with a flat belief about slopes: where slopes differ widely, chances are calibrated.
    for low, high in ((0.0, 0.2), (0.3, 0.7), (0.8, 1.0)):
        some = (chance >= low) & (chance <= high)
        assert reached[some].mean() == pytest.approx(chance[some].mean(), abs=0.06)
