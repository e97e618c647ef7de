"""Exempelstad (påhittad) is whole, says that it is made up, and is what its model says."""

from __future__ import annotations

import copy
import gzip
import importlib
import io
import tomllib
from types import ModuleType
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.datafiles import data_path
from omradesindex.geography import load_division
from tests.conftest import ROOT

AGES = ["0-5", "6-12", "13-17", "18-24", "25-64", "65-"]
KEYS = ["sub_area", "period", "sex", "disability", "age"]
TEXT = dict.fromkeys(("sub_area", "area", "period"), str)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    if not (ROOT / "scripts" / "build_exempelstad.py").exists():
        pytest.skip("needs scripts/build_exempelstad.py, which is not here")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        return importlib.import_module("build_exempelstad")


@pytest.fixture(scope="module")
def parameters(script: ModuleType) -> Any:
    return script.parameters()


@pytest.fixture(scope="module")
def city(script: ModuleType, parameters: Any) -> Any:
    return script.simulate(parameters, script.draw_map(parameters["map"], parameters["area"]))


@pytest.fixture(scope="module")
def cells() -> pd.DataFrame:
    return pd.read_csv(data_path("exempelstad", "celler.csv.gz"), dtype={**TEXT, "age": str})


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(data_path("exempelstad", name), dtype=TEXT)


def standardised(counts: Any, persons: Any, rate: Any, *, least: float = 5.0) -> Any:
    """How many standard deviations each count lies from what is expected, where that is near a normal law."""
    variance = persons * rate * (1 - rate)
    z = (counts - persons * rate) / np.sqrt(np.where(variance > least, variance, np.nan))
    return z[~np.isnan(z)]


# --- it says what it is ----------------------------------------------------------------------------------


def test_everything_says_that_it_is_made_up() -> None:
    about = tomllib.loads(data_path("exempelstad", "statistik.toml").read_text(encoding="utf-8"))
    division = load_division(data_path("exempelstad"))
    assert about["quality"] == "made_up"
    assert {part.word for part in division.provenance.values()} == {"made_up"}
    for text in (about["label"], about["source"], division.label, division.whole.name):
        assert text.startswith("Exempelstad (påhittad)")
    for name in ("omraden.geojson", "delomraden.geojson"):
        assert "Exempelstad (påhittad)" in data_path("exempelstad", name).read_text(encoding="utf-8")[:200]


def test_the_files_stay_small() -> None:
    files = (path for path in data_path("exempelstad").iterdir() if path.is_file())
    assert sum(path.stat().st_size for path in files) < 1_500_000


# --- the map ---------------------------------------------------------------------------------------------


def test_the_map_has_no_gap_and_no_overlap() -> None:
    division = load_division(data_path("exempelstad"))
    subs = gpd.read_file(data_path("exempelstad", "delomraden.geojson")).set_index("code")
    key = division.keys["delomrade"]
    assert len(division.codes) == 14
    assert division.codes[0] == "01"
    assert sorted(key.sub_areas) == sorted(subs.index)
    assert len(subs) == 100
    outlines = division.outlines.geometry
    assert shapely.coverage_is_valid(subs.geometry.to_list())
    assert shapely.coverage_is_valid(outlines.to_list())
    for code in division.codes:
        parts = subs.geometry.loc[list(key.of_area(code))]
        assert parts.union_all().symmetric_difference(outlines[code]).area == 0
    # No hole inside the city either: what the mainland encloses is all land.
    whole = shapely.get_parts(outlines.union_all())
    assert [len(part.interiors) for part in whole] == [0, 0]  # the mainland and one island


def test_the_city_lies_in_open_sea() -> None:
    west, south, east, north = load_division(data_path("exempelstad")).outlines.to_crs(4326).total_bounds
    # South of Gotland (57 N), east of Öland (17 E), north of Poland (55 N), west of Lithuania (21 E).
    assert 18 < west < east < 19
    assert 55.5 < south < north < 56.5


