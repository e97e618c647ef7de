"""The steps behind :mod:`~omradesindex.methods.rank_sets`: which orders of pairs are shown, family by family.

Of every pair two one-sided hypotheses are tested, that the first does not lie before the second and that it
does not lie after. When one is rejected the other stays: it counts still, as it may be true.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import same, scale_of
from omradesindex.methods.guard import Floats
from omradesindex.methods.sums import product

Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

#: Simulated differences held at a time, 8 bytes each, in two copies.
_BLOCK = 500_000

#: Below this part of two areas' own variances, the variance of their difference is rounding: it is exact.
_NOTHING = 1e-12


def simulated(cov: Floats, draws: int, rng: int | np.random.Generator | None) -> Floats:
    """Draw errors from the normal distribution with these covariances, shape (n_areas, draws)."""
    values, vectors = np.linalg.eigh(cov)
    if values[0] < -1e-8 * max(values[-1], 0.0):
        raise MethodError(
            f"the covariances are not positive semi-definite: their smallest eigenvalue is {values[0]:.3g}",
            expected="the covariances of some set of errors",
            remedy="estimate all of them from the same draws or replicates",
        )
    # The symmetric root depends on no order of the areas; of independent errors it is the errors themselves.
    normal = np.random.default_rng(rng).standard_normal((draws, len(cov))).T
    if (cov == np.diag(cov.diagonal())).all():
        return np.asarray(np.sqrt(cov.diagonal())[:, None] * normal)
    root = product(vectors * np.sqrt(np.maximum(values, 0)), vectors.T)
    return product(root, normal)


def families(n: int, simultaneous: bool) -> tuple[Places, Places]:
    """Pairs that are tested together, one family a row: all pairs, or those of each area."""
    if simultaneous:
        first, second = np.triu_indices(n, 1)
        return first[None], second[None]
    own, others = np.arange(n)[:, None], np.arange(n - 1)
    return np.broadcast_to(own, (n, n - 1)), others + (others >= own)


def shown(
    x: Floats, cov: Floats, errors: Floats, first: Places, second: Places, nth: int, stepwise: bool
) -> tuple[Flags, Flags]:
    """Return for each pair whether its first is shown to lie before its second, and whether after."""
    own = cov.diagonal()
    variance = own[first] + own[second] - 2 * cov[first, second]
    exact = variance <= _NOTHING * (own[first] + own[second])
    scale = np.where(exact, 0.0, 1 / np.sqrt(np.where(exact, 1.0, variance)))
    gap = x[first] - x[second]
    t = np.where(
        exact, np.where(same(x[first], x[second], scale_of(x)), 0.0, np.copysign(np.inf, gap)), gap * scale
    )
    before, after = (np.zeros(first.shape, dtype=bool) for _ in range(2))
    left = np.arange(len(first))
    while len(left):
        # Where one order is shown, the hypothesis that remains is that of the other order.
        sign = np.where(before[left], -1.0, 1.0)
        both = ~(before[left] | after[left])
        largest = _largest(errors, first[left], second[left], sign * scale[left], both)
        # A level below one half could otherwise ask for less than nothing and show both orders of a pair.
        critical = np.maximum(np.partition(largest, nth - 1, axis=-1)[:, nth - 1 : nth], 0.0)
        more_before = (t[left] > critical) & ~before[left]
        more_after = (-t[left] > critical) & ~after[left]
        before[left] |= more_before
        after[left] |= more_after
        left = left[(more_before | more_after).any(axis=-1)] if stepwise else left[:0]
    return before, after


def _largest(errors: Floats, first: Places, second: Places, scale: Floats, both: Flags) -> Floats:
    """Return the largest simulated statistic of each family in every draw, shape (families, draws)."""
    draws = errors.shape[1]
    largest = np.empty((len(first), draws))
    block = max(1, _BLOCK // first.size)
    for start in range(0, draws, block):
        part = errors[:, start : start + block]
        statistics = part[first] - part[second]
        statistics *= scale[..., None]
        np.abs(statistics, out=statistics, where=both[..., None])
        largest[:, start : start + block] = statistics.max(axis=1)
    return largest
