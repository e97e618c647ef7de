"""Ranks: full precision, ties as ties, missing scores push nobody down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.methods import rank

_SCORES = hnp.arrays(float, st.integers(1, 20), elements=st.one_of(st.floats(-5, 5), st.just(np.nan)))


def test_equal_scores_share_the_smallest_rank() -> None:
    assert rank([3.0, 9.0, 9.0, 1.0]).tolist() == [3, 1, 1, 4]


def test_a_difference_in_the_last_digit_is_a_difference() -> None:
    assert rank([1.0, np.nextafter(1.0, 2.0)]).tolist() == [2, 1]


@given(_SCORES)
def test_a_rank_is_one_plus_the_number_of_higher_scores(scores: np.ndarray) -> None:
    expected = [np.nan if np.isnan(s) else 1 + int((scores > s).sum()) for s in scores]
    assert rank(scores) == pytest.approx(expected, nan_ok=True)


@given(_SCORES, st.randoms(use_true_random=False))
def test_permuting_scores_permutes_ranks(scores: np.ndarray, random: object) -> None:
    order = list(range(len(scores)))
    random.shuffle(order)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(rank(scores[order]), rank(scores)[order])


def test_leading_dimensions_are_scenarios() -> None:
    scores = np.random.default_rng(1).normal(size=(5, 3, 7))
    ranked = rank(scores)
    assert all((ranked[i, j] == rank(scores[i, j])).all() for i in range(5) for j in range(3))
