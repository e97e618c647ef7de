"""What is out already and has nothing to do with a new table: figures that are known stand between.

Where everything that ties two parts together is known, nobody can tell more of one part from what is shown of
the other. An earlier release of another municipality is such a part, when the figures of the municipalities
are out. What is withheld there too ties the parts, and then all of it stays.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from omradesindex.disclosure.pieces import tied_together

Bools = NDArray[np.bool_]


def tied_to(
    own: Bools, known: Bools, ties: sparse.csr_array, beside: sparse.csr_array
) -> tuple[Bools, Bools]:
    """Find the cells that have to do with some, and the ties that are to be kept for their sake.

    Parameters
    ----------
    own : ndarray of bool, shape (n_cells,)
        Those that stand in the new tables.
    known : ndarray of bool, shape (n_cells,)
        Those that everybody knows: no tie goes through them.
    ties : sparse array, shape (n_ties, n_cells)
        The cells of each equation, and of each set of which something else is known.
    beside : sparse array, shape (n, n_cells)
        Cells that are judged together: whether one is unsafe depends on the others.

    Returns
    -------
    cells : ndarray of bool, shape (n_cells,)
        With everything that is judged beside them, and all that stands in the ties.
    kept : ndarray of bool, shape (n_ties,)
        The ties of cells that are not known.

    Examples
    --------
    A country of two towns, each of two areas; the towns are known, and the areas of one are asked about:

    >>> ties = sparse.csr_array([[1.0, 1, 1, 0, 0, 0, 0], [0, 1, 0, 1, 1, 0, 0], [0, 0, 1, 0, 0, 1, 1]])
    >>> towns, areas = np.arange(7) < 3, np.isin(np.arange(7), [3, 4])
    >>> cells, kept = tied_to(areas, towns, ties, sparse.csr_array((0, 7)))
    >>> np.flatnonzero(cells), np.flatnonzero(kept)
    (array([1, 3, 4]), array([1]))

    If the towns are withheld, everything hangs together:

    >>> cells, kept = tied_to(areas, np.zeros(7, dtype=bool), ties, sparse.csr_array((0, 7)))
    >>> cells.all(), kept.all()
    (np.True_, np.True_)
    """
    open_ = np.flatnonzero(~known)
    label = np.full(len(known), -1, dtype=np.intp)
    label[open_] = tied_together(sparse.csr_array(ties[:, open_]))
    tied, cells = np.zeros(len(known), dtype=bool), own
    while True:
        tied = ~known & np.isin(label, label[cells & ~known])
        kept = _touching(ties, tied)
        more = cells | tied | _touching(sparse.csr_array(ties.T), kept)
        more |= _touching(sparse.csr_array(beside.T), _touching(beside, more))
        if np.array_equal(more, cells):
            return cells, kept
        cells = more


def _touching(entries: sparse.csr_array, columns: Bools) -> Bools:
    """Which rows have an entry in some of the columns."""
    touching: Bools = abs(entries) @ columns.astype(float) > 0
    return touching
