"""Small registers with variables of one's own that hang together: drawn at random, a few areas each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

STATUS = ("arbetar", "soker", "studerar", "annat")
FORM = ("hyr", "bost", "ager")
SPANS = ("0-15", "16-64", "65-", "16-24", "25-64", "0-64")


@dataclass(frozen=True)
class Case:
    """A register as rows, its definition, and which variables are counted in each call."""

    rows: list[dict[str, Any]]
    what: dict[str, Any]
    by: tuple[str, ...]
    calls: tuple[tuple[str, ...], ...]

    def definition(self, names: tuple[str, ...]) -> dict[str, Any]:
        """The definition with some of its variables."""
        return {**self.what, "variables": {name: self.what["variables"][name] for name in names}}


def draw(rng: np.random.Generator) -> Case:
    """Three to six areas, some tens of persons in each, and four to nine variables."""
    areas = [f"{k + 1:02}" for k in range(int(rng.integers(3, 7)))]
    rows = _rows(rng, areas)
    pool = _pool(rng)
    chosen = rng.permutation(len(pool))[: int(rng.integers(4, 10))]
    variables = {f"v{k}": pool[int(i)] for k, i in enumerate(chosen)}
    if rng.random() < 0.7:
        variables = {"alla": {}, **variables}
    what = {
        "label": "Slumpstad (påhittad)",
        "source": "slumpat",
        "quality": "made_up",
        "columns": {"person": "vem", "area": "var", "age": "alder"},
        "by": {"sex": {"column": "kon", "categories": {"women": "2", "men": "1"}}},
        "variables": variables,
    }
    names = tuple(variables)
    cut = int(rng.integers(1, len(names))) if rng.random() < 0.3 else len(names)
    shuffled = tuple(names[int(i)] for i in rng.permutation(len(names))) if cut < len(names) else names
    calls = (shuffled[:cut], shuffled) if cut < len(names) else (names,)
    return Case(rows, what, ("sex",) if rng.random() < 0.3 else (), calls)


def _pool(rng: np.random.Generator) -> list[dict[str, Any]]:
    """Variables of a few kinds; of each kind values that are disjoint, and what leaves nobody out."""
    limit = int(rng.integers(1, 9)) * 10
    number = [{"tal": {"from": limit}}, {"tal": {"below": limit}}, {"tal": {"known": True}}]
    number.append({"tal": {"known": False}})
    status: list[dict[str, Any]] = [{"status": value} for value in STATUS]
    status += [{"status": {"not": value}} for value in STATUS[:3]]
    status += [{"status": list(STATUS[:2])}, {"status": list(STATUS[1:])}, {"status": {"known": True}}]
    forms: list[dict[str, Any]] = [*({"form": value} for value in FORM), {"form": list(FORM[:2])}, {}]
    ages = [{"ages": span} for span in SPANS]
    both = [{"ages": "16-64", "where": {"status": value}} for value in STATUS[:2]]
    people = [[{"where": one} for one in group] for group in (number, status, forms[:4])]
    homes: list[dict[str, Any]] = [{"distinct": "hem", **({"where": one} if one else {})} for one in forms]
    sums: list[dict[str, Any]] = [{"sum": "kr"}, {"sum": "kr", "where": {"ja": True}}]
    sums += [{"sum": "kr", "where": {"ja": False}}, {"sum": "kr", "where": {"status": "arbetar"}}]
    groups = [*people, [*ages, *both], homes, sums]
    some = rng.choice(len(groups), int(rng.integers(1, 3)), replace=False)
    return [one for k in some for one in groups[int(k)]]


def _rows(rng: np.random.Generator, areas: list[str]) -> list[dict[str, Any]]:
    rows, rare = [], rng.random() < 0.5
    p = np.array([0.6, 0.25, 0.1, 0.05]) if rare else np.full(4, 0.25)
    unknown = float(rng.choice([0.0, 0.05]))
    for area in areas:
        form = rng.choice(FORM, 40, p=[0.7, 0.25, 0.05] if rare else [1 / 3] * 3)
        for _ in range(int(rng.integers(10, 61))):
            home = int(rng.integers(0, 40))
            no = bool(rng.random() < unknown)
            rows.append(
                {
                    "vem": len(rows),
                    "var": area,
                    "alder": int(rng.integers(0, 90)),
                    "kon": str(rng.choice(["1", "2"])),
                    "status": None if no else str(rng.choice(STATUS, p=p)),
                    "tal": None if rng.random() < unknown else int(rng.integers(0, 100)),
                    "ja": bool(rng.random() < 0.85),
                    "kr": int(rng.integers(1, 500)) if rng.random() < 0.8 else 0,
                    "hem": f"{area}/{home}",
                    "form": str(form[home]),
                }
            )
    return rows
