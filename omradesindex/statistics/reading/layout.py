"""Find the table on a worksheet: under a title, under one row of headings or several, above its footnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd

from omradesindex.errors import StatisticsError, listing
from omradesindex.statistics.reading.cells import check_signs, read_numbers
from omradesindex.statistics.reading.excel import Rows, Sheet, read_sheet
from omradesindex.statistics.reading.footnotes import is_note
from omradesindex.statistics.reading.grid import Grid, is_blank, is_tidy
from omradesindex.statistics.reading.headings import Heads, find_heads, label, spread_merged, stacked_heads
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import OWN_MARKS, PUBLISHED_MARKS, explained
from omradesindex.statistics.reading.raw import RawTable, dimension_name

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
_PIVOT = ("kolumnetiketter", "column labels")
_KNOWN = (*_UPDATED, *_SOURCE, *_UNITS, *_CODE, *_OTHERS)


def parse_excel(
    data: bytes,
    *,
    name: str,
    sheet: str | None = None,
    hidden: str = "",
    marks: Mapping[str, str] | None = None,
    decimal: str = "",
    limits: ReadLimits | None = None,
) -> Grid | RawTable:
    """Read the table on a worksheet.

    Under one row of headings it is a grid: a tidy table, or one to be mapped. Under headings in several
    rows, which span columns, it is a raw table: one of PxWeb's exports, with the dimensions' names in the
    title and footnotes, source and the table's code below; or somebody's own, where a mapping may say what
    its marks mean.

    Parameters
    ----------
    data : bytes
        An ``.xlsx`` workbook.
    name : str
        What errors call it.
    sheet : str, optional
        The worksheet; may be left out where only one that is shown holds a table.
    hidden : {"", "read"}
        ``read`` takes hidden rows and columns as the others; without it a table that has such is refused.
    marks, decimal
        Of a table of one's own under headings in several rows; see
        :func:`~omradesindex.statistics.reading.cells.read_numbers`.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        There is no table, or figures stand outside it.
    """
    read = read_sheet(data, name=name, sheet=sheet, limits=limits)
    where = f"{name}, sheet '{read.title}'"
    top = _top(read.rows)
    rows = spread_merged(read, top, len(read.rows))
    heads = find_heads(rows, read.merged, top, len(rows)) if top < len(rows) else None
    start = heads.start if heads else top
    while start < len(rows) and all(map(is_blank, rows[start])):
        start += 1
    if heads is None or start >= len(rows):
        raise StatisticsError(
            "there is no table", where=where, expected="headings, and rows of figures below"
        )
    end = _end(read, start, where)
    remarks = _refuse_hidden(read, top, end, hidden, where)
    # Notes below the table may be merged over its width.
    rows = spread_merged(read, top, end)
    caption = " ".join(_line(row) for row in read.rows[:top] if _line(row))
    below = [_line(row) for row in rows[end:]]
    stub = is_blank(rows[top][0]) and not is_tidy(map(label, rows[top]))
    if heads.start > top + 1 or stub:
        table = _stacked(rows[:end], read, heads, start, where)
        return _export(table, caption, below, remarks, marks, decimal, where, limits or ReadLimits())
    width = max((i + 1 for row in rows[top:end] for i, c in enumerate(row) if not is_blank(c)), default=1)
    return (
        Grid(
            name=where,
            header=tuple(label(c) for c in rows[top][:width]),
            rows=[row[:width] for row in rows[start:end]],
            address=lambda row, column: f"cell {read.cell_name(start + row, column)}",
            first_row=start + 1,
            title=caption,
            notes=tuple(line for line in below if line),
            remarks=remarks,
        )
        .without_idle_columns()
        .without_units_row()
    )


def _top(rows: Rows) -> int:
    """Return where the headings begin: below the title's lines, which are one cell each.

    One cell further right is a title where the row below it is empty, and else a heading over several.
    """
    for at, row in enumerate(rows):
        told = [cell for cell in row if not is_blank(cell)]
        below = rows[at + 1] if at + 1 < len(rows) else []
        if not all(map(is_blank, row[1:])) and (len(told) > 1 or not all(map(is_blank, below))):
            # A pivot table of Excel says first what it counts, and of what its columns are.
            return at + 1 if any(str(cell).strip().casefold() in _PIVOT for cell in told) else at
    return len(rows)


def _line(row: Sequence[object]) -> str:
    return " ".join(str(cell).strip() for cell in row if not is_blank(cell))


def _refuse_hidden(sheet: Sheet, top: int, end: int, hidden: str, where: str) -> tuple[str, ...]:
    """Refuse a table with hidden rows or columns that hold something, or say that they are in."""
    rows = [
        at for at in sorted(sheet.hidden_rows) if top <= at < end and not all(map(is_blank, sheet.rows[at]))
    ]
    columns = [
        at for at in sorted(sheet.hidden_columns) if not all(is_blank(row[at]) for row in sheet.rows[top:end])
    ]
    if not rows and not columns:
        return ()
    told = [f"row {at + 1}" for at in rows] + [f"column {sheet.cell_name(0, at)[:-1]}" for at in columns]
    if hidden != "read":
        raise StatisticsError(
            f"some of the table is hidden or filtered away: {listing(told, 6)}",
            where=where,
            expected="a table that shows all of its rows and columns",
            remedy="show them, or remove what is not meant; or let the mapping say hidden = 'read', and they "
            "are taken as the others",
        )
    return (
        f"{where}: {len(rows)} dolda rader och {len(columns)} dolda kolumner är med, som mappningen säger.",
    )


def _end(sheet: Sheet, start: int, where: str) -> int:
    """Return where the table ends: at an empty row or a note, below which there are no figures."""
    rows = sheet.rows
    end = start
    while end < len(rows) and not all(map(is_blank, rows[end])) and not _is_note(rows[end]):
        end += 1
    for at in range(end, len(rows)):
        # "Källa:" and what it is may stand in two cells.
        aside = len(rows[at]) if is_note(str(rows[at][0] or "")) else 1
        for column, cell in enumerate(rows[at]):
            if not is_blank(cell) and (column >= aside or isinstance(cell, (int, float))):
                raise StatisticsError(
                    "there is something below the empty row or the note that ends the table",
                    where=f"{where}, cell {sheet.cell_name(at, column)}",
                    expected="one table on a sheet, and only notes in the first column below it",
                    remedy="remove the empty row, or put the second table on a sheet of its own",
                )
    return end


class _Stacked(NamedTuple):
    """A table under headings in several rows: its labels, its cells, and where the first of these stands."""

    corner: tuple[str, ...]
    heads: list[list[str]]
    labels: list[list[str]]
    cells: list[list[object]]
    row: int
    column: int
    sheet: Sheet

    def cell_name(self, row: int, column: int) -> str:
        """Return the name of one of its cells."""
        return self.sheet.cell_name(self.row + row, self.column + column)


def _is_note(row: Sequence[object]) -> bool:
    return isinstance(row[0], str) and is_note(row[0]) and all(map(is_blank, row[1:]))


def _stacked(rows: Rows, sheet: Sheet, heads: Heads, start: int, where: str) -> _Stacked:
    """Take apart a table under headings in several rows; its figures begin at ``start``."""
    above = rows[heads.top : heads.start]
    right = max(i for row in above for i, c in enumerate(row) if not is_blank(c)) + 1
    for at, row in enumerate(rows[start:], start=start):
        beyond = next((i for i, c in enumerate(row) if i >= right and not is_blank(c)), None)
        if beyond is not None:
            raise StatisticsError(
                "the figure has no heading", where=f"{where}, cell {sheet.cell_name(at, beyond)}"
            )
    return _Stacked(
        heads.corner,
        stacked_heads(rows, heads, right, sheet, where),
        _row_labels(rows, start, heads.left, sheet, where),
        [row[heads.left : right] for row in rows[start:]],
        start,
        heads.left,
        sheet,
    )


def _export(
    table: _Stacked,
    caption: str,
    below: Sequence[str],
    remarks: tuple[str, ...],
    marks: Mapping[str, str] | None,
    decimal: str,
    where: str,
    limits: ReadLimits,
) -> RawTable:
    """Make a raw table of headings, labels and figures."""
    told = _sections(below)
    called, published = _names(caption, table, told)
    names = tuple(map(dimension_name, called))
    if published and (marks or decimal):
        raise StatisticsError(
            "the mapping gives 'marks' or 'decimal', which is for tables of one's own",
            where=where,
            remedy="remove it: this is one of PxWeb's exports, which says it itself",
        )
    n, m = len(table.cells), len(table.heads[0])
    limits.check("cells", n * m, where)

    def place(i: int) -> str:
        return f"{where}, cell {table.cell_name(i // m, i % m)}"

    known = explained(PUBLISHED_MARKS, {}, told[""]) if published else {**OWN_MARKS, **(marks or {})}
    cells = list(chain.from_iterable(table.cells))
    read = read_numbers(cells, place, marks=known, decimal=decimal)
    columns: dict[str, object] = {
        name: np.repeat(np.array(label, dtype=object), m)
        for name, label in zip(names, table.labels, strict=False)
    }
    for name, head in zip(names[len(table.labels) :], table.heads, strict=True):
        columns[name] = np.tile(np.array(head, dtype=object), n)
    last = table.heads[-1] * n
    signs = check_signs(read, last, place)
    columns["value"], columns["status"] = read.value, read.status
    columns["where"] = np.array(
        [f"cell {table.cell_name(r, c)}" for r in range(n) for c in range(m)],
        dtype=object,
    )
    units = _units(next((told[key] for key in _UNITS if key in told), []))
    return RawTable(
        name=where,
        dimensions=names,
        frame=pd.DataFrame(columns, index=pd.RangeIndex(n * m)),
        dimension_labels={ours: d for ours, d in zip(names, called, strict=True) if ours != d},
        title=caption,
        code=_last(told, _CODE),
        units={**{str(head): sign for head, sign in signs.items() if sign}, **units},
        source=_last(told, _SOURCE),
        updated=_last(told, _UPDATED),
        notes=tuple(told[""]),
        remarks=remarks,
    )


def _row_labels(rows: Rows, start: int, width: int, sheet: Sheet, where: str) -> list[list[str]]:
    """Return each column of row labels; all but the last may span rows."""
    labels: list[list[str]] = [[] for _ in range(width)]
    for at in range(start, len(rows)):
        fresh = False
        for column in range(width):
            cell = rows[at][column]
            if not is_blank(cell):
                fresh = True
                labels[column].append(label(cell))
            elif labels[column] and not fresh and column < width - 1:
                labels[column].append(labels[column][-1])
            else:
                raise StatisticsError(
                    "the row has no label", where=f"{where}, cell {sheet.cell_name(at, column)}"
                )
    return labels


def _names(caption: str, table: _Stacked, told: Mapping[str, object]) -> tuple[tuple[str, ...], bool]:
    """Return the dimensions' names, and whether the table is published: one of PxWeb's exports.

    Their titles end in "… efter region, år och kön", or lines below say so.
    """
    stub, heads = len(table.labels), len(table.heads)
    _, by, listed = caption.rpartition(" efter ") if " efter " in caption else caption.rpartition(" by ")
    names = tuple(part.strip() for part in re.split(r", | och | and ", listed) if part.strip()) if by else ()
    named = len(names) == stub + heads == len(set(names))
    published = named or any(key in told for key in (*_CODE, *_UPDATED))
    if named and not table.corner:
        return names, published
    rows = table.corner if len(set(table.corner)) == stub and all(table.corner) else ()
    return (
        *(rows or (f"rad {i + 1}" for i in range(stub))),
        *(f"rubrik {i + 1}" for i in range(heads)),
    ), published


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
