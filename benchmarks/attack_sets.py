"""Publish many random sets of releases, and let an outsider lay them side by side: can anybody be found?

`python benchmarks/attack_sets.py [sets]`; the same sets every time. Each set is of one made-up city and holds
two to four tables: by sex, by disability, by both, by age, of small areas, of two divisions whose borders
cross, of two years, of variables that add up; statistics, and indices with every file that they write.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
from outsider import TOTAL, Figure, Finding, Kind, Outsider, Rule, World, read

import omradesindex as oi
from omradesindex.catalogue import Definition, Dimension, Member, Text, indicators
from omradesindex.errors import ComputeError

SEED = 16
CITY = "X"
#: The traits that tables are divided by, and coarser ages too.
COLUMNS = {"sex": ("women", "men"), "disability": ("with", "without"), "age": ("16-24", "25-44", "45-64")}
COARSER = {"25-64": frozenset({"25-44", "45-64"})}
SEX, DISABILITY, AGE = ((column, categories) for column, categories in COLUMNS.items())
AGE_IN_TWO = ("age", ("16-24", "25-64"))
DOING = ("employed", "unemployed", "outside")
VARIABLES: dict[str, dict[str, frozenset[str]]] = {
    "sysselsatta_16_64": {"doing": frozenset({"employed"})},
    "arbetslosa_16_64": {"doing": frozenset({"unemployed"})},
    "arbetskraft_16_64": {"doing": frozenset({"employed", "unemployed"})},
    "befolkning_16_64": {"doing": frozenset(DOING)},
    "befolkning_25_64": {"doing": frozenset(DOING), "age": COARSER["25-64"]},
}
SHARES = {
    "sysselsattning": ("sysselsatta_16_64", "befolkning_16_64"),
    "arbetsloshet": ("arbetslosa_16_64", "arbetskraft_16_64"),
}


@dataclass(frozen=True)
class Table:
    """One publication: statistics (counts, or shares with their counts), or an index (a file or a folder)."""

    name: str
    what: str  # "counts", "shares", "index"
    by: tuple[tuple[str, tuple[str, ...]], ...]
    variables: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Set:
    """A made-up city and what is published of it."""

    truth: Mapping[Kind, int]
    world: World
    within: Mapping[str, tuple[str, ...]]
    tables: tuple[Table, ...]
    policy: oi.DisclosurePolicy
    at_once: bool

    def statistics(self, table: Table) -> oi.Statistics:
        """The figures of a table, with the city's and all totals."""
        divided = dict(table.by)
        groups = list(product(*((*divided.get(column, ()), TOTAL) for column in COLUMNS)))
        rows = []
        for name, period, area, group in product(
            table.variables, table.periods, (*table.areas, CITY), groups
        ):
            row = {"area": area, "variable": name, "period": period, "quality": "made_up"}
            row |= {column: c for column, c in zip(COLUMNS, group, strict=True) if column in divided}
            counted = SHARES[name] if table.what == "shares" else (name,)
            top, *base = (self.count(Figure(variable, period, area, group)) for variable in counted)
            if base:
                told = {"kind": "share", "numerator": top, "denominator": base[0]}
                share = {"value": 100 * top / base[0]} if base[0] else {"status": "not_applicable"}
                rows.append(row | told | share)
            else:
                rows.append(row | {"kind": "count", "value": top})
        return oi.Statistics.from_frame(pd.DataFrame(rows), name="Exempelstad (påhittad)", whole=CITY)

    def count(self, figure: Figure) -> float:
        """What a figure is in truth."""
        return float(sum(self.truth[kind] for kind in self.world.kinds(figure)))

    def within_of(self, tables: Sequence[Table]) -> dict[str, tuple[str, ...]]:
        """What the areas of some tables are made of."""
        there = {area for table in tables for area in table.areas}
        return {area: parts for area, parts in self.within.items() if area in there}


def draw(rng: np.random.Generator) -> Set:
    """A city of three to five small areas, and what is published of it."""
    small = [f"{k + 1:02}" for k in range(int(rng.integers(3, 6)))]
    periods = ("2023", "2024") if rng.random() < 0.25 else ("2024",)
    within = crossing(rng, small) if rng.random() < 0.35 else {}
    tables = tuple(_tables(rng, small, within, periods))
    policy = oi.DisclosurePolicy(threshold=int(rng.choice([3, 5], p=[0.2, 0.8])))
    truth = people(rng, small, periods, scale=float(rng.choice([4, 8, 14])))
    return Set(truth, world_of(small, within), within, tables, policy, at_once=bool(rng.random() < 0.2))


