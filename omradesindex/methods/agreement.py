"""How far two orders of the same areas agree."""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import on_grid, scale_of
from omradesindex.methods.guard import floats
from omradesindex.methods.rank import rank

Floats = NDArray[np.float64]

#: Areas that are held against each other, all at once in every scenario; of more, they are sorted.
_FEW = 256


def kendall(x: ArrayLike, y: ArrayLike) -> Floats:
    """Kendall's tau-b: pairs in the same order less pairs in opposite order, ties allowed for.

    Parameters
    ----------
    x, y : array_like, shape (..., n_areas)
        Scores or ranks; only their order counts. An area that lacks either (NaN) is left out.

    Returns
    -------
    ndarray, shape (...)
        1 = the same order, −1 = the opposite; NaN where either holds no two different values.

    Notes
    -----
    Kendall, M. G. (1945), "The treatment of ties in ranking problems", *Biometrika* 33, 239–251.

    Examples
    --------
    >>> float(kendall([1, 2, 3, 4], [1, 2, 4, 3]).round(3))
    0.667
    """
    x, y = (on_grid(values, scale_of(values, axis=-1, keepdims=True)) for values in _alike(x, y))
    agreeing, in_x, in_y = _each_against_all(x, y) if x.shape[-1] <= _FEW else _sorted(x, y)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(agreeing / np.sqrt(in_x * in_y))


def _each_against_all(x: Floats, y: Floats) -> Floats:
    """Pairs in the same order less those in opposite order, pairs that differ in x, and in y."""
    counts = np.zeros((3, *x.shape[:-1]))
    # One area against all that follow it: memory grows with the areas, not with their pairs.
    for i in range(x.shape[-1] - 1):
        a = np.sign(x[..., i + 1 :] - x[..., i : i + 1])
        b = np.sign(y[..., i + 1 :] - y[..., i : i + 1])
        there = ~(np.isnan(a) | np.isnan(b))
        a, b = np.where(there, a, 0.0), np.where(there, b, 0.0)
        counts[0] += (a * b).sum(axis=-1)
        counts[1] += np.abs(a).sum(axis=-1)
        counts[2] += np.abs(b).sum(axis=-1)
    return counts


def _sorted(x: Floats, y: Floats) -> Floats:
    """The same numbers, by sorting: one scenario after another, where areas are many."""
    counts = np.zeros((3, *x.shape[:-1]))
    for at in np.ndindex(x.shape[:-1]):
        found = pairs(x[at], y[at])
        differing = found.all - found.tied_first - found.tied_second + found.tied_both
        counts[(0, *at)] = differing - 2 * found.opposite
        counts[(1, *at)] = found.all - found.tied_first
        counts[(2, *at)] = found.all - found.tied_second
    return counts


class Pairs(NamedTuple):
    """Pairs of areas: all, those tied in the first order, in the second and in both, and the opposite."""

    all: int
    tied_first: int
    tied_second: int
    tied_both: int
    opposite: int

    @property
    def same(self) -> int:
        """Pairs that stand in the same order, or are tied, in both."""
        return self.all - self.tied_first - self.tied_second + 2 * self.tied_both - self.opposite


def pairs(x: ArrayLike, y: ArrayLike) -> Pairs:
    """Count the pairs of areas by how they stand in two orders, in time that grows as sorting does.

    Parameters
    ----------
    x, y : array_like, shape (n_areas,)
        Scores or ranks; only their order counts, and values are tied that are the same number. An area that
        lacks either (NaN) is left out.

    Notes
    -----
    Knight, W. R. (1966), "A computer method for calculating Kendall's tau with ungrouped data", *Journal of
    the American Statistical Association* 61, 436–439.

    Examples
    --------
    >>> pairs([1, 2, 3, 4], [1, 2, 4, 3])
    Pairs(all=6, tied_first=0, tied_second=0, tied_both=0, opposite=1)
    """
    a, b = _alike(x, y)
    there = ~(np.isnan(a) | np.isnan(b))
    first, second = (np.unique(values[there], return_inverse=True)[1] for values in (a, b))
    n = len(first)
    both = first * np.int64(n + 1) + second
    opposite = _inversions(second[np.lexsort((second, first))])
    return Pairs(comb(n, 2), _tied(first), _tied(second), _tied(both), opposite)


