"""Quantiles of what was counted: ranks, scores, distances from the index as defined."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import SAME, ceiling
from omradesindex.subjects.robustness.tally import Bins, Pairs

Floats = NDArray[np.float64]
Counts = NDArray[np.integer[Any]]


def rank_quantiles(counts: Counts, ends: Counts, shares: tuple[float, ...]) -> Floats:
    """Ranks at given shares of the draws, shape ``(n_areas, n_shares)``; NaN where an area has none.

    Parameters
    ----------
    counts : ndarray, shape (n_areas, n_bins)
    ends : ndarray, shape (n_bins,)
        The last rank of each bin.
    shares : tuple of float
        0 gives the best rank of all, 1 the worst.

    Examples
    --------
    >>> rank_quantiles(np.array([[5, 90, 5]]), np.array([1, 2, 3]), (0.0, 0.05, 0.5, 1.0))
    array([[1., 1., 2., 3.]])
    """
    total = counts.sum(axis=1)
    cumulative = np.cumsum(counts, axis=1)
    found = np.empty((len(counts), len(shares)))
    for column, share in enumerate(shares):
        # The smallest rank that at least so many draws lie at or below.
        wanted = ceiling(share * total).clip(min=1)
        place = np.minimum((cumulative < wanted[:, None]).sum(axis=1), len(ends) - 1)
        found[:, column] = np.where(total > 0, ends[place], np.nan)
    return found


def score_quantiles(counts: Counts, bins: Bins, shares: tuple[float, ...]) -> Floats:
    """Scores at given shares of the draws, by interpolation within a bin; shape ``(n_areas, n_shares)``."""
    cumulative, edges = np.cumsum(counts, axis=1), bins.edges()
    total, rows = cumulative[:, -1], np.arange(len(counts))
    found = np.empty((len(counts), len(shares)))
    for column, share in enumerate(shares):
        wanted = share * total
        place = np.minimum((cumulative < wanted[:, None]).sum(axis=1), counts.shape[1] - 1)
        before = np.where(place > 0, cumulative[rows, np.maximum(place - 1, 0)], 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            within = np.nan_to_num(np.clip((wanted - before) / counts[rows, place], 0, 1))
        score = edges[place] + within * (edges[1] - edges[0])
        found[:, column] = np.where(total > 0, score, np.nan)
    return found


def share_above(counts: Counts, bins: Bins, target: float) -> Floats:
    """Share of the draws in which each area's score lies above a target."""
    edges = bins.edges()
    place = int(np.searchsorted(edges, target, side="right")) - 1
    within = (edges[place + 1] - target) / (edges[1] - edges[0])
    above = counts[:, place + 1 :].sum(axis=1) + within * counts[:, place]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(above / counts.sum(axis=1))


def distances(pairs: Pairs, n_areas: int) -> dict[str, list[float]]:
    """Mean, 5th percentile, median and 95th percentile of three distances from the base's order."""
    n = n_areas
    shift, swapped, squared = pairs.shift, pairs.swapped, pairs.squared
    # Each counted from its low end: agreement falls as swaps and squared differences grow.
    values = {
        "mean_rank_shift": (shift, np.arange(len(shift)) / n),
        "kendall": (swapped[::-1], 1 - 2 * np.arange(len(swapped))[::-1] / max(len(swapped) - 1, 1)),
        "spearman": (
            squared[::-1],
            # Among orders with ties the sum of squares may be greater than among those without.
            np.maximum(1 - 6 * np.arange(len(squared))[::-1] / max(n**3 - n, 1), -1.0),
        ),
    }
    found = {}
    for name, (counts, value) in values.items():
        cumulative = np.cumsum(counts) / max(int(counts.sum()), 1)
        quantiles = [float(value[np.searchsorted(cumulative, q - SAME)]) for q in (0.05, 0.5, 0.95)]
        found[name] = [float((counts * value).sum() / max(int(counts.sum()), 1)), *quantiles]
    return found
