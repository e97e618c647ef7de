"""Read Excel workbooks: PxWeb's exports as they are, and tables of one's own.

Only what lies in the cells is read. A formula is never computed: its last computed value is taken, and where
there is none the cell is refused. Workbooks with macros are refused; links to other files are not followed.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.foreign import cause_of
from omradesindex.statistics.reading.cells import Unclear
from omradesindex.statistics.reading.footnotes import raised
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.number_formats import as_shown
from omradesindex.workbook_guard import DAMAGED, Workbook, inspect_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Rows = list[list[object]]

#: Cells that are merged to one: first row, first column, last row, last column (from 0).
Merged = tuple[int, int, int, int]


class Sheet(NamedTuple):
    """A worksheet: its name, its cells row by row, and what is merged and hidden of it (from 0).

    ``margin`` empty columns on the left are left out.
    """

    title: str
    rows: Rows
    merged: tuple[Merged, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    margin: int = 0

    def cell_name(self, row: int, column: int) -> str:
        """Return a cell's name in the spreadsheet."""
        return cell_name(row, column + self.margin)

    def without_margin(self) -> Sheet:
        """Return the sheet without the empty columns left of everything that is on it."""
        filled = [i for row in self.rows for i, cell in enumerate(row) if _holds(cell)]
        n = min(filled, default=0)
        if not n:
            return self
        return self._replace(
            rows=[row[n:] for row in self.rows],
            merged=tuple(
                (top, max(left - n, 0), bottom, right - n)
                for top, left, bottom, right in self.merged
                if right >= n
            ),
            hidden_columns=frozenset(column - n for column in self.hidden_columns if column >= n),
            margin=n,
        )


def read_sheet(
    data: bytes, *, name: str, sheet: str | None = None, limits: ReadLimits | None = None
) -> Sheet:
    """Return a worksheet's cells as they are shown, as far as there is something in them.

    Parameters
    ----------
    data : bytes
        An ``.xlsx`` workbook.
    name : str
        What errors call it.
    sheet : str, optional
        The worksheet; may be left out where only one that is shown has more than lines of text.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        It is no workbook, holds macros, unpacks to more than the limits, or has a formula without a value.
    """
    limits = limits or ReadLimits()
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise StatisticsError(
            "reading Excel needs the package openpyxl",
            where=name,
            remedy='install it: pip install "omradesindex[excel]"',
        ) from None
    book = inspect_workbook(data, name=name, limits=limits)

    def opened(*, computed: bool) -> Any:
        return load_workbook(
            io.BytesIO(book.data),
            read_only=True,
            data_only=computed,
            keep_links=False,
            rich_text=book.raised,
        )

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not know
            chosen = _choose(opened(computed=True).worksheets, sheet, book, name, limits)
            where = f"{name}, sheet '{chosen.title}'"
            read = _read(chosen, book, where, limits)
            if book.formulas:
                typed = _read(opened(computed=False)[chosen.title], book, name, limits)
                _refuse_uncomputed(read.rows, typed.rows, where)
            return read.without_margin()
    except StatisticsError:
        raise
    except DAMAGED as error:
        raise StatisticsError(
            f"the workbook is damaged ({cause_of(error)})",
            where=name,
            expected="an .xlsx file",
            remedy="fetch or save it again",
        ) from None


def cell_name(row: int, column: int) -> str:
    """Return a cell's name in a spreadsheet, from its row and column (from 0).

    Examples
    --------
    >>> cell_name(6, 1), cell_name(0, 26)
    ('B7', 'AA1')
    """
    return f"{_letters(column + 1)}{row + 1}"


@cache
def _letters(column: int) -> str:
    before, rest = divmod(column - 1, 26)
    return (_letters(before) if before else "") + chr(65 + rest)


def _choose(
    sheets: Sequence[Any], wanted: str | None, book: Workbook, name: str, limits: ReadLimits
) -> ReadOnlyWorksheet:
    """Return the sheet that is meant: the one that is named, or the only one shown that holds a table."""
    titles = [str(sheet.title) for sheet in sheets]
    if wanted is not None:
        if wanted not in titles:
            raise StatisticsError(
                f"there is no sheet '{wanted}'{did_you_mean(wanted, titles)}",
                where=name,
                expected=f"one of {listing(titles)}",
            )
        return sheets[titles.index(wanted)]
    width = {sheet: _first_width(sheet, book, name, limits) for sheet in sheets}
    shown = [sheet for sheet in sheets if width[sheet] and sheet.sheet_state == "visible"]
    if not shown:
        hidden = [sheet.title for sheet in sheets if width[sheet]]
        if hidden:
            raise StatisticsError(
                f"the sheets with cells are hidden: {listing(hidden)}",
                where=name,
                remedy='show the one that is meant, or name it in the mapping: sheet = "…"',
            )
        raise StatisticsError("the workbook is empty", where=name, remedy="fetch it again, or take it away")
    # A sheet with nothing but lines of text tells about the others.
    tables = [sheet for sheet in shown if width[sheet] > 1] or shown
    if len(tables) > 1:
        raise StatisticsError(
            f"there are {len(tables)} sheets with cells: {listing(s.title for s in tables)}",
            where=name,
            remedy='say which in the mapping: sheet = "…"; or keep one sheet in the file',
        )
    return tables[0]


