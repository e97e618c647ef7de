"""Find the table on a worksheet: under a title, under one row of headings or several, above its footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading.cells import read_numbers
from omradesindex.statistics.reading.excel import Rows, cell_name, read_sheet
from omradesindex.statistics.reading.grid import Grid
from omradesindex.statistics.reading.grid import is_blank as _blank
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.raw import RawTable

# The lines under a table that PxWeb writes, in Swedish and in English.
_UPDATED = ("senaste uppdatering", "latest update", "last updated")
_SOURCE = ("källa", "source")
_UNITS = ("sort", "units", "unit")
_CODE = ("intern referenskod", "internal reference code")
_OTHERS = (
    "kontaktperson",
    "contact",
    "datatyp",
    "data type",
    "referenstid",
    "reference time",
    "databas",
    "database",
)
_KNOWN = (*_UPDATED, *_SOURCE, *_UNITS, *_CODE, *_OTHERS)


def parse_excel(
    data: bytes, *, name: str, sheet: str | None = None, limits: ReadLimits | None = None
) -> Grid | RawTable:
    """Read the table on a worksheet.

    Under one row of headings it is a grid: a tidy table, or one to be mapped. Under headings in several rows
    that stand right of empty cells it is one of PxWeb's exports: headings span columns, row labels span rows,
    the dimensions' names stand in the title, and footnotes, source and the table's code below.

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
        There is no table, or figures stand outside it.
    """
    title, rows = read_sheet(data, name=name, sheet=sheet, limits=limits)
    where = f"{name}, sheet '{title}'"
    top = 0
    while top < len(rows) and not any(c is not None for c in rows[top][1:]):
        top += 1  # titles and empty rows
    heads = top
    while heads < len(rows) and _blank(rows[heads][0]):
        heads += 1
    if heads >= len(rows):
        raise StatisticsError(
            "there is no table", where=where, expected="headings, and rows of figures below"
        )
    caption = " ".join(str(row[0]).strip() for row in rows[:top] if not _blank(row[0]))
    if heads > top:
        stacked = [row for row in rows[top:heads] if not all(map(_blank, row))]
        return _export(rows, stacked, heads, caption, where, limits or ReadLimits())
    end = _end(rows, top + 1, where)
    width = max((i + 1 for row in rows[top:end] for i, c in enumerate(row) if not _blank(c)), default=1)
    return Grid(
        name=where,
        header=tuple("" if c is None else str(c).strip() for c in rows[top][:width]),
        rows=[row[:width] for row in rows[top + 1 : end]],
        address=lambda row, column: f"cell {cell_name(top + 1 + row, column)}",
        first_row=top + 2,
        title=caption,
        notes=tuple(str(row[0]).strip() for row in rows[end:] if not _blank(row[0])),
    ).without_empty_columns()


def _end(rows: Rows, start: int, where: str) -> int:
    """Return where the table ends: at an empty row, below which there may be text, but no figures."""
    end = start
    while end < len(rows) and not all(map(_blank, rows[end])):
        end += 1
    for at in range(end, len(rows)):
        for column, cell in enumerate(rows[at]):
            if not _blank(cell) and (column or isinstance(cell, (int, float))):
                raise StatisticsError(
                    "there is something below the empty row that ends the table",
                    where=f"{where}, cell {cell_name(at, column)}",
                    expected="one table on a sheet, and only notes in the first column below it",
                    remedy="remove the empty row, or put the second table on a sheet of its own",
                )
    return end


def _export(rows: Rows, stacked: Rows, start: int, caption: str, where: str, limits: ReadLimits) -> RawTable:
    """Read one of PxWeb's exports; ``stacked`` are its rows of headings, its figures begin at ``start``."""
    left = min(i for row in stacked for i, c in enumerate(row) if not _blank(c))
    right = max(i for row in stacked for i, c in enumerate(row) if not _blank(c)) + 1
    end = _end(rows, start, where)
    for at in range(start, end):
        beyond = next((i for i, c in enumerate(rows[at]) if i >= right and not _blank(c)), None)
        if beyond is not None:
            raise StatisticsError("the figure has no heading", where=f"{where}, cell {cell_name(at, beyond)}")
    heads = [_carried(row[left:right], where) for row in stacked]
    labels = _row_labels(rows, start, end, left, where)
    below = [str(row[0]).strip() if not _blank(row[0]) else "" for row in rows[end:]]
    told = _sections(below)
    names = _names(caption, left, len(heads))
    n, m = end - start, right - left
    limits.check("cells", n * m, where)

    def place(i: int) -> str:
        return f"{where}, cell {cell_name(start + i // m, left + i % m)}"

    read = read_numbers([cell for row in rows[start:end] for cell in row[left:right]], place)
    columns: dict[str, object] = {
        name: np.repeat(np.array(label, dtype=object), m) for name, label in zip(names, labels, strict=False)
    }
    for name, head in zip(names[left:], heads, strict=True):
        columns[name] = np.tile(np.array(head, dtype=object), n)
    columns["value"], columns["status"] = read.value, read.status
    columns["where"] = np.array(
        [f"cell {cell_name(r, c)}" for r in range(start, end) for c in range(left, right)], dtype=object
    )
    frame = pd.DataFrame(columns, index=pd.RangeIndex(n * m))
    return RawTable(
        name=where,
        dimensions=names,
        frame=frame,
        title=caption,
        code=_last(told, _CODE),
        units=_units(next((told[key] for key in _UNITS if key in told), [])),
        source=_last(told, _SOURCE),
        updated=_last(told, _UPDATED),
        notes=tuple(told[""]),
    )


