"""Tables that have been seen to fit what is published: the outsider's proofs that a figure may be another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.pieces import SLACK, in_pieces, tied_together
from omradesindex.disclosure.solver import choose
from omradesindex.errors import ComputeError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: How many open cells are moved together at most, where they can be had in pieces.
ATTACKED = 400
#: The same, and how many areas, where it is enough that a figure moves by one: the smaller, the more at once.
SMALL, FEW_PARTS = 80, 4
#: How far from a whole number a solver's may lie.
_WHOLE = 1e-6
#: What the solver says where nothing fits.
_NONE = 2


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
    filled : ndarray of bool, shape (n_cells,), or None
        Where what is not known of it is filled in with what it may be.
    seen : list of ndarray, shape (n_cells,)
        Tables that may be true are added to it; NaN where a table has nothing to say.
    otherwise : (ndarray of int, ndarray of int)
        Cells that are truly unsafe though not few, and cells that make them so: each cell with each of those.
    reach : (ndarray, ndarray), each of shape (n_cells,), or None
        The least and the greatest count at which a cell may be unsafe for any reason at all; None where that
        is not known, and the rule proves nothing.
    """

    unsafe: Callable[[Floats], Bools]
    judged: Bools
    threshold: int
    some: sparse.csr_array
    truth: Floats | None = None
    filled: Bools | None = None
    seen: list[Floats] = field(default_factory=list)
    otherwise: tuple[Ints, Ints] = (np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp))
    reach: tuple[Floats, Floats] | None = None

    def by_number(self) -> Plausible:
        """Return the same for whoever takes a cell to be unsafe only if few are counted in it itself.

        Fewer tables may then be true.

        Examples
        --------
        >>> rule = Plausible(lambda values: values == 0, np.array([True, False]), 5, sparse.csr_array((0, 2)))
        >>> rule.by_number().unsafe(np.array([4.0, 4.0]))
        array([ True, False])
        """
        judged, threshold = self.judged, self.threshold
        return replace(self, unsafe=lambda values: judged & (values > 0) & (values < threshold))


