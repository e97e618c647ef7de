"""Large plain tables column by column: each distinct cell is looked at once, whatever the number of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.plaintext import as_typed
from omradesindex.statistics.checker import doubles, narrow
from omradesindex.statistics.placed import first_rows
from omradesindex.statistics.reading.at_once import Written

if TYPE_CHECKING:
    import pyarrow as pa

#: Cells from which on a tidy table is read column by column; below, nobody waits.
LARGE = 10_000
#: Bytes of a text that Arrow reads at a time.
_BLOCK = 4_194_304


@dataclass(frozen=True, eq=False)
class Coded:
    """A column: its distinct cells in the order of their first rows, and which of them each row has."""

    codes: NDArray[Any]
    values: list[Any]

    def __len__(self) -> int:
        return len(self.codes)

    def cell(self, row: int) -> object:
        """Return the cell of a row."""
        cell: object = self.values[self.codes[row]]
        return cell

    @property
    def strange(self) -> list[Any]:
        """The distinct cells that are to be looked at: all."""
        return self.values

    @cached_property
    def first(self) -> NDArray[np.intp]:
        """The first row of each distinct cell."""
        return first_rows(self.codes, len(self.values))

    @classmethod
    def of_cells(cls, cells: list[Any]) -> Coded:
        """Return texts by the distinct ones; other cells, of which equal ones may differ, by themselves."""
        if {*map(type, cells)} == {str}:
            codes, distinct = pd.factorize(np.array(cells, dtype=object))
            return cls(codes, distinct.tolist())
        return cls(np.arange(len(cells)), cells)

    @classmethod
    def of(cls, series: pd.Series[Any]) -> Coded:
        """Return a column of a table; what is missing is None, the last of its cells."""
        codes, distinct = pd.factorize(series.to_numpy() if series.dtype == object else series)
        values = pd.Series(distinct).astype(object).tolist()
        if (codes < 0).any():
            codes, values = np.where(codes < 0, len(values), codes), [*values, None]
        return cls(codes, values)

    @classmethod
    def of_texts(cls, parts: Sequence[pa.DictionaryArray]) -> Coded:
        """Return the texts of a column that Arrow has read part by part; what is missing is None."""
        import pyarrow as pa

        together = pa.chunked_array(parts).unify_dictionaries()
        values = together.chunk(0).dictionary.to_numpy(zero_copy_only=False).tolist()
        lacks = together.null_count > 0
        codes = np.empty(len(together), dtype=narrow(len(values) + lacks))
        at = 0
        for part in together.chunks:
            codes[at : at + len(part)] = part.indices.fill_null(len(values)) if lacks else part.indices
            at += len(part)
        return cls(codes, [*values, None] if lacks else values)

    def below(self, row: int) -> Coded:
        """Return the column without the rows above one."""
        return Coded(self.codes[row:], self.values).in_order()

    def in_order(self) -> Coded:
        """Return the column with the cells that stand in it, in the order of their first rows."""
        first = first_rows(self.codes, len(self.values))
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(self.codes))]
        if np.array_equal(order, np.arange(len(self.values))):
            return self
        place = np.zeros(len(self.values), dtype=self.codes.dtype)
        place[order] = np.arange(len(order))
        return Coded(place[self.codes], [self.values[cell] for cell in order.tolist()])


#: A column of numbers is kept as it is, as one of numbers in writing.
Column = Coded | Written | NDArray[Any]


class Columns(Sequence[list[object]]):
    """The rows of a table that is kept column by column.

    Attributes
    ----------
    columns : tuple of column
    widths : ndarray of int or None
        How many cells each row had in its file, where not all had equally many.
    """

    def __init__(self, columns: Sequence[Column], widths: NDArray[np.int32] | None = None) -> None:
        self.columns = tuple(columns)
        self.widths = widths

    def coded(self, index: int) -> Coded:
        """Return a column by its distinct cells."""
        return _coded(self.columns[index])

    def strange(self, index: int) -> list[Any]:
        """Return the distinct cells of a column of texts that are to be looked at."""
        column = self.columns[index]
        return [] if isinstance(column, np.ndarray) else column.strange

    def numbers(
        self, index: int, marks: Mapping[str, str]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]] | None:
        """Return a column of finite numbers, NaN where there is none, and which are held back.

        None of a column whose cells are to be looked at one by one.
        """
        column = self.columns[index]
        if isinstance(column, Written):
            return column.numbers(marks)
        if isinstance(column, Coded) or np.isinf(column).any():
            return None
        return doubles(column), np.zeros(len(column), dtype=bool)

    def only(self, kept: Iterable[int]) -> Columns:
        """Return the rows with some of their columns."""
        return Columns([self.columns[index] for index in kept])

    def below(self, row: int) -> Columns:
        """Return the rows from one on."""
        return Columns([c[row:] if isinstance(c, np.ndarray) else c.below(row) for c in self.columns])

    def __len__(self) -> int:
        return len(self.columns[0])

    @overload
    def __getitem__(self, at: int) -> list[object]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[object]]: ...

    def __getitem__(self, at: int | slice) -> list[object] | list[list[object]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        return [
            column[at].item() if isinstance(column, np.ndarray) else column.cell(at)
            for column in self.columns
        ]


def usual_mark(delimiter: str) -> str:
    """Return the decimal mark that our own format has in a file whose cells are parted so."""
    return "," if delimiter == ";" else "."


def plain_columns(
    data: bytes, body: slice, delimiter: str, width: int, figures: Collection[int] = ()
) -> Columns | None:
    """Return the rows in part of a CSV file in UTF-8; None of what is to be read cell by cell.

    Each row is a line, and none is empty. Where some have other than ``width`` cells, all are given as many
    as the longest. ``figures`` are the columns of numbers.
    """
    if width < 2:
        return None
    columns: Sequence[Coded | Written] | None
    widths = None
    try:
        columns, uneven = _by_arrow(data, body, delimiter, width, figures)
        if uneven and (evened := _evened(data[body], delimiter)) is not None:
            data, body, widths = evened.data, slice(0, len(evened.data)), evened.widths
            columns, _ = _by_arrow(data, body, delimiter, int(widths.max()), figures)
    except ImportError:
        columns = _by_pandas(data[body], delimiter, width)
    if columns is None or len(columns[0]) * len(columns) < LARGE:
        return None
    quotes = b'"' in data
    if quotes or b"\r" in data:
        lines = data.count(b"\n", body.start, body.stop) + (not data.endswith(b"\n", body.start, body.stop))
        if len(columns[0]) != lines:
            return None
    if quotes and any({"\r", "\n"} & {*"".join(column.strange)} for column in columns):
        return None
    if b"'" in data:  # our own files put one before what looks like a formula
        columns = [*map(_as_typed, columns)]
    rows = Columns(columns, widths)
    if any(max(map(len, column.strange), default=0) > csv.field_size_limit() for column in columns):
        return None
    if all("" in map(str.strip, column.strange) for column in columns):
        each = (rows.coded(index) for index in range(len(columns)))
        empty = (np.array([not cell.strip() for cell in column.values])[column.codes] for column in each)
        if np.logical_and.reduce([*empty]).any():
            return None
    return rows


def _coded(column: Column) -> Coded:
    if isinstance(column, Written):
        return Coded.of_texts([part.dictionary_encode() for part in column.texts.chunks])
    return column if isinstance(column, Coded) else Coded.of(pd.Series(column))


def _as_typed(column: Coded | Written) -> Coded | Written:
    if all(as_typed(cell) == cell for cell in column.strange):
        return column
    coded = _coded(column)
    return Coded(coded.codes, [*map(as_typed, coded.values)])


class _Evened(NamedTuple):
    """Rows with as many cells as the longest, empty ones at their ends, and how many each had."""

    data: bytes
    widths: NDArray[np.int32]


def _evened(body: bytes, delimiter: str) -> _Evened | None:
    """Give all rows of a file equally many cells; None where they have, and where most would be new."""
    signs = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    if not body.endswith(b"\n"):
        ends = np.append(ends, len(body))
    parting = signs == ord(delimiter)
    if b'"' in body:
        parting &= ~np.logical_xor.accumulate(signs == ord('"'))
    widths = 1 + np.add.reduceat(parting, np.append(0, ends[:-1] + 1), dtype=np.int32)
    lacking = widths.max() - widths
    if not lacking.any() or lacking.sum() > len(body):
        return None
    ends -= signs[ends - 1] == ord("\r")
    return _Evened(np.insert(signs, np.repeat(ends, lacking), ord(delimiter)).tobytes(), widths)


def _by_arrow(
    data: bytes, body: slice, delimiter: str, width: int, figures: Collection[int]
) -> tuple[list[Coded | Written] | None, bool]:
    """Return the columns of part of a file, or None; and whether rows of other widths are why."""
    import pyarrow as pa
    from pyarrow import csv as arrow

    names = [str(place) for place in range(width)]
    parts: list[list[Any]] = [[] for _ in names]
    uneven: list[int] = []

    def refused(row: arrow.InvalidRow) -> str:
        uneven.append(row.actual_columns)
        return "error"

    try:
        batches = arrow.open_csv(
            pa.BufferReader(pa.py_buffer(memoryview(data)[body])),
            read_options=arrow.ReadOptions(column_names=names, use_threads=False, block_size=_BLOCK),
            parse_options=arrow.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if b'"' in data else False,
                ignore_empty_lines=False,
                invalid_row_handler=refused,
            ),
            convert_options=arrow.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), check_utf8=not data.isascii()
            ),
        )
        for batch in batches:
            for place, column in enumerate(batch.columns):
                parts[place].append(column if place in figures else column.dictionary_encode())
    except pa.ArrowInvalid:
        return None, bool(uneven)
    if not parts[0]:
        return None, False
    return [
        Written(pa.chunked_array(own), usual_mark(delimiter)) if place in figures else Coded.of_texts(own)
        for place, own in enumerate(parts)
    ], False


def _by_pandas(data: bytes, delimiter: str, width: int) -> list[Coded] | None:
    """Return the same where there is no Arrow: slower, and with a text for each cell."""
    body = data.replace(b"\r\n", b"\n").removesuffix(b"\n")
    n = body.count(b"\n") + 1
    # Rows that are too short would be filled up.
    if b'"' in data or not body or b"\n\n" in body or body.count(delimiter.encode()) != n * (width - 1):
        return None
    try:
        frame = pd.read_csv(
            io.BytesIO(body),
            sep=delimiter,
            header=None,
            dtype=object,
            na_filter=False,
            quoting=csv.QUOTE_NONE,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, UnicodeDecodeError):  # some row is longer than the first
        return None
    return [Coded.of(frame[name]) for name in frame] if frame.shape == (n, width) else None