def _tied(places: NDArray[np.int64]) -> int:
    sizes = np.unique(places, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def _inversions(places: NDArray[np.int64]) -> int:
    """Count the pairs of which the earlier is the greater, by merging runs of twice the length each time."""
    n, found, length = len(places), 0, 1
    run = np.arange(n)
    while length < n:
        # In each pair of runs the earlier one is sorted: how many of it are greater than one of the later.
        pair, later = run // (2 * length), run // length % 2 == 1
        keyed = pair * np.int64(n + 1) + places
        greater = np.searchsorted(keyed[~later], keyed[later], side="right")
        found += int(((pair[later] + 1) * length - greater).sum())
        places = places[np.argsort(keyed, kind="stable")]
        length *= 2
    return found


def spearman(x: ArrayLike, y: ArrayLike) -> Floats:
    """Spearman's rank correlation; equal values share the mean of their ranks.

    Parameters
    ----------
    x, y : array_like, shape (..., n_areas)
        Scores or ranks; only their order counts. An area that lacks either (NaN) is left out.

    Returns
    -------
    ndarray, shape (...)
        1 = the same order, −1 = the opposite; NaN where either holds no two different values.

    Examples
    --------
    >>> float(spearman([1, 2, 3, 4], [1, 2, 4, 3]).round(3))
    0.8
    """
    x, y = _alike(x, y)
    lacking = np.isnan(x) | np.isnan(y)
    a, b = (_mean_ranks(np.where(lacking, np.nan, values)) for values in (x, y))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            np.nansum(a * b, axis=-1) / np.sqrt(np.nansum(a**2, axis=-1) * np.nansum(b**2, axis=-1))
        )


def _alike(x: ArrayLike, y: ArrayLike) -> tuple[Floats, Floats]:
    a, b = floats(x, "x"), floats(y, "y")
    if a.ndim == 0 or a.shape[-1:] != b.shape[-1:]:
        raise MethodError(
            f"two orders of different length cannot be held against each other ({a.shape} and {b.shape})"
        )
    a, b = np.broadcast_arrays(a, b)
    return a, b


def _mean_ranks(x: Floats) -> Floats:
    """Return mean ranks, counted from the middle one."""
    # Equal values stand on the places from their rank from above to their rank from below.
    return (rank(x) - rank(-x)) / 2


class Overlap(NamedTuple):
    """How far two lists of the same areas agree.

    ``both``: areas on both; ``first``, ``second``: on each; ``of``: areas that may be on a list.
    ``kappa``: agreement beyond chance, 1 = the same list, 0 = as by lot. ``by_chance``: how likely at least
    so many are on both, if the second list were drawn by lot.
    """

    both: int
    first: int
    second: int
    of: int
    kappa: float
    by_chance: float


def overlap(first: ArrayLike, second: ArrayLike) -> Overlap:
    r"""Hold two lists of areas against each other.

    Parameters
    ----------
    first, second : array_like, shape (n_areas,)
        Above zero where an area is on the list; NaN where nobody has said, and the area is left out.

    Returns
    -------
    Overlap
        ``kappa`` is NaN where both lists hold every area, or none.

    Notes
    -----
    :math:`\kappa = (p_o-p_e)/(1-p_e)`, Cohen, J. (1960), *Educational and Psychological Measurement* 20,
    37–46. By lot the number on both is hypergeometric (Fisher's exact test, one-sided).

    Examples
    --------
    >>> found = overlap([1, 1, 0, 0, 0, 0], [1, 1, 0, 0, 0, 1])
    >>> found.both, round(found.kappa, 2), round(found.by_chance, 2)
    (2, 0.67, 0.2)
    """
    a, b = _alike(first, second)
    if a.ndim != 1:
        raise MethodError(f"lists of areas have one dimension, not {a.ndim}")
    known = ~(np.isnan(a) | np.isnan(b))
    a_on, b_on = a[known] > 0, b[known] > 0
    n, both, in_a, in_b = int(known.sum()), int((a_on & b_on).sum()), int(a_on.sum()), int(b_on.sum())
    if n == 0:
        return Overlap(0, 0, 0, 0, np.nan, np.nan)
    observed = (n - in_a - in_b + 2 * both) / n
    expected = (in_a * in_b + (n - in_a) * (n - in_b)) / n**2
    kappa = np.nan if expected == 1 else (observed - expected) / (1 - expected)
    ways = [comb(in_a, k) * comb(n - in_a, in_b - k) for k in range(both, min(in_a, in_b) + 1)]
    return Overlap(both, in_a, in_b, n, kappa, sum(ways) / comb(n, in_b))
