"""Time protecting and auditing Exempelstad: 14 areas × 2 sexes × 2 disability × 27 indicators, with totals.

Alone, and after two earlier releases of the same figures, by sex and by disability.

`python benchmarks/time_disclosure.py`. Seconds are those of one processor core, whatever else runs.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import process_time

import omradesindex as oi
from omradesindex.disclosure.shares import share_pairs

N_INDICATORS = 27


def job() -> oi.Statistics:
    """Numerators and denominators of 27 shares by area, sex and disability, and all their totals."""
    everything = oi.example_statistics()
    by_group = {block.variable for block in everything.blocks if block.group[1] == "with"}
    known = share_pairs(everything.variables).items()
    pairs = [(a, bases[0]) for a, bases in known if {a, bases[0]} <= by_group][:N_INDICATORS]
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
    with tempfile.TemporaryDirectory() as folder:
        ledger = oi.Ledger.create(Path(folder) / "liggare")
        for by in ("sex", "disability"):
            first = summed(table, by)
            oi.publish(oi.protect(first, ledger=ledger), Path(folder) / f"{by}.csv", ledger=ledger)
        start = process_time()
        last = oi.protect(table, ledger=ledger)
        end = process_time()
        print(f"protect after two releases {end - start:6.2f} s: {last!r}")


def summed(table: oi.Statistics, by: str) -> oi.Statistics:
    """The same figures broken down by one column alone."""
    frame = table.to_frame()
    other = next(name for name in table.breakdowns if name != by)
    frame = frame[frame[other] == "total"].drop(columns=[other, f"{other}_definition"], errors="ignore")
    return oi.Statistics.from_frame(frame, name=f"{table.name} by {by}", division=table.division)


if __name__ == "__main__":
    main()
