"""The search for what to withhold: table by table first, then everything that hangs together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.complementary import Table, bounds_to_loosen, cheapest_pattern
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.pieces import SLACK, tied_together
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.system import System
from omradesindex.disclosure.trying import SUMS, Leaks, Trial
from omradesindex.errors import ComputeError

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

#: More cells than that are not searched together, but those that are nearest to what leaks.
_MANY = 3000


def denominators_first(system: System) -> list[int]:
    """Return the families in an order in which each stands after its denominator."""
    families = range(len(system.variable))
    links = {(int(system.family[t]), int(system.family[b])) for t, _, b in system.pairs}
    links = {(top, base) for top, base in links if min(top, base) >= 0}
    depth = dict.fromkeys(families, 0)
    for _ in range(min(len(links), 10)):
        for top, base in links:
            depth[top] = max(depth[top], min(depth[base] + 1, 10))
    return sorted(families, key=lambda f: (depth[f], f))


def table_by_table(
    system: System,
    policy: DisclosurePolicy,
    family: int,
    reason: NDArray[np.object_],
    need: Need,
    hidden: Bools,
    cost: Floats,
) -> tuple[Bools, bool]:
    """Add the cheapest pattern of one variable and period to what is withheld."""
    cells = np.flatnonzero(system.family == family)
    top, rest, base = system.pairs.T
    unsafe = reason != ""
    unsafe[top] |= unsafe[rest]
    target = np.flatnonzero(unsafe[cells])
    if not target.size or np.isnan(system.values[cells]).any():
        # A table with gaps of its own is left to the trial of everything together.
        return hidden, not target.size
    seen = system.published(hidden)
    ceiling = np.full(len(system.values), np.inf)
    ceiling[top] = np.where(seen[base], system.values[rest], np.inf)
    values = system.values[cells]
    great = _great(values, need)
    own = np.flatnonzero(_inside(system, cells))
    forced = ~seen[cells]
    table = Table(
        sparse.csr_array(system.matrix[own][:, cells]),
        system.right[own],
        values,
        np.minimum(ceiling[cells], great),
        np.where(forced, 0.0, cost[cells]),
        forced,
        target[forced[target]],
        need.of(cells),
        public=system.public[cells],
    )
    pattern, optimal = cheapest_pattern(table, rounds=policy.rounds)
    result = hidden.copy()
    gone = cells[pattern & seen[cells]]
    result[system.row[gone], system.column[gone]] = True
    return result, optimal


def until_nothing_leaks(trial: Trial, hidden: Bools, cost: Floats, optimal: Bools) -> Bools:
    """Try every attack on everything together, and withhold more until none finds anything.

    The cells that any equations tie together get their cheapest addition first. What that leaves open, in its
    few rounds, costs one figure at a time: the one that loosens the bounds the most for its cost.
    """
    system = trial.system
    hidden = hidden.copy()
    tied = tied_together(system.matrix)
    searched: set[str] = set()
    before = -1
    while hidden.sum() > before:
        # Once more when something has been added, until every attack has failed on the same.
        before = hidden.sum()
        for leaks in trial.leaks(hidden):
            gone = _addition(trial, hidden, leaks, tied, cost, thorough=leaks.how not in searched)
            searched.add(leaks.how)
            more = system.gone(gone) & ~hidden
            if not more.any():
                continue
            hidden |= more
            families = np.unique(system.family[system.of(more)])
            optimal[families[families >= 0]] = False
    return hidden


def _addition(
    trial: Trial, hidden: Bools, leaks: Leaks, tied: Ints, cost: Floats, *, thorough: bool
) -> Bools:
    """Return the cells to withhold beside the others, so that what leaks leaks less.

    The first time that sums tell: the cheapest pattern of all that is tied together. Of what only the rule or
    one person tells: that of its own variable. Else one figure.
    """
    system, rounds = trial.system, trial.policy.rounds
    fixed = system.public | leaks.knows
    free = (system.published(hidden) | leaks.knows) & ~fixed
    cost = np.where(free, cost, 0.0)
    gone = np.zeros(len(free), dtype=bool)
    if leaks.how != SUMS:
        # Who is left over moves with the numerator, which stands in a table.
        shows = np.arange(len(free))
        shows[system.pairs[:, 1]] = system.pairs[:, 0]
        standing = shows[leaks.cells]
        for family in np.unique(system.family[standing]):
            mine = (system.family[standing] == family) & ~free[standing] & ~fixed[standing] & (family >= 0)
            cells = np.flatnonzero(system.family == family)
            if mine.any() and not np.isnan(system.values[cells]).any():
                table = _table(trial, hidden, leaks, cells, (standing[mine], mine), cost)
                pattern, _ = cheapest_pattern(table, rounds=rounds)
                gone[cells] |= pattern & free[cells]
    for group in np.unique(tied[leaks.cells]):
        mine = tied[leaks.cells] == group
        cells = np.flatnonzero(tied == group)
        if gone[cells].any():
            continue
        goal = leaks.cells[mine], mine
        if thorough and leaks.how == SUMS:
            some = cells if len(cells) <= _MANY else _near(system, goal[0])
            pattern, _ = cheapest_pattern(_table(trial, hidden, leaks, some, goal, cost), rounds=3 * rounds)
            gone[some] = pattern & free[some]
        if not gone[cells].any():
            table = _table(trial, hidden, leaks, cells, goal, cost)
            gone[cells] = _one_more(table, free[cells], system, leaks)
    return gone


def _near(system: System, cells: Ints) -> Ints:
    """Return the cells that equations tie to some, by as many steps as leave no more than can be searched."""
    ties = abs(system.matrix)
    near = np.zeros(len(system.values), dtype=bool)
    near[cells] = True
    while True:
        grown = ties.T @ (ties @ near.astype(float) > 0).astype(float) > 0
        # The cells' own equations are needed, however many cells they have.
        if grown.sum() == near.sum() or (near.sum() > len(cells) and grown.sum() > _MANY):
            return np.flatnonzero(near)
        near = grown


def _table(
    trial: Trial, hidden: Bools, leaks: Leaks, cells: Ints, goal: tuple[Ints, Bools], cost: Floats
) -> Table:
    """Some cells as a table, with what those that leak (``goal``: cells, and which leaks) need."""
    system = trial.system
    rows = np.flatnonzero(_inside(system, cells))
    values = _about(system)[cells]
    seen = (system.published(hidden) | leaks.knows)[cells]
    at = np.searchsorted(cells, goal[0])
    need = Need(np.zeros(len(cells)), np.zeros(len(cells)))
    need.width[at], need.side[at] = leaks.need.width[goal[1]], leaks.need.side[goal[1]]
    low, high = (end[cells] for end in system.bounds(hidden))
    known = leaks.knows[cells]
    return Table(
        sparse.csr_array(system.matrix[rows][:, cells]),
        system.right[rows],
        values,
        np.full(len(cells), _great(values, need)),
        cost[cells],
        ~seen,
        at,
        need,
        low=np.where(known, values, np.where(seen, low, 0.0)),
        high=np.where(known, values, np.where(seen, high, np.inf)),
        floor=system.floor[cells],
        roof=system.roof[cells],
        public=(system.public | leaks.knows)[cells],
    )


def _about(system: System) -> Floats:
    """What each cell holds; where that is not known, the middle of what it is known to lie between."""
    least, most = np.fmax(system.low, system.floor), np.fmin(system.high, system.roof)
    middle = np.where(most < np.inf, (least + most) / 2, 0.0)
    return np.where(np.isnan(system.values), middle, system.values)


def _great(values: Floats, need: Need) -> float:
    """Return what no withheld figure is thought to be above."""
    return float(
        2 * values.max(initial=0.0) + 10 * need.width.max(initial=0.0) + 2 * need.side.max(initial=0.0)
    )


def _inside(system: System, cells: Ints) -> Bools:
    """Which equations have no cells but these."""
    chosen = np.zeros(len(system.values), dtype=bool)
    chosen[cells] = True
    entries = system.matrix.tocoo()
    n = system.matrix.shape[0]
    own = np.bincount(entries.coords[0][chosen[entries.coords[1]]], minlength=n)
    inside: Bools = (own > 0) & (own == np.diff(system.matrix.indptr))
    return inside


def _one_more(table: Table, free: Bools, system: System, leaks: Leaks) -> Bools:
    """For each cell that is bounded too tightly, the free cell that loosens its bounds most for its cost."""
    cost = np.where(free, table.cost, np.inf)
    gone = np.zeros(len(free), dtype=bool)
    for loosening in bounds_to_loosen(table, table.forced):
        useful = free & (loosening > SLACK)
        if useful.any() and not (gone & useful).any():
            gone[np.argmax(np.where(useful, loosening / cost, -1.0))] = True
    if gone.any():
        return gone
    if free.any():
        # No wider interval by sums, but more that may be unsafe, or that persons may be counted in.
        gone[_nearest(table, free, cost)] = True
        return gone
    cell = leaks.cells[0]
    raise ComputeError(
        f"'{system.laid.blocks[system.block[cell]].variable}' in area "
        f"'{system.laid.areas[system.column[cell]]}' could still be worked out if every figure that is tied "
        "to it were withheld" + (", from what is out already" if system.public.any() else ""),
        where=system.laid.name,
        remedy="lower the margin, use larger areas or fewer breakdowns, or publish nothing",
    )


def _nearest(table: Table, free: Bools, cost: Floats) -> int:
    """The cheapest of the free cells that most of their equations tie to what is withheld and leaks."""
    entries = abs(table.matrix)
    least, most = table.bounds(table.forced)
    open_ = most > least
    label = np.full(len(free), -1, dtype=np.intp)
    label[open_] = tied_together(sparse.csr_array(table.matrix[:, np.flatnonzero(open_)]))
    near = np.isin(label, label[table.protected]) & open_
    beside = (entries @ near.astype(float) > 0).astype(float)
    n_equations = np.maximum(entries.T @ np.ones(entries.shape[0]), 1.0)
    tied = np.where(free, entries.T @ beside / n_equations, -1.0)
    best = np.flatnonzero(tied == tied.max())
    return int(best[np.argmin(cost[best])])
