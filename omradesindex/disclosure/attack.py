"""The outsider: the tightest interval of every withheld cell, by linear programming."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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
#: How often many targets are moved at once, before they are moved one by one.
_TOGETHER = 6
#: How far from a whole number a solver's may lie.
_WHOLE = 1e-6
#: What the solver says where nothing fits.
_NONE = 2


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


@dataclass(frozen=True)
class Plausible:
    """What an outsider knows beside sums: persons are whole, and figures are withheld by a rule.

    Attributes
    ----------
    unsafe : callable
        Which cells the rule would withhold if all cells held these values.
    judged : ndarray of bool, shape (n_cells,)
        Cells whose count the rule looks at.
    threshold : int
        Counts of 1 to one less are unsafe.
    some : sparse array, shape (n_sets, n_cells)
        Sets of cells among which some figure is unsafe, or nothing would have been withheld there.
    truth : ndarray, shape (n_cells,), or None
        NaN where it is not known. A table that is true may be.
    seen : list of ndarray, shape (n_cells,)
        Tables that may be true are added to it; NaN where a table has nothing to say.
    """

    unsafe: Callable[[Floats], Bools]
    judged: Bools
    threshold: int
    some: sparse.csr_array
    truth: Floats | None = None
    seen: list[Floats] = field(default_factory=list)


def attack(
    matrix: sparse.csr_array,
    right: Floats,
    least: Floats,
    most: Floats,
    targets: Ints,
    *,
    enough: Floats | None = None,
    plausible: Plausible | None = None,
    brief: bool = False,
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
    plausible : Plausible, optional
        What whole numbers and the rule rule out; then only tables that it lets pass count as seen, and where
        none are found that are ``enough`` apart, the bounds are those of what was seen.
    brief : bool
        Look only for tables that move many targets at once; what these settle not stays open.

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
    full = floor
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
    ceiling = 1e6 + 10 * np.ceil(np.abs(rest).max(initial=0.0))
    floor, roof = floor[cells], np.minimum(roof[cells], ceiling)
    seen = _Seen(cut, rest, floor, roof, cells, np.where(open_, 0.0, full), plausible)
    here = np.searchsorted(cells, targets[wanted])
    # Bounds that hold of every cell, whatever has been seen.
    bottom, top = floor.copy(), roof.copy()
    tried = np.zeros((2, len(cells)), dtype=bool)

    def far_apart() -> Bools:
        if enough is None:
            return np.zeros(len(here), dtype=bool)
        far: Bools = (seen.high - seen.low)[here] >= enough[wanted] - SLACK
        return far

    def left(sign: float) -> Ints:
        """Targets of which it is not yet known how far down (1) or up (-1) they go."""
        unknown = seen.low - bottom > _SAME if sign > 0 else top - seen.high > _SAME
        which = unknown[here] & ~far_apart() & ~tried[int(sign < 0)][here]
        if enough is not None:
            which &= (top - bottom)[here] >= enough[wanted] - SLACK
        targets: Ints = here[which]
        return targets

    def unsettled() -> Ints:
        return np.union1d(left(1.0), left(-1.0))

    # All of them down, all up, then some up and others down: as long as that settles any.
    rng = np.random.default_rng(0)
    for tries in range(2 if enough is None else _TOGETHER):
        goal = unsettled()
        if not goal.size:
            break
        down = rng.choice([-1.0, 1.0], size=len(goal))
        seen.push(goal, down if tries > 1 else 1.0 - 2.0 * tries)
        if tries > 1 and unsettled().size == goal.size:
            break
    while not brief and unsettled().size:
        for sign in (1.0, -1.0):
            goal = left(sign)
            if not goal.size:
                continue
            goal = goal[np.unique(seen.label[goal], return_index=True)[1]]
            x = seen.push(goal, sign)
            tried[int(sign < 0), goal] = True
            if sign > 0:
                bottom[goal] = np.maximum(bottom[goal], x[goal])
            else:
                top[goal] = np.minimum(top[goal], x[goal])
    done = far_apart()
    if not brief and plausible is not None and enough is not None:
        open_still = ~done & ((top - bottom)[here] >= enough[wanted] - SLACK)
        for place in np.flatnonzero(open_still):
            seen.whole_numbers(int(here[place]), float(enough[wanted][place]))
        done = far_apart() | open_still
    low[wanted] = np.where(done, seen.low[here], bottom[here])
    high[wanted] = np.where(done, seen.high[here], top[here])
    return Intervals(targets, low, np.where(high >= ceiling - 1, np.inf, high))


class _Seen:
    """Tables that have been seen to fit what is published, and how far each open cell reaches in them.

    Parameters
    ----------
    cut, rest : sparse array (n_relations, n_open), ndarray (n_relations,)
        Equations of the open cells.
    floor, roof : ndarray, shape (n_open,)
    cells : ndarray, shape (n_open,)
        Which of all cells are open.
    full : ndarray, shape (n_cells,)
        The values of the others.
    plausible : Plausible or None
    """

    def __init__(
        self,
        cut: sparse.csr_array,
        rest: Floats,
        floor: Floats,
        roof: Floats,
        cells: Ints,
        full: Floats,
        plausible: Plausible | None,
    ) -> None:
        self.cut, self.rest, self.floor, self.roof = cut, rest, floor, roof
        self.cells, self.full, self.plausible = cells, full, plausible
        ties = cut
        if plausible is not None:
            self.some = sparse.csr_array(plausible.some[:, cells])
            ties = sparse.csr_array(sparse.vstack([cut, self.some]))
        self.label = tied_together(ties)
        self.low, self.high = np.full(len(cells), np.inf), np.full(len(cells), -np.inf)
        self.groups = int(self.label.max(initial=-1)) + 1
        if plausible is not None:
            entries = cut.tocoo()
            whole = np.abs(rest - np.round(rest)) < _WHOLE
            ends = (np.abs(floor - np.round(floor)) < _WHOLE) & (np.abs(roof - np.round(roof)) < _WHOLE)
            broken = np.zeros(self.groups, dtype=bool)
            broken[self.label[entries.coords[1][~whole[entries.coords[0]]]]] = True
            broken[self.label[~ends]] = True
            #: Groups of persons who are counted whole; the group of each set, -1 where all of it is known.
            self.counted = ~broken
            self.of_set = np.full(self.some.shape[0], -1, dtype=np.intp)
            used = np.flatnonzero(np.diff(self.some.indptr))
            self.of_set[used] = self.label[self.some.indices[self.some.indptr[used]]]
            if plausible.truth is not None:
                truth = plausible.truth[cells]
                known = np.bincount(self.label, np.isnan(truth), self.groups) == 0
                own = known[self.label]
                self.low[own] = self.high[own] = truth[own]

    def push(self, goal: Ints, sign: float | Floats) -> Floats:
        """Minimise (sign 1) or maximise (-1) the goal cells together; NaN where nothing was moved."""
        active = np.isin(self.label, self.label[goal])
        found = np.full(len(self.cells), np.nan)
        found[active] = _solve(self.cut, self.rest, self.floor, self.roof, active, goal, sign)
        self._note(found, active)
        return found

    def _note(self, x: Floats, active: Bools) -> None:
        """Remember a table, in the groups in which it may be the true one."""
        if self.plausible is not None:
            good = self._may_be(x, active)
            active = active & good[self.label]
            x = np.where(self.counted[self.label], np.round(x), x)
            table = np.full(len(self.full), np.nan)
            table[self.cells[active]] = x[active]
            self.plausible.seen.append(table)
        self.low[active] = np.minimum(self.low[active], x[active])
        self.high[active] = np.maximum(self.high[active], x[active])

    def _may_be(self, x: Floats, active: Bools) -> Bools:
        """In which groups the cells are whole numbers, and some figure is unsafe where any is withheld."""
        assert self.plausible is not None
        full = self.full.copy()
        full[self.cells[active]] = np.where(self.counted[self.label[active]], np.round(x[active]), x[active])
        broken = np.abs(np.where(active, x, 0.0) - np.round(np.where(active, x, 0.0))) > _WHOLE
        fractions = np.bincount(self.label, broken, self.groups) > 0
        without = (self.plausible.some @ self.plausible.unsafe(full).astype(float)) == 0
        ruled_out = np.bincount(self.of_set[without & (self.of_set >= 0)], minlength=self.groups) > 0
        good: Bools = (~self.counted | ~fractions) & ~ruled_out
        return good

    def whole_numbers(self, goal: int, enough: float) -> None:
        """Look for tables of whole numbers in which something is unsafe, at both ends of a cell."""
        assert self.plausible is not None
        group = self.label[goal]
        active = self.label == group
        own = np.flatnonzero(active)
        part = sparse.csr_array(self.cut[:, own])
        rows = np.flatnonzero(np.diff(part.indptr))
        part, rest = sparse.csr_array(part[rows]), self.rest[rows]
        n, whole = len(own), bool(self.counted[group])
        few = self.plausible.threshold - 1
        may = np.flatnonzero(
            self.plausible.judged[self.cells[own]] & (self.floor[own] <= few) & (self.roof[own] >= 1)
        )
        known = self.plausible.some @ self.plausible.unsafe(self.full).astype(float) > 0
        sets = sparse.csr_array(self.some[np.flatnonzero((self.of_set == group) & ~known)][:, own])
        m = len(may) if sets.shape[0] else 0
        may = may[:m]
        pick = sparse.csr_array((np.ones(m), (np.arange(m), may)), shape=(m, n))
        own_choice = sparse.eye_array(m, format="csr")
        spare = np.maximum(self.roof[own][may] - few, 0.0)
        conditions: list[tuple[Any, Any, Any]] = [
            (sparse.hstack([part, sparse.csr_array((len(rows), m))]), rest, rest)
        ]
        if m:
            conditions += [
                (sparse.hstack([pick, -own_choice]), 0.0, np.inf),
                (sparse.hstack([pick, sparse.diags_array(spare)]), -np.inf, few + spare),
                (sparse.hstack([sparse.csr_array((sets.shape[0], n)), sets[:, may]]), 1.0, np.inf),
            ]
        place = int(np.searchsorted(own, goal))
        # Any table first, if none has been seen; then one so far from what was seen that it is enough, which
        # is quick to find; else as far as it goes to either side, and once more from there. Of whole numbers
        # one apart the near search is all there is.
        seen = bool(np.isfinite(self.low[goal]))
        ways = (False, True, False) if seen else (False, False, True, False)
        for far in (False,) if seen and whole and enough <= 1 else ways:
            for sign in (1.0, -1.0):
                least, most = np.r_[self.floor[own], np.zeros(m)], np.r_[self.roof[own], np.ones(m)]
                cost = np.zeros(n + m)
                if far:
                    cost[place] = sign
                elif np.isfinite(self.low[goal]) and sign < 0:
                    least[place] = max(least[place], self.low[goal] + enough)
                elif np.isfinite(self.low[goal]):
                    most[place] = min(most[place], self.high[goal] - enough)
                if least[place] > most[place]:
                    continue
                found = choose(
                    cost,
                    whole=np.r_[np.full(n, whole), np.ones(m, dtype=bool)],
                    least=least,
                    most=most,
                    conditions=conditions,
                )
                if found.x is None and m and not np.isfinite(self.low[goal]) and found.status == _NONE:
                    # Not few persons are unsafe here, but a share of 0 %, say: the rule tells nothing.
                    self.of_set[self.of_set == group] = -1
                    self.whole_numbers(goal, enough)
                    return
                if found.x is not None:
                    x = np.full(len(self.cells), np.nan)
                    x[own] = found.x[:n]
                    self._note(x, active)
                if (self.high - self.low)[goal] >= enough - SLACK:
                    return


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
    rows, columns = matrix.shape
    entries = matrix.tocoo()
    # Equations and columns are the points of a graph, entries its lines.
    ends = (entries.coords[0] + columns, entries.coords[1])
    graph = sparse.coo_array((np.ones(entries.nnz), ends), shape=(columns + rows, columns + rows))
    label = connected_components(graph, directed=False)[1][:columns]
    return np.asarray(np.unique(label, return_inverse=True)[1], dtype=np.intp)


def _solve(
    cut: sparse.csr_array,
    rest: Floats,
    least: Floats,
    most: Floats,
    active: Bools,
    goal: Ints,
    sign: float | Floats,
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
