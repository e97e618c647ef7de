"""Where the figure of each row stands: which block it is of, and which area."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.statistics.checker import Labels
from omradesindex.statistics.uniform import constant, is_constant

__all__ = ["Placed", "first_rows", "together"]


class Placed:
    """The rows of a table, placed in a grid of blocks and areas.

    Attributes
    ----------
    shape : tuple of int
        How many blocks and areas there are.
    at : ndarray of int, shape (n_rows,)
        Each row's place in the grid, which is counted through block by block.
    filled : ndarray of bool, shape (n_blocks, n_areas)
        Which places some row has.

    Examples
    --------
    >>> placed = Placed(np.array([0, 0, 1]), np.array([1, 0, 0]), (2, 2))
    >>> placed.spread(np.array([1.0, 2.0, 3.0]), np.nan)
    array([[ 2.,  1.],
           [ 3., nan]])
    """

    def __init__(self, rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, int]) -> None:
        self.shape = shape
        self.at: NDArray[np.intp] = rows * np.intp(shape[1]) + columns
        self.filled = np.zeros(shape, dtype=bool)
        self.filled.ravel()[self.at] = True
        #: Whether there is a row for each place, in their order: tables are mostly written so.
        self._in_order = np.array_equal(self.at, np.arange(self.filled.size))

    @property
    def repeated(self) -> NDArray[np.bool_]:
        """Which rows have the place of one further up."""
        if np.count_nonzero(self.filled) == len(self.at):
            return np.zeros(len(self.at), dtype=bool)
        repeated = np.ones(len(self.at), dtype=bool)
        repeated[np.unique(self.at, return_index=True)[1]] = False
        return repeated

    def spread(self, of_rows: NDArray[Any], fill: float) -> NDArray[Any]:
        """Return what the rows have, where they stand, and ``fill`` elsewhere."""
        if is_constant(of_rows) and (np.array_equal(of_rows[0], fill, equal_nan=True) or self.filled.all()):
            return constant(of_rows[0], self.shape)
        if self._in_order:
            return of_rows.reshape(self.shape).copy()
        grid = np.full(self.shape, fill, dtype=of_rows.dtype)
        grid.ravel()[self.at] = of_rows
        return grid


def together(columns: Sequence[Labels]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number the rows by what stands in all of the columns together; tell the first row of each number.

    Examples
    --------
    >>> rows, heads = together([pd.Categorical(["b", "a", "b"]), pd.Categorical(["x", "x", "x"])])
    >>> rows.tolist(), heads.tolist()
    ([0, 1, 0], [0, 1])
    """
    rows = np.zeros(len(columns[0]), dtype=np.intp)
    n = 1
    for column in columns:
        lacks = column.codes.min(initial=0) < 0  # nothing stands in some
        own = len(column.categories) + lacks
        if own < 2:
            continue
        if n * own > len(rows):  # few of so many go together
            rows, n = _numbered(rows, n)[0], len(rows)
        rows *= own
        rows += column.codes
        rows += lacks
        n *= own
    return _numbered(rows, n)


def _numbered(rows: NDArray[np.intp], n: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Number n codes anew in the order of their first rows; tell these."""
    if n > len(rows):
        numbers, distinct = pd.factorize(rows)
        return numbers, first_rows(numbers, len(distinct))
    first = first_rows(rows, n)
    heads = np.sort(first[first < len(rows)])
    place = np.empty(n, dtype=np.intp)
    place[rows[heads]] = np.arange(len(heads))
    return place[rows], heads


def first_rows(codes: NDArray[Any], n: int) -> NDArray[np.intp]:
    """Return the first row of each of n codes; of one that no row has, how many rows there are.

    Examples
    --------
    >>> first_rows(np.array([1, 0, 1]), 3).tolist()
    [1, 0, 3]
    """
    rows = np.full(n, len(codes), dtype=np.intp)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return rows
