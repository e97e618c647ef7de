"""The search for what to withhold: table by table first, then everything that hangs together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import SLACK, attack, tied_together
from omradesindex.disclosure.complementary import Table, bounds_to_loosen, cheapest_pattern
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.system import SUPPRESSED, System
from omradesindex.errors import ComputeError

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def denominators_first(system: System) -> list[int]:
    """Return the families in an order in which each stands after its denominator."""
    families = range(len(system.variable))
    links = {(int(system.family[t]), int(system.family[b])) for t, _, b in system.pairs}
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
    )
    pattern, optimal = cheapest_pattern(table, rounds=policy.rounds)
    result = hidden.copy()
    gone = cells[pattern & seen[cells]]
    result[system.row[gone], system.column[gone]] = True
    return result, optimal


def until_nothing_leaks(
    system: System,
    policy: DisclosurePolicy,
    reason: NDArray[np.object_],
    need: Need,
    hidden: Bools,
    cost: Floats,
    optimal: Bools,
) -> Bools:
    """Try the outsider on everything together, and withhold more until he bounds no unsafe cell too tightly.

    To withhold more never tightens a bound, so cells that have passed need not be tried again. The cells that
    any equations tie together get their cheapest addition first. What that leaves open, in its few rounds,
    costs one figure at a time: the one that loosens the bounds the most for its cost.
    """
    hidden = hidden.copy()
    tight = np.flatnonzero((reason != "") | ((system.status == SUPPRESSED) & (system.row >= 0)))
    tied = tied_together(system.matrix)
    values = np.nan_to_num(system.values)
    great = _great(values, need)
    first = True
    while True:
        here = need.of(tight)
        found = attack(system.matrix, system.right, *system.bounds(hidden), tight, enough=here.enough)
        tight = tight[here.too_tight(found, system.values[tight])]
        if not tight.size:
            return hidden
        seen = system.published(hidden)
        gone = np.zeros(len(values), dtype=bool)
        for group in np.unique(tied[tight]):
            cells = np.flatnonzero(tied == group)
            rows = np.flatnonzero(_inside(system, cells))
            table = Table(
                sparse.csr_array(system.matrix[rows][:, cells]),
                system.right[rows],
                values[cells],
                np.full(len(cells), great),
                np.where(seen[cells], cost[cells], 0.0),
                ~seen[cells],
                np.searchsorted(cells, tight[tied[tight] == group]),
                need.of(cells),
            )
            if first:
                pattern, _ = cheapest_pattern(table, rounds=3 * policy.rounds)
                gone[cells] = pattern & seen[cells]
            else:
                gone[cells] = _one_more(table, seen[cells])
        if gone.any():
            hidden[system.row[gone], system.column[gone]] = True
            optimal[np.unique(system.family[gone])] = False
        elif not first:
            return hidden
        first = False


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


def _one_more(table: Table, seen: Bools) -> Bools:
    """For each cell that is bounded too tightly, the shown cell that loosens its bounds most for its cost."""
    cost = np.where(seen, table.cost, np.inf)
    gone = np.zeros(len(seen), dtype=bool)
    for loosening in bounds_to_loosen(table, ~seen):
        useful = seen & (loosening > SLACK)
        if (gone & useful).any():
            continue
        if not useful.any():
            raise ComputeError(
                "the policy would withhold every figure that is tied to an unsafe one, and that one "
                "could still be worked out",
                remedy="lower the margin, use larger areas or fewer breakdowns, or publish nothing",
            )
        gone[np.argmax(np.where(useful, loosening / cost, -1.0))] = True
    return gone
