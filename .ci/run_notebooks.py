"""Run every notebook of a folder from the top; the first cell that fails stops everything.

    python .ci/run_notebooks.py notebooks

The notebooks run in a copy, so that neither their outputs nor the files they write touch the checkout; two
at a time, each with a kernel of its own.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

SECONDS_PER_CELL = 120
AT_A_TIME = 2


def run(folder: Path) -> int:
    """Run the notebooks and return how many there were."""
    os.environ.pop("MPLBACKEND", None)  # figures belong in the notebook
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(shutil.copytree(folder, Path(scratch) / "notebooks"))
        paths = sorted(copy.glob("*.ipynb"))
        with ProcessPoolExecutor(AT_A_TIME) as pool:
            for line in pool.map(run_one, paths):
                print(line)
    return len(paths)


def run_one(path: Path) -> str:
    """Run one notebook and say how long it took."""
    start = time.perf_counter()
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    return f"{path.name}: ran in {time.perf_counter() - start:.1f} s"


if __name__ == "__main__":
    source = Path(sys.argv[1])
    count = run(source) if source.is_dir() else 0
    if count == 0:
        print(f"{source}: no notebooks")