def test_doubtful_sub_areas_lie_at_the_area_they_might_belong_to() -> None:
    division = load_division(data_path("exempelstad"))
    subs = gpd.read_file(data_path("exempelstad", "delomraden.geojson")).set_index("code")
    key = division.keys["delomrade"]
    assert len(key.doubtful) == 4
    for code, alternative, confidence in zip(key.sub_areas, key.alternative, key.confidence, strict=True):
        assert (alternative != "") == (confidence < 0.9)
        others = dict(part.split(":") for part in alternative.split(";") if part)
        for other, share in others.items():
            border = subs.geometry[code].intersection(division.outlines.geometry[other])
            assert border.length > 0
            assert float(share) <= 1 - confidence + 1e-9


# --- the figures -----------------------------------------------------------------------------------------


def test_every_cell_is_there_once(cells: pd.DataFrame) -> None:
    key = load_division(data_path("exempelstad")).keys["delomrade"]
    years = [str(year) for year in range(2020, 2025)]
    levels = [key.sub_areas, years, ["women", "men"], ["with", "without"], AGES]
    expected = pd.MultiIndex.from_product(levels, names=KEYS)
    assert pd.MultiIndex.from_frame(cells[KEYS]).equals(expected)
    places = table("platser.csv")
    assert pd.MultiIndex.from_frame(places[KEYS[:2]]).equals(pd.MultiIndex.from_product(levels[:2]))
    assert (places.drop(columns=KEYS[:2]) >= 0).all(axis=None)


def test_variables_exist_for_whole_age_groups_or_not_at_all(cells: pd.DataFrame) -> None:
    counts = cells.drop(columns=KEYS)
    there = counts.notna().groupby(cells["age"]).mean()
    assert set(np.unique(there)) <= {0.0, 1.0}
    assert there["folkmangd"].eq(1).all()
    assert there.loc["13-17", "elever_ak9"] == 1
    assert there.loc[["0-5", "6-12", "13-17"], "rostande_kommunval"].eq(0).all()
    assert (counts.min() >= 0).all()
    assert (counts.fillna(0) % 1 == 0).all(axis=None)


def test_parts_are_never_above_their_whole(cells: pd.DataFrame, parameters: Any) -> None:
    compared = 0
    for row in parameters["variable"]:
        if "rate" in row and {row["id"], row["of"]} <= set(cells):
            both = cells[[row["id"], row["of"]]].dropna()
            assert (both[row["id"]] <= both[row["of"]]).all(), row["id"]
            compared += len(both)
    assert compared > 50_000
    places = table("platser.csv")
    for row in parameters["place"]:
        if "rate" in row and row["of"] in places:
            assert (places[row["id"]] <= places[row["of"]]).all(), row["id"]
    education = cells[["utbildning_forgymnasial_25_64", "utbildning_eftergymnasial_25_64"]].sum(axis=1)
    assert (education <= cells["befolkning_25_64"].fillna(0)).all()
    work = cells.dropna(subset="arbetskraft_16_64")
    assert (work["sysselsatta_16_64"] + work["arbetslosa_16_64"] == work["arbetskraft_16_64"]).all()
    grown = cells["age"].isin(["18-24", "25-64"])
    assert (cells.loc[grown, "befolkning_16_64"] == cells.loc[grown, "folkmangd"]).all()


