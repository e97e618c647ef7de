"""Time protecting and auditing Exempelstad: 14 areas × 2 sexes × 2 disability × 27 indicators, with totals.

`python benchmarks/time_disclosure.py`. Seconds are those of one processor core, whatever else runs.
"""

from __future__ import annotations

from time import process_time

import omradesindex as oi
from omradesindex.disclosure.system import share_pairs

N_INDICATORS = 27


def job() -> oi.Statistics:
    """Numerators and denominators of 27 shares by area, sex and disability, and all their totals."""
    everything = oi.example_statistics()
    by_group = {block.variable for block in everything.blocks if block.group[1] == "with"}
    pairs = [(a, b) for a, b in share_pairs(everything.variables).items() if {a, b} <= by_group][
        :N_INDICATORS
    ]
    assert len(pairs) == N_INDICATORS
    names = sorted({name for pair in pairs for name in pair})
    frame = everything.only(names, periods=[everything.periods()[-1]]).to_frame()
    frame = frame[frame["age"] == "total"].drop(columns="age")
    return oi.Statistics.from_frame(
        frame, name=everything.name, division=everything.division, notes=everything.notes
    )


def main() -> None:
    table = job()
    start = process_time()
    protected = oi.protect(table, oi.DisclosurePolicy())
    middle = process_time()
    again = oi.audit(protected.statistics, oi.DisclosurePolicy(), truth=table)
    end = process_time()
    cells = len(table.blocks) * len(table.all_areas)
    proven = protected.log["optimal"].mean() if len(protected.log) else 1.0
    print(table)
    print(f"{cells} figures; {protected!r}")
    print(f"protect (with its own audit) {middle - start:6.2f} s")
    print(f"audit of the published table {end - middle:6.2f} s: {again!r}")
    print(f"withheld in patterns proven to be the cheapest: {100 * proven:.0f} %")


if __name__ == "__main__":
    main()