def _first_width(sheet: ReadOnlyWorksheet, book: Workbook, name: str, limits: ReadLimits) -> int:
    """Return how many cells are filled in the first row that has more than one, or whether any is."""
    most = 0
    for row in _read(sheet, book, name, limits, until=2).rows:
        most = max(most, sum(map(_holds, row)))
    return most


def _read(
    sheet: ReadOnlyWorksheet, book: Workbook, where: str, limits: ReadLimits, *, until: int | None = None
) -> Sheet:
    """Return a sheet's cells up to the last that holds something, all rows as wide as the widest.

    With ``until``, no further than to the first row with so many cells.
    """
    from openpyxl.worksheet._reader import WorkSheetParser

    whole = sheet.parent
    rows: Rows = []
    last = width = count = 0
    shown = _Shown(sheet)
    with sheet._get_source() as source:  # openpyxl's own rows say nothing of what is merged or hidden
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=whole.data_only,
            epoch=whole.epoch,
            date_formats=whole._date_formats,
            timedelta_formats=whole._timedelta_formats,
            rich_text=book.raised,
        )
        for number, cells in parser.parse():
            end = max((cell["column"] for cell in cells), default=0)
            count += max(number - 1 - len(rows), 0) + max(end, 1)
            if count > limits.cells:
                limits.check("cells", count, where)
            if number <= len(rows):
                raise StatisticsError("the rows are not in order", where=where, remedy="save it again")
            rows += ([] for _ in range(number - 1 - len(rows)))
            read: list[object] = [None] * end
            for cell in cells:
                if cell["value"] is not None:
                    read[cell["column"] - 1] = shown(cell)
            filled = [i for i, cell in enumerate(read) if _holds(cell)]
            rows.append(read[: filled[-1] + 1] if filled else [])
            if filled:
                last, width = number, max(width, filled[-1] + 1)
            if until is not None and len(filled) >= until:
                break
    limits.check("cells", last * width, where)
    return Sheet(
        str(sheet.title),
        [row + [None] * (width - len(row)) for row in rows[:last]],
        _merged(parser, last, width),
        frozenset(int(row) - 1 for row, told in parser.row_dimensions.items() if _is_hidden(told)),
        _hidden_columns(parser, width),
    )


class _Shown:
    """What a cell shows: its number as its format writes it, raised characters as such."""

    def __init__(self, sheet: ReadOnlyWorksheet) -> None:
        self.book = sheet.parent
        self.styles: dict[int, tuple[str, bool]] = {}

    def __call__(self, cell: dict[str, Any]) -> object:
        value = cell["value"]
        style = cell.get("style_id") or 0
        if style not in self.styles:
            self.styles[style] = self._style(style)
        code, high = self.styles[style]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            if high:
                return Unclear(value, "is raised, as a footnote is")
            return as_shown(value, code) if code != "General" else value
        if isinstance(value, list):
            return "".join(part if isinstance(part, str) else _run(part) for part in value)
        return raised(value) if high and isinstance(value, str) else value

    def _style(self, style: int) -> tuple[str, bool]:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        told = self.book._cell_styles[style]
        if told.numFmtId < BUILTIN_FORMATS_MAX_SIZE:
            code = BUILTIN_FORMATS.get(told.numFmtId, "General")
        else:
            code = self.book._number_formats[told.numFmtId - BUILTIN_FORMATS_MAX_SIZE]
        return str(code), getattr(self.book._fonts[told.fontId], "vertAlign", None) == "superscript"


def _run(part: Any) -> str:
    high = getattr(part.font, "vertAlign", None) == "superscript"
    return raised(str(part.text)) if high else str(part.text)


def _merged(parser: Any, rows: int, columns: int) -> tuple[Merged, ...]:
    from openpyxl.utils import range_boundaries

    told = parser.merged_cells.mergeCell if parser.merged_cells is not None else ()
    ranges = [range_boundaries(one.ref) for one in told]
    return tuple(
        (top - 1, left - 1, min(bottom, rows) - 1, min(right, columns) - 1)
        for left, top, right, bottom in ranges
        if top <= rows and left <= columns
    )


def _is_hidden(told: dict[str, str]) -> bool:
    return (
        told.get("hidden") in ("1", "true")
        or float(told.get("ht", 1)) == 0
        or float(told.get("width", 1)) == 0
    )


def _hidden_columns(parser: Any, width: int) -> frozenset[int]:
    return frozenset(
        column
        for told in parser.column_dimensions.values()
        if _is_hidden(told)
        for column in range(int(told["min"]) - 1, min(int(told["max"]), width))
    )


def _holds(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _refuse_uncomputed(rows: Rows, written: Rows, where: str) -> None:
    for at, row in enumerate(written):
        for column, formula in enumerate(row):
            known = at < len(rows) and column < len(rows[at]) and rows[at][column] is not None
            is_formula = (isinstance(formula, str) and formula.startswith("=")) or hasattr(formula, "ref")
            if is_formula and not known:
                raise StatisticsError(
                    "the formula has no computed value, and formulas are not computed here",
                    where=f"{where}, cell {cell_name(at, column)}",
                    remedy="open the workbook in a spreadsheet and save it, or write the value itself",
                )
