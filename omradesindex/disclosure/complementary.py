"""Which further cells to withhold, so that the unsafe ones cannot be worked out: the cheapest pattern.

For one table at a time an integer programme picks the cells, and the outsider's linear programme proves the
pattern or gives a new condition on it (Fischetti and Salazar-González 2001, Management Science 47:1008,
cited, not read here): whoever bounds an unsafe cell does so by a weighted sum of equations, and the weights
say how much each further withheld cell would loosen the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.attack import SLACK, attack, tied_together
from omradesindex.disclosure.solver import choose, minimise

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Table:
    """One table whose cells are tied by equations ``matrix @ values = constant``.

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
        Cells whose interval must be at least ``margin`` wide; all of them forced.
    """

    matrix: sparse.csr_array
    values: Floats
    above: Floats
    cost: Floats
    forced: Bools
    protected: Ints
    margin: float


def cheapest_pattern(table: Table, *, seconds: float) -> tuple[Bools, bool]:
    """Find the cells to withhold at the least cost.

    Parameters
    ----------
    table : Table
    seconds : float
        Time for the search.

    Returns
    -------
    withheld : ndarray of bool, shape (n,)
    optimal : bool
        Whether the pattern protects every cell and is proven to be the cheapest. If not, it is a start.

    Examples
    --------
    Of a row of four areas and their sum the smallest area is unsafe; the next smallest goes with it.

    >>> values = np.array([3.0, 20.0, 50.0, 30.0, 103.0])
    >>> table = Table(sparse.csr_array([[-1.0, -1.0, -1.0, -1.0, 1.0]]), values, np.full(5, 200.0),
    ...               1 + values, values == 3, np.array([0]), 5.0)
    >>> cheapest_pattern(table, seconds=5)
    (array([ True,  True, False, False, False]), True)
    """
    end = perf_counter() + seconds
    n = len(table.values)
    conditions, limits = _not_alone(table)
    withheld = table.forced.copy()
    cuts: list[Floats] = []
    while True:
        rows = sparse.vstack([conditions, sparse.csr_array(np.array(cuts))]) if cuts else conditions
        least = np.concatenate([limits, np.full(len(cuts), table.margin)])
        left = end - perf_counter()
        if left <= 0:
            return withheld, False
        found = choose(
            table.cost,
            whole=np.ones(n, dtype=bool),
            least=table.forced.astype(float),
            most=np.ones(n),
            conditions=[(rows, least, np.inf)] if rows.shape[0] else [],
            seconds=left,
        )
        if found.x is None:
            return withheld, False
        withheld = found.x > 0.5
        new = bounds_to_loosen(table, withheld)
        if not new:
            return withheld, found.status == 0
        if found.status != 0:
            return withheld, False
        cuts += new


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


def bounds_to_loosen(table: Table, withheld: Bools, right: Floats | None = None) -> list[Floats]:
    """Return a condition on the pattern for each protected cell that an outsider bounds too tightly.

    Each is an array of shape (n,): how much withholding each cell would loosen the two bounds together.
    """
    known = np.where(withheld, np.nan, table.values)
    right = table.matrix @ table.values if right is None else right
    most = table.values + table.above
    enough = np.full(len(table.protected), table.margin)
    seen = attack(table.matrix, right, known, table.protected, upper=most, enough=enough)
    tight = seen.cells[seen.width < table.margin - SLACK]
    if not tight.size:
        return []
    hidden = np.flatnonzero(withheld)
    part = sparse.csr_array(table.matrix[:, hidden])
    rest = right - table.matrix @ np.nan_to_num(known)
    label = tied_together(part)
    new = []
    for cell in tight:
        # Only the withheld cells that are tied to this one have a say.
        near = np.flatnonzero(label == label[np.searchsorted(hidden, cell)])
        own = sparse.csr_array(part[:, near])
        used = np.flatnonzero(np.diff(own.indptr))
        loosening = np.zeros(len(known))
        for sign in (-1.0, 1.0):
            cost = np.zeros(len(known))
            cost[cell] = sign
            price = np.zeros(table.matrix.shape[0])
            if used.size:
                found = minimise(
                    cost[hidden[near]],
                    sparse.csr_array(own[used]),
                    rest[used],
                    np.zeros(len(near)),
                    most[hidden[near]],
                )
                price[used] = found.eqlin.marginals
            reduced = cost - table.matrix.T @ price
            reduced[np.abs(reduced) < 1e-9] = 0.0
            loosening += table.values * np.maximum(reduced, 0.0) + table.above * np.maximum(-reduced, 0.0)
        new.append(np.minimum(loosening, table.margin))
    return new
