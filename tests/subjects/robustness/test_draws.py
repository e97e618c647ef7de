"""Every combination and a sample of them come to the same."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.subjects.robustness.made_up import (
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def test_every_combination_is_what_sampling_comes_to() -> None:
    # Pseudo-random draws of a few combinations come near the exhaustive answer, and nearer with more.
    options = {"drop": 1, "normalise": ["min_max"], "aggregate": ["geometric"], "sets": ["mkb"]}
    exact = only(INDEX, EXAMPLE, **options, n="all")
    # The index has 12 indicators to leave out and mkb 18: each set is counted equally often.
    assert [len(c.drops) for c in exact.problem.sets] == [13, 19]
    assert exact.n == 2 * 2 * (13 + 19)
    design = exact.design()
    assert len(design) == exact.n
    assert len(design[design["set"] == "mkb"].drop_duplicates()) == 2 * 2 * 19
    by_set = exact.outcomes().groupby(design["set"])["kendall"].mean()
    assert by_set.mean() == pytest.approx(exact.distances.loc["kendall", "mean"])
    assert "alla 128 sätt" in exact.summary()
    sampled = only(INDEX, EXAMPLE, **options, n=200_000, sobol=False)
    assert np.abs(exact.acceptability - sampled.acceptability).to_numpy().max() < 0.006
    assert exact.distances.loc["kendall", "mean"] == pytest.approx(
        sampled.distances.loc["kendall", "mean"], abs=0.003
    )


def test_a_row_of_a_design_has_the_same_score_alone(choices_only: oi.types.Robustness) -> None:
    design = choices_only.design(0, 200)
    together = choices_only.evaluate(design)
    for row in range(0, 200, 9):
        alone = choices_only.evaluate(design.iloc[[row]])
        assert (alone.iloc[0] == together.iloc[row]).all()
    some = choices_only.evaluate(design.iloc[50:61])
    assert (some == together.iloc[50:61]).all(axis=None)
