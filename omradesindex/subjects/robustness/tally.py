"""What is counted over draws. Whole numbers only, so that sums do not depend on who counted what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.robustness.draws import Block, runs
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST, rank_block

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
#: Counts of draws in bins: as many as there can be draws fit 32 bits.
Small = NDArray[np.int32]

#: Most rank bins: with more areas, neighbouring ranks share a bin.
RANK_BINS = 1024
# Up to so many areas, sums of differences of ranks fit 16 bits, and of their squares too, one by one.
_SHORT = 128
#: Bins of scores, over the range that the base's scores span, thrice.
SCORE_BINS = 4096


@dataclass(frozen=True)
class Bins:
    """How scores and ranks are sorted into bins.

    Attributes
    ----------
    width : int
        Ranks in a bin: 1 for up to :data:`RANK_BINS` areas.
    low, high : float
        The scores' range; what lies outside is counted in the outermost bins.
    n_scores : int
        How many bins.
    """

    width: int
    low: float
    high: float
    n_scores: int

    @classmethod
    def of(cls, problem: Problem) -> Bins:
        """Bins that fit a problem."""
        scores = problem.base_scores[~np.isnan(problem.base_scores)]
        low, high = (float(scores.min()), float(scores.max())) if scores.size else (0.0, 1.0)
        span = max(high - low, 1e-6 * max(abs(low), abs(high), 1.0))
        n = len(problem.areas)
        return cls(-(-n // RANK_BINS), low - span, high + span, SCORE_BINS if n <= RANK_BINS else 256)

    def edges(self) -> Floats:
        """Ends of the score bins."""
        return np.linspace(self.low, self.high, self.n_scores + 1)


@dataclass
class Pairs:
    """What is counted where every pair of areas is compared.

    Attributes
    ----------
    above : ndarray, shape (n_areas, n_areas)
        How often the row's area had a strictly higher score than the column's.
    shift, squared, swapped : ndarray
        How often ranks differed from the base by so much in all: sum of differences, of squared
        differences, number of pairs in another order.
    """

    above: Counts
    shift: Counts
    squared: Counts
    swapped: Counts


@dataclass
class Tally:
    """Counts over draws; two are brought together by :meth:`plus`.

    Attributes
    ----------
    n : int
        How many draws.
    ranks : ndarray, shape (n_areas, n_bins)
        How often each area had each rank.
    scores : ndarray, shape (n_areas, n_score_bins)
        How often each area's score lay in each bin, over draws on the base's own scale.
    group_n, group_shift : ndarray, shape (n_groups,)
        For each combination of choices: draws, sums of differences from the base.
    pairs : Pairs or None
        None where there are too many areas to compare them two by two.
    """

    n: int
    ranks: Small
    scores: Small
    group_n: Counts
    group_shift: Counts
    pairs: Pairs | None

    @classmethod
    def empty(cls, problem: Problem, bins: Bins) -> Tally:
        """Nothing counted yet."""
        n, groups = len(problem.areas), problem.n_groups

        def zeros(*shape: int) -> Counts:
            return np.zeros(shape, dtype=np.int64)

        pairs = None
        if n <= PAIRWISE_MOST:
            # Orders with ties can lie further apart than the farthest two without: (1, 1, 3) and (3, 2, 1).
            most = n - 1
            pairs = Pairs(zeros(n, n), zeros(n * most + 1), zeros(n * most**2 + 1), zeros(n * most // 2 + 1))
        return cls(
            0,
            np.zeros((n, -(-n // bins.width)), dtype=np.int32),
            np.zeros((n, bins.n_scores), dtype=np.int32),
            zeros(groups),
            zeros(groups),
            pairs,
        )

    def plus(self, other: Tally) -> Tally:
        """Both together; neither is changed, so that an interruption leaves nothing half."""
        pairs = None
        if self.pairs is not None and other.pairs is not None:
            mine, its = self.pairs, other.pairs
            pairs = Pairs(
                mine.above + its.above,
                mine.shift + its.shift,
                mine.squared + its.squared,
                mine.swapped + its.swapped,
            )
        return Tally(
            self.n + other.n,
            self.ranks + other.ranks,
            self.scores + other.scores,
            self.group_n + other.group_n,
            self.group_shift + other.group_shift,
            pairs,
        )

    def count(self, problem: Problem, bins: Bins, block: Block, scores: Floats) -> None:
        """Count a block.

        Parameters
        ----------
        scores : ndarray, shape (n_areas, n_draws)
        """
        n, m = scores.shape
        ranked = rank_block(scores, problem.scales_of(block.codes, scores))
        ranks = ranked.ranks
        self.n += m
        # An area without a score stands on place 0, which is not counted.
        _count(self.ranks, ranks if bins.width == 1 else -(-ranks.astype(np.int32) // bins.width), first=1)
        groups = runs(block.codes)
        on_scale = [where for code, where in groups if code % problem.sizes[-1] == 0]
        self._count_scores(bins, _only(scores, on_scale), missing=not ranks.all())
        base = problem.base_ranks[:, None]
        apart: NDArray[Any] = ranks.astype(np.int16 if n < _SHORT else np.int32)
        apart -= base.astype(apart.dtype)
        np.abs(apart, out=apart)
        if not ranks.all() or not base.all():
            apart[(ranks == 0) | (base == 0)] = 0
        total = np.add.reduce(apart, axis=0, dtype=apart.dtype if n < _SHORT else np.int64)
        if self.pairs is not None and ranked.above is not None and ranked.swapped is not None:
            pairs = self.pairs
            pairs.above += ranked.above
            pairs.shift += np.bincount(total, minlength=len(pairs.shift))
            apart *= apart
            squares = np.add.reduce(apart, axis=0, dtype=np.int32)
            pairs.squared += np.bincount(squares, minlength=len(pairs.squared))
            pairs.swapped += np.bincount(ranked.swapped, minlength=len(pairs.swapped))
        for code, where in groups:
            self.group_n[code] += where.stop - where.start
            self.group_shift[code] += int(total[where].sum(dtype=np.int64))

    def _count_scores(self, bins: Bins, scores: Floats, *, missing: bool) -> None:
        """Sort scores into bins, those on the base's own scale only."""
        if not scores.size:
            return
        found = scores - bins.low
        found *= bins.n_scores / (bins.high - bins.low)
        np.clip(found, 0, bins.n_scores - 1, out=found)
        if missing:
            found[np.isnan(found)] = -1.0
        _count(self.scores, found.astype(np.int32), first=0)


def _only(scores: Floats, where: list[slice]) -> Floats:
    """Scores of some draws, those that stand side by side at a time."""
    if sum(part.stop - part.start for part in where) == scores.shape[1]:
        return scores
    return np.concatenate([scores[:, :0], *(scores[:, part] for part in where)], axis=1)


def _count(counts: Small, places: NDArray[Any], *, first: int) -> None:
    """Count, for each area, how often each place comes up; places below ``first`` are not counted."""
    n, m = places.shape
    if n <= m:
        for mine, row in zip(counts, places, strict=True):
            there = row if first <= row.min() else row[row >= first]
            mine += np.bincount(there, minlength=len(mine) + first)[first:].astype(np.int32)
        return
    # More areas than draws: only the bins that are met are touched, those of an area one after another.
    flat = places + (np.arange(n) * counts.shape[1] - first)[:, None]
    there = flat[places >= first] if places.min() < first else flat.ravel()
    np.add.at(counts.reshape(-1), there, np.int32(1))
