"""Where figures come from: the rows of a file that were read, or the cells that a script made them of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError
from omradesindex.statistics.vocabulary import TOTAL

if TYPE_CHECKING:
    from scipy import sparse

    from omradesindex.statistics.block import BlockId


class Cell(NamedTuple):
    """One cell that a figure was made of.

    ``step``: how its part enters the figure: ``+``, ``−``, ``×``, ``÷``, ``%`` (what came before, in per
    cent of it), or nothing where it is all of it.
    ``method``: ``sum``, ``split``, ``mean``, ``figure`` (another figure of the table), ``map`` (measured
    there) or ``read``. ``row`` says which row by its keys, or where it stood. ``weight`` is the share of the
    cell that is counted, or in a mean its share of all weight. ``status``: ``observed``, ``suppressed`` or
    ``missing``.
    """

    step: str
    method: str
    script: str
    file: str
    publisher: str
    table: str
    row: str
    column: str
    weight: float
    weighed_by: str
    status: str
    unit: str
    key: str
    select: str
    scale: float


_FIELDS = tuple(Cell.__annotations__)


class Origin:
    """Knows what a table's figures were made of."""

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the cells of one figure; none where nothing is known of it."""
        raise NotImplementedError


def _cell(**known: object) -> Cell:
    blank: dict[str, object] = dict.fromkeys(_FIELDS, "")
    return Cell(**{**blank, "weight": 1.0, "scale": 1.0, "status": "observed", **known})  # type: ignore[arg-type]


@dataclass(frozen=True)
class ReadFrom(Origin):
    """Figures that were read as they stand: which row of which table each is.

    Attributes
    ----------
    row : ndarray of int, shape (n_blocks, n_all_areas)
        Place among the rows that were read, −1 where there is none.
    place : mapping of BlockId to int
        Row of a block in ``row``.
    areas : tuple of str
    file : str
        Where they were read, if that is one table.
    first_row : int or None
        Number of the first row there.
    where : sequence of str
        Where each row stood, if they come from several tables.
    """

    row: NDArray[np.int32]
    place: Mapping[BlockId, int]
    areas: tuple[str, ...]
    file: str
    first_row: int | None
    where: Sequence[str] = ()

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the row that the figure was read from."""
        if block not in self.place or area not in self.areas:
            return []
        at = int(self.row[self.place[block], self.areas.index(area)])
        if at < 0:
            return []
        if self.where:
            file, _, row = self.where[at].partition(", ")
            return [_cell(method="read", file=file, row=row)]
        if self.first_row is None:
            return []
        return [_cell(method="read", file=self.file, row=str(at + self.first_row), column="value")]


@dataclass(frozen=True)
class MadeFrom(Origin):
    """Figures that a script made of cells of source tables, as it wrote down beside them.

    Attributes
    ----------
    lineage, weights : Path
        What ``scripts/malmo_lineage.py`` writes: a line for each variable, period and sex; what units weigh.
    whole : str
        Code of the whole city, which all units belong to.
    """

    lineage: Path
    weights: Path
    whole: str

    @cached_property
    def _lines(self) -> pd.DataFrame:
        lines = pd.read_csv(self.lineage, dtype=str, keep_default_na=False)
        return lines.set_index(["variable", "period", "sex"]).sort_index(kind="stable")

    @cached_property
    def _weights(self) -> pd.DataFrame:
        return pd.read_csv(self.weights, dtype={"units": str, "unit": str, "area": str}).set_index("units")

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the cells, in the order of the script's steps and of their codes."""
        at = (block.variable, block.period, block.group[0] if block.group else TOTAL)
        if at not in self._lines.index:
            return []
        return [cell for line in self._lines.loc[[at]].to_dict("records") for cell in self._of(line, area)]

    def _of(self, line: Mapping[Any, str], area: str) -> list[Cell]:
        known = {name: line[name] for name in _FIELDS if name in line}
        scale = float(line["scale"] or 1)
        if line["method"] in ("figure", "map"):
            every = not line["key"] or (line["method"] == "map" and area == self.whole)
            row = "; ".join(filter(None, ("" if every else f"{line['key']} = {area}", line["select"])))
            return [_cell(**{**known, "weight": 1.0, "scale": scale, "row": row, "unit": area})]
        weight = self._weight(line["units"], line["weight"], area)
        lacking = {unit: status for status in ("suppressed", "missing") for unit in line[status].split()}
        if line["method"] == "mean":
            there = weight[~weight.index.isin(list(lacking))]
            weight = (weight / there.sum()).where(weight.index.isin(there.index), 0.0)
        return [
            _cell(
                **{**known, "weight": float(share), "scale": scale, "unit": unit},
                row="; ".join(filter(None, (f"{line['key']} = {unit}", line["select"]))),
                status=lacking.get(str(unit), "observed"),
            )
            for unit, share in weight.items()
        ]

    def _weight(self, units: str, name: str, area: str) -> pd.Series:
        """What each unit weighs in an area, or in the whole city."""
        table = self._weights.loc[units]
        inside = table if area == self.whole else table[table["area"] == area]
        weight = inside.set_index("unit")[name].dropna()
        return weight.groupby(level=0).sum() if area == self.whole else weight


