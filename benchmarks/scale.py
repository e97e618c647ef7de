"""Time each step at a quarter, half and all of the size that it is promised for: seconds, slope, memory.

`python benchmarks/scale.py` takes them all, `python benchmarks/scale.py change save` some of them, and
`--most 4000` goes no further than that. `--plot scale.svg` draws them, or what earlier runs have printed
(`--told FILE`). `--shared PATH` first takes the whole country of real figures, from SCB's tables of every
DeSO to a study of robustness, and to a map of those that have outlines. Each measurement is made by a process
of its own, in CPU seconds, since the machine may be shared. A slope of 1 is linear, one of 2 grows with the
square.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from math import log
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TypeVar

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

import omradesindex as oi
from benchmarks.time_compute import made_up
from omradesindex.geography import Whole
from tests import cities

NAME = "Exempelstad (påhittad)"
#: The small areas (LSOA) of England, and of Sweden (DeSO, RegSO).
LSOA, DESO, REGSO = 33_755, 6_160, 3_363
#: Seconds that a measurement may take.
LONGEST = 600
Work = Callable[[], object]
T = TypeVar("T")


def city(n: int) -> oi.types.Result:
    """An index of 12 made-up shares on so many made-up areas."""
    index, table = made_up(n, 12)
    return index.compute(oi.Statistics.from_frame(table, name=NAME))


def a_year_on(result: oi.types.Result) -> oi.types.Result:
    """The same city a year later: more persons have each status."""
    _, table = made_up(len(result.areas), 12)
    more = np.random.default_rng(2).integers(0, 20, len(table))
    table["value"] += np.where(table["variable"].str.endswith("_n"), more, 20)
    figures = oi.Statistics.from_frame(table.assign(period="2025"), name=NAME)
    return result.index.compute(figures, reference=result)


def by_sex(table: pd.DataFrame) -> pd.DataFrame:
    """The same counts, of women and of men too."""
    women = np.random.default_rng(3).binomial(table["value"].astype(int), 0.5)
    parts = {"total": table["value"], "women": women, "men": table["value"] - women}
    return pd.concat([table.assign(sex=sex, value=values) for sex, values in parts.items()])


def inside(n: int) -> tuple[oi.types.Index, oi.Statistics, oi.types.Key, oi.types.Division]:
    """An index of three shares on so many sub-areas, some 160 to each area but never more areas than DeSO."""
    index, table = made_up(n, 3)
    wholes = [f"d{i:04}" for i in range(min(DESO, max(n // 20, 4)))]
    subs = sorted(set(table["area"]))
    own = [wholes[i % len(wholes)] for i in range(len(subs))]
    key = oi.types.Key.from_frame(pd.DataFrame({"sub_area": subs, "area": own}), id="key", label="key")
    whole = Whole("X", "Exempelstad")
    division = oi.types.Division(
        id="d", label="d", codes=tuple(wholes), names=tuple(wholes), whole=whole, keys={"key": key}
    )
    return index, oi.Statistics.from_frame(table, name=NAME), key, division


def tidy(n: int, form: str) -> Path:
    """A file of so many rows: 40 counts of every area."""
    areas = [f"{i:06}" for i in range(n // 40)]
    values = np.random.default_rng(4).integers(0, 5000, 40 * len(areas))
    columns = {"area": areas * 40, "variable": np.repeat([f"v{j}" for j in range(40)], len(areas))}
    frame = pd.DataFrame({**columns, "period": "2024", "value": values, "kind": "count"})
    path = Path(tempfile.mkdtemp()) / f"figures.{form}"
    frame.to_csv(path, index=False) if form == "csv" else frame.to_parquet(path, index=False)
    return path


def to_areas(n: int) -> Work:
    _, figures, key, division = inside(n)
    return lambda: figures.to_areas(key, division=division)


def spread(n: int) -> Work:
    index, figures, key, division = inside(n)
    weights = dict.fromkeys(figures.areas, 1.0)
    return lambda: str(oi.spread(index, figures, key, division=division, weights=weights))


def compute(n: int) -> Work:
    index, table = made_up(n, 12)
    figures = oi.Statistics.from_frame(table, name=NAME)
    return lambda: str(index.compute(figures))


def by(n: int) -> Work:
    index, table = made_up(n, 12)
    figures = oi.Statistics.from_frame(by_sex(table), name=NAME)
    return lambda: str(index.compute(figures, by=["sex"]))


def change(n: int) -> Work:
    earlier = city(n)
    later = a_year_on(earlier)
    return lambda: str(oi.change(earlier, later))


def moves(n: int) -> Work:
    """What made areas move where one dimension weighs twice as much."""
    result = city(n)
    heavier = result.index.reweight({"d0": 2.0}).with_identity(id="heavier")
    return lambda: oi.compare([result.index, heavier], result.statistics).moves


def report(n: int) -> Work:
    """A report's pages, and the residents' in both languages, of an index of the catalogue's."""
    index = oi.load_index("malmo-oppna-data")
    table = cities.counts(index, [f"{k:05}" for k in range(n)])
    made = oi.report(index.compute(cities.statistics(table)))
    return lambda: [page.html(whole=True) for page in made.pages().values()]


