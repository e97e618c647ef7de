"""Rank correlations: against an independent implementation, and what they must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import agreement as orders
from omradesindex.methods.agreement import kendall, overlap, pairs, spearman

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


@given(PAIRS)
def test_pairs_are_those_that_are_counted_one_by_one(pair: np.ndarray) -> None:
    x, y = pair
    above = np.triu_indices(len(x), 1)
    one, other = (np.sign(np.subtract.outer(v, v))[above] for v in pair)
    found = pairs(x, y)
    assert found.same == (one == other).sum()
    assert found.opposite == (one * other < 0).sum()
    assert (found.all, found.tied_first, found.tied_second) == (
        len(one),
        (one == 0).sum(),
        (other == 0).sum(),
    )


def test_many_areas_are_sorted_and_give_the_same_number(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    x, y = rng.integers(0, 40, size=(2, 3, 200)).astype(float)
    x[1, ::7] = np.nan
    one_by_one = kendall(x, y)
    monkeypatch.setattr(orders, "_FEW", 0)
    assert kendall(x, y).tolist() == one_by_one.tolist()


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


def test_overlap_is_cohen_s_and_fisher_s() -> None:
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(3)
    for _ in range(40):
        a, b = rng.integers(0, 2, size=(2, 12)).astype(float)
        found = overlap(a, b)
        table = [[int(((a == i) & (b == j)).sum()) for j in (1, 0)] for i in (1, 0)]
        assert found.by_chance == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)
        assert (found.both, found.first, found.second, found.of) == (table[0][0], a.sum(), b.sum(), 12)
        assert np.isnan(found.kappa) or found.kappa <= 1
    assert overlap([1, 0, 1], [1, 0, 1]).kappa == 1
    assert np.isnan(overlap([1, 1], [1, 1]).kappa)


def test_an_area_that_nobody_has_judged_is_on_neither_list() -> None:
    found = overlap([1, np.nan, 0], [1, 1, np.nan])
    assert (found.both, found.of) == (1, 1)
    assert overlap([np.nan], [1.0]).of == 0
    with pytest.raises(MethodError, match="one dimension"):
        overlap([[1.0]], [[1.0]])
