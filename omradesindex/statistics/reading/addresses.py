"""Where the rows of tables stood, put in words when somebody asks: tables may have millions of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import overload


class _Told(Sequence[str]):
    """Texts that are made one by one."""

    def _told(self, row: int) -> str:
        raise NotImplementedError

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        rows = range(len(self))[at]
        return self._told(rows) if isinstance(rows, int) else tuple(map(self._told, rows))


@dataclass(frozen=True)
class RowAddresses(_Told):
    """Where the rows of one table stand, that follow each other.

    Examples
    --------
    >>> RowAddresses("folk.csv", "area", first=2, n=3)[1]
    "folk.csv, row 3, column 'area'"
    """

    name: str
    column: str
    first: int
    n: int

    def __len__(self) -> int:
        return self.n

    def _told(self, row: int) -> str:
        return f"{self.name}, row {row + self.first}, column '{self.column}'"


@dataclass(frozen=True)
class Addresses(_Told):
    """Where the rows of several tables stood, one table after another.

    Examples
    --------
    >>> both = Addresses((("a.csv, row 2", "a.csv, row 3"), ("b.csv, row 2",)))
    >>> len(both), both[2], both[1:]
    (3, 'b.csv, row 2', ('a.csv, row 3', 'b.csv, row 2'))
    """

    parts: tuple[Sequence[str], ...]

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def _told(self, row: int) -> str:
        starts = [0, *accumulate(map(len, self.parts))]
        part = bisect_right(starts, row) - 1
        return self.parts[part][row - starts[part]]
