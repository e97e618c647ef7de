"""The same figures give the same bytes on every processor: computes, writes and hashes under several of them.

Processors are imitated by telling OpenBLAS which core it runs on, and by switching off the vector units that
numpy and the C library would choose functions by. Prints what differs; exit status 1 if anything does.

With `--print` it prints this process's own hashes, one a line, and holds them against nobody's.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).parents[1]

#: What the C library chooses its functions by, by the names of its older and newer versions.
_PLAIN = "glibc.cpu.hwcaps=-AVX512F,-AVX2,-FMA,-AVX2_Usable,-FMA_Usable,-FMA4"

#: Methods that ask for more than sums: powers, logarithms, eigenvectors, linear programs, comparisons.
METHODS = {
    "normalise": ["rank", "normal_score", "exponential", "robust_z", "categories", "ampi"],
    "aggregate": ["geometric", "harmonic", "power_mean", "copeland", "borda", "mpi", "benefit_of_the_doubt"],
    "treat": ["winsorise", "shifted_log", "box_cox", "exponential_tail"],
    "weight": ["entropy", "critic", "first_component", "factor_loadings", "effective"],
}


def processors() -> dict[str, dict[str, str]]:
    """Environments that make libraries choose as they would on other processors."""
    from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

    units = " ".join(unit for unit in __cpu_dispatch__ if __cpu_features__.get(unit))
    return {
        "this one": {},
        "Haswell, 1 thread": {"OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1"},
        "Nehalem, no vector units": {
            "OPENBLAS_CORETYPE": "Nehalem",
            "NPY_DISABLE_CPU_FEATURES": units,
            "GLIBC_TUNABLES": _PLAIN,
        },
        "Sandybridge": {"OPENBLAS_CORETYPE": "Sandybridge"},
        "Prescott": {"OPENBLAS_CORETYPE": "Prescott"},
    }


def answers() -> Iterator[tuple[str, bytes]]:
    """Everything that is computed and written, by name."""
    import omradesindex as oi
    from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error

    def table(frame: pd.DataFrame) -> bytes:
        return frame.to_csv(float_format="%.17g").encode()

    example, malmo = oi.example_statistics(), oi.malmo_statistics()
    yield "figures", b"".join(example.block(*block).value.tobytes() for block in example.blocks)
    for name in oi.list_indices():
        for statistics in (example, malmo):
            try:
                result = oi.load_index(name).compute(statistics, partial=True)
                yield f"{name} on {statistics.name}", table(result.to_frame()) + str(result).encode()
            except oi.errors.ComputeError as error:
                yield f"{name} on {statistics.name}", str(error).encode()
    index = oi.load_index("malmo-2023")
    base = index.compute(example)
    yield "explained", "".join(str(base.explain(area)) for area in base.areas).encode()
    above_zero = {"normalise": {"method": "min_max", "low": 1, "high": 100}}
    for step, specs in METHODS.items():
        for spec in specs:
            own = index.with_methods(**{**above_zero, step: spec})
            yield f"{step} = {spec}", table(own.compute(example).to_frame())
    for shrink in (None, "empirical_bayes"):
        yield f"uncertainty, shrink={shrink}", table(base.uncertainty(shrink=shrink).to_frame())
    examined = oi.examine(base)
    yield "examined", table(examined.to_frame()) + str(examined).encode()
    yield "cni", table(oi.cni(example, normalise="per_person").to_frame())
    division = oi.example_division()
    parts = oi.example_statistics(level="sub_area")
    inside = oi.spread(index, parts, division.keys["delomrade"], division=division, areas=base)
    yield "spread", table(inside.to_frame()) + str(inside.page()).encode()
    themes = oi.themes(index, example)
    yield "themes", table(themes.to_frame()) + table(themes.city) + str(themes.page()).encode()
    before = index.compute(example, period=example.periods()[0])
    after = index.compute(example, period=example.periods()[-1], reference=before)
    change = oi.change(before, after)
    yield "change", table(change.to_frame()) + table(change.parts) + str(change.page()).encode()
    trend = oi.trend(index, example)
    yield (
        "trend",
        table(trend.to_frame()) + table(trend.beta) + table(trend.sigma) + str(trend.page()).encode(),
    )
    yield "goals", table(oi.goals(trend, oi.Goal("index", 2030, at_most="city")).to_frame())
    compared = oi.compare(["malmo-2023", "mkb", "tn", "gvn"], example, top=3)
    shown = str(compared.page()).encode()
    yield "compared", table(compared.to_frame()) + table(compared.agreement) + shown
    study = oi.robustness(
        index, example, n=3000, rest="own", data="sampling", sets=["mkb", "grn"], drop=1,
        weights=["±25 %", "dirichlet"], normalise=["min_max", "rank"], treat=["winsorise"],
        aggregate=["geometric", "copeland"],
    )  # fmt: skip
    yield "robustness", table(study.to_frame()) + table(study.pairs) + str(study.page()).encode()
    yield "shares of variance", table(study.sensitivity)
    design = study.design(0, 300)
    yield "design", table(design)
    yield "scores of a design", table(study.evaluate(design)) + table(study.outcomes(0, 300))
    yield "ranks under error", table(ranks_under_error(base).to_frame())
    with tempfile.TemporaryDirectory() as folder:
        base.save(Path(folder))
        protected = oi.protect(example.only(["folkmangd"]), oi.DisclosurePolicy())
        oi.publish(protected, Path(folder) / "skyddad.csv")
        for path in sorted(Path(folder).iterdir()):
            # Pictures are what fonts draw, and a geopackage holds the hour.
            if path.suffix not in (".png", ".pdf", ".svg", ".gpkg"):
                yield f"file {path.name}", path.read_bytes()


def run_on(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Print the hashes in a process of its own, as on another processor."""
    return subprocess.run(
        [sys.executable, __file__, "--print"],
        env={**os.environ, **environment, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        cwd=ROOT,
    )


def main() -> int:
    """Hold the hashes of all processors against the first's."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = dict(zip(processors(), pool.map(run_on, processors().values()), strict=True))
    found: dict[str, dict[str, str]] = {}
    for name, run in runs.items():
        if run.returncode:
            print(f"{name}: exit status {run.returncode}")
            return 1
        found[name] = dict(reversed(line.split("  ", 1)) for line in run.stdout.splitlines())
        print(f"{name}: {len(found[name])} answers")
    first, *others = found
    mine = found[first]
    apart = {(what, name) for name in others for what in mine if found[name].get(what) != mine[what]}
    for what, name in sorted(apart):
        print(f"DIFFERENT on {name}: {what}")
    print(f"{len(apart)} answers differ between processors" if apart else "the same bytes on all of them")
    return int(bool(apart))


if __name__ == "__main__":
    if "--print" in sys.argv:
        warnings.simplefilter("ignore")
        for title, content in answers():
            print(f"{hashlib.sha256(content).hexdigest()[:16]}  {title}")
    else:
        sys.exit(main())
