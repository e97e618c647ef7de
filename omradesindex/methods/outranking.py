"""Orders from comparisons in pairs: only whether a value is higher counts, not by how much.

A low value on one column is then not made up for by a high one on another. Scores come out as with any other
aggregation: the higher, the further up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import arithmetic
from omradesindex.methods.equal import SAME, on_grid, scale_of
from omradesindex.methods.guard import floats
from omradesindex.methods.linear_ordering import best_linear_orders
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.rank import rank
from omradesindex.methods.weight import fitting

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

#: The largest number of areas that beat each other in circles of which all best orders are found and counted.
KEMENY_LIMIT = 16

#: The same, of which it is found what all best orders have in common, by integer programming.
KEMENY_MOST = 40

# So many such circles are solved, lest a study of many draws takes hours.
_MOST_PROGRAMS = 50

# With more areas all pairs take too much memory.
_MOST = 4000

# Margins are counted in steps of this size, so that sums of weights that ought to be equal are.
_STEP = SAME


def outranking(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Weight of the columns in which one area lies above another, for all pairs.

    :math:`O_{ij} = \sum_k w_k [x_{ik} > x_{jk}] + \frac12 \sum_k w_k [x_{ik} = x_{jk}]`.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        In any unit: only the order counts. NaN where missing: each pair is compared by the columns that both
        have, whose weights are scaled up.
    weights : array_like, shape (..., n_columns)
        How much each column counts, not what it can be traded for.

    Returns
    -------
    ndarray, shape (..., n_areas, n_areas)
        Between 0 and 1; ``O[i, j] + O[j, i] = 1``, the diagonal 0.5. Also 0.5 for a pair without a common
        column.

    Raises
    ------
    MethodError
        Weights that do not fit.

    Notes
    -----
    Munda and Nardo (2009), *Noncompensatory/nonlinear composite indicators for ranking countries*, Applied
    Economics 41:1513; OECD/JRC (2008), step 6.13. COINr has 0 on the diagonal.

    Examples
    --------
    >>> outranking([[3.0, 1.0], [2.0, 1.0]], [1, 1])
    array([[0.5 , 0.75],
           [0.25, 0.5 ]])
    """
    values, w = _prepared(x, weights)
    return 0.5 + 0.5 * _margins(values, w, slice(None))


