"""Sums of blocks: the same to the last bit, however the rows were divided."""

from __future__ import annotations

import pickle
from dataclasses import fields
from functools import reduce
from itertools import pairwise
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods.sensitivity import SobolIndices, SobolSums, sobol_indices
from omradesindex.methods.sensitivity_design import CHUNK

ROWS = 6 * CHUNK + 100
#: Two factors, three outputs; the last chunk is not whole.
Y = np.random.default_rng(1).normal(50, 10, (4, ROWS, 3))


def sums(start: int, stop: int, **options: object) -> SobolSums:
    y = Y[:, start:stop]
    given = {"centre": 48.0, "resamples": 7, "seed": 3} | options
    return SobolSums.of(y[0], y[1], y[2:], start=start, **given)  # type: ignore[arg-type]


def same(one: SobolIndices, other: SobolIndices) -> None:
    for f in fields(one):
        np.testing.assert_array_equal(getattr(one, f.name), getattr(other, f.name), err_msg=f.name)


@pytest.mark.slow
@pytest.mark.parametrize("first", ["centred", "jansen", "uncentred"])
@given(cuts=st.sets(st.integers(1, 6)), random=st.randoms(use_true_random=False))
def test_blocks_in_any_order_and_grouping(first: str, cuts: set[int], random) -> None:
    edges = [0, *(CHUNK * c for c in sorted(cuts)), ROWS]
    blocks = [sums(a, b, first=first) for a, b in pairwise(edges)]
    random.shuffle(blocks)
    while len(blocks) > 1:  # any two, so that the grouping is drawn as well
        blocks[0] = blocks.pop(random.randrange(1, len(blocks))) + blocks[0]
        random.shuffle(blocks)
    assert blocks[0].rows == ROWS
    same(blocks[0].indices(), sums(0, ROWS, first=first).indices())


def test_as_when_all_runs_are_held_at_once() -> None:
    whole = sobol_indices(Y[0], Y[1], Y[2:], resamples=7, rng=3)
    parts = (sums(0, 4 * CHUNK) + sums(4 * CHUNK, ROWS)).indices()
    for f in fields(whole):
        np.testing.assert_allclose(getattr(parts, f.name), getattr(whole, f.name), atol=1e-10)


def test_what_is_kept_does_not_grow_with_the_runs() -> None:
    # 2**m chunks are one sum.
    assert len(sums(0, 4 * CHUNK).parts) == 1
    assert len(sums(0, 6 * CHUNK).parts) == 2
    (kept,) = sums(0, CHUNK).parts.values()
    assert kept.nbytes == reduce(add, (sums(i * CHUNK, (i + 1) * CHUNK) for i in range(4))).parts[2, 0].nbytes


def test_an_interrupted_sum_is_an_answer_about_the_rows_it_holds() -> None:
    held = sums(0, CHUNK) + sums(3 * CHUNK, 5 * CHUNK)
    rows = np.r_[0:CHUNK, 3 * CHUNK : 5 * CHUNK]
    found = held.indices()
    assert found.rows == held.rows == 3 * CHUNK
    alone = sobol_indices(Y[0, rows], Y[1, rows], Y[2:, rows], resamples=0)
    np.testing.assert_allclose(found.first, alone.first, atol=1e-12)
    np.testing.assert_allclose(found.total, alone.total, atol=1e-12)


def test_a_worker_may_send_it() -> None:
    there = pickle.loads(pickle.dumps(sums(0, CHUNK)))
    same((there + sums(CHUNK, ROWS)).indices(), sums(0, ROWS).indices())


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: sums(100, CHUNK), f"a multiple of {CHUNK}"),
        (lambda: sums(0, CHUNK) + sums(0, CHUNK), "row 0 has been summed"),
        (lambda: sums(0, 4 * CHUNK) + sums(2 * CHUNK, 3 * CHUNK), f"row {2 * CHUNK} has been summed"),
        (lambda: sums(0, CHUNK) + sums(CHUNK, ROWS, centre=50.0), "different analyses"),
        (lambda: sums(0, CHUNK) + sums(CHUNK, ROWS, resamples=8), "different analyses"),
        (lambda: sums(0, CHUNK) + sums(CHUNK, ROWS, seed=4), "different analyses"),
        (lambda: sums(0, CHUNK) + sums(CHUNK, ROWS, first="jansen"), "different analyses"),
    ],
)
def test_what_is_refused(make, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        make()
