"""Groups of areas that are alike in many columns at once, and how sure each area's group is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import flat, settled
from omradesindex.methods.guard import Floats, numbers, refuse_large
from omradesindex.methods.normalise_linear import moments

__all__ = ["Likeness", "likeness", "silhouettes"]

Labels = NDArray[np.int64]

#: Numbers that are worked on at a time.
_BLOCK = 2**22
#: So many groups are tried at the most, where their number is not given.
MOST = 6


@dataclass(frozen=True)
class Likeness:
    """Areas in groups by likeness.

    Attributes
    ----------
    groups : ndarray, shape (n_areas,)
        1 for the group whose values are highest on the whole, then 2 …; NaN for an area that lacks a value.
    silhouette : ndarray, shape (n_areas,)
        From −1 to 1: how much nearer an area is to its own group than to the next; 0 between two groups, and
        for an area that is alone in its group.
    stays : ndarray, shape (n_areas,)
        Share of the columns without which the area stays in its group.
    tried : mapping of int to float
        Number of groups → mean silhouette.
    """

    groups: Floats
    silhouette: Floats
    stays: Floats
    tried: dict[int, float]


def likeness(x: ArrayLike, groups: int | None = None) -> Likeness:
    """Part areas into groups that are alike, by Ward's method on columns of equal spread.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        In any unit. Areas that lack a value stand in no group; columns that do not vary are left out.
    groups : int, optional
        How many; the number from 2 to :data:`MOST` whose mean silhouette is greatest, if left out.

    Returns
    -------
    Likeness
        The order of the areas has no effect.

    Raises
    ------
    MethodError
        Fewer than four areas with all values, no column that varies, or an impossible number of groups;
        areas so many (some 22 000) that the distances between them would take more than 2 GB.

    Notes
    -----
    Ward, J. H. (1963), "Hierarchical grouping to optimize an objective function", *Journal of the American
    Statistical Association* 58, 236–244; silhouettes: Rousseeuw, P. J. (1987), *Journal of Computational and
    Applied Mathematics* 20, 53–65. Every area is measured against every other, so that time and memory grow
    with the square of the areas. The groups are those of these areas: another city's are others.

    Examples
    --------
    >>> found = likeness([[1.0, 9.0], [2.0, 8.0], [9.0, 1.0], [8.0, 2.0], [9.0, 2.0]])
    >>> found.groups.tolist(), found.silhouette.round(1).tolist()
    ([2.0, 2.0, 1.0, 1.0, 1.0], [0.8, 0.8, 0.9, 0.8, 0.9])
    """
    values = numbers(x, "x")
    if values.ndim != 2:
        raise MethodError(f"values of shape {values.shape}", expected="areas × columns")
    whole = ~np.isnan(values).any(axis=1)
    n = int(whole.sum())
    if n < 4:
        raise MethodError(
            f"too few areas have all values to be parted into groups: {n}", expected="at least four areas"
        )
    refuse_large(
        f"the distances between {n} areas",
        n,
        n - 1,
        each=4,  # each pair once
        remedy="part the areas of a region or a city at a time",
    )
    if groups is not None and not 2 <= groups < n:
        raise MethodError(f"{groups} groups are asked for", expected=f"from 2 to {n - 1} of {n} areas")
    known = values[whole][:, ~flat(values[whole])]
    if not known.shape[1]:
        raise MethodError("no column varies, so that all areas are alike")
    middle, spread = moments(np.sort(known, axis=0), 0)
    order = np.lexsort(known.T)
    unit = ((known - middle) / spread)[order]
    tree = _tree(unit)
    parted = {
        k: _parted(unit, tree, k)
        for k in ([groups] if groups is not None else range(2, min(MOST, n - 1) + 1))
    }
    if groups is not None and (made := len(np.unique(parted[groups]))) < groups:
        raise MethodError(
            f"{groups} groups are asked for, but areas that are equally alike leave {made}",
            expected=f"{made} groups or fewer",
        )
    sure = dict(zip(parted, silhouettes(unit, np.array(list(parted.values()))), strict=True))
    tried = {k: float(own.mean()) for k, own in sure.items()}
    # Of numbers that are as good, the smallest.
    best = max(tried, key=lambda k: (settled(tried[k], 1.0), -k))
    labels = parted[best]
    found = np.full((3, len(values)), np.nan)
    at = np.flatnonzero(whole)[order]
    found[0, at] = labels
    found[1, at] = sure[best]
    found[2, at] = _stays(unit, labels, best)
    return Likeness(found[0], found[1], found[2], tried)


def silhouettes(x: Floats, labels: Labels) -> Floats:
    """Silhouette of each area, by distance in a straight line.

    Parameters
    ----------
    x : ndarray, shape (n_areas, n_columns)
    labels : ndarray of int, shape (..., n_areas)
        One way to part the areas, or several: distances are then measured once for all of them.

    Returns
    -------
    ndarray, shape (..., n_areas)
        ``(b − a) / max(a, b)``: a the mean distance to the others of the group, b to the nearest other group.
    """
    inside = [own[:, None] == np.unique(own)[None] for own in labels.reshape(-1, len(x))]
    blocks = [_mean_away(rows, x, inside) for rows in _blocks(x)]
    means = map(np.concatenate, zip(*blocks, strict=True))
    found = [_silhouette(mean, own) for mean, own in zip(means, inside, strict=True)]
    return np.array(found).reshape(labels.shape)


def _silhouette(mean: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Silhouettes from the mean distances to each group, shape (n_areas, n_groups)."""
    own_size = (inside * inside.sum(axis=0)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        a = (mean * inside).sum(axis=1) * own_size / (own_size - 1)
        b = np.where(inside, np.inf, mean).min(axis=1)
        found = (b - a) / np.maximum(a, b)
    return np.where(own_size > 1, np.nan_to_num(found), 0.0)


def _blocks(x: Floats) -> list[Floats]:
    """The rows in blocks, whose distances to all rows have room in near memory."""
    return np.array_split(x, math.ceil(x.size * len(x) / _BLOCK))


def _mean_away(rows: Floats, x: Floats, ways: list[NDArray[np.bool_]]) -> list[Floats]:
    """How far some rows lie from each group in the mean, (n_rows, n_groups), for each way to part."""
    away = np.sqrt(((rows[:, None] - x[None]) ** 2).sum(axis=-1))
    return [np.stack([away[:, own].sum(axis=1) / own.sum() for own in inside.T], axis=1) for inside in ways]


def _tree(x: Floats) -> Floats:
    """Ward's tree, which is cut into any number of groups."""
    from scipy.cluster.hierarchy import linkage

    return np.asarray(linkage(x, method="ward"))


def _parted(x: Floats, tree: Floats, k: int) -> Labels:
    """The groups of a tree, numbered from the one with the highest values."""
    from scipy.cluster.hierarchy import fcluster

    labels = fcluster(tree, k, criterion="maxclust")
    names = np.unique(labels)
    level = [settled(x[labels == name].mean(), 1.0) for name in names]
    number = {names[place]: 1 + rank for rank, place in enumerate(np.argsort(level, kind="stable")[::-1])}
    return np.array([number[label] for label in labels], dtype=np.int64)


def _stays(x: Floats, labels: Labels, k: int) -> Floats:
    """Share of the columns without which an area stays in its group; groups that overlap are the same."""
    from scipy.optimize import linear_sum_assignment

    if x.shape[1] < 2:
        return np.full(len(x), np.nan)
    stays = np.zeros(len(x))
    for j in range(x.shape[1]):
        others = np.delete(x, j, axis=1)
        without = _parted(others, _tree(others), k)
        shared = np.zeros((k, k))
        np.add.at(shared, (labels - 1, without - 1), 1)
        rows, columns = linear_sum_assignment(-shared)
        same = dict(zip((rows + 1).tolist(), (columns + 1).tolist(), strict=True))
        stays += np.array([same[label] for label in labels.tolist()]) == without
    return np.asarray(stays / x.shape[1])
