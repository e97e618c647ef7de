"""A result's tables of its own: what is in the files that are computed on, and on the map."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from tests.cities import exact


def test_index_csv_holds_scores_and_ranks_on_full_precision(result: oi.types.Result, saved: Path) -> None:
    table = exact(saved / "index.csv").set_index("area")
    assert table.index.tolist() == list(result.areas)
    assert table["name"].to_dict() == result.names
    for column in result.columns:
        np.testing.assert_array_equal(table[f"score_{column}"], result.scores[column])
        ranks = result.ranks[column].to_numpy(dtype=float, na_value=np.nan)
        np.testing.assert_array_equal(table[f"rank_{column}"], ranks)
    assert set(table["statistics"]) == {"Provstad (påhittad)"}


def test_tidy_files_are_the_result(result: oi.types.Result, saved: Path) -> None:
    tidy = result.to_frame()
    parquet = pd.read_parquet(saved / "resultat.parquet")
    pd.testing.assert_frame_equal(parquet, tidy, check_dtype=False)
    csv = pd.read_csv(saved / "resultat.csv", dtype=str)
    assert csv["area"].tolist() == tidy["area"].tolist()
    for column in ("value", "score", "contribution"):
        np.testing.assert_array_equal([float(v) for v in csv[column]], tidy[column])


def test_excel_table_has_semicolons_decimal_commas_and_rounded_numbers(
    result: oi.types.Result, saved: Path
) -> None:
    text = (saved / "tabell_excel.csv").read_bytes()
    assert text.startswith("\ufeff".encode())
    table = pd.read_csv(
        saved / "tabell_excel.csv", sep=";", decimal=",", dtype={"Kod": str}, encoding="utf-8-sig"
    )
    assert table["Kod"].tolist() == ["01", "02", "04", "03", "05", "06"]
    assert table["Plats"].iloc[0] == "1="
    assert table["Index"].iloc[0] == pytest.approx(result.scores.at["01", "index"], abs=0.05)
    assert table["Genomsnittlig nettoinkomst (tusen kronor), påhittad"].tolist()[3] == 1234.5


def test_workbook_has_a_row_of_origin_for_each_figure_and_the_figures_of_the_result(
    result: oi.types.Result, saved: Path
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(saved / "tabell.xlsx")
    scores, indicators, origins = (book[name] for name in book.sheetnames[:3])
    heads = [cell.value for cell in scores[3]]
    order = [row[heads.index("Kod")].value for row in scores.iter_rows(min_row=4, max_row=9)]
    for column in result.columns:
        k = heads.index(result.label(column)) + 1
        cells = [scores.cell(row, k).value for row in range(4, 10)]
        numbers = [np.nan if cell is None else cell for cell in cells]
        np.testing.assert_allclose(numbers, result.scores.loc[order, column], rtol=1e-14)
    told = {(row[0].value, row[1].value): row for row in origins.iter_rows(min_row=4) if row[1].value}
    places, city = len(result.columns) + 1, len(result.areas) + 1
    assert len(told) == places * len(result.areas) + len(result.indicators.columns) * city
    for (sheet, cell), row in told.items():
        assert isinstance(book[sheet][cell].value, int | float) == (row[6].value == "uppgift finns"), cell
    withheld = [row[2].value for row in told.values() if row[6].value == "röjandeskyddad"]
    assert set(withheld) == {"Hamnen"}
    assert {row[7].value for row in told.values() if row[0].value == indicators.title} == {
        "Provbyrån, provtabell 1; summerad för prov"
    }


def test_indicators_are_described(result: oi.types.Result, saved: Path) -> None:
    table = pd.read_csv(saved / "indikatorer.csv", dtype={"period": str}).set_index("indicator")
    assert table.loc["nettoinkomst", ["label", "unit", "direction", "quality", "period"]].tolist() == [
        "Genomsnittlig nettoinkomst",
        "tkr",
        "higher_is_better",
        "made_up",
        "2022",
    ]
    assert table.loc["trangboddhet", "areas"] == 5


def test_geopackage_holds_outlines_scores_and_indicators(result: oi.types.Result, saved: Path) -> None:
    import geopandas as gpd
    import pyogrio

    path = saved / "omraden.gpkg"
    assert [name for name, _ in pyogrio.list_layers(path)] == ["omraden", "indikatorer"]
    layer = gpd.read_file(path, layer="omraden").set_index("area")
    assert layer.crs.to_epsg() == 3006
    assert layer.index.tolist() == list(result.areas)
    np.testing.assert_array_equal(layer["score_index"], result.scores["index"])
    np.testing.assert_array_equal(layer["arbetsloshet"], result.indicators["arbetsloshet"].iloc[:-1])
    assert set(layer["statistics"]) == {"Provstad (påhittad)"}
    division = result.statistics.division
    assert layer.geometry.geom_equals(division.outlines.geometry.set_axis(layer.index)).all()
    about = pyogrio.read_dataframe(path, layer="indikatorer")
    assert about["indicator"].tolist() == list(result.indicators.columns)
