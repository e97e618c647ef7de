"""The published table as an outsider sees it: cells, and the equations between them.

Relations: the whole city = the sum of the areas; an area = the sum of the areas within it; a total = the sum
of its categories; a denominator = its numerator + those who are left. What such an equation leaves over
(persons not registered anywhere, perturbed figures) is taken to be known to the outsider, who is so made
stronger than in life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.catalogue import Indicator, indicators
from omradesindex.errors import StatisticsError, did_you_mean
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import STATUSES, TOTAL

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

OBSERVED, SUPPRESSED = STATUSES.index("observed"), STATUSES.index("suppressed")
#: Which columns of a row of each kind are counts.
MEASURES: Mapping[str, tuple[str, ...]] = {
    "count": ("value",),
    "share": ("denominator", "numerator"),
    "mean": ("denominator",),
}


@dataclass(frozen=True)
class System:
    """Cells and equations ``matrix @ cells = right``, cells ≥ 0.

    Attributes
    ----------
    values : ndarray, shape (n_cells,)
        What the cells truly hold, NaN where that is not known.
    row, column : ndarray, shape (n_cells,)
        Block and area of each cell in the statistics; row -1 for implied cells that stand in no table.
    family : ndarray, shape (n_cells,)
        Cells of one variable, period and measure; -1 for complements of numerators.
    pairs : ndarray, shape (n_pairs, 3)
        Numerator, complement, denominator.
    variable : tuple of str
        Variable of each family.
    status : ndarray, shape (n_cells,)
        Status in the statistics, missing for implied cells.
    """

    values: Floats
    row: Ints
    column: Ints
    family: Ints
    status: NDArray[np.int8]
    pairs: Ints
    variable: tuple[str, ...]
    matrix: sparse.csr_array
    right: Floats

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Cells that stand in the table with a value."""
        return (self.row >= 0) & ~np.isnan(self.values)

    def published(self, hidden: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Cells that an outsider reads when the hidden rows are withheld (mask: blocks × areas)."""
        seen = self.shown.copy()
        seen[seen] = ~hidden[self.row[seen], self.column[seen]]
        return seen

    def bounds(self, hidden: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        """Return the least and the greatest value of each cell when the hidden ones are withheld."""
        seen = self.published(hidden)
        return np.where(seen, self.values, 0.0), np.where(seen, self.values, np.inf)


class _Builder:
    """Collects cells and equations."""

    def __init__(self) -> None:
        self.values: list[Floats] = []
        self.where: list[Ints] = []
        self.status: list[NDArray[np.int8]] = []
        self.equations: list[tuple[Ints, Ints]] = []
        self.n = 0

    def cells(self, values: Floats, row: int, family: int, status: NDArray[np.int8]) -> Ints:
        """Add one cell for each area and return their numbers; cells made in one call are neighbours."""
        n = len(values)
        self.values.append(values)
        self.where.append(np.stack([np.full(n, row), np.arange(n), np.full(n, family)]))
        self.status.append(status)
        self.n += n
        return np.arange(self.n - n, self.n)

    def of(self, ids: Ints) -> Floats:
        """Return the values of cells made in one call."""
        return self.values[int(ids[0]) // len(ids)]

    def equation(self, whole: Ints, parts: list[Ints]) -> None:
        """Add whole = Σ parts, one equation for each element."""
        self.equations.append((whole, np.stack(parts, axis=1)))

    def finish(self, complements: list[Ints], variable: tuple[str, ...]) -> System:
        """Make the system."""
        values = np.concatenate(self.values)
        row, column, family = np.concatenate(self.where, axis=1)
        rows, columns, signs, start = [], [], [], 0
        for whole, parts in self.equations:
            here = start + np.arange(len(whole))
            rows += [here, np.repeat(here, parts.shape[1])]
            columns += [whole, parts.ravel()]
            signs += [np.ones(len(whole)), np.full(parts.size, -1.0)]
            start += len(whole)
        if rows:
            entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
        else:
            entries = (np.empty(0), (np.empty(0, dtype=int), np.empty(0, dtype=int)))
        matrix = sparse.csr_array(sparse.coo_array(entries, shape=(start, len(values))))
        left_over = matrix @ np.nan_to_num(values)
        unknown = abs(matrix) @ np.isnan(values).astype(float) > 0
        return System(
            values=values,
            row=row,
            column=column,
            family=family,
            status=np.concatenate(self.status),
            pairs=np.concatenate(complements) if complements else np.empty((0, 3), dtype=np.intp),
            variable=variable,
            matrix=matrix,
            right=np.where(unknown, 0.0, left_over),
        )


def share_pairs(statistics: Statistics, chosen: Iterable[Indicator] | None = None) -> dict[str, str]:
    """Return the numerators and denominators of shares that the statistics hold.

    Parameters
    ----------
    statistics : Statistics
    chosen : iterable of Indicator, optional
        Whose shares; the catalogue's if left out.

    Examples
    --------
    >>> import omradesindex as oi
    >>> share_pairs(oi.example_statistics())["sysselsatta_16_64"]
    'befolkning_16_64'
    """
    there = set(statistics.variables)
    found: dict[str, str] = {}
    for indicator in indicators().values() if chosen is None else chosen:
        formula = indicator.formula
        if formula.kind == "share" and len(formula.numerator) == len(formula.denominator) == 1:
            top, base = formula.numerator[0], formula.denominator[0]
            if {top, base} <= there and top != base:
                found.setdefault(top, base)
    return found


def build(
    statistics: Statistics,
    *,
    shares: Mapping[str, str] | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
) -> System:
    """Build the cells and equations of a table.

    Parameters
    ----------
    statistics : Statistics
        Counts, and shares and means with their denominators. Other figures carry no equations.
    shares : mapping of str to str, optional
        Numerator variable → denominator variable; those of the catalogue's shares if left out.
    within : mapping of str to sequence of str, optional
        Area → those areas of the table that make it up, where there are areas within areas. Several ways to
        divide the same small areas may overlap.
    """
    pairs = share_pairs(statistics) if shares is None else dict(shares)
    for name in (*pairs, *pairs.values()):
        if name not in statistics.variables:
            raise StatisticsError(f"the share's variable '{name}' is not in the table", where=statistics.name)
    n_areas = len(statistics.all_areas)
    sums = _areas_within(statistics, within or {})
    make = _Builder()
    families: dict[tuple[str, str, str], int] = {}
    places: list[dict[tuple[str, ...], Ints]] = []
    for row, block in enumerate(statistics.blocks):
        figures = statistics.block(*block)
        for measure in MEASURES.get(figures.kind, ()):
            number = families.setdefault((block.variable, block.period, measure), len(families))
            if number == len(places):
                places.append({})
            status = figures.status[:n_areas]
            values = np.where(status == OBSERVED, getattr(figures, measure)[:n_areas], np.nan)
            places[number][block.group] = make.cells(values, row, number, status)
    if not families:
        raise StatisticsError(
            "there are no counts, so nothing can be protected or audited",
            where=statistics.name,
            expected="counts, or shares with numerator and denominator",
        )
    for number, groups in enumerate(places):
        for ids in groups.values():
            for area, parts in sums:
                make.equation(ids[[area]], [ids[[part]] for part in parts])
        for place in range(len(statistics.breakdowns)):
            _categories(make, groups, place, number)
    complements: list[Ints] = []
    for (variable, period, measure), number in families.items():
        if measure == "numerator":
            base = families[variable, period, "denominator"]
        elif measure == "value" and (pairs.get(variable, ""), period, "value") in families:
            base = families[pairs[variable], period, "value"]
        else:
            continue
        for group, top in places[number].items():
            if group in places[base]:
                whole = places[base][group]
                rest = make.cells(make.of(whole) - make.of(top), -1, -1, _nothing(n_areas))
                make.equation(whole, [top, rest])
                complements.append(np.column_stack([top, rest, whole]))
    return make.finish(complements, tuple(variable for variable, _, _ in families))


def _areas_within(statistics: Statistics, within: Mapping[str, Sequence[str]]) -> list[tuple[int, list[int]]]:
    """Return which area (or the whole city) is the sum of which, as positions."""
    places = {area: place for place, area in enumerate(statistics.all_areas)}
    for area in (*within, *(part for parts in within.values() for part in parts)):
        if area not in places or area == statistics.whole:
            raise StatisticsError(
                f"'{area}' is no area of the table{did_you_mean(area, statistics.areas)}",
                where=f"{statistics.name}, areas within areas",
                expected="each area → the areas that make it up, all with rows of their own",
            )
    sums = [(places[area], [places[part] for part in parts]) for area, parts in within.items() if parts]
    if statistics.whole is not None:
        sums.append((places[statistics.whole], [places[a] for a in statistics.areas if a not in within]))
    return sums


def _nothing(n: int) -> NDArray[np.int8]:
    return np.full(n, STATUSES.index("missing"), dtype=np.int8)


def _categories(make: _Builder, groups: Mapping[tuple[str, ...], Ints], place: int, number: int) -> None:
    """Add total = Σ categories of one breakdown, with a cell for those whom no category shows."""
    names = sorted({g[place] for g in groups} - {TOTAL})
    for group, whole in groups.items():
        if group[place] != TOTAL or not names:
            continue
        kin = [(*group[:place], name, *group[place + 1 :]) for name in names]
        parts = [groups[k] for k in kin if k in groups]
        if not parts:
            continue
        if len(parts) < len(names) or len(names) == 1:
            # Women are shown and men are not: men = all − women, as if it had been printed.
            values = make.of(whole) - np.sum([make.of(p) for p in parts], axis=0)
            parts.append(make.cells(np.maximum(values, 0.0), -1, number, _nothing(len(whole))))
        make.equation(whole, parts)
