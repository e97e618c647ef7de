"""Malmö's embedded series: real, whole, the same as DeSO say where they know, and its changes add up."""

from __future__ import annotations

import gzip
import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.datafiles import data_path
from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "scripts"))
BUILD = importlib.import_module("build_malmo_series")
sys.path.remove(str(ROOT / "scripts"))

Shared = Callable[..., Path]
YEARS = ("2020", "2021", "2022", "2023")
TENURES = ("lagenheter_hyresratt", "lagenheter_bostadsratt", "lagenheter_aganderatt")
BIRTH = ("fodda_i_sverige", "utrikes_fodda")

#: Wages, tenure and, read as CNI reads it (more born abroad: more need), region of birth.
DEFINITION = """
id = "serie"
label = { sv = "Index ur serien", en = "Index from the series" }

[[dimensions]]
id = "ekonomi"
label = { sv = "Ekonomi", en = "Economy" }
indicators = ["loneinkomst"]

[[dimensions]]
id = "boende"
label = { sv = "Boende", en = "Housing" }
indicators = ["bostads_eller_aganderatt", "blandade_upplatelseformer"]

[[dimensions]]
id = "fodelseregion"
label = { sv = "Födelseregion", en = "Region of birth" }
indicators = ["andel_utrikes_fodda"]

[indicators.loneinkomst]
label = { sv = "Löneinkomst, medelvärde", en = "Wage income, mean" }
definition = "Medelvärde av löneinkomsten för samtliga."
population = "Samtliga i källans tabell"
unit = "tkr"
direction = "higher_is_better"
formula = { kind = "given" }

[indicators.andel_utrikes_fodda]
label = { sv = "Utrikes födda", en = "Born abroad" }
definition = "Andel av folkmängden som är utrikes född."
population = "Folkmängden"
unit = "%"
direction = "higher_is_worse"
formula = { kind = "share", numerator = ["utrikes_fodda"], denominator = ["folkmangd"] }
"""


@pytest.fixture(scope="module")
def series() -> oi.Statistics:
    """What counts by RegSO make; the rest is in test_malmo_long_series.py."""
    return oi.data.malmo_series().only([*TENURES, *BIRTH, "folkmangd", "loneinkomst"], periods=YEARS)


@pytest.fixture(scope="module")
def change(series: oi.Statistics, tmp_path_factory: pytest.TempPathFactory) -> oi.types.Change:
    path = tmp_path_factory.mktemp("series") / "serie.toml"
    path.write_text(DEFINITION, encoding="utf-8")
    index = oi.load_index(path)
    before = index.compute(series, period="2020")
    return oi.change(before, index.compute(series, period="2023", reference=before))


def values(statistics: oi.Statistics, variable: str, year: str) -> np.ndarray:
    return statistics.block(variable, year).value


def test_four_years_for_every_area(series: oi.Statistics) -> None:
    assert series.areas == oi.geso().codes
    assert set(series.variables) == {*TENURES, *BIRTH, "folkmangd", "loneinkomst"}
    for variable in series.variables:
        assert series.periods(variable) == YEARS
        assert not np.isnan([values(series, variable, year) for year in YEARS]).any()


@pytest.mark.parametrize("year", YEARS)
def test_nobody_is_lost(series: oi.Statistics, year: str) -> None:
    for variable in (*TENURES, *BIRTH, "folkmangd"):
        value = values(series, variable, year)
        assert value[:-1].sum() == pytest.approx(value[-1], abs=1e-4)
    parts = np.sum([values(series, variable, year) for variable in BIRTH], axis=0)
    assert parts == pytest.approx(values(series, "folkmangd", year), abs=1e-4)


def test_the_city_is_what_scb_says(series: oi.Statistics) -> None:
    """SCB's published population of Malmö on 31 December."""
    published = {"2020": 347_949, "2021": 351_749, "2022": 357_377, "2023": 362_133}
    assert {year: values(series, "folkmangd", year)[-1] for year in YEARS} == published


def test_2022_is_the_sum_of_the_deso(series: oi.Statistics) -> None:
    other = oi.malmo_statistics()
    for variable in (*TENURES, "fodda_i_sverige", "folkmangd"):
        assert values(series, variable, "2022") == pytest.approx(values(other, variable, "2022"), abs=1e-4)


def test_2023_is_near_what_deso_say(series: oi.Statistics) -> None:
    """Population by DeSO is known for 2023 too, and was not used: carried figures miss by 0.25 % at most."""
    carried, known = (values(s, "folkmangd", "2023") for s in (series, oi.malmo_statistics()))
    assert np.abs(carried / known - 1).max() < 0.003
    exact = series.block("folkmangd", "2023").quality == 0
    assert exact.sum() == 10  # nine areas that no RegSO crosses the border of, and the city
    assert carried[exact] == pytest.approx(known[exact], abs=1e-4)


