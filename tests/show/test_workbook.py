"""A workbook with numbers as numbers, and with no formula in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.show.workbook import write_page

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
