"""Which further cells to withhold, so that the unsafe ones cannot be worked out: the cheapest pattern.

For one table at a time an integer programme picks the cells, and the outsider's linear programme proves the
pattern or gives a new condition on it (Fischetti and Salazar-González 2001, Management Science 47:1008,
cited, not read here): whoever bounds an unsafe cell does so by a weighted sum of equations, and the weights
say how much each further withheld cell would loosen the bound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import attack
from omradesindex.disclosure.need import Need
from omradesindex.disclosure.seen import tied_together
from omradesindex.disclosure.solver import choose, minimise

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

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
    n = len(table.values)
    conditions, limits = _not_alone(table)
    withheld = table.forced.copy()
    cuts: list[Floats] = []
    proven = True
    for _ in range(rounds):
        rows = sparse.vstack([conditions, sparse.csr_array(np.array(cuts))]) if cuts else conditions
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
        new = bounds_to_loosen(table, withheld)
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


def bounds_to_loosen(table: Table, withheld: Bools) -> list[Floats]:
    """Return the conditions on the pattern that every protected cell bounded too tightly gives.

    Each is an array of shape (n,): by which part of what is needed withholding each cell would loosen
    the bounds.
    """
    right = table.right
    least, most = table.bounds(withheld)
    need = table.need.of(table.protected)
    seen = attack(table.matrix, right, least, most, table.protected, enough=need.enough)
    tight = seen.cells[need.too_tight(seen, table.values[table.protected])]
    if not tight.size:
        return []
    open_ = most - least > 0
    hidden = np.flatnonzero(open_)
    part = sparse.csr_array(table.matrix[:, hidden])
    used = np.flatnonzero(np.diff(part.indptr))
    part = sparse.csr_array(part[used])
    rest = (right - table.matrix @ np.where(open_, 0.0, table.values))[used]
    label = tied_together(part)
    of_row = label[part.indices[part.indptr[:-1]]]
    across = sparse.csr_array(table.matrix.T)
    left = np.searchsorted(hidden, tight)
    new = []
    while left.size:
        # Groups of cells that nothing ties together give one cell each to a programme.
        _, first = np.unique(label[left], return_index=True)
        goals = left[first]
        left = np.delete(left, first)
        near = np.flatnonzero(np.isin(label, label[goals]))
        rows = np.flatnonzero(np.isin(of_row, label[goals]))
        # Of the upper and of the lower bound.
        loosening = np.zeros((2, len(goals), len(least)))
        for which, sign in enumerate((-1.0, 1.0)):
            cost = np.zeros(len(hidden))
            cost[goals] = sign
            price = np.zeros(len(used))
            if rows.size:
                own = sparse.csr_array(part[rows][:, near])
                found = minimise(cost[near], own, rest[rows], least[hidden[near]], most[hidden[near]])
                price[rows] = found.eqlin.marginals
            for each, goal in zip(loosening[which], goals, strict=True):
                prices = np.zeros(len(right))
                prices[used] = np.where(of_row == label[goal], price, 0.0)
                reduced = -(across @ prices)
                reduced[hidden[goal]] += sign
                reduced[np.abs(reduced) < 1e-9] = 0.0
                each += table.values * np.maximum(reduced, 0.0) + table.above * np.maximum(-reduced, 0.0)
        new += _conditions(loosening, table.need.of(hidden[goals]), table.values[hidden[goals]])
    return new


def _conditions(loosening: Floats, need: Need, values: Floats) -> list[Floats]:
    """Return the parts of what is needed: of the two bounds together, and of each where a side counts."""
    up, down = loosening
    low, high = need.sides(values)
    found = [
        np.minimum(both / max(width, 1e-9), 1.0) for both, width in zip(up + down, need.width, strict=True)
    ]
    for far, reach in ((up, high), (down, low)):
        found += [np.minimum(part / least, 1.0) for part, least in zip(far, reach, strict=True) if least > 0]
    return found
