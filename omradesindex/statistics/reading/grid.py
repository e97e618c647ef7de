"""Rows and columns with headings, from CSV, Excel or Parquet: a tidy table, or a raw one to be mapped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import Self

import numpy as np
import pandas as pd

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.statistics.reading.cells import check_signs, read_numbers
from omradesindex.statistics.reading.footnotes import without_marks
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import OWN_MARKS
from omradesindex.statistics.reading.raw import SUPPRESSED, RawTable, dimension_name
from omradesindex.statistics.survey import SURVEY
from omradesindex.statistics.table import NUMBERS
from omradesindex.statistics.vocabulary import DEFINITION

#: The dimension that the headings of a wide table's columns of figures make.
COLUMN = "kolumn"

_TIDY = {"area", "variable", "period", "value"}

#: Headings that say what a column is about, even where all of its cells look like numbers.
ABOUT = re.compile(
    r"(.*[\W_])?((region|område|omrade|kommun|distrikt|valdistrikt)(s?kod|s?namn)?|.*kod|code|area"
    r"|(deso|regso|geso)(kod|namn)?([\W_][0-9]{4})?|år|ar|year|tid|tidpunkt|period|månad|kvartal|läsår|datum"
    r"|kön|kon|sex|ålder|alder|age|namn|name|variabel|variable|tabellinnehåll|innehåll|mått|kpi|nyckeltal)",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Grid:
    """A table of cells under headings.

    Attributes
    ----------
    name : str
    header : tuple of str
    rows : sequence of sequence
        Cells: text, numbers or None; each row as long as the header.
    address : callable
        Row and column (from 0, the header left out) → where the cell stands in its file.
    point : str
        The decimal mark that this kind of file has where our own format is written in it.
    first_row : int or None
        What the first row below the headings is called in the file, where rows are counted.
    title, notes
        Text above and below the table.
    remarks : tuple of str
        What every reader of the figures must be told.
    """

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[object]]
    address: Callable[[int, int], str]
    point: str = "."
    first_row: int | None = None
    title: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def tidy(self) -> bool:
        """Whether the columns are (meant to be) those of :meth:`Statistics.from_frame`."""
        return len(_TIDY & set(self.header)) >= 2

    def without_empty_columns(self) -> Self:
        """Return the table without the columns that have neither a heading nor anything in a cell."""
        kept = [i for i, h in enumerate(self.header) if h or not all(map(is_blank, self.column(i)))]
        if len(kept) == len(self.header) or not kept:
            return self
        place = self.address
        return replace(
            self,
            header=tuple(self.header[i] for i in kept),
            rows=[[row[i] for i in kept] for row in self.rows],
            address=lambda row, column: place(row, kept[column]),
        )

    def column(self, index: int) -> list[object]:
        """Return the cells of a column."""
        return [row[index] for row in self.rows]

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, the file's name first."""
        return f"{self.name}, {self.address(row, column)}"


