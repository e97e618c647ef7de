"""A page as a workbook: a sheet for each table, numbers as numbers, and a sheet of what must be known."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from omradesindex.errors import OmradesindexError
from omradesindex.plaintext import visible
from omradesindex.show import words
from omradesindex.show.page import Items, Page, Paragraph
from omradesindex.show.table import Column, Origin, Table, untaken
from omradesindex.show.writing import put_text, save_book
from omradesindex.wording import TAGS, Language, say

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST_NAME = 31  # of a sheet
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_RESERVED = ("History",)  # Excel keeps it for itself
_WIDEST, _PAGE = 60, 100
#: The height of a line, in points.
_LINE = 15
#: The row of a table's heads, and that of its first values.
_HEADS, _FIRST = 3, 4
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
        from openpyxl.styles import Alignment, Font
    except ImportError as error:
        raise OmradesindexError(
            "a workbook needs the package openpyxl", remedy='install it: pip install "omradesindex[excel]"'
        ) from error
    book = Workbook()
    book.remove(book.active)
    origins: list[list[str]] = []
    for table in page.tables():
        sheet = book.create_sheet(_name(table.caption, book.sheetnames, page.lang))
        _fill(sheet, table, path.name)
        origins += _origins(sheet.title, table, page.lang)
    if any(column.origins for table in page.tables() for column in table.columns):
        sheet = book.create_sheet(_name(say(page.lang, "Ursprung", "Origin"), book.sheetnames, page.lang))
        _fill(sheet, _origin_table(origins, page.lang), path.name)
    about = book.create_sheet(_name(say(page.lang, "Att veta", "Read me"), book.sheetnames, page.lang))
    lead: list[str] = []
    for block in page.blocks:
        if isinstance(block, Paragraph | Items):
            lead += [block.text] if isinstance(block, Paragraph) else block.texts
    texts = [page.title, *lead, *page.told]
    for row, text in enumerate(texts, 1):
        put_text(about, row, 1, text, path.name)
        about.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    about.cell(1, 1).font = Font(bold=True)
    about.column_dimensions["A"].width = _PAGE
    _set_heights(about, {row: _lines(text, _PAGE) for row, text in enumerate(texts, 1)})
    for sheet in book:
        _set_up_print(sheet, page.stamp, heads=sheet is not about)
    book.properties.title, book.properties.creator = visible(page.title), "omradesindex"
    book.properties.language = TAGS[page.lang]
    save_book(book, path)


def _name(caption: str, used: Collection[str], lang: Language) -> str:
    """A name that a sheet can have, and that no other has."""
    plain = _FORBIDDEN.sub(" ", caption.partition(" · ")[0])[:_LONGEST_NAME].strip(" '")
    return untaken(plain or say(lang, "Tabell", "Table"), {*used, *_RESERVED}, _LONGEST_NAME)


def _set_up_print(sheet: Worksheet, stamp: str, *, heads: bool) -> None:
    """Print on A4 across, as wide as the sheet, with the heads on every page and the stamp at its foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    if heads:
        sheet.print_title_rows = f"{_HEADS}:{_HEADS}"
    sheet.oddFooter.left.text = visible(stamp).replace("&", "&&")
    sheet.oddFooter.right.text = "&P (&N)"


def _origins(sheet: str, table: Table, lang: Language) -> Iterator[list[str]]:
    """Yield for each figure of a table in which cell it stands, what it is and where it comes from.

    A number that says nothing of itself is computed from the others.
    """
    from openpyxl.utils import get_column_letter

    computed = Origin("", *(text.in_(lang) for text in words.COMPUTED))
    names = next((column.texts("sv") for column in table.columns if column.kind == "name"), None)
    for k, (head, column) in enumerate(zip(table.heads, table.columns, strict=True), 1):
        own = column.origins() if column.origins else ()
        for row, (origin, number) in enumerate(zip_longest(own, _numbers(column))):
            if origin is not None or number is not None:
                cell = f"{get_column_letter(k)}{_FIRST + row}"
                yield [sheet, cell, names[row] if names else "", head, *(origin or computed)]