def copeland(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""Copeland's rule: areas that an area outranks, less areas that outrank it.

    :math:`\sum_j \mathrm{sign}(O_{ij} - \frac12)`.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        As for :func:`outranking`.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        Whole numbers from −(n − 1) to n − 1; often tied. NaN where every value is missing.

    Raises
    ------
    MethodError
        Weights that do not fit.

    Notes
    -----
    Copeland (1951), *A reasonable social welfare function*, University of Michigan; COINr's ``a_copeland``
    adds the same signs.

    Examples
    --------
    >>> copeland([[3.0, 1.0], [2.0, 1.0], [1.0, 0.0]], [1, 1])
    array([ 2.,  0., -2.])
    """
    values, w = _prepared(x, weights)
    n = values.shape[-2]
    scores = np.empty((*np.broadcast_shapes(values.shape[:-2], w.shape[:-1]), n))
    for rows in _blocks(scores.size, n):
        scores[..., rows] = np.sign(_margins(values, w, rows)).sum(axis=-1)
    scores[np.broadcast_to(_nothing(values, w), scores.shape)] = np.nan
    return scores


def borda(x: ArrayLike, weights: ArrayLike, *, ties: Literal["half", "none"] = "half") -> Floats:
    """Borda's rule: the weighted mean of the points that an area's rank gives in each column.

    A column gives a point for each area that lies below.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        In any unit. NaN where missing: ranks among the areas that have a value, stretched to 0 … n − 1; an
        area's points are the mean over the columns it has.
    weights : array_like, shape (..., n_columns)
    ties : {"half", "none"}
        What an equal area gives: half a point, so that the points of a column always have the same sum, or
        none (COINr's ``n_borda`` with its ranks from below).

    Returns
    -------
    ndarray, shape (..., n_areas)
        0 to n − 1; NaN where every value is missing.

    Raises
    ------
    MethodError
        A single area; unknown ``ties``; weights that do not fit.

    Notes
    -----
    Borda (1784); OECD/JRC (2008), step 6.10 and 6.12. Unlike Copeland's and Kemeny's, its order of two areas
    can depend on a third.

    Examples
    --------
    >>> borda([[3.0, 1.0], [2.0, 1.0], [1.0, 0.0]], [1, 1])
    array([1.75, 1.25, 0.  ])
    """
    if ties not in ("half", "none"):
        raise MethodError(f"ties = '{ties}' is unknown", expected="'half' or 'none'")
    values, w = _prepared(x, weights)
    n = values.shape[-2]
    if n < 2:
        raise MethodError("one area alone has no rank", expected="at least two areas")
    columns = np.swapaxes(values, -1, -2)
    others = (~np.isnan(columns)).sum(axis=-1, keepdims=True) - 1.0
    below, above = rank(-columns) - 1, rank(columns) - 1
    points = below if ties == "none" else (below + others - above) / 2
    # A column with one value ranks nobody: the middle.
    stretched = np.where(others > 0, points / np.where(others > 0, others, 1.0), points + 0.5) * (n - 1)
    return arithmetic(np.swapaxes(stretched, -1, -2), w)


@dataclass(frozen=True)
class Kemeny:
    """The orders of areas that agree best with the comparisons in pairs.

    Attributes
    ----------
    places : ndarray, shape (..., n_areas)
        Each area's mean place over all best orders, 1 = highest; whole numbers where there is one. NaN for an
        area without values. Of more than :data:`KEMENY_LIMIT` areas in a circle best orders are not counted:
        two that do not stand alike in all of them share what is between them.
    agreement : ndarray, shape (...,)
        The greatest possible sum of ``O[i, j]`` over pairs with i before j.
    orders : ndarray, shape (...,)
        How many orders reach it; NaN where they are several and not counted.
    """

    places: Floats
    agreement: Floats
    orders: Floats


def best_orders(x: ArrayLike, weights: ArrayLike) -> Kemeny:
    r"""Find all orders that agree best with the comparisons in pairs (Kemeny–Young), exactly.

    Areas are parted into groups that each beat all that follow; only within a group, where majorities go in
    circles, is there anything to seek. The best order of a set of areas with one of them last is the best
    order of the others, then it, so that the best of all n! orders is found in :math:`n 2^n` steps. Counting
    the ways there and back gives each area's mean place over all best orders, which does not depend on how
    areas are named or laid out.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        As for :func:`outranking`; any number of areas, but at most :data:`KEMENY_MOST` in a circle, so
        that any 40 areas can be ordered, and many more that mostly agree. Of more than :data:`KEMENY_LIMIT`
        in a circle the order is sought by integer programming
        (:func:`omradesindex.methods.linear_ordering.best_linear_orders`).
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    Kemeny

    Raises
    ------
    MethodError
        Too many areas in a circle; weights that do not fit.

    Notes
    -----
    Kemeny (1959), *Mathematics without numbers*, Daedalus 88:577; Young and Levenglick (1978), *A consistent
    extension of Condorcet's election principle*, SIAM J. Appl. Math. 35:285; OECD/JRC (2008), step 6.12–6.13.
    That all best orders keep such groups apart is the extended Condorcet criterion (Truchon 1998).

    Examples
    --------
    Three columns that contradict each other in a circle (the handbook's Table 34): three orders are best.

    >>> found = best_orders([[3.0, 2.0, 1.0], [2.0, 1.0, 3.0], [1.0, 3.0, 2.0]], [1, 1, 1])
    >>> found.places, int(found.orders)
    (array([2., 2., 2.]), 3)
    """
    values, w = _prepared(x, weights)
    n = values.shape[-2]
    batch = np.broadcast_shapes(values.shape[:-2], w.shape[:-1])
    absent = np.broadcast_to(_nothing(values, w), (*batch, n)).reshape(-1, n)
    if n > _MOST:
        raise _too_many(n, 1)
    shares = np.broadcast_to(_margins(values, w, slice(None)), (*batch, n, n)).reshape(-1, n, n)
    margins = np.rint(shares / _STEP).astype(np.int64)
    # Areas without values are laid last, behind everybody.
    wins = np.sign(margins) + absent[:, None, :] - absent[:, :, None].astype(np.int64)
    scores = wins.sum(axis=-1)
    order = np.argsort(-scores, axis=-1, kind="stable")
    # A group stands before all others where each of its areas beats each of theirs; it then has the highest
    # scores, and their sum, in which what they win of each other cancels, is the number of pairs.
    k = np.arange(1, n + 1)
    ends = np.cumsum(np.take_along_axis(scores, order, axis=-1), axis=-1) == k * (n - k)
    group = np.empty_like(order)
    np.put_along_axis(group, order, np.cumsum(ends, axis=-1) - ends, axis=-1)
    ahead = (group[:, :, None] < group[:, None, :]) & ~absent[:, None, :]
    gain, orders = np.where(ahead, margins, 0).sum(axis=(-1, -2)), np.ones(len(absent))
    scenario, last = np.nonzero(ends)
    first = np.where(np.diff(scenario, prepend=-1) > 0, 0, np.roll(last, 1) + 1)
    places = np.full(absent.shape, np.nan)
    for size in np.unique(last - first + 1):
        of = (last - first + 1 == size) & ~absent[scenario, order[scenario, first]]
        where, start = scenario[of][:, None], first[of][:, None]
        members = order[where, start + np.arange(size)]
        if size > KEMENY_LIMIT:
            if size > KEMENY_MOST or of.sum() > _MOST_PROGRAMS:
                raise _too_many(int(size), int(of.sum()))
            for row, these, ahead in zip(where[:, 0], members, start[:, 0], strict=True):
                between = shares[row][these[:, None], these]
                best = best_linear_orders(between)
                places[row, these] = ahead + size - (best.before.sum(axis=1) - 0.5)
                stand = these[best.order]
                gain[row] += np.triu(margins[row][stand[:, None], stand], 1).sum()
                orders[row] *= 1.0 if not (best.before[~np.eye(size, dtype=bool)] == 0.5).any() else np.nan
            continue
        for some in _blocks(int(size) * 2 ** int(size), len(members), most=2**20):
            rows, these = where[some], members[some]
            found, won, ways = _solve(margins[rows[..., None], these[:, :, None], these[:, None, :]])
            places[rows, these] = start[some] + found
            np.add.at(gain, rows[:, 0], won)
            np.multiply.at(orders, rows[:, 0], ways)
    there = (~absent).sum(axis=-1)
    agreement = (there * (there - 1) / 2 + gain * _STEP) / 2
    return Kemeny(places.reshape(*batch, n), agreement.reshape(batch), orders.reshape(batch))


def kemeny(x: ArrayLike, weights: ArrayLike) -> Floats:
    """Kemeny–Young's rule: how many areas an area stands before in the best order.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        As for :func:`best_orders`.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_areas)
        n − 1 for the first, 0 for the last of n areas with values; where several orders are equally good, the
        mean over them. NaN where every value is missing.

    Raises
    ------
    MethodError
        Too many areas in a circle; weights that do not fit.

    Notes
    -----
    See :func:`best_orders`.

    Examples
    --------
    >>> kemeny([[1.0, 1.0, 3.0], [2.0, 3.0, 2.0], [3.0, 2.0, 1.0]], [2, 2, 1])
    array([0., 2., 1.])
    """
    places = best_orders(x, weights).places
    return np.asarray((~np.isnan(places)).sum(axis=-1, keepdims=True) - places)


@lru_cache(maxsize=KEMENY_LIMIT)
def _layers(n: int) -> tuple[tuple[Integers, Integers, Integers], ...]:
    """Sets of 1, 2, … n areas: the sets as bits, their members, and each set without each member."""
    sets = np.arange(2**n)
    bits = (sets[:, None] >> np.arange(n)) & 1
    size = bits.sum(axis=1)
    found = []
    for k in range(1, n + 1):
        chosen = sets[size == k]
        members = np.nonzero(bits[chosen])[1].reshape(-1, k)
        found.append((chosen, members, chosen[:, None] ^ (1 << members)))
    return tuple(found)


def _too_many(n: int, draws: int) -> MethodError:
    most = KEMENY_LIMIT if draws > _MOST_PROGRAMS else KEMENY_MOST
    return MethodError(
        f"{n} areas beat each other in circles, and the best of all their orders cannot be found"
        + (f" for each of {draws} draws" if draws > _MOST_PROGRAMS else ""),
        where="method 'kemeny'",
        expected=f"at most {most} such areas",
        remedy="use copeland or borda",
    )


def _solve(margins: Integers) -> tuple[Floats, Integers, Floats]:
    """Mean places, gain and number of the best orders; margins of shape (scenarios, n, n), whole numbers."""
    scenarios, n, _ = margins.shape
    # gains[s, i, T]: what is won by putting area i right after the set T.
    gains = np.zeros((scenarios, n, 2**n), dtype=np.int64)
    for j in range(n):
        gains[:, :, 2**j : 2 ** (j + 1)] = gains[:, :, : 2**j] + margins[:, j, :, None]
    best = np.zeros((scenarios, 2**n), dtype=np.int64)
    ways = np.zeros((scenarios, 2**n))
    ways[:, 0] = 1
    tight = []
    for sets, members, rest in _layers(n):
        reached = best[:, rest] + gains[:, members, rest]
        top = reached.max(axis=-1)
        best[:, sets] = top
        # Numbers of orders stay below 16! < 2^53, so floats count them exactly.
        tight.append(reached == top[..., None])
        ways[:, sets] = (ways[:, rest] * tight[-1]).sum(axis=-1)
    onward = np.zeros((scenarios, 2**n))
    onward[:, -1] = 1
    total = np.zeros((scenarios, n))
    for place in range(n, 0, -1):
        sets, members, rest = _layers(n)[place - 1]
        through = np.where(tight[place - 1], onward[:, sets, None], 0.0)
        for i in range(n):
            # No two sets of a layer become the same set by losing the same member.
            of, where = np.nonzero(members == i)
            before = rest[of, where]
            onward[:, before] += through[:, of, where]
            total[:, i] += place * (ways[:, before] * through[:, of, where]).sum(axis=-1)
    count = ways[:, -1]
    return total / count[:, None], best[:, -1], count


def _prepared(x: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats]:
    values = floats(x, "x")
    if values.ndim < 2:
        raise MethodError(
            f"values of shape {values.shape} hold no areas and columns", expected="areas × columns"
        )
    # Only the order counts: values go on a grid of their column, where those that are equal are so.
    return on_grid(values, scale_of(values, axis=-2, keepdims=True)), fitting(weights, values.shape[-1])


def _nothing(values: Floats, w: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.isnan(values) | (w[..., None, :] == 0)).all(axis=-1))


def _margins(values: Floats, w: Floats, rows: slice) -> Floats:
    """Share of the weight for, less the share against; rows × all areas, in whole steps of :data:`_STEP`."""
    batch = np.broadcast_shapes(values.shape[:-2], w.shape[:-1])
    n = values.shape[-2]
    picked = len(range(*rows.indices(n)))
    margin = np.zeros((*batch, picked, n))
    missing = np.isnan(values).any()
    common = np.zeros(margin.shape) if missing else None
    for k in range(values.shape[-1]):
        one, other = values[..., rows, k, None], values[..., None, :, k]
        weight = w[..., k, None, None]
        margin += weight * (one > other)
        margin -= weight * (one < other)
        if common is not None:
            common += weight * ~(np.isnan(one) | np.isnan(other))
    if common is not None:
        margin = margin / np.where(common > 0, common, 1.0)
    return np.asarray(np.rint(margin / _STEP) * _STEP)


def _blocks(each: int, n: int, most: int = 2**17) -> Iterator[slice]:
    """Slices of ``range(n)`` so long that blocks of ``each`` numbers a piece stay within memory."""
    step = max(1, most // max(1, each))
    return (slice(at, min(n, at + step)) for at in range(0, n, step))


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6"

#: Name in a definition → method: orders from comparisons.
ORDERS: Mapping[str, Method] = methods_of(
    Method(
        "aggregate",
        "copeland",
        copeland,
        "Copeland (1951), A reasonable social welfare function",
        "Copeland: hur många områden ett område går före, minus hur många som går före det",
        "Copeland: areas that an area outranks, less areas that outrank it",
        own_scale=True,
    ),
    Method(
        "aggregate",
        "kemeny",
        kemeny,
        "Young and Levenglick (1978), SIAM Journal on Applied Mathematics 35:285",
        "Kemeny: den ordning som stämmer bäst med alla parvisa jämförelser",
        "Kemeny: the order that agrees best with all comparisons in pairs",
        own_scale=True,
    ),
    Method(
        "aggregate",
        "borda",
        borda,
        f"Borda (1784); {_HANDBOOK}",
        "Borda: poäng efter plats i varje indikator",
        "Borda: points by the place in each indicator",
        own_scale=True,
    ),
)
