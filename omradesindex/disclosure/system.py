"""What is published as an outsider sees it: cells, and the equations between them.

Relations: the whole city = the sum of the areas; an area = the sum of the areas within it; a total = the sum
of its categories; a denominator = its numerator + those who are left; a variable = the variables that it is
the sum of, and those who are left where not all are there. What such an equation leaves over (persons not
registered anywhere, perturbed figures) is taken to be known to the outsider, who is so made stronger than in
life.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.apart import tied_to
from omradesindex.disclosure.categories import add_categories
from omradesindex.disclosure.declared import Sums, all_sums
from omradesindex.disclosure.laid import MISSING, Laid, Reading, said
from omradesindex.disclosure.laying import lay
from omradesindex.disclosure.nesting import nest_ages
from omradesindex.disclosure.relations import Relation, Relations, refuse_slips
from omradesindex.disclosure.release import Release
from omradesindex.disclosure.shares import Shares, joined, members, share_pairs
from omradesindex.disclosure.solver import minimise
from omradesindex.disclosure.tying import Groups, rest_name
from omradesindex.errors import StatisticsError
from omradesindex.statistics import BlockId, Statistics

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: How many standard deviations noise is thought to take a sum at most.
_FAR = 3.0


@dataclass(frozen=True)
class System:
    """Cells and equations ``matrix @ cells = right``, cells ≥ 0.

    Attributes
    ----------
    values : ndarray, shape (n_cells,)
        What the cells truly hold, NaN where that is not known.
    low, high : ndarray, shape (n_cells,)
        Between what a reader knows each cell to lie if it is shown now; NaN where no table has it.
    floor, roof : ndarray, shape (n_cells,)
        Between what everybody knows it to lie, from what is out already.
    asked : ndarray, shape (n_cells,)
        How wide an earlier release asks the cell's interval to be; 0 where none does.
    unknown : ndarray of bool, shape (n_cells,)
        Withheld before, and nobody here knows whether it is unsafe.
    plain : ndarray of bool, shape (n_cells,)
        Stands in a table, or is what one figure leaves of another.
    row, column : ndarray, shape (n_cells,)
        Block and area of each cell in what was laid; row -1 for implied cells that stand in no table.
    block : ndarray, shape (n_cells,)
        The block that a cell is named by: its own, or that of the figure it is left over from.
    family : ndarray, shape (n_cells,)
        Cells of one variable, period and measure; -1 for complements of numerators.
    pairs : ndarray, shape (n_pairs, 3)
        Numerator, complement, denominator.
    is_share : ndarray of bool, shape (n_pairs,)
        Whether nobody, or everybody, of the denominator tells something of all of them.
    categories : ndarray, shape (n, 3)
        Category, everybody, and which division of them.
    variable : tuple of str
        Variable of each family.
    named : tuple of str
        What each strip of cells is, for a later release to know it by.
    strip : ndarray, shape (n_cells,)
        Position in ``named``.
    sums : tuple of str
        What each equation is, and its area's position.
    earlier : sparse array, shape (n_sets, n_cells)
        Sets of cells that earlier releases withheld together: among each some figure is unsafe.
    """

    values: Floats
    low: Floats
    high: Floats
    floor: Floats
    roof: Floats
    asked: Floats
    unknown: Bools
    plain: Bools
    row: Ints
    column: Ints
    block: Ints
    family: Ints
    status: NDArray[np.int8]
    pairs: Ints
    is_share: Bools
    categories: Ints
    variable: tuple[str, ...]
    named: tuple[str, ...]
    strip: Ints
    sums: tuple[tuple[str, int], ...]
    matrix: sparse.csr_array
    right: Floats
    earlier: sparse.csr_array
    laid: Laid

    def names(self) -> list[tuple[str, str]]:
        """What each cell is and its area, as a later release knows it."""
        return names_of(self.laid, self.column, self.strip, self.named)

    @property
    def shown(self) -> Bools:
        """Cells that stand in a table that is to be published, with a figure."""
        return (self.row >= 0) & ~np.isnan(self.low)

    @property
    def public(self) -> Bools:
        """Cells that everybody knows from what is out already."""
        return self.floor >= self.roof

    def published(self, hidden: Bools) -> Bools:
        """Cells that an outsider reads when the hidden rows are withheld (mask: blocks × areas)."""
        return (self.shown & ~self.of(hidden)) | self.public

    def bounds(self, hidden: Bools) -> tuple[Floats, Floats]:
        """Return the least and the greatest value of each cell when the hidden ones are withheld."""
        seen = self.shown & ~self.of(hidden)
        least = np.where(seen, np.fmax(self.low, self.floor), self.floor)
        most = np.where(seen, np.fmin(self.high, self.roof), self.roof)
        return least, most

    def of(self, figures: Bools) -> Bools:
        """Return the cells that some figures (mask: blocks × areas) hold."""
        cells = np.zeros(len(self.row), dtype=bool)
        standing = self.row >= 0
        cells[standing] = figures[self.row[standing], self.column[standing]]
        return cells

    def rest_of(self, block: BlockId, breakdowns: Sequence[str]) -> Bools | None:
        """Return the cells of what is left of a whole, if its block's variable is ``whole-part+part``."""
        whole, _, parts = block.variable.partition("-")
        named = Relation((whole, "value"), tuple((part, "value") for part in parts.split("+")), False, False)
        rest = rest_name(named, block.period, said(breakdowns, block.group))
        return self.strip == self.named.index(rest) if rest in self.named else None

    def gone(self, cells: Bools) -> Bools:
        """Return the mask (blocks × areas) of the figures that cells belong to."""
        mask = np.zeros_like(self.laid.closed)
        standing = cells & (self.row >= 0)
        mask[self.row[standing], self.column[standing]] = True
        return mask

    def in_tables(self) -> Bools:
        """Which cells stand in the tables that are to be published."""
        standing = np.zeros(len(self.row), dtype=bool)
        for rows, columns in self.laid.places:
            standing |= np.isin(self.row, rows) & np.isin(self.column, columns)
        return standing

    def tied(self) -> System:
        """Return it without what is out already and tied to nothing in the tables to be published."""
        part, whole, which = self.categories.T
        n, divisions = len(self.row), which.max(initial=-1) + 1
        judged = [
            (np.repeat(np.arange(len(self.pairs)), 3), self.pairs.ravel(), len(self.pairs)),
            (np.tile(which, 2), np.concatenate([part, whole]), divisions),
        ]
        beside = [
            sparse.csr_array((np.ones(len(cells)), (rows, cells)), shape=(size, n))
            for rows, cells, size in judged
        ]
        ties = sparse.csr_array(sparse.vstack([self.matrix, self.earlier]))
        cells, kept = tied_to(self.in_tables(), self.public, ties, sparse.csr_array(sparse.vstack(beside)))
        rows, sets = np.split(kept, [len(self.right)])
        at = np.cumsum(cells) - 1
        columns = np.flatnonzero(cells)
        own = cells[self.pairs].all(axis=1)
        return replace(
            self,
            **{name: getattr(self, name)[cells] for name in _OF_CELLS},
            pairs=at[self.pairs[own]],
            is_share=self.is_share[own],
            categories=np.column_stack([at[part], at[whole], which])[cells[part] & cells[whole]],
            sums=tuple(self.sums[k] for k in np.flatnonzero(rows)),
            matrix=sparse.csr_array(self.matrix[np.flatnonzero(rows)][:, columns]),
            right=self.right[rows],
            earlier=sparse.csr_array(self.earlier[np.flatnonzero(sets)][:, columns]),
        )


