"""Moran's I and its kin: esda's results, exact permutation distributions, and bad maps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import spatial
from omradesindex.methods.spatial import (
    local_moran,
    moran,
    nearest_neighbours,
    neighbour_matrix,
    row_standardised,
)


def ring(n: int) -> np.ndarray:
    near = np.roll(np.eye(n, dtype=bool), 1, axis=1)
    return near | near.T


def _map(shared: Callable[..., Path], values: str, pairs: str) -> tuple[pd.DataFrame, np.ndarray]:
    table = pd.read_csv(shared("oracles", "spatial", values))
    lists = pd.read_csv(shared("oracles", "spatial", pairs)).groupby("i")["j"].apply(list)
    # Lists of neighbours by code, as a user has them.
    return table, row_standardised({str(i): [str(j) for j in lists[i]] for i in table["id"]})


# -- published ----------------------------------------------------------------------------------------------


def test_sids_as_esda_computes_it(shared) -> None:
    table, weights = _map(shared, "sids2.csv", "sids2_neighbours.csv")
    x = table["SIDR74"].to_numpy()
    assert moran(x, weights).i == pytest.approx(0.247725193, abs=5e-10)
    assert moran(x, weights).expected == pytest.approx(-1 / 99)
    local = local_moran(x, weights)
    np.testing.assert_allclose(local.i, table["local_I_n1"], atol=1e-13)
    np.testing.assert_allclose(local.lag, table["lag_rowstd"], atol=1e-13)
    assert local.quadrant.tolist() == table["quadrant"].tolist()


def test_st_louis_as_esda_computes_it(shared) -> None:
    table, weights = _map(shared, "stl_hr8893.csv", "stl_neighbours.csv")
    found = moran(table["HR8893"], weights, permutations=999, rng=1, alternative="greater")
    assert found.i == pytest.approx(0.243655826, abs=5e-10)
    # esda's documentation prints a normal p of 0.00027 (two-sided); 999 permutations reach 0.001.
    assert found.p is not None
    assert found.p <= 0.003


def test_by_hand() -> None:
    # Four areas in a row, 1 2 3 4: z = −1.5 −0.5 0.5 1.5, lags −0.5 −0.5 0.5 0.5, Σz² = 5.
    weights = row_standardised({"a": ["b"], "b": ["a", "c"], "c": ["b", "d"], "d": ["c"]})
    assert moran([1.0, 2.0, 3.0, 4.0], weights).i == pytest.approx(2 / 5)
    np.testing.assert_allclose(local_moran([1.0, 2.0, 3.0, 4.0], weights).i, [0.45, 0.15, 0.15, 0.45])


# -- permutations -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alternative", ["greater", "less", "two-sided"])
def test_p_value_is_near_that_of_all_permutations(alternative) -> None:
    x, weights = np.array([1.0, 2.0, 4.0, 9.0, 7.0, 3.0]), row_standardised(ring(6))
    observed = moran(x, weights).i
    every = np.array([moran(x[list(order)], weights).i for order in permutations(range(6))])
    tails = (every >= observed - 1e-12).mean(), (every <= observed + 1e-12).mean()
    exact = {"greater": tails[0], "less": tails[1], "two-sided": min(1, 2 * min(tails))}[alternative]
    found = moran(x, weights, permutations=20_000, rng=1, alternative=alternative)
    assert found.p == pytest.approx(exact, abs=0.015)


def test_local_p_value_is_near_that_of_all_sets_of_neighbours() -> None:
    x, near = np.array([1.0, 2.0, 4.0, 9.0, 7.0, 3.0, 5.5]), ring(7)
    weights = row_standardised(near)
    found = local_moran(x, weights, permutations=20_000, rng=1, alternative="greater")
    z = x - x.mean()
    for i in range(7):
        others = [j for j in range(7) if j != i]
        every = np.array([z[i] * z[list(pair)].mean() for pair in combinations(others, 2)])
        observed = z[i] * z[near[i]].mean()
        assert found.p is not None
        assert found.p[i] == pytest.approx((every >= observed - 1e-12).mean(), abs=0.015)


def test_p_values_are_valid_without_any_pattern() -> None:
    # Under no pattern p ≤ α must not happen more often than α.
    x = np.random.default_rng(5).normal(size=(400, 14))
    weights = row_standardised(ring(14))
    for alternative in ("greater", "two-sided"):
        p = moran(x, weights, permutations=199, rng=1, alternative=alternative).p
        local = local_moran(x, weights, permutations=199, rng=2, alternative=alternative).p
        assert p is not None
        assert local is not None
        for alpha in (0.05, 0.2, 0.5):
            slack = 3 * np.sqrt(alpha * (1 - alpha) / 400)
            assert (p <= alpha).mean() <= alpha + slack
            assert ((local <= alpha).mean(axis=0) <= alpha + slack).all()


def test_p_values_have_a_floor_and_it_is_said() -> None:
    x, weights = np.arange(14.0), row_standardised(ring(14))
    found = moran(x, weights, permutations=9999, rng=1, alternative="greater")
    assert found.smallest_p == pytest.approx(1e-4)
    assert found.p >= found.smallest_p
    assert moran(x, weights, permutations=9999, rng=1).smallest_p == pytest.approx(2e-4)
    # Two neighbours out of 13 others: 78 pairs, however many permutations.
    local = local_moran(x, weights, permutations=9999, rng=1, alternative="greater")
    assert local.smallest_p is not None
    assert local.p is not None
    np.testing.assert_allclose(local.smallest_p, 1 / 78)
    assert local.p.min() > 0.5 / 78


def test_neighbours_with_unequal_weights_have_more_arrangements() -> None:
    weights = row_standardised(ring(14)) * np.where(np.arange(14) % 2, 1.5, 0.5)
    weights[0, [1, 13]] = 0.2, 0.8
    found = local_moran(np.arange(14.0), weights, permutations=9999, rng=1, alternative="less")
    assert found.smallest_p is not None
    assert found.smallest_p[0] == pytest.approx(1 / (13 * 12))
    assert found.smallest_p[1] == pytest.approx(1 / 78)


def test_same_seed_same_answer_whatever_the_block(monkeypatch) -> None:
    x, weights = np.random.default_rng(1).normal(size=9), row_standardised(ring(9))
    first = [f(x, weights, permutations=500, rng=3).p for f in (moran, local_moran)]
    monkeypatch.setattr(spatial, "_BLOCK", 70)
    again = [f(x, weights, permutations=500, rng=3).p for f in (moran, local_moran)]
    np.testing.assert_array_equal(again[0], first[0])
    np.testing.assert_array_equal(again[1], first[1])


# -- what they must be --------------------------------------------------------------------------------------

_VALUES = st.integers(4, 12).flatmap(
    lambda n: hnp.arrays(float, n, elements=st.integers(-50, 50).map(float)).filter(lambda x: np.ptp(x) > 0)
)


@given(_VALUES)
def test_local_sums_to_global(x: np.ndarray) -> None:
    n = len(x)
    weights = row_standardised(ring(n))
    whole = float(moran(x, weights).i) * weights.sum()
    assert local_moran(x, weights, variant="spdep").i.sum() == pytest.approx(whole, abs=1e-9)
    assert local_moran(x, weights).i.sum() == pytest.approx(whole * (n - 1) / n, abs=1e-9)


@given(_VALUES, st.floats(0.01, 100), st.floats(-100, 100), st.randoms())
def test_unit_level_and_order_do_not_matter(x: np.ndarray, times: float, plus: float, random) -> None:
    near = ring(len(x))
    order = list(range(len(x)))
    random.shuffle(order)
    weights = row_standardised(near)
    found, local = moran(x, weights).i, local_moran(x, weights).i
    np.testing.assert_allclose(moran(times * x + plus, weights).i, found, atol=1e-9)
    np.testing.assert_allclose(moran(-x, weights).i, found, atol=1e-9)
    np.testing.assert_allclose(moran(x, 7 * weights).i, found, atol=1e-9)
    moved = row_standardised(near[np.ix_(order, order)])
    np.testing.assert_allclose(moran(x[order], moved).i, found, atol=1e-9)
    np.testing.assert_allclose(local_moran(x[order], moved).i, local[order], atol=1e-9)


def test_checkerboard_and_gradient() -> None:
    weights = row_standardised(ring(14))
    assert moran(np.resize([1.0, -1.0], 14), weights).i == pytest.approx(-1)
    assert moran(np.sin(np.arange(14) * 2 * np.pi / 14), weights).i > 0.8


def test_quadrants() -> None:
    weights = row_standardised({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"], "e": ["c"], "f": ["a"]})
    x = np.array([9.0, 8.0, 1.0, 2.0, 9.0, 1.0])
    assert local_moran(x, weights).quadrant.tolist() == [1, 1, 3, 3, 4, 2]


def test_batch_is_the_same_as_one_by_one_and_missing_is_missing() -> None:
    x = np.random.default_rng(1).normal(size=(2, 3, 8))
    x[1, 2, 4] = np.nan
    weights = row_standardised(ring(8))
    found = moran(x, weights, permutations=99, rng=3)
    local = local_moran(x, weights, permutations=99, rng=3)
    for at in np.ndindex(2, 3):
        np.testing.assert_allclose(found.i[at], moran(x[at], weights).i)
        np.testing.assert_allclose(found.p[at], moran(x[at], weights, permutations=99, rng=3).p)
        np.testing.assert_allclose(local.p[at], local_moran(x[at], weights, permutations=99, rng=3).p)
    assert np.isnan(found.i[1, 2])
    assert np.isnan(found.p[1, 2])
    assert np.isnan(local.p[1, 2]).all()
    assert local.quadrant[1, 2].tolist() == [0] * 8


# -- neighbours ---------------------------------------------------------------------------------------------


def test_nearest_neighbours_keep_ties_and_follow_their_areas() -> None:
    points = np.array([[0, 0], [1, 0], [-1, 0], [5, 5], [0, 3.0]])
    near = nearest_neighbours(points, 1)
    assert near[0].tolist() == [False, True, True, False, False]
    assert not near.diagonal().any()
    order = [3, 0, 4, 2, 1]
    np.testing.assert_array_equal(
        nearest_neighbours(points[order], 2), nearest_neighbours(points, 2)[np.ix_(order, order)]
    )
    assert (nearest_neighbours(points, 4).sum(axis=1) == 4).all()


def test_islands_can_be_tied_to_their_nearest() -> None:
    near = ring(5)
    near[2], near[:, 2] = False, False
    near[1, 3] = near[3, 1] = True
    with pytest.raises(MethodError, match=r"position 2: an area is an island.*nearest_neighbours"):
        row_standardised(near)
    bridged = near | nearest_neighbours([[0, 0], [1, 0], [2, 9], [3, 0], [4, 0]], 1)
    assert row_standardised(bridged).sum(axis=1).tolist() == [1.0] * 5


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: neighbour_matrix([[0, 1], [1, 1]]), "position 1: an area is its own neighbour"),
        (lambda: neighbour_matrix({"a": ["b"], "b": ["b"]}), "its own neighbour: 'b'"),
        (lambda: neighbour_matrix({"a": ["b"], "b": []}), "island, without neighbours: 'b'"),
        (lambda: neighbour_matrix({"a": ["b", "x"], "b": ["a"]}), "neighbours 'x' of 'a' are no areas"),
        (lambda: neighbour_matrix([[0, 2], [1, 0]]), "something else than 0 and 1"),
        (lambda: neighbour_matrix([[0, np.nan], [1, 0]]), "something else than 0 and 1"),
        (lambda: neighbour_matrix([[0, 1, 0], [1, 0, 1]]), "as many rows as columns"),
        (lambda: nearest_neighbours([[0, 0], [1, 1]], 2), "from 1 to 1"),
        (lambda: nearest_neighbours([[0, 0], [1, np.nan]], 1), "coordinate is missing"),
        (lambda: nearest_neighbours([0, 1, 2], 1), r"expected: \(n_areas, 2\)|Expected"),
        (lambda: moran([1.0, 1.0, 1.0], ring(3)), "the same everywhere"),
        (lambda: moran([[1.0, 2.0, 1.0], [4.0, 4.0, 4.0]], ring(3)), "position 1: the values are the same"),
        (lambda: moran([1.0, 2.0], [[0, 1], [1, 0]]), "too few for a spatial pattern"),
        (lambda: moran([1.0, 2.0, 3.0, 4.0], ring(3)), "weights of shape"),
        (lambda: moran([1.0, 2.0, 3.0], -1.0 * ring(3)), "below 0"),
        (lambda: moran([1.0, 2.0, 3.0], np.eye(3)), "its own neighbour"),
        (lambda: moran([1.0, 2.0, 3.0], ring(3), alternative="more"), "unknown"),
        (lambda: local_moran([1.0, 2.0, 3.0], ring(3), variant="spdeb"), "did you mean 'spdep'"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()


def test_neighbours_that_have_no_room_are_refused_before() -> None:
    chain = {str(i): [str(i - 1 if i else 1)] for i in range(45_000)}
    with pytest.raises(MethodError, match=r"^the neighbours of 45000 areas as a matrix would take 2\.0 GB"):
        neighbour_matrix(chain)
    with pytest.raises(MethodError, match=r"would take 36\.5 GB of memory.*such as a county"):
        nearest_neighbours(np.zeros((33_755, 2)), 3)
