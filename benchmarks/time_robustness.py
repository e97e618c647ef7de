"""Time robustness studies: scenarios a second, beside a plain loop and beside the bare arithmetic.

Prints rates and ratios of the same run; says nothing of good or bad. `python benchmarks/time_robustness.py`,
with `--shared PATH` for COINr's ASEM jobs and `--long` for ten million draws and 100 000 areas. `--paths`
prints only numpy's path, machine code (the extra `fast`) and the bare arithmetic, by turns.
"""

from __future__ import annotations

import os

# One core is one core only if the matrix products stay on it too. Has to be set before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import resource
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

import omradesindex as oi
from omradesindex.subjects.robustness.draws import block_size, draw, score_block
from omradesindex.subjects.robustness.fast import kernels
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranks import rank_block
from omradesindex.subjects.robustness.run import run

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.time_compute import made_up

FACTORS = {
    "weights": "±25 %",
    "drop": 1,
    "normalise": ["min_max", "rank"],
    "treat": ["winsorise"],
    "aggregate": ["geometric"],
}


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Median seconds of a call, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def city(n_areas: int, n_indicators: int) -> tuple[oi.types.Index, oi.Statistics]:
    """A made-up index, and statistics of a made-up city."""
    index, table = made_up(n_areas, n_indicators)
    return index, oi.Statistics.from_frame(table, name="Exempelstad (påhittad)")


def problem_of(index: oi.types.Index, statistics: oi.Statistics, **options: object) -> Problem:
    """What a study prepares, without drawing."""
    return oi.robustness(index, statistics, **options, rest="own", n=1, sobol=False).problem  # type: ignore[arg-type]