def _numbers(column: Column) -> Iterator[float | None]:
    """Yield what a column's cells are as numbers, None where they are none."""
    for value in column.values:
        if column.decimals is not None:
            yield float(value) if math.isfinite(value) else None
        else:  # a place, which may be shared
            told = _TOLD.fullmatch(str(value)) if column.kind == "number" else None
            yield None if told is None else int(told[1])


def _origin_table(rows: Sequence[Sequence[str]], lang: Language) -> Table:
    heads = (
        say(lang, "Blad", "Sheet"),
        say(lang, "Cell", "Cell"),
        say(lang, "Område", "Area"),
        say(lang, "Uppgift", "Figure"),
        say(lang, "Period", "Period"),
        say(lang, "Kvalitet", "Quality"),
        say(lang, "Status", "Status"),
        say(lang, "Källa", "Source"),
    )
    columns = zip(*rows, strict=True)
    caption = say(lang, "Var varje uppgift kommer ifrån", "Where each figure comes from")
    return Table(caption, [Column(head, own, "words") for head, own in zip(heads, columns, strict=True)])


def _width(head: str, column: Column) -> float:
    """Return how wide a column is: its heads are broken between words, its cells are not."""
    longest = max(map(len, head.split()), default=0)
    return min(max(longest + 3, 9, *(len(text) + 2 for text in column.texts("sv")), 9), _WIDEST)


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    """Return how many lines a text takes in a column."""
    return len(wrap(text, max(int(width) - 1, 1)))


def _set_heights(sheet: Worksheet, lines: Mapping[int, int]) -> None:
    """Give rows room for their lines: not every program measures them itself."""
    for row, n in lines.items():
        if n > 1:
            sheet.row_dimensions[row].height = n * _LINE


def _fill(sheet: Worksheet, table: Table, where: str) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    put_text(sheet, 1, 1, table.caption, where)
    sheet.cell(1, 1).font = Font(bold=True)
    wrapped, middle = Alignment(wrap_text=True, vertical="top"), Alignment(horizontal="center")
    lines: Counter[int] = Counter()
    for k, (head, column) in enumerate(zip(table.heads, table.columns, strict=True), 1):
        put_text(sheet, _HEADS, k, head, where)
        sheet.cell(_HEADS, k).font = Font(bold=True)
        sheet.cell(_HEADS, k).alignment = Alignment(wrap_text=True, vertical="bottom")
        width = _width(head, column)
        sheet.column_dimensions[get_column_letter(k)].width = width
        lines[_HEADS] = max(lines[_HEADS], _lines(head, width))
        for row, value in enumerate(column.values, _FIRST):
            _cell(sheet, row, k, column, value, where)
            if column.kind == "words" and (own := _lines(str(value), width)) > 1:
                sheet.cell(row, k).alignment = wrapped
                lines[row] = max(lines[row], own)
            elif column.kind == "code":
                sheet.cell(row, k).alignment = middle
    _set_heights(sheet, lines)
    names = [k for k, column in enumerate(table.columns, 2) if column.kind == "name"]
    if table.length and table.columns:
        sheet.auto_filter.ref = f"A{_HEADS}:{get_column_letter(len(table.columns))}{_HEADS + table.length}"
    sheet.freeze_panes = sheet.cell(_FIRST, names[0] if names else 1)
    for row, note in enumerate(table.told, _FIRST + 1 + table.length):
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
    decimals = column.decimals_of(row - _FIRST)
    digits = f"#,##0{'.' + '0' * decimals if decimals else ''}"
    # The sign of a figure that is not official stands beside the number, which stays one.
    mark = column.marks[row - _FIRST] if column.marks else ""
    after = f'"{mark}"' if mark and '"' not in mark else ""
    shown = f"{digits}{after}"
    cell.number_format = f"+{shown};-{shown};{shown}" if column.sign else shown
