"""An outsider who has read a register's definition: he knows which kinds of persons there are, and no more.

Nothing here is the library's. Everybody is of one kind: which variables count him, and of which sex he is.
Each figure that is shown is the sum of some kinds; how many there are of each in an area is 0 or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linprog

from tests.registers.recount import counts, groups_of

Floats = NDArray[np.float64]
WHOLE = "Totalt"
#: What programmes are off.
OFF = 1e-4


class Target(NamedTuple):
    """Those whom nobody may count: a variable's, less what other variables count of them."""

    whole: str
    parts: tuple[str, ...]
    area: str
    group: tuple[str, ...]
    value: float


class Unit(NamedTuple):
    """A person, a home, or a person's amount: where, which variables count it, and in which groups."""

    area: str
    pattern: frozenset[str]
    groups: tuple[tuple[str, ...], ...]
    size: float


@dataclass(frozen=True)
class Reader:
    """Knows the definition, and which kinds there are.

    ``few``: fewer than so many are told by nobody more closely than ``margin``.
    """

    rows: Sequence[Mapping[str, Any]]
    what: Mapping[str, Any]
    by: tuple[str, ...]
    few: int = 5
    margin: float = 5.0

    def units(self) -> dict[str, list[Unit]]:
        """Return the persons, the homes of each column, and the amounts of each."""
        variables = self.what["variables"]
        kinds = {name: v.get("distinct") or v.get("sum") or "" for name, v in variables.items()}
        of_homes = {v["distinct"] for v in variables.values() if "distinct" in v}
        found: dict[str, list[Unit]] = {kind: [] for kind in dict.fromkeys(kinds.values())}
        homes: dict[str, dict[str, tuple[str, set[str]]]] = {}
        for row in self.rows:
            age = int(row["alder"])
            groups = tuple(product(*groups_of(row, self.by, self.what, age)))
            mine = {name for name, v in variables.items() if counts(row, v, age)}
            for kind, those in found.items():
                pattern = frozenset(name for name in mine if kinds[name] == kind)
                if kind in of_homes:
                    home = homes.setdefault(kind, {}).setdefault(row[kind], (row["var"], set()))
                    home[1].update(pattern)
                else:
                    those.append(Unit(row["var"], pattern, groups, float(row[kind]) if kind else 1.0))
        everybody = (("total",) * len(self.by),)
        for kind, of in homes.items():
            found[kind] = [Unit(area, frozenset(own), everybody, 1.0) for area, own in of.values()]
        return found

    def told(self, *shown: pd.DataFrame) -> list[str]:
        """Return what all that is shown, laid side by side, tells too closely: the last more than the others.

        What is out already tells what it tells.
        """
        last = len(shown) - 1
        read = pd.concat([t.assign(new=k == last) for k, t in enumerate(shown)], ignore_index=True)
        read = read.dropna(subset=["value"])
        return [text for kind, units in self.units().items() for text in self._told(kind, units, read)]

    def _told(self, kind: str, units: list[Unit], read: pd.DataFrame) -> Iterator[str]:
        names = [
            n for n, v in self.what["variables"].items() if (v.get("distinct") or v.get("sum") or "") == kind
        ]
        areas = sorted({str(row["var"]) for row in self.rows})
        # Which kinds there are anywhere; there may be some of each in every area.
        kinds = list(dict.fromkeys((u.pattern, u.groups) for u in units if u.pattern and u.size))
        at = {(area, k): i for i, (area, k) in enumerate(product(areas, range(len(kinds))))}

        def row_of(name: str, area: str, group: tuple[str, ...]) -> Floats:
            row = np.zeros(len(at))
            for (where, k), i in at.items():
                row[i] = area in (where, WHOLE) and name in kinds[k][0] and group in kinds[k][1]
            return row

        mine = read[read["variable"].isin(names)]
        group_of = [tuple(str(c) for c in row) for row in mine[list(self.by)].itertuples(index=False)]
        if not self.by:
            group_of = [()] * len(mine)
        where = zip(mine["variable"], mine["area"], group_of, strict=True)
        matrix = np.array([row_of(str(n), str(a), g) for n, a, g in where]).reshape(-1, len(at))
        values, old = mine["value"].to_numpy(), ~mine["new"].to_numpy(dtype=bool)
        for target in self._targets(names, areas, units):
            goal = row_of(target.whole, target.area, target.group)
            for part in target.parts:
                goal = goal - row_of(part, target.area, target.group)
            low, high = ends(goal, matrix, values)
            amounts = "sum" in self.what["variables"][target.whole]
            far = (0.0, 2 * target.value) if amounts else (-np.inf, low + self.margin)
            if low > far[0] + OFF > -np.inf or high < far[1] - OFF:
                before = ends(goal, matrix[old], values[old])
                if low > before[0] + OFF or high < before[1] - OFF:
                    yield f"{target}: {low:g} to {high:g}, before {before[0]:g} to {before[1]:g}"

    def _targets(self, names: Sequence[str], areas: Sequence[str], units: Sequence[Unit]) -> Iterator[Target]:
        """Yield figures of a few, and what is left over of one when others within it are taken away."""
        patterns = {u.pattern for u in units if u.size}
        own = {name: frozenset(k for k, p in enumerate(patterns) if name in p) for name in names}
        taken: list[tuple[str, tuple[str, ...]]] = [(name, ()) for name in names]
        for whole in names:
            inside = [name for name in names if name != whole and own[name] and own[name] < own[whole]]
            taken += [
                (whole, parts)
                for n in (1, 2, 3)
                for parts in combinations(inside, n)
                if not any(own[a] & own[b] for a, b in combinations(parts, 2))
            ]
        groups = dict.fromkeys(g for u in units for g in u.groups)
        for (whole, parts), area, group in product(taken, (*areas, WHOLE), groups):
            some = [
                u
                for u in units
                if area in (u.area, WHOLE)
                and group in u.groups
                and u.size
                and whole in u.pattern
                and not u.pattern & {*parts}
            ]
            if 0 < len(some) < self.few:
                yield Target(whole, parts, area, group, sum(u.size for u in some))


def ends(goal: Floats, matrix: Floats, values: Floats) -> tuple[float, float]:
    """Return the least and the greatest that a sum can be."""
    if not len(matrix):
        return 0.0, np.inf
    found = [linprog(sign * goal, A_eq=matrix, b_eq=values) for sign in (1.0, -1.0)]
    assert all(end.status in (0, 3) for end in found), [end.message for end in found]
    low, high = (-np.inf if end.status == 3 else end.fun for end in found)
    return float(low), float(-high)
