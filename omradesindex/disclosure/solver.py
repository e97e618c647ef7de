"""The two solvers of scipy (HiGHS), as this package calls them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from omradesindex.methods.integer_programs import narrow

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

#: When a search with whole numbers ends: at a number of nodes of its tree, never at a time, so that every
#: machine finds the same; or where less than one per cent could still be gained.
_LIMITS = {"node_limit": 50, "mip_rel_gap": 0.01}


def minimise(cost: Floats, matrix: sparse.csr_array, right: Floats, least: Floats, most: Floats) -> Any:
    """Minimise ``cost @ x`` where ``matrix @ x = right`` and ``least <= x <= most``; scipy's result."""
    programme: Any = optimize.linprog
    bounds = np.column_stack([least, most])
    return programme(cost, A_eq=matrix, b_eq=right, bounds=bounds, method="highs")


def choose(
    cost: Floats,
    *,
    whole: Bools,
    least: Floats,
    most: Floats,
    conditions: list[tuple[Any, Any, Any]],
) -> Any:
    """Minimise ``cost @ x`` with whole numbers where ``whole``; scipy's result.

    Its ``mip_dual_bound`` is what no solution is below, also where the search was given up; None where it has
    nothing to say.

    Parameters
    ----------
    conditions : list of (matrix, low, high)
        ``low <= matrix @ x <= high``.
    """
    programme: Any = optimize.milp
    n, options = len(cost), _LIMITS | ({} if whole.any() else {"presolve": False})
    if not conditions:
        return programme(
            cost, integrality=whole.astype(int), bounds=optimize.Bounds(least, most), options=options
        )
    matrix = sparse.csc_array(sparse.vstack([sparse.csr_array(part) for part, _, _ in conditions]))
    low, high = (
        np.concatenate([np.broadcast_to(c[end], c[0].shape[0]) for c in conditions]).astype(float)
        for end in (1, 2)
    )
    over, alone, by = _left_over(matrix, low, high, whole)
    if len(alone) == n:
        # Equations leave over all there is: the programme takes no empty one.
        over, alone, by = over[:-1], alone[:-1], by[:-1]
    others = np.delete(np.arange(n), alone)
    part = sparse.csr_array(matrix[:, others])
    own, bound = sparse.csr_array(part[over]), low[over]
    ends = by * least[alone], by * most[alone]
    low[over], high[over] = bound - np.maximum(*ends), bound - np.minimum(*ends)
    found = programme(
        cost[others] - own.T @ (cost[alone] / by),
        integrality=whole[others].astype(int),
        bounds=optimize.Bounds(least[others], most[others]),
        constraints=[optimize.LinearConstraint(narrow(part), low, high)],
        options=options,
    )
    if found.x is not None:
        x = np.empty(n)
        x[others] = found.x
        x[alone] = (bound - own @ found.x) / by
        found.x = np.clip(x, least, most)
    if found.mip_dual_bound is not None:
        found.mip_dual_bound += float((cost[alone] / by) @ bound)
    return found


def _left_over(
    matrix: sparse.csc_array, low: Floats, high: Floats, whole: Bools
) -> tuple[Ints, Ints, Floats]:
    """Which unknowns are what an equation leaves over of all others: the programme can do without them.

    Such an unknown stands in that equation alone; and it is whole, where it has to be, since the others are.

    Returns
    -------
    equations, unknowns, factors : ndarray, one for each such unknown
    """
    alone = np.flatnonzero(np.diff(matrix.indptr) == 1)
    row, by = matrix.indices[matrix.indptr[alone]], matrix.data[matrix.indptr[alone]]
    entries = matrix.tocoo()
    unit = np.abs(entries.data) == 1.0
    odd = np.bincount(entries.coords[0], ~(unit & whole[entries.coords[1]]), matrix.shape[0]) > 0
    odd |= low != np.round(low)
    may = (low == high)[row] & ~(whole[alone] & odd[row])
    over, first = np.unique(row[may], return_index=True)
    return over.astype(np.intp), alone[may][first], by[may][first]
