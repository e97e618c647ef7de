"""A page as a workbook: a sheet for each table, numbers as numbers, and a sheet of what must be known."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.errors import OmradesindexError
from omradesindex.show.page import Items, Page, Paragraph
from omradesindex.show.table import Column, Table, untaken
from omradesindex.show.writing import put_text, save_book
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = ("History",)  # Excel keeps it for itself
_WIDEST = 60
#: A whole number that has been made a text, with the mark of a place that several share.
_TOLD = re.compile(r"([0-9]{1,9})(=?)")


def can_bind() -> bool:
    """Whether a workbook can be written."""
    return find_spec("openpyxl") is not None


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
    for table in page.tables():
        _fill(book.create_sheet(_name(table.caption, book.sheetnames, page.lang)), table, path.name)
    about = book.create_sheet(_name(say(page.lang, "Att veta", "Read me"), book.sheetnames, page.lang))
    lead: list[str] = []
    for block in page.blocks:
        if isinstance(block, Paragraph | Items):
            lead += [block.text] if isinstance(block, Paragraph) else block.texts
    for row, text in enumerate([page.title, *lead, *page.told], 1):
        put_text(about, row, 1, text, path.name)
    about.column_dimensions["A"].width = 100
    save_book(book, path)


def _name(caption: str, used: Collection[str], lang: Language) -> str:
    """A name that a sheet can have, and that no other has."""
    plain = _FORBIDDEN.sub(" ", caption.partition(" · ")[0])[:_LONGEST_NAME].strip(" '")
    return untaken(plain or say(lang, "Tabell", "Table"), {*used, *_RESERVED}, _LONGEST_NAME)


def _fill(sheet: Worksheet, table: Table, where: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    put_text(sheet, 1, 1, table.caption, where)
    sheet.cell(1, 1).font = Font(bold=True)
    for k, (head, column) in enumerate(zip(table.heads, table.columns, strict=True), 1):
        put_text(sheet, 3, k, head, where)
        sheet.cell(3, k).font = Font(bold=True)
        sheet.cell(3, k).alignment = Alignment(wrap_text=True, vertical="bottom")
        width = max([len(head) / 2, *(len(text) for text in column.texts("sv"))], default=8)
        sheet.column_dimensions[get_column_letter(k)].width = min(width + 3, _WIDEST)
        for row, value in enumerate(column.values, 4):
            _cell(sheet, row, k, column, value, where)
    names = [k for k, column in enumerate(table.columns, 2) if column.kind == "name"]
    if table.length and table.columns:
        sheet.auto_filter.ref = f"A3:{get_column_letter(len(table.columns))}{3 + table.length}"
    sheet.freeze_panes = sheet.cell(4, names[0] if names else 1)
    for row, note in enumerate(table.told, 5 + table.length):
        put_text(sheet, row, 1, note, where)


def _cell(sheet: Worksheet, row: int, k: int, column: Column, value: Any, where: str) -> None:
    if column.decimals is None:
        told = _TOLD.fullmatch(str(value)) if column.kind == "number" else None
        if told is None:
            put_text(sheet, row, k, str(value), where)
        else:  # a place, which may be shared
            sheet.cell(row, k, int(told[1])).number_format = f'0"{told[2]}"' if told[2] else "0"
        return
    if not math.isfinite(value):
        return
    cell = sheet.cell(row, k, float(value))
    decimals = column.decimals_of(row - 4)
    digits = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    # The sign of a figure that is not official stands beside the number, which stays one.
    mark = column.marks[row - 4] if column.marks else ""
    after = f'"{mark}"' if mark and '"' not in mark else ""
    shown = f"{digits}{after}"
    cell.number_format = f"+{shown};-{shown};{shown}" if column.sign else shown
