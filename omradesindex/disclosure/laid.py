"""Tables laid on one another: each figure once, whichever of them it stands in, with what is out already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.frozen import Frozen
from omradesindex.statistics import BlockId, Statistics
from omradesindex.statistics.vocabulary import STATUSES, TOTAL

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]

OBSERVED, SUPPRESSED, MISSING = (STATUSES.index(s) for s in ("observed", "suppressed", "missing"))
#: Which columns of a row of each kind are counts.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "count": ("value",),
    "share": ("denominator", "numerator"),
    "mean": ("denominator",),
}


def counts_behind(figures: Statistics, measure: str) -> Floats:
    """Return the counts in a column of MEASURES, over blocks and all areas; NaN where they do not show.

    A share and its denominator tell the numerator, and a share and its numerator the denominator.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02"], "variable": "andel", "period": "2024", "kind": "share",
    ...                       "value": [4.1, 50.0], "denominator": [74, 30]})
    >>> counts_behind(Statistics.from_frame(table), "numerator")
    array([[ 3., 15.]])
    """
    n = len(figures.all_areas)
    told, value, numerator, denominator = (
        figures.numbers[column][:, :n] for column in (measure, "value", "numerator", "denominator")
    )
    if measure == "value":
        return told
    with np.errstate(invalid="ignore", divide="ignore"):
        follows = np.round(value * denominator / 100 if measure == "numerator" else 100 * numerator / value)
    follows[~np.array([kind == "share" for kind in figures.kinds])] = np.nan
    return np.where(np.isnan(told) & np.isfinite(follows), follows, told)


class Reading(NamedTuple):
    """A table that is to be published, and between what its reader knows each figure to lie.

    ``figures``: the truth, or where ``true`` is not set what came to us rounded. ``ends``: of each measure
    the least and the most, each of shape (n_blocks, n_all_areas); a measure that is not there is shown as it
    is. ``rest``: whoever lives in none of its areas is protected as an area is, however few they are.
    """

    figures: Statistics
    ends: Mapping[str, tuple[Floats, Floats]] = Frozen({})
    true: bool = True
    rest: bool = False


class Strip:
    """One measure of a block over all areas; arrays of shape (n_areas,).

    Attributes
    ----------
    value : ndarray
        The truth, NaN where it is not known.
    low, high : ndarray
        Between what a reader knows the figure to lie where it is shown: equal bounds, or those of its
        rounding; NaN where no table that is to be published has it.
    floor, roof : ndarray
        Between what everybody knows it to lie from what is out already; 0 and infinity where nothing is.
    need : ndarray
        How wide an earlier release asks its interval to be; 0 where none does.
    asked : ndarray of bool
        Withheld before, and nobody here knows whether it is unsafe.
    """

    __slots__ = ("asked", "floor", "high", "low", "need", "roof", "value")

    def __init__(self, n: int) -> None:
        self.value, self.low, self.high = (np.full(n, np.nan) for _ in range(3))
        self.floor, self.roof, self.need = np.zeros(n), np.full(n, np.inf), np.zeros(n)
        self.asked: Bools = np.zeros(n, dtype=bool)


@dataclass
class Laid:
    """Figures of several tables and of all earlier releases.

    Attributes
    ----------
    name : str
        Of the tables that are to be published.
    areas : tuple of str
        All areas of all tables, those that only stand within others too.
    breakdowns : tuple of str
    blocks : list of BlockId
        Each once; ``group`` holds a category for each breakdown of any table.
    strips : mapping of (row, measure) to Strip
    status : ndarray, shape (n_blocks, n_areas)
    closed : ndarray of bool, shape (n_blocks, n_areas)
        Withheld in an earlier release: never to be shown.
    noise : ndarray, shape (n_blocks, n_areas)
        Standard deviation of the random noise that a figure came with; 0 for none.
    sums : list of (area, parts)
        Which area is the sum of which, as positions.
    elsewhere : mapping of str to int
        What a table calls those who live in none of its areas → their position.
    partitions : mapping of (variable, period, breakdown) to list of tuple of str
        The categories that some table divides everybody into.
    left : mapping of (what, area) to float
        What earlier releases' equations leave over.
    implied : mapping of (what, area) to float
        How wide an earlier release asks the interval of a figure that stands in no table to be.
    groups : list of tuple of (what, area)
        Cells that an earlier release withheld together: some of each group is unsafe.
    places : list of (rows, columns)
        Where each table's blocks and areas are found.
    editions : set of str
        Variables that hold figures as they were before they were revised.
    same : list of (before, now, measure, areas)
        Blocks of a figure before and after a revision, and the areas in which it is taken to be the same.
    """

    name: str
    areas: tuple[str, ...]
    breakdowns: tuple[str, ...]
    blocks: list[BlockId] = field(default_factory=list)
    strips: dict[tuple[int, str], Strip] = field(default_factory=dict)
    status: Codes = field(default_factory=lambda: np.empty((0, 0), dtype=np.int8))
    closed: Bools = field(default_factory=lambda: np.empty((0, 0), dtype=bool))
    noise: Floats = field(default_factory=lambda: np.empty((0, 0)))
    sums: list[tuple[int, list[int]]] = field(default_factory=list)
    elsewhere: dict[str, int] = field(default_factory=dict)
    partitions: dict[tuple[str, str, int], list[tuple[str, ...]]] = field(default_factory=dict)
    left: dict[tuple[str, str], float] = field(default_factory=dict)
    implied: dict[tuple[str, str], float] = field(default_factory=dict)
    groups: list[tuple[tuple[str, str], ...]] = field(default_factory=list)
    places: list[tuple[Ints, Ints]] = field(default_factory=list)
    editions: set[str] = field(default_factory=set)
    same: list[tuple[int, int, str, Ints]] = field(default_factory=list)

    @property
    def variables(self) -> tuple[str, ...]:
        """Every variable, each once."""
        return tuple(dict.fromkeys(block.variable for block in self.blocks))

    def said(self, group: tuple[str, ...]) -> str:
        """A group as a later release knows it, whatever other breakdowns its tables have."""
        return said(self.breakdowns, group)

    def hidden_in(self, table: int, hidden: Bools) -> Bools:
        """Return what is withheld of one table: its blocks × its areas."""
        rows, columns = self.places[table]
        part: Bools = hidden[np.ix_(rows, columns)]
        return part

    def hide(self, table: int, hidden: Bools) -> Bools:
        """Return as blocks × areas of all tables what is withheld of one table."""
        everything = np.zeros_like(self.closed)
        rows, columns = self.places[table]
        everything[np.ix_(rows, columns)] = hidden
        return everything


def said(breakdowns: Sequence[str], group: Sequence[str]) -> str:
    """A group as a later release knows it: ``sex=women``; nothing of everybody.

    Examples
    --------
    >>> said(["sex", "age"], ["women", "total"])
    'sex=women'
    """
    told = zip(breakdowns, group, strict=True)
    return ";".join(f"{name}={category}" for name, category in sorted(told) if category != TOTAL)
