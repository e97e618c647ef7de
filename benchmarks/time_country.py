"""Time a made-up country that is protected and published a municipality at a time, with one ledger for all.

`python benchmarks/time_country.py [municipalities] [areas in each]`; 30 and 20 if left out. First the
municipalities, then the areas of each, by sex and for six variables. CPU seconds, one core.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from time import process_time

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.statistics.vocabulary import TOTAL

#: About which share of an area's people each variable counts.
SHARES = {"alla": 1.0, "bistand": 0.06, "arbetar": 0.55, "utrikes": 0.25, "unga": 0.15, "studerar": 0.1}
SEXES = ("women", "men")


def counted(rng: np.random.Generator, areas: int) -> np.ndarray:
    """Figures of one municipality: variables × areas × sexes, some four hundred persons in each area."""
    people = rng.poisson(rng.lognormal(np.log(200.0), 0.3, (areas, 1)), (areas, len(SEXES)))
    shares = np.array([*SHARES.values()])[:, None, None] * rng.uniform(0.3, 1.5, (len(SHARES), *people.shape))
    return np.where(shares < 1, rng.binomial(people, np.minimum(shares, 1.0)), people).astype(float)


def table(figures: np.ndarray, areas: list[str], whole: str) -> oi.Statistics:
    """Statistics with all their totals."""
    for axis in (1, 2):
        figures = np.concatenate([figures, figures.sum(axis=axis, keepdims=True)], axis=axis)
    keys = pd.MultiIndex.from_product(
        [SHARES, [*areas, whole], [*SEXES, TOTAL]], names=["variable", "area", "sex"]
    )
    frame = pd.DataFrame({"value": figures.ravel()}, keys).reset_index()
    return oi.Statistics.from_frame(
        frame.assign(period="2024", kind="count"), name=f"{whole} (påhittad)", whole=whole
    )


def main(municipalities: int = 30, areas: int = 20) -> None:
    rng = np.random.default_rng(1)
    names = [f"K{k:03}" for k in range(municipalities)]
    inside = [counted(rng, areas) for _ in names]
    of_all = np.stack([figures.sum(axis=1) for figures in inside], axis=1)
    tables = [table(of_all, names, "L")]
    tables += [
        table(figures, [f"{name}-{k:02}" for k in range(areas)], name)
        for figures, name in zip(inside, names, strict=True)
    ]
    took = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ledger = oi.Ledger.create(folder / "liggare")
        for k, one in enumerate(tables):
            start = process_time()
            oi.publish(oi.protect(one, ledger=ledger), folder / f"{k}.csv", ledger=ledger)
            took.append(process_time() - start)
    first, last = (np.mean(some) for some in (took[1:6], took[-5:]))
    each = tables[1]
    print(f"{municipalities} municipalities, {len(each.blocks) * len(each.all_areas)} figures in each table")
    print(f"in all {sum(took):.1f} s; each of the first five {first:.2f} s, of the last five {last:.2f} s")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