def test_every_figure_says_what_it_is(series: oi.Statistics) -> None:
    frame = series.to_frame()
    assert set(frame.loc[frame["variable"] == "loneinkomst", "quality"]) == {"estimated"}
    assert set(frame["quality"]) == {"official", "estimated"}
    # What is split is estimated, and doubtful; the whole city's counts are nobody's estimate.
    counts = frame[(frame["variable"] != "loneinkomst") & (frame["area"] != "1280")]
    assert (counts.loc[counts["quality"] == "estimated", "doubtful"] > 0).all()
    assert set(frame.loc[(frame["variable"] != "loneinkomst") & (frame["area"] == "1280"), "quality"]) == {
        "official"
    }
    assert frame["source"].str.contains("SCB").all()
    assert frame["source"].str.contains("omradesindex").all()


def test_changes_are_decomposed_and_add_up(change: oi.types.Change) -> None:
    parts = change.parts.query("measure == 'index'").groupby("area")["points"].sum()
    index = change.to_frame().query("measure == 'index'").set_index("area")["change"]
    assert len(index) == 14
    assert parts.loc[index.index].to_numpy() == pytest.approx(index.to_numpy(), abs=1e-9)
    assert set(change.parts["indicator"]) >= {
        "loneinkomst",
        "bostads_eller_aganderatt",
        "andel_utrikes_fodda",
    }
    # A single indicator is its dimension: what it gives there is the whole change.
    lone = change.parts.query("measure == 'fodelseregion'").set_index("area")["points"]
    whole = change.to_frame().query("measure == 'fodelseregion'").set_index("area")["change"]
    assert lone.to_numpy() == pytest.approx(whole.loc[lone.index].to_numpy(), abs=1e-9)


# -- from the sources ---------------------------------------------------------------------------------


def test_an_area_by_hand(series: oi.Statistics, shared: Shared) -> None:
    """Area 10 consists of whole RegSO: a plain sum of theirs."""
    key = pd.read_csv(shared("data", "malmo_koppling_deso2018_regso2020.csv"), dtype=str)
    area = dict(zip(key["DeSO_2018"], oi.geso().keys["deso_2018"].area_of(key["DeSO_2018"]), strict=True))
    of = key.assign(area=key["DeSO_2018"].map(area)).groupby("RegSO_2020")["area"].agg(set)
    inside = {f"Malmö ({name})" for name, areas in of.items() if areas == {"10"}}
    assert not any("10" in areas and len(areas) > 1 for areas in of)
    rows = pd.read_csv(shared("data", "malmo_regso_housing_tenure_2020_2023.csv"))
    mine = rows[rows["region"].isin(inside) & (rows["upplåtelseform"] == "hyresrätt")]
    at = series.areas.index("10")
    for year in YEARS:
        assert values(series, "lagenheter_hyresratt", year)[at] == mine[f"Antal {year}"].sum()


def test_regso_of_2020_and_2025_have_the_same_codes(shared: Shared) -> None:
    key = pd.read_csv(shared("data", "malmo_koppling_deso2018_regso2020.csv"), dtype=str)
    drawn = gpd.read_file(shared("data", "regso_2025_malmo_3006.gpkg"))
    assert set(key["RegSOkod_2020"]) == set(drawn["regsokod"])


def test_surface_alone_and_the_error_that_is_stated(shared: Shared) -> None:
    """RegSO carried by surface, as if DeSO were unknown: how wrong, and whether it was said."""
    source = shared("data")
    deso, regso = BUILD.read_deso(source), BUILD.read_regso(source)
    drawn = gpd.read_file(shared("data", "regso_2025_malmo_3006.gpkg")).set_index("regsokod")[["geometry"]]
    division = oi.geso()
    area = pd.Series(division.keys["deso_2018"].area_of(deso.index), index=deso.index)
    walk = oi.crosswalk(drawn, division)
    names = (*TENURES, *BIRTH, "folkmangd")
    table = pd.concat(
        [
            pd.DataFrame({"area": regso[n].index, "variable": n, "period": "2022", "value": regso[n]["2022"]})
            for n in names
        ]
    ).assign(kind="count", quality="official")
    parts = oi.Statistics.from_frame(table, name="RegSO")
    carried = parts.to_areas(walk, division=division)
    stated = oi.data.carrying_error(parts, walk).set_index(["variable", "area"])
    z = []
    for name in names:
        true = deso.groupby(area)[name].sum().loc[list(division.codes)]
        got = values(carried, name, "2022")
        assert got[:-1].sum() == pytest.approx(got[-1], rel=1e-9)
        mine = stated.loc[name].loc[list(division.codes)]
        assert ((mine["lowest"] <= true + 1e-6) & (true <= mine["highest"] + 1e-6)).all()
        error = mine["standard_error"]
        z += list((np.abs(got[:-1] - true) / error)[error > 0])
        if name == "folkmangd":
            misplaced = np.abs(got[:-1] - true).sum() / 2 / true.sum()
            assert 100 * misplaced == pytest.approx(1.8, abs=0.05)  # as the documentation says
            assert np.abs(got[:-1] - true).max() == pytest.approx(3650, abs=5)
            assert ((np.abs(got[:-1] - true) <= error) & (error > 0)).sum() == 12
            assert (error > 0).sum() == 13
    assert np.mean(np.array(z) <= 1) > 0.68
    assert np.mean(np.array(z) <= 2) > 0.95


