"""The two solvers of scipy (HiGHS), as this package calls them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

Floats = NDArray[np.float64]

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
    whole: NDArray[np.bool_],
    least: Floats,
    most: Floats,
    conditions: list[tuple[Any, Any, Any]],
) -> Any:
    """Minimise ``cost @ x`` with whole numbers where ``whole``; scipy's result.

    Parameters
    ----------
    conditions : list of (matrix, low, high)
        ``low <= matrix @ x <= high``.
    """
    programme: Any = optimize.milp
    return programme(
        cost,
        integrality=whole.astype(int),
        bounds=optimize.Bounds(least, most),
        constraints=[optimize.LinearConstraint(_narrow(m), low, high) for m, low, high in conditions],
        options=_LIMITS | ({} if whole.any() else {"presolve": False}),
    )


def _narrow(matrix: Any) -> sparse.csc_array:
    """Number rows and columns by 32 bits, the only width that the solver takes in every release of scipy."""
    narrow = sparse.csc_array(matrix)
    narrow.indices = narrow.indices.astype(np.int32)
    narrow.indptr = narrow.indptr.astype(np.int32)
    return narrow
