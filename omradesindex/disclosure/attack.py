"""The outsider: the tightest interval of every withheld cell, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from omradesindex.disclosure.solver import minimise
from omradesindex.errors import ComputeError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: What solvers may be off by, in persons.
SLACK = 1e-5


@dataclass(frozen=True)
class Intervals:
    """What an outsider can say about the target cells.

    Attributes
    ----------
    cells : ndarray, shape (n_targets,)
    low, high : ndarray, shape (n_targets,)
        Tightest bounds; infinite where there is none. With ``enough`` only bounds that are at least so far
        apart, or else the tightest.
    """

    cells: Ints
    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """How wide each interval is, shape (n_targets,)."""
        return self.high - self.low


def attack(
    matrix: sparse.csr_array,
    right: Floats,
    known: Floats,
    targets: Ints,
    *,
    lower: Floats | None = None,
    upper: Floats | None = None,
    enough: Floats | None = None,
) -> Intervals:
    """Find the least and the greatest value that each target can have, given all that is published.

    Cells that no equation ties together, once published cells are put in, are independent: every group of
    tied cells gives one of its targets to each linear programme, so that few programmes are needed.

    Parameters
    ----------
    matrix, right : sparse array (n_relations, n_cells), ndarray (n_relations,)
        What every table of this form fulfils.
    known : ndarray, shape (n_cells,)
        Published values; NaN where withheld.
    targets : ndarray of int
        Cells to guess.
    lower, upper : ndarray, shape (n_cells,), optional
        Bounds that everybody knows; 0 and infinity if left out.
    enough : ndarray, shape (n_targets,), optional
        Stop at a target whose possible values are seen to be this far apart.

    Raises
    ------
    ComputeError
        No table fits what is published.

    Examples
    --------
    Men = all − women; and two areas of which both are withheld:

    >>> relations = sparse.csr_array([[1.0, -1.0, -1.0]])
    >>> one = attack(relations, np.zeros(1), np.array([10.0, 7.0, np.nan]), np.array([2]))
    >>> one.low, one.high
    (array([3.]), array([3.]))
    >>> two = attack(relations, np.zeros(1), np.array([10.0, np.nan, np.nan]), np.array([2]))
    >>> two.low, two.high
    (array([0.]), array([10.]))
    """
    hidden = np.flatnonzero(np.isnan(known))
    low = np.where(np.isnan(known[targets]), 0.0, known[targets])
    high = np.where(np.isnan(known[targets]), np.inf, known[targets])
    cut = sparse.csr_array(matrix[:, hidden])
    rest = right - matrix @ np.nan_to_num(known)
    used = np.flatnonzero(np.diff(cut.indptr))
    cut = sparse.csr_array(cut[used])
    label = tied_together(cut)
    place = np.full(len(known), -1)
    place[hidden] = np.arange(len(hidden))
    least = np.zeros(len(hidden)) if lower is None else lower[hidden]
    most = np.full(len(hidden), np.inf) if upper is None else upper[hidden]
    # A very great number stands for "no bound": a free cell must not stop the other cells' programme.
    ceiling = 1e6 + 10 * np.abs(rest).max(initial=0.0)
    most = np.minimum(most, ceiling)
    # Values that have been seen to be possible, of every cell.
    seen_low, seen_high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
    wanted = np.flatnonzero(place[targets] >= 0)
    here = place[targets]
    tied = np.zeros(len(hidden), dtype=bool)
    tied[cut.indices] = True
    loose = wanted[~tied[here[wanted]]]
    low[loose], high[loose] = least[here[loose]], most[here[loose]]
    wanted = wanted[tied[here[wanted]]]
    for sign in (-1.0, 1.0):
        left = wanted
        while left.size:
            if enough is not None:
                left = left[~(seen_high[here[left]] - seen_low[here[left]] >= enough[left] - SLACK)]
                if not left.size:
                    break
            _, first = np.unique(label[here[left]], return_index=True)
            now = left[first]
            active = np.isin(label, label[here[now]])
            x = _solve(cut, rest[used], least, most, active, here[now], sign)
            value = x[here[now]]
            if sign < 0:
                high[now] = np.maximum(value, low[now])
            else:
                low[now] = value
            real = active & np.isfinite(x)
            seen_low[real] = np.minimum(seen_low[real], x[real])
            seen_high[real] = np.maximum(seen_high[real], x[real])
            left = np.delete(left, first)
    if enough is not None:
        # Whoever was passed by has been seen far enough apart.
        low[wanted] = seen_low[here[wanted]]
        high[wanted] = seen_high[here[wanted]]
    return Intervals(targets, low, np.where(high >= ceiling - 1, np.inf, high))


def tied_together(matrix: sparse.csr_array) -> Ints:
    """Return a number for each column, the same for columns that equations tie together.

    Examples
    --------
    >>> tied_together(sparse.csr_array([[1.0, 1.0, 0.0]]))
    array([0, 0, 1])
    """
    touching = sparse.csr_array(abs(matrix.T) @ abs(matrix))
    return np.asarray(connected_components(touching, directed=False)[1], dtype=np.intp)


def _solve(
    cut: sparse.csr_array, rest: Floats, least: Floats, most: Floats, active: Bools, goal: Ints, sign: float
) -> Floats:
    """Minimise (sign 1) or maximise (-1) the goal cells together; returns a point, NaN where not active."""
    columns = np.flatnonzero(active)
    part = sparse.csr_array(cut[:, columns])
    rows = np.flatnonzero(np.diff(part.indptr))
    cost = np.zeros(len(active))
    cost[goal] = sign
    found = minimise(cost[columns], sparse.csr_array(part[rows]), rest[rows], least[columns], most[columns])
    if found.status != 0:
        raise ComputeError(
            "no table fits the published figures: their parts do not add up",
            where="disclosure audit",
            remedy="give the true figures too (truth=...), so that the audit knows what is left over",
        )
    x = np.full(len(active), np.nan)
    x[columns] = found.x
    return x
