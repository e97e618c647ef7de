"""Random cities and what is let vary of them: ties, gaps, errors, trees, weights, ways to bring together."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.subjects.robustness.problem import Problem
from tests.cities import statistics
from tests.subjects.robustness.only import only

SIZES = (2, 3, 5, 9, 14, 20, 63, 64, 65, 70, 130)
WEIGHTS = ("±25 %", "±100 %", "dirichlet", "equal", {"d0": (1, 3)}, {"i0": 2})
TOGETHER = (
    "geometric", "harmonic", "mpi", "borda",
    *({"method": "power_mean", "power": power} for power in (2.0, 0.5, 3.0)),
    {"dimension": "arithmetic", "index": "geometric"},
    {"dimension": "geometric", "index": "arithmetic"},
    {"dimension": "harmonic", "index": {"method": "power_mean", "power": 2.0}},
)  # fmt: skip


def random_index(r: Random) -> oi.types.Index:
    """Two to nine shares in one to four dimensions, one of them perhaps within another."""
    names = [f"i{k}" for k in range(r.randint(2, 9))]
    own = {
        name: {
            "label": name, "definition": name, "population": "alla", "unit": "%",
            "direction": r.choice(["higher_is_worse", "higher_is_better"]),
            "formula": {"kind": "share", "numerator": [f"{name}_n"], "denominator": [f"{name}_d"]},
        }
        for name in names
    }  # fmt: skip
    n = r.randint(1, min(4, len(names)))
    parts: list[dict[str, Any]] = [
        {
            "id": f"d{k}",
            "weight": r.choice([1, 1, 2, 0.3]),
            "indicators": [{"id": name, "weight": r.choice([1, 1, 2, 3.7])} for name in names[k::n]],
        }
        for k in range(n)
    ]
    if n > 1 and r.random() < 0.4:
        parts[0]["dimensions"] = [parts.pop()]
    found = parse_definition({"id": "prov", "dimensions": parts, "indicators": own})
    return oi.types.Index.from_definition(found).with_methods(centre="areas")


def random_statistics(r: Random, index: oi.types.Index) -> oi.Statistics:
    """Counts for an index; of some cities few are different, of some there are gaps."""
    n, few, gaps = r.choice(SIZES), r.random() < 0.3, r.choice([0, 0, 0.03, 0.2])
    rng = np.random.default_rng(r.randrange(10**6))
    tables = []
    for indicator in index.indicators:
        whole = np.full(n, 1000.0) if few else rng.integers(300, 3000, n).astype(float)
        part = rng.integers(1, 5, n) * 100.0 if few else np.rint(whole * rng.uniform(0.05, 0.6, n))
        lacking = rng.random(n) < gaps
        for suffix, values, gone in (("_n", part, lacking), ("_d", whole, np.zeros(n, dtype=bool))):
            tables.append(
                pd.DataFrame(
                    {
                        "area": [f"{k:03}" for k in range(n)],
                        "variable": indicator.id + suffix,
                        "value": np.where(gone, np.nan, values),
                        "status": np.where(gone, "suppressed", "observed"),
                    }
                )
            )
    return statistics(pd.concat(tables).assign(period="2024", kind="count"))


def random_choices(r: Random, index: oi.types.Index) -> dict[str, Any]:
    """What is let vary."""

    def some(every: tuple[Any, ...], chance: float) -> list[Any]:
        return [one for one in every if r.random() < chance]

    found: dict[str, Any] = {
        "weights": some(WEIGHTS, 0.25) or r.choice(["own", "±25 %"]),
        "aggregate": some(TOGETHER, 0.15) or "own",
        "normalise": some(("min_max", "rank"), 0.3) or "own",
        "data": r.choice(["exact", "sampling"]),
        "dependence": r.choice(["moderate", "independent", "bounded", 0.5]),
        "partial": r.random() < 0.5,
    }
    if len(index.indicators) > 4:
        found["drop"] = r.choice([0, 0, 1, 2])
        if r.random() < 0.3:
            found["sets"] = {"annan": index.without(index.indicators[-1].id)}
        if r.random() < 0.2:
            found["subsets"] = r.choice([1, 2])
    return found


def random_problem(seed: int) -> Problem | None:
    """A problem; None where the figures do not allow what was chosen, or nothing varies."""
    r = Random(seed)
    index = random_index(r)
    try:
        study = only(index, random_statistics(r, index), **random_choices(r, index), n=1, sobol=False)
    except oi.errors.OmradesindexError:
        return None
    return study.problem if study.problem.factors else None
