"""The common landing place of all that is read: a table in its source's own words.

Nothing is interpreted here. Which dimension is the area, and which figures are which variable, is said by a
mapping (:mod:`omradesindex.statistics.reading.mapping`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.methods.guard import numbers
from omradesindex.plaintext import plain
from omradesindex.show.page import Page
from omradesindex.show.shown import Shown, facts
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.wording import Language, number, say

#: What a cell can be in a source: a number, held back, or not there.
OBSERVED, SUPPRESSED, MISSING = RAW_STATUSES = ("observed", "suppressed", "missing")

#: Columns of what comes out that are not of the tidy table: they are for errors.
PLACES = ("where", "vintage", "unit")

#: Columns of the frame that are no dimensions.
CELL_COLUMNS = ("value", "status", "where")


def dimension_name(name: str) -> str:
    """Return what a dimension is called here: one whose name is a column of ours has a line after it.

    Examples
    --------
    >>> dimension_name("status"), dimension_name("region")
    ('status_', 'region')
    """
    return f"{name}_" if name in CELL_COLUMNS else name


#: What a dimension can be, where the source itself says so.
ROLES = ("geo", "time", "metric")


@door
@dataclass(frozen=True, eq=False, repr=False)
class RawTable(Shown):
    """A table as its source has it, long: one row for each cell.

    Attributes
    ----------
    name : str
        What errors call it: the file's name, or the table's.
    dimensions : tuple of str
        Names of the dimensions in the source's order.
    frame : DataFrame
        One column of text codes for each dimension; ``value`` (float, NaN where there is none); ``status``
        (``observed``, ``suppressed`` or ``missing``); ``where`` (the cell's address, for errors).
    title : str
    code : str
        The table's code, where the source gives one: ``000005FF``, ``TAB6638``.
    labels : mapping of str to mapping of str to str
        For each dimension, what its codes are called. A dimension without labels is called by its codes.
    dimension_labels : mapping of str to str
        What the dimensions are called, where that differs from their names.
    roles : mapping of str to str
        Dimension → ``geo``, ``time`` or ``metric``, where the source says so.
    parts : mapping of str to mapping of str to tuple of str
        For each dimension, which codes others hold, where the source says so: a county its municipalities.
    units : mapping of str to str
        Code of what is measured → its unit; the key ``""`` is for the whole table.
    source : str
        Who publishes the figures.
    updated : str
        When the source last changed the table, as the source writes it.
    notes : tuple of str
        The source's footnotes.
    remarks : tuple of str
        What every reader of the figures must be told; goes along as :attr:`Statistics.notes`.

    Raises
    ------
    StatisticsError
        Two cells for the same categories, an infinite value, or an unknown status.

    Examples
    --------
    >>> table = RawTable.from_cube("t", {"region": ["1280"], "kön": ["1", "2"]}, [5, float("nan")],
    ...                            status=["observed", "suppressed"])
    >>> table.frame[["kön", "value", "status"]].values.tolist()
    [['1', 5.0, 'observed'], ['2', nan, 'suppressed']]
    """

    name: str
    dimensions: tuple[str, ...]
    frame: pd.DataFrame
    title: str = ""
    code: str = ""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dimension_labels: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    updated: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    _codes: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        lacking = [str(d) for d in (*self.dimensions, *CELL_COLUMNS) if d not in self.frame.columns]
        if lacking:
            raise StatisticsError(
                f"the frame lacks the columns {listing(lacking)}",
                where=self.name,
                expected=f"one for each dimension, and {listing(CELL_COLUMNS)}",
            )
        for first, second in pairwise(sorted(self.dimensions)):
            if first == second:
                raise StatisticsError(f"the dimension '{first}' stands there twice", where=self.name)
        reserved = [d for d in self.dimensions if d in CELL_COLUMNS]
        if reserved:
            raise StatisticsError(f"a dimension cannot be called {listing(reserved)}", where=self.name)
        value = self.frame["value"].to_numpy(dtype=float)
        status = self.frame["status"].to_numpy(dtype=object)
        self._refuse(np.isinf(value), "the value is infinite")
        self._refuse(~np.isin(status.astype(str), RAW_STATUSES), "the status is unknown")
        self._refuse(np.isnan(value) != (status != OBSERVED), "value and status contradict each other")
        if self.dimensions:
            repeated = self.frame.duplicated(list(self.dimensions)).to_numpy(dtype=bool)
            self._refuse(repeated, "there are two figures for the same categories")

    def _refuse(self, bad: NDArray[np.bool_], what: str) -> None:
        rows = np.flatnonzero(bad)
        if rows.size:
            more = f" (and {rows.size - 1} more)" if rows.size > 1 else ""
            raise StatisticsError(f"{what}: {self.told(int(rows[0]))}{more}", where=self.place(int(rows[0])))

    def in_plain_words(self) -> Self:
        """Return the table with every dimension and category written in one way (:func:`plain`).

        A mapping is read so too: what looks the same in both is the same.
        """
        codes = {d: self.codes(d) for d in self.dimensions}
        told = (*self.dimensions, *(c for own in codes.values() for c in own))
        labelled = (label for own in self.labels.values() for label in own.values())
        if all(plain(text) == text for text in (*told, *labelled)):
            return self
        frame = self.frame.copy()
        for dimension, own in codes.items():
            frame[dimension] = frame[dimension].map({code: plain(code) for code in own}).astype(object)

        def plainly(table: Mapping[str, str]) -> dict[str, str]:
            return {plain(key): plain(value) for key, value in table.items()}

        return replace(
            self,
            dimensions=tuple(map(plain, self.dimensions)),
            frame=frame.rename(columns={d: plain(d) for d in self.dimensions}),
            labels={plain(d): plainly(own) for d, own in self.labels.items()},
            dimension_labels=plainly(self.dimension_labels),
            roles=plainly(self.roles),
            parts={
                plain(d): {plain(c): tuple(map(plain, inner)) for c, inner in own.items()}
                for d, own in self.parts.items()
            },
            units={plain(key): unit for key, unit in self.units.items()},
        )

    @classmethod
    def from_cube(
        cls,
        name: str,
        categories: Mapping[str, Sequence[str]],
        value: Sequence[float] | NDArray[np.float64],
        *,
        status: Sequence[str] | NDArray[np.object_] | None = None,
        where: Sequence[str] | NDArray[np.object_] | None = None,
        limits: ReadLimits | None = None,
        **told: object,
    ) -> Self:
        """Make a table of a full cube, its last dimension running fastest.

        Parameters
        ----------
        name : str
        categories : mapping of str to sequence of str
            The codes of each dimension, in order.
        value, status, where : sequence
            One for each combination. Without ``status`` a number is observed and NaN missing; without
            ``where`` a cell is told by its categories.
        limits : ReadLimits, optional
        **told
            The other attributes.

        Raises
        ------
        StatisticsError
            The number of values is not the product of the numbers of categories, a category is repeated,
            or there are more cells than the limit.
        """
        sizes = [len(codes) for codes in categories.values()]
        n = product(sizes)
        (limits or ReadLimits()).check("cells", n, name)
        values = numbers(value, f"the values of {name}")
        for what, column in (("values", values), ("statuses", status), ("places", where)):
            if column is not None and np.shape(column) != (n,):
                shape = " × ".join(map(str, sizes))
                raise StatisticsError(
                    f"there are {np.size(column)} {what}", where=name, expected=f"{shape} = {n} in a row"
                )
        columns: dict[str, object] = {}
        repeat = n
        for dimension, codes in categories.items():
            repeat //= max(len(codes), 1)
            tile = n // max(len(codes) * repeat, 1)
            columns[dimension] = np.tile(np.repeat(np.array(codes, dtype=object), repeat), tile)
        columns["value"] = values
        columns["status"] = np.where(np.isnan(values), MISSING, OBSERVED) if status is None else status
        columns["where"] = "" if where is None else where
        frame = pd.DataFrame(columns, index=pd.RangeIndex(n))
        return cls(name=name, dimensions=tuple(categories), frame=frame, **told)  # type: ignore[arg-type]

    def codes(self, dimension: str) -> tuple[str, ...]:
        """Return the codes of a dimension, each once, in the table's order."""
        if dimension not in self.dimensions:
            raise StatisticsError(
                f"there is no dimension '{dimension}'{did_you_mean(dimension, self.dimensions)}",
                where=self.name,
                expected=f"one of {listing(self.dimensions)}",
            )
        if dimension not in self._codes:
            self._codes[dimension] = tuple(self.frame[dimension].unique())
        return self._codes[dimension]

    def label(self, dimension: str, code: str) -> str:
        """Return what a code is called."""
        return self.labels.get(dimension, {}).get(code, code)

    def told(self, row: int) -> str:
        """Say which cell a row of the frame is, by its categories."""
        cell = self.frame.iloc[self._row(row)]
        return ", ".join(f"{d} '{self.label(d, str(cell[d]))}'" for d in self.dimensions)

    def place(self, row: int) -> str:
        """Return where a row of the frame stood: the table's name and the cell's address."""
        address = str(self.frame["where"].iloc[self._row(row)])
        return f"{self.name}, {address}" if address else self.name

    def _row(self, row: int) -> int:
        if not 0 <= row < len(self.frame):
            raise StatisticsError(
                f"there is no row {row}", where=self.name, expected=f"one from 0 to {len(self.frame) - 1}"
            )
        return row

    def page(self, lang: Language = "sv") -> Page:
        """Return its dimensions, how many cells it has, and where it comes from."""
        cells, lost = len(self.frame), int(np.isnan(self.frame["value"].to_numpy(dtype=float)).sum())
        n, without = number(cells, lang=lang), number(lost, lang=lang)
        said = {
            say(lang, "Dimensioner", "Dimensions"): " × ".join(
                f"{self.dimension_labels.get(d, d)} ({number(len(self.codes(d)), lang=lang)})"
                for d in self.dimensions
            ),
            say(lang, "Celler", "Cells"): say(
                lang, f"{n}, {without} utan uppgift", f"{n}, {without} without a figure"
            ),
            say(lang, "Källa", "Source"): self.source,
            say(lang, "Uppdaterad", "Updated"): self.updated,
        }
        title = " · ".join(text for text in (self.code, self.title or self.name) if text)
        return Page(title, facts(said), self.remarks, lang)


def descendants(holders: Mapping[str, Sequence[str]], code: str) -> frozenset[str]:
    """Return all codes that a code holds, directly or through others.

    Examples
    --------
    >>> sorted(descendants({"12": ["1280"], "1280": ["1280R001"]}, "12"))
    ['1280', '1280R001']
    """
    inside: set[str] = set()
    waiting = list(holders.get(code, ()))
    while waiting:
        part = waiting.pop()
        if part not in inside:
            inside.add(part)
            waiting += holders.get(part, ())
    return frozenset(inside - {code})


def product(sizes: Sequence[int]) -> int:
    """Return the product of whole numbers as an exact one, however large."""
    total = 1
    for size in sizes:
        total *= size
    return total