def bare_work(problem: Problem, n: int) -> Callable[[], None]:
    """Nothing but a matrix product and two sorts (score, rank) of blocks of the same size."""
    size = block_size(problem)
    rng = np.random.default_rng(1)
    values = rng.standard_normal((len(problem.areas), len(problem.sets[0].tree.indicators)))
    weights = rng.random((values.shape[1], size))

    def work() -> None:
        for _ in range(n // size):
            scores = np.ascontiguousarray((values @ weights).T)
            np.argsort(np.argsort(scores, axis=1), axis=1)

    return work


def bare(problem: Problem, n: int) -> float:
    """Seconds for a draw's share of that."""
    size = block_size(problem)
    return seconds(bare_work(problem, n)) / (n // size * size)


def plain_loop(index: oi.types.Index, statistics: oi.Statistics, n: int) -> float:
    """Seconds for one scenario in a loop over scenarios: normalise, weigh, bring together, rank."""
    result = index.compute(statistics)
    values = result.normalised[:-1]
    levels = index.levels
    rng = np.random.default_rng(1)

    def work() -> None:
        for _ in range(n):
            columns = list(values.T)
            for level in levels:
                weights = level.weights * rng.uniform(0.75, 1.25, len(level.weights))
                parts = np.stack([columns[c] for c in level.columns], axis=1)
                columns.append(parts @ (weights / weights.sum()))
            np.argsort(np.argsort(-columns[-1]))

    return seconds(work) / n


def rates() -> None:
    """Scenarios a second, by number of cores."""
    index, statistics = city(14, 27)
    cores = len(os.sched_getaffinity(0))
    for name, options in (
        ("choices mixed", FACTORS),
        ("choices and errors of values mixed", {**FACTORS, "data": "sampling"}),
    ):
        problem = problem_of(index, statistics, **options)
        n = 16 * block_size(problem)
        one = seconds(lambda p=problem, n=n: run(p, n, 1)) / n  # type: ignore[misc]
        bottom, loop = bare(problem, n), plain_loop(index, statistics, 300)
        longer = 8 * n
        print(f"14 x 27, {name}: {1 / one:,.0f} scenarios a second on one core")
        print(f"   plain numpy loop {loop / one:,.0f} times as long")
        print(f"   {one / bottom:.2f} times as long as the bare matrix product and ranking")
        if cores > 1:
            for pool in (ThreadPoolExecutor, ProcessPoolExecutor):
                with pool(cores) as executor:
                    many = seconds(lambda p=problem, e=executor, m=longer: run(p, m, 1, executor=e), 2)  # type: ignore[misc]
                print(f"   {longer / many:,.0f} a second on {cores} cores ({pool.__name__})")
    index, statistics = city(6000, 27)
    problem = problem_of(index, statistics, **FACTORS)
    n = 8 * block_size(problem)
    one = seconds(lambda: run(problem, n, 1)) / n
    print(f"6 000 x 27: {1 / one:,.0f} scenarios a second on one core")
    if cores > 1:
        with ThreadPoolExecutor(cores) as executor:
            many = seconds(lambda: run(problem, 8 * n, 1, executor=executor), 2)
        print(f"   {8 * n / many:,.0f} a second on {cores} cores (ThreadPoolExecutor)")


def with_gaps(n_areas: int, n_indicators: int) -> tuple[oi.types.Index, oi.Statistics]:
    """The same city with one figure of fifty missing."""
    index, table = made_up(n_areas, n_indicators)
    gone = table["variable"].str.endswith("_n") & (np.random.default_rng(1).random(len(table)) < 0.02)
    table = table.assign(value=table["value"].mask(gone), status=np.where(gone, "missing", "observed"))
    return index.with_methods(centre="areas"), oi.Statistics.from_frame(table, name="Exempelstad (påhittad)")


def paths(rounds: int = 5) -> None:
    """Machine code and numpy beside the bare arithmetic, by turns; processor seconds of one core."""
    if kernels() is None:
        print("the extra fast is not there: pip install 'omradesindex[fast]'")
        return
    print("microseconds a scenario, least of the run: numpy, fast, bare; and each beside the bare")
    errors, weights = {**FACTORS, "data": "sampling"}, {"weights": "±25 %"}
    jobs = [
        ("14 x 12, weights only", city(14, 12), weights),
        ("14 x 12, Dirichlet weights only", city(14, 12), {"weights": "dirichlet"}),
        ("14 x 12, choices", city(14, 12), FACTORS),
        ("14 x 27, choices", city(14, 27), FACTORS),
        ("14 x 27, choices and errors", city(14, 27), errors),
        ("14 x 27, choices, gaps", with_gaps(14, 27), FACTORS),
        ("60 x 12, choices", city(60, 12), FACTORS),
        ("60 x 12, choices and errors", city(60, 12), errors),
        ("1 000 x 27, choices", city(1000, 27), FACTORS),
        ("1 000 x 27, choices and errors", city(1000, 27), errors),
        ("1 000 x 27, choices, gaps", with_gaps(1000, 27), FACTORS),
        ("6 000 x 27, choices", city(6000, 27), FACTORS),
        ("6 000 x 27, choices and errors", city(6000, 27), errors),
    ]
    for name, made, options in jobs:
        problem = problem_of(*made, **options)
        n = (2 if len(problem.areas) > 64 else 16) * block_size(problem)
        works: list[Callable[[], object]] = [
            lambda p=problem, m=n: run(p, m, 1, fast=False),  # type: ignore[misc]
            lambda p=problem, m=n: run(p, m, 1, fast=True),  # type: ignore[misc]
            bare_work(problem, n),
        ]
        times: list[list[float]] = [[], [], []]
        for place in range(rounds + 1):
            for mine, work in zip(times, works, strict=True):
                start = process_time()
                work()
                if place:  # the first is not counted
                    mine.append(1e6 * (process_time() - start) / n)
        slow, fast, least = map(min, times)
        by_turns = [
            median(a / b for a, b in zip(mine, times[2], strict=True)) for mine in (times[0], times[1])
        ]
        print(
            f"  {name:32} {slow:8.2f} {fast:8.2f} {least:8.2f}   "
            f"{slow / least:.2f} and {fast / least:.2f} times; "
            f"by turns {by_turns[0]:.2f} and {by_turns[1]:.2f}",
            flush=True,
        )


def growth() -> None:
    """How cost grows: microseconds a scenario, by areas and indicators."""
    print("microseconds a scenario on one core, choices mixed")
    sizes = (6, 12, 27, 54)
    print("  areas   " + "".join(f"{n:>10} ind." for n in sizes))
    for n_areas in (14, 50, 200, 1000):
        row = []
        for n_indicators in sizes:
            problem = problem_of(*city(n_areas, n_indicators), **FACTORS)
            n = 4 * block_size(problem)
            row.append(1e6 * seconds(lambda p=problem, n=n: run(p, n, 1)) / n)  # type: ignore[misc]
        print(f"  {n_areas:<8}" + "".join(f"{value:>15.2f}" for value in row))
    problem = problem_of(*city(14, 27), **FACTORS)
    for n in (10_000, 100_000, 1_000_000):
        print(f"  {n:>9} scenarios {seconds(lambda n=n: run(problem, n, 1)):8.3f} s")  # type: ignore[misc]


def parts() -> None:
    """Where the time goes."""
    problem = problem_of(*city(14, 27), **FACTORS)
    size = block_size(problem)
    block = draw(problem, 1, 0, size)
    scores = score_block(problem, block)
    for name, work in (
        ("draw", lambda: draw(problem, 1, 0, size)),
        ("score", lambda: score_block(problem, block)),
        ("rank", lambda: rank_block(scores, problem.scales_of(block.codes))),
    ):
        print(f"  {name:6} {1e6 * seconds(work, 9) / size:.3f} microseconds a scenario")


def waiting() -> None:
    """A full call, as a person waits for it."""
    index, statistics = oi.load_index("malmo-2023"), oi.example_statistics()

    def work() -> object:
        return oi.robustness(
            index, statistics, sets=["sbn", "mkb", "grn"], **FACTORS, data="sampling", n=10_000
        ).sensitivity  # type: ignore[arg-type]

    print(f"Exempelstad, n = 10 000, shares of variance included: {seconds(work):.2f} s")


def asem(shared: Path) -> None:
    """COINr's jobs: a hundred designed replications, and a study of 6 000 runs with its preparation."""
    from tests.methods.asem import read
    from tests.subjects.robustness import asem_index

    def path(*names: str) -> Path:
        return shared.joinpath(*names)

    example = read(path)
    index, statistics = asem_index.index(example), asem_index.statistics(example)
    options = {
        "treat": [{"method": "winsorise_or_log", "most": most} for most in range(1, 5)],
        "normalise": [{"method": "z_score", "mean": 10, "sd": 2}],
        "weights": [asem_index.weight_sets(path, index)],
        "aggregate": ["geometric"],
    }
    study = oi.robustness(index, statistics, **options, rest="own", n=1, sobol=False)  # type: ignore[arg-type]
    n = 8 * block_size(study.problem)
    rate = n / seconds(lambda: run(study.problem, n, 1))
    print(f"ASEM, 51 x 49 x 4 levels: {rate:,.0f} replications a second")
    print(f"   {rate / 9.5:,.0f} times the reference program's recorded 9.5")
    whole = seconds(lambda: oi.robustness(index, statistics, **options, rest="own", n=6000, sobol=False))  # type: ignore[arg-type]
    print(f"ASEM, 6 000 runs, imputation and treatment included: {whole:.3f} s (recorded there: 766 s)")


def memory() -> None:
    """Peak memory of ten million draws, and of 100 000 areas."""

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    index, statistics = city(14, 27)
    start = perf_counter()
    oi.robustness(index, statistics, **FACTORS, rest="own", n=10_000_000)  # type: ignore[arg-type]
    print(f"ten million draws: {perf_counter() - start:.1f} s, peak memory {peak():,.0f} MB")
    index, statistics = city(100_000, 27)
    start = perf_counter()
    study = oi.robustness(index, statistics, **FACTORS, rest="own", n=1000, sobol=False)  # type: ignore[arg-type]
    print(
        f"100 000 x 27, {study.n} draws: {perf_counter() - start:.1f} s with preparation, "
        f"peak memory {peak():,.0f} MB"
    )


def main() -> None:
    """Print everything that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--long", action="store_true", help="ten million draws and 100 000 areas too")
    parser.add_argument(
        "--paths", action="store_true", help="only numpy, machine code and the bare arithmetic"
    )
    given = parser.parse_args()
    paths()
    if given.paths:
        return
    rates()
    parts()
    waiting()
    growth()
    if (given.shared / "oracles" / "coinr_asem").is_dir():
        asem(given.shared)
    else:
        print(f"ASEM: its tables are not in {given.shared} (see --shared)")
    if given.long:
        memory()


if __name__ == "__main__":
    main()
