"""Ranks of many draws at once are the ranks of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.methods import rank
from omradesindex.robustness.ranking import PAIRWISE_MOST, rank_block

# Few different values, so that ties and gaps are common.
SCORES = hnp.arrays(
    float,
    st.tuples(st.integers(1, 9), st.integers(1, 12)),
    elements=st.one_of(st.integers(0, 4).map(float), st.just(float("nan"))),
)


@given(SCORES)
def test_ranks_pairs_and_swaps_are_those_of_each_draw(scores: np.ndarray) -> None:
    found = rank_block(scores)
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
    found = rank_block(scores)
    assert found.above is None
    assert (found.ranks == np.nan_to_num(rank(scores.T).T)).all()
