"""Benefit of the doubt: each area is weighed by the weights that make most of it.

Where high values mean great challenge, as in this library's own indices, that is the light in which an area's
challenge is as great as possible; to give areas the benefit of the doubt in the usual sense, turn the values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import settled
from omradesindex.methods.guard import column_name, floats, per_column
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.sums import product
from omradesindex.methods.weight import fitting

Floats = NDArray[np.float64]
BoundsOn = Literal["shares", "weights"]

# Linear programs are solved together, in blocks of about so many numbers.
_BLOCK = 20_000

# So many areas on the frontier are all put in at once.
_FEW = 40

# What the solver leaves of a difference.
_NEAR = 1e-9


@dataclass(frozen=True)
class Frontier:
    r"""Scores under each area's own best weights.

    Attributes
    ----------
    scores : ndarray, shape (..., n_areas)
        1 on the frontier.
    weights : ndarray, shape (..., n_areas, n_columns)
        Each area's own; :math:`\sum_j w_{ij} x_{ij}` is its score. Often not the only ones that give it.
    shares : ndarray, shape (..., n_areas, n_columns)
        Each column's part of the score; rows sum to 1 where the score is above zero.
    """

    scores: Floats
    weights: Floats
    shares: Floats


def frontier(
    x: ArrayLike,
    *,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    bounds_on: BoundsOn = "shares",
    reference: ArrayLike | None = None,
) -> Frontier:
    r"""Score each area by the weights that make most of it, and no area more than 1 by the same weights.

    :math:`\max_w \sum_j w_j x_{ij}` subject to :math:`\sum_j w_j x_{bj} \le 1` for every area b and
    :math:`w \ge 0`, a linear program for each area.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Zero or more. NaN where missing: the column then has no part in the area's score, nor in the frontier
        that the area makes for others (Kuosmanen 2009); its bounds do not apply.
    lower, upper : array_like, shape (n_columns,) or (..., n_areas, n_columns) or number, optional
        Bounds of each column's share, 0–1. Without them an area may be judged by a single column.
    bounds_on : {"shares", "weights"}
        Bounds of the shares of the score, :math:`w_j x_{ij} / \sum_k w_k x_{ik}` (Cherchye et al. 2008), or
        of the weights, :math:`w_j / \sum_k w_k` (the handbook), which need columns on a common scale.
    reference : array_like, shape (n_reference, n_columns), optional
        The areas that make the frontier, such as the base year's; ``x`` itself if left out. Scores can then
        be above 1.

    Returns
    -------
    Frontier
        Scores to about 1e-9; one so near 1 is 1. Equal areas have equal scores. With a lower bound on its
        share, a column that is zero makes the score zero. NaN where every value is missing, or what is there
        cannot fill the bounds.

    Raises
    ------
    MethodError
        A negative or infinite value; no value above zero; bounds that no weights can meet; unknown
        ``bounds_on``; the solver fails.

    Notes
    -----
    Melyn and Moesen (1991); Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), *An introduction to 'benefit
    of the doubt' composite indicators*, Social Indicators Research 82:111; Cherchye et al. (2008), *Creating
    composite indicators with DEA and robustness analysis*, J. Oper. Res. Soc. 59:239; OECD/JRC (2008), step
    6.3. Solved by HiGHS (scipy).

    Examples
    --------
    >>> frontier([[4.0, 2.0], [2.0, 4.0], [2.0, 2.0]]).scores.round(6)
    array([1.      , 1.      , 0.666667])
    """
    values = _values(x)
    k = values.shape[-1]
    if bounds_on not in ("shares", "weights"):
        raise MethodError(f"bounds_on = '{bounds_on}' is unknown", expected="'shares' or 'weights'")
    low, high = _bounds(values, lower, upper)
    makers = None if reference is None else _values(reference, "reference")
    if makers is not None and (makers.ndim != 2 or makers.shape[1] != k):
        raise MethodError(f"a reference of shape {makers.shape} was given for {k} columns")
    if makers is not None:
        bare = (np.nan_to_num(values) > 0) & ~(np.nan_to_num(makers) > 0).any(axis=0)
        if bare.any():
            raise MethodError(
                "the reference has no value above zero to measure it by",
                where=column_name(int(np.argwhere(bare)[0][-1])),
            )
    scores, weights = np.empty(values.shape[:-1]), np.empty(values.shape)
    for at in np.ndindex(values.shape[:-2]):
        scores[at], weights[at] = _one(
            values[at], low[at], high[at], values[at] if makers is None else makers, bounds_on
        )
    parts = np.nan_to_num(values) * weights
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = parts / parts.sum(axis=-1, keepdims=True)
    return Frontier(scores, weights, shares)


def benefit_of_the_doubt(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    around: float | None = None,
    lower: ArrayLike | None = None,
    upper: ArrayLike | None = None,
    bounds_on: BoundsOn = "shares",
    reference: ArrayLike | None = None,
) -> Floats:
    """Benefit of the doubt: each area's score by the weights that make most of it.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Zero or more; missing values as in :func:`frontier`.
    weights : array_like, shape (n_columns,)
        A column with a weight of zero is left out. How much the others weigh counts only with ``around``.
    around : float, optional
        How far shares may be from ``weights``: 0.5 allows each column half to one and a half times its
        weight. Where values are missing the weights of the others are scaled up first.
    lower, upper, bounds_on, reference
        As in :func:`frontier`; ``lower`` and ``upper`` not together with ``around``.

    Returns
    -------
    ndarray, shape (..., n_areas)
        Above 0 to 1; NaN as in :func:`frontier`.

    Raises
    ------
    MethodError
        As in :func:`frontier`; weights that do not fit; bounds given twice; ``around`` outside 0–1.

    Notes
    -----
    See :func:`frontier`.

    Examples
    --------
    >>> x = [[4.0, 2.0], [2.0, 4.0], [2.0, 2.0], [3.0, 0.5]]
    >>> benefit_of_the_doubt(x, [1, 1]).round(3)
    array([1.   , 1.   , 0.667, 0.75 ])
    >>> benefit_of_the_doubt(x, [1, 1], around=0.2).round(3)
    array([0.909, 0.909, 0.667, 0.278])
    """
    values = _values(x)
    w = fitting(weights, values.shape[-1])
    if w.ndim != 1:
        raise MethodError(f"one set of weights is needed, not {w.shape}")
    used = w > 0
    low, high = (_chosen(bound, used, name) for name, bound in (("lower", lower), ("upper", upper)))
    makers = None if reference is None else _chosen(_values(reference, "reference"), used, "reference")
    values, w = values[..., used], w[used]
    if around is not None:
        if lower is not None or upper is not None:
            raise MethodError("bounds are given twice, by 'around' and by 'lower' or 'upper'")
        if not 0 <= around <= 1:
            raise MethodError(f"around = {around:g}", expected="a number from 0 to 1")
        there = np.where(np.isnan(values), 0.0, w)
        total = there.sum(axis=-1, keepdims=True)
        nominal = there / np.where(total > 0, total, 1.0)
        low, high = (1 - around) * nominal, np.minimum((1 + around) * nominal, 1.0)
    return frontier(values, lower=low, upper=high, bounds_on=bounds_on, reference=makers).scores


def _chosen(given: ArrayLike | None, used: NDArray[np.bool_], name: str) -> Floats | None:
    """Return what is given for the columns that have a weight; one number holds for all of them."""
    if given is None or np.ndim(given) == 0:
        return None if given is None else np.asarray(given, dtype=float)
    array = np.asarray(given, dtype=float)
    if array.shape[-1] != used.size:
        raise MethodError(
            f"'{name}' of the shape {array.shape} was given for {used.size} columns",
            expected="one number for each column",
        )
    return array[..., used]


def _values(x: ArrayLike, option: str | None = None) -> Floats:
    values = floats(x, "x")
    if values.ndim < 2:
        raise MethodError(
            f"values of shape {values.shape} hold no areas and columns",
            where=option,
            expected="areas × columns",
        )
    bad = (values < 0) | np.isinf(values)
    if bad.any():
        raise MethodError(
            f"benefit of the doubt is not defined for {values[bad][0]:g}",
            where=", ".join(filter(None, (option, column_name(int(np.argwhere(bad)[0][-1]))))),
            expected="finite values of zero or more",
            remedy="normalise to a scale that lies above zero, such as min-max",
        )
    if not (np.nan_to_num(values) > 0).any(axis=(-1, -2)).all():
        raise MethodError("no value lies above zero, so there is no frontier")
    return values


def _bounds(values: Floats, lower: ArrayLike | None, upper: ArrayLike | None) -> tuple[Floats, Floats]:
    """Bounds for every area and column; zero where the value is missing."""
    k = values.shape[-1]
    found = []
    for name, given, default in (("lower", lower, 0.0), ("upper", upper, 1.0)):
        bound = np.asarray(default if given is None else given, dtype=float)
        bound = per_column(bound, k, name) if bound.ndim < 2 else bound
        if bound.shape[-1] != k:
            raise MethodError(f"'{name}' of shape {bound.shape} was given for {k} columns")
        if not ((bound >= 0) & (bound <= 1)).all():
            raise MethodError(f"the option '{name}' lies outside 0 to 1", expected="shares from 0 to 1")
        found.append(np.broadcast_to(bound, values.shape))
    low, high = found
    if (low > high).any():
        j = int(np.argwhere(low > high)[0][-1])
        raise MethodError("the lower bound is above the upper one", where=column_name(j))
    whole = ~np.isnan(values).any(axis=-1)
    if (whole & ((low.sum(axis=-1) > 1 + _NEAR) | (high.sum(axis=-1) < 1 - _NEAR))).any():
        raise MethodError(
            "no shares can meet the bounds",
            expected="lower bounds that sum to 1 at most, upper ones to 1 at least",
        )
    there = ~np.isnan(values)
    return np.where(there, low, 0.0), np.where(there, high, 0.0)


def _one(values: Floats, low: Floats, high: Floats, makers: Floats, bounds_on: str) -> tuple[Floats, Floats]:
    """Scores and weights of one set of areas."""
    # Measured by the greatest value; column by column where only the products w·x matter.
    scale = np.nanmax(np.where(np.isnan(makers), 0.0, makers), axis=0)
    scale = np.full_like(scale, scale.max()) if bounds_on == "weights" else np.where(scale > 0, scale, 1.0)
    k = values.shape[1]
    there = ~np.isnan(values)
    # Equal areas are solved once, and all in an order of their own: where they stand leaves no trace.
    keyed = np.hstack([settled(np.nan_to_num(values) / scale, 1.0), there, low, high])
    rows, back = np.unique(keyed, axis=0, return_inverse=True)
    y, has, low, high = rows[:, :k], rows[:, k : 2 * k] > 0, rows[:, 2 * k : 3 * k], rows[:, 3 * k :]
    edge = _undominated(np.nan_to_num(makers) / scale)
    impossible = ~has.any(axis=1) | (high.sum(axis=1) < 1 - _NEAR) | (low.sum(axis=1) > 1 + _NEAR)
    weights = np.full(y.shape, np.nan)
    solve = np.flatnonzero(~impossible)
    # Few of the areas that make the frontier bind any one area. Start with those that are greatest in a
    # column, and add what an answer breaks: the same answer, sooner.
    binding = np.zeros((len(y), len(edge)), dtype=bool)
    binding[:, edge.argmax(axis=0) if len(edge) > _FEW else slice(None)] = True
    while solve.size:
        step = max(1, _BLOCK // (int(binding[solve].sum(axis=1).max() + 2 * k) * k))
        for at in range(0, len(solve), step):
            some = solve[at : at + step]
            rows_of = [edge[use] for use in binding[some]]
            weights[some] = _solve(y[some], has[some], low[some], high[some], rows_of, bounds_on)
        reached = np.where(binding[solve], 0.0, product(weights[solve], edge.T))
        worst = np.argsort(-reached, axis=1, kind="stable")[:, :k]
        broken = np.take_along_axis(reached, worst, axis=1) > 1 + _NEAR
        binding[np.broadcast_to(solve[:, None], worst.shape)[broken], worst[broken]] = True
        solve = solve[broken.any(axis=1)]
    weights = settled(weights)
    scores = (y * weights).sum(axis=1)
    # On the frontier is on the frontier, whatever the solver left.
    scores = np.where(np.abs(scores - 1) < _NEAR, 1.0, scores)
    back = back.reshape(-1)
    return scores[back], (weights / scale)[back]


def _solve(
    y: Floats,
    has: NDArray[np.bool_],
    low: Floats,
    high: Floats,
    edges: Sequence[Floats],
    bounds_on: str,
) -> Floats:
    """Solve the linear programs of several areas as one: they have no variable in common."""
    from scipy import sparse
    from scipy.optimize import linprog

    n, k = y.shape
    blocks: list[Floats] = []
    right: list[Floats] = []
    for i in range(n):
        part = [edges[i]]
        whole = y[i] if bounds_on == "shares" else has[i].astype(float)
        own = np.diag(whole)
        # A bound that cannot bind is left out.
        part.append((np.outer(low[i], whole) - own)[low[i] > 0])
        part.append((own - np.outer(high[i], whole))[(high[i] < 1) & has[i]])
        blocks.append(np.vstack(part))
        right.append(np.repeat([1.0, 0.0], [len(edges[i]), len(blocks[-1]) - len(edges[i])]))
    # A value of zero, or a missing one, adds nothing: its weight is zero unless a bound asks for it.
    top = np.where(has if bounds_on == "weights" else y > 0, np.inf, 0.0).reshape(-1)
    # scipy's type stubs do not know that constraints may be sparse.
    matrix: Any = sparse.csr_array(sparse.block_diag([sparse.coo_array(block) for block in blocks]))
    found = linprog(
        -y.reshape(-1),
        A_ub=matrix,
        b_ub=np.concatenate(right),
        bounds=[(0.0, float(most)) for most in top],
        method="highs",
    )
    if found.status != 0:
        raise MethodError(f"the linear program of benefit of the doubt was not solved: {found.message}")
    return np.asarray(found.x, dtype=float).reshape(n, k)


def _undominated(rows: Floats) -> Floats:
    """Return the rows that no other row equals or exceeds in everything; only they can bind."""
    rows = np.unique(rows, axis=0)
    rows = rows[np.argsort(-rows.sum(axis=1), kind="stable")]
    kept = np.empty((0, rows.shape[1]))
    for row in rows:
        # A row that dominates another has a greater sum, so it has already been kept or dominated itself.
        if not (kept >= row).all(axis=1).any():
            kept = np.vstack([kept, row])
    return kept


#: Name in a definition → method.
FRONTIERS: Mapping[str, Method] = methods_of(
    Method(
        "aggregate",
        "benefit_of_the_doubt",
        benefit_of_the_doubt,
        "Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), Social Indicators Research 82:111",
        "Varje område vägs med de vikter som framhäver det mest",
        "Each area is weighed by the weights that make most of it",
        own_scale=True,
    ),
)
