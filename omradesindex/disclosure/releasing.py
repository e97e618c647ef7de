"""What an outsider reads of tables that are published now, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.declared import Sums, all_sums
from omradesindex.disclosure.laid import MEASURES, SUPPRESSED, Reading
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.shares import Shares, joined
from omradesindex.disclosure.system import System
from omradesindex.disclosure.trying import withheld_sets

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def releases_of(
    system: System,
    hidden: Bools,
    tables: Sequence[Reading],
    *,
    name: str,
    needed: Floats,
    policy: DisclosurePolicy,
    within: Mapping[str, Sequence[str]],
    shares: Shares,
    identities: Sums,
) -> list[Release]:
    """Return a release of each table, when these figures (blocks × areas) are withheld.

    ``needed`` is how wide each cell's interval has to stay; 0 where it is safe.
    """
    laid = system.laid
    # Strips that stand in tables were made first, in their order.
    strips_of = {at: k for k, at in enumerate(laid.strips)}
    place = np.full((len(system.named), len(laid.areas)), -1)
    place[system.strip, system.column] = np.arange(len(system.strip))
    names, standing = system.names(), system.in_tables()
    asked = {names[c]: float(needed[c]) for c in np.flatnonzero(~standing & (needed > 0))}
    left = {
        (what, laid.areas[area]): float(x)
        for (what, area), x in zip(system.sums, system.right, strict=True)
        if x != 0
    }
    sets = withheld_sets(system, policy, hidden)
    groups = tuple(
        tuple(names[cell] for cell in sets.indices[sets.indptr[k] : sets.indptr[k + 1]])
        for k in range(sets.shape[0])
    )
    found: list[Release] = []
    for k, (table, (rows, columns)) in enumerate(zip(tables, laid.places, strict=True)):
        figures = table.figures
        gone = laid.hidden_in(k, hidden)
        size = len(figures.all_areas)
        strips, closed = {}, {}
        for j, (block, kind) in enumerate(zip(figures.blocks, figures.kinds, strict=True)):
            held = figures.status[j, :size] == SUPPRESSED
            if (gone[j] | held).any():
                closed[block] = gone[j] | held
            for measure in MEASURES.get(kind, ()):
                cells = place[strips_of[int(rows[j]), measure], columns]
                low, high = (np.where(gone[j], np.nan, end[cells]) for end in (system.low, system.high))
                strips[block, measure] = Told(
                    low, high, needed[cells], system.unknown[cells] & np.isnan(system.values[cells])
                )
        found.append(
            Release(
                name,
                figures.name,
                "" if figures.division is None else figures.division.id,
                figures.whole,
                figures.all_areas,
                figures.breakdowns,
                strips,
                closed,
                {area: tuple(parts) for area, parts in within.items()},
                joined(shares),
                all_sums(identities),
                left if not found else {},
                asked if not found else {},
                groups if not found else (),
            )
        )
    return found
