"""What an outsider, and whoever is counted in a cell alone, can say about the figures that are to be kept.

Three attacks, one after another. **Sums**: what adds up to what, by linear programming. **The rule**: persons
are whole, and where anything is withheld something is unsafe; a figure passes when two tables are found that
may both be the true one and hold it far enough apart. **Alone**: whoever is the one person in a withheld cell
knows that it is 1; no other unsafe figure may then be known exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import Intervals, attack, proven, small_changes
from omradesindex.disclosure.laid import SUPPRESSED
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.pieces import SLACK, tied_together
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.primary import EVERYBODY, FULL_SHARE, ZERO_SHARE, unsafe_by_rule, unsafe_mask
from omradesindex.disclosure.seen import Plausible
from omradesindex.disclosure.solver import choose
from omradesindex.disclosure.system import System
from omradesindex.statistics.vocabulary import TOTAL

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: How an outsider comes by what he knows.
SUMS, RULE, ALONE = "sums", "rule", "alone"
#: What so many others are tied to, nobody works out from the rule alone.
_MANY = 200
#: From how many who are alone among the same figures on small changes are looked for first.
_FEW_ALONE = 4
#: What whoever is alone in a cell must at least be uncertain about of another: two numbers are possible.
_TWO = 1.0


@dataclass(frozen=True)
class Leaks:
    """Cells that are known too well.

    Attributes
    ----------
    how : str
        ``sums``, ``rule`` or ``alone``.
    cells : ndarray of int
    low, high : ndarray
        Between what each is known to lie.
    need : Need
        What the intervals that sums leave would have to be like.
    knows : ndarray of bool, shape (n_cells,)
        What the attacker knows beside all that is published.
    """

    how: str
    cells: Ints
    low: Floats
    high: Floats
    need: Need
    knows: Bools


@dataclass
class Trial:
    """Attacks on what is published, each on the cells that have not yet passed it.

    To withhold more never makes anything better known: what has passed need not be tried again.

    Attributes
    ----------
    system : System
    policy : DisclosurePolicy
    need : Need
        Of every cell. Of what is out already less is asked, where it tells as much.
    reason : ndarray of str, shape (n_cells,)
        Why each cell is unsafe.
    source_follows : bool
        Whether what came to us withheld was withheld by the same rule.
    """

    system: System
    policy: DisclosurePolicy
    need: Need
    reason: NDArray[np.object_]
    source_follows: bool = False

    def __post_init__(self) -> None:
        self.targets = targets_of(self.system, self.reason)
        # Of sums that few contributors dominate there is no rule that whole numbers would tell more by.
        counted = self.need.side[self.targets] == 0
        self.left = {SUMS: self.targets, RULE: self.targets[counted], ALONE: self.targets[counted]}
        self.passed_alone: set[int] = set()
        #: Tables that may be true; they stay so when more is withheld.
        self.seen: list[Floats] = []
        self.out = bool(self.system.public.any() or (self.system.roof < np.inf).any())
        self.everything = np.ones_like(self.system.laid.closed)

    def leaks(self, hidden: Bools, *, at_once: bool = False) -> Iterator[Leaks]:
        """Yield what each attack finds, on what the one before has let pass.

        Whoever takes them may withhold more, in place, between one and the next. Who is alone is tried when
        nothing else is found any more, or ``at_once``.
        """
        yield from self._sums(hidden)
        yield from self._rule(hidden)
        if at_once or not (self.left[SUMS].size or self.left[RULE].size):
            yield from self._alone(hidden)

    def _harmless(self, found: Intervals) -> Bools:
        """Which intervals, being proven, hold nothing that would be unsafe."""
        reason = self.reason[found.cells]
        least = np.where(self.system.row[found.cells] >= 0, self.policy.small, 0)
        harmless = found.low >= np.maximum(least, self.policy.threshold) - SLACK
        # Of what is left over, not known here: that it is nobody.
        harmless |= (self.system.row[found.cells] < 0) & (found.high < 1 - SLACK)
        result: Bools = harmless & (reason == "")
        return result

    def _too_tight(self, found: Intervals, width: Floats, hidden: Bools, ones: Bools | None = None) -> Bools:
        """Which cells are known too well where no tables were found that are far enough apart.

        That none was found is no proof that there is none: what excuses a cell is proven.
        """
        tight: Bools = found.width < width - SLACK
        asked = np.flatnonzero(tight & (self.reason[found.cells] == ""))
        if asked.size:
            tight[asked] = ~self._harmless(self.proven(found.cells[asked], hidden, ones))
        return tight

    def _could_be_helped(self, cells: Ints, hidden: Bools) -> Bools:
        """Which cells are tied to something that is shown and could be withheld."""
        system = self.system
        label = tied(system, self.everything)
        pairs = zip(system.bounds(hidden), system.bounds(self.everything), strict=True)
        shown = np.any([one != other for one, other in pairs], axis=0)
        could: Bools = np.isin(label[cells], label[shown & (label >= 0)])
        return could

    def _sums(self, hidden: Bools) -> Iterator[Leaks]:
        system, cells = self.system, self.left[SUMS]
        if not cells.size:
            return
        need = self.need.of(cells)
        found = self._attack(cells, hidden, enough=need.enough)
        tight = need.too_tight(found, system.values[cells])
        tight &= (need.side > 0) | ~self._harmless(found)
        if self.out and tight.any():
            # What is out already tells as much: then at least no more is told.
            before = self._attack(cells[tight], self.everything)
            less = self.need.of(cells[tight]).at_most(before, system.values[cells[tight]])
            self.need.width[cells[tight]], self.need.side[cells[tight]] = less.width, less.side
            need = self.need.of(cells)
            tight &= need.too_tight(found, system.values[cells])
        self.left[SUMS] = cells[tight]
        nothing = np.zeros(len(system.values), dtype=bool)
        if tight.any():
            yield Leaks(
                SUMS,
                cells[tight],
                found.low[tight],
                found.high[tight],
                Need(need.width[tight], need.side[tight]),
                nothing,
            )

    def _rule(self, hidden: Bools) -> Iterator[Leaks]:
        # What sums tell anyway is not asked about again.
        system, cells = self.system, np.setdiff1d(self.left[RULE], self.left[SUMS])
        if not cells.size:
            return
        width = self.need.width[cells]
        found = self._attack(cells, hidden, enough=width, ruled=True)
        tight = self._too_tight(found, width, hidden)
        if tight.any():
            # What the rule tells when nothing new is shown cannot be helped. Where nothing is out, it tells
            # nothing of what much is tied to.
            tight[tight] = self._could_be_helped(cells[tight], hidden)
            label = tied(system, self.everything)
            n_tied = np.bincount(label + 1)[label[cells] + 1]
            asked = self.out | (n_tied < _MANY) | (label[cells] < 0)
            lonely = np.flatnonzero(tight & asked)
            before = self.proven(cells[lonely], self.everything)
            width[lonely] = np.minimum(width[lonely], before.width)
            tight[lonely] = found.width[lonely] < width[lonely] - SLACK
        self.left[RULE] = np.union1d(cells[tight], np.intersect1d(self.left[RULE], self.left[SUMS]))
        if not tight.any():
            return
        # What whole numbers and the rule take from an interval is asked for again as width.
        cells, width, low, high = cells[tight], width[tight], found.low[tight], found.high[tight]
        sums = self._attack(cells, hidden)
        more = np.where(np.isinf(sums.width), width, sums.width) + np.clip(width - (high - low), 1.0, width)
        # Where no table was found that may be true, nothing but the sums tells.
        none = np.isinf(low) | np.isinf(high)
        low, high = np.where(none, sums.low, low), np.where(none, sums.high, high)
        nothing = np.zeros(len(self.system.values), dtype=bool)
        yield Leaks(RULE, cells, low, high, Need(more, np.zeros(len(more))), nothing)

    def _alone(self, hidden: Bools) -> Iterator[Leaks]:
        told = np.union1d(self.left[SUMS], self.left[RULE])
        targets = np.setdiff1d(self.left[ALONE], told)
        batches = [*self._singletons(hidden)]
        if len(batches) > 1:
            # Tables in which everybody who is alone stays so serve them all.
            everyone = np.zeros(len(self.system.values), dtype=bool)
            everyone[np.concatenate(batches)] = True
            everyone &= self.system.values == 1
            tied_to = targets[np.isin(self.label[targets], self.label[everyone]) & ~everyone[targets]]
            two = np.full(len(tied_to), _TWO)
            self._attack(tied_to, hidden, enough=two, ruled=True, ones=everyone, brief=True)
        changes = self._small_changes(batches, targets, hidden)
        for batch in batches:
            knows = np.zeros(len(self.system.values), dtype=bool)
            knows[batch] = True
            cells = targets[np.isin(self.label[targets], self.label[batch]) & ~knows[targets]]
            cells = cells[~self._same_person(cells, self._beside(cells, batch))]
            cells = cells[~self._change_without(changes, cells, self._beside(cells, batch))]
            cells = cells[~self._seen_to_differ(cells, self._beside(cells, batch))]
            before = -1
            while cells.size:
                two = np.full(len(cells), _TWO)
                found = self._attack(cells, hidden, enough=two, ruled=True, ones=knows)
                tight = self._too_tight(found, two, hidden, knows)
                if before < 0 and tight.any():
                    # What is out already tells as much. Where nothing is, sums tell of one's own figure what
                    # by definition is oneself.
                    anyway = (
                        self.proven(cells[tight], self.everything, knows)
                        if self.out
                        else self._attack(cells[tight], self.everything, enough=two[tight], ones=knows)
                    )
                    tight[tight] = anyway.width >= _TWO - SLACK
                withheld = int(hidden.sum())
                if not tight.any() or withheld == before:
                    break
                before, cells = withheld, cells[tight]
                need = Need(np.full(len(cells), _TWO), np.zeros(len(cells)))
                yield Leaks(ALONE, cells, found.low[tight], found.high[tight], need, knows)
            if not told.size:
                self.passed_alone |= set(batch.tolist())

    def _small_changes(self, batches: list[Ints], targets: Ints, hidden: Bools) -> sparse.csc_array:
        """Changes of the true table that move targets beside whoever is alone; where many are, they pay."""
        if len(batches) < _FEW_ALONE:
            return sparse.csc_array((0, len(self.system.values)))
        beside = targets[np.isin(self.label[targets], self.label[np.concatenate(batches)])]
        system = self.system
        least, most = system.bounds(hidden)
        found = small_changes(system.matrix, system.right, least, most, beside, self._plausible(hidden))
        moved = np.ones(found.nnz)
        return sparse.csc_array(sparse.csr_array((moved, found.indices, found.indptr), shape=found.shape))

    def _change_without(self, changes: sparse.csc_array, cells: Ints, ones: Ints) -> Bools:
        """Which cells some change moves that leaves the one beside as it is."""
        of_cells, of_ones = changes[:, cells], changes[:, ones]
        without = np.asarray((of_cells - of_cells.multiply(of_ones)).sum(axis=0)).ravel()
        moved: Bools = (without > 0.5) & (self.system.values[ones] == 1)
        return moved

    def _beside(self, cells: Ints, batch: Ints) -> Ints:
        """The cell of the batch that each cell is tied to."""
        one_of = dict(zip(self.label[batch].tolist(), batch.tolist(), strict=True))
        return np.array([one_of[label] for label in self.label[cells].tolist()], dtype=np.intp)

    def _same_person(self, cells: Ints, ones: Ints) -> Bools:
        """Which cells hold one person, and that is the one beside: of a whole and a part of it."""
        system = self.system
        where, everything = self._dimensions
        same: Bools = (system.values[cells] == 1) & (system.family[cells] == system.family[ones])
        same &= (system.row[cells] >= 0) & (system.row[ones] >= 0)
        own = np.flatnonzero(same)
        alike = where[cells[own]] == where[ones[own]]
        same[own] = (alike | everything[cells[own]]).all(axis=1) | (alike | everything[ones[own]]).all(axis=1)
        return same

    @cached_property
    def _dimensions(self) -> tuple[Ints, Bools]:
        """Area and groups of each cell that stands in a table; and which of them are all there are."""
        system, laid = self.system, self.system.laid
        told = [[block.group[place] for block in laid.blocks] for place in range(len(laid.breakdowns))]
        of = [np.unique(np.array(names), return_inverse=True)[1][system.row] for names in told]
        total = [np.array([name == TOTAL for name in names])[system.row] for names in told]
        wholes = np.isin(system.column, [area for area, _ in laid.sums])
        return np.stack([system.column, *of], axis=1), np.stack([wholes, *total], axis=1)

    def _seen_to_differ(self, cells: Ints, ones: Ints) -> Bools:
        """Which cells tables that may be true hold differently, though the one beside is in all of them."""
        values = self.system.values
        beside = np.isnan(values[ones]) | (values[ones] == 1)
        low = np.where(beside, np.nan_to_num(values[cells], nan=np.inf), np.inf)
        high = np.where(beside, np.nan_to_num(values[cells], nan=-np.inf), -np.inf)
        for table in self.seen:
            with np.errstate(invalid="ignore"):
                beside = (np.abs(table[ones] - 1.0) < SLACK) & ~np.isnan(table[cells])
            low = np.where(beside, np.minimum(low, table[cells]), low)
            high = np.where(beside, np.maximum(high, table[cells]), high)
        differs: Bools = high - low >= _TWO - SLACK
        return differs

    def _attack(
        self,
        cells: Ints,
        hidden: Bools,
        *,
        enough: Floats | None = None,
        ruled: bool = False,
        ones: Bools | None = None,
        brief: bool = False,
    ) -> Intervals:
        """Attack cells when some figures are withheld; ``ones``: cells that are known to hold one person."""
        system = self.system
        return attack(
            system.matrix,
            system.right,
            *self._bounds(hidden, ones),
            cells,
            enough=enough,
            plausible=self._plausible(hidden) if ruled else None,
            truth=self.filled,
            brief=brief,
        )

    def proven(self, cells: Ints, hidden: Bools, ones: Bools | None = None) -> Intervals:
        """Between what cells are proven to lie, by sums and the rule, when some figures are withheld."""
        system, bounds = self.system, self._bounds(hidden, ones)
        return proven(system.matrix, system.right, *bounds, cells, self._plausible(hidden))

    def _bounds(self, hidden: Bools, ones: Bools | None) -> tuple[Floats, Floats]:
        """The least and the greatest value of each cell; ``ones``: cells known to hold one person."""
        least, most = self.system.bounds(hidden)
        if ones is None:
            return least, most
        return np.where(ones, 1.0, least), np.where(ones, 1.0, most)

    def _singletons(self, hidden: Bools) -> Iterator[Ints]:
        """Yield withheld cells of one person each, no two of them tied together by what is withheld.

        Of what an earlier release has withheld it is not known here who is alone: whoever may be, by all that
        is known here.
        """
        system = self.system
        self.label = tied(system, hidden)
        open_ = (self.label >= 0) & self.judged
        ones = np.flatnonzero(open_ & ((system.values == 1) | self.may_be_one))
        ones = ones[~np.isin(ones, list(self.passed_alone))]
        while ones.size:
            _, first = np.unique(self.label[ones], return_index=True)
            yield ones[first]
            ones = np.delete(ones, first)

    @cached_property
    def may_be_one(self) -> Bools:
        """Cells that an earlier release has withheld, and that hold one person for all that is known here."""
        system = self.system
        known = ~np.isnan(system.values)
        cells = np.flatnonzero(~known & (system.asked > 0) & (system.floor <= 1) & (system.roof >= 1))
        found = np.zeros(len(known), dtype=bool)
        if cells.size:
            least, most = (
                np.where(known, system.values, system.floor),
                np.where(known, system.values, system.roof),
            )
            ends = attack(system.matrix, system.right, least, most, cells)
            found[cells] = (ends.low <= 1 + SLACK) & (ends.high >= 1 - SLACK)
        return found

    @cached_property
    def judged(self) -> Bools:
        """Cells whose count the rule looks at."""
        system = self.system
        about = np.array([self.policy.is_sensitive(v) for v in system.variable] + [False])
        judged: Bools = about[system.family]
        top, rest, _ = system.pairs.T
        judged[rest] |= judged[top]
        return judged

    def _plausible(self, hidden: Bools) -> Plausible:
        system, policy = self.system, self.policy
        # Tables that fit when nothing new is shown may not fit otherwise.
        seen = [] if hidden is self.everything else self.seen
        return Plausible(
            partial(unsafe_mask, system, policy),
            self.judged,
            policy.threshold,
            self.sets(hidden),
            self.filled,
            np.isnan(system.values),
            seen,
            self.unsafe_otherwise,
            self.reach,
        )

    @cached_property
    def filled(self) -> Floats:
        """The true table, filled in with whole numbers that fit where it is not known; NaN where none do."""
        system = self.system
        values = system.values.copy()
        unknown = np.flatnonzero(np.isnan(values))
        if not unknown.size:
            return values
        part = sparse.csr_array(system.matrix[:, unknown])
        rows = np.flatnonzero(np.diff(part.indptr))
        rest = (system.right - system.matrix @ np.nan_to_num(values))[rows]
        found = choose(
            np.zeros(len(unknown)),
            whole=np.zeros(len(unknown), dtype=bool),
            least=system.floor[unknown],
            most=system.roof[unknown],
            conditions=[(part[rows], rest, rest)],
        )
        if found.x is not None:
            whole = np.round(found.x)
            values[unknown] = np.where(np.abs(found.x - whole) < SLACK, whole, np.nan)
        return values

    @cached_property
    def unsafe_otherwise(self) -> tuple[Ints, Ints]:
        """Cells that are truly unsafe though not few, and those that make them so: see :class:`Plausible`."""
        system = self.system
        cells, makes = [np.empty(0, dtype=np.intp)], [np.empty(0, dtype=np.intp)]
        for why, unsafe in unsafe_by_rule(system, self.policy, system.values):
            if why in (ZERO_SHARE, FULL_SHARE):
                beside = system.pairs[np.isin(system.pairs[:, :2], unsafe).any(axis=1)]
                for cell in unsafe:
                    own = beside[(beside[:, :2] == cell).any(axis=1)]
                    cells.append(np.full(own.size, cell))
                    makes.append(own.ravel())
            elif why == EVERYBODY:
                part, whole, which = system.categories.T
                for cell in unsafe:
                    same = np.isin(which, which[part == cell])
                    own = np.union1d(part[same], whole[same])
                    cells.append(np.full(own.size, cell))
                    makes.append(own)
        return np.concatenate(cells), np.concatenate(makes)

    @cached_property
    def reach(self) -> tuple[Floats, Floats]:
        """The least and the greatest count at which each cell may be unsafe for any reason of the policy."""
        system, policy = self.system, self.policy
        least, most = np.ones(len(system.values)), np.full(len(system.values), policy.threshold - 1.0)
        if policy.protect_zeros:
            least[system.pairs[system.is_share, :2]] = 0
            part = system.categories[:, 0]
            least[part], most[part] = 0, max(policy.threshold, policy.small) - 1
        return least, most

    def sets(self, hidden: Bools) -> sparse.csr_array:
        """Return the sets of cells that are withheld and tied together: in each some figure is unsafe.

        Those of earlier releases too, as they were when they were made. Shape (n_sets, n_cells).
        """
        own = withheld_sets(self.system, self.policy, hidden, source_follows=self.source_follows)
        return sparse.csr_array(sparse.vstack([own, self.earlier_sets]))

    @cached_property
    def earlier_sets(self) -> sparse.csr_array:
        """Those of earlier releases in which something may be unsafe; others tell nothing that is true."""
        values, earlier = self.system.values, self.system.earlier
        may_be = unsafe_mask(self.system, self.policy, values) | np.isnan(values)
        return sparse.csr_array(earlier[np.flatnonzero(earlier @ may_be.astype(float))])


def targets_of(system: System, reason: NDArray[np.object_]) -> Ints:
    """Return the cells to attack: the unsafe ones, and those of which nobody here knows whether they are.

    What an earlier release's figure leaves of another, or another of it, is such too.
    """
    unknown = np.where(system.row >= 0, system.unknown, system.plain) & np.isnan(system.values)
    return np.flatnonzero((reason != "") | unknown)


def tied(system: System, hidden: Bools, rows: Bools | None = None) -> Ints:
    """Return a number for each cell that is not known, the same for cells that equations tie; -1 for others.

    ``rows``: which equations; all if left out.
    """
    least, most = system.bounds(hidden)
    cells = np.flatnonzero(most > least)
    label = np.full(len(least), -1, dtype=np.intp)
    matrix = system.matrix if rows is None else system.matrix[np.flatnonzero(rows)]
    label[cells] = tied_together(sparse.csr_array(matrix[:, cells]))
    return label


def withheld_sets(
    system: System, policy: DisclosurePolicy, hidden: Bools, *, source_follows: bool = False
) -> sparse.csr_array:
    """Return the sets of cells that are withheld by the rule and tied together, of shape (n_sets, n_cells).

    What came to us withheld is so by a rule of its source's, which nobody knows, if not said otherwise.
    """
    withheld = (system.row >= 0) & ~system.published(hidden)
    withheld &= system.shown | (system.status == SUPPRESSED)
    came = withheld & (not source_follows) & ~system.of(system.laid.closed | hidden)
    unsafe = unsafe_mask(system, policy, system.values)
    # The rule has looked at what stands in a table, and at what is left over there; at nothing else.
    judged = withheld | ((system.row < 0) & system.plain & ~np.isnan(system.values))
    least, most = system.bounds(hidden)
    open_ = most > least
    exact = np.abs(system.right) < SLACK
    known = ~np.isnan(system.values)
    found = []
    tried: list[Bools] = []
    # Whoever does not know what a sum leaves over, or who has no table of it, ties nothing by it. And whoever
    # has this release alone ties by it what stands in it.
    for members in (None, judged, judged & known):
        rows = np.ones(len(exact), dtype=bool)
        if members is not None:
            rows = exact & (abs(system.matrix) @ (open_ & ~members).astype(float) == 0)
        if any(np.array_equal(rows, other) for other in tried):
            continue
        tried.append(rows)
        label = tied(system, hidden, rows)
        mine = judged if members is None else members
        # A group that holds nothing unsafe tells nothing true; of figures not known here, all of it together.
        true = label[mine & (unsafe | (~known if members is None else False))]
        groups = np.setdiff1d(np.intersect1d(label[withheld & mine & (label >= 0)], true), label[came])
        cells = np.flatnonzero(np.isin(label, groups) & mine)
        entries = (np.ones(len(cells)), (np.searchsorted(groups, label[cells]), cells))
        found.append(sparse.csr_array(entries, shape=(len(groups), len(label))))
    return sparse.csr_array(sparse.vstack(found))
