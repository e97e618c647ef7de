"""The outsider: the tightest interval of every withheld cell, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from omradesindex.disclosure.solver import choose
from omradesindex.errors import ComputeError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: What solvers may be off by, in persons.
SLACK = 1e-5
#: How near two bounds of a cell are for the cell to be known.
_SAME = 1e-7
#: How often bounds are carried from equation to equation before linear programming takes over.
_ROUNDS = 40


@dataclass(frozen=True)
class Intervals:
    """What an outsider can say about the target cells.

    Attributes
    ----------
    cells : ndarray, shape (n_targets,)
    low, high : ndarray, shape (n_targets,)
        Tightest bounds; infinite where there is none. With ``enough`` only bounds that are at least so far
        apart, or else bounds that are not.
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
    least: Floats,
    most: Floats,
    targets: Ints,
    *,
    enough: Floats | None = None,
) -> Intervals:
    """Find the least and the greatest value that each target can have, given all that is published.

    Bounds are first carried from equation to equation, which settles many cells and cuts the rest into
    groups that no equation ties together. Every group then gives one of its targets to each linear
    programme. A bound that some table has been seen to reach is the tightest there is, so that few
    programmes are needed.

    Parameters
    ----------
    matrix, right : sparse array (n_relations, n_cells), ndarray (n_relations,)
        What every table of this form fulfils.
    least, most : ndarray, shape (n_cells,)
        What is published of each cell: equal bounds where its value is, 0 and infinity where nothing is, the
        rounding's interval where it is rounded.
    targets : ndarray of int
        Cells to guess.
    enough : ndarray, shape (n_targets,), optional
        Stop at a target whose possible values are seen to be this far apart, or known not to be.

    Raises
    ------
    ComputeError
        No table fits what is published.

    Examples
    --------
    Men = all − women; and two areas of which both are withheld:

    >>> relations = sparse.csr_array([[1.0, -1.0, -1.0]])
    >>> least, most, men = np.array([10.0, 7, 0]), np.array([10.0, 7, np.inf]), np.array([2])
    >>> one = attack(relations, np.zeros(1), least, most, men)
    >>> one.low, one.high
    (array([3.]), array([3.]))
    >>> free = np.array([10.0, np.inf, np.inf])
    >>> two = attack(relations, np.zeros(1), np.array([10.0, 0, 0]), free, np.array([2]))
    >>> two.low, two.high
    (array([0.]), array([10.]))
    """
    floor, roof, open_ = _narrowed(matrix, right, least, most)
    low, high = floor[targets], roof[targets]
    wanted = np.flatnonzero(open_[targets])
    if not wanted.size:
        return Intervals(targets, low, high)
    cells = np.flatnonzero(open_)
    cut = sparse.csr_array(matrix[:, cells])
    used = np.flatnonzero(np.diff(cut.indptr))
    cut = sparse.csr_array(cut[used])
    rest = (right - matrix @ np.where(open_, 0.0, floor))[used]
    # A very great number stands for "no bound": a free cell must not stop the other cells' programme.
    ceiling = 1e6 + 10 * np.abs(rest).max(initial=0.0)
    floor, roof = floor[cells], np.minimum(roof[cells], ceiling)
    label = tied_together(cut)
    here = np.searchsorted(cells, targets[wanted])
    # Bounds that hold, and values that some table has been seen to have, of every cell.
    bottom, top = floor.copy(), roof.copy()
    seen_low, seen_high = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)

    def far_apart() -> Bools:
        if enough is None:
            return np.zeros(len(here), dtype=bool)
        far: Bools = (seen_high - seen_low)[here] >= enough[wanted] - SLACK
        return far

    def left(sign: float) -> Ints:
        """Targets of which it is not yet known how far down (1) or up (-1) they go."""
        unknown = seen_low - bottom > _SAME if sign > 0 else top - seen_high > _SAME
        which = unknown[here] & ~far_apart()
        if enough is not None:
            which &= (top - bottom)[here] >= enough[wanted] - SLACK
        return here[which]

    together = True
    while together or left(1.0).size or left(-1.0).size:
        for sign in (1.0, -1.0):
            goal = left(sign)
            if not goal.size:
                continue
            if not together:
                goal = goal[np.unique(label[goal], return_index=True)[1]]
            active = np.isin(label, label[goal])
            x = _solve(cut, rest, floor, roof, active, goal, sign)
            seen_low[active] = np.minimum(seen_low[active], x)
            seen_high[active] = np.maximum(seen_high[active], x)
            if not together and sign > 0:
                bottom[goal] = seen_low[goal]
            elif not together:
                top[goal] = seen_high[goal]
        together = False
    low[wanted] = np.where(far_apart(), seen_low[here], bottom[here])
    high[wanted] = np.where(far_apart(), seen_high[here], top[here])
    return Intervals(targets, low, np.where(high >= ceiling - 1, np.inf, high))


