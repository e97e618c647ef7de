"""Great tables in pieces: what only long sums tie together, each sum taken to be known of every piece.

Whoever knows what each piece of the areas adds up to knows more than an outsider does. So what is protected
from such a one, piece by piece, is protected; and the work grows as the number of pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

#: What solvers may be off by, in persons.
SLACK = 1e-5
#: So many parts that nothing else ties together have to fit into a piece; a sum of twice as many is long.
FEWEST = 8


@dataclass(frozen=True)
class Pieces:
    """Equations of which none ties two pieces together.

    Attributes
    ----------
    of : ndarray of int, shape (n_cells,)
        The piece of each cell.
    matrix, right : sparse array (n_equations, n_cells), ndarray (n_equations,)
        Those that were given, the long ones once for each piece.
    """

    of: Ints
    matrix: sparse.csr_array
    right: Floats


def in_pieces(
    matrix: sparse.csr_array, right: Floats, values: Floats, *, most: int, parts: int = FEWEST
) -> Pieces | None:
    """Cut the longest equations, so that no more cells than ``most`` are tied together.

    Parameters
    ----------
    matrix, right : sparse array (n_equations, n_cells), ndarray (n_equations,)
    values : ndarray, shape (n_cells,)
        What the cells truly hold. What is tied to one of which that is not known, or to an equation that
        they do not fulfil, is not cut: the pieces might not fit.
    parts : int
        So many of what nothing else ties together fit into a piece; a sum of twice as many is long.

    Returns
    -------
    Pieces or None
        None where nothing is gained: few cells, or such as short equations tie together.

    Examples
    --------
    One sum of sixteen areas:

    >>> city = sparse.csr_array([[1.0] * 16])
    >>> pieces = in_pieces(city, np.array([16.0]), np.ones(16), most=8)
    >>> pieces.of
    array([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1])
    >>> pieces.right
    array([8., 8.])
    """
    n = matrix.shape[1]
    if n <= most:
        return None
    together = tied_together(matrix)
    entries = matrix.tocoo()
    row, column = (np.asarray(c, dtype=np.intp) for c in entries.coords)
    off = np.isnan(values)
    off[column[~(np.abs(matrix @ values - right) < SLACK)[row]]] = True
    great = (np.bincount(together) > most) & (np.bincount(together, off) == 0)
    if not great.any():
        return None
    cells = great[together]
    length = np.diff(matrix.indptr) * (abs(matrix) @ cells.astype(float) > 0)
    lengths = np.unique(length[length >= 2 * parts])
    # The longest that need not be cut, by halves: the fewer are, the more is tied together.
    label, first, beyond = None, 0, len(lengths)
    while first < beyond:
        middle = (first + beyond) // 2
        some = tied_together(sparse.csr_array(matrix[np.flatnonzero(length < lengths[middle])]))
        if np.bincount(some[cells]).max() * parts <= most:
            label, first = some, middle + 1
        else:
            beyond = middle
    if label is None:
        return None
    of = _filled(label, most)
    key, new = np.unique(row * (of.max() + 1) + of[column], return_inverse=True)
    old = key // (of.max() + 1)
    cut = sparse.csr_array((entries.data, (new, column)), shape=(len(key), n))
    whole = np.bincount(old, minlength=matrix.shape[0])[old] == 1
    return Pieces(of, cut, np.where(whole, right[old], cut @ np.nan_to_num(values)))


def _filled(label: Ints, most: int) -> Ints:
    """Put parts into pieces, in the order of their first areas, until each is full."""
    _, first, size = np.unique(label, return_index=True, return_counts=True)
    order = np.argsort(first, kind="stable")
    piece, held, of_part = 0, 0, np.empty(len(size), dtype=np.intp)
    for part in order.tolist():
        if held and held + size[part] > most:
            piece, held = piece + 1, 0
        of_part[part], held = piece, held + int(size[part])
    of: Ints = of_part[label]
    return of


def tied_together(matrix: sparse.csr_array) -> Ints:
    """Return a number for each column, the same for columns that equations tie together.

    Examples
    --------
    >>> tied_together(sparse.csr_array([[1.0, 1.0, 0.0]]))
    array([0, 0, 1])
    """
    rows, columns = matrix.shape
    entries = matrix.tocoo()
    # Equations and columns are the points of a graph, entries its lines.
    ends = (entries.coords[0] + columns, entries.coords[1])
    graph = sparse.coo_array((np.ones(entries.nnz), ends), shape=(columns + rows, columns + rows))
    label = connected_components(graph, directed=False)[1][:columns]
    return np.asarray(np.unique(label, return_inverse=True)[1], dtype=np.intp)
