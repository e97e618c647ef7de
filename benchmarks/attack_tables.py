"""Attack many random tables after they are protected: can an outsider find anybody?

`python benchmarks/attack_tables.py`; about a minute, the same tables every time. `outsider.py` attacks, which
shares nothing with the library's audit. Tables where only the unsafe figures themselves are withheld show
what there is to protect against. `attack_sets.py` does the same to several releases, laid side by side.
"""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pandas as pd
from attack_sets import DISABILITY, SEX, Set, Table, Tally, crossing, people, world_of
from outsider import Outsider, Rule, told_by

import omradesindex as oi
from omradesindex.errors import ComputeError

SEED = 5
VARIABLES = ("sysselsatta_16_64", "befolkning_16_64")
BY = ("sex", "disability")


def draw(rng: np.random.Generator, *, overlapping: bool) -> Set:
    """A table of four to six small areas (and two divisions of them), by sex and disability."""
    small = [f"{k + 1:02}" for k in range(int(rng.integers(4, 7)))]
    within = crossing(rng, small) if overlapping else {}
    table = Table("tabell.csv", "counts", (SEX, DISABILITY), VARIABLES, (*small, *within), ("2024",))
    people_there = people(rng, small, ("2024",), scale=3)
    return Set(people_there, world_of(small, within), within, (table,), oi.DisclosurePolicy(), at_once=False)


def only_unsafe_withheld(figures: oi.Statistics, log: pd.DataFrame) -> pd.DataFrame:
    """The table before anything beside the unsafe figures is withheld."""
    key = ["area", "variable", *BY]
    unsafe = pd.MultiIndex.from_frame(log.loc[log["kind"] == "primary", key])
    frame = figures.to_frame()
    return frame.assign(value=frame["value"].mask(pd.MultiIndex.from_frame(frame[key]).isin(unsafe)))


def attack(name: str, n: int, *, overlapping: bool) -> None:
    """Draw tables, protect them, attack them, and print what was found."""
    rng, naive, kept = np.random.default_rng(SEED), Tally(), Tally()
    start = perf_counter()
    for _ in range(n):
        one = draw(rng, overlapping=overlapping)
        figures = one.statistics(one.tables[0])
        try:
            protected = oi.protect(figures, one.policy, within=one.within)
        except ComputeError:  # nothing may be shown, so nothing is found
            kept.refused += 1
            continue
        before = only_unsafe_withheld(figures, protected.log)
        for frame, tally in ((before, naive), (protected.statistics.to_frame(), kept)):
            outsider = Outsider(one.world, Rule.of(one.policy), [told_by(frame, one.world)], [[0]])
            tally.add(name, outsider.attack(one.truth, rng, closely=tally is kept), one.policy.margin_width)
    told = (n, kept.figures, naive.narrow, kept.narrow, kept.alone, f"{kept.narrowest:g}")
    print(f"| {name} |", " | ".join(map(str, told)), f"|   ({kept.refused} refused;", end=" ")
    print(f"{perf_counter() - start:.0f} s)")
    print("\n".join(kept.leaks))


def main() -> None:
    heads = ("tables", "how many", "unsafe figures", "only these withheld: within the margin")
    print("|", " | ".join([*heads, "protected: within it", "known to whoever is alone", "narrowest"]), "|")
    attack("one division", 40, overlapping=False)
    attack("two overlapping divisions", 12, overlapping=True)


if __name__ == "__main__":
    main()
