"""Goals: how far, how fast, how likely; and what is no goal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import omradesindex as oi
from omradesindex.subjects.goals.goal import read_goals
from omradesindex.wording import Text

FILE = """
[[goal]]
label = { sv = "Varje område minst som staden", en = "Every area at least as the city" }
measure = "index"
at_most = "city"
year = 2030

[[goal]]
measure = "gymnasiebehorighet"
at_least = 85
year = 2028
areas = ["07", "10"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mal.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_a_file_and_objects_say_the_same(file: Path, trend: oi.types.Trend) -> None:
    written = oi.Goal("gymnasiebehorighet", 2028, at_least=85, areas=("07", "10"))
    assert read_goals(file)[1] == written
    found = oi.goals(trend, file)
    assert found.label(found.goals[0], "en") == "Every area at least as the city"
    assert found.label(written) == "Gymnasiebehörighet: minst 85,0\N{NO-BREAK SPACE}% till 2028"
    assert found.to_frame()["area"].tolist() == [*trend.areas, "07", "10"]


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
        error = (own["high"] - own["forecast"]) / stats.norm.ppf(0.975)
        assert own["probability"] == pytest.approx(stats.norm.cdf(-own["forecast"] / error))


def test_the_citys_own_figure_moves_too(trend: oi.types.Trend) -> None:
    frame = oi.goals(trend, oi.Goal("index", 2030, at_most="city")).to_frame().set_index("area")
    last = trend.results[-1].scores["index"]
    np.testing.assert_allclose(frame["left"], last - trend.city[-1, 0])
    ahead = trend.lines.slope[:, 0] - np.polyfit(trend.years, trend.city[:, 0], 1)[0]
    np.testing.assert_allclose(frame["pace"], -ahead, atol=1e-9)
    # The two areas that truly move; and the one that is furthest away stands still.
    assert frame.loc["07", "status"] == "wrong_way"
    assert frame.loc["10", "pace"] == frame["pace"].max() > 1
    assert frame.loc["08", "status"] == "too_slow"
    assert frame.loc["01", "status"] == "slipping"
    assert (frame.loc[frame["status"] == "reached", "distance"] == 0).all()


def test_the_probability_is_right_as_often_as_it_says() -> None:
    """Five years and a goal five years later, drawn many times from known lines."""
    from omradesindex.subjects.trend.lines import fit_lines

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


def test_the_summary_counts_the_areas(file: Path, trend: oi.types.Trend) -> None:
    found = oi.goals(trend, file)
    frame, summary = found.to_frame(), found.summary
    for row in summary.to_dict("records"):
        own = frame[frame["goal"] == row["goal"]]
        assert row["areas"] == len(own)
        for status, count in own["status"].value_counts().items():
            assert row[status] == count
        assert row["all_reach"] == pytest.approx(own["probability"].prod())


def test_what_is_no_goal_is_refused(trend: oi.types.Trend, index: oi.types.Index) -> None:
    for goal, said in (
        (oi.Goal("sysselsatning", 2030, at_least=80), "did you mean 'sysselsattning'"),
        (oi.Goal("index", 2030, at_most=100, areas=("010",)), "did you mean '10'"),
        (oi.Goal("index", 2024, at_most=100), r"not after the latest figures \(2024\)"),
        (oi.Goal("index", 2030, at_least=100), "a higher value is a greater challenge"),
        (oi.Goal("sysselsattning", 2030, at_most=80), "a higher value is a smaller challenge"),
    ):
        with pytest.raises(oi.errors.ComputeError, match=said):
            oi.goals(trend, goal)
    outranked = oi.trend(index.with_methods(aggregate={"index": "copeland"}), oi.example_statistics())
    with pytest.raises(oi.errors.ComputeError, match="the whole city has no figure"):
        oi.goals(outranked, oi.Goal("index", 2030, at_most="city"))
    ranks = oi.trend(index, oi.example_statistics(), stick="ranks")
    with pytest.raises(oi.errors.ComputeError, match="a trend of ranks has no pace"):
        oi.goals(ranks, oi.Goal("index", 2030, at_most=100))


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "there are no goals"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030', "a goal needs one target"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_most = 1\nat_least = 1', "a goal needs one target"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_moost = 1', "did you mean 'at_most'"),
        ("[[goal]]\nyear = 2030\nat_most = 1", "'measure' is missing"),
        ('[[goal]]\nmeasure = "index"\nyear = "2030"\nat_most = 1', "year must be a finite number"),
        ('[[goal]]\nmeasure = "index"\nyear = 20.5\nat_most = 1', "the year of a goal"),
        ('[[goal]]\nmeasure = "index"\nyear = 203\nat_most = 1', "the year of a goal is 203"),
        ('[[goal]]\nmeasure = "index"\nyear = 2030\nat_most = "town"', "at_most must be a finite number"),
        ("[[goal]\n", "cannot be read as TOML"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, written: str, said: str) -> None:
    path = tmp_path / "mal.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(oi.errors.DefinitionError, match=said) as caught:
        read_goals(path)
    assert "mal.toml" in str(caught.value) or "goal" in str(caught.value)


def test_a_measure_without_three_years_has_no_pace(index: oi.types.Index) -> None:
    table = oi.example_statistics().only(periods=["2020", "2021", "2022"]).to_frame()
    lacking = (table["variable"] == "trangbodda") & (table["period"] == "2021")
    table.loc[lacking, ["value", "status"]] = [np.nan, "not_collected"]
    total = (table[["sex", "disability", "age"]] == "total").all(axis=1)
    figures = oi.Statistics.from_frame(
        table.loc[total, ["area", "variable", "period", "value", "kind", "quality", "status", "source"]],
        name="Exempelstad (påhittad)",
        division=oi.example_division(),
        whole="X00",
    )
    trend = oi.trend(index, figures, partial=True)
    with pytest.raises(oi.errors.ComputeError, match="2 years with figures are too few"):
        oi.goals(trend, oi.Goal("trangboddhet", 2030, at_most=10))
    assert trend.uneven == ("trangboddhet",)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"at_most": np.nan}, "a finite number"),
        ({"at_most": np.inf}, "a finite number"),
        ({"at_most": True}, "a finite number"),
        ({"at_most": "5"}, "a finite number or 'city'"),
        ({"at_most": Decimal(5)}, "a finite number"),
        ({}, "needs one target"),
        ({"at_most": 5, "at_least": 5}, "has both"),
        ({"at_most": 5, "year": 2030.5}, "a whole number"),
        ({"at_most": 5, "year": "2030"}, "a whole number"),
        ({"at_most": 5, "areas": "07"}, "a list of text"),
        ({"at_most": 5, "areas": (7,)}, "the area 7 is no text"),
        ({"at_most": 5, "areas": ("07", "07")}, "stands there twice"),
    ],
)
def test_a_goal_that_is_none_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(oi.errors.OmradesindexError, match=said):
        oi.Goal(**{"measure": "index", "year": 2030, **options})  # type: ignore[arg-type]


def test_numbers_of_numpy_are_numbers(trend: oi.types.Trend) -> None:
    plain, own = (
        oi.Goal("index", 2030, at_most=100),
        oi.Goal("index", np.int64(2030), at_most=np.float32(100)),
    )
    assert plain == own
    with pytest.raises(oi.errors.DefinitionError, match="stands there twice"):
        oi.goals(trend, [plain, own])
    pd.testing.assert_frame_equal(oi.goals(trend, own).to_frame(), oi.goals(trend, plain).to_frame())


def test_a_goal_is_called_by_one_string_or_by_two() -> None:
    assert oi.Goal("index", 2030, at_most=100, label="Mål").label == Text("Mål", "Mål")
    with pytest.raises(oi.errors.DefinitionError, match="control character"):
        oi.Goal("index", 2030, at_most=100, label="\x1b[31m")
