"""Which further cells to withhold, so that the unsafe ones cannot be worked out: the cheapest pattern.

For one table at a time an integer programme picks the cells, and the outsider's linear programme proves the
pattern or gives a new condition on it (Fischetti and Salazar-González 2001, Management Science 47:1008,
cited, not read here): whoever bounds an unsafe cell does so by a weighted sum of equations, and the weights
say how much each further withheld cell would loosen the bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.pieces import in_pieces, tied_together
from omradesindex.disclosure.solver import choose, minimise

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: How many cells are searched together at most, where they can be had in pieces.
SEARCHED = 1000
#: How many cells of a group that are bounded too tightly are asked about in one round at most.
_CROWD = 50
#: Relative gap to the bound at which a pattern is called the cheapest.
_PROOF = 1e-6


@dataclass(frozen=True)
class Table:
    """Cells that are tied by equations ``matrix @ values = right``.

    Attributes
    ----------
    values : ndarray, shape (n,)
        What the cells hold.
    above : ndarray, shape (n,)
        How far above its value each cell could lie in an outsider's eyes, when withheld.
    cost : ndarray, shape (n,)
        What withholding costs.
    forced : ndarray of bool, shape (n,)
        Withheld whatever it costs, or in no table at all.
    protected : ndarray of int
        Cells whose interval must be as ``need`` says; all of them forced.
    need : Need
        Of every cell.
    low, high : ndarray, shape (n,), optional
        Between what a reader knows the cells to lie that are not withheld: their values if left out.
    floor, roof : ndarray, shape (n,), optional
        Between what everybody knows the cells to lie, also if they are withheld; 0 and infinity if left out.
    public : ndarray of bool, shape (n,), optional
        Out already, and not to be withheld any more; none if left out.
    """

    matrix: sparse.csr_array
    right: Floats
    values: Floats
    above: Floats
    cost: Floats
    forced: Bools
    protected: Ints
    need: Need
    low: Floats | None = None
    high: Floats | None = None
    floor: Floats | None = None
    roof: Floats | None = None
    public: Bools | None = None

    def bounds(self, withheld: Bools) -> tuple[Floats, Floats]:
        """Return the least and the greatest value of each cell in an outsider's eyes."""
        low, high = (self.values if end is None else end for end in (self.low, self.high))
        far = self.values + self.above
        floor = 0.0 if self.floor is None else self.floor
        roof = far if self.roof is None else np.minimum(far, self.roof)
        return np.where(withheld, floor, low), np.where(withheld, roof, high)

    def of(self, cells: Ints) -> Table:
        """Return the table of some cells, which no equation ties to others."""
        part = sparse.csr_array(self.matrix[:, cells])
        rows = np.flatnonzero(np.diff(part.indptr))
        ends = {name: getattr(self, name) for name in ("low", "high", "floor", "roof", "public")}
        return Table(
            sparse.csr_array(part[rows]),
            self.right[rows],
            self.values[cells],
            self.above[cells],
            self.cost[cells],
            self.forced[cells],
            np.flatnonzero(np.isin(cells, self.protected)),
            self.need.of(cells),
            **{name: None if end is None else end[cells] for name, end in ends.items()},
        )


def cheapest_pattern(table: Table, *, rounds: int) -> tuple[Bools, bool]:
    """Find the cells to withhold at the least cost.

    Parameters
    ----------
    table : Table
    rounds : int
        How many patterns to try on the outsider at most.

    Returns
    -------
    withheld : ndarray of bool, shape (n,)
    optimal : bool
        Whether the pattern protects every cell and is proven to be the cheapest. If not, it is a start.

    Examples
    --------
    Of a row of four areas and their sum the smallest area is unsafe; the next smallest goes with it.

    >>> values = np.array([3.0, 20.0, 50.0, 30.0, 103.0])
    >>> table = Table(sparse.csr_array([[-1.0, -1.0, -1.0, -1.0, 1.0]]), np.zeros(1), values,
    ...               np.full(5, 200.0), 1 + values, values == 3, np.array([0]),
    ...               Need(np.full(5, 5.0), np.zeros(5)))
    >>> cheapest_pattern(table, rounds=5)
    (array([ True,  True, False, False, False]), True)
    """
    pieces = in_pieces(table.matrix, table.right, table.values, most=SEARCHED)
    if pieces is None:
        return _cheapest(table, rounds)
    withheld = table.forced.copy()
    # What is protected from whoever knows what the pieces add up to is so; it may cost more.
    whole = replace(table, matrix=pieces.matrix, right=pieces.right)
    for piece in np.unique(pieces.of[table.protected]):
        cells = np.flatnonzero(pieces.of == piece)
        withheld[cells], _ = _cheapest(whole.of(cells), rounds)
    return withheld, False


