"""Malmö's embedded outside measures: the same as by hand, the same when rebuilt."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.datafiles import data_path
from tests.conftest import ROOT

Shared = Callable[..., Path]


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    """Areas × measures."""
    frame = oi.data.malmo_outside().to_frame()
    return frame.pivot_table(index="area", columns="variable", values="value")


@pytest.fixture
def regso(shared: Shared) -> pd.DataFrame:
    """The people of each part of a RegSO by area, with what the map says of it."""
    told = pd.read_csv(
        shared("data", "malmo_utanforskapets_karta_2024_regso_percentiler.csv"), index_col="regso_2020"
    )
    parts = pd.read_csv(shared("data", "malmo_regso2020_to_geso_andelar_2022.csv"), dtype={"geso": str})
    return parts.join(told, on="regso_2020")


def test_percentiles_are_means_over_the_people(figures: pd.DataFrame, regso: pd.DataFrame) -> None:
    for name, column in {
        "karta_skola": "skola_percentil",
        "karta_trangboddhet": "trang_percentil",
        "karta_ohalsa": "ohalsa_percentil",
    }.items():
        weighted = (regso[column] * regso["folkmangd_2022"]).groupby(regso["geso"]).sum()
        mean = weighted / regso.groupby("geso")["folkmangd_2022"].sum()
        assert figures.loc[mean.index, name].to_numpy() == pytest.approx(mean.to_numpy(), abs=1e-4)
    everybody = (regso["percentilsumma"] / 6 * regso["folkmangd_2022"]).sum() / regso["folkmangd_2022"].sum()
    assert figures.loc["1280", "karta_samlat"] == pytest.approx(everybody, abs=1e-4)


def test_people_in_regso_of_great_problems(figures: pd.DataFrame, regso: pd.DataFrame) -> None:
    people = regso["folkmangd_2022"]
    great = people.where(regso["klass"].isin([9, 11, 12, 13]), 0)
    share = 100 * great.groupby(regso["geso"]).sum() / people.groupby(regso["geso"]).sum()
    assert figures.loc[share.index, "karta_stor_problematik"].to_numpy() == pytest.approx(
        share.to_numpy(), abs=1e-4
    )


def test_area_types_agree_with_the_counts_that_travel_too(figures: pd.DataFrame) -> None:
    malmo = oi.malmo_statistics()
    counts = [malmo.block(f"personer_omradestyp_{k}", "2022").value for k in range(1, 6)]
    people = malmo.block("folkmangd", "2022").value
    order = list(malmo.all_areas)
    low = 100 * (counts[0] + counts[1]) / people
    mean = sum(k * n for k, n in enumerate(counts, 1)) / people
    assert figures.loc[order, "omradestyp_1_2"].to_numpy() == pytest.approx(low, abs=1e-4)
    assert figures.loc[order, "omradestyp_medel"].to_numpy() == pytest.approx(mean, abs=1e-4)


def test_the_police_areas_lie_where_they_lie(figures: pd.DataFrame) -> None:
    inside = figures["polisomrade_folkmangd"]
    # Rosengård lies in 10, Seved in 9, Nydala–Hermodsdal–Lindängen in 12 and 13, Holma–Kroksbäck in 14 and 8.
    assert set(inside.index[inside > 0]) - {"1280"} == {"8", "9", "10", "11", "12", "13", "14"}
    assert inside.drop("1280").idxmax() == "10"


def test_the_police_s_surface_by_their_own_outlines(figures: pd.DataFrame, shared: Shared) -> None:
    import geopandas as gpd

    police = gpd.read_file(shared("data", "polisen_utsatta_2023_malmo_4326.geojson")).to_crs(3006).union_all()
    areas = oi.geso().outlines
    share = 100 * areas.intersection(police).area / areas.area
    assert figures.loc[share.index, "polisomrade_yta"].to_numpy() == pytest.approx(share.to_numpy(), abs=0.1)


def test_a_rebuild_gives_the_same_bytes(shared: Shared, tmp_path: Path) -> None:
    source = shared("data").parent
    script = ROOT / "scripts" / "build_malmo_outside.py"
    subprocess.run([sys.executable, script, "--shared", source, "--out", tmp_path], check=True, cwd=ROOT)
    name = "malmo_utifran.csv"
    assert (tmp_path / name).read_bytes() == data_path("statistics", name).read_bytes()
    packed = ["malmo_utifran_lineage.csv.gz", "malmo_utifran_weights.csv.gz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, *packed]
    for name in packed:
        built, embedded = (tmp_path / name).read_bytes(), data_path("statistics", name).read_bytes()
        assert gzip.decompress(built) == gzip.decompress(embedded)