@dataclass(frozen=True)
class MadeApart(Origin):
    """Figures that several scripts made, each knowing its own.

    Attributes
    ----------
    origins : tuple of Origin
    """

    origins: tuple[Origin, ...]

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the cells from the one that knows the figure."""
        return next((cells for origin in self.origins if (cells := origin.cells(block, area))), [])


@dataclass(frozen=True)
class Rescaled(Origin):
    """Figures that are others' times a factor: amounts in the prices of another year.

    Attributes
    ----------
    origin : Origin
    factors : mapping of BlockId to float
    """

    origin: Origin
    factors: Mapping[BlockId, float]

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the cells, each with its weight times the factor; what is divided by stays as it is."""
        factor = self.factors.get(block, 1.0)
        cells = self.origin.cells(block, area)
        own = [{**dict(zip(_FIELDS, cell, strict=True)), "weight": cell.weight * factor} for cell in cells]
        return [_cell(**new) if c.step in ("", "+", "−") else c for c, new in zip(cells, own, strict=True)]


@dataclass(frozen=True)
class SummedFrom(Origin):
    """Figures of areas that were made of their sub-areas': sums, or means weighed by what is divided by.

    Attributes
    ----------
    origin : Origin
        What knows the sub-areas' figures.
    sub_areas : tuple of str
    areas : tuple of str
        Codes of the areas and, last, the whole city.
    shares : csc_array, shape (n_sub_areas, n_areas)
        What share of each sub-area belongs to each area.
    base : mapping of BlockId to ndarray, shape (n_sub_areas,)
        What shares and means are divided by; counts have none.
    read_whole : bool
        Whether the whole city's figures are its own rows', not sums.
    """

    origin: Origin
    sub_areas: tuple[str, ...]
    areas: tuple[str, ...]
    shares: sparse.csc_array[Any]
    base: Mapping[BlockId, NDArray[np.float64]]
    read_whole: bool

    def cells(self, block: BlockId, area: str) -> list[Cell]:
        """Return the cells of an area's sub-areas, each with its share of the sum or of the mean."""
        if area not in self.areas:
            return []
        if self.read_whole and area == self.areas[-1]:
            return self.origin.cells(block, area)
        own = self.shares[:, [self.areas.index(area)]].tocoo()
        order = np.argsort(own.row, kind="stable")
        parts, weights, method = own.row[order], own.data[order], "summed"
        if block in self.base:
            weights, method = weights * np.nan_to_num(self.base[block][parts]), "weighed"
            weights = weights / (weights.sum() or 1.0)
        return [
            _cell(
                **{**dict(zip(_FIELDS, cell, strict=True)), "method": method, "unit": cell.unit or sub_area}
                | {"weight": cell.weight * float(weight)}
            )
            for sub_area, weight in zip((self.sub_areas[k] for k in parts), weights, strict=True)
            if weight > 0
            for cell in self.origin.cells(block, sub_area)
        ]


class SourceTables:
    """The tables in a folder, each read once.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, pd.DataFrame] = {}
        self._rows: dict[tuple[str, str, str], dict[str, pd.DataFrame]] = {}

    def read(self, cell: Cell) -> tuple[float, str]:
        """Return what a cell holds, and which lines of its file it stands on.

        Raises
        ------
        StatisticsError
            The file, the column or the row is not there.
        """
        at = (cell.file, cell.select, cell.key)
        if at not in self._rows:
            chosen = self._chosen(cell)
            self._rows[at] = {str(unit): rows for unit, rows in chosen.groupby(cell.key)}
        rows = self._rows[at].get(cell.unit)
        if rows is None and cell.select and cell.method == "sum":
            return 0.0, "–"  # what is not of the kind that is counted
        if rows is None:
            raise StatisticsError(f"there is no row for {cell.row}", where=str(self.folder / cell.file))
        top, _, base = cell.column.partition(" / ")
        value = rows[top.split(" + ")].astype(float).to_numpy().sum()
        if base:
            value /= rows[base].astype(float).sum()
        return float(value) * cell.scale, ", ".join(str(n + 2) for n in rows.index)

    def _chosen(self, cell: Cell) -> pd.DataFrame:
        """The rows of a cell's table that its selection leaves."""
        if cell.file not in self._tables:
            path = self.folder / cell.file
            if not path.is_file():
                raise StatisticsError(
                    "the source table is not there",
                    where=str(path),
                    remedy="give the folder that holds it, or leave 'sources' out",
                )
            self._tables[cell.file] = pd.read_csv(path, dtype=str, encoding="utf-8")
        table = self._tables[cell.file]
        for part in filter(None, cell.select.split("; ")):
            column, _, words = part.partition(" = ")
            table = table[table[column].isin(words.split(", "))]
        return table
