"""A workbook with numbers as numbers, and with no formula in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Origin, Table
from omradesindex.show.workbook import write_page
from omradesindex.statistics import ReadLimits
from omradesindex.workbook_guard import inspect_workbook

openpyxl = pytest.importorskip("openpyxl")


def test_numbers_stay_numbers_and_texts_texts(tmp_path: Path) -> None:
    table = Table(
        "Index · Hamnstad",
        [
            Column("Område", ["=1+1", "Ön"], "name"),
            Column("Index", [104.23456789, float("nan")], decimals=1, marks=["*", ""]),
            Column("Ändring", [-1.5, 2.5], decimals=1, sign=True),
        ],
        ["Not."],
    )
    path = tmp_path / "sida.xlsx"
    write_page(path, Page("Titel", [Paragraph("Först."), table, table], ["Källa."]))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Index", "Index (2)", "Att veta"]
    sheet = book["Index"]
    assert [cell.value for cell in sheet[3]] == ["Område", "Index", "Ändring"]
    assert sheet["A4"].value == "=1+1"
    assert sheet["A4"].data_type == "s"
    assert sheet["B4"].value == 104.23456789
    assert sheet["B4"].number_format == '#,##0.0"*"'
    assert sheet["B5"].value is None
    assert sheet["C4"].value == -1.5
    assert sheet["A7"].value == "Not."
    assert [row[0].value for row in book["Att veta"].iter_rows()] == ["Titel", "Först.", "Källa."]


def test_a_place_is_a_number_and_a_code_a_text(tmp_path: Path) -> None:
    columns = [Column("Plats", ["1", "2=", "–"]), Column("Kod", ["01", "02", "03"], "code")]
    write_page(tmp_path / "sida.xlsx", Page("", [Table("Index", columns)]))
    sheet = openpyxl.load_workbook(tmp_path / "sida.xlsx")["Index"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == [1, 2, "–"]
    assert sheet["A5"].number_format == '0"="'
    assert sheet["B4"].value == "01"
    assert sheet.auto_filter.ref == "A3:B6"


def test_sheets_have_names_of_their_own_that_a_workbook_can_have(tmp_path: Path) -> None:
    captions = ["History", "", "Vikt: [a/b]?", "'x'", *["Det här är en alldeles för lång rubrik"] * 11]
    path = tmp_path / "sida.xlsx"
    write_page(path, Page("", [Table(caption, [Column("Tal", [1], decimals=0)]) for caption in captions]))
    names = openpyxl.load_workbook(path).sheetnames
    assert names[:4] == ["History (2)", "Tabell", "Vikt   a b", "x"]
    assert names[14] == "Det här är en alldeles för (11)"
    assert max(map(len, names)) <= 31
    assert len({name.casefold() for name in names}) == len(captions) + 1


def test_each_figure_has_a_row_that_says_where_it_comes_from(tmp_path: Path) -> None:
    told = [Origin("2023", "officiell", "uppgift finns", "Provbyrån"), Origin("2023", "", "saknas", "=1+1")]
    columns = [
        Column("Område", ["Hamnen", "Ön"], "name"),
        Column("Index", [104.23456789, float("nan")], decimals=1, origins=lambda: told),
    ]
    table = Table("Index", [column.rows([1, 0]) for column in columns])
    write_page(tmp_path / "sida.xlsx", Page("Titel", [table]))
    book = openpyxl.load_workbook(tmp_path / "sida.xlsx")
    assert book.sheetnames == ["Index", "Ursprung", "Att veta"]
    rows = [[cell.value or "" for cell in row] for row in book["Ursprung"].iter_rows(min_row=4, max_row=5)]
    assert rows == [
        ["Index", "B4", "Ön", "Index", "2023", "", "saknas", "=1+1"],
        ["Index", "B5", "Hamnen", "Index", "2023", "officiell", "uppgift finns", "Provbyrån"],
    ]
    assert book["Index"]["B5"].value == 104.23456789
    assert not inspect_workbook((tmp_path / "sida.xlsx").read_bytes(), name="", limits=ReadLimits()).formulas


def test_of_very_many_figures_neighbours_that_come_from_the_same_share_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("omradesindex.show.workbook._MOST_ALONE", 3)
    there, gone = Origin("2023", "officiell", "finns", "Byrån"), Origin("2023", "", "saknas", "Byrån")
    columns = [
        Column("Område", list("abcde"), "name"),
        Column(
            "Index",
            [1.0, 2.0, np.nan, 4.0, np.nan],
            decimals=0,
            origins=lambda: [there, there, gone, there, None],
        ),
    ]
    write_page(tmp_path / "sida.xlsx", Page("Titel", [Table("Index", columns)]))
    sheet = openpyxl.load_workbook(tmp_path / "sida.xlsx")["Ursprung"]
    rows = [[cell.value for cell in row[1:7]] for row in sheet.iter_rows(min_row=4, max_row=6)]
    assert rows == [
        ["B4:B5", "2 rader", "Index", "2023", "officiell", "finns"],
        ["B6", "c", "Index", "2023", None, "saknas"],
        ["B7", "d", "Index", "2023", "officiell", "finns"],
    ]


def test_it_prints_across_with_its_heads_on_every_page(tmp_path: Path) -> None:
    page = Page("Titel", [Table("Index", [Column("Tal", [1.0], decimals=0)])], lang="en", stamp="A & B")
    write_page(tmp_path / "sida.xlsx", page)
    book = openpyxl.load_workbook(tmp_path / "sida.xlsx")
    sheet = book["Index"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.oddFooter.left.text == "A && B"
    assert (book.properties.language, book.properties.title) == ("en-GB", "Titel")
    assert book["Read me"].print_title_rows is None


def test_the_same_page_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("Titel", [Table("Index", [Column("Index", [1.5], decimals=1)])])
    write_page(tmp_path / "a.xlsx", page)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setattr("time.time", lambda: 2e9)
    write_page(tmp_path / "b.xlsx", page)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_text_that_no_cell_can_hold_is_refused(tmp_path: Path) -> None:
    for text in ("\x1b[31m", "x" * 40_000):
        with pytest.raises(OmradesindexError, match=r"sida\.xlsx"):
            write_page(tmp_path / "sida.xlsx", Page("", [Table("", [Column("Namn", [text], "name")])]))
