"""Sheets are written row by row; their texts are texts, and no cell is a formula."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show import sheets
from omradesindex.show.sheets import Cell, Look, new_book, write_xlsx

openpyxl = pytest.importorskip("openpyxl")

FRAME = pd.DataFrame(
    {
        "=namn": ["=1+1", "Holma", None],
        "fel": ["#N/A", "x", "#REF!"],
        "värde": [-1.5, np.nan, 2.0],
        "ändring": ["-1,5", "+2", "-A1"],
        "antal": pd.array([1, None, -3], dtype="Int64"),
        "sort": pd.Categorical(["@a", "b", "@a"]),
        "klar": [True, False, True],
    }
)


def test_a_workbook_has_no_formula(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", FRAME)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows())
    assert [cell.value for cell in rows[0]] == list(FRAME.columns)
    assert [cell.value for cell in rows[1]] == ["=1+1", "#N/A", -1.5, "-1,5", 1, "@a", True]
    assert [cell.value for cell in rows[3]] == [None, "#REF!", 2, "-A1", -3, "@a", True]
    assert {cell.data_type for cell in (rows[1][0], rows[1][1], rows[3][1], rows[1][5])} == {"s"}
    # And stays text where somebody edits the cell.
    assert [cell.quotePrefix for cell in rows[1]] == [True, False, False, False, False, True, False]


def test_cells_of_one_look_keep_their_own_values(tmp_path: Path) -> None:
    bold, two = Look(bold=True), Look("0.00")
    with new_book(tmp_path / "a.xlsx") as book:
        rows = book.rows(book.workbook.create_sheet("a"), "a.xlsx")
        rows.append([Cell("x", bold), Cell("=y", bold), Cell(1.5, two), Cell(None), Cell(2.5, two)], lines=3)
        rows.append()
        rows.append([Cell("z", bold), Cell(3), Cell("#N/A"), Cell("#N/A")])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["a"]
    assert [cell.value for cell in sheet[1]] == ["x", "=y", 1.5, None, 2.5]
    assert [cell.value for cell in sheet[3]] == ["z", 3, "#N/A", "#N/A", None]
    assert {cell.data_type for cell in (sheet["A1"], sheet["B1"], sheet["C3"], sheet["D3"])} == {"s"}
    assert (sheet["B1"].font.bold, sheet["C1"].font.bold, sheet["E1"].number_format) == (True, False, "0.00")
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[3].height) == (45, None)


def test_rows_are_the_bytes_that_openpyxl_writes(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    texts = [
        'Öster & <väst> "å"',
        " kant ",
        "två\nrader",
        "två\r\nrader",
        "\t",
        "",
        "𝄞 😀",
        "'",
        "a;b",
        "1,5",
    ]
    values = [*texts, 0, -3, 0.1 + 0.2, 1e-7, 1e22, 12345678.9, True, None, 1 / 3]
    with new_book(tmp_path / "ours.xlsx") as book:
        ours = book.rows(book.workbook.create_sheet("a"), "ours.xlsx")
        for start in range(0, len(values), 4):
            ours.append(Cell(value) for value in values[start : start + 4])
    theirs = openpyxl.Workbook(write_only=True)
    sheet = theirs.create_sheet("a")
    for start in range(0, len(values), 4):
        sheet.append(values[start : start + 4])
    theirs.save(tmp_path / "theirs.xlsx")
    parts = [zipfile.ZipFile(tmp_path / f"{name}.xlsx") for name in ("ours", "theirs")]
    own, other = (part.read("xl/worksheets/sheet1.xml") for part in parts)
    assert own == other


@pytest.mark.filterwarnings("error")
def test_what_no_cell_can_hold_is_refused_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    with pytest.raises(OmradesindexError, match=r"40000 characters.*does not fit"):
        write_xlsx(path, pd.DataFrame({"namn": ["a" * 40_000]}))
    with pytest.raises(OmradesindexError, match=r"a\.xlsx.*U\+001B"):
        write_xlsx(path, pd.DataFrame({"namn": ["\x1b[31m"]}))
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    with pytest.raises(OmradesindexError, match="does not fit in a sheet of a workbook, which has 2 rows"):
        write_xlsx(path, pd.DataFrame({"namn": ["a", "b"]}))
    assert not path.exists()
