"""Attack many random tables after they are protected: can an outsider find anybody?

`python benchmarks/attack_tables.py`; under a minute, the same tables every time. The attacker here is not the
library's audit. It reads the published table alone, writes down every sum that it knows of (city = areas,
men = all − women, with + without, numerator ≤ denominator, the areas of a second division), and asks scipy
for the least and the greatest value that each unsafe figure can have. Subtraction alone, on tables where only
the unsafe figures themselves are withheld, shows what there is to protect against.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from time import perf_counter

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

import omradesindex as oi
from omradesindex.errors import ComputeError

SEED = 5
TOP, BASE = "sysselsatta_16_64", "befolkning_16_64"
SEXES, DISABILITY = ("women", "men", "total"), ("with", "without", "total")
Cell = tuple[str, str, str, str]
Sum = tuple[Cell, list[Cell]]


def draw(rng: np.random.Generator, areas: int) -> NDArray[np.float64]:
    """Numerators and those left over, by area, sex and disability: mostly small, some nobody."""
    mean = rng.choice([2.0, 6.0, 20.0, 80.0], size=(2, areas, 2, 2), p=[0.25, 0.3, 0.3, 0.15])
    return np.asarray(rng.poisson(mean) * (rng.random(mean.shape) > 0.05), dtype=float)


def frame_of(parts: NDArray[np.float64], rows: dict[str, list[int]]) -> pd.DataFrame:
    """Both variables with all totals; ``rows``: each area (and the city) → small areas it is made of."""
    found = []
    for variable, values in ((TOP, parts[0]), (BASE, parts.sum(axis=0))):
        for axis in (1, 2):
            values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
        for area, members in rows.items():
            counted = values[members].sum(axis=0)
            for (s, sex), (d, dis) in product(enumerate(SEXES), enumerate(DISABILITY)):
                found.append((area, variable, "2024", sex, dis, "count", counted[s, d]))
    columns = ["area", "variable", "period", "sex", "disability", "kind", "value"]
    return pd.DataFrame(found, columns=columns).assign(quality="made_up")


def sums(areas: dict[str, list[str]]) -> Iterator[Sum]:
    """Every sum that an outsider knows; ``areas``: an area → those that make it up."""
    for v, (s, d) in product((TOP, BASE), product(SEXES, DISABILITY)):
        for whole, parts in areas.items():
            yield (v, whole, s, d), [(v, part, s, d) for part in parts]
    for v, a in product((TOP, BASE), dict.fromkeys([*areas, *(p for ps in areas.values() for p in ps)])):
        for other in DISABILITY:
            yield (v, a, "total", other), [(v, a, s, other) for s in SEXES[:2]]
        for other in SEXES:
            yield (v, a, other, "total"), [(v, a, other, d) for d in DISABILITY[:2]]


class Attacker:
    """Knows a published table and every sum of it."""

    def __init__(self, shown: dict[Cell, float], known: list[Sum]) -> None:
        self.place = {cell: k for k, cell in enumerate(shown)}
        n = len(shown)
        values = np.array(list(shown.values()))
        self.bounds = Bounds(
            np.where(np.isnan(values), 0.0, values), np.where(np.isnan(values), np.inf, values)
        )
        rows, columns, signs = [], [], []
        for row, (whole, parts) in enumerate(known):
            rows += [row] * (1 + len(parts))
            columns += [self.place[whole], *(self.place[p] for p in parts)]
            signs += [1.0] + [-1.0] * len(parts)
        adds_up = sparse.csr_array((signs, (rows, columns)), shape=(len(known), n))
        tops = [cell for cell in shown if cell[0] == TOP]
        each = np.arange(len(tops))
        at = np.array([[self.place[c], self.place[(BASE, *c[1:])]] for c in tops])
        left = sparse.csr_array(
            (np.tile([-1.0, 1.0], len(tops)), (np.repeat(each, 2), at.ravel())), shape=(len(tops), n)
        )
        self.conditions = [LinearConstraint(adds_up, 0, 0), LinearConstraint(left, 0, np.inf)]

    def between(self, goal: dict[Cell, float], *, whole: bool = False) -> float:
        """How far apart the greatest and the least value are; `whole`: of tables of whole numbers alone."""
        cost = np.zeros(len(self.place))
        for cell, sign in goal.items():
            cost[self.place[cell]] = sign
        ends = []
        for sign in (1.0, -1.0):
            found = milp(
                sign * cost,
                constraints=self.conditions,
                bounds=self.bounds,
                integrality=np.full(len(cost), int(whole)),
            )
            if found.status == 3:  # no bound at all
                return np.inf
            if found.fun is None:
                raise RuntimeError(found.message)
            ends.append(sign * found.fun)
        return float(ends[1] - ends[0])


def by_subtraction(shown: dict[Cell, float], known: list[Sum]) -> dict[Cell, float]:
    """What follows from sums with one figure left open, over and over."""
    values = dict(shown)
    while True:
        before = sum(np.isnan(v) for v in values.values())
        for whole, parts in known:
            cells = [whole, *parts]
            hidden = [c for c in cells if np.isnan(values[c])]
            if len(hidden) == 1:
                rest = sum(values[p] for p in parts if p != hidden[0])
                values[hidden[0]] = rest if hidden[0] == whole else values[whole] - rest
        if sum(np.isnan(v) for v in values.values()) == before:
            return values


def unsafe(true: dict[Cell, float], policy: oi.DisclosurePolicy) -> list[dict[Cell, float]]:
    """Every figure that nobody may find: few persons, few left over, shares of nobody or all of few."""
    found: list[dict[Cell, float]] = []
    for cell, value in true.items():
        if 0 < value < policy.threshold:
            found.append({cell: 1.0})
        if cell[0] == TOP:
            base: Cell = (BASE, *cell[1:])
            left, small = true[base] - value, 0 < true[base] < policy.small
            if 0 < left < policy.threshold or (small and left == 0):
                found.append({base: 1.0, cell: -1.0})
            if small and value == 0:
                found.append({cell: 1.0})
    return found


def cells(frame: pd.DataFrame) -> dict[Cell, float]:
    """Look up each figure."""
    keys = zip(frame["variable"], frame["area"], frame["sex"], frame["disability"], strict=True)
    return dict(zip(keys, frame["value"].astype(float), strict=True))


def attack(name: str, n: int, *, overlapping: bool, whole: bool) -> None:
    """Draw tables, protect them, attack them, and print what was found."""
    rng, policy = np.random.default_rng(SEED), oi.DisclosurePolicy()
    count = {"tables": 0, "targets": 0, "naive": 0, "narrow": 0, "subtracted": 0, "refused": 0}
    least = np.inf
    start = perf_counter()
    for _ in range(n):
        n_small = int(rng.integers(4, 7))
        parts = draw(rng, n_small)
        small = [f"{k + 1:02}" for k in range(n_small)]
        rows = {code: [k] for k, code in enumerate(small)}
        within: dict[str, list[str]] = {}
        if overlapping:  # two divisions of the same small areas, whose borders cross
            for label in "AB":
                for k, group in enumerate(np.array_split(rng.permutation(n_small), 2)):
                    rows[f"{label}{k}"] = [int(g) for g in group]
                    within[f"{label}{k}"] = [small[g] for g in group]
        rows["X"] = list(range(n_small))
        frame = frame_of(parts, rows)
        figures = oi.Statistics.from_frame(frame, name="Exempelstad (påhittad)", whole="X")
        try:
            protected = oi.protect(figures, policy, within=within)
        except ComputeError:  # nothing may be shown, so nothing is found
            count["refused"] += 1
            continue
        true, known = cells(frame), list(sums({**within, "X": small}))
        shown = cells(protected.statistics.to_frame())
        targets = unsafe(true, policy)
        first = protected.log[protected.log["kind"] == "primary"]
        hidden = set(zip(first["variable"], first["area"], first["sex"], first["disability"], strict=True))
        naive = by_subtraction({c: np.nan if c in hidden else v for c, v in true.items()}, known)
        attacker, open_ = Attacker(shown, known), by_subtraction(shown, known)
        count["tables"] += 1
        count["targets"] += len(targets)
        for goal in targets:
            width = attacker.between(goal, whole=whole)
            least = min(least, width)
            count["narrow"] += width < policy.margin_width - 1e-4
            count["subtracted"] += not any(np.isnan(open_[c]) for c in goal)
            count["naive"] += not any(np.isnan(naive[c]) for c in goal)
    print(
        f"| {name} | {count['tables']} | {count['targets']} | {count['naive']} | {count['subtracted']} | "
        f"{count['narrow']} | {least:.0f} |   ({count['refused']} refused; {perf_counter() - start:.1f} s)"
    )


def main() -> None:
    heads = ("tables", "how many", "unsafe figures", "only these withheld, by subtraction")
    print("|", " | ".join([*heads, "protected, by subtraction", "by attack", "narrowest"]), "|")
    attack("one division, linear programming", 40, overlapping=False, whole=False)
    attack("two overlapping divisions, linear programming", 6, overlapping=True, whole=False)
    attack("one division, whole numbers", 12, overlapping=False, whole=True)


if __name__ == "__main__":
    main()
