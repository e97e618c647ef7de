"""Sheets of a workbook, written row by row and kept nowhere: texts are texts, and no cell is a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from omradesindex.errors import OmradesindexError, must_be_plain
from omradesindex.plaintext import disarmed
from omradesindex.show.writing import save_timeless

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: Rows that a sheet has room for, whichever the program.
MOST_ROWS = 1_048_576
_LONGEST = 32_767  # characters that a cell can hold
#: The height of a line, in points.
_LINE = 15


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

    Parameters
    ----------
    sheet : WriteOnlyWorksheet
        Of a workbook that is only written. What is to be said of its columns is said before the first row.
    where : str
        What errors call the workbook.
    """

    def __init__(self, sheet: WriteOnlyWorksheet, where: str) -> None:
        self._sheet, self._where = sheet, where
        self._written = 0
        self._cells: dict[tuple[Look, bool], WriteOnlyCell] = {}

    def append(self, cells: Iterable[Cell] = (), *, lines: int = 1) -> None:
        """Write the next row, with room for so many lines: not every program measures them itself.

        Raises
        ------
        OmradesindexError
            A text cannot stand in a cell, or the sheet is full.
        """
        # Held before the row is begun: a sheet is left between two rows, or whole.
        row = [(*_held(value, self._where), look) for value, look in cells]
        if self._written == MOST_ROWS:
            raise OmradesindexError(
                f"a table does not fit in a sheet of a workbook, which has {MOST_ROWS} rows",
                where=self._where,
                remedy="write it as CSV or Parquet",
            )
        self._written += 1
        if lines > 1:
            self._sheet.row_dimensions[self._written].height = lines * _LINE
        self._sheet.append(self._made(row))

    def _made(self, row: list[tuple[Value, bool, Look]]) -> Iterator[Value | WriteOnlyCell]:
        """Yield the cells of a row: those of one look are one, since each is written before the next."""
        for value, live, look in row:
            if value is None or (look == PLAIN and not live and not str(value).startswith("#")):
                yield value  # openpyxl would take "#N/A" for an error
                continue
            cell = self._cells.get((look, live)) or self._of_look(look, live)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            yield cell

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
        if cell.has_style:  # another, openpyxl itself writes in once more
            self._cells[look, live] = cell
        return cell


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
        rows = SheetRows(book.create_sheet("Sheet"), path.name)
        rows.append(Cell(str(name)) for name in frame.columns)
        for values in frame.astype(object).itertuples(index=False, name=None):
            rows.append(Cell(None if _is_missing(value) else _plain(value)) for value in values)


@contextmanager
def new_book(path: Path) -> Iterator[Workbook]:
    """Give a workbook to fill, and save it without the time of day: the same cells give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        for sheet in book.worksheets:  # lest openpyxl complain of what was begun
            sheet.close()
        raise

    def save(kept: io.BytesIO) -> None:
        # Packed once, when it is written anew without the time.
        ExcelWriter(book, zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED)).save()

    save_timeless(save, path)


def _held(value: Value, where: str) -> tuple[Value, bool]:
    return _fitting(value, where) if isinstance(value, str) else (value, False)


@lru_cache(maxsize=4096)  # most texts of a workbook stand in many cells
def _fitting(text: str, where: str) -> tuple[str, bool]:
    """Return a text that a cell can hold, and whether a spreadsheet program would take it for a formula."""
    if len(text) > _LONGEST:
        raise OmradesindexError(
            f"a text of {len(text)} characters, '{text[:40]}…', does not fit in a cell",
            where=where,
            expected=f"at most {_LONGEST} characters",
            remedy="shorten it, or write another kind of file",
        )
    return must_be_plain(text, what="a text", where=where), disarmed(text) != text


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _is_missing(value: object) -> bool:
    import pandas as pd

    return bool(pd.isna(value))  # type: ignore[call-overload]
