"""Malmö's long series: the same as by hand, and open about what is withheld, broken or noisy."""

from __future__ import annotations

import gzip
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
FILE = "malmo_series_2008_2025.csv.gz"
ADULTS = ("alder_20_24", "utb_forgymnasial", "utb_gymnasial", "utb_efter_lt3", "utb_efter_ge3", "utb_saknas")

EMPLOYMENT = """
id = "arbete"
label = "Arbete"
[[dimensions]]
id = "arbete"
label = "Arbete"
indicators = ["sysselsattning_20_64"]
[indicators.sysselsattning_20_64]
label = "Förvärvsarbetande"
definition = "Andel förvärvsarbetande av befolkningen 20–64 år."
population = "Befolkningen 20–64 år"
unit = "%"
direction = "higher_is_better"
formula = { kind = "given" }
"""


@pytest.fixture(scope="module")
def series() -> oi.Statistics:
    return oi.data.malmo_series()


def of(series: oi.Statistics, variable: str, year: str, area: str, sex: str = "total") -> float:
    return float(series.block(variable, year, (sex,)).value[series.all_areas.index(area)])


def barometer(shared: Shared, indicator: str, year: int) -> pd.DataFrame:
    told = pd.read_csv(shared("data", "malmo_regso_segregationsbarometern_by_sex_2008_2022.csv"))
    return told[(told["indikator"] == indicator) & (told["ar"] == year)].set_index("regso_2020")


# -- what is there ------------------------------------------------------------------------------------


def test_fifteen_years_by_sex_where_the_source_has_them(series: oi.Statistics) -> None:
    years = tuple(str(year) for year in range(2008, 2023))
    for group in (("total",), ("women",), ("men",)):
        assert series.periods("sysselsattning_20_64", group) == years
        assert series.periods("in_och_utflyttning", group) == years
        assert series.periods("lag_ekonomisk_standard_regso", group) == years[3:]
    assert series.periods("barnfattigdom") == years[3:]
    assert series.periods("barnfattigdom", ("women",)) == ()
    assert not np.isnan([of(series, "sysselsattning_20_64", year, "1280") for year in years]).any()


def test_what_is_carried_is_estimated_and_says_how(series: oi.Statistics) -> None:
    frame = series.to_frame()
    there = frame[(frame["status"] == "observed") & frame["source"].str.contains("Segregationsbarometern")]
    assert set(there["quality"]) == {"estimated", "proxy"}
    assert there["source"].str.contains("vägs med .* 2022").all()
    assert set(there.loc[there["quality"] == "proxy", "variable"]) == {
        "gymnasieexamen",
        "barnfattigdom",
        "boyta_per_person",
    }


def test_two_sources_of_one_measure_are_two_variables(series: oi.Statistics) -> None:
    frame = series.to_frame()
    bodies = frame.assign(body=frame["source"].str.extract(r"^([^,(]+)", expand=False).str.strip())
    assert not bodies[["variable", "body"]].drop_duplicates()["variable"].duplicated().any()
    assert set(series.variables) >= {"lag_ekonomisk_standard", "lag_ekonomisk_standard_regso"}


def test_what_the_cross_section_has_too_is_the_same(series: oi.Statistics) -> None:
    """One measure of one year is one figure, wherever it is read."""
    malmo = oi.malmo_statistics()
    # The population of 2023 is carried here, and summed there.
    shared = [block for block in series.blocks if block in malmo.blocks and block.variable != "folkmangd"]
    for block in shared:
        one, other = series.block(*block), malmo.block(*block)
        assert one.value == pytest.approx(other.value, abs=1e-4, nan_ok=True), block
        assert one.status.tolist() == other.status.tolist(), block
    assert shared


def test_how_far_the_two_measures_of_low_standard_are_apart(series: oi.Statistics) -> None:
    """As docs/granser_som_flyttar.md says."""
    here = series.block("lag_ekonomisk_standard_regso", "2022").value[:-1]
    there = oi.malmo_statistics().block("lag_ekonomisk_standard", "2022").value[:-1]
    assert float(np.mean(here - there)) == pytest.approx(0.36, abs=0.01)


def test_employment_breaks_and_nothing_is_compared_across(series: oi.Statistics, tmp_path: Path) -> None:
    assert [(b.variable, b.earlier, b.later) for b in series.breaks] == [
        ("sysselsattning_20_64", "2021", "2022")
    ]
    assert round(of(series, "sysselsattning_20_64", "2021", "1280"), 1) == 69.8
    assert round(of(series, "sysselsattning_20_64", "2022", "1280"), 1) == 74.9
    (tmp_path / "arbete.toml").write_text(EMPLOYMENT, encoding="utf-8")
    index = oi.load_index(tmp_path / "arbete.toml")
    with pytest.raises(oi.errors.ComputeError, match=r"2008 and of 2022 cannot be compared.*RAMS and BAS"):
        oi.trend(index, series)
    before = [str(year) for year in range(2008, 2022)]
    assert len(oi.trend(index, series, periods=before).labels) == 14


