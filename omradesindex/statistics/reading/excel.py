"""Read Excel workbooks: PxWeb's exports as they are, and tables of one's own.

Only what lies in the cells is read. A formula is never computed: its last computed value is taken, and where
there is none the cell is refused. Workbooks with macros are refused; links to other files are not followed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.statistics.reading.cells import Percent
from omradesindex.statistics.reading.limits import ReadLimits

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

Rows = list[list[object]]

# What openpyxl lets through when a workbook is damaged.
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_PERCENT = re.compile(rb'numFmtId="(?:9|10)"|formatCode="[^"]*%')

#: Elements of the part that holds the formats; the real exports have some hundred.
_FORMATS = 500_000

#: A part that is smaller may be packed as tightly as it likes.
_SMALL = 1_000_000


def read_sheet(
    data: bytes, *, name: str, sheet: str | None = None, limits: ReadLimits | None = None
) -> tuple[str, Rows]:
    """Return a worksheet's name and its cells, row by row, as far as there is something in them.

    Parameters
    ----------
    data : bytes
        An ``.xlsx`` workbook.
    name : str
        What errors call it.
    sheet : str, optional
        The worksheet; may be left out where only one has cells.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        It is no workbook, holds macros, unpacks to more than the limits, or has a formula without a value.
    """
    limits = limits or ReadLimits()
    limits.check("bytes", len(data), name)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise StatisticsError(
            "reading Excel needs the package openpyxl",
            where=name,
            remedy='install it: pip install "omradesindex[excel]"',
        ) from None
    formulas, percents = _inspect(data, name, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not know
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            chosen = _choose(book.worksheets, sheet, name, limits)
            rows = _cells(chosen, f"{name}, sheet '{chosen.title}'", limits, percents=percents)
            if formulas:
                typed = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
                written = _cells(typed[chosen.title], name, limits, percents=False)
                _refuse_uncomputed(rows, written, f"{name}, sheet '{chosen.title}'")
            return str(chosen.title), rows
    except StatisticsError:
        raise
    except _DAMAGED as error:
        told = " ".join(str(error).split())[:120] or type(error).__name__
        raise StatisticsError(
            f"the workbook is damaged ({told})",
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


def _inspect(data: bytes, name: str, limits: ReadLimits) -> tuple[bool, bool]:
    """Look at the parts before any is unpacked; say whether there are formulas and formats in per cent."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatisticsError(
            "it is an old .xls workbook, or one with a password",
            where=name,
            expected="an .xlsx file without a password",
            remedy="open it and save it as .xlsx",
        )
    formulas = percents = False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            limits.check("members", len(parts), name)
            limits.check("expanded", sum(part.file_size for part in parts), name)
            for part in parts:
                if part.file_size > _SMALL:
                    limits.check("ratio", part.file_size // max(part.compress_size, 1), name)
                if part.flag_bits & 1:
                    raise StatisticsError("the workbook has a password", where=name, remedy="save it without")
                if part.filename.lower().endswith("vbaproject.bin"):
                    raise StatisticsError(
                        "the workbook holds macros", where=name, remedy="save it as .xlsx, which has none"
                    )
                text = packed.read(part)
                # A workbook declares no entities; where it does, they may unfold without end. In UTF-16,
                # which none is written in either, they would not be seen.
                wide = b"\0" in text and part.filename.lower().endswith((".xml", ".rels"))
                if wide or b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise StatisticsError(
                        f"'{part.filename}' declares entities", where=name, expected="plain XML in UTF-8"
                    )
                elements = text.count(b"<")
                # A cell or a text takes four or more; of formats there are few, and they are slow to read.
                limits.check("cells", elements // 8, f"{name}, {part.filename}")
                if elements > _FORMATS and part.filename.endswith("styles.xml"):
                    raise StatisticsError(
                        "the workbook holds too many formats",
                        where=name,
                        remedy="copy its values to a new one",
                    )
                formulas = formulas or ("worksheets/" in part.filename and _FORMULA.search(text) is not None)
                percents = percents or (
                    part.filename.endswith("styles.xml") and _PERCENT.search(text) is not None
                )
    except StatisticsError:
        raise
    except _DAMAGED as error:
        told = " ".join(str(error).split())[:120]
        raise StatisticsError(f"it is no workbook ({told})", where=name, expected="an .xlsx file") from None
    return formulas, percents


def _choose(sheets: Sequence[Any], wanted: str | None, name: str, limits: ReadLimits) -> ReadOnlyWorksheet:
    titles = [str(sheet.title) for sheet in sheets]
    if wanted is not None:
        if wanted not in titles:
            raise StatisticsError(
                f"there is no sheet '{wanted}'{did_you_mean(wanted, titles)}",
                where=name,
                expected=f"one of {listing(titles)}",
            )
        return sheets[titles.index(wanted)]
    filled = [sheet for sheet in sheets if _cells(sheet, name, limits, percents=False, most=1)]
    if not filled:
        raise StatisticsError("the workbook is empty", where=name)
    if len(filled) > 1:
        raise StatisticsError(
            f"there are {len(filled)} sheets with cells: {listing(s.title for s in filled)}",
            where=name,
            remedy='say which in the mapping: sheet = "…"',
        )
    return filled[0]


def _cells(
    sheet: ReadOnlyWorksheet, where: str, limits: ReadLimits, *, percents: bool, most: int | None = None
) -> Rows:
    """Return the rows up to the last that holds something, all as wide as the widest; or up to the first."""
    # Some programs state a wrong extent, and openpyxl would stop reading there.
    sheet.reset_dimensions()
    rows: Rows = []
    last = width = count = 0
    for number, row in enumerate(sheet.iter_rows(values_only=not percents), start=1):
        count += max(len(row), 1)
        if count > limits.cells:
            limits.check("cells", count, where)
        read = [_percent(cell) for cell in row] if percents else list(row)
        filled = [i for i, cell in enumerate(read) if _holds(cell)]
        rows.append(read[: filled[-1] + 1] if filled else [])
        if filled:
            last, width = number, max(width, filled[-1] + 1)
            if most is not None:
                break
    limits.check("cells", last * width, where)
    return [row + [None] * (width - len(row)) for row in rows[:last]]


def _holds(cell: object) -> bool:
    return cell is not None and not (isinstance(cell, str) and not cell.strip())


def _percent(cell: Any) -> object:
    value = cell.value
    shown = isinstance(value, (int, float)) and not isinstance(value, bool) and "%" in str(cell.number_format)
    return Percent(value) if shown else value


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