def errors(n: int) -> Work:
    result = city(n)
    return lambda: str(oi.robustness(result.index, result.statistics, data="sampling", n=500))


def choices(n: int) -> Work:
    result = city(n)
    return lambda: str(oi.robustness(result.index, result.statistics, n=500, sobol=False))


def save(n: int) -> Work:
    result = city(n)
    return lambda: result.save(tempfile.mkdtemp(), figures=False)


def save_with_figures(n: int) -> Work:
    result = city(n)
    return lambda: result.save(tempfile.mkdtemp())


def protect(n: int) -> Work:
    """The employed of so many areas by sex and five ages, some 20 in each group, with all their totals."""
    rng = np.random.default_rng(1)
    size = rng.choice([0.3, 1.0, 1.0, 2.0], size=n)
    counts = rng.poisson(20.0 * size[:, None, None], (n, 2, 5)).astype(float)
    for axis in range(3):
        counts = np.concatenate([counts, counts.sum(axis=axis, keepdims=True)], axis=axis)
    ages = ("16-24", "25-34", "35-44", "45-54", "55-64", "total")
    groups = ([*(f"{k:05}" for k in range(n)), "X"], ["women", "men", "total"], ages)
    rows = pd.MultiIndex.from_product(groups, names=["area", "sex", "age"])
    table = pd.DataFrame({"value": counts.ravel()}, rows).reset_index()
    figures = oi.Statistics.from_frame(
        table.assign(variable="sysselsatta", period="2024", kind="count"), name=NAME, whole="X"
    )
    return lambda: oi.protect(figures)


def of_result(work: Callable[[oi.types.Result], object]) -> Callable[[int], Work]:
    def prepared(n: int) -> Work:
        result = city(n)
        return lambda: work(result)

    return prepared


