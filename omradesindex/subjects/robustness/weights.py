"""From a block of draws to weights: within each level, and each indicator's in the whole index.

Arrays stand with the draws last, ``(n_parts, n_draws)``: every step is then one operation on long rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.functions import log
from omradesindex.methods.sums import total

Floats = NDArray[np.float64]

_NOTHING = 2.0**-40


@dataclass(frozen=True)
class Node:
    """One level of a tree: a dimension or the index.

    Attributes
    ----------
    id : str
    columns : tuple of int
        Its parts, as positions among the indicators and the nodes before this one.
    start : int
        Where its parts stand among the rows of weights.
    needed : float
        Share of the stated weight whose parts must have a value.
    stated : tuple of float
        Its parts' weights as the definition says them.
    """

    id: str
    columns: tuple[int, ...]
    start: int
    needed: float
    stated: tuple[float, ...]

    @property
    def rows(self) -> slice:
        """Its parts' rows among the weights."""
        return slice(self.start, self.start + len(self.columns))


@dataclass(frozen=True)
class Tree:
    """An index's tree, laid out for computing: parts before their whole, the index last.

    Attributes
    ----------
    indicators : tuple of str
    nodes : tuple of Node
    parts : tuple of str
        Id of the part that each row of weights belongs to.
    """

    indicators: tuple[str, ...]
    nodes: tuple[Node, ...]
    parts: tuple[str, ...]

    @property
    def row_of(self) -> tuple[int, ...]:
        """Row of weights of each indicator."""
        place = {name: row for row, name in enumerate(self.parts)}
        return tuple(place[name] for name in self.indicators)

    def holding(self, indicators: Collection[str]) -> NDArray[np.bool_]:
        """Whether each part is one of some indicators, or holds any of them; a row of weights each."""
        known = [name in indicators for name in self.indicators]
        rows = list[bool]()
        for node in self.nodes:
            own = [known[column] for column in node.columns]
            rows += own
            known.append(any(own))
        return np.array(rows)


@dataclass(frozen=True)
class Scheme:
    """A way to weigh: where weights come from, and how far they vary.

    Attributes
    ----------
    label : str
    kind : {"fixed", "relative", "dirichlet", "range", "table"}
        ``fixed``: as given or as a method finds them. ``relative``: each part's share, of its whole and of
        the index, its own times 1 ± ``share``: see :func:`within_width`.
        ``dirichlet``: every split of a level's weight is equally likely. ``range``: uniform from ``low`` to
        ``high``. ``table``: one of the columns of ``table``.
    share : float
    low, high : ndarray, shape (n_parts,), or None
    table : ndarray, shape (n_parts, n_vectors), or None
    names : tuple of str
        Names of the table's columns.
    """

    label: str
    kind: str
    share: float = 0.0
    low: Floats | None = None
    high: Floats | None = None
    table: Floats | None = None
    names: tuple[str, ...] = ()

    @property
    def varies(self) -> bool:
        """Whether draws under this scheme differ in their weights."""
        return self.kind != "fixed"


def draw_weights(scheme: Scheme, base: Floats, uniforms: Floats | None) -> Floats:
    """Weights of every part, before they are scaled within their level; of ``relative`` before they vary.

    Parameters
    ----------
    scheme : Scheme
    base : ndarray, shape (n_parts,) or (n_parts, n_draws)
        The definition's own, or those that a method found.
    uniforms : ndarray, shape (>= n_parts, n_draws)
        One row for each part, in [0, 1); one is enough for a table.

    Returns
    -------
    ndarray, shape (n_parts, n_draws)
    """
    own = base if base.ndim == 2 else base[:, None]
    if scheme.kind in ("fixed", "relative"):
        n = own.shape[1] if uniforms is None else uniforms.shape[1]
        return np.array(np.broadcast_to(own, (own.shape[0], n)))
    assert uniforms is not None
    u = uniforms[: own.shape[0]]
    if scheme.kind == "dirichlet":
        # Exponentials, scaled to sum to one, are Dirichlet(1, …, 1). A part without weight stays without.
        found = -log(1 - u)
        found *= own > 0
        return found
    if scheme.kind == "range":
        assert scheme.low is not None
        assert scheme.high is not None
        return np.asarray(scheme.low[:, None] + (scheme.high - scheme.low)[:, None] * u)
    assert scheme.table is not None
    return scheme.table[:, (uniforms[0] * scheme.table.shape[1]).astype(np.intp)]


