"""Ranks of many scenarios at once, with what is counted on the way.

Scores stand with the draws last, ``(n_areas, n_draws)``, so that comparing two areas compares two long rows;
areas stand in the order of the base, so that a pair in another order than the base is one comparison.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import steps_in_one
from omradesindex.subjects.robustness.problem import starts_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: Up to so many areas every pair is compared; beyond, areas are sorted.
PAIRWISE_MOST = 64

# Draws that are compared at a time: enough that a call of numpy's costs little, few enough for near memory.
_STRIP = 8192


class Ranked(NamedTuple):
    """Ranks of a block.

    ``ranks`` : unsigned integers, shape (n_areas, n_draws); 1 = the highest score, equal scores share the
    smallest rank, 0 = no score.
    ``above`` : shape (n_areas, n_areas), or None; in how many draws the row's area lies above the column's.
    ``swapped`` : shape (n_draws,), or None; how many pairs the draw has in strictly another order than the
    rows stand in.
    """

    ranks: NDArray[np.uint8] | NDArray[np.uint32]
    above: Integers | None
    swapped: NDArray[np.uint16] | None


def rank_block(scores: Floats, scale: Floats) -> Ranked:
    """Rank every draw.

    Parameters
    ----------
    scores : ndarray, shape (n_areas, n_draws)
        NaN where an area has no score. Rows stand in the order of the base, the highest first.
    scale : ndarray, shape (n_draws,)
        What the scores of each draw are equal on (see :mod:`omradesindex.methods.equal`).

    Notes
    -----
    "Standard competition" ranking, as :func:`omradesindex.methods.rank` does it.
    """
    n, m = scores.shape
    # Scales come in few sizes, and each is looked up once.
    starts = starts_of(scale)
    steps = np.repeat(steps_in_one(scale[starts]), np.diff(starts, append=m))
    if n > PAIRWISE_MOST:
        return Ranked(_sorted_ranks(np.rint(scores * steps)), None, None)
    ranks = np.empty((n, m), dtype=np.uint8)
    swapped = np.empty(m, dtype=np.uint16)
    above = np.zeros((n, n), dtype=np.int64)
    gridded = np.empty((n, min(m, _STRIP)))
    for start in range(0, m, _STRIP):
        strip = np.s_[start : start + _STRIP]
        part = np.multiply(scores[:, strip], steps[strip], out=gridded[:, : m - start])
        np.rint(part, out=part)
        _compare(part, ranks[:, strip], swapped[strip], above)
    return Ranked(ranks, above, swapped)


def _compare(scores: Floats, ranks: NDArray[np.uint8], swapped: NDArray[np.uint16], above: Integers) -> None:
    """Compare every pair of a strip of draws; write ranks and swaps, add to the counts."""
    n, m = scores.shape
    # Each starts below all that stand before it, and moves up past those that it beats.
    ranks[:] = np.arange(1, n + 1, dtype=np.uint8)[:, None]
    beaten = np.zeros((n, m), dtype=np.uint8)
    compared = np.empty((n, m), dtype=bool)
    for i in range(n - 1):
        rest, here = scores[i + 1 :], compared[i + 1 :]
        more = np.greater(rest, scores[i], out=here).view(np.uint8)
        np.add.reduce(more, axis=0, out=beaten[i])
        ranks[i + 1 :] -= more
        won = np.array([np.count_nonzero(row) for row in here])
        above[i + 1 :, i] += won
        above[i, i + 1 :] += m - won
        equal = np.equal(rest, scores[i], out=here)
        if equal.any():
            ranks[i + 1 :] -= equal.view(np.uint8)
            above[i, i + 1 :] -= np.count_nonzero(equal, axis=1)
    ranks += beaten
    np.add.reduce(beaten, axis=0, dtype=np.uint16, out=swapped)
    missing = np.isnan(scores)
    if missing.any():
        _without(missing, ranks, above)


def _without(missing: NDArray[np.bool_], ranks: NDArray[np.uint8], above: Integers) -> None:
    """Take back what was counted for areas without a score: they lie above nobody and push nobody down."""
    n = len(missing)
    for i in range(n - 1):
        # A comparison with a missing score says "not higher": the later area was laid below the earlier.
        either = missing[i] | missing[i + 1 :]
        ranks[i + 1 :] -= either.view(np.uint8)
        above[i, i + 1 :] -= np.count_nonzero(either, axis=1)
    ranks[missing] = 0


def _sorted_ranks(scores: Floats) -> NDArray[np.uint32]:
    """Rank whole numbers by sorting them, each packed with its area's place into one."""
    n, m = scores.shape
    bits = n.bit_length()
    # Rows of draws, contiguous, sort several times as fast as columns.
    keyed = np.negative(scores.T, order="C")
    missing = np.isnan(keyed)
    gaps, last = bool(missing.any()), 2.0 ** (61 - bits)
    if gaps:
        keyed[missing] = 0.0
    if max(keyed.max(), -keyed.min()) >= last:
        # Numbers too large to be packed: their places among all of them order them alike.
        keyed = np.unique(keyed, return_inverse=True)[1].reshape(keyed.shape)
    if gaps:
        keyed[missing] = last
    packed = keyed.astype(np.int64)
    packed <<= bits
    packed |= np.arange(n)
    packed.sort(axis=1)
    # Positions in the flat array are several times as fast as pairs of them.
    order = packed & ((1 << bits) - 1)
    order += np.arange(0, n * m, n)[:, None]
    packed >>= bits
    places = np.tile(np.arange(1, n + 1, dtype=np.uint32), (m, 1))
    tied = packed[:, 1:] == packed[:, :-1]
    some = tied.any(axis=1)
    if some.any():
        firsts = places[some]
        firsts[:, 1:][tied[some]] = 0
        places[some] = np.maximum.accumulate(firsts, axis=1)
    ranks = np.empty((m, n), dtype=np.uint32)
    ranks.reshape(-1)[order.reshape(-1)] = places.reshape(-1)
    if gaps:
        ranks[missing] = 0
    return ranks.T