def test_people_counted_twice_are_the_same_people(cells: pd.DataFrame) -> None:
    n = cells.fillna(0)
    assert n["lagutbildad_25_64"].equals(n["utbildning_forgymnasial_25_64"])
    assert (n["arbetslos_eller_atgard_16_64"] >= n["arbetslosa_16_64"]).all()
    assert (n["inflyttad_1_ar_eller_aldre"] <= n["inflyttade"]).all()
    assert (n["alder_under_5"] + n["elever_grundskola"] <= n["folkmangd"]).all()
    # Those aged 25 and over are the very same persons in both variables; of those aged 20-24 some are added.
    of_age = cells["age"] == "25-64"
    both = ["utbildning_forgymnasial_20_64", "utbildning_forgymnasial_25_64"]
    assert n.loc[of_age, both[0]].equals(n.loc[of_age, both[1]])
    assert n.loc[cells["age"] == "18-24", both[0]].sum() > 0
    # Nobody is both a child and 20 or over; everybody under 18 is counted as a child.
    assert (n["barn_0_17"] + n["befolkning_20_64"] <= n["folkmangd"]).all()
    young = n[cells["age"].isin(["0-5", "6-12", "13-17"])]
    assert (young["barn_0_17"] == young["folkmangd"]).all()
    years = n[["elever_forskoleklass", "elever_ak1", "elever_ak3", "elever_ak9"]].sum(axis=1)
    assert (years <= n["elever_grundskola"]).all()
    places = table("platser.csv")
    rented = places[["lagenheter_hyresratt_aldre_renoveringsbehov", "lagenheter_hyresratt_nyare"]].sum(axis=1)
    assert (rented <= places["lagenheter_hyresratt"]).all()


def test_surfaces_are_those_of_the_map() -> None:
    subs = gpd.read_file(data_path("exempelstad", "delomraden.geojson")).set_index("code")
    for period, places in table("platser.csv").groupby("period"):
        land = places.set_index("sub_area")["landyta_m2"]
        np.testing.assert_allclose(land, subs.geometry.area[land.index], atol=0.51, err_msg=str(period))


def test_splitting_the_ages_moves_nothing_that_is_published_for_all_of_them(
    cells: pd.DataFrame, city: Any
) -> None:
    for name in set(cells) - set(KEYS):
        drawn = np.maximum(city.counts[name], 0).sum(axis=(2, 3, 4))
        sums = cells.groupby(["sub_area", "period"])[name].sum().to_numpy().reshape(drawn.shape)
        np.testing.assert_array_equal(sums, drawn, err_msg=name)
        # A few persons in small cells are moved over sex or disability, where no one of their age was left.
        apart = np.maximum(city.counts[name], 0).sum(axis=4)
        by_group = cells.groupby(["sub_area", "period", "sex", "disability"], sort=False)[name].sum()
        moved = np.abs(by_group.to_numpy().reshape(apart.shape) - apart).sum()
        assert moved <= 2e-4 * apart.sum() + 40, name


def test_the_truth_by_age_is_what_the_published_counts_scatter_around(
    cells: pd.DataFrame, parameters: Any
) -> None:
    truth = table("sanning_aldrar.csv").set_index(["area", "period", "age"])
    sums = cells.groupby([cells["sub_area"].str[:2].rename("area"), "period", "age"])
    amounts = {row["id"] for row in parameters["variable"] if "mean" in row}
    checked = set()
    for row in parameters["indicator"]:
        if row["kind"] not in ("share", "scale") or row["id"] not in truth or row["numerator"][0] in amounts:
            continue
        (numerator,), (denominator,) = row["numerator"], row["denominator"]
        observed = sums[[numerator, denominator]].sum()
        z = standardised(
            observed[numerator], observed[denominator], truth[row["id"]].reindex(observed.index) / 100
        )
        assert abs(z.mean()) < 4 / np.sqrt(z.size), row["id"]
        assert 0.7 < z.std() < 1.2, row["id"]
        checked.add(row["id"])
    assert {"lag_ekonomisk_standard", "valdeltagande", "barnfattigdom"} <= checked
    whole = table("sanning_omraden.csv").set_index(["area", "period"])["gymnasiebehorighet"]
    of_age = truth.xs("13-17", level="age")["gymnasiebehorighet"]
    assert (of_age - whole).abs().max() < 1e-4  # a whole that is of one age


def test_small_surveys_leave_small_numbers(cells: pd.DataFrame) -> None:
    year = cells[cells["period"] == "2022"]
    answers = year.groupby([year["sub_area"].str[:2], "sex", "disability"])["upplevd_trygghet_svarande"].sum()
    assert 2_000 < answers.sum() < 5_000
    assert (answers < 20).any()