#: What a system tells of each cell.
_OF_CELLS = (
    "values",
    "low",
    "high",
    "floor",
    "roof",
    "asked",
    "unknown",
    "plain",
    "row",
    "column",
    "block",
    "family",
    "status",
    "strip",
)


@dataclass
class _Builder:
    """Collects cells and equations."""

    laid: Laid
    arrays: list[dict[str, NDArray[np.generic]]] = field(default_factory=list)
    equations: list[tuple[str, Ints, Ints, Ints]] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    n: int = 0
    n_divisions: int = 0

    def division(self) -> Ints:
        """Return a number for each area that tells this division of these persons from others."""
        n = len(self.laid.areas)
        self.n_divisions += 1
        return np.arange(n * (self.n_divisions - 1), n * self.n_divisions)

    def own(self, row: int, measure: str, family: int) -> Ints:
        """Add the cells of a strip that stands in a table."""
        laid = self.laid
        strip = laid.strips[row, measure]
        told: dict[str, NDArray[np.generic]] = {
            name: getattr(strip, name) for name in ("value", "low", "high", "floor", "roof", "need", "asked")
        }
        n = len(laid.areas)
        told["need"] = np.maximum(strip.need, self._needed(_said(laid, laid.blocks[row], measure)))
        told |= {"status": laid.status[row], "plain": np.ones(n, dtype=bool)}
        return self._add(_said(laid, laid.blocks[row], measure), told, row, row, family)

    def implied(self, what: str, values: Floats, block: int, family: int, *, plain: bool = True) -> Ints:
        """Add cells that follow from others and stand in no table; ``plain``: from one whole, one part."""
        n = len(values)
        nothing = np.full(n, np.nan)
        told: dict[str, NDArray[np.generic]] = {
            "value": values,
            "low": nothing,
            "high": nothing,
            "floor": np.zeros(n),
            "roof": np.full(n, np.inf),
            "need": self._needed(what),
            "asked": np.zeros(n, dtype=bool),
            "plain": np.full(n, plain),
            "status": np.full(n, MISSING, dtype=np.int8),
        }
        return self._add(what, told, -1, block, family)

    def _needed(self, what: str) -> Floats:
        """How wide earlier releases ask the intervals of a strip that stands in no table to be."""
        return np.array([self.laid.implied.get((what, area), 0.0) for area in self.laid.areas])

    def _add(
        self, what: str, told: dict[str, NDArray[np.generic]], row: int, block: int, family: int
    ) -> Ints:
        n = len(self.laid.areas)
        whole = {"row": row, "block": block, "family": family, "strip": len(self.named)}
        self.named.append(what)
        self.arrays.append(told | {name: np.full(n, x, dtype=np.intp) for name, x in whole.items()})
        self.n += n
        return np.arange(self.n - n, self.n)

    def of(self, ids: Ints) -> Floats:
        """Return the values of cells made in one call."""
        values: Floats = np.asarray(self.arrays[int(ids[0]) // len(ids)]["value"], dtype=float)
        return values

    def learn(self, ids: Ints, values: Floats) -> None:
        """Fill in what was not known of cells made in one call, and follows from others."""
        told = self.arrays[int(ids[0]) // len(ids)]
        told["value"] = np.where(np.isnan(self.of(ids)), values, told["value"])

    def settle(self, ids: Ints, value: float) -> None:
        """Take cells made in one call to be known to everybody, where they may hold this value."""
        told = self.arrays[int(ids[0]) // len(ids)]
        fits = np.isnan(self.of(ids)) | (self.of(ids) == value)
        told |= {name: np.where(fits, value, told[name]) for name in ("value", "floor", "roof")}

    def block_of(self, ids: Ints) -> int:
        """Return the block that cells made in one call are named by."""
        return int(np.asarray(self.arrays[int(ids[0]) // len(ids)]["block"])[0])

    def equation(self, what: str, whole: Ints, parts: list[Ints], areas: Ints) -> None:
        """Add whole = Σ parts, one equation for each element; ``areas``: the position that each is of."""
        self.equations.append((what, whole, np.stack(parts, axis=1), areas))

    def finish(self, pairs: list[tuple[Ints, bool]], categories: list[Ints], variable: list[str]) -> System:
        """Make the system."""
        laid = self.laid
        told = {name: np.concatenate([a[name] for a in self.arrays]) for name in self.arrays[0]}
        values = np.asarray(told["value"], dtype=float)
        column = np.tile(np.arange(len(laid.areas)), len(self.arrays))
        rows, columns, signs, sums, start = [], [], [], list[tuple[str, int]](), 0
        for what, whole, parts, areas in self.equations:
            here = start + np.arange(len(whole))
            rows += [here, np.repeat(here, parts.shape[1])]
            columns += [whole, parts.ravel()]
            signs += [np.ones(len(whole)), np.full(parts.size, -1.0)]
            sums += [(what, int(area)) for area in areas]
            start += len(whole)
        if rows:
            entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns)))
        else:
            entries = (np.empty(0), (np.empty(0, dtype=int), np.empty(0, dtype=int)))
        matrix = sparse.csr_array(sparse.coo_array(entries, shape=(start, len(values))))
        unknown = abs(matrix) @ np.isnan(values).astype(float) > 0
        known = [laid.left.get((what, laid.areas[area]), 0.0) for what, area in sums]
        right = np.where(unknown, known, matrix @ np.nan_to_num(values))
        told["column"] = column
        matrix, right, sums = self._blur(told, matrix, right, sums, unknown)
        column = np.asarray(told["column"], dtype=np.intp)
        return System(
            values=np.asarray(told["value"], dtype=float),
            low=np.asarray(told["low"], dtype=float),
            high=np.asarray(told["high"], dtype=float),
            floor=np.asarray(told["floor"], dtype=float),
            roof=np.asarray(told["roof"], dtype=float),
            asked=np.asarray(told["need"], dtype=float),
            unknown=np.asarray(told["asked"], dtype=bool),
            plain=np.asarray(told["plain"], dtype=bool),
            row=np.asarray(told["row"], dtype=np.intp),
            column=column,
            block=np.asarray(told["block"], dtype=np.intp),
            family=np.asarray(told["family"], dtype=np.intp),
            status=np.asarray(told["status"], dtype=np.int8),
            pairs=np.concatenate([p for p, _ in pairs]) if pairs else np.empty((0, 3), dtype=np.intp),
            is_share=np.concatenate([np.full(len(p), share) for p, share in pairs])
            if pairs
            else np.empty(0, dtype=bool),
            categories=np.concatenate(categories) if categories else np.empty((0, 3), dtype=np.intp),
            variable=tuple(variable),
            named=tuple(self.named),
            strip=np.asarray(told["strip"], dtype=np.intp),
            sums=tuple(sums),
            matrix=matrix,
            right=right,
            earlier=self._earlier(told, column),
            laid=laid,
        )

    def _blur(
        self,
        told: dict[str, NDArray[np.generic]],
        matrix: sparse.csr_array,
        right: Floats,
        sums: list[tuple[str, int]],
        unknown: Bools,
    ) -> tuple[sparse.csr_array, Floats, list[tuple[str, int]]]:
        """Let sums of figures that came with noise be off by as much as that may be.

        Each gets a cell for what the noise makes, up to as far as it may take it; ``told`` gets the cells.
        A sum that is further off than that, whatever is withheld of it, tells nothing.
        """
        row, column = (np.asarray(told[name], dtype=np.intp) for name in ("row", "column"))
        noise = np.where(row >= 0, self.laid.noise[row, column], 0.0)
        variance = abs(matrix) @ noise**2
        blurred = np.flatnonzero(unknown & (variance > 0))
        if not blurred.size:
            return matrix, right, sums
        far = _FAR * np.sqrt(variance[blurred])
        seen = {name: np.asarray(told[name], dtype=float) for name in ("low", "high", "floor", "roof")}
        least, most = np.fmax(seen["low"], seen["floor"]), np.fmin(seen["high"], seen["roof"])
        own = sparse.csr_array(matrix[blurred])
        plus, minus = (own + abs(own)) / 2, (abs(own) - own) / 2
        endless = np.isinf(most).astype(float)
        finite = np.where(endless, 0.0, most)
        low, high = plus @ least - minus @ finite, plus @ finite - minus @ least
        off = (low > right[blurred] + far) & ~(minus @ endless > 0)
        off |= (high < right[blurred] - far) & ~(plus @ endless > 0)
        kept = np.ones(len(right), dtype=bool)
        kept[blurred[off]] = False
        blurred, far, own, n = blurred[~off], far[~off], sparse.csr_array(own[~off]), int((~off).sum())
        names = dict.fromkeys(f"noise|{sums[k][0]}" for k in blurred.tolist())
        first = len(self.named)
        self.named += names
        strip = {name: first + k for k, name in enumerate(names)}
        entries = own.tocoo()
        whole = np.zeros(n, dtype=np.intp)
        whole[entries.coords[0][entries.data > 0]] = entries.coords[1][entries.data > 0]
        nothing, zero = np.full(n, np.nan), np.zeros(n)
        cells: dict[str, NDArray[np.generic]] = {
            "value": nothing,
            "low": nothing,
            "high": nothing,
            "floor": zero,
            "roof": 2 * far,
            "need": zero,
            "asked": np.zeros(n, dtype=bool),
            "plain": np.zeros(n, dtype=bool),
            "status": np.full(n, MISSING, dtype=np.int8),
            "row": np.full(n, -1),
            "block": np.asarray(told["block"])[whole],
            "family": np.full(n, -1),
            "strip": np.array([strip[f"noise|{sums[k][0]}"] for k in blurred.tolist()]),
            "column": np.array([sums[k][1] for k in blurred.tolist()]),
        }
        for name, values in cells.items():
            told[name] = np.concatenate([told[name], values])
        slack = sparse.csr_array((-np.ones(n), (blurred, np.arange(n))), shape=(matrix.shape[0], n))
        right = right.copy()
        right[blurred] -= far
        matrix = sparse.csr_array(sparse.csr_array(sparse.hstack([matrix, slack]))[kept])
        return matrix, right[kept], [sums[k] for k in np.flatnonzero(kept).tolist()]

    def _earlier(self, told: Mapping[str, NDArray[np.generic]], column: Ints) -> sparse.csr_array:
        laid = self.laid
        strip = np.asarray(told["strip"], dtype=np.intp)
        cells, sets = list[int](), list[int]()
        if laid.groups:
            place = {name: k for k, name in enumerate(names_of(laid, column, strip, self.named))}
            # A set of which a cell is not known here any more says nothing.
            whole = [group for group in laid.groups if all(name in place for name in group)]
            cells = [place[name] for group in whole for name in group]
            sets = [k for k, group in enumerate(whole) for _ in group]
        n = max(sets, default=-1) + 1
        return sparse.csr_array((np.ones(len(cells)), (sets, cells)), shape=(n, len(column)))


def names_of(laid: Laid, column: Ints, strip: Ints, named: Sequence[str]) -> list[tuple[str, str]]:
    """What each cell is and its area: see :meth:`System.names`."""
    areas = laid.areas
    return [(named[of], areas[at]) for of, at in zip(strip.tolist(), column.tolist(), strict=True)]


def _said(laid: Laid, block: BlockId, measure: str) -> str:
    return f"figure|{block.variable}|{block.period}|{measure}|{laid.said(block.group)}"


def build(
    tables: Statistics | Sequence[Reading],
    *,
    releases: Sequence[Release] = (),
    shares: Shares | None = None,
    within: Mapping[str, Sequence[str]] | None = None,
    identities: Sums | None = None,
    margin: float = 0.0,
) -> System:
    """Build the cells and equations of tables, and of what is out already.

    Parameters
    ----------
    tables : Statistics or sequence of Reading
        Counts, and shares and means with their denominators. Other figures carry no equations.
    releases : sequence of Release
        Earlier releases, oldest first.
    shares : mapping of str to str or sequence of str, optional
        Numerator → denominator, or several; ``a+b`` is the sum of two variables. Those of the catalogue's
        shares if left out.
    within : mapping of str to sequence of str, optional
        Area → those areas that make it up, where there are areas within areas. Several ways to divide the
        same small areas may overlap.
    identities : mapping of str to sequence of str, or of several such, optional
        Variable, or ``a+b``, → the variables that it is the sum of, beside those that the catalogue knows; an
        empty sequence says that it is no sum, whatever its figures look like.
    margin : float
        Sums that are off by so many persons at most are asked about; 0 asks about none.
    """
    read = [Reading(tables)] if isinstance(tables, Statistics) else list(tables)
    rest = releases, shares, identities, margin
    laid = lay(read, releases, within)
    system = _build(laid, *rest)
    if laid.same and not _may_be(system):
        # More was revised than what was seen to be, and nobody can say where.
        system = _build(lay(read, releases, within, same=False), *rest)
    return system.tied() if releases else system


def _may_be(system: System) -> bool:
    """Whether some table fits all that is known."""
    known = ~np.isnan(system.values)
    least, most = (np.where(known, system.values, end) for end in (system.floor, system.roof))
    return minimise(np.zeros(len(known)), system.matrix, system.right, least, most).x is not None


def _build(
    laid: Laid,
    releases: Sequence[Release],
    shares: Shares | None,
    identities: Sums | None,
    margin: float,
) -> System:
    """Build the cells and equations of what was laid; see :func:`build`."""
    name = laid.name
    pairs = share_pairs(laid.variables) if shares is None else shares
    for variable in members(pairs):
        if variable not in laid.variables:
            raise StatisticsError(f"the share's variable '{variable}' is not in the table", where=name)
    pairs = joined(*(release.shares for release in releases), pairs, there=laid.variables)
    make = _Builder(laid)
    families: dict[tuple[str, str, str], int] = {}
    places: list[dict[tuple[str, ...], Ints]] = []
    for row, measure in laid.strips:
        block = laid.blocks[row]
        number = families.setdefault((block.variable, block.period, measure), len(families))
        if number == len(places):
            places.append({})
        places[number][block.group] = make.own(row, measure, number)
    _same(make, families, places)
    if not families:
        raise StatisticsError(
            "there are no counts, so nothing can be protected or audited",
            where=name,
            expected="counts, or shares with numerator and denominator",
        )
    rows = {block: row for row, block in enumerate(laid.blocks)}
    categories = nest_ages(make, families, places)
    names = dict.fromkeys((variable, measure) for variable, _, measure in families)
    given = all_sums(identities or {})
    refuse_slips(given, names, laid)
    declared = all_sums(*(release.identities for release in releases), given)
    for (variable, period, measure), number in families.items():
        what = f"{variable}|{period}|{measure}"
        _areas(make, what, places[number])
        categories += add_categories(make, what, (variable, period), places[number], number, rows, declared)
    known = Relations(laid, names, pairs, declared, margin)
    groups = Groups(make, families, places)
    shared = [triples for at in groups.at for triples in groups.related(known, *at)]
    return make.finish(
        [(triples, share) for share, triples, kind in shared if kind == "rest"],
        [*categories, *(triples for share, triples, kind in shared if kind == "parts" and share)],
        [variable for variable, _, _ in families],
    )


def _same(
    make: _Builder,
    families: Mapping[tuple[str, str, str], int],
    places: Sequence[Mapping[tuple[str, ...], Ints]],
) -> None:
    """Add before = now, for figures that a revision of others is taken to have left as they were."""
    for before, now, measure, areas in make.laid.same:
        one, other = (
            places[families[block.variable, block.period, measure]][block.group]
            for block in (make.laid.blocks[before], make.laid.blocks[now])
        )
        block = make.laid.blocks[before]
        what = f"same|{block.variable}|{block.period}|{measure}|{make.laid.said(block.group)}"
        make.equation(what, one[areas], [other[areas]], areas)


def _areas(make: _Builder, what: str, groups: Mapping[tuple[str, ...], Ints]) -> None:
    """Add area = Σ the areas within it, for every group."""
    # Of other areas it is another sum, which leaves something else over.
    codes = make.laid.areas
    sums = [
        (np.array([area]), np.array(parts), crc32("\n".join(codes[part] for part in parts).encode()))
        for area, parts in make.laid.sums
    ]
    for group, ids in groups.items():
        said = make.laid.said(group)
        for area, parts, of in sums:
            make.equation(f"areas|{what}|{said}|{of:08x}", ids[area], [*ids[parts][:, np.newaxis]], area)