def test_the_better_the_weights_the_fewer_are_misplaced(shared: Shared) -> None:
    """Voters by election district, and dwellings by DeSO: the documentation's numbers."""
    source, division = shared("data"), oi.geso()
    deso, regso = BUILD.read_deso(source), BUILD.read_regso(source)
    drawn = gpd.read_file(source / "regso_2025_malmo_3006.gpkg").set_index("regsokod")[["geometry"]]
    votes = pd.read_csv(source / "valdeltagande_2022_malmo_valdistrikt.csv", dtype={"Valdistriktskod": str})
    voters = votes.set_index("Valdistriktskod")["kommun_rostberattigade"]
    districts = gpd.read_file(source / "valdistrikt_2022_malmo_3006.gpkg")
    districts["weight"] = districts["Lkfv"].astype(str).map(voters).astype(float)
    key = division.keys["deso_2018"]
    by_deso = oi.crosswalk(BUILD.to_regso(deso), key, weights=deso["lagenheter"].astype(float).to_dict())
    people = regso["folkmangd"]["2022"]
    table = pd.DataFrame({"area": people.index, "variable": "folkmangd", "period": "2022", "value": people})
    parts = oi.Statistics.from_frame(table.assign(quality="official"), name="RegSO")
    known = values(oi.malmo_statistics(), "folkmangd", "2022")
    for walk, percent, largest in (
        (oi.crosswalk(drawn, division, weights=districts), 1.1, 1830),
        (by_deso, 0.07, 180),
    ):
        off = np.abs(values(parts.to_areas(walk, division=division), "folkmangd", "2022") - known)[:-1]
        assert 100 * off.sum() / 2 / known[-1] == pytest.approx(percent, rel=0.05)
        assert off.max() == pytest.approx(largest, abs=5)


def test_wages_are_carried_in_a_way_that_holds_for_net_income(shared: Shared) -> None:
    """Mean net income is known by DeSO: carried from RegSO as wages are, it misses by 0.4 % at most."""
    source, division = shared("data"), oi.geso()
    deso, key = BUILD.read_deso(source), division.keys["deso_2018"]
    raw = pd.read_csv(source / "malmo_deso2018_stats_2022.csv", index_col="deso_2018").loc[deso.index]
    persons = deso["loneinkomst"]
    total = raw["nettoinkomst_medel_tkr_2022"] * persons
    by_regso, by_regso_n = (x.groupby(deso["regso"]).sum() for x in (total, persons))
    table = pd.DataFrame(
        {"area": by_regso.index, "variable": "nettoinkomst", "period": "2022", "kind": "mean"}
    )
    table = table.assign(value=(by_regso / by_regso_n).to_numpy(), denominator=by_regso_n.to_numpy())
    walk = oi.crosswalk(BUILD.to_regso(deso), key, weights=BUILD.weigh(deso, "loneinkomst", "folkmangd"))
    carried = oi.Statistics.from_frame(table, name="RegSO").to_areas(walk, division=division)
    known = values(oi.malmo_statistics(), "nettoinkomst", "2022")
    assert np.abs(values(carried, "nettoinkomst", "2022") / known - 1).max() < 0.004


def test_a_rebuild_gives_the_same_bytes(shared: Shared, tmp_path: Path) -> None:
    source = shared("data").parent
    script = ROOT / "scripts" / "build_malmo_series.py"
    subprocess.run([sys.executable, script, "--shared", source, "--out", tmp_path], check=True, cwd=ROOT)
    name = "malmo_series_2020_2023.csv"
    assert (tmp_path / name).read_bytes() == data_path("statistics", name).read_bytes()
    packed = ["malmo_series_2020_2023_lineage.csv.gz", "malmo_series_2020_2023_weights.csv.gz"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, *packed]
    for name in packed:
        built, embedded = (tmp_path / name).read_bytes(), data_path("statistics", name).read_bytes()
        assert gzip.decompress(built) == gzip.decompress(embedded)