def test_the_city_has_a_plausible_size_and_small_areas(cells: pd.DataFrame) -> None:
    year = cells[cells["period"] == "2022"]
    assert 170_000 < year["folkmangd"].sum() < 190_000
    with_disability = year.loc[year["disability"] == "with", "folkmangd"].sum() / year["folkmangd"].sum()
    assert 0.10 < with_disability < 0.15
    # Small numbers occur, so that disclosure control has something to protect.
    pupils = year.groupby([year["sub_area"].str[:2], "sex", "disability"])["elever_ak9"].sum()
    assert (pupils.between(1, 4)).any()


def test_every_indicator_of_the_catalogue_can_be_computed(parameters: Any, cells: pd.DataFrame) -> None:
    known = {*cells.columns, *table("platser.csv").columns}
    given = table("varden.csv")
    true = set(table("sanning_omraden.csv").columns)
    rows = {row["id"]: row for row in parameters["indicator"]}
    catalogue = indicators()
    for name, indicator in catalogue.items():
        formula = indicator.formula
        assert {*formula.numerator, *formula.denominator} <= known, name
        assert name in true
        assert rows[name]["kind"] == formula.kind
        assert tuple(rows[name].get("numerator", ())) == tuple(formula.numerator)
        assert tuple(rows[name].get("denominator", ())) == tuple(formula.denominator)
        assert tuple(rows[name].get("weights", ())) == tuple(formula.weights)
        assert rows[name].get("per", 100 if formula.is_part else 1) == formula.per
        assert (formula.kind == "given") == (name in given)
    assert set(rows) == set(catalogue)


def test_every_index_is_computed_for_all_areas_and_the_sets_put_them_in_different_order() -> None:
    statistics = oi.example_statistics()
    orders = {}
    for name in oi.list_indices():
        result = oi.load_index(name).compute(statistics)
        assert (result.quality["areas"] == 14).all(), name
        orders[name] = result.ranks["index"]
    for name in ("tn", "mkb", "sbn", "gvn"):
        assert (orders[name] != orders["malmo-2023"]).sum() >= 4, name
    # Need alone does not decide what is unsafe or worn.
    for name in ("trygghet", "fysisk-miljo"):
        assert orders[name].corr(orders["malmo-2023"]) < 0.8, name


def test_the_smallest_parts_add_up_to_what_is_loaded(cells: pd.DataFrame) -> None:
    """The embedded table against sums made here another way."""
    areas, parts = oi.example_statistics(), oi.example_statistics(level="sub_area")
    women = cells[(cells["period"] == "2023") & (cells["sex"] == "women")]
    for name in ("folkmangd", "ctc_risk_skola_over", "elever_ak1", "nettoinkomst_summa_tkr"):
        ours = women.groupby("sub_area")[name].sum()
        block = parts.block(name, "2023", ("women", "total", "total"))
        np.testing.assert_array_equal(block.value[:-1], ours.loc[list(parts.areas)])
        block = areas.block(name, "2023", ("women", "total", "total"))
        np.testing.assert_array_equal(block.value[:-1], ours.groupby(ours.index.str[:2]).sum())
        assert block.value[-1] == ours.sum()
    pupils = {block.group[2] for block in areas.blocks if block.variable == "elever_ak1"}
    assert pupils == {"6-12", "total"}
    crimes = table("platser.csv").query("period == '2023'")["brott_anmalda"].sum()
    assert areas.block("brott_anmalda", "2023").value[-1] == crimes
    life = areas.block("medellivslangd", "2023", ("men", "total", "total"))
    published = table("varden.csv").set_index(["area", "period", "sex"])["medellivslangd"]
    np.testing.assert_array_equal(life.value, published.loc[[*areas.areas, "X00"], "2023", "men"])
    assert life.kind == "index"
    assert not parts.periods("medellivslangd")
    # Sub-areas can be added up to areas by anybody, to the same figures.
    division = oi.example_division()
    summed = parts.to_areas(division.keys["delomrade"], division=division)
    for block in (block for block in summed.blocks if block.variable in ("folkmangd", "gronyta_m2")):
        np.testing.assert_array_equal(summed.block(*block).value, areas.block(*block).value)


