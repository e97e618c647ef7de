"""What each indicator contributed to the difference between two results: exact parts that sum to it.

Where every level is an arithmetic mean, a score is a sum and so is a difference. Elsewhere each indicator's
part is its Shapley value: its mean effect when the indicators are changed one after the other, over all
orders in which that can be done.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.compute import aggregate, effective_weights

if TYPE_CHECKING:
    from omradesindex.index import Result

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
Worth = Callable[[NDArray[np.bool_]], Floats]

#: The part that no indicator can be given.
WHOLE = ""

#: Up to so many indicators every coalition is computed: 2 to this power.
_MOST_EXACT = 12
_ORDERS = 200
#: The same where every step is a linear program of its own and takes about 30 ms instead of 0.1.
_SLOW = ("benefit_of_the_doubt",)
_MOST_EXACT_SLOW = 7
_ORDERS_SLOW = 20
_BLOCK = 2_000_000


def contributions(result: Result, column: str) -> dict[str, Floats]:
    """Each indicator's points of a column's distance from the zero point, by id; shape ``(n_areas,)``.

    Exact where every level is an arithmetic mean; NaN for an area without a score.
    """
    levels = result.index.levels
    levels = levels[: [level.id for level in levels].index(column) + 1]
    shown = result.normalised[:-1]
    weights = effective_weights(levels, shown, result.level_scores, result.reference.weights)
    points = result.index.methods.points * weights * np.nan_to_num(shown)
    points[np.isnan(result.level_scores[column])] = np.nan
    return {indicator.id: points[:, j] for j, indicator in enumerate(result.index.indicators)}


def parts_between(
    before: Result, after: Result, column: str, rows: tuple[Rows, Rows], *, same: bool
) -> dict[str, Floats]:
    """Take the difference between two results' scores apart.

    Parameters
    ----------
    before, after : Result
    column : str
    rows : tuple of ndarray
        Positions of the compared areas in each result.
    same : bool
        Whether both have the same definition.

    Returns
    -------
    dict of str to ndarray, shape (n_compared,)
        By indicator. :data:`WHOLE` holds what cannot be given to any: where two definitions differ and one
        of them is no sum. The parts sum to the difference; NaN where a score is missing.
    """
    first, second = before.level_scores[column][rows[0]], after.level_scores[column][rows[1]]
    whole = second - first
    if before.index.additive and after.index.additive:
        left = {name: values[rows[0]] for name, values in contributions(before, column).items()}
        right = {name: values[rows[1]] for name, values in contributions(after, column).items()}
        nothing = np.zeros(len(whole))
        parts = {
            name: right.get(name, nothing) - left.get(name, nothing)
            for name in dict.fromkeys([*left, *right])
        }
        zero = after.index.methods.zero - before.index.methods.zero
        if zero:
            parts[WHOLE] = nothing + zero
    elif same:
        parts = _shapley(before, after, column, rows, whole)
    else:
        parts = {WHOLE: whole}
    return {name: np.where(np.isnan(whole), np.nan, part) for name, part in parts.items() if np.any(part)}


def _shapley(
    before: Result, after: Result, column: str, rows: tuple[Rows, Rows], whole: Floats
) -> dict[str, Floats]:
    methods, index = after.index.methods, after.index
    first, second = (
        methods.zero + methods.points * result.normalised[:-1][r]
        for result, r in zip((before, after), rows, strict=True)
    )
    members = index.members
    if column != "index":
        members = tuple(next(d for d in index.walk() if d.id == column).leaves())
    ids = [member.id for member in index.members]
    inside = np.isin(ids, [member.id for member in members])
    differs = ~((first == second) | (np.isnan(first) & np.isnan(second))).all(axis=0)
    players = np.flatnonzero(inside & differs)
    areas = [after.areas[i] for i in rows[1]]

    def worth(changed: NDArray[np.bool_]) -> Floats:
        """Scores where the players that are marked have their later values; shape (n, n_areas)."""
        blocks = []
        step = max(1, _BLOCK // max(first.size, 1))
        for start in range(0, len(changed), step):
            marked = np.zeros((len(changed[start : start + step]), len(ids)), dtype=bool)
            marked[:, players] = changed[start : start + step]
            stages = np.where(marked[:, None, :], second, first)
            scores = scored(stages, partial=before.partial and after.partial)
            # What lies between two years may have too few values, although neither year has.
            if np.isnan(scores[:, ~np.isnan(whole)]).any():
                scores = np.where(np.isnan(scores), scored(stages, partial=True), scores)
            blocks.append(scores)
        return np.concatenate(blocks)

    def scored(stages: Floats, *, partial: bool) -> Floats:
        name, stick = after.statistics.name, after.reference
        counted = after.counted
        levels = aggregate(
            index,
            index.levels,
            stages if counted is None else np.where(counted, stages, np.nan),
            areas,
            name=name,
            weights=stick.weights,
            rescaled=stick.rescaled,
            partial=partial,
            counted=counted,
        )
        return levels.scores[column]

    n = len(players)
    slow = any(methods.name_of("aggregate", level.id) in _SLOW for level in index.levels)
    most, orders = (_MOST_EXACT_SLOW, _ORDERS_SLOW) if slow else (_MOST_EXACT, _ORDERS)
    points = _by_coalition(worth, n) if n <= most else _by_order(worth, n, orders)
    # Where a stage between the two years has no score at all, the difference is left whole.
    lost = np.isnan(points).any(axis=0)
    points = np.where(lost, 0.0, points)
    parts = {ids[j]: points[k] for k, j in enumerate(players)}
    if (lost & ~np.isnan(whole)).any():
        parts[WHOLE] = np.where(lost, whole, 0.0)
    return parts


def _by_coalition(worth: Worth, n: int) -> Floats:
    """Shapley values from every coalition; shape (n, n_areas)."""
    coalitions = (np.arange(2**n)[:, None] >> np.arange(n)) & 1 == 1
    values = worth(coalitions)
    size = coalitions.sum(axis=1)
    share = np.array([factorial(s) * factorial(n - s - 1) for s in range(n)], dtype=float) / factorial(n or 1)
    share = np.append(share, 0.0)
    # A coalition counts for its members as the later, for the others as the earlier of two stages.
    coefficients = np.where(coalitions, share[size - 1][:, None], -share[size][:, None])
    return np.asarray(np.einsum("sp,sa->pa", coefficients, values))


def _by_order(worth: Worth, n: int, many: int = _ORDERS) -> Floats:
    """Shapley values as means over drawn orders and their reverses; each order sums to the whole."""
    rng = np.random.default_rng(0)
    orders = np.stack([rng.permutation(n) for _ in range(many // 2)])
    orders = np.concatenate([orders, orders[:, ::-1]])
    place = np.argsort(orders, axis=1)
    stages = place[:, None, :] < np.arange(n + 1)[None, :, None]
    # All orders begin and end alike: what is met again need not be computed again.
    different, which = np.unique(stages.reshape(-1, n), axis=0, return_inverse=True)
    values = worth(different)[which.ravel()]
    steps = np.diff(values.reshape(len(orders), n + 1, -1), axis=1)
    return np.asarray(np.take_along_axis(steps, place[:, :, None], axis=1).mean(axis=0))
