"""Rows and columns with headings, from CSV, Excel or Parquet: a tidy table, or a raw one to be mapped."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.frozen import Frozen
from omradesindex.patterns import pattern
from omradesindex.periods import read_period
from omradesindex.plaintext import plain
from omradesindex.statistics.block import NUMBERS
from omradesindex.statistics.checker import labels
from omradesindex.statistics.reading.cells import Cells, apply_flags, check_signs, read_numbers
from omradesindex.statistics.reading.columnar import Coded, Columns
from omradesindex.statistics.reading.footnotes import is_note, may_bear_marks, without_marks
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import OWN_MARKS, flag_meaning
from omradesindex.statistics.reading.raw import SUPPRESSED, RawTable, dimension_name
from omradesindex.statistics.reading.units import is_unit
from omradesindex.statistics.survey import SURVEY
from omradesindex.statistics.vocabulary import DEFINITION

#: The dimension that the headings of a wide table's columns of figures make.
COLUMN = "kolumn"

_TIDY = {"area", "variable", "period", "value"}
#: The columns of a tidy table that hold numbers.
FIGURES = (*NUMBERS, *SURVEY)
#: Headings that say what a column is about, even where all of its cells look like numbers.
ABOUT = pattern(
    r"(.*[\W_])?(\w*(region|område|omrade|kommun|distrikt|stadsdel|tätort|församling|nyko|[dg]eso|regso|district)"
    r"(s?[ _]?(kod|namn|nr|nummer|id)|[ _]?[0-9])?([\W_][0-9]{4})?|.*kod|code|(f|object)?id|\w*omr|area|län"
    r"|county|municipality|neighbou?rhood|postnummer|postnr|år|ar|year|tid|tidpunkt|(time_?)?period|månad|month"
    r"|kvartal|quarter|läsår|datum|date|kön|kon|sex|gender|ålder|alder|age|(ålders|age ?)(grupp|group|klass)"
    r"|namn|name|variabel|variable|tabellinnehåll|innehåll|mått|kpi|nyckeltal)",
    re.IGNORECASE,
)
#: Words in the headings of areas.
AREA = pattern(r"region|omr[aå]de|kommun|deso|regso|geso|distrikt|stadsdel|nyko|area|^geo\b", re.IGNORECASE)
# Over numbers these are what is counted, although the last word is one of those above.
_COUNTED = pattern(
    r"(antal|andel|medel|median|genomsnitt|mean|average|number|share|proportion|folkm|befolkning|population)"
    r"|.*[0-9]\+?[ _]?(år|ar|years?)$",
    re.IGNORECASE,
)

# Columns beside a figure that say what it is, as SDMX and Eurostat have them.
_FLAGS = pattern(r"(?:obs|conf|value)[_ ]?(?:status|flags?)|flags?|status|statuskod", re.IGNORECASE)
#: CL_CONF_STATUS: all but "free" are held back.
_SECRECY: Mapping[str, str] = Frozen({"F": "", **dict.fromkeys("ACDGMNOPQRSTU", SUPPRESSED)})
_POWER = "UNIT_MULT"
_ATTRIBUTES = ("DECIMALS", "TIME_FORMAT", _POWER)
_UNIT_ROW = ("", "enhet", "unit", "sort")


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
    units : mapping of str to str
        Heading → unit, where a row of units stands below the headings.
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
    units: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", tuple(map(plain, self.header)))

    @property
    def tidy(self) -> bool:
        """Whether the columns are (meant to be) those of :meth:`Statistics.from_frame`."""
        return is_tidy(self.header)

    def without_idle_columns(self) -> Self:
        """Return the table without the columns that tell nothing.

        Such have nothing in their cells, and at most a note above them; or number the rows, which R and
        pandas do in a first column without heading. Beside a column of areas it is not theirs; where the
        others are a tidy table's, rows may be gone or moved.
        """
        kept = [
            i
            for i, h in enumerate(self.header)
            if (h and not is_note(h)) or not all(map(is_blank, self.coded(i).values))
        ]
        if kept and not self.header[0] and any(map(AREA.search, self.header[1:])) and self._numbers_rows(0):
            kept = kept[1:]
        if len(kept) == len(self.header) or not kept:
            return self
        place, rows = self.address, self.rows
        return replace(
            self,
            header=tuple(self.header[i] for i in kept),
            rows=rows.only(kept) if isinstance(rows, Columns) else [[row[i] for i in kept] for row in rows],
            address=lambda row, column: place(row, kept[column]),
        )

    def _numbers_rows(self, index: int) -> bool:
        """Whether a column counts the rows from 0 or 1; of a tidy table its numbers need only differ."""
        cells = [str(cell).strip() for cell in self.coded(index).values]
        if not 1 < len(cells) == len(self.rows):
            return False
        if self.tidy and all(map(str.isdecimal, cells)):
            return len({*cells}) == len(cells)
        first = int(cells[0] == "1")
        return cells == [str(first + row) for row in range(len(cells))]

    def without_units_row(self) -> Self:
        """Return the table without a first row of nothing but units, which become those of its headings."""
        first = self.rows[0] if len(self.rows) > 1 else ()
        words = {
            h: str(cell).strip() for h, cell in zip(self.header, first, strict=False) if not is_blank(cell)
        }
        told = {h: word for h, word in words.items() if h != self.header[0]}
        about = words.get(self.header[0], "").casefold() in _UNIT_ROW
        if not (told and about and all(map(is_unit, told.values()))):
            return self
        place = self.address
        return replace(
            self,
            rows=self.rows.below(1) if isinstance(self.rows, Columns) else self.rows[1:],
            address=lambda row, column: place(row + 1, column),
            first_row=None if self.first_row is None else self.first_row + 1,
            units=told,
        )

    def column(self, index: int) -> list[object]:
        """Return the cells of a column."""
        return [row[index] for row in self.rows]

    def coded(self, index: int) -> Coded:
        """Return the distinct cells of a column that is kept so, else each cell by itself."""
        if isinstance(self.rows, Columns):
            return self.rows.coded(index)
        return Coded.of_cells(self.column(index))

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, the file's name first."""
        return f"{self.name}, {self.address(row, column)}"


