"""The numbers of a study agree with each other."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error
from tests.figures import texts, words_in
from tests.subjects.robustness.made_up import (
    assert_legible,
)


def test_acceptability_rows_and_columns_sum_to_one(study: oi.types.Robustness) -> None:
    table = study.acceptability.to_numpy()
    np.testing.assert_allclose(table.sum(axis=1), 1)
    np.testing.assert_allclose(table.sum(axis=0), 1)


def test_pairs_ranks_and_the_first_agree(study: oi.types.Robustness) -> None:
    above, ranks = study.above.to_numpy(), study.ranks
    off = ~np.eye(len(above), dtype=bool)
    np.testing.assert_allclose((above + above.T)[off], 1)
    # The expected rank is one more than the expected number of areas above.
    np.testing.assert_allclose(1 + above.sum(axis=0), ranks["mean"].to_numpy(float))
    np.testing.assert_allclose(study.among_first(3), study.acceptability[[1, 2, 3]].sum(axis=1))
    assert study.among_first(3).sum() == pytest.approx(3)
    assert (ranks["best"] <= ranks["low"]).all()
    assert (ranks["low"] <= ranks["median"]).all()
    assert (ranks["median"] <= ranks["high"]).all()
    assert (ranks["high"] <= ranks["worst"]).all()


def test_questions_that_have_no_answer_are_refused(choices_only: oi.types.Robustness) -> None:
    with pytest.raises(oi.errors.MethodError, match="whole number"):
        choices_only.among_first(2.5)  # type: ignore[arg-type]
    with pytest.raises(oi.errors.MethodError, match="dict"):
        choices_only.evaluate({"weights": ["given"]})  # type: ignore[arg-type]
    with pytest.raises(oi.errors.MethodError, match="draws"):
        ranks_under_error(choices_only.base, draws=10**9)


def test_ranking_shows_the_ranges(shown) -> None:
    figure = shown.result.plot.ranking()
    assert_legible(figure)
    ranges = [text.get_text() for text in texts(figure) if text.get_gid() == "rank-range"]
    order = shown.base.ranks["index"].astype(int).argsort()
    assert ranges == [shown.result.rank_ranges.texts()[i] for i in order]
    assert shown.kind() in " ".join(words_in(figure))
    assert "Intervall" not in words_in(shown.base.plot.ranking())