# --- the truth -------------------------------------------------------------------------------------------


def test_counts_scatter_around_their_true_rates_as_the_model_says(city: Any, parameters: Any) -> None:
    checked = 0
    for row in parameters["variable"]:
        if "of" not in row:
            continue
        counts, persons, rate = city.counts[row["id"]], city.counts[row["of"]], city.rate[row["id"]]
        if "mean" in row:
            many = (persons > 200) & ~np.isnan(rate)
            z = ((counts - persons * rate) / (row["cv"] * rate * np.sqrt(np.maximum(persons, 1))))[many]
        else:
            z = standardised(counts, persons, rate)
        if z.size:  # a rate of 1 has nothing to scatter
            assert abs(z.mean()) < 4 / np.sqrt(z.size), row["id"]
            assert abs(z.std() - 1) < 4 / np.sqrt(2 * z.size), row["id"]
            checked += z.size
    assert checked > 40_000


def test_the_published_truth_is_what_the_published_counts_scatter_around(
    cells: pd.DataFrame, parameters: Any
) -> None:
    """From the files alone: observed shares of areas by sex and disability beside the written truth."""
    truth = table("sanning_grupper.csv").set_index(["area", "period", "sex", "disability"])
    sums = cells.groupby([cells["sub_area"].str[:2].rename("area"), "period", "sex", "disability"])
    amounts = {row["id"] for row in parameters["variable"] if "mean" in row}  # hours: no binomial law
    for row in parameters["indicator"]:
        if row["kind"] not in ("share", "scale") or row["id"] not in truth or row["numerator"][0] in amounts:
            continue
        (numerator,), (denominator,) = row["numerator"], row["denominator"]
        # Only those in the denominator count: a numerator may exist for ages that the denominator lacks.
        observed = sums[[numerator, denominator]].sum()
        true = truth[row["id"]].reindex(observed.index) / 100
        z = standardised(observed[numerator], observed[denominator], true)
        assert z.size > 50, row["id"]
        assert abs(z.mean()) < 4 / np.sqrt(z.size), row["id"]
        # People of an area differ, which makes their sum scatter a little less than equal people's would.
        assert 0.75 < z.std() < 1.15, row["id"]


def test_dwellings_scatter_around_the_expected_stock(city: Any) -> None:
    for name, drawn in city.dwellings.items():
        expected = city.expected_dwellings[name]
        z = ((drawn - expected) / np.sqrt(expected))[:, 2]  # one year: the stock is much the same in the next
        assert abs(z.mean()) < 4 / np.sqrt(z.size)
        assert abs(z.std() - 1) < 4 / np.sqrt(2 * z.size)


def test_what_is_counted_of_places_scatters_around_its_true_rate(city: Any, parameters: Any) -> None:
    checked = 0
    for row in parameters["place"]:
        if row["of"] == "surface":
            continue
        number = city.dwellings.get(row["of"], city.places.get(row["of"]))
        if number is None:
            number = np.maximum(city.counts[row["of"]], 0).sum(axis=(2, 3, 4))
        drawn, rate = city.places[row["id"]], city.rate[row["id"]]
        mean = number * rate
        factor = (
            1 - rate if "rate" in row else 1.0 if "intensity" in row else row["cv"] ** 2 * rate
        )  # variance beside the mean
        z = ((drawn - mean) / np.sqrt(np.maximum(mean * factor, 1e-9)))[mean * factor > 3]
        assert z.size > 200, row["id"]
        assert abs(z.mean()) < 4 / np.sqrt(z.size), row["id"]
        # A sum of few large amounts is skewed, which makes its spread less certain.
        assert abs(z.std() - 1) < (8 if "mean" in row else 4) / np.sqrt(2 * z.size), row["id"]
        checked += 1
    assert checked == len(parameters["place"]) - 1


