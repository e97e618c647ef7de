"""Rank correlations: against an independent implementation, and what they must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.agreement import kendall, spearman

# Few different values, so that ties are common.
PAIRS = st.integers(2, 30).flatmap(lambda n: hnp.arrays(float, (2, n), elements=st.integers(-4, 4)))


@given(PAIRS)
def test_against_scipy(pair: np.ndarray) -> None:
    stats = pytest.importorskip("scipy.stats")
    x, y = pair
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        assert np.isnan(kendall(x, y))
        assert np.isnan(spearman(x, y))
    else:
        assert kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic, abs=1e-12)
        assert spearman(x, y) == pytest.approx(stats.spearmanr(x, y).statistic, abs=1e-12)


@pytest.mark.parametrize("agreement", [kendall, spearman])
def test_ends_gaps_and_scenarios(agreement) -> None:
    x = np.array([3.0, 1.0, 2.0, 9.0])
    assert agreement(x, np.exp(x)) == pytest.approx(1)
    assert agreement(x, -x) == pytest.approx(-1)
    gap = np.array([3.0, np.nan, 2.0, 9.0])
    assert agreement(gap, x) == pytest.approx(1)
    rng = np.random.default_rng(1)
    many = rng.normal(size=(3, 5, 4))
    alone = [[agreement(x, row) for row in block] for block in many]
    np.testing.assert_allclose(agreement(x, many), alone)


@pytest.mark.parametrize("agreement", [kendall, spearman])
def test_orders_of_different_length_are_refused(agreement) -> None:
    with pytest.raises(MethodError, match="different length"):
        agreement([1, 2], [1, 2, 3])
