"""Draws ranked and counted in machine code, a strip of them at a time; as ``ranks.py`` and ``tally.py``.

See ``fast_scores.py``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.robustness.fast_layout import STRIP, Counts, inner, kernel

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Small = NDArray[np.int32]


@kernel
def count_pairs(scores: Floats, steps: Floats, on_scale: bool, counts: Counts) -> int:
    """Rank draws of one combination by comparing every pair of areas, and count; as ``Tally.count``.

    Parameters
    ----------
    scores : ndarray, shape (n_areas, n_draws)
    steps : ndarray, shape (n_draws,) or (1,)

    Returns
    -------
    int
        The sum of differences of ranks from the base.
    """
    n, draws = scores.shape
    near, ranks = np.empty((n, STRIP), dtype=np.int32), np.empty((n, STRIP), dtype=np.int32)
    bins = np.empty(STRIP, dtype=np.int32)
    room = np.empty((4, STRIP), dtype=np.int32)
    shifted = 0
    for at in range(0, draws, STRIP):
        m = min(STRIP, draws - at)
        if on_scale:
            for area in range(n):
                _count_scores(scores[area][at : at + m], area, counts, bins[:m])
        outside = _near(scores, steps, at, m, near)
        ranks[:, :m] = 1
        swapped = room[0][:m]
        if outside:
            far = np.empty((n, m))
            for area in range(n):
                for d in range(m):
                    far[area, d] = np.rint(scores[area, at + d] * steps[at + d if len(steps) > 1 else 0])
            _compare(far, m, ranks, room, counts.above)
            for area in range(n):
                for d in range(m):
                    if far[area, d] != far[area, d]:
                        ranks[area, d] = 0
        else:
            _compare(near, m, ranks, room, counts.above)
        shifted += _count_orders(ranks, m, outside > 0, swapped, room, counts)
    return shifted


@inner
def _near(scores: Floats, steps: Floats, at: int, m: int, near: Small) -> int:
    """Lay a strip on the grid, from a place in its midst; how many numbers are far from it, or missing."""
    centre, outside = np.rint(scores[len(scores) // 2, at] * steps[at if len(steps) > 1 else 0]), 0
    for area in range(len(scores)):
        mine, its = scores[area][at : at + m], near[area][:m]
        if len(steps) == 1:
            step = steps[0]
            for d in range(m):
                found = np.rint(mine[d] * step) - centre
                outside += not -2147483000.0 < found < 2147483000.0
                its[d] = np.int32(found)
        else:
            for d in range(m):
                found = np.rint(mine[d] * steps[at + d]) - centre
                outside += not -2147483000.0 < found < 2147483000.0
                its[d] = np.int32(found)
    return outside


@inner
def _compare(scores: Any, m: int, ranks: Small, room: Small, above: Integers) -> None:
    """Compare every pair of areas; what is missing is above and below nothing."""
    n = len(scores)
    swapped, beaten = room[0][:m], room[1][:m]
    swapped[:] = 0
    for i in range(n):
        one, places = scores[i][:m], ranks[i][:m]
        beaten[:] = 0
        for j in range(i + 1, n):
            other, its = scores[j][:m], ranks[j][:m]
            won, lost = np.int32(0), np.int32(0)
            for d in range(m):
                more, less = np.int32(other[d] > one[d]), np.int32(other[d] < one[d])
                beaten[d] += more
                its[d] += less
                won = np.int32(won + more)
                lost = np.int32(lost + less)
            above[j, i] += won
            above[i, j] += lost
        for d in range(m):
            places[d] += beaten[d]
            swapped[d] += beaten[d]


@inner
def _count_orders(ranks: Small, m: int, gaps: bool, swapped: Small, room: Small, counts: Counts) -> int:
    """Count places, and how far the orders lie from the base."""
    n, total, squares = len(ranks), room[2][:m], room[3][:m]
    total[:] = 0
    squares[:] = 0
    for area in range(n):
        base, places = np.int32(counts.base[area]), ranks[area][:m]
        if not base:
            continue
        for d in range(m):
            apart = np.int32(places[d] - base) if places[d] or not gaps else np.int32(0)
            total[d] += apart if apart > 0 else -apart
            squares[d] += apart * apart
    shifted = 0
    for d in range(m):
        for area in range(n):
            if ranks[area, d]:
                counts.ranks[area, ranks[area, d] - 1] += 1
        counts.shift[total[d]] += 1
        counts.squared[squares[d]] += 1
        counts.swapped[swapped[d]] += 1
        shifted += total[d]
    return shifted


@inner
def _count_scores(scores: Floats, area: int, counts: Counts, bins: Small) -> None:
    """Sort an area's scores into bins."""
    its, last = counts.scores[area], float(counts.scores.shape[1] - 1)
    for d in range(len(scores)):
        found = (scores[d] - counts.low) * counts.per_bin
        found = 0.0 if found < 0.0 else found
        found = last if found > last else found
        bins[d] = np.int32(found) if found == found else np.int32(-1)
    for d in range(len(scores)):
        if bins[d] >= 0:
            its[bins[d]] += 1


