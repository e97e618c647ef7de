"""Ranks and counts in machine code: those of numpy, with ties, gaps and numbers that lie far apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.methods.equal import steps_in_one
from omradesindex.subjects.robustness.fast_layout import counts_of
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST, rank_block
from omradesindex.subjects.robustness.tally import Bins, Tally

pytest.importorskip("numba")

from omradesindex.subjects.robustness.fast_counts import count_pairs, count_places, pack, place_sorted


@dataclass
class Counted:
    """As much of a problem as counting asks for."""

    areas: tuple[str, ...]
    base_ranks: np.ndarray
    base_scores: np.ndarray
    n_groups: int = 1


def scores_of(seed: int, n: int, m: int, kind: str) -> np.ndarray:
    rng = np.random.default_rng(seed)
    scores = {
        "even": rng.normal(100, 10, (n, m)),
        "ties": rng.integers(95, 105, (n, m)).astype(float),
        "far": rng.normal(0, 1, (n, m)) * 10.0 ** rng.integers(-3, 9, (n, m)),
        "gaps": np.where(rng.random((n, m)) < 0.1, np.nan, rng.normal(100, 10, (n, m))),
        "none": np.full((n, m), np.nan),
    }[kind]
    return np.ascontiguousarray(scores)


def counted(scores: np.ndarray, seed: int) -> tuple[Problem, Bins, Tally]:
    n = len(scores)
    rng = np.random.default_rng(seed)
    base = rng.integers(0, n + 1, n)
    problem = Counted(tuple(map(str, range(n))), base, np.nan_to_num(scores[:, 0]))
    bins = Bins.of(problem)
    return problem, bins, Tally.empty(problem, bins)


def expected(scores: np.ndarray, scale: np.ndarray, problem: Counted, tally: Tally) -> int:
    """Count places and pairs by numpy; the sum of differences from the base."""
    ranked = rank_block(scores, scale)
    ranks, base = ranked.ranks.astype(int), problem.base_ranks[:, None]
    apart = np.where((ranks == 0) | (base == 0), 0, np.abs(ranks - base))
    for area, row in enumerate(ranks):
        tally.ranks[area] += np.bincount(row, minlength=len(ranks) + 1)[1:].astype(np.int32)
    if tally.pairs is not None:
        tally.pairs.above += ranked.above
        tally.pairs.swapped += np.bincount(ranked.swapped, minlength=len(tally.pairs.swapped))
        for into, found in ((tally.pairs.shift, apart), (tally.pairs.squared, apart**2)):
            into += np.bincount(found.sum(axis=0), minlength=len(into))
    return int(apart.sum())


KINDS = st.sampled_from(["even", "ties", "far", "gaps", "none"])


@given(
    st.integers(0, 10**6), st.integers(2, PAIRWISE_MOST), st.sampled_from([1, 7, 300]), KINDS, st.booleans()
)
def test_pairs_are_counted_as_by_numpy(seed: int, n: int, m: int, kind: str, each: bool) -> None:
    scores = scores_of(seed, n, m, kind)
    problem, bins, tally = counted(scores, seed)
    found = replace(tally, ranks=tally.ranks.copy(), pairs=Tally.empty(problem, bins).pairs)
    # Each draw may have a scale of its own.
    scale = (
        np.sort(np.random.default_rng(seed).choice([100.0, 130.0, 1000.0], m)) if each else np.full(m, 130.0)
    )
    steps = steps_in_one(scale) if each else steps_in_one(scale[:1])
    shifted = count_pairs(scores, steps, False, counts_of(problem, bins, found))
    assert shifted == expected(scores, scale, problem, tally)
    np.testing.assert_array_equal(found.ranks, tally.ranks)
    for name in ("above", "shift", "squared", "swapped"):
        np.testing.assert_array_equal(getattr(found.pairs, name), getattr(tally.pairs, name))


@given(st.integers(0, 10**6), st.integers(65, 200), st.sampled_from([1, 40]), KINDS)
def test_areas_that_are_sorted_are_counted_as_by_numpy(seed: int, n: int, m: int, kind: str) -> None:
    scores = scores_of(seed, n, m, kind)
    problem, bins, tally = counted(scores, seed)
    found = Tally.empty(problem, bins)
    counts, packed = counts_of(problem, bins, found), np.empty((m, n), dtype=np.int64)
    places, filed = np.full((2, n, m + 3), -1, dtype=np.int32)
    steps = steps_in_one(np.array([130.0]))
    assert pack(np.ascontiguousarray(scores.T), steps, True, counts, n.bit_length(), 2, packed, filed)
    packed.sort(axis=1)
    shifted = place_sorted(packed, n.bit_length(), counts, 2, places)
    count_places(places, found.ranks)
    assert shifted == expected(scores, np.full(m, 130.0), problem, tally)
    np.testing.assert_array_equal(found.ranks, tally.ranks)
    assert (filed[:, :2] == -1).all()
    there = ~np.isnan(scores)
    assert ((filed[:, 2:-1] >= 0) == there).all()
    inside = there & (scores > bins.low) & (scores < bins.high)
    edges = bins.edges()
    assert (edges[filed[:, 2:-1][inside]] <= scores[inside] + 1e-9 * abs(bins.high)).all()


def test_numbers_too_large_are_not_packed() -> None:
    scores = scores_of(1, 70, 3, "even")
    problem, bins, tally = counted(scores, 1)
    packed, filed = np.empty((3, 70), dtype=np.int64), np.empty((70, 3), dtype=np.int32)
    rows = np.ascontiguousarray(scores.T)
    counts = counts_of(problem, bins, tally)
    assert pack(rows, np.array([2.0**20]), False, counts, 7, 0, packed, filed)
    assert not pack(rows, np.array([2.0**50]), False, counts, 7, 0, packed, filed)
