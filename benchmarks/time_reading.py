"""Time the reading of tidy CSV files as people save them, beside pandas' own reading of the same figures.

`python benchmarks/time_reading.py` takes all kinds, `… windows folder` some of them. Each is read by turns
with pandas in one process, in CPU seconds, since the machine may be shared; medians and their quotient are
printed. pandas is told the marks and line ends, and reads what is text beside its numbers as text. Memory is
what a process of its own comes to need above what it started from.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

import omradesindex as oi
from benchmarks.scale import NAME, elsewhere


def rows(n: int, values: Callable[[np.random.Generator, int], Any]) -> pd.DataFrame:
    """A tidy table of so many rows: 40 figures of every area."""
    areas = [f"{i:06}" for i in range(n // 40)]
    variables = np.repeat([f"v{j}" for j in range(40)], len(areas))
    made = values(np.random.default_rng(4), len(variables))
    return pd.DataFrame(
        {"area": areas * 40, "variable": variables, "period": "2024", "value": made, "kind": "mean"}
    )


def counts(rng: np.random.Generator, n: int) -> Any:
    return rng.integers(0, 5000, n)


def decimals(rng: np.random.Generator, n: int) -> Any:
    return np.round(rng.random(n) * 5000, 4)


def written(form: str) -> Callable[[np.random.Generator, int], Any]:
    return lambda rng, n: [form.format(number) for number in decimals(rng, n)]


def thousands(rng: np.random.Generator, n: int) -> Any:
    return [f"{number:,}".replace(",", "\u00a0") for number in rng.integers(0, 5_000_000, n)]


def with_marks(rng: np.random.Generator, n: int) -> Any:
    return [".." if i % 100 == 0 else str(number) for i, number in enumerate(decimals(rng, n))]


def uneven(text: str) -> str:
    """Some rows, and the headings, end in two empty cells more."""
    return "".join(line + ",," * (i < 2 or i % 7 == 0) + "\n" for i, line in enumerate(text.splitlines()))


def with_units(text: str) -> str:
    return text.replace("\n", "\n,,,antal,\n", 1)


SEMICOLONS = {"sep": ";", "decimal": ","}
ENDS = {"lineterminator": "\r\n"}
#: Its figures, how pandas writes it, how pandas reads it, and what is done to its text.
KINDS: dict[str, tuple[Any, dict[str, Any], dict[str, Any], Callable[[str], str] | None]] = {
    "counts": (counts, {}, {}, None),
    "decimals": (decimals, {}, {}, None),
    "windows": (counts, ENDS, {}, None),
    "comma": (decimals, SEMICOLONS, SEMICOLONS, None),
    "excel": (decimals, {**SEMICOLONS, **ENDS, "encoding": "utf-8-sig"}, SEMICOLONS, None),
    "thousands": (thousands, {"sep": ";"}, {"sep": ";", "thousands": "\u00a0"}, None),
    "exponents": (written("{:.6e}"), {}, {}, None),
    "per_cent": (written("{:.4f} %"), {}, {}, None),
    "marks": (with_marks, {}, {"na_values": [".."]}, None),
    "units": (counts, {}, {"skiprows": [1]}, with_units),
    "uneven": (counts, {}, {"usecols": range(5)}, uneven),
    "quotes": (counts, {}, {}, None),
    "latin": (counts, {"encoding": "cp1252"}, {"encoding": "cp1252"}, None),
    "folder": (counts, {}, {}, None),
}
#: What a column of sources holds, where there is one.
SOURCES = {"latin": "Östergötland", "quotes": 'enkäten "Hälsa"'}


def files(kind: str, n: int) -> Path:
    """Write the file, or the folder of four."""
    values, writing, _, change = KINDS[kind]
    folder = Path(tempfile.mkdtemp())
    if kind == "folder":
        for year in range(2021, 2025):
            rows(n // 4, values).assign(period=str(year)).to_csv(folder / f"{year}.csv", index=False)
        return folder
    table, path = rows(n, values), folder / "figures.csv"
    if kind in SOURCES:
        table["source"] = SOURCES[kind]
    table.to_csv(path, index=False, **writing)
    if change is not None:
        path.write_text(change(path.read_text("utf-8")), "utf-8")
    return path


def pandas_reads(kind: str, path: Path) -> pd.DataFrame:
    options = KINDS[kind][2]
    if path.is_dir():
        return pd.concat([pd.read_csv(file, **options) for file in sorted(path.iterdir())])
    return pd.read_csv(path, **options)


def memory(path: Path) -> float:
    """Megabytes that reading takes, above what is there when a small file has been read."""
    oi.read_statistics(files("counts", 400), name=NAME)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    oi.read_statistics(path, name=NAME)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def by_turns(kind: str, path: Path, rounds: int) -> tuple[float, float]:
    """CPU seconds of the library and of pandas; the first round warms up."""
    ours, theirs = [], []
    for _ in range(rounds + 1):
        start = process_time()
        oi.read_statistics(path, name=NAME)
        between = process_time()
        pandas_reads(kind, path)
        ours.append(between - start)
        theirs.append(process_time() - between)
    return median(ours[1:]), median(theirs[1:])


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("kinds", nargs="*", default=list(KINDS))
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--rounds", type=int, default=5)
    given = asked.parse_args()
    for kind in given.kinds:
        path = elsewhere(files, kind, given.rows)
        megabytes = elsewhere(memory, path)
        ours, theirs = elsewhere(by_turns, kind, path, given.rounds)
        print(f"{kind:10} {ours:6.2f} s {theirs:6.2f} s {ours / theirs:5.1f} {megabytes:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
