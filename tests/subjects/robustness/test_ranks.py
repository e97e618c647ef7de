"""Ranks of many draws at once are the ranks of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.methods import rank
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST, rank_block

# Few different values, so that ties and gaps are common.
SCORES = hnp.arrays(
    float,
    st.tuples(st.integers(1, 9), st.integers(1, 12)),
    elements=st.one_of(st.integers(0, 4).map(float), st.just(float("nan"))),
)


@given(SCORES)
def test_ranks_pairs_and_swaps_are_those_of_each_draw(scores: np.ndarray) -> None:
    found = rank_block(scores, np.full(scores.shape[1], 4.0))
    assert (found.ranks == np.nan_to_num(rank(scores.T).T)).all()
    higher = scores[:, None] > scores[None]
    assert found.above is not None
    assert found.swapped is not None
    assert (found.above == higher.sum(axis=-1)).all()
    later_above_earlier = np.tril(np.ones((len(scores),) * 2, dtype=bool), -1)
    assert (found.swapped == (higher & later_above_earlier[..., None]).sum(axis=(0, 1))).all()


@pytest.mark.parametrize("n", [PAIRWISE_MOST + 1, 200])
def test_many_areas_are_sorted_to_the_same_ranks(n: int) -> None:
    rng = np.random.default_rng(1)
    scores = rng.integers(0, n, (n, 30)).astype(float)
    scores[rng.random(scores.shape) < 0.1] = np.nan
    found = rank_block(scores, np.full(30, float(n)))
    assert found.above is None
    assert (found.ranks == np.nan_to_num(rank(scores.T).T)).all()


@pytest.mark.parametrize("n", [5, PAIRWISE_MOST + 1])
def test_what_rounding_leaves_ranks_nobody_apart(n: int) -> None:
    rng = np.random.default_rng(1)
    scores = 100 + rng.integers(0, 3, (n, 40)) / 10
    left = scores + rng.choice([-3e-14, 0.0, 3e-14], scores.shape)
    scale = np.full(40, 130.0)
    assert (rank_block(left, scale).ranks == rank_block(scores, scale).ranks).all()


def test_numbers_too_large_for_their_scale_are_sorted_all_the_same() -> None:
    scores = np.random.default_rng(1).integers(0, 60, (PAIRWISE_MOST + 1, 20)) * 1e12
    found = rank_block(scores, np.ones(20))
    assert (found.ranks == rank(scores.T).T).all()
