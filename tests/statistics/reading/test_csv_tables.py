"""CSV as people save it: encodings, conventions, and pandas' trap."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import ReadLimits
from omradesindex.statistics.reading.csv_tables import parse_csv
from omradesindex.statistics.reading.grid import guess_dimensions, raw_from_grid

SWEDISH = "område;år;Antal;Andel\nÖrtagården;2024;1 234;12,5\nVärnhem;2024;..;\N{MINUS SIGN}0,5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_every_encoding_gives_the_same(encoding: str) -> None:
    text = SWEDISH if encoding not in ("latin-1", "cp1252") else SWEDISH.replace("\N{MINUS SIGN}", "-")
    data = text.encode(encoding)
    if encoding == "utf-16-le":
        data = b"\xff\xfe" + data
    raw = raw_from_grid(parse_csv(data, name="x.csv"))
    assert raw.dimensions == ("område", "år", "kolumn")
    assert raw.frame["value"].tolist()[:2] == [1234, 12.5]
    assert raw.frame["status"].tolist() == ["observed", "observed", "suppressed", "observed"]
    assert raw.frame["value"].iloc[3] == -0.5
    assert raw.codes("område") == ("Örtagården", "Värnhem")
    assert raw.place(2) == "x.csv, row 3, column 'Antal'"


def test_the_trap_that_pandas_sets_is_avoided(tmp_path: Path) -> None:
    """One ``..`` or U+2212 turns pandas' whole column to text, without a word."""
    file = tmp_path / "x.csv"
    file.write_text(SWEDISH, encoding="utf-8")
    trapped = pd.read_csv(file, sep=";", decimal=",", thousands=" ")
    assert not pd.api.types.is_numeric_dtype(trapped["Antal"])
    assert not pd.api.types.is_numeric_dtype(trapped["Andel"])
    ours = raw_from_grid(parse_csv(file.read_bytes(), name="x.csv"))
    assert ours.frame["value"].dtype == float


@pytest.mark.parametrize(
    "text",
    [
        "area,variable,period,value\n01,a,2024,1234.5\n02,a,2024,1.234\n",
        "area;variable;period;value\n01;a;2024;1 234,5\n02;a;2024;1,234\n",
        "area\tvariable\tperiod\tvalue\r\n01\ta\t2024\t1234.5\r\n02\ta\t2024\t1.234\r\n",
    ],
)
def test_the_tidy_table_in_every_convention(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, encoding="utf-8", newline="")
    read = oi.read_statistics(file)
    assert read.areas == ("01", "02")
    assert read.block("a", "2024").value[:2].tolist() == [1234.5, 1.234]


def test_quotes_line_breaks_and_empty_lines() -> None:
    grid = parse_csv(b'\xef\xbb\xbf"region","not"\n\n"A, norra","x\ny"\n\n"B","z"\n', name="x.csv")
    assert grid.rows == [["A, norra", "x\ny"], ["B", "z"]]
    assert [grid.address(row, 0) for row in (0, 1)] == ["row 3, column 'region'", "row 6, column 'region'"]


def test_pxweb_s_csv_with_a_title() -> None:
    grid = parse_csv(
        '"Folkmängd efter region och år"\n\n"region","2023","2024"\n"1280","5","6"\n'.encode(), name="x"
    )
    assert (grid.title, grid.header) == ("Folkmängd efter region och år", ("region", "2023", "2024"))
    assert guess_dimensions(grid) == ("region",)


TABLE = "område;2030;2031\nA1;410;415\nA2;1590;1610\n"


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "sep=;\n" + TABLE,
        '"sep=,"\r\n' + TABLE.replace(";", ","),
        TABLE.replace("\n", ";\n"),
        TABLE.replace("\n", ";;\n"),
        TABLE.replace("5\n", "5;\n").replace("0\n", "0;\n"),
        TABLE.replace("område;", "område;;").replace("A1;", "A1;;").replace("A2;", "A2;;"),
        TABLE + "\nKälla: påhittat\n",
        TABLE + "Källa: påhittat, 2031; egen bearbetning\n",
        TABLE + "Källa: påhittat;;\nUppdaterad: 2031-02-01;;\n",
        TABLE + ";;\nEn mening om tabellen;;\nEn till, utan ord för not;;\n",
        TABLE + "* uppskattat\n1) preliminärt; se nedan\n",
        "Folkmängd (påhittad)\nper den 31 december\n\n" + TABLE,
        "Folkmängd, påhittad;;\n;;\n" + TABLE,
        TABLE.replace(";", "\t"),
    ],
)
def test_habits_of_those_who_save_csv(text: str) -> None:
    for encoding in ("utf-8", "utf-16", "cp1252"):
        grid = parse_csv(text.encode(encoding), name="x.csv")
        assert grid.header == ("område", "2030", "2031")
        assert grid.rows == [["A1", "410", "415"], ["A2", "1590", "1610"]]


