"""Rounding instead of withholding: to a base, each figure alone, or so that parts still add up."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.solver import choose
from omradesindex.disclosure.system import build
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]


def round_to_base(values: ArrayLike, base: int = 5) -> Floats:
    """Round to the nearest multiple; what lies half-way goes up.

    Examples
    --------
    >>> round_to_base([0, 1, 2, 3, 4, 5, 7, 8])
    array([ 0.,  0.,  0.,  5.,  5.,  5.,  5., 10.])
    """
    return base * np.floor(np.asarray(values, dtype=float) / base + 0.5)


def controlled(values: Floats, matrix: sparse.csr_array, base: int) -> Floats:
    """Round so that every equation ``matrix @ values = 0`` still holds, as near to the values as can be.

    Each value goes to the multiple just below or just above, and a multiple stays (zero-restricted). Where no
    such table exists, as may happen in more than two dimensions, values may move one multiple further.

    Parameters
    ----------
    values : ndarray, shape (n,)
    matrix : sparse array, shape (n_relations, n)
    base : int

    Raises
    ------
    ComputeError
        No rounded table keeps the equations.

    Examples
    --------
    >>> controlled(np.array([2.0, 2.0, 2.0, 6.0]), sparse.csr_array([[1.0, 1.0, 1.0, -1.0]]), 5)[-1]
    np.float64(5.0)
    """
    n = len(values)
    below = np.floor(values / base)
    loose = below * base != values
    for further in (0, 1):
        # The first n unknowns are multiples, the last n how far each value has moved.
        multiples = sparse.eye_array(n) * base
        distance = sparse.eye_array(n)
        most = np.maximum(below + loose + further, 0)
        found = choose(
            np.concatenate([np.zeros(n), np.ones(n)]),
            whole=np.arange(2 * n) < n,
            least=np.concatenate([np.maximum(below - further, 0), np.zeros(n)]),
            most=np.concatenate([most, np.full(n, np.inf)]),
            conditions=[
                (sparse.hstack([matrix, sparse.csr_array(matrix.shape)]), 0, 0),
                (sparse.hstack([-multiples, distance]), -values, np.inf),
                (sparse.hstack([multiples, distance]), values, np.inf),
            ],
        )
        if found.x is not None:
            rounded: Floats = base * np.round(found.x[:n])
            return rounded
    raise ComputeError(
        "no rounded table keeps the sums", remedy="round each figure alone, or withhold figures"
    )


def round_statistics(
    statistics: Statistics, policy: DisclosurePolicy | None = None, *, keep_sums: bool = True
) -> Statistics:
    """Round every count to the policy's base.

    Parameters
    ----------
    statistics : Statistics
        Counts only; shares are to be computed from rounded counts.
    policy : DisclosurePolicy, optional
        Its ``base`` is used.
    keep_sums : bool
        Whether parts still add up to their totals (controlled rounding), or each figure goes to its nearest
        multiple. Sums that did not hold before are not made to.

    Raises
    ------
    StatisticsError
        There are figures that are not counts.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "03", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [2, 2, 2, 6]})
    >>> made_up = Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X")
    >>> round_statistics(made_up, keep_sums=False).block("inflyttade", "2024").value
    array([0., 0., 0., 5.])
    >>> rounded = round_statistics(made_up).block("inflyttade", "2024").value
    >>> rounded[-1] == rounded[:-1].sum()
    np.True_
    """
    policy = policy or DisclosurePolicy()
    frame = statistics.to_frame()
    other = frame.loc[frame["kind"] != "count", "variable"]
    if len(other):
        raise StatisticsError(
            f"'{other.iloc[0]}' is not a count and cannot be rounded to a base",
            where=statistics.name,
            remedy="round the counts, and compute shares and means from them",
        )
    grid = frame["value"].to_numpy(dtype=float).reshape(len(statistics.blocks), -1)
    result = round_to_base(grid, policy.base)
    if keep_sums:
        system = build(statistics, shares={})
        for family in range(len(system.variable)):
            cells = np.flatnonzero(system.family == family)
            cells = cells[~np.isnan(system.values[cells])]
            own = sparse.csr_array(system.matrix[:, cells])
            complete = np.diff(own.indptr) == np.diff(system.matrix.indptr)
            kept = np.flatnonzero(complete & (np.diff(own.indptr) > 0) & (system.right == 0))
            rounded = controlled(system.values[cells], sparse.csr_array(own[kept]), policy.base)
            standing = system.row[cells] >= 0
            result[system.row[cells[standing]], system.column[cells[standing]]] = rounded[standing]
    frame["value"] = result.ravel()
    return Statistics.from_frame(
        frame,
        name=statistics.name,
        division=statistics.division,
        whole=statistics.whole,
        breakdowns=statistics.breakdowns,
        notes=statistics.notes,
    )