def _narrowed(
    matrix: sparse.csr_array, right: Floats, least: Floats, most: Floats
) -> tuple[Floats, Floats, Bools]:
    """Carry bounds through the equations; also say which cells stay open."""
    low, high = least.astype(float), most.astype(float)
    open_ = high - low > _SAME
    cells = np.flatnonzero(open_)
    part = sparse.csr_array(matrix[:, cells])
    used = np.flatnonzero(np.diff(part.indptr))
    entries = sparse.coo_array(part[used])
    row, column = (np.asarray(c, dtype=np.intp) for c in entries.coords)
    sign: Floats = entries.data
    rest = (right - matrix @ np.where(open_, 0.0, low))[used]
    n = len(used)
    least, most = low[cells], high[cells]
    for _ in range(_ROUNDS):
        down = sign * np.where(sign > 0, least[column], most[column])
        up = sign * np.where(sign > 0, most[column], least[column])
        above = rest[row] - _of_the_others(row, down, n)
        below = rest[row] - _of_the_others(row, up, n)
        new_least, new_most = least.copy(), most.copy()
        np.minimum.at(new_most, column, np.where(sign > 0, above, below) / sign)
        np.maximum.at(new_least, column, np.where(sign > 0, below, above) / sign)
        if (new_least > new_most + SLACK).any():
            _contradict()
        # Errors of rounding must not cross the bounds.
        crossed = new_least > new_most
        new_least[crossed] = new_most[crossed] = ((new_least + new_most) / 2)[crossed]
        with np.errstate(invalid="ignore"):
            moved = (new_least - least > _SAME) | (most - new_most > _SAME)
        least, most = new_least, new_most
        if not moved.any():
            break
    low[cells], high[cells] = least, most
    open_ = high - low > _SAME
    closed = ~open_
    low[closed] = high[closed] = ((low + high) / 2)[closed]
    return low, high, open_


def _of_the_others(row: Ints, values: Floats, n: int) -> Floats:
    """Sum of each equation's entries without the entry itself; entries may be infinite, all alike."""
    endless = ~np.isfinite(values)
    finite = np.where(endless, 0.0, values)
    total = np.bincount(row, finite, n)[row] - finite
    others = np.bincount(row, endless, n)[row] - endless > 0.5
    result: Floats = np.where(others, values[endless][0] if endless.any() else 0.0, total)
    return result


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
    """Minimise (sign 1) or maximise (-1) the goal cells together; returns the active cells' values."""
    columns = np.flatnonzero(active)
    part = sparse.csr_array(cut[:, columns])
    rows = np.flatnonzero(np.diff(part.indptr))
    cost = np.zeros(len(active))
    cost[goal] = sign
    bound = rest[rows]
    found = choose(
        cost[columns],
        whole=np.zeros(len(columns), dtype=bool),
        least=least[columns],
        most=most[columns],
        conditions=[(part[rows], bound, bound)],
    )
    if found.x is None:
        _contradict()
    x: Floats = np.clip(found.x, least[columns], most[columns])
    return x


def _contradict() -> None:
    raise ComputeError(
        "no table fits the published figures: their parts do not add up",
        where="disclosure audit",
        remedy="give the true figures too (truth=...), so that the audit knows what is left over",
    )