def _carried(cells: Sequence[object], where: str) -> list[str]:
    """Return headings, each carried over the columns that it spans."""
    carried: list[str] = []
    for cell in cells:
        if _blank(cell):
            if not carried:
                raise StatisticsError("a row of headings begins with an empty cell", where=where)
            carried.append(carried[-1])
        else:
            carried.append(_label(cell))
    return carried


def _row_labels(rows: Rows, start: int, end: int, width: int, where: str) -> list[list[str]]:
    """Return each column of row labels; all but the last may span rows."""
    labels: list[list[str]] = [[] for _ in range(width)]
    for at in range(start, end):
        fresh = False
        for column in range(width):
            cell = rows[at][column]
            if not _blank(cell):
                fresh = True
                labels[column].append(_label(cell))
            elif labels[column] and not fresh and column < width - 1:
                labels[column].append(labels[column][-1])
            else:
                raise StatisticsError("the row has no label", where=f"{where}, cell {cell_name(at, column)}")
    return labels


def _label(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else " ".join(str(cell).split())


def _names(caption: str, stub: int, heads: int) -> tuple[str, ...]:
    """Return the dimensions' names from a title such as "… efter region, år och kön", or numbered ones."""
    _, by, told = caption.rpartition(" efter ") if " efter " in caption else caption.rpartition(" by ")
    names = tuple(part.strip() for part in re.split(r", | och | and ", told) if part.strip()) if by else ()
    if len(names) == stub + heads == len(set(names)):
        return names
    return (*(f"rad {i + 1}" for i in range(stub)), *(f"rubrik {i + 1}" for i in range(heads)))


def _sections(lines: Sequence[str]) -> dict[str, list[str]]:
    """Part the lines under an export by the headings that PxWeb writes; the notes come before the first."""
    sections: dict[str, list[str]] = {"": []}
    open_ = ""
    for line in lines:
        key = line.rstrip(":").casefold() if line.endswith(":") else ""
        if key in _KNOWN:
            open_ = key
            sections.setdefault(open_, [])
        elif line:
            sections[open_].append(line)
    return sections


def _last(sections: Mapping[str, Sequence[str]], keys: Sequence[str]) -> str:
    """Return what stands under a heading; of several lines the last in order, so of dates the latest."""
    told = (line for key in keys for line in sections.get(key, ()) if not line.endswith(":"))
    return max(told, default="")


def _units(lines: Sequence[str]) -> Mapping[str, str]:
    """Return units by content: one line for the whole table, or a line with a colon before each."""
    units: dict[str, str] = {}
    of = ""
    for line in lines:
        if line.endswith(":"):
            of = line[:-1]
        else:
            units.setdefault(of, line)
    return units
