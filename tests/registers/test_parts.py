"""A country that is counted part by part: one ledger, and no figure follows from all files together."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

import omradesindex as oi
from omradesindex.geography import Whole

TOWNS = {town: tuple(f"{town}{k}" for k in range(4)) for town in ("A", "B", "C")}
SEXES = ("women", "men")
POLICY = oi.DisclosurePolicy()
WHAT: dict[str, Any] = {
    "label": "Påhittat land",
    "source": "påhittat",
    "quality": "made_up",
    "columns": {"person": "vem", "area": "omrade"},
    "by": {"sex": {"column": "kon", "categories": {"women": "2", "men": "1"}}},
    "variables": {"sjuka": {}},
}


def persons(seed: int) -> pd.DataFrame:
    """Some tens in each area, of each sex a few where the draw has it so."""
    rng = np.random.default_rng(seed)
    rows = []
    for (town, areas), sex in product(TOWNS.items(), "12"):
        for area in areas:
            # In one town all the women of one area are the town's: the total tells them.
            n = int(rng.choice([0, 0, 3, 20])) if sex == "2" else int(rng.integers(10, 40))
            rows += [{"kommun": town, "omrade": area, "kon": sex}] * n
    return pd.DataFrame(rows).assign(vem=lambda t: np.arange(len(t)))


def division(id_: str, codes: tuple[str, ...], whole: str) -> oi.types.Division:
    return oi.types.Division(id=id_, label=id_, codes=codes, names=codes, whole=Whole(whole, whole))


def published(who: pd.DataFrame, folder: Path, *, together: bool) -> pd.DataFrame:
    """All that an outsider reads: the towns, and then the areas of each."""
    ibis = pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    folder.mkdir()
    ledger = oi.Ledger.create(folder / "liggare") if together else None
    table = ibis.memtable(who)
    asked: dict[str, Any] = {"by": "sex", "period": "2024", "policy": POLICY, "ledger": ledger}
    towns = {**WHAT, "columns": {"person": "vem", "area": "kommun"}}
    found = oi.counts(table, areas=division("kommuner", tuple(TOWNS), "L"), variables=towns, **asked)
    oi.publish(found.protected, folder / "kommuner.csv", ledger=ledger)
    for town, areas in TOWNS.items():
        here = table.filter(table.kommun == town)
        found = oi.counts(here, areas=division("omraden", areas, town), variables=WHAT, **asked)
        oi.publish(found.protected, folder / f"{town}.csv", ledger=ledger)
    read = [pd.read_csv(path, dtype={"area": str}) for path in sorted(folder.glob("*.csv"))]
    return pd.concat(read, ignore_index=True)


def narrowest(who: pd.DataFrame, read: pd.DataFrame) -> float:
    """How closely any figure of a few can be told by whoever adds up all that is shown."""
    cells = [(area, sex) for areas in TOWNS.values() for area in areas for sex in SEXES]

    def of(area: str, sex: str) -> list[float]:
        inside = {a for town, areas in TOWNS.items() for a in areas if area in ("L", town, a)}
        return [float(a in inside and sex in ("total", s)) for a, s in cells]

    shown = read.dropna(subset=["value"])
    rows = [of(area, sex) for area, sex in zip(shown["area"], shown["sex"], strict=True)]
    true = who.assign(sex=who["kon"].map({"2": "women", "1": "men"})).groupby(["omrade", "sex"]).size()
    widths = []
    for area, sex in product([*TOWNS, *(a for areas in TOWNS.values() for a in areas)], SEXES):
        value = sum(true.get(cell, 0) * mark for cell, mark in zip(cells, of(area, sex), strict=True))
        if POLICY.too_few([value])[0]:
            ends = [
                linprog(np.multiply(sign, of(area, sex)), A_eq=rows, b_eq=shown["value"]).fun
                for sign in (1, -1)
            ]
            widths.append(-ends[1] - ends[0])
    return min(widths, default=np.inf)


@pytest.mark.parametrize("seed", [2, 3])
def test_no_figure_of_a_few_follows_from_all_parts_together(seed: int, tmp_path: Path) -> None:
    who = persons(seed)
    read = published(who, tmp_path / "land", together=True)
    assert {*read["area"]} == {"L", *TOWNS, *(area for areas in TOWNS.values() for area in areas)}
    assert read["value"].notna().sum() > 30
    assert narrowest(who, read) >= POLICY.margin_width - 1e-6


def test_parts_that_are_protected_each_by_itself_tell_one(tmp_path: Path) -> None:
    who = persons(2)
    assert narrowest(who, published(who, tmp_path / "land", together=False)) < 1e-6