def _cheapest(table: Table, rounds: int) -> tuple[Bools, bool]:
    """Find the cheapest pattern of a table that is not taken to pieces."""
    n = len(table.values)
    conditions, limits = _not_alone(table)
    withheld = table.forced.copy()
    cuts: list[sparse.csr_array] = []
    proven = True
    for _ in range(rounds):
        rows = sparse.csr_array(sparse.vstack([conditions, *cuts]))
        least = np.concatenate([limits, np.ones(len(cuts))])
        found = choose(
            table.cost,
            whole=np.ones(n, dtype=bool),
            least=table.forced.astype(float),
            most=np.ones(n) if table.public is None else np.where(table.public, 0.0, 1.0),
            conditions=[(rows, least, np.inf)] if rows.shape[0] else [],
        )
        if found.x is None:
            break
        proven = found.status == 0 and found.mip_gap <= _PROOF
        withheld = found.x > 0.5
        new = [sparse.csr_array(part[None, :]) for part in bounds_to_loosen(table, withheld)]
        if not new:
            return withheld, proven
        cuts += new
    return withheld, False


def _not_alone(table: Table) -> tuple[sparse.csr_array, Floats]:
    """In no equation may a cell be the only one withheld: it would be worked out, or withheld in vain."""
    here = table.matrix.tocoo()
    excused = table.forced.copy()
    excused[table.protected] = False
    which = np.flatnonzero(~excused[here.col])
    others = sparse.csr_array(abs(table.matrix))[here.row[which]]
    own = sparse.csr_array(
        (np.full(len(which), 2.0), (np.arange(len(which)), here.col[which])), shape=others.shape
    )
    return sparse.csr_array(others - own), np.zeros(len(which))


def bounds_to_loosen(table: Table, withheld: Bools) -> Iterator[Floats]:
    """Yield the conditions on the pattern that every protected cell bounded too tightly gives.

    Each is an array of shape (n,): by which part of what is needed withholding each cell would loosen
    the bounds.
    """
    right = table.right
    least, most = table.bounds(withheld)
    need = table.need.of(table.protected)
    seen = attack(table.matrix, right, least, most, table.protected, enough=need.enough, truth=table.values)
    tight = seen.cells[need.too_tight(seen, table.values[table.protected])]
    if not tight.size:
        return
    open_ = most - least > 0
    hidden = np.flatnonzero(open_)
    part = sparse.csr_array(table.matrix[:, hidden])
    used = np.flatnonzero(np.diff(part.indptr))
    part = sparse.csr_array(part[used])
    rest = (right - table.matrix @ np.where(open_, 0.0, table.values))[used]
    label = tied_together(part)
    of_row = label[part.indices[part.indptr[:-1]]]
    across = sparse.csr_array(table.matrix.T)
    left = _some_of_each(np.searchsorted(hidden, tight), label)
    while left.size:
        # Groups of cells that nothing ties together give one cell each to a programme.
        _, first = np.unique(label[left], return_index=True)
        goals = left[first]
        left = np.delete(left, first)
        near = np.flatnonzero(np.isin(label, label[goals]))
        rows = np.flatnonzero(np.isin(of_row, label[goals]))
        # Of the upper and of the lower bound.
        price = np.zeros((2, len(used)))
        for which, sign in enumerate((-1.0, 1.0)):
            cost = np.zeros(len(hidden))
            cost[goals] = sign
            if rows.size:
                own = sparse.csr_array(part[rows][:, near])
                found = minimise(cost[near], own, rest[rows], least[hidden[near]], most[hidden[near]])
                price[which, rows] = found.eqlin.marginals
        for goal in goals:
            loosening = np.zeros((2, len(least)))
            for which, sign in enumerate((-1.0, 1.0)):
                prices = np.zeros(len(right))
                prices[used] = np.where(of_row == label[goal], price[which], 0.0)
                reduced = -(across @ prices)
                reduced[hidden[goal]] += sign
                reduced[np.abs(reduced) < 1e-9] = 0.0
                loosening[which] = table.values * np.maximum(reduced, 0.0)
                loosening[which] += table.above * np.maximum(-reduced, 0.0)
            yield from _conditions(loosening, table, int(hidden[goal]))


def _some_of_each(cells: Ints, label: Ints) -> Ints:
    """Return so many cells of each group at most, from all over it: what helps them helps others too."""
    _, group, size = np.unique(label[cells], return_inverse=True, return_counts=True)
    place = np.empty(len(cells), dtype=np.intp)
    place[np.argsort(group, kind="stable")] = np.arange(len(cells))
    rank, size = place - (np.cumsum(size) - size)[group], size[group]
    kept: Ints = cells[rank * _CROWD // size != (rank - 1) * _CROWD // size]
    return kept


def _conditions(loosening: Floats, table: Table, cell: int) -> Iterator[Floats]:
    """Yield the parts of what is needed: of the two bounds together, and of each where a side counts."""
    up, down = loosening
    need = table.need.of(np.array([cell]))
    yield np.minimum((up + down) / max(need.width[0], 1e-9), 1.0)
    low, high = need.sides(table.values[[cell]])
    for far, least in ((up, high[0]), (down, low[0])):
        if least > 0:
            yield np.minimum(far / least, 1.0)