def test_noise_is_told_of_the_year_that_has_it(series: oi.Statistics) -> None:
    assert len(series.notes) == 1
    assert series.notes[0].startswith("Antalen för 2025 bär litet slumpmässigt brus")
    frame = series.to_frame()
    assert set(frame.loc[frame["noise"] > 0, "period"]) == {"2025"}
    assert (
        frame.loc[(frame["period"] == "2025") & frame["variable"].str.startswith("folk"), "noise"] > 0
    ).all()
    assert (frame.loc[frame["variable"].str.startswith("lagenheter"), "noise"] == 0).all()


# -- by hand ------------------------------------------------------------------------------------------


def test_employment_of_an_area_of_whole_regso(series: oi.Statistics, shared: Shared) -> None:
    deso = pd.read_csv(shared("data", "malmo_deso2018_stats_2022.csv"), index_col="deso_2018")
    inside = deso.loc[list(oi.geso().keys["deso_2018"].of_area("10"))]
    adults = (
        inside[[f"{column}_2022" for column in ADULTS]].sum(axis=1).groupby(inside["RegSOkod_2020"]).sum()
    )
    for year in (2008, 2015, 2022):
        share = barometer(shared, "t24syss", year)["totalt"].reindex(adults.index)
        known = share.notna()
        mean = (share * adults)[known].sum() / adults[known].sum()
        assert of(series, "sysselsattning_20_64", str(year), "10") == pytest.approx(mean, abs=1e-4)


def test_what_is_printed_as_0_is_suppressed(series: oi.Statistics, shared: Shared) -> None:
    told = barometer(shared, "t2heks", 2022)["totalt"]
    deso = pd.read_csv(shared("data", "malmo_deso2018_stats_2022.csv"), index_col="deso_2018")
    inside = deso.loc[list(oi.geso().keys["deso_2018"].of_area("10"))]
    people = inside["folkmangd_2022"].groupby(inside["RegSOkod_2020"]).sum()
    hidden = told.reindex(people.index) == 0
    assert people[~hidden].sum() < 0.6 * people.sum()
    row = series.to_frame().query(
        "variable == 'hog_ekonomisk_standard_regso' and period == '2022' and area == '10' and sex == 'total'"
    )
    assert row["status"].tolist() == ["suppressed"]
    frame = series.to_frame()
    assert not (frame.loc[frame["variable"] == "hog_ekonomisk_standard_regso", "value"] == 0).any()


def test_a_quarter_that_is_being_built_does_not_set_the_mean_of_movers(
    series: oi.Statistics, shared: Shared
) -> None:
    assert barometer(shared, "t12kvot", 2011)["totalt"].max() == 7550
    assert of(series, "in_och_utflyttning", "2011", "1") < 130
    row = series.to_frame().query("variable == 'in_och_utflyttning' and period == '2011' and area == '1'")
    assert (row["coverage"] < 1).all()


def test_figures_of_2025_are_led_by_the_key(series: oi.Statistics, shared: Shared) -> None:
    deso = pd.read_csv(shared("data", "malmo_deso2025_stats_2024_2025.csv"), index_col="deso_2025")
    key = pd.read_csv(shared("data", "malmo_koppling_deso2018_deso2025.csv"), index_col="deso_2025")
    area = oi.geso().keys["deso_2018"].area_of(key["deso_2018"].loc[deso.index])
    groups = deso.groupby(np.array(area))
    for code, part in groups:
        assert of(series, "folkmangd", "2025", str(code)) == part["folkmangd_2025"].sum()
        assert of(series, "lagenheter_hyresratt", "2025", str(code)) == part["lgh_hyresratt_2025"].sum()
        low = np.average(part["lag_ek_standard_pct_2024"], weights=part["folkmangd_2025"])
        assert of(series, "lag_ekonomisk_standard", "2024", str(code)) == pytest.approx(low, abs=1e-4)
        boys = part["alder_10-14_man_2025"].sum()
        assert of(series, "befolkning_10_14", "2025", str(code), "men") == boys
    assert of(series, "folkmangd", "2025", "1280") == 367_886
    noise = series.block("folkmangd", "2025").noise
    assert noise[-1] == pytest.approx(1.5 * np.sqrt(209), abs=1e-3)


def test_no_median_is_carried(series: oi.Statistics) -> None:
    assert "median" not in series.kinds


def test_a_rebuild_gives_the_same_table(shared: Shared, tmp_path: Path) -> None:
    source = shared("data").parent
    script = ROOT / "scripts" / "build_malmo_long_series.py"
    subprocess.run([sys.executable, script, "--shared", source, "--out", tmp_path], check=True, cwd=ROOT)
    names = [FILE, FILE.replace(".csv", "_lineage.csv"), FILE.replace(".csv", "_weights.csv")]
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        # Not every zlib packs alike.
        built, embedded = (tmp_path / name).read_bytes(), data_path("statistics", name).read_bytes()
        assert gzip.decompress(built) == gzip.decompress(embedded)