def scale_within(tree: Tree, weights: Floats) -> Floats:
    """Scale weights to sum to one within each level, in place; shape ``(n_parts, n_draws)``."""
    for node in tree.nodes:
        within = weights[node.rows]
        within /= total(within)
    return weights


def within_width(
    tree: Tree, weights: Floats, width: float, uniforms: Floats, figures: NDArray[np.bool_]
) -> Floats:
    """Vary weights in place so that no share, of its whole or of the index, leaves 1 ± ``width`` times it.

    Parameters
    ----------
    weights : ndarray, shape (n_parts, n_draws)
        The shares as they are, scaled within each level; 0 where a part is left out.
    width : float
        At most 1.
    uniforms : ndarray, shape (>= n_parts, n_draws)
        In [0, 1).
    figures : ndarray of bool, shape (n_parts,)
        Which parts have figures: the others weigh nothing in any score, and stay as they are.

    Returns
    -------
    ndarray, shape (n_parts, n_draws)
        ``weights``, which sum to one within each level still.

    Notes
    -----
    A part's share of the index is its own times one plus what is drawn for it and for each whole that it
    belongs to. What is drawn has the mean zero within its whole, so that shares sum to one. Where any share
    would still leave the width, or would if it were not left out, all is made smaller, in one proportion.

    Examples
    --------
    >>> tree = Tree(("a", "b"), (Node("index", (0, 1), 0, 0.5, (1.0, 1.0)),), ("a", "b"))
    >>> drawn = np.array([[0.9, 0.5, 0.999], [0.1, 0.5, 0.001]])
    >>> within_width(tree, np.full((2, 3), 0.5), 0.25, drawn, np.array([True, True])).round(3)
    array([[0.6  , 0.5  , 0.625],
           [0.4  , 0.5  , 0.375]])
    """
    n, wholes = len(tree.indicators), dict[int, Floats]()
    drawn = list[tuple[Any, Floats, Floats | None]]()
    # Uniforms lie half of one to either side of the middle.
    largest = np.full(weights.shape[1], 0.5)
    for place in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[place]
        rows, columns = _counted(node, figures)
        if not columns:
            continue
        own, shares, whole = uniforms[rows], weights[rows], wholes.get(n + place)
        middle = total(own * shares)
        if len(columns) < len(node.columns):
            middle /= total(shares)
        high, low = own.max(axis=0) - middle, own.min(axis=0) - middle
        if whole is not None:
            # A share of a whole is the share of the index over the whole's own.
            np.maximum(largest, np.maximum(high, -low) + width * np.abs(whole), out=largest)
            high += whole
            low += whole
        np.maximum(largest, high, out=largest)
        np.maximum(largest, -low, out=largest)
        for k, column in enumerate(columns):
            if column >= n:
                wholes[column] = own[k] - middle + (0.0 if whole is None else whole)
        drawn.append((rows, middle, whole))
    scale = width / largest
    for rows, middle, whole in drawn:
        factors = uniforms[rows] - middle
        # A whole may be left without weight, where the width is all of it.
        factors *= scale if whole is None else scale / np.maximum(1 + scale * whole, _NOTHING)
        factors += 1
        # A width of all a weight may leave it a last digit below nothing.
        np.maximum(factors, 0.0, out=factors)
        weights[rows] *= factors
    return weights


def _counted(node: Node, figures: NDArray[np.bool_]) -> tuple[Any, Sequence[int]]:
    """The rows of a whole's parts that have figures, and which parts these are."""
    counted = figures[node.rows]
    if counted.all():
        return node.rows, node.columns
    places = np.flatnonzero(counted)
    return node.start + places, [node.columns[k] for k in places]


def effective(tree: Tree, weights: Floats) -> Floats:
    """Each indicator's weight in the whole index, the product along its branch.

    Parameters
    ----------
    weights : ndarray, shape (n_parts, n_draws)
        Scaled within each level.

    Returns
    -------
    ndarray, shape (n_indicators, n_draws)
        Columns sum to one. Exact for means of one and the same power at every level, with nothing missing.
    """
    n = len(tree.indicators)
    found = np.empty((n, weights.shape[1]))
    above: dict[int, Floats] = {}
    for place in range(len(tree.nodes) - 1, -1, -1):
        node = tree.nodes[place]
        own = above.get(n + place)
        for k, column in enumerate(node.columns):
            row = weights[node.start + k]
            if column < n:
                np.multiply(row, 1.0 if own is None else own, out=found[column])
            else:
                above[column] = row if own is None else row * own
    return found
