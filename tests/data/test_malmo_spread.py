"""Malmö's embedded spread: real, the same as by hand, the same when rebuilt."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.datafiles import data_path
from tests.conftest import ROOT

Shared = Callable[..., Path]
MARKS = ["lowest", "p10", "median", "p90", "highest"]


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return oi.data.malmo_spread()


def test_every_area_is_there_for_every_indicator(table: pd.DataFrame) -> None:
    division = oi.geso()
    assert table["indicator"].nunique() == 8
    for _, rows in table.groupby("indicator"):
        assert rows["area"].tolist() == [*division.codes, division.whole.code]
        n = rows.set_index("area")["n"]
        assert n["1280"] == 192
        assert [n[a] for a in division.codes] == [
            len(division.keys["deso_2018"].of_area(a)) for a in division.codes
        ]


def test_marks_are_in_order_and_around_the_value(table: pd.DataFrame) -> None:
    assert (np.diff(table[MARKS].to_numpy(), axis=1) >= 0).all()
    # A mix is no mean of its parts: a whole is nearly always more mixed than they are.
    means = table[table["indicator"] != "blandade_upplatelseformer"]
    assert means["value"].between(means["lowest"], means["highest"]).all()


def test_the_named_deso_belong_to_the_area(table: pd.DataFrame) -> None:
    key = oi.geso().keys["deso_2018"]
    for area, low, high in zip(table["area"], table["lowest_in"], table["highest_in"], strict=True):
        inside = set(key.sub_areas if area == "1280" else key.of_area(area))
        assert set(low.split("; ")) | set(high.split("; ")) <= inside


def test_every_row_says_what_it_is(table: pd.DataFrame) -> None:
    assert set(table["quality"]) == {"official"}
    assert table["source"].str.contains("SCB").all()
    assert table["source"].str.contains("DeSO").all()
    rounded = table[table["indicator"] == "lag_ekonomisk_standard"]
    assert rounded["source"].str.contains("hela procent").all()


def test_the_areas_values_are_those_of_the_statistics(table: pd.DataFrame) -> None:
    malmo = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics()).indicators
    shared_ = [i for i in table["indicator"].unique() if i in malmo.columns]
    assert len(shared_) >= 6
    for indicator in shared_:
        rows = table[table["indicator"] == indicator]
        assert rows["value"].to_numpy() == pytest.approx(malmo[indicator].to_numpy(), abs=1e-4)


def test_employment_by_hand(table: pd.DataFrame, shared: Shared) -> None:
    with shared("data", "malmo_deso2018_stats_2022.csv").open(encoding="utf-8") as file:
        deso = {row["deso_2018"]: row for row in csv.DictReader(file)}
    inside = oi.geso().keys["deso_2018"].of_area("10")
    people = [float(deso[d]["antal_16_64_2022"]) for d in inside]
    share = [100 * float(deso[d]["sysselsatta_16_64_2022"]) / n for d, n in zip(inside, people, strict=True)]
    row = table.query("indicator == 'sysselsattning' and area == '10'").iloc[0]
    assert row["lowest"] == pytest.approx(min(share), abs=1e-5)
    assert row["lowest_in"] == inside[share.index(min(share))]
    assert row["highest_in"] == inside[share.index(max(share))]
    persons = np.repeat(share, [int(n) for n in people])
    by_numpy = np.quantile(persons, [0.1, 0.5, 0.9], method="averaged_inverted_cdf")
    assert row[["p10", "median", "p90"]].tolist() == pytest.approx(by_numpy, abs=1e-5)
    assert row["spread"] == pytest.approx(persons.std(), abs=1e-5)


def test_low_standard_by_hand(table: pd.DataFrame, shared: Shared) -> None:
    deso = pd.read_csv(shared("data", "malmo_deso2018_stats_2022.csv"), index_col="deso_2018")
    persons = np.repeat(deso["lag_ek_standard_pct_2022"], deso["ek_standard_antal_2022"].astype(int))
    area = pd.Series(oi.geso().keys["deso_2018"].area_of(deso.index), index=deso.index)
    mean = persons.groupby(area.loc[persons.index].to_numpy()).transform("mean")
    row = table.query("indicator == 'lag_ekonomisk_standard' and area == '1280'").iloc[0]
    assert row["spread"] == pytest.approx(persons.std(ddof=0), abs=1e-5)
    assert row["between_share"] == pytest.approx(mean.var(ddof=0) / persons.var(ddof=0), abs=1e-4)
    largest = deso["lag_ek_standard_pct_2022"]
    assert set(row["highest_in"].split("; ")) == set(largest.index[largest == largest.max()])


def test_a_rebuild_gives_the_same_bytes(shared: Shared, tmp_path: Path) -> None:
    source = shared("data").parent
    script = ROOT / "scripts" / "build_malmo_spread.py"
    subprocess.run([sys.executable, script, "--shared", source, "--out", tmp_path], check=True, cwd=ROOT)
    name = "malmo_spridning.csv"
    assert (tmp_path / name).read_bytes() == data_path("statistics", name).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [name]
