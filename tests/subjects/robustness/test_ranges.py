"""Quantiles and distances are those of the draws."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.methods import rank
from omradesindex.methods.agreement import kendall, spearman


def test_distances_and_quantiles_are_those_of_the_draws(choices_only: oi.types.Robustness) -> None:
    scores = choices_only.evaluate(choices_only.design()).to_numpy()
    ranks, base = rank(scores), choices_only.base.ranks["index"].to_numpy(float)
    found = choices_only.distances["mean"]
    assert found["mean_rank_shift"] == pytest.approx(np.abs(ranks - base).mean())
    assert found["kendall"] == pytest.approx(kendall(ranks, base).mean())
    assert found["spearman"] == pytest.approx(spearman(ranks, base).mean())
    outcomes = choices_only.outcomes()
    np.testing.assert_allclose(outcomes["kendall"], kendall(ranks, base))
    assert (
        outcomes[[f"rank:{area}" for area in choices_only.areas]].to_numpy(float).tolist() == ranks.tolist()
    )
    table = choices_only.rank_ranges(0.8)
    expected = np.quantile(ranks, [0.1, 0.5, 0.9], axis=0, method="inverted_cdf")
    assert table[["low", "median", "high"]].to_numpy(float).T.tolist() == expected.tolist()
    own = choices_only.design()["normalise"].to_numpy() == "z_score"
    assert choices_only.n_scores == own.sum()
    low, high = np.quantile(scores[own], [0.05, 0.95], axis=0)
    bin_width = np.diff(choices_only.bins.edges())[0]
    assert np.abs(choices_only.scores["low"] - low).max() < 0.2 + bin_width
    assert np.abs(choices_only.scores["high"] - high).max() < 0.2 + bin_width
    share = (scores[own] > 100).mean(axis=0)
    np.testing.assert_allclose(choices_only.crossing(100), share, atol=0.01)