def test_the_truth_about_places_is_what_the_published_counts_scatter_around(
    cells: pd.DataFrame, parameters: Any
) -> None:
    """From the files alone: each area's count beside what the written truth leads one to expect."""
    keys = ["sub_area", "period"]
    people = cells.groupby(keys)[["folkmangd"]].sum().reset_index()
    places = table("platser.csv").merge(people, on=keys)
    sums = places.groupby([places["sub_area"].str[:2].rename("area"), "period"]).sum(numeric_only=True)
    truth = table("sanning_omraden.csv").set_index(["area", "period"])
    personal = set(table("sanning_grupper.csv"))
    amounts = {row["id"] for row in parameters["place"] if "mean" in row}  # money: no Poisson law
    checked = set()
    for row in parameters["indicator"]:
        parts = {*row.get("numerator", []), *row.get("denominator", [])}
        if row["kind"] not in ("share", "rate") or row["id"] in personal or parts & amounts:
            continue
        per = row.get("per", 100 if row["kind"] == "share" else 1)
        base = sums[row["denominator"]].sum(axis=1)
        expected = base * truth.loc[base.index, row["id"]] / per
        z = (sums[row["numerator"]].sum(axis=1) - expected) / np.sqrt(expected)
        assert z.abs().max() < 4.5, row["id"]  # a count scatters at most as much as Poisson says
        assert z.std() > 0.2, row["id"]  # and it does scatter
        checked.add(row["id"])
    assert {"anmalda_brott", "gronska", "stadning", "hyresratt_nyare"} <= checked


def test_values_given_as_they_stand_scatter_around_the_truth(city: Any, parameters: Any) -> None:
    published = table("varden.csv").set_index(["area", "period", "sex"])
    truth = table("sanning_grupper.csv").query("disability == 'total'").set_index(["area", "period", "sex"])
    assert len(published) == 15 * 5 * 3  # the whole city has values of its own
    points = published["problemindex_trygghetsmatning"]
    assert points.between(0, 6).all()
    assert published["medellivslangd"].between(70, 95).all()
    gap = published - truth.loc[published.index, published.columns]
    assert (gap.abs().mean() < [0.4, 1.2]).all()
    for row in parameters["given"]:
        values = truth.loc[published.index, row["id"]]
        assert np.corrcoef(published[row["id"]], values)[0, 1] > 0.75, row["id"]
    # Years of life: normal with the standard deviation of the row over the root of the number of people.
    (life,) = (row for row in parameters["given"] if "sd" in row)
    persons = np.maximum(city.counts[life["of"]], 0).sum(axis=(3, 4))
    owner = np.array(city.map.area_of)
    people = np.stack([persons[owner == area["code"]].sum(axis=0) for area in parameters["area"]])
    z = ((city.values[life["id"]] - city.true_values[life["id"]])[:-1, :, 1:]) * np.sqrt(people) / life["sd"]
    assert abs(z.mean()) < 4 / np.sqrt(z.size)
    assert abs(z.std() - 1) < 4 / np.sqrt(2 * z.size)


def test_areas_are_exactly_what_their_row_says_and_change_only_where_it_says_so(parameters: Any) -> None:
    truth = table("sanning_omraden.csv").set_index(["area", "period"])
    changing = 0
    for area in parameters["area"]:
        for latent in parameters["model"]["latents"]:
            values = truth.loc[area["code"], latent]
            drift = area.get("drift", {}).get(latent, 0.0)
            years = values.index.astype(int) - 2022
            np.testing.assert_allclose(values, area[latent] + drift * years, atol=1e-4)
            changing += drift != 0
    assert changing == 3