def elsewhere(write: Callable[..., T], *args: object) -> T:
    """Let another process write a file: its memory is not what reading takes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other:
        return other.submit(write, *args).result()


def figures_of(n: int) -> Path:
    """A file of the figures of an index of three shares."""
    path = Path(tempfile.mkdtemp()) / "figures.parquet"
    made_up(n, 3)[1].to_parquet(path, index=False)
    return path


def from_file_to_page(n: int) -> Work:
    path, (index, _) = elsewhere(figures_of, n), made_up(14, 3)
    return lambda: str(index.compute(oi.read_statistics(path, name=NAME)))


def reading(form: str, *, plain: bool = False) -> Callable[[int], Work]:
    def prepared(n: int) -> Work:
        path = elsewhere(tidy, n, form)
        if plain:
            return lambda: pd.read_csv(path) if form == "csv" else pd.read_parquet(path)
        return lambda: oi.read_statistics(path, name=NAME)

    return prepared


#: What is timed, and the areas or rows that it is promised for.
STEPS: dict[str, tuple[Callable[[int], Work], int]] = {
    "read_csv": (reading("csv"), 1_000_000),
    "pandas_csv": (reading("csv", plain=True), 1_000_000),
    "read_parquet": (reading("parquet"), 10_000_000),
    "pandas_parquet": (reading("parquet", plain=True), 10_000_000),
    "from_file_to_page": (from_file_to_page, 1_000_000),
    "to_areas": (to_areas, 1_000_000),
    "spread": (spread, 200_000),
    "compute": (compute, LSOA),
    "by": (by, LSOA),
    "examine": (of_result(lambda result: str(oi.examine(result))), LSOA),
    "errors": (errors, LSOA),
    "choices": (choices, LSOA),
    "change": (change, LSOA),
    "moves": (moves, LSOA),
    "report": (report, REGSO),
    "protect": (protect, REGSO),
    "uncertainty": (of_result(lambda result: str(result.uncertainty())), LSOA),
    "page": (of_result(lambda result: result.page().html(whole=True)), LSOA),
    "explanations": (of_result(lambda result: [str(result.explain(a)) for a in result.areas]), LSOA),
    "save": (save, LSOA),
    "save_with_figures": (save_with_figures, LSOA),
}


def measured(step: str, n: int) -> tuple[float, float] | str:
    """CPU seconds and megabytes above what it started from; or why there are none."""
    command = [sys.executable, __file__, step, "--at", str(n)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
    except subprocess.TimeoutExpired:
        return f"more than {LONGEST} s"
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["ended"])[-1][:100]
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def measure_here(step: str, n: int) -> None:
    """Time one step in this process; a small one first, so that what is imported does not count."""
    prepare = STEPS[step][0]
    prepare(400)()
    work = prepare(n)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    work()
    seconds = process_time() - start
    print(json.dumps([seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024]))


def national(shared: Path) -> None:
    """Print the seconds from SCB's tables of every DeSO to a study, and to a map where there are outlines."""
    index = oi.load_index(shared / "uppsala" / "index.toml")

    def timed(what: str, work: Callable[[], T]) -> T:
        start = process_time()
        made = work()
        print(f"{what:40} {process_time() - start:9.2f} s", flush=True)
        return made

    tables = shared / "scb_excel_exports"
    figures = timed("read five workbooks", lambda: oi.read_statistics(tables, name="Sverige"))
    result = timed(f"compute {len(figures.areas)} DeSO", lambda: index.compute(figures))
    timed("its page", lambda: str(result))
    timed("robustness, 1 000 ways", lambda: str(oi.robustness(index, figures, n=1000)))
    timed("errors, 500 draws", lambda: str(oi.robustness(index, figures, data="sampling", n=500)))
    timed("save", lambda: result.save(tempfile.mkdtemp(), figures=False))
    county = oi.read_division(
        shared / "uppsala_lan" / "deso2018_uppsala_lan.gpkg", code="deso", name="deso", tolerance_m2=30
    )
    rows = figures.to_frame()
    inside = oi.Statistics.from_frame(
        rows[rows["area"].isin(county.codes)], name="Uppsala län", division=county
    )
    part = index.compute(inside, reference=result)  # by the country's stick
    path = Path(tempfile.mkdtemp()) / "karta.svg"
    timed(f"map of {len(county.codes)} DeSO", lambda: part.plot.map().save(path))