def is_tidy(header: Iterable[str]) -> bool:
    """Whether columns are (meant to be) those of :meth:`Statistics.from_frame`."""
    return len(_TIDY & set(header)) >= 2


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
    held = np.zeros(0, dtype=bool)
    for index, name in enumerate(grid.header):
        if name in FIGURES:
            columns[name], suppressed = _numbers(grid, index)
            if name == "value":
                held = suppressed
            continue
        coded = grid.coded(index)
        if name == "area":
            _refuse_numbers(coded, grid, index)
        texts = _texts(coded, grid, index)
        if name != "source" and not name.endswith(DEFINITION) and may_bear_marks(texts):
            texts = [*map(without_marks, texts)]
        columns[name] = labels(texts, coded.codes)
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(grid.rows)), copy=False)
    if held.any():
        said = frame["status"].astype(object) if "status" in frame else pd.Series("", index=frame.index)
        frame["status"] = said.where(~(held & (said == "")), SUPPRESSED)
    return frame


def _numbers(grid: Grid, index: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return a column of numbers row by row, and which of them are held back; their signs say nothing."""
    if isinstance(grid.rows, Columns) and (read := grid.rows.numbers(index, OWN_MARKS)) is not None:
        return read
    name, coded = grid.header[index], grid.coded(index)

    def place(cell: int) -> str:
        row = int(coded.first[cell])
        about = (c for c in ("area", "variable", "period") if c in grid.header)
        told = [f"{c} '{grid.rows[row][grid.header.index(c)]}'" for c in about]
        return ", ".join([grid.place(row, index), *told])

    cells = read_numbers(coded.values, place, marks=OWN_MARKS, usual=grid.point)
    signed = (cells.sign != "").any()
    if signed and "‰" in check_signs(cells, [name] * len(coded.values), place).values():
        raise StatisticsError(f"'{name}' is in per mille", where=grid.name, remedy="give per cent")
    return cells.value[coded.codes], (cells.status == SUPPRESSED)[coded.codes]


def _texts(coded: Coded, grid: Grid, index: int) -> list[str]:
    """Return the distinct cells of a column as text."""
    if {*map(type, coded.values)} == {str}:
        return [cell.strip() for cell in coded.values]
    rows = zip(coded.first.tolist(), coded.values, strict=True)
    return [_as_text(cell, grid, row, index) for row, cell in rows]


def guess_dimensions(grid: Grid) -> tuple[str, ...]:
    """Guess which columns say what a row is about: their heading is such a word, or they hold words.

    Where none does, or they do not tell the rows apart, the first column is taken for it.
    """
    flags = flag_columns(grid)
    about = [
        index
        for index, name in enumerate(grid.header)
        if says_about(name) or (name not in flags and _words(grid.column(index), name))
    ]
    # What does not tell the rows apart lacks the first column: codes under a heading that nobody knows.
    if 0 not in about and len({tuple(row[i] for i in about) for row in grid.rows}) < len(grid.rows):
        about = [0, *about]
    return tuple(grid.header[i] for i in about if grid.header[i])


def says_about(heading: str) -> bool:
    """Whether a heading says that its column is no figures, even where all of its cells are numbers.

    Examples
    --------
    >>> [says_about(text) for text in ("NYKO 4", "Kön", "Medel per område", "16–24 år", "2023")]
    [True, True, False, False, False]
    """
    return ABOUT.fullmatch(heading) is not None and _COUNTED.match(heading) is None


def flag_columns(grid: Grid) -> tuple[str, ...]:
    """Return the columns of flags: called so, and with nothing in them but known ones."""
    return tuple(
        name
        for index, name in enumerate(grid.header)
        if _FLAGS.fullmatch(name)
        and all(
            is_blank(c) or (isinstance(c, str) and _flag(name, c) is not None) for c in grid.column(index)
        )
    )


def _flag(column: str, flag: str) -> str | None:
    secret = column.casefold().startswith("conf")
    return _SECRECY.get(flag.strip()) if secret else flag_meaning(flag)


def _words(cells: Sequence[object], heading: str) -> bool:
    """Whether a column holds words: not a few beside its figures, which is for whoever reads these to refuse.

    Letters that may be marks of figures are such only beside figures, and under a year there are figures.
    """
    told = Counter(cell for cell in cells if not is_blank(cell))
    words = sum(times for cell, times in told.items() if is_text(cell))
    if words:
        return 2 * words > told.total() and read_period(heading) is None
    letters = [isinstance(cell, str) and cell[:1].isalpha() for cell in told]
    return bool(letters) and all(letters)


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
    flags = [name for name in flag_columns(grid) if name not in names and name not in left_out]
    aside = {*names, *left_out, *flags, *_ATTRIBUTES}
    figures = [i for i, h in enumerate(grid.header) if h not in aside]
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
    remarks = _apply_flag_columns(grid, flags, read, place, m)
    signs = check_signs(read, heads * n, place)
    columns["value"], columns["status"] = _powered(grid, read.value, m), read.status
    columns["where"] = np.array([grid.address(r, c) for r in range(n) for c in figures], dtype=object)
    return RawTable(
        name=grid.name,
        dimensions=(*map(dimension_name, names), COLUMN),
        frame=pd.DataFrame(columns, index=pd.RangeIndex(n * m)),
        title=grid.title,
        units={**grid.units, **{str(head): sign for head, sign in signs.items() if sign}},
        notes=grid.notes,
        remarks=(*grid.remarks, *remarks),
    )


def _apply_flag_columns(
    grid: Grid, flags: Sequence[str], read: Cells, place: Callable[[int], str], each: int
) -> list[str]:
    """Give each row's figures the status that its flags say; return what is to be remarked."""
    remarks: list[str] = []
    for name in flags:
        told = [cell if isinstance(cell, str) else None for cell in grid.column(grid.header.index(name))]
        known = {flag.strip(): _flag(name, flag) or "" for flag in told if flag}
        remarks += apply_flags(read, [flag for flag in told for _ in range(each)], place, known)
    return remarks


def _powered(grid: Grid, value: NDArray[np.float64], each: int) -> NDArray[np.float64]:
    """Return figures as single ones, where a column of SDMX says which power of ten they are in."""
    if _POWER not in grid.header:
        return value
    at = grid.header.index(_POWER)
    powers = read_numbers(grid.column(at), lambda row: grid.place(row, at), usual=grid.point).value
    return np.round(value * 10.0 ** np.repeat(np.nan_to_num(powers), each), 9)


def _refuse_headings(grid: Grid, names: Sequence[str]) -> None:
    if "" in names:
        raise StatisticsError(
            f"column {names.index('') + 1} has no heading", where=grid.name, remedy="name it, or remove it"
        )
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise StatisticsError(f"the column {listing(twice)} stands there twice", where=grid.name)


def _refuse_numbers(coded: Coded, grid: Grid, column: int) -> None:
    if {*map(type, coded.values)} == {str}:
        return
    for cell, value in enumerate(coded.values):
        if value is not None and not isinstance(value, str) and value == value:
            raise StatisticsError(
                f"the area code {value} is a number",
                where=grid.place(int(coded.first[cell]), column),
                expected="text: numbers lose the zeros that codes begin with",
                remedy="format the column as text, and take the codes from their source again",
            )


def is_text(cell: object) -> bool:
    """Whether a cell holds words: letters, but no number with a power, a sign or marks.

    Examples
    --------
    >>> [is_text(cell) for cell in ("Norr", "1,125", "1.125", "..", 5)]
    [True, False, False, False, False]
    """
    if not isinstance(cell, str) or not cell.strip():
        return False
    for mark in (".", ","):  # which one it is does not matter here
        try:
            read_numbers([cell], str, usual=mark)
        except StatisticsError:
            continue
        return False
    return True


def _category(cell: object, grid: Grid, row: int, column: int) -> str:
    text = without_marks(_as_text(cell, grid, row, column))
    if not text:
        raise StatisticsError(
            f"the category in '{grid.header[column]}' is empty",
            where=grid.place(row, column),
            remedy="fill it in, also where it is the same as in the row above",
        )
    return text


def _as_text(cell: object, grid: Grid, row: int, column: int) -> str:
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
