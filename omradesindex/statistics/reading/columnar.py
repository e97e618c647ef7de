"""Large plain tables column by column: each distinct cell is looked at once, whatever the number of rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, NamedTuple, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Cells from which on a tidy table is read column by column; below, nobody waits.
LARGE = 100_000


class Coded(NamedTuple):
    """A column: its distinct cells in the order of their first rows, and which of them each row has."""

    codes: NDArray[np.intp]
    values: list[object]

    @property
    def first(self) -> NDArray[np.intp]:
        """The first row of each distinct cell."""
        rows = np.empty(len(self.values), dtype=np.intp)
        rows[self.codes[::-1]] = np.arange(len(self.codes))[::-1]
        return rows

    @classmethod
    def of_cells(cls, cells: list[object]) -> Coded:
        """Return cells as they are, each by itself."""
        return cls(np.arange(len(cells)), cells)

    @classmethod
    def of(cls, series: pd.Series[Any]) -> Coded:
        """Return a column of a table; what is missing is None, the last of its cells."""
        codes, distinct = pd.factorize(series.to_numpy() if series.dtype == object else series)
        values = pd.Series(distinct).astype(object).tolist()
        if (codes < 0).any():
            codes, values = np.where(codes < 0, len(values), codes), [*values, None]
        return cls(codes, values)


class Columns(Sequence[list[object]]):
    """The rows of a table that is kept column by column."""

    def __init__(self, columns: Sequence[Coded]) -> None:
        self.columns = tuple(columns)

    def __len__(self) -> int:
        return len(self.columns[0].codes)

    @overload
    def __getitem__(self, at: int) -> list[object]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[object]]: ...

    def __getitem__(self, at: int | slice) -> list[object] | list[list[object]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(len(self)))]
        return [column.values[column.codes[at]] for column in self.columns]


def plain_columns(text: str, delimiter: str, width: int) -> Columns | None:
    """Return the rows below the headings of a plain CSV text; None of one that has to be read cell by cell.

    Plain is a table without quotation marks, empty lines and empty rows, whose rows have equally many cells.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    text = text.removesuffix("\n")
    body = text.partition("\n")[2]
    n = body.count("\n") + 1
    if n * width < LARGE or width < 2 or any(mark in text for mark in ('"', "'", "\r", "\n\n")):
        return None
    if text.startswith("\n") or text.count(delimiter) != (n + 1) * (width - 1):
        return None
    try:
        frame = pd.read_csv(
            io.BytesIO(body.encode()),
            sep=delimiter,
            header=None,
            dtype=object,
            na_filter=False,
            quoting=csv.QUOTE_NONE,
            skip_blank_lines=False,
        )
    except (pd.errors.ParserError, UnicodeEncodeError):  # some row is longer than the first
        return None
    if frame.shape != (n, width):
        return None
    columns = [Coded.of(frame[name]) for name in frame]
    blank = np.ones(len(frame), dtype=bool)
    for column in columns:
        if max(map(len, map(str, column.values))) > csv.field_size_limit():
            return None
        blank &= np.array([not str(value).strip() for value in column.values])[column.codes]
    return None if blank.any() else Columns(columns)
