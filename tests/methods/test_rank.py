"""Ranks: ties as ties, missing scores push nobody down."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.methods import arithmetic, rank

# Whole thousandths: values that differ do so by more than rounding.
_NUMBERS = st.integers(-5000, 5000).map(lambda k: k / 1000)
_SCORES = hnp.arrays(float, st.integers(1, 20), elements=st.one_of(_NUMBERS, st.just(np.nan)))


def test_equal_scores_share_the_smallest_rank() -> None:
    assert rank([3.0, 9.0, 9.0, 1.0]).tolist() == [3, 1, 1, 4]


def test_a_difference_in_the_last_digit_is_none() -> None:
    assert rank([1.0, np.nextafter(1.0, 2.0)]).tolist() == [1, 1]
    assert rank([1.0, 1.000001]).tolist() == [2, 1]


def test_the_scale_may_be_greater_than_the_scores() -> None:
    # Sums of ±100 that are 0 on paper.
    left = [1e-14, -3e-14, 0.0]
    assert rank(left).tolist() == [1, 3, 2]
    assert rank(left, scale=100.0).tolist() == [1, 1, 1]


def test_equal_means_in_any_order_of_their_terms_share_a_rank() -> None:
    """Of one-decimal values in three orders, a fifth differ in the last digit."""
    draws = np.random.default_rng(1).integers(0, 1000, (2000, 3)) / 10
    means = arithmetic(draws[:, [[0, 1, 2], [2, 1, 0], [1, 0, 2]]], [1, 1, 1])
    assert (np.ptp(means, axis=1) > 0).mean() > 0.2
    assert (rank(means) == 1).all()


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
