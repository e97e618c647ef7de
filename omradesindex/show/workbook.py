"""A page as a workbook: a sheet for each table, numbers as numbers, and a sheet of what must be known."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.errors import OmradesindexError
from omradesindex.plaintext import disarmed
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 60


def write_page(path: Path, page: Page) -> None:
    """Write a page to a workbook; texts are texts, and no cell is a formula.

    Raises
    ------
    OmradesindexError
        The package openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise OmradesindexError(
            "a workbook needs the package openpyxl", remedy='install it: pip install "omradesindex[excel]"'
        ) from error
    book = Workbook()
    book.remove(book.active)
    used: set[str] = set()
    for table in page.tables():
        _fill(book.create_sheet(_name(table.caption, used)), table)
    about = book.create_sheet(_name(say(page.lang, "Att veta", "Read me"), used))
    lead = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    for row, text in enumerate([page.title, *lead, *page.told], 1):
        _put(about, row, 1, text)
    about.column_dimensions["A"].width = 100
    book.save(path)


def _name(caption: str, used: set[str]) -> str:
    """A name that a sheet can have, and that no other has."""
    plain = _FORBIDDEN.sub(" ", caption.partition(" · ")[0]).strip().strip("'") or "Tabell"
    name, k = plain[:_LONGEST_NAME], 2
    while name.casefold() in used:
        name, k = f"{plain[: _LONGEST_NAME - 4]} ({k})", k + 1
    used.add(name.casefold())
    return name


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    _put(sheet, 1, 1, table.caption)
    sheet.cell(1, 1).font = Font(bold=True)
    for k, column in enumerate(table.columns, 1):
        head = f"{column.group}: {column.title}" if column.group else column.title
        _put(sheet, 3, k, head)
        sheet.cell(3, k).font = Font(bold=True)
        sheet.cell(3, k).alignment = Alignment(wrap_text=True, vertical="bottom")
        width = max([len(head) / 2, *(len(text) for text in column.texts("sv"))], default=8)
        sheet.column_dimensions[get_column_letter(k)].width = min(width + 3, _WIDEST)
        for row, value in enumerate(column.values, 4):
            _cell(sheet, row, k, column, value)
    names = [k for k, column in enumerate(table.columns, 2) if column.kind == "name"]
    sheet.freeze_panes = sheet.cell(4, names[0] if names else 1)
    for row, note in enumerate(table.told, 5 + table.length):
        _put(sheet, row, 1, note)


def _cell(sheet: Worksheet, row: int, k: int, column: Column, value: Any) -> None:
    if column.decimals is None:
        _put(sheet, row, k, str(value))
        return
    if math.isnan(value):
        return
    cell = sheet.cell(row, k, float(value))
    decimals = column.decimals_of(row - 4)
    digits = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    # The sign of a figure that is not official stands beside the number, which stays one.
    mark = column.marks[row - 4] if column.marks else ""
    after = f'"{mark}"' if mark and '"' not in mark else ""
    cell.number_format = f"+{digits}{after};-{digits}{after};0{after}" if column.sign else f"{digits}{after}"


def _put(sheet: Worksheet, row: int, k: int, text: str) -> None:
    cell = sheet.cell(row, k, text)
    cell.data_type = "s"
    cell.quotePrefix = disarmed(text) != text
