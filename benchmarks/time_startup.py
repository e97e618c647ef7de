"""Time how long it takes from nothing to a printed table, against importing pandas.

`python benchmarks/time_startup.py` starts each a number of times (`--times 7`) in processes of their own, by
turns, and prints the least user and system seconds of each. Compiled files are there, as on every run but the
first.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]

FIVE_LINES = """
import omradesindex as oi
statistics = oi.malmo_statistics()
index = oi.load_index("malmo-oppna-data")
result = index.compute(statistics)
print(result)
"""

#: What is started, and how many times the seconds of importing pandas, or how many seconds, it may take.
STARTED: dict[str, tuple[list[str], str]] = {
    "import pandas": (["-c", "import pandas"], ""),
    "import omradesindex": (["-c", "import omradesindex"], ""),
    "five lines to a printed table": (["-c", FIVE_LINES], "1.5 times importing pandas"),
    "omradesindex --help": (["-m", "omradesindex", "--help"], "0.3 s"),
}


def seconds(arguments: list[str], compiled: str) -> float:
    """Processor seconds of one start, with its compiled files in a folder."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled, "OPENBLAS_NUM_THREADS": "1"}
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], environment, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if status:
        sys.exit(f"failed: {arguments}")
    return used.ru_utime + used.ru_stime


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=7)
    times = asked.parse_args().times
    found: dict[str, list[float]] = {name: [] for name in STARTED}
    with tempfile.TemporaryDirectory() as compiled:
        for run in range(times + 1):
            for name, (arguments, _) in STARTED.items():
                took = seconds(arguments, compiled)
                if run:  # the first compiles
                    found[name].append(took)
    pandas = min(found["import pandas"])
    for name, (_, goal) in STARTED.items():
        least = min(found[name])
        told = f" (goal {goal})" if goal else ""
        print(f"{name:32} {least:6.2f} s, {least / pandas:4.2f} times importing pandas{told}")


if __name__ == "__main__":
    main()