@kernel
def pack(
    scores: Floats, steps: Floats, on_scale: bool, counts: Counts, bits: int, start: int,
    packed: Integers, bins: Small,
) -> bool:  # fmt: skip
    """Lay scores on the grid, negative, each with its area's place behind it; missing ones come last.

    Parameters
    ----------
    scores : ndarray, shape (n_draws, n_areas)
    packed : ndarray, shape (n_draws, n_areas)
        Written.
    bins : ndarray, shape (n_areas, n_draws_of_block)
        Written from the draw ``start``: the bin of each score, where it is on the base's scale.

    Returns
    -------
    bool
        Whether all numbers were small enough for it.
    """
    draws, n = scores.shape
    last, top = np.int64(1) << (61 - bits), float(counts.scores.shape[1] - 1)
    large = 0
    for d in range(draws):
        mine, its, step = scores[d], packed[d], steps[d if len(steps) > 1 else 0]
        for area in range(n):
            large += abs(mine[area] * step) >= last - 1
        for area in range(n):
            key = np.int64(-np.rint(mine[area] * step)) if mine[area] == mine[area] else last
            its[area] = (key << bits) | area
        for area in range(n if on_scale else 0):
            found = (mine[area] - counts.low) * counts.per_bin
            found = 0.0 if found < 0.0 else found
            found = top if found > top else found
            bins[area, start + d] = np.int32(found) if found == found else np.int32(-1)
    return large == 0


@kernel
def place_sorted(packed: Integers, bits: int, counts: Counts, start: int, places: Small) -> int:
    """Write the bin of each area's place, areas having been sorted; ties share the smallest place.

    Parameters
    ----------
    places : ndarray, shape (n_areas, n_draws_of_block)
        Written from the draw ``start``; left as it is where there is no score.

    Returns
    -------
    int
        The sum of differences of ranks from the base.
    """
    draws, n = packed.shape
    mask, last = (np.int64(1) << bits) - 1, np.int64(1) << (61 - bits)
    shifted = 0
    for d in range(draws):
        before, place, column, end = last, 0, 0, counts.width
        for k in range(n):
            key, area = packed[d, k] >> bits, packed[d, k] & mask
            if key == last:
                break
            if key != before:
                before, place = key, k + 1
                while place > end:
                    column += 1
                    end += counts.width
            places[area, start + d] = column
            if counts.base[area]:
                shifted += abs(place - counts.base[area])
    return shifted


@kernel
def count_places(found: Small, into: Small) -> None:
    """Count how often each area has each place, or bin; −1 is none.

    Parameters
    ----------
    found : ndarray, shape (n_areas, n_draws)
    into : ndarray, shape (n_areas, n_bins)
        Added to.
    """
    for area in range(len(found)):
        mine, its = found[area], into[area]
        for d in range(len(mine)):
            if mine[d] >= 0:
                its[mine[d]] += 1
