"""Goals: how far, how fast, how likely; and what is no goal."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi


def test_what_is_no_goal_is_refused(trend: oi.types.Trend, index: oi.types.Index) -> None:
    for goal, said in (
        (oi.Goal("valdeltagandet", 2030, at_least=80), "did you mean 'valdeltagande'"),
        (oi.Goal("index", 2030, at_most=100, areas=("010",)), "did you mean '10'"),
        (oi.Goal("index", 2024, at_most=100), r"not after the latest figures \(2024\)"),
        (oi.Goal("index", 2030, at_least=100), "a higher value is a greater challenge"),
        (oi.Goal("valdeltagande", 2030, at_most=80), "a higher value is a smaller challenge"),
    ):
        with pytest.raises(oi.errors.ComputeError, match=said):
            oi.goals(trend, goal)
    outranked = oi.trend(index.with_methods(aggregate={"index": "copeland"}), oi.example_statistics())
    with pytest.raises(oi.errors.ComputeError, match="the whole city has no figure"):
        oi.goals(outranked, oi.Goal("index", 2030, at_most="city"))
    ranks = oi.trend(index, oi.example_statistics(), stick="ranks")
    with pytest.raises(oi.errors.ComputeError, match="a trend of ranks has no pace"):
        oi.goals(ranks, oi.Goal("index", 2030, at_most=100))


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


def test_numbers_of_numpy_are_numbers(trend: oi.types.Trend) -> None:
    plain, own = (
        oi.Goal("index", 2030, at_most=100),
        oi.Goal("index", np.int64(2030), at_most=np.float32(100)),
    )
    assert plain == own
    with pytest.raises(oi.errors.DefinitionError, match="stands there twice"):
        oi.goals(trend, [plain, own])
    pd.testing.assert_frame_equal(oi.goals(trend, own).to_frame(), oi.goals(trend, plain).to_frame())