def crossing(rng: np.random.Generator, small: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Two divisions of the same small areas, whose borders cross."""
    return {
        f"{letter}{k}": tuple(sorted(str(area) for area in areas))
        for letter in "AB"
        for k, areas in enumerate(np.array_split(rng.permutation(list(small)), 2))
    }


def world_of(small: Sequence[str], within: Mapping[str, Sequence[str]]) -> World:
    areas = {CITY: frozenset(small)} | {area: frozenset({area}) for area in small}
    return World(
        areas=areas | {area: frozenset(parts) for area, parts in within.items()},
        columns={
            column: {c: frozenset({c}) for c in categories} | (COARSER if column == "age" else {})
            for column, categories in COLUMNS.items()
        },
        variables=VARIABLES,
        shares=SHARES,
    )


def people(
    rng: np.random.Generator, small: Sequence[str], periods: Sequence[str], scale: float
) -> dict[Kind, int]:
    """How many there are of each kind: many kinds of few, some of nobody."""
    mean = {"employed": 4.0, "unemployed": 1.0, "outside": 2.0, "with": 0.3, "16-24": 0.4}
    mean |= {area: scale * float(rng.choice([0.4, 1.0, 2.5])) for area in small}
    kinds = product(DOING, periods, small, *COLUMNS.values())
    return {
        kind: int(rng.poisson(np.prod([mean.get(trait, 1.0) for trait in kind]))) * int(rng.random() > 0.03)
        for kind in kinds
    }


def _tables(
    rng: np.random.Generator,
    small: list[str],
    within: Mapping[str, tuple[str, ...]],
    periods: tuple[str, ...],
) -> Iterator[Table]:
    """Two to four tables that have variables, groups, areas and years in common."""
    indexed = [str(name) for name in rng.permutation(list(SHARES))[: int(rng.integers(1, 3))]]
    measured = tuple(dict.fromkeys(variable for name in indexed for variable in SHARES[name]))
    variables = measured
    if rng.random() < 0.4:
        variables = tuple(dict.fromkeys([*measured, *rng.permutation(list(VARIABLES)).tolist()[:2]]))
    bys = [(), (SEX,), (DISABILITY,), (SEX, DISABILITY), (AGE,), (AGE_IN_TWO,)]
    divisions = [tuple(small)]
    if within:
        divisions += [tuple(a for a in within if a[0] == letter) for letter in "AB"]
        divisions.append((*small, *within))
    for k in range(int(rng.integers(2, 5))):
        what = str(rng.choice(["counts", "shares", "index"], p=[0.6, 0.1, 0.3]))
        both = 0.05 if what == "index" else 0.3  # few indices have figures for all of so many groups
        by = bys[int(rng.choice(len(bys), p=[0.25 - both / 2, 0.3 - both / 2, 0.25, both, 0.1, 0.1]))]
        areas = divisions[int(rng.integers(len(divisions)))]
        years = periods if rng.random() < 0.5 else (str(rng.choice(periods)),)
        if what == "index":
            ending = "" if rng.random() < 0.6 else ".csv"
            areas = areas if len(areas) <= len(small) else divisions[0]
            yield Table(f"{k}_index{ending}", what, by, measured, areas, periods[-1:])
        elif what == "shares":
            yield Table(f"{k}_andelar.csv", what, by, tuple(indexed), areas, years)
        else:
            aged = any(column == "age" for column, _ in by)
            some = [v for v in variables if rng.random() < 0.8 and not (aged and "age" in VARIABLES[v])]
            if not within and rng.random() < 0.2:
                areas = areas[: int(rng.integers(2, len(areas) + 1))]
            yield Table(f"{k}_tabell.csv", what, by, tuple(some) or measured[:1], areas, years)


def index_of(variables: Sequence[str]) -> oi.types.Index:
    """An index of those shares whose counts are there."""
    label = Text("Ett litet index", "A small index")
    members = tuple(
        Member(indicators()[name]) for name, share in SHARES.items() if set(share) <= set(variables)
    )
    definition = Definition("litet", label, label, (Dimension("del", label, members),))
    return oi.types.Index.from_definition(definition)


@cache
def figures_of(one: Set, table: Table) -> oi.Statistics | oi.types.Result | oi.types.Breakdown:
    statistics = one.statistics(table)
    if table.what != "index":
        return statistics
    index, by = index_of(table.variables), [column for column, _ in table.by]
    return index.compute(statistics, by=by) if by else index.compute(statistics)


def alone(one: Set, folder: Path) -> Iterator[Path]:
    """Publish each table as if nothing else were or had been published."""
    for table in one.tables:
        with suppress(ComputeError):
            figures = figures_of(one, table)
            if isinstance(figures, oi.Statistics):
                figures = oi.protect(figures, one.policy, within=one.within_of([table]))
            yield oi.publish(figures, folder / table.name, policy=one.policy)


def one_after_another(one: Set, folder: Path) -> Iterator[Path]:
    """Publish each table with an eye to what is out already."""
    ledger = oi.Ledger.create(folder / "liggare")
    out: list[Table] = []
    for table in one.tables:
        within = one.within_of([*out, table])
        with suppress(ComputeError):
            figures = figures_of(one, table)
            if isinstance(figures, oi.Statistics):
                figures = oi.protect(figures, one.policy, within=within, ledger=ledger)
            yield oi.publish(figures, folder / table.name, policy=one.policy, within=within, ledger=ledger)
            out.append(table)


def at_once(one: Set, folder: Path) -> Iterator[Path]:
    """Publish all tables in one call."""
    ledger = oi.Ledger.create(folder / "liggare")
    tables = {table.name: figures_of(one, table) for table in one.tables}
    with suppress(ComputeError):
        within = one.within_of(one.tables)
        oi.publish(tables, folder / "ut", policy=one.policy, within=within, ledger=ledger)
        yield from (folder / "ut" / name for name in tables)


@dataclass
class Tally:
    """What came of many sets."""

    figures: int = 0
    narrow: int = 0
    alone: int = 0
    refused: int = 0
    undecided: int = 0
    narrowest: float = np.inf
    seconds: float = 0.0
    leaks: list[str] = field(default_factory=list)

    def add(self, label: str, found: Sequence[Finding], margin: int) -> None:
        self.figures += sum(not finding.alone for finding in found)
        for finding in found:
            self.alone += bool(finding.alone)
            if not finding.alone:
                self.narrow += finding.width < margin
                self.narrowest = min(self.narrowest, finding.width)
            if finding.alone or finding.width < margin:
                self.leaks.append(f"{label}: {finding}")


def attack(
    one: Set,
    publish: Callable[[Set, Path], Iterator[Path]],
    tally: Tally,
    label: str,
    rng: np.random.Generator,
) -> None:
    """Publish a set in one way, and let the outsider read every file of it."""
    start = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        releases = [read(path, one.world) for path in publish(one, Path(folder))]
    tally.refused += len(one.tables) - len(releases)
    if releases:
        places = range(len(releases))
        ways = {alone: [[k] for k in places], at_once: [list(places)]}
        together = ways.get(publish, [list(places[: k + 1]) for k in places])
        outsider = Outsider(one.world, Rule.of(one.policy), releases, together)
        found = outsider.attack(one.truth, rng, closely=publish is not alone)
        tally.add(label, found, one.policy.margin_width)
        tally.undecided += outsider.undecided
    tally.seconds += perf_counter() - start


def main(sets: int = 500) -> None:
    warnings.simplefilter("ignore", UserWarning)
    unpainted()
    naive, kept = Tally(), Tally()
    for number in range(sets):
        one = draw(np.random.default_rng([SEED, number]))
        ways = ((alone, naive), (at_once if one.at_once else one_after_another, kept))
        for publish, tally in ways:
            attack(one, publish, tally, f"set {number} ({publish.__name__})", np.random.default_rng(number))
    print("\n".join(kept.leaks))
    heads = (
        "sets",
        "unsafe figures",
        "within the margin",
        "known to whoever is alone",
        "narrowest",
        "refused",
        "time",
    )
    print("| published |", " | ".join(heads), "|")
    for name, tally in (("each alone", naive), ("with a ledger", kept)):
        told = (sets, tally.figures, tally.narrow, tally.alone, f"{tally.narrowest:g}", tally.refused)
        print(f"| {name} |", " | ".join(map(str, told)), f"| {tally.seconds:.0f} s |", tally.undecided or "")


def unpainted() -> None:
    """Write empty files for pictures, which show what the tables beside them hold."""
    from omradesindex.show import files

    files._png = files._saved = lambda path, *_: path.touch()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
