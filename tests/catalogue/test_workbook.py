"""A workbook that holds a definition can do nothing but be read."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.catalogue import to_table
from omradesindex.catalogue.workbook import workbook_rows

SHEET = "xl/worksheets/sheet1.xml"


def workbook(change: dict[str, bytes], drop: tuple[str, ...] = ()) -> bytes:
    plain, made = io.BytesIO(), io.BytesIO()
    to_table(oi.load_index("tillit")).to_excel(plain, index=False)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in drop:
                new.writestr(part, change.get(part, old.read(part)))
        for part, content in change.items():
            if part not in old.namelist():
                new.writestr(part, content)
    return made.getvalue()


def test_the_first_worksheet_is_read_cell_by_cell() -> None:
    rows = workbook_rows(workbook({}), "a.xlsx")
    assert rows[0][:4] == ["code", "level", "parent", "weight"]
    assert rows[1][:3] == ["tillit", "index", None]
    assert len(rows) == 1 + len(to_table(oi.load_index("tillit")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (lambda: b"PK\x03\x04 no workbook", r"it is no workbook"),
        (lambda: b"", r"it is no workbook"),
        (lambda: b"\xd0\xcf\x11\xe0", r"old \.xls"),
        (lambda: workbook({}, drop=(SHEET,)), r"damaged|no workbook"),
        (lambda: workbook({SHEET: b"<worksheet"}), r"damaged"),
        (lambda: workbook({"xl/vbaProject.bin": b"x"}), r"holds macros"),
        (lambda: workbook({SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}), r"declares entities"),
        (lambda: workbook({"xl/media/a.bin": b"0" * 30_000_000}), r"unpacks to \d+ times its size"),
        (lambda: workbook({f"xl/{k}": b"" for k in range(600)}), r"the file has \d+ parts"),
        (
            lambda: workbook({SHEET: b"<worksheet>" + b"<c/><c/>" * 3_000_000}),
            r"more than the limit|times its size",
        ),
    ],
)
def test_a_workbook_can_do_nothing_but_be_read(data: Any, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data())
    with pytest.raises(oi.errors.DefinitionError, match=message):
        oi.load_index(path)


def test_a_workbook_that_states_a_wrong_extent_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook({}))) as book:
        sheet = book.read(SHEET)
    path.write_bytes(workbook({SHEET: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', sheet)}))
    assert oi.load_index(path).dimensions == oi.load_index("tillit").dimensions
