"""Time the import and one computation, beside a naive pandas version in the same run.

Prints medians and ratios; says nothing of good or bad. `python benchmarks/time_compute.py`
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition

RUNS = 15


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of a call, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def time_import(module: str) -> float:
    """Median seconds that a fresh interpreter takes to import a module."""
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    return median(
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(7)
    )


def made_up(n_areas: int, n_indicators: int) -> tuple[oi.types.Index, pd.DataFrame]:
    """An index of shares in three dimensions, and its counts; half of the shares are better when high."""
    rng = np.random.default_rng(1)
    ids = [f"i{j}" for j in range(n_indicators)]
    own = {
        name: {
            "label": name,
            "definition": name,
            "population": "alla",
            "unit": "%",
            "direction": "higher_is_better" if j % 2 else "higher_is_worse",
            "formula": {"kind": "share", "numerator": [f"{name}_n"], "denominator": [f"{name}_d"]},
        }
        for j, name in enumerate(ids)
    }
    groups = [{"id": f"d{k}", "indicators": ids[k::3]} for k in range(3)]
    index = oi.types.Index.from_definition(
        parse_definition({"id": "tid", "dimensions": groups, "indicators": own})
    )
    areas = [f"{i:05}" for i in range(n_areas)]
    tables = []
    for name in ids:
        whole = rng.integers(500, 5000, n_areas).astype(float)
        part = rng.binomial(whole.astype(int), rng.uniform(0.1, 0.6)).astype(float)
        for suffix, values in (("_n", part), ("_d", whole)):
            tables.append(pd.DataFrame({"area": areas, "variable": name + suffix, "value": values}))
    table = pd.concat(tables, ignore_index=True).assign(period="2024", kind="count")
    return index, table


def naive(index: oi.types.Index, table: pd.DataFrame) -> pd.DataFrame:
    """The same index as an analyst would write it in pandas: pivot, divide, standardise, mean, rank."""
    wide = table.pivot_table(index="area", columns="variable", values="value")
    city = wide.sum()
    z = pd.DataFrame(index=wide.index)
    for indicator in index.indicators:
        share = 100 * wide[f"{indicator.id}_n"] / wide[f"{indicator.id}_d"]
        middle = 100 * city[f"{indicator.id}_n"] / city[f"{indicator.id}_d"]
        z[indicator.id] = indicator.direction.sign * (share - middle) / share.std(ddof=0)
    scores = pd.DataFrame({d.id: z[[m.id for m in d.members]].mean(axis=1) for d in index.dimensions})
    scores["index"] = scores.mean(axis=1)
    ranks = scores.rank(ascending=False, method="min")
    return pd.concat({"score": 100 + 10 * scores, "rank": ranks}, axis=1)


def main() -> None:
    ours, pandas_alone = time_import("omradesindex"), time_import("pandas")
    print(f"import omradesindex            {ours:8.3f} s   (import pandas {pandas_alone:.3f} s)")
    for n_areas, n_indicators in ((14, 12), (6000, 27)):
        index, table = made_up(n_areas, n_indicators)
        statistics = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)")
        result = index.compute(statistics)
        reference = naive(index, table)
        assert np.allclose(result.scores["index"], reference["score", "index"]), "the two disagree"
        one = timed(lambda i=index, s=statistics: i.compute(s))  # type: ignore[misc]
        tables = timed(lambda i=index, s=statistics: ((r := i.compute(s)).scores, r.ranks))  # type: ignore[misc]
        other = timed(lambda i=index, t=table: naive(i, t))  # type: ignore[misc]
        loading = timed(lambda t=table: oi.Statistics.from_frame(t, name="x"), 3)  # type: ignore[misc]
        print(
            f"compute {n_areas:5} x {n_indicators}            {1e3 * one:8.2f} ms  "
            f"(with tables of scores and ranks {1e3 * tables:.2f} ms; naive pandas {1e3 * other:.2f} ms, "
            f"{other / one:.1f} times as long; checking the table once {1e3 * loading:.0f} ms)"
        )


if __name__ == "__main__":
    main()
