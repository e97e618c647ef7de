"""Rows and columns under headings: a tidy table, or a raw one whose columns say what they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import Grid, guess_dimensions, is_text, raw_from_grid, tidy_frame


def grid(*rows: list[object]) -> Grid:
    """A grid of its headings and rows."""
    header = tuple(str(cell) for cell in rows[0])
    return Grid("t", header, rows[1:], lambda row, column: f"cell {'ABCD'[column]}{row + 2}")


FLAGGED = "REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\nA,2024,5,A,F\nB,2024,,{},{}\nC,2024,7,p,\n"


def test_suppressed_stays_suppressed_in_a_tidy_table(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "area,variable,period,value\n01,folkmangd,2024,..\n02,folkmangd,2024,\n", encoding="utf-8"
    )
    assert oi.read_statistics(file).to_frame()["status"].tolist() == ["suppressed", "missing"]


def test_a_tidy_table_s_wrong_cell_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("area,variable,period,value\n01,a,2024,5\n02,a,2024,5x\n", encoding="utf-8")
    with pytest.raises(
        oi.errors.StatisticsError, match=r"x\.csv, row 3, column 'value', area '02', .*: '5x' is not a number"
    ):
        oi.read_statistics(file)
    file.write_text("area,variable,period,value\n01,a,2024,5 ‰\n", encoding="utf-8")
    with pytest.raises(oi.errors.StatisticsError, match="per mille"):
        oi.read_statistics(file)


def test_headings_twice_or_missing() -> None:
    for text, message in {
        "region;a;a\n1;2;3\n": "'a' stands there twice",
        "region;;a\nx;2;3\n": "no heading",
    }.items():
        with pytest.raises(oi.errors.StatisticsError, match=message):
            raw_from_grid(parse_csv(text.encode(), name="x.csv"), ["region"])


@pytest.mark.parametrize(
    ("observed", "secret", "status"),
    [("M", "F", "missing"), ("Q", "", "suppressed"), ("", "C", "suppressed"), ("A", "N", "suppressed")],
)
def test_columns_of_flags_say_what_figures_are(observed: str, secret: str, status: str) -> None:
    grid = parse_csv(FLAGGED.format(observed, secret).encode(), name="x.csv")
    assert guess_dimensions(grid) == ("REF_AREA", "TIME_PERIOD")
    raw = raw_from_grid(grid)
    assert raw.codes("kolumn") == ("OBS_VALUE",)
    assert raw.frame["status"].tolist() == ["observed", status, "observed"]


def test_a_figure_whose_flag_says_that_it_is_confidential_is_refused() -> None:
    grid = parse_csv(FLAGGED.format("A", "F").replace("5,A,F", "5,A,C").encode(), name="x.csv")
    with pytest.raises(
        oi.errors.StatisticsError, match=r"row 2, column 'OBS_VALUE': there is a value, although"
    ):
        raw_from_grid(grid)


def test_a_column_called_status_that_holds_categories_is_a_dimension() -> None:
    grid = parse_csv(b"region;status;2024\nA;anst\xe4lld;1\nA;student;2\n", name="x.csv")
    raw = raw_from_grid(grid)
    assert raw.dimensions == ("region", "status_", "kolumn")


def test_powers_of_ten_and_a_row_of_units() -> None:
    grid = parse_csv(b"REF_AREA,OBS_VALUE,UNIT_MULT,DECIMALS\nA,1.5,3,1\nB,2,0,1\n", name="x.csv")
    assert raw_from_grid(grid).frame["value"].tolist() == [1500, 2]
    text = "omr\u00e5de;Folk;Andel\n;antal;promille\nA;5;1,5\n"
    grid = parse_csv(text.encode(), name="x.csv")
    assert (grid.rows, grid.units) == ([["A", "5", "1,5"]], {"Folk": "antal", "Andel": "promille"})
    assert grid.place(0, 1) == "x.csv, row 3, column 'Folk'"
    assert raw_from_grid(grid).units["Andel"] == "promille"


def test_marks_in_a_table_of_one_s_own() -> None:
    text = "region;2023;2024\nA;1;x\nB;2;Sekretess\nC;3;<5\nD;4;saknas\n"
    raw = raw_from_grid(parse_csv(text.encode(), name="x.csv"))
    told = raw.frame[raw.frame["kolumn"] == "2024"]["status"].tolist()
    assert told == ["suppressed", "suppressed", "suppressed", "missing"]


def test_tidy_numbers_of_a_grid_are_floats() -> None:
    rows = grid(["area", "variable", "period", "value"], ["1", "a", 2024, "1 234"], ["2", "a", 2024.0, ".."])
    frame = tidy_frame(rows)
    assert rows.tidy
    assert frame["value"].tolist()[0] == 1234.0
    assert frame["period"].tolist() == ["2024", "2024"]
    assert frame["status"].tolist() == ["", "suppressed"]


def test_codes_that_a_workbook_holds_as_numbers_are_text() -> None:
    rows = grid(["region", "dag", "Antal"], [101, dt.datetime(2024, 12, 31), 1], [Decimal(102), "x", 2])
    raw = raw_from_grid(rows, ["region", "dag"])
    assert (raw.codes("region"), raw.codes("dag")) == (("101", "102"), ("2024-12-31", "x"))
    for cell in (1.5, True, dt.datetime(2024, 12, 31, 7)):
        with pytest.raises(
            oi.errors.StatisticsError, match=r"t, cell A2: 'region' is .*neither text nor a whole number"
        ):
            raw_from_grid(grid(["region", "Antal"], [cell, 1]), ["region"])


@pytest.mark.parametrize(
    ("rows", "dimensions", "message"),
    [
        (
            [["region", "Antal"], [" ", 1]],
            ["region"],
            "cell A2: the category in 'region' is empty.*fill it in",
        ),
        ([["region", "Antal"], ["A", 1]], ["regoin"], "no column 'regoin' .did you mean 'region'"),
        ([["region", "Antal"], ["A", 1]], ["region", "Antal"], "there is no column of figures"),
        ([["region", "Antal"]], ["region"], "there is no row"),
        ([["region", "Antal"], ["A", "1 ‰"], ["B", "2 %"]], ["region"], "cell B3: .*one unit in a column"),
    ],
)
def test_what_makes_no_table(rows: list[list[object]], dimensions: list[str], message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        raw_from_grid(grid(*rows), dimensions)


def test_columns_of_nothing_fall_away_and_addresses_stay() -> None:
    rows = grid(["region", "", "OBS: preliminärt", "Antal"], ["A", None, "", 1]).without_idle_columns()
    assert (rows.header, rows.place(0, 1)) == (("region", "Antal"), "t, cell D2")
    assert [is_text(cell) for cell in ("1 234,5", "..", "kvinnor", None, "12 %")] == [
        False,
        False,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("numbers", "other", "falls"),
    [
        (["1", "2", "3"], "region", True),
        ([0, 1, 2], "region", True),
        (["1", "2", "4"], "region", False),
        (["2", "3", "4"], "region", False),
        # It may be the areas.
        (["1", "2", "3"], "år", False),
    ],
)
def test_what_numbers_the_rows_falls_away(numbers: list[object], other: str, falls: bool) -> None:
    body = [[number, word, n] for n, (number, word) in enumerate(zip(numbers, "ABC", strict=True))]
    rows = grid(["", other, "Antal"], *body).without_idle_columns()
    assert rows.header == ((other, "Antal") if falls else ("", other, "Antal"))
    assert rows.place(2, 0) == ("t, cell B4" if falls else "t, cell A4")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_tidy_table_may_be_written_with_the_numbers_of_its_rows(tmp_path: Path, kind: str) -> None:
    frame = oi.example_statistics().to_frame()
    frame = frame[(frame["variable"] == "folkmangd") & (frame["area"] != "X00")].iloc[::-2]
    path = tmp_path / f"t.{kind}"
    {"csv": frame.to_csv, "xlsx": frame.to_excel, "parquet": frame.to_parquet}[kind](path)
    read = oi.read_statistics(path).to_frame()
    assert len(frame) > 5
    assert sorted(read["value"]) == sorted(frame["value"])
