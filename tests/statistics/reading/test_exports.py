"""The oracle: SCB's five Excel exports, read as they are, against figures taken from them by others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import RawTable
from omradesindex.statistics.reading.layout import parse_excel

MAPPING = Path(__file__).with_name("scb_exports.toml")
FOLDER = ("data", "scb_excel_exports")

#: Our variable → the columns of the comparison table that it is the sum of.
COLUMNS = {
    "folkmangd": ["folkmangd_2022"],
    **{f"befolkning_{age}": [f"alder_{age}_2022"] for age in ("0_4", "5_9", "10_14", "15_19", "20_24")},
    "utbildning_forgymnasial_25_64": ["utb_forgymnasial_2022"],
    "utbildning_gymnasial_25_64": ["utb_gymnasial_2022"],
    "utbildning_eftergymnasial_25_64": ["utb_efter_lt3_2022", "utb_efter_ge3_2022"],
    "utbildning_eftergymnasial_3_ar_25_64": ["utb_efter_ge3_2022"],
    "utbildning_uppgift_saknas_25_64": ["utb_saknas_2022"],
    "lagenheter_hyresratt": ["lgh_hyresratt_2022"],
    "lagenheter_bostadsratt": ["lgh_bostadsratt_2022"],
    "lagenheter_aganderatt": ["lgh_aganderatt_2022"],
    "lagenheter_uppgift_saknas": ["lgh_uppgift_saknas_2022"],
    "lag_ekonomisk_standard": ["lag_ek_standard_pct_2022"],
    "hog_ekonomisk_standard": ["hog_ek_standard_pct_2022"],
    "personer_ekonomisk_standard": ["ek_standard_antal_2022"],
    "sysselsatta_16_64": ["sysselsatta_16_64_2022"],
    "arbetslosa_16_64": ["arbetslosa_16_64_2022"],
    "arbetskraft_16_64": ["arbetskraft_16_64_2022"],
    "utanfor_arbetskraften_16_64": ["utanfor_arbkr_16_64_2022"],
    "befolkning_16_64": ["antal_16_64_2022"],
}


@pytest.fixture(scope="session")
def exports(shared: Callable[..., Path]) -> oi.Statistics:
    """All five (about three seconds): read once for all tests."""
    return oi.read_statistics(shared(*FOLDER), mapping=MAPPING, name="DeSO i hela landet")


@pytest.mark.slow
def test_every_figure_of_malmo_is_that_of_the_oracle(
    exports: oi.Statistics, shared: Callable[..., Path]
) -> None:
    known = pd.read_csv(shared("data", "malmo_deso2018_stats_2022.csv"), dtype={"deso_2018": str}).set_index(
        "deso_2018"
    )
    assert len(exports.areas) == 5984
    assert set(exports.variables) == set(COLUMNS)
    rows = [exports.areas.index(code) for code in known.index]
    assert len(rows) == 192
    for variable, columns in COLUMNS.items():
        values = exports.block(variable, "2022").value[rows]
        np.testing.assert_array_equal(values, known[columns].sum(axis=1).to_numpy(float), err_msg=variable)
    shares = exports.block("lag_ekonomisk_standard", "2022").denominator[rows]
    np.testing.assert_array_equal(shares, known["ek_standard_antal_2022"].to_numpy(float))


def test_the_source_is_named_with_its_table_and_date(exports: oi.Statistics) -> None:
    assert exports.source_of("lagenheter_hyresratt", "2022") == (
        "SCB: Antal lägenheter efter region, år och upplåtelseform (000006OC), uppdaterad 20240418 08:00",
    )


def test_what_stands_around_an_export_s_figures(shared: Callable[..., Path]) -> None:
    file = shared(*FOLDER, "000006TA_20240813-153551.xlsx")
    raw = parse_excel(file.read_bytes(), name=file.name)
    assert isinstance(raw, RawTable)
    assert raw.dimensions == ("region", "tabellinnehåll", "år", "ålder")
    assert (raw.code, raw.source, raw.updated) == ("000006TA", "SCB", "20240123 08:00")
    assert raw.units["Låg ekonomisk standard, procent"] == "andel"
    assert raw.notes[0].startswith("Vissa personer går inte att placera geografiskt")
    assert raw.place(0) == f"{file.name}, sheet '000006TA', cell B6"
    assert raw.codes("tabellinnehåll")[-1] == "Antal personer totalt"


def test_one_city_is_kept_by_its_codes(shared: Callable[..., Path], tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        """
        [[table]]
        area = { dimension = "region", keep = "1280*", code = "1280{deso}" }
        period = "år"
        [[table.variables]]
        variable = "personer_ekonomisk_standard"
        where = { "tabellinnehåll" = "Antal personer totalt" }
        """,
        encoding="utf-8",
    )
    read = oi.read_statistics(shared(*FOLDER, "000006TA_20240813-153551.xlsx"), mapping=mapping)
    assert len(read.areas) == 192
    assert read.areas[0] == "C1010"
    assert read.block("personer_ekonomisk_standard", "2022").value[0] == 2051


def test_tenure_of_four_years_from_a_wide_table_with_names_for_codes(
    shared: Callable[..., Path], tmp_path: Path
) -> None:
    file = shared("data", "malmo_regso_housing_tenure_2020_2023.csv")
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        """
        [[table]]
        dimensions = ["region", "upplåtelseform"]
        split.kolumn = "{innehåll} {år}"
        area = { dimension = "region", code = "Malmö (RegSO-{namn})" }
        period = "år"
        source = "SCB (CC0), lägenheter efter upplåtelseform"
        quality = "official"
        variables = [{ variable = "lagenheter_hyresratt", where = { "upplåtelseform" = "hyresrätt" } }]
        """,
        encoding="utf-8",
    )
    read = oi.read_statistics(file, mapping=mapping)
    assert len(read.areas) == 91
    assert read.periods() == ("2020", "2021", "2022", "2023")
    known = pd.read_csv(file)
    known = known[known["upplåtelseform"] == "hyresrätt"]
    for year in read.periods():
        assert np.nansum(read.block("lagenheter_hyresratt", year).value[:91]) == known[f"Antal {year}"].sum()
    assert read.areas[0] == "Almvik norr-Lindängen norr"
