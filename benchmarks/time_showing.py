"""Time what a notebook shows of a result, and the page that is saved of it, beside pandas' own table.

A page that grows with the square of its areas takes hours where they are many: one that would take more than
a minute, going by how times have grown, is not made. `python benchmarks/time_showing.py`
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from math import log
from pathlib import Path
from statistics import median
from time import perf_counter

import pandas as pd

import omradesindex as oi

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.time_compute import made_up

#: As many areas as Malmö has; 3 363 and 33 755 are those that a page is promised for.
SIZES = (14, 300, 1200, 3363, 33_755)
LONGEST = 60.0


def timed(work: Callable[[], object], runs: int) -> float:
    """Median seconds of a call."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return median(times)


def city(n_areas: int) -> oi.types.Result:
    """An index of 12 made-up shares on a made-up city."""
    index, table = made_up(n_areas, 12)
    return index.compute(oi.Statistics.from_frame(table, name="Exempelstad (påhittad)"))


def explanations(result: oi.types.Result) -> list[str]:
    """What makes each area's score, as text."""
    return [str(result.explain(area)) for area in result.areas]


def plain(result: oi.types.Result) -> str:
    """The same scores, ranks and indicators as pandas writes them."""
    table = pd.concat([result.ranks, result.scores, result.indicators.iloc[: len(result.areas)]], axis=1)
    return table.round(1).to_html()


def main() -> None:
    print(f"{platform.machine()}, Python {platform.python_version()}, pandas {pd.__version__}")
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    malmo._repr_html_()  # what is imported and read once for all answers
    for what, fresh in (("the first time", True), ("again", False)):
        results = [malmo.index.compute(malmo.statistics) if fresh else malmo for _ in range(15)]
        waiting = iter(results)
        seconds = timed(lambda waiting=waiting: next(waiting)._repr_html_(), len(results))  # type: ignore[misc]
        print(f"_repr_html_, Malmö's 14 areas, {what:15} {1e3 * seconds:8.1f} ms")
    made: list[tuple[int, float]] = []
    for n_areas in SIZES:
        seconds = foreseen(made, n_areas)
        if seconds > LONGEST:
            print(f"page of {n_areas:6} areas {seconds:10.0f} s foreseen, so it is not made")
            continue
        result = city(n_areas)
        other = timed(lambda r=result: plain(r), 3)  # type: ignore[misc]
        shown = timed(result._repr_html_, 1)
        seconds = timed(lambda r=result: r.page().html(whole=True), 3 if n_areas < 1000 else 1)  # type: ignore[misc]
        made.append((n_areas, seconds))
        told = timed(lambda r=result: explanations(r), 1)  # type: ignore[misc]
        print(
            f"page of {n_areas:6} areas {seconds:10.3f} s, {seconds / other:6.1f} times as long as pandas; "
            f"_repr_html_ {1e3 * shown:8.1f} ms; explanations {told:8.3f} s"
        )


def foreseen(made: list[tuple[int, float]], n_areas: int) -> float:
    """Seconds that a page will take, if times go on growing as between the two latest."""
    if len(made) < 2:
        return 0.0
    (n, earlier), (m, latest) = made[-2:]
    return latest * (n_areas / m) ** max(1.0, log(latest / earlier) / log(m / n))


if __name__ == "__main__":
    main()