def test_gaps_between_groups_have_their_known_sign(parameters: Any) -> None:
    """In the whole city each gap points where its effect says, and the effects differ between indicators."""
    effects = table("sanning_effekter.csv").set_index("variable")
    groups = table("sanning_grupper.csv")
    year = groups[(groups["area"] == "X00") & (groups["period"] == "2022")]
    truth = year.set_index(["sex", "disability"])
    asked = 0
    for row in parameters["indicator"]:
        name, *more = row.get("numerator", [row["id"]])
        if more or name not in effects.index or row["id"] not in truth:
            continue
        value, effect = truth[row["id"]], effects.loc[name]
        if abs(effect["women"]) >= 0.05:
            assert np.sign(value["women", "total"] - value["men", "total"]) == np.sign(effect["women"]), name
            asked += 1
        if abs(effect["disability"]) >= 0.3:
            gap = value["total", "with"] - value["total", "without"]
            assert np.sign(gap) == np.sign(effect["disability"]), name
            asked += 1
    assert asked > 12
    assert effects["women"].nunique() > 5


# --- the script ------------------------------------------------------------------------------------------


def contents(files: dict[str, bytes]) -> dict[str, bytes]:
    """Unpack what is packed: zlib's releases pack the same content into different bytes."""
    return {name: gzip.decompress(b) if name.endswith(".gz") else b for name, b in files.items()}


def test_building_again_gives_what_is_embedded(script: ModuleType) -> None:
    built = script.build()
    packed = [content for name, content in built.items() if name.endswith(".gz")]
    assert [content[4:8] for content in packed] == [bytes(4)] * 2  # no clock goes into the bytes
    folder = data_path("exempelstad")
    embedded = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    built, embedded = contents(built), contents(embedded)
    assert set(built) == set(embedded)
    for name, content in built.items():
        assert content == embedded[name], f"{name} differs: run python scripts/build_exempelstad.py"


def test_a_new_row_leaves_every_other_figure_as_it_was(
    script: ModuleType, parameters: Any, city: Any
) -> None:
    more = copy.deepcopy(parameters)
    trust = {
        "id": "litar_pa_andra", "of": "svarande_folkhalsoenkat", "rate": 0.70, "need": -0.3, "trust": -0.6,
        "women": -0.05, "disability": -0.4, "noise": 0.1,
    }  # fmt: skip
    more["variable"].insert(3, {**trust, "of": "folkmangd"})
    more["variable"].append({**trust, "id": "litar_pa_de_flesta"})
    indicator = {"id": "tillit", "kind": "share", "numerator": ["litar_pa_de_flesta"]}
    more["indicator"].append({**indicator, "denominator": ["svarande_folkhalsoenkat"]})
    richer = script.simulate(more, city.map)
    for name, counts in city.counts.items():
        np.testing.assert_array_equal(counts, richer.counts[name], err_msg=name)
    written = pd.read_csv(
        io.BytesIO(script.truth_files(more, richer, script.split_ages(more, richer))["sanning_omraden.csv"]),
        dtype=TEXT,
    )
    assert written["tillit"].between(20, 95).all()
    assert written["tillit"].nunique() > 14
    answers = richer.counts["litar_pa_de_flesta"]
    assert (answers <= richer.counts["svarande_folkhalsoenkat"]).all()


def test_parameters_that_cannot_be_are_refused(script: ModuleType, parameters: Any, city: Any) -> None:
    broken = copy.deepcopy(parameters)
    row = next(row for row in broken["variable"] if "excluding" in row)
    row["rate"] = 0.97
    with pytest.raises(SystemExit, match="more than all"):
        script.simulate(broken, city.map)
    broken = copy.deepcopy(parameters)
    broken["indicator"][0]["denominator"] = ["elever_ak9"]
    with pytest.raises(SystemExit, match="is not known"):
        script.truth_files(broken, city, script.split_ages(parameters, city))


def test_the_page_about_the_city_names_its_areas_as_they_are(parameters: Any) -> None:
    page = (ROOT / "docs" / "exempelstad.md").read_text(encoding="utf-8")
    for area in parameters["area"]:
        numbers = (
            f"{area[name]:.2f}".replace(".", ",").replace("-", "−") for name in parameters["model"]["latents"]
        )
        assert f"| {area['code']} | {area['name']} | {' | '.join(numbers)} |" in page