def is_blank(cell: object) -> bool:
    """Whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def tidy_frame(grid: Grid) -> pd.DataFrame:
    """Return the tidy table: numbers are read, text stays as it is, so that codes keep their zeros.

    ``..`` in ``value`` becomes the status ``suppressed`` where the row says nothing else.

    Raises
    ------
    StatisticsError
        A cell of a column of numbers is none.
    """
    _refuse_headings(grid, grid.header)
    columns: dict[str, object] = {}
    for index, name in enumerate(grid.header):
        cells = grid.column(index)
        if name == "area":
            _refuse_numbers(cells, grid, index)
        if name not in (*NUMBERS, *SURVEY):
            texts = [_as_text(c, grid, r, index) for r, c in enumerate(cells)]
            free = name == "source" or name.endswith(DEFINITION)
            columns[name] = np.array(texts if free else list(map(_bare, texts)), dtype=object)
            continue

        def place(row: int, index: int = index) -> str:
            about = (c for c in ("area", "variable", "period") if c in grid.header)
            told = [f"{c} '{grid.rows[row][grid.header.index(c)]}'" for c in about]
            return ", ".join([grid.place(row, index), *told])

        read = read_numbers(cells, place, marks=OWN_MARKS, usual=grid.point)
        if "‰" in check_signs(read, [name] * len(cells), place).values():
            raise StatisticsError(f"'{name}' is in per mille", where=grid.name, remedy="give per cent")
        columns[name] = read.value
        if name == "value":
            held = read.status == SUPPRESSED
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(grid.rows)))
    if "value" in frame and held.any():
        said = frame["status"] if "status" in frame else pd.Series("", index=frame.index)
        frame["status"] = said.where(~(held & (said == "")), SUPPRESSED)
    return frame


def guess_dimensions(grid: Grid) -> tuple[str, ...]:
    """Guess which columns say what a row is about: their heading is such a word, or they hold text."""
    return tuple(
        name
        for index, name in enumerate(grid.header)
        if ABOUT.fullmatch(name) or any(map(is_text, grid.column(index)))
    )


def raw_from_grid(
    grid: Grid,
    dimensions: Iterable[str] | None = None,
    *,
    ignore: Iterable[str] = (),
    marks: Mapping[str, str] = OWN_MARKS,
    decimal: str = "",
    limits: ReadLimits | None = None,
) -> RawTable:
    """Make a raw table: some columns say what a row is about, the others hold figures.

    Parameters
    ----------
    grid : Grid
    dimensions : iterable of str, optional
        The columns that say what a row is about; guessed if left out. The headings of the others make the
        last dimension, ``kolumn``.
    ignore : iterable of str
        Columns that are left out.
    marks, decimal
        See :func:`~omradesindex.statistics.reading.cells.read_numbers`.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        A column that is named is not there, a category is empty, or a figure is no number.
    """
    names = tuple(guess_dimensions(grid) if dimensions is None else dimensions)
    _refuse_headings(grid, (*grid.header, COLUMN))
    left_out = tuple(ignore)
    for name in (*names, *left_out):
        if name not in grid.header:
            raise StatisticsError(
                f"there is no column '{name}'{did_you_mean(name, grid.header)}",
                where=grid.name,
                expected=f"one of {listing(h for h in grid.header if h)}",
                remedy="correct the mapping; the file's columns may have been renamed",
            )
    figures = [i for i, h in enumerate(grid.header) if h not in names and h not in left_out]
    if not names or not figures or not grid.rows:
        lacking = "row" if not grid.rows else "column of figures" if names else "column that is no figure"
        raise StatisticsError(
            f"there is no {lacking}", where=grid.name, expected=f"figures; found {listing(grid.header)}"
        )
    n, m = len(grid.rows), len(figures)
    (limits or ReadLimits()).check("cells", n * m, grid.name)
    columns: dict[str, object] = {}
    for name in names:
        index = grid.header.index(name)
        codes = [_category(cell, grid, row, index) for row, cell in enumerate(grid.column(index))]
        columns[dimension_name(name)] = np.repeat(np.array(codes, dtype=object), m)
    heads = [grid.header[i] for i in figures]
    columns[COLUMN] = np.tile(np.array(heads, dtype=object), n)

    def place(i: int) -> str:
        return grid.place(i // m, figures[i % m])

    cells = list(chain.from_iterable([row[i] for i in figures] for row in grid.rows))
    read = read_numbers(cells, place, marks=marks, decimal=decimal)
    signs = check_signs(read, heads * n, place)
    columns["value"], columns["status"] = read.value, read.status
    columns["where"] = np.array([grid.address(r, c) for r in range(n) for c in figures], dtype=object)
    return RawTable(
        name=grid.name,
        dimensions=(*map(dimension_name, names), COLUMN),
        frame=pd.DataFrame(columns, index=pd.RangeIndex(n * m)),
        title=grid.title,
        units={str(head): sign for head, sign in signs.items() if sign},
        notes=grid.notes,
        remarks=grid.remarks,
    )


def _refuse_headings(grid: Grid, names: Sequence[str]) -> None:
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise StatisticsError(f"the column {listing(twice)} stands there twice", where=grid.name)
    if "" in names:
        raise StatisticsError(
            f"column {names.index('') + 1} has no heading", where=grid.name, remedy="name it, or remove it"
        )


def _refuse_numbers(cells: Sequence[object], grid: Grid, column: int) -> None:
    for row, cell in enumerate(cells):
        if cell is not None and not isinstance(cell, str) and cell == cell:
            raise StatisticsError(
                f"the area code {cell} is a number",
                where=grid.place(row, column),
                expected="text: numbers lose the zeros that codes begin with",
                remedy="format the column as text, and take the codes from their source again",
            )


def is_text(cell: object) -> bool:
    """Whether a cell holds words: letters, but no number with a power, a sign or marks."""
    if not isinstance(cell, str) or not cell.strip():
        return False
    try:
        read_numbers([cell], str, usual=".")
    except StatisticsError:
        return True
    return False


def _category(cell: object, grid: Grid, row: int, column: int) -> str:
    text = _bare(_as_text(cell, grid, row, column))
    if not isinstance(text, str) or not text:
        raise StatisticsError(
            f"the category in '{grid.header[column]}' is empty",
            where=grid.place(row, column),
            remedy="fill it in, also where it is the same as in the row above",
        )
    return text


def _bare(text: object) -> object:
    return without_marks(text) if isinstance(text, str) else text


def _as_text(cell: object, grid: Grid, row: int, column: int) -> object:
    """Return a category as text: a workbook may hold years and codes as numbers."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, (int, np.integer)) and not isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, (float, np.floating, Decimal)) and abs(float(cell)) < 1e15 and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, dt.date):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        if not isinstance(cell, dt.datetime) or cell.time() == dt.time():
            return day.isoformat()
    raise StatisticsError(
        f"'{grid.header[column]}' is {str(cell)[:40]!r}, which is neither text nor a whole number",
        where=grid.place(row, column),
        remedy="format the column as text",
    )