class Seen:
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
    ceiling : float
        What stands for no bound.
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
        ceiling: float,
    ) -> None:
        self.cut, self.rest, self.floor, self.roof, self.ceiling = cut, rest, floor, roof, ceiling
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
                self._note_truth(plausible.truth[cells])

    def in_pieces(self, truth: Floats, *, small: bool = False) -> Seen | None:
        """Return the same in pieces, of whoever knows what each adds up to; None where nothing is gained.

        What is possible there is possible at all. Where few are counted in some cell in truth, few have to be
        in some cell of the piece in every table: then it is so of the whole, whatever the other pieces hold.
        What else makes a cell unsafe may stand in another piece, and counts for nothing.

        Parameters
        ----------
        truth : ndarray, shape (n_cells,)
        small : bool
            Of few areas each. Then shorter sums are cut too.
        """
        own = truth[self.cells]
        with np.errstate(invalid="ignore"):
            fits = (own >= self.floor - SLACK) & (own <= self.roof + SLACK)
        if self.plausible is not None:
            # What nobody knows and is filled in against the rule would be no table's piece.
            fits &= np.isfinite(self.low)
        size = {"most": SMALL, "parts": FEW_PARTS} if small else {"most": ATTACKED}
        pieces = in_pieces(self.cut, self.rest, np.where(fits, own, np.nan), **size)
        if pieces is None:
            return None
        plausible = self.plausible
        if plausible is not None:
            plausible = plausible.by_number()
            plausible = replace(plausible, some=self._sets_of(plausible, pieces.of, truth))
        ends = self.floor, self.roof, self.cells, self.full, plausible, self.ceiling
        return Seen(pieces.matrix, pieces.right, *ends)

    def _sets_of(self, plausible: Plausible, piece: Ints, truth: Floats) -> sparse.csr_array:
        """The sets' cells in each piece, where few are in some of them; whole where that is so nowhere."""
        some, unsafe = plausible.some, plausible.unsafe(truth)
        of = np.full(len(truth), -1, dtype=np.intp)
        of[self.cells] = piece
        entries = some.tocoo()
        row, column = (np.asarray(c, dtype=np.intp) for c in entries.coords)
        open_ = of[column] >= 0
        row, column = row[open_], column[open_]
        key, new = np.unique(row * (piece.max(initial=0) + 1) + of[column], return_inverse=True)
        cut = sparse.csr_array((np.ones(len(column)), (new, column)), shape=(len(key), len(truth)))
        asked = np.flatnonzero(cut @ unsafe.astype(float) > 0)
        kept = np.unique(key[asked] // (piece.max(initial=0) + 1))
        others = np.setdiff1d(np.arange(some.shape[0]), kept)
        return sparse.csr_array(sparse.vstack([cut[asked], some[others]]))

    def push(self, goal: Ints, sign: float | Floats) -> Floats:
        """Minimise (sign 1) or maximise (-1) the goal cells together; NaN where nothing was moved."""
        active = np.isin(self.label, self.label[goal])
        found = np.full(len(self.cells), np.nan)
        found[active] = _solve(self.cut, self.rest, self.floor, self.roof, active, goal, sign)
        self._note(found, active)
        return found

    def _note_truth(self, truth: Floats) -> None:
        """Remember the true table in the groups in which it is known, or filled in so that it may be true."""
        assert self.plausible is not None
        off = np.isnan(truth) | (truth < self.floor - SLACK) | (truth > self.roof + SLACK)
        rows, columns = self.cut.tocoo().coords
        off[columns[(np.abs(self.cut @ np.nan_to_num(truth) - self.rest) > SLACK)[rows]]] = True
        known = np.bincount(self.label, off, self.groups) == 0
        if self.plausible.filled is not None:
            filled = np.bincount(self.label, self.plausible.filled[self.cells], self.groups) > 0
            own = known[self.label]
            known &= ~filled | self._may_be(np.where(own, truth, np.nan), own)
        own = known[self.label]
        self.low[own] = self.high[own] = truth[own]

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

    def small_steps(self, goal: Ints, *, up: bool) -> list[Floats]:
        """Move each goal, one of a group, by one from the truth, and the others as little as may be.

        Returns changes, shape (n_open,), of the groups in which the sum may be true.
        """
        assert self.plausible is not None
        truth = self.low
        active = np.isin(self.label, self.label[goal])
        own = np.flatnonzero(active)
        part = sparse.csr_array(self.cut[:, own])
        part = sparse.csr_array(part[np.flatnonzero(np.diff(part.indptr))])
        nothing, n = np.zeros(part.shape[0]), len(own)
        here = np.searchsorted(own, goal)
        at, back = (here, here + n) if up else (here + n, here)
        cost, most = np.ones(2 * n), np.r_[self.roof[own] - truth[own], truth[own] - self.floor[own]]
        cost[at], most[at], most[back] = -float(2 * n), np.minimum(most[at], 1.0), 0.0
        found = choose(
            cost,
            whole=np.zeros(2 * n, dtype=bool),
            least=np.zeros(2 * n),
            most=np.maximum(most, 0.0),
            conditions=[(sparse.hstack([part, -part]), nothing, nothing)],
        )
        if found.x is None:
            return []
        step = np.zeros(len(active))
        step[own] = found.x[:n] - found.x[n:]
        step[np.abs(step) < _WHOLE] = 0.0
        good = self._may_be(np.where(active, truth + step, np.nan), active)
        groups = [
            self.label[cell] for cell in goal if abs(step[cell]) >= 1 - SLACK and good[self.label[cell]]
        ]
        return [np.where(self.label == group, step, 0.0) for group in groups]

    def whole_numbers(self, goal: int, enough: float) -> None:
        """Look for tables of whole numbers in which something is unsafe, at both ends of a cell."""
        assert self.plausible is not None
        group = self.label[goal]
        own, sets = self._asked(group)
        place = int(np.searchsorted(own, goal))
        few, held = self._truly_few(own, sets)
        if not few.all() and not held[place]:
            # What is truly unsafe there is a share of 0 %, say: it stays so, and the others move.
            self._search(own, place, enough, sparse.csr_array(sets[np.flatnonzero(few)]), held)
            if (self.high - self.low)[goal] >= enough - SLACK:
                return
        free, reach = np.zeros(len(own), dtype=bool), self.plausible.reach
        ways = [None] if reach is None else [None, (reach[0][self.cells[own]], reach[1][self.cells[own]])]
        if not any(self._search(own, place, enough, sets, free, unsafe) for unsafe in ways):
            # No table has an unsafe figure in each set: the rule tells nothing that is known here.
            self.of_set[self.of_set == group] = -1
            self.whole_numbers(goal, enough)

    def _asked(self, group: int) -> tuple[Ints, sparse.csr_array]:
        """A group's cells; and its sets in which nothing that is known is unsafe."""
        assert self.plausible is not None
        own = np.flatnonzero(self.label == group)
        unsafe = self.plausible.unsafe(self.full)
        unsafe[self.cells] = False
        known = self.plausible.some @ unsafe.astype(float) > 0
        return own, sparse.csr_array(self.some[np.flatnonzero((self.of_set == group) & ~known)][:, own])

    def whole_together(self, goal: Ints, ways: Floats) -> None:
        """Look for a table of whole numbers with few persons in each set; ways: down (1) or up (-1).

        It moves all goals of a group at once. Where there is none, or it is not found, nothing is said.
        """
        assert self.plausible is not None
        for group in np.unique(self.label[goal]):
            mine = self.label[goal] == group
            own, sets = self._asked(group)
            ends = self.floor[own], self.roof[own]
            conditions = self._conditions(own, sets, ends, self._few(len(own)))
            m = conditions[0][0].shape[1] - len(own)
            cost = np.zeros(len(own) + m)
            cost[np.searchsorted(own, goal[mine])] = ways[mine]
            least, most = np.r_[ends[0], np.zeros(m)], np.r_[ends[1], np.ones(m)]
            self._found(own, cost, (least, most), conditions)

    def _few(self, n: int) -> tuple[Floats, Floats]:
        """Between what counts each of n cells has few."""
        assert self.plausible is not None
        return np.ones(n), np.full(n, self.plausible.threshold - 1.0)

    def _found(
        self, own: Ints, cost: Floats, ends: tuple[Floats, Floats], conditions: list[tuple[Any, Any, Any]]
    ) -> Any:
        """Let the solver find a table of one group, and note it; scipy's result."""
        n = len(own)
        whole = np.ones(len(cost), dtype=bool)
        whole[:n] = self.counted[self.label[own[0]]]
        found = choose(cost, whole=whole, least=ends[0], most=ends[1], conditions=conditions)
        if found.x is not None:
            x = np.full(len(self.cells), np.nan)
            x[own] = found.x[:n]
            self._note(x, self.label == self.label[own[0]])
        return found

    def _truly_few(self, own: Ints, sets: sparse.csr_array) -> tuple[Bools, Bools]:
        """In which sets there truly are few persons; and which cells make the others unsafe."""
        assert self.plausible is not None
        few, held = np.ones(sets.shape[0], dtype=bool), np.zeros(len(own), dtype=bool)
        if self.plausible.truth is None or np.isnan(self.plausible.truth[self.cells[own]]).any():
            return few, held
        values = np.round(self.plausible.truth[self.cells[own]])
        is_few = self.plausible.judged[self.cells[own]] & (values > 0) & (values < self.plausible.threshold)
        few = np.asarray(sets @ is_few.astype(float) > 0)
        unsafe, makes = self.plausible.otherwise
        for row in np.flatnonzero(~few):
            members = self.cells[own[sets.indices[sets.indptr[row] : sets.indptr[row + 1]]]]
            which = np.flatnonzero(np.isin(unsafe, members))
            if which.size:
                held |= np.isin(self.cells[own], makes[unsafe == unsafe[which[0]]])
            else:
                few[row] = True
        return few, held

    def _search(
        self,
        own: Ints,
        place: int,
        enough: float,
        sets: sparse.csr_array,
        held: Bools,
        unsafe: tuple[Floats, Floats] | None = None,
    ) -> bool:
        """Look for tables of one group with few persons in each set, and with what is held as it truly is.

        ``unsafe``: between what counts a figure is taken to be unsafe, instead of few. Returns whether there
        may be any.
        """
        assert self.plausible is not None
        goal, n, whole = int(own[place]), len(own), bool(self.counted[self.label[own[place]]])
        floor, roof = self.floor[own], self.roof[own]
        if held.any():
            assert self.plausible.truth is not None
            truth = self.plausible.truth[self.cells[own]]
            floor, roof = np.where(held, truth, floor), np.where(held, truth, roof)
        conditions = self._conditions(own, sets, (floor, roof), unsafe or self._few(n))
        m = conditions[0][0].shape[1] - n
        # Any table first, if none has been seen; then one so far from what was seen that it is enough, which
        # is quick to find; else as far as it goes to either side, and once more from there. Of whole numbers
        # one apart the near search is all there is.
        seen = bool(np.isfinite(self.low[goal]))
        ways = (False, True, False) if seen else (False, False, True, False)
        for far in (False,) if seen and whole and enough <= 1 else ways:
            for sign in (1.0, -1.0):
                least, most = np.r_[floor, np.zeros(m)], np.r_[roof, np.ones(m)]
                cost = np.zeros(n + m)
                if far:
                    cost[place] = sign
                elif np.isfinite(self.low[goal]) and sign < 0:
                    least[place] = max(least[place], self.low[goal] + enough)
                elif np.isfinite(self.low[goal]):
                    most[place] = min(most[place], self.high[goal] - enough)
                if least[place] > most[place]:
                    continue
                found = self._found(own, cost, (least, most), conditions)
                if found.x is None and m and not np.isfinite(self.low[goal]) and found.status == _NONE:
                    return False
                if (self.high - self.low)[goal] >= enough - SLACK:
                    return True
        return True

    def proven(self, goal: int) -> tuple[float, float]:
        """Between what a cell is proven to lie: no table that may be true goes beyond.

        Of a search that is given up, what it has ruled out by then is proven.
        """
        plausible = self.plausible
        assert plausible is not None
        if not self.counted[self.label[goal]]:
            one = np.array([goal])
            return float(self.push(one, 1.0)[goal]), float(self.push(one, -1.0)[goal])
        own = np.flatnonzero(self.label == self.label[goal])
        n, place, floor, roof = len(own), int(np.searchsorted(own, goal)), self.floor[own], self.roof[own]
        sets, unsafe = sparse.csr_array((0, n)), (floor, roof)
        if plausible.reach is not None:
            low, high = plausible.reach
            # What is known may be the unsafe one, if what makes it so is not.
            may_be = plausible.judged & (self.full >= low - SLACK) & (self.full <= high + SLACK)
            may_be[self.cells] = False
            asked = (self.of_set == self.label[goal]) & ~(plausible.some @ may_be.astype(float) > 0)
            sets = sparse.csr_array(self.some[np.flatnonzero(asked)][:, own])
            unsafe = low[self.cells[own]], high[self.cells[own]]
        conditions = self._conditions(own, sets, (floor, roof), unsafe)
        m = conditions[0][0].shape[1] - n
        least, most = np.r_[floor, np.zeros(m)], np.r_[roof, np.ones(m)]
        ends = [floor[place], -roof[place]]
        for which, sign in enumerate((1.0, -1.0)):
            cost = sign * (np.arange(n + m) == place)
            whole = np.ones(n + m, dtype=bool)
            bound = choose(cost, whole=whole, least=least, most=most, conditions=conditions).mip_dual_bound
            # Nothing fits: then it is the rule that nobody here knows enough of.
            if bound is not None and np.isfinite(bound):
                ends[which] = max(ends[which], np.ceil(bound - SLACK))
        return float(ends[0]), float(-ends[1])

    def _conditions(
        self, own: Ints, sets: sparse.csr_array, ends: tuple[Floats, Floats], unsafe: tuple[Floats, Floats]
    ) -> list[tuple[Any, Any, Any]]:
        """A group's equations; and in each set some cell that is unsafe: between what counts it is then.

        Beside the cells themselves there is an unknown for each that may be the unsafe one.
        """
        assert self.plausible is not None
        part = sparse.csr_array(self.cut[:, own])
        rows = np.flatnonzero(np.diff(part.indptr))
        part, rest, n = sparse.csr_array(part[rows]), self.rest[rows], len(own)
        (floor, roof), (low, high) = ends, unsafe
        may = np.flatnonzero(self.plausible.judged[self.cells[own]] & (floor <= high) & (roof >= low))
        m = len(may) if sets.shape[0] else 0
        if not m:
            return [(part, rest, rest)]
        pick = sparse.csr_array((np.ones(m), (np.arange(m), may)), shape=(m, n))
        spare = np.maximum(roof - high, 0.0)[may]
        return [
            (sparse.hstack([part, sparse.csr_array((len(rows), m))]), rest, rest),
            (sparse.hstack([pick, -sparse.diags_array(low[may])]), 0.0, np.inf),
            (sparse.hstack([pick, sparse.diags_array(spare)]), -np.inf, high[may] + spare),
            (sparse.hstack([sparse.csr_array((sets.shape[0], n)), sets[:, may]]), 1.0, np.inf),
        ]


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
        contradict()
    x: Floats = np.clip(found.x, least[columns], most[columns])
    return x


def contradict() -> None:
    """Raise a ComputeError: nothing fits what is published."""
    raise ComputeError(
        "no table fits the published figures: their parts do not add up",
        where="disclosure audit",
        remedy="give the true figures too (truth=...), so that the audit knows what is left over",
    )
