"""Sheets of a workbook, written row by row and kept nowhere: texts are texts, and no cell is a formula."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from omradesindex.errors import OmradesindexError, must_be_plain
from omradesindex.patterns import pattern
from omradesindex.plaintext import disarmed
from omradesindex.show.writing import save_timeless

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: Rows that a sheet has room for, whichever the program.
MOST_ROWS = 1_048_576
_LONGEST = 32_767  # characters that a cell can hold
#: The height of a line, in points.
_LINE = 15
_NO_ROWS = pattern(rb"<sheetData */>|<sheetData></sheetData>")


class Look(NamedTuple):
    """How a cell is shown: its number format, whether it is bold, and how it lies in its place."""

    form: str = "General"
    bold: bool = False
    wrapped: bool = False
    horizontal: str | None = None
    vertical: str | None = None


PLAIN = Look()


Value = str | float | None


class Cell(NamedTuple):
    """What stands in a cell: a text, a number or nothing."""

    value: Value
    look: Look = PLAIN


class SheetRows:
    """The rows of a sheet, from its first on.

    They are written as the format has them (ECMA-376, sheetData), a tenth of the time that a cell takes in
    openpyxl, which makes everything around them: styles, columns, how the sheet is printed.

    Parameters
    ----------
    sheet : WriteOnlyWorksheet
        Of a workbook that is only written; it gets no rows of its own.
    where : str
        What errors call the workbook.
    """

    def __init__(self, sheet: WriteOnlyWorksheet, where: str) -> None:
        self._sheet, self._where = sheet, where
        self._rows: list[str] = []
        self._styles: dict[tuple[Look, bool], str] = {}
        self._letters: list[str] = []

    def append(self, cells: Iterable[Cell] = (), *, lines: int = 1) -> None:
        """Write the next row, with room for so many lines: not every program measures them itself.

        Raises
        ------
        OmradesindexError
            A text cannot stand in a cell, or the sheet is full.
        """
        number = len(self._rows) + 1
        if number > MOST_ROWS:
            raise OmradesindexError(
                f"a table does not fit in a sheet of a workbook, which has {MOST_ROWS} rows",
                where=self._where,
                remedy="write it as CSV or Parquet",
            )
        height = f' ht="{lines * _LINE}" customHeight="1"' if lines > 1 else ""
        written = [
            self._written(value, look, f"{self._letter(k)}{number}")
            for k, (value, look) in enumerate(cells)
            if value is not None
        ]
        self._rows.append(f'<row r="{number}"{height}>{"".join(written)}</row>')

    def xml(self) -> bytes:
        """Return the rows as they stand in a workbook's file."""
        return "".join(["<sheetData>", *self._rows, "</sheetData>"]).encode("ascii", "xmlcharrefreplace")

    def _written(self, value: str | float, look: Look, at: str) -> str:
        if not isinstance(value, str):
            told = f"{value:.16g}" if math.isfinite(value) else ""
            kind = "b" if isinstance(value, bool) else "n"
            return f'<c r="{at}"{self._style(look, live=False)} t="{kind}"><v>{told}</v></c>'
        text, live = _fitting(value, self._where)
        style = self._style(look, live=live)
        return f'<c r="{at}"{style} t="inlineStr">{text}</c>'

    def _letter(self, place: int) -> str:
        from openpyxl.utils import get_column_letter

        while place >= len(self._letters):
            self._letters.append(get_column_letter(len(self._letters) + 1))
        return self._letters[place]

    def _style(self, look: Look, *, live: bool) -> str:
        """Return what a cell says of its look; nothing where it looks as cells do."""
        style = self._styles.get((look, live))
        if style is None:
            cell = self._of_look(look, live)
            style = self._styles[look, live] = f' s="{cell.style_id}"' if cell.has_style else ""
        return style

    def _of_look(self, look: Look, live: bool) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font

        cell = WriteOnlyCell(self._sheet)
        if look.form != PLAIN.form:
            cell.number_format = look.form
        if look.bold:
            cell.font = Font(bold=True)
        if look.wrapped or look.horizontal or look.vertical:
            cell.alignment = Alignment(
                horizontal=look.horizontal, vertical=look.vertical, wrap_text=look.wrapped or None
            )
        if live:
            cell.quotePrefix = True
        return cell


class Book:
    """A workbook to fill: sheets of openpyxl, and the rows that stand in them.

    Attributes
    ----------
    workbook : Workbook
    """

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.workbook = Workbook(write_only=True)
        self._rows: list[tuple[WriteOnlyWorksheet, SheetRows]] = []

    def rows(self, sheet: WriteOnlyWorksheet, where: str) -> SheetRows:
        """Return what writes the rows of a sheet; ``where`` is what errors call the workbook."""
        rows = SheetRows(sheet, where)
        self._rows.append((sheet, rows))
        return rows

    def write(self, path: Path) -> None:
        """Save the workbook without the time of day: the same cells give the same bytes."""
        from openpyxl.writer.excel import ExcelWriter

        def save(kept: io.BytesIO) -> None:
            # Packed once, when it is written anew without the time.
            ExcelWriter(self.workbook, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED)).save()

        def filled(name: str, part: bytes) -> bytes:
            # Where a sheet lies is known when it is saved.
            own = next((rows for sheet, rows in self._rows if sheet.path == f"/{name}"), None)
            return part if own is None else _NO_ROWS.sub(lambda _: own.xml(), part)

        save_timeless(save, path, filled)


def write_xlsx(path: Path, frame: pd.DataFrame) -> None:
    """Write a table as a workbook in which every text is text: a cell of a formula is never made.

    Raises
    ------
    ImportError
        The package openpyxl is not installed.
    OmradesindexError
        A text cannot stand in a cell.
    """
    with new_book(path) as book:
        rows = book.rows(book.workbook.create_sheet("Sheet"), path.name)
        rows.append(Cell(str(name)) for name in frame.columns)
        for values in frame.astype(object).itertuples(index=False, name=None):
            rows.append(Cell(None if _is_missing(value) else _plain(value)) for value in values)


@contextmanager
def new_book(path: Path) -> Iterator[Book]:
    """Give a workbook to fill, and save it when it is filled."""
    book = Book()
    yield book
    book.write(path)


@lru_cache(maxsize=4096)  # most texts of a workbook stand in many cells
def _fitting(text: str, where: str) -> tuple[str, bool]:
    """Write a text that a cell can hold, and say whether spreadsheet programs would take it for a formula."""
    if len(text) > _LONGEST:
        raise OmradesindexError(
            f"a text of {len(text)} characters, '{text[:40]}…', does not fit in a cell",
            where=where,
            expected=f"at most {_LONGEST} characters",
            remedy="shorten it, or write another kind of file",
        )
    live = disarmed(must_be_plain(text, what="a text", where=where)) != text
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    # As XML has it: a bare return would be read as the end of a line.
    told = escape(text, quote=False).replace("\r", "&#13;")
    return (f"<is><t{kept}>{told}</t></is>" if text else ""), live


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _is_missing(value: object) -> bool:
    import pandas as pd

    return bool(pd.isna(value))  # type: ignore[call-overload]