def plot(found: dict[str, list[tuple[int, float]]], path: Path) -> None:
    """Draw the seconds of each step against its size, both on scales of powers of ten, and what is linear."""
    from matplotlib.figure import Figure

    by_rows = [step for step in found if STEPS[step][1] > LSOA]
    by_areas = [step for step in found if step not in by_rows]
    sides = [(steps, unit) for steps, unit in ((by_areas, "areas"), (by_rows, "rows or sub-areas")) if steps]
    figure = Figure(figsize=(6 * len(sides), 6))
    figure.subplots_adjust(left=0.08, right=0.9 - 0.04 / len(sides), top=0.91, bottom=0.09, wspace=0.45)
    every = [seconds for points in found.values() for _, seconds in points]
    for axes, (steps, unit) in zip(figure.subplots(1, len(sides), squeeze=False)[0], sides, strict=True):
        sizes = sorted({n for step in steps for n, _ in found[step]})
        low, high = sizes[0] / 1.2, sizes[-1] * 1.2
        for k in range(-12, 4):  # linear: ten times as long for ten times as many
            axes.plot([low, high], [10.0**k * low, 10.0**k * high], color="0.88", lw=0.8, zorder=0)
        last = [step for step in steps if found[step][-1][0] == sizes[-1]]
        heights = dict(zip(last, apart([found[step][-1][1] for step in last], by=1.3), strict=True))
        for j, step in enumerate(steps):
            line = {"color": f"C{j % 10}", "clip_on": False}
            axes.plot(*zip(*found[step], strict=True), marker="o", ms=4, lw=1.6, **line)
            n, seconds = found[step][-1]
            x, y = (high * 1.12, heights[step]) if step in heights else (n * 1.12, seconds)
            if step in heights:
                axes.plot([n, high * 1.08], [seconds, y], lw=0.6, ls=":", **line)
            label = f"{step.replace('_', ' ')}  {slope_of(found[step]):.1f}"
            axes.text(x, y, label, color=line["color"], fontsize=9, va="center")
        axes.set(xscale="log", yscale="log", xlim=(low, high), ylim=(min(every) / 1.4, max(every) * 1.4))
        axes.minorticks_off()
        ticks = [n for n in sizes if n == sizes[-1] or n < sizes[-1] / 2.5]
        ticks = [n for i, n in enumerate(ticks) if i == 0 or n > 2.5 * ticks[i - 1]]
        axes.set_xticks(ticks, [f"{n:,}".replace(",", "\u202f") for n in ticks])
        axes.yaxis.set_major_formatter("{x:g}")
        axes.set_xlabel(unit)
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].set_ylabel("CPU seconds on one core")
    figure.suptitle(
        "Each step with its slope; along the grey lines time is proportional to size", fontsize=11
    )
    figure.savefig(path, dpi=150)


def apart(heights: list[float], *, by: float) -> list[float]:
    """Heights on a scale of powers, moved so that each is so many times the one below it."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    moved = list(heights)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], by * moved[below])
    return moved


def slope_of(points: list[tuple[int, float]]) -> float:
    """The slope from the first size to the last."""
    (n, seconds), (more, longer) = points[0], points[-1]
    return log(longer / seconds) / log(more / n) if more > n else float("nan")


def told_before(path: Path) -> dict[str, list[tuple[int, float]]]:
    """What earlier runs have printed."""
    found: dict[str, list[tuple[int, float]]] = {}
    for step, n, seconds in re.findall(r"^(\w+) +(\d+) +([\d.]+) s ", path.read_text("utf-8"), re.M):
        found.setdefault(step, []).append((int(n), float(seconds)))
    return found


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("steps", nargs="*", default=list(STEPS))
    asked.add_argument("--most", type=int, default=sys.maxsize)
    asked.add_argument("--at", type=int)
    asked.add_argument("--plot", type=Path)
    asked.add_argument("--told", type=Path)
    asked.add_argument("--shared", type=Path)
    given = asked.parse_args()
    if given.at is not None:
        return measure_here(given.steps[0], given.at)
    if given.shared is not None:
        national(given.shared)
    measurements = {} if given.told is None else told_before(given.told)
    for step in given.steps if given.told is None else ():
        promised = min(STEPS[step][1], given.most)
        earlier: float | None = None
        for n in (promised // 4, promised // 2, promised):
            found = measured(step, n)
            if isinstance(found, str):
                print(f"{step:18} {n:9}  {found}", flush=True)
                continue
            seconds, megabytes = found
            slope = f"slope {log(seconds / earlier) / log(2):4.1f}" if earlier else ""
            print(f"{step:18} {n:9} {seconds:9.2f} s {megabytes:7.0f} MB {slope}", flush=True)
            earlier = seconds
            measurements.setdefault(step, []).append((n, seconds))
    if given.plot is not None:
        plot(measurements, given.plot)
    return None


if __name__ == "__main__":
    main()
