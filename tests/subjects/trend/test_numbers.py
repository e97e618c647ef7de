"""The tables of a trend fit together."""

from __future__ import annotations

import numpy as np

import omradesindex as oi


def test_a_trend_holds_its_changes(trend: oi.types.Trend, years: tuple[oi.types.Result, ...]) -> None:
    own = trend.change("2021", "2024").to_frame()
    np.testing.assert_allclose(own["change"], oi.change(years[1], years[4]).to_frame()["change"])
    np.testing.assert_allclose(
        trend.scores.iloc[:-1].to_numpy()[:, -1], trend.results[-1].scores["index"], atol=1e-12
    )
    assert set(trend.reopen()["area"]) == {"07", "10", "12"}


def test_ranks_have_lines_of_their_own(index: oi.types.Index) -> None:
    found = oi.trend(index, oi.example_statistics(), stick="ranks")
    assert found.stick.en == "Each year's own ranks"
    assert found.values[:, :, 0].min() == 1
    own = index.compute(oi.example_statistics(), period="2023").ranks["index"]
    assert found.scores["2023"].iloc[:-1].astype(int).tolist() == own.tolist()
    assert not found.lines.known.any()
