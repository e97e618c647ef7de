"""Designs: scipy's points, the same numbers whatever the block, and levels with the probabilities stated."""

from __future__ import annotations

import pickle
from inspect import signature
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import qmc

from omradesindex.errors import MethodError
from omradesindex.methods.sensitivity_design import CHUNK, discrete, sobol_design

KINDS = pytest.mark.parametrize("kind", ["sobol", "random"])
#: scipy's keyword for the seed of a sequence has changed.
RNG = "rng" if "rng" in signature(qmc.Sobol).parameters else "seed"


@pytest.mark.parametrize(("n", "columns"), [(2, 1), (1024, 3), (8192, 7)])
def test_the_points_are_scipy_s(n: int, columns: int) -> None:
    theirs = qmc.Sobol(2 * columns, **{RNG: np.random.default_rng(5)}).random(n)
    ours = np.hstack(sobol_design(n, columns, rng=5).block())
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=2.0**-30)


@KINDS
@given(cuts=st.lists(st.integers(0, 4 * CHUNK), max_size=4))
def test_the_same_numbers_whatever_the_block(kind: str, cuts: list[int]) -> None:
    design = sobol_design(4 * CHUNK, [1, 2], kind=kind, rng=3)
    edges = sorted({0, design.n, *cuts})
    blocks = [design.block(a, b) for a, b in pairwise(edges)]
    for whole, parts in zip(design.block(), zip(*blocks, strict=True), strict=True):
        np.testing.assert_array_equal(whole, np.concatenate(parts))


@KINDS
def test_a_worker_s_copy_makes_the_same_and_another_seed_does_not(kind: str) -> None:
    design = sobol_design(2048, 2, kind=kind, rng=np.random.default_rng(1))
    copy = pickle.loads(pickle.dumps(design))
    np.testing.assert_array_equal(design.runs(1000, 1100), copy.runs(1000, 1100))
    again = sobol_design(2048, 2, kind=kind, rng=design.seed)
    np.testing.assert_array_equal(design.runs(), again.runs())
    other = sobol_design(2048, 2, kind=kind, rng=design.seed + 1)
    assert not np.isclose(design.runs(), other.runs()).any(axis=(0, 2)).all()


@KINDS
def test_uniform_and_independent(kind: str) -> None:
    both = np.hstack(sobol_design(4096, 3, kind=kind, rng=2).block())
    assert both.min() > 0
    assert both.max() < 1
    np.testing.assert_allclose(both.mean(axis=0), 0.5, atol=0.02)
    np.testing.assert_allclose(both.var(axis=0), 1 / 12, atol=0.005)
    np.testing.assert_allclose(np.corrcoef(both.T), np.eye(6), atol=0.06)


def test_a_factor_s_columns_are_swapped_as_one() -> None:
    design = sobol_design(64, [1, 3, 2], rng=1)
    A, B = design.block()
    runs = design.runs()
    assert design.columns == 6
    np.testing.assert_array_equal(runs[0], A)
    np.testing.assert_array_equal(runs[1], B)
    for i, columns in enumerate([[0], [1, 2, 3], [4, 5]]):
        others = np.setdiff1d(np.arange(6), columns)
        np.testing.assert_array_equal(runs[i + 2][:, columns], B[:, columns])
        np.testing.assert_array_equal(runs[i + 2][:, others], A[:, others])


@pytest.mark.parametrize("p", [[0.5, 0.5], [0.1, 0.0, 0.25, 0.65], [0.0, 1.0, 0.0], [1.0]])
def test_every_level_has_its_probability(p: list[float]) -> None:
    u = sobol_design(4096, 1, rng=4).block()[0][:, 0]
    counts = np.bincount(discrete(u, p), minlength=len(p))
    np.testing.assert_allclose(counts / len(u), p, atol=1 / 1024)
    assert (counts[np.array(p) == 0] == 0).all()


def test_levels_do_not_depend_on_what_else_is_in_the_sample() -> None:
    # A map over the sample's own range would send the middle of these to other levels.
    assert discrete([0.3, 0.5, 0.6], 2).tolist() == [0, 1, 1]
    # A border belongs to the level above it, and no border is reached by a level of probability 0.
    assert discrete([0.5], 2).tolist() == discrete([0.5], [0.5, 0.5]).tolist() == [1]
    assert discrete([0.0], [0.0, 1.0]).tolist() == [1]


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_equal_levels_stay_in_bounds(k: int, u: float) -> None:
    assert 0 <= discrete(u, k) < k
    top = np.nextafter(1.0, 0.0)
    assert discrete(top, k) == k - 1
    assert discrete(top, np.full(k, 1 / k)) == k - 1


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: sobol_design(1000, 3), "512 or 1024"),
        (lambda: sobol_design(1, 3), "too few"),
        (lambda: sobol_design(8, 0), "needs factors"),
        (lambda: sobol_design(8, [1, 0]), "needs factors"),
        (lambda: sobol_design(8, 20_000), "at most"),
        (lambda: sobol_design(8, 2, kind="sobel"), "did you mean 'sobol'"),
        (lambda: sobol_design(8, 2, rng=-1), "no seed"),
        (lambda: sobol_design(8, 2).block(4, 9), "rows it has"),
        (lambda: discrete([1.0], 2), "between 0 and 1"),
        (lambda: discrete([0.1], 0), "1 or more"),
        (lambda: discrete([0.1], [0.5, 0.4]), "sum to 0.9"),
        (lambda: discrete([0.1], [1.5, -0.5]), "below 0"),
    ],
)
def test_what_is_refused(make, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        make()


def test_any_number_of_rows_at_random() -> None:
    assert sobol_design(1000, 2, kind="random", rng=1).runs().shape == (4, 1000, 2)
