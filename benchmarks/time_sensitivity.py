"""Time Sobol indices with bootstrap intervals, beside SALib's loop over outputs in the same run.

Both are given the same runs and make as many resamples. `python benchmarks/time_sensitivity.py`
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np

from omradesindex.methods.sensitivity import SobolSums, sobol_design, sobol_indices

ROWS, FACTORS, OUTPUTS = 4096, 8, 15


def timed(work: Callable[[], object], runs: int = 5) -> float:
    """Median seconds of a call, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def salib(y: np.ndarray, resamples: int) -> np.ndarray:
    """First-order and total indices, output by output."""
    from SALib.analyze import sobol

    problem = {"num_vars": FACTORS, "names": [f"x{i}" for i in range(FACTORS)], "bounds": [[0, 1]] * FACTORS}
    order = [0, *range(2, FACTORS + 2), 1]  # row by row, A first and B last
    found = []
    for k in range(y.shape[-1]):
        flat = y[order, :, k].T.ravel()
        told = sobol.analyze(problem, flat, calc_second_order=False, num_resamples=resamples, seed=1)
        found.append([told["S1"], told["ST"]])
    return np.moveaxis(np.array(found, dtype=float), 0, -1)


def main() -> None:
    design = sobol_design(ROWS, FACTORS, rng=1)
    slopes = np.random.default_rng(1).uniform(size=(FACTORS, OUTPUTS))
    print(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}")
    print(f"{ROWS} base rows, {FACTORS} factors, {OUTPUTS} outputs: {ROWS * (FACTORS + 2)} runs")
    making = timed(lambda: sobol_design(ROWS, FACTORS, rng=1).runs())
    print(f"design                        {1e3 * making:9.1f} ms")
    y = (design.runs() @ slopes) ** 2
    for resamples in (0, 100, 1000):
        one = timed(lambda r=resamples: sobol_indices(y[0], y[1], y[2:], resamples=r, rng=1))  # type: ignore[misc]
        print(f"indices, {resamples:4} resamples       {1e3 * one:9.1f} ms")
        if resamples != 100:
            continue
        try:
            theirs = salib(y, resamples)
        except ModuleNotFoundError:
            print("SALib is not installed, so there is nothing to hold this against")
            continue
        found = sobol_indices(y[0], y[1], y[2:], resamples=0)
        assert np.allclose([found.first, found.total], theirs, atol=0.01), "the two disagree"
        other = timed(lambda r=resamples: salib(y, r), 1)  # type: ignore[misc]
        print(
            f"SALib,   {resamples:4} resamples       {1e3 * other:9.1f} ms   {other / one:.0f} times as long"
        )
    blocks = [slice(a, a + 1024) for a in range(0, ROWS, 1024)]

    def summed() -> object:
        total = None
        for rows in blocks:
            a, b, *ab = (run[rows] for run in y)
            part = SobolSums.of(a, b, ab, start=rows.start, resamples=1000, seed=1)
            total = part if total is None else total + part
        return total and total.indices()

    print(f"1000 resamples, block by block{1e3 * timed(summed):9.1f} ms")


if __name__ == "__main__":
    main()