def test_titles_and_notes_are_kept_and_lines_counted() -> None:
    grid = parse_csv(f"sep=;\nEn titel\n\n{TABLE}\nKälla: påhittat\n".encode(), name="x.csv")
    assert (grid.title, grid.notes) == ("En titel", ("Källa: påhittat",))
    assert grid.place(1, 2) == "x.csv, row 6, column '2031'"


@pytest.mark.parametrize(
    ("end", "message"),
    [
        ("A3\n", "row 4: there are 1 cells, but 3 columns.*'Källa:'"),
        ("A3;5", "row 4: there are 2 cells"),
        ("\nA3;5\n", "row 5: there are 2 cells"),
        ("\nNot: ja\nA3;5;6\nA4\n", "row 5: there are 1 cells"),
    ],
)
def test_a_row_that_may_be_cut_off_is_no_note(end: str, message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_csv((TABLE + end).encode(), name="x.csv")


def test_a_row_without_figures_is_a_row() -> None:
    assert parse_csv((TABLE + "A3;;\n").encode(), name="x.csv").rows[-1] == ["A3", "", ""]
    assert parse_csv((TABLE + "\nA3;5;6\n").encode(), name="x.csv").rows[-1] == ["A3", "5", "6"]


def test_commas_in_numbers_part_no_cells() -> None:
    text = "Andel, procent\nområde;2030\nA;1,5\nB;2,5\n"
    assert parse_csv(text.encode(), name="x.csv").rows == [["A", "1,5"], ["B", "2,5"]]
    text = "område\t2030\t2031\nA, norr\t1,5\t2,5\n"
    assert parse_csv(text.encode(), name="x.csv").rows == [["A, norr", "1,5", "2,5"]]


BAD = {
    "empty": (b"", "no rows"),
    "only a header": (b"a;b\n", "no rows"),
    "binary": (b"a;b\n\x00\x01;2\n", "not a text file"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "not a text file"),
    "a web page": (b"<!DOCTYPE html><html><body>503</body></html>", "web page"),
    "half UTF-16": (b"\xff\xfea", "not a text file"),
    "a cell too many": (b"a;b\n1;2\n1;2;3\n", "row 3: there are 3 cells, but 2 columns"),
    "an endless cell": (b'a;b\n"' + b"x" * 200_000, "cannot be read as CSV"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_table_is_refused(case: str) -> None:
    data, message = BAD[case]
    with pytest.raises(oi.errors.StatisticsError, match=message):
        parse_csv(data, name="x.csv")


def test_limits_are_told_and_can_be_raised() -> None:
    data = b"region;a\n" + b"x;1\n" * 50
    with pytest.raises(
        oi.errors.StatisticsError,
        match=r"more than the limit of 20.*limits=oi\.sources\.ReadLimits\(cells=…\)",
    ):
        parse_csv(data, name="x.csv", limits=ReadLimits(cells=20))
    with pytest.raises(oi.errors.StatisticsError, match=r"209 bytes, more than the limit of 100"):
        parse_csv(data, name="x.csv", limits=ReadLimits(bytes=100))
    assert len(parse_csv(data, name="x.csv", limits=ReadLimits(cells=200)).rows) == 50


@pytest.mark.parametrize("text", ["1'234", "1\u2019234", "1\u2009234", "1\u00a0234", "1 234"])
def test_thousands_in_every_writing(text: str) -> None:
    raw = raw_from_grid(parse_csv(f"region;2024\nA;{text}\n".encode(), name="x.csv"))
    assert raw.frame["value"].tolist() == [1234]
