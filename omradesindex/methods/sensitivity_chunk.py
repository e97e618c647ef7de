"""The sums of one chunk of runs, under the bootstrap's weights and the same to the last bit everywhere."""

from __future__ import annotations

import numpy as np

from omradesindex.methods.guard import Floats
from omradesindex.methods.sensitivity_design import CHUNK

__all__ = ["row_weights", "weighted_sums"]

_COLUMNS = 512  # of outputs times factors in one matrix product, or one factor at a time
_BOOTSTRAP = 1  # apart from the design's own draws from the same seed


def row_weights(rows: int, resamples: int, seed: int, place: int) -> Floats:
    """Return what each row counts for: once in the first line, twice or not at all in each resample.

    Only proportions matter, so twice is written 1.
    """
    drawn = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(_BOOTSTRAP, place)))
    coins = np.frombuffer(drawn.bytes(resamples * CHUNK // 8), dtype=np.uint8)
    coins = coins.reshape(resamples, CHUNK // 8)
    weights = np.empty((1 + resamples, rows))
    weights[0] = 1
    weights[1:] = np.unpackbits(coins, axis=1)[:, :rows]
    return weights


@np.errstate(invalid="ignore")  # a missing value is missing in its own column's sum and in no other
def weighted_sums(a: Floats, b: Floats, ab: Floats, weights: Floats, first: str) -> Floats:
    """Return the sums of one chunk: rows, y, y², and by factor (y_A − y_ABi)² and what its index needs."""
    a, b, ab = a.reshape(len(a), -1), b.reshape(len(a), -1), ab.reshape(len(ab), len(a), -1)
    n, outputs = a.shape
    terms = [np.concatenate([np.ones((n, 1)), a + b, a**2 + b**2], axis=1)]
    together = max(1, _COLUMNS // outputs)  # factors in one matrix product, so that none becomes too large
    for low in range(0, len(ab), together):
        some = ab[low : low + together].swapaxes(0, 1)
        change = some - a[:, None]
        each = np.empty((n, some.shape[1], 2 if first == "jansen" else 3, outputs))
        each[:, :, 0] = change**2
        if first == "jansen":
            each[:, :, 1] = (b[:, None] - some) ** 2
        else:
            each[:, :, 1] = b[:, None] * change
            each[:, :, 2] = change
        terms.append(each.reshape(n, -1))
    return np.concatenate([weights @ _gridded(some) for some in terms], axis=1)


def _gridded(terms: Floats) -> Floats:
    """Round each column to multiples of 2**-42 of its largest power of two.

    A sum of CHUNK of them is then exact, so that it depends on no order of summation: not on the linear
    algebra library, nor on how many threads each worker gives it.
    """
    _, exponent = np.frexp(np.maximum(terms.max(axis=0), -terms.min(axis=0)))
    grid: Floats = np.ldexp(1.5 * CHUNK, exponent)  # adding it leaves no room for finer digits
    rounded = terms + grid
    rounded -= grid
    return rounded
