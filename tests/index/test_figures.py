"""Every figure of a result with what it is: a score is as firm as the least firm of its parts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import omradesindex as oi
from omradesindex.index.figures import latest, measures


def test_all_figures_are_there_once_unrounded(result: oi.types.Result) -> None:
    own = {measure.code: measure for measure in measures(result)}
    for column in result.columns:
        np.testing.assert_array_equal(own[f"score_{column}"].values[:-1], result.scores[column])
        ranks = result.ranks[column].to_numpy(dtype=float, na_value=np.nan)
        np.testing.assert_array_equal(own[f"rank_{column}"].values[:-1], ranks)
    for name in result.indicators:
        np.testing.assert_array_equal(own[name].values, result.indicators[name])
        assert own[name].source == result.quality.at[name, "source"]
    assert len(own) == 2 * len(result.columns) + len(result.indicators.columns)


def test_a_score_is_as_firm_as_its_parts_and_says_why_it_is_not_there(
    compute: Callable[..., oi.types.Result],
) -> None:
    own = {measure.code: measure for measure in measures(compute(quality="official"))}
    assert own["score_ekonomi"].quality.tolist() == [*["estimated"] * 6, ""]
    assert own["score_boende"].quality.tolist() == [*["official"] * 5, "", ""]
    assert own["score_boende"].status.tolist() == [*["observed"] * 5, "suppressed", "no_cell"]
    assert own["rank_boende"].status.tolist() == own["score_boende"].status.tolist()
    assert own["trangboddhet"].status[5] == "suppressed"


def test_a_score_is_of_the_latest_period_of_its_parts(result: oi.types.Result) -> None:
    when = {measure.code: measure.period for measure in measures(result)}
    assert (when["score_ekonomi"], when["score_boende"], when["score_index"]) == ("2022", "2023", "2023")
    assert latest(result, ["", ""]) == ""
