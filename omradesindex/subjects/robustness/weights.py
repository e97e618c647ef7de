"""From a block of draws to weights: within each level, and each indicator's in the whole index.

Arrays stand with the draws last, ``(n_parts, n_draws)``: every step is then one operation on long rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.functions import log
from omradesindex.methods.sums import total

Floats = NDArray[np.float64]


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


@dataclass(frozen=True)
class Scheme:
    """A way to weigh: where weights come from, and how far they vary.

    Attributes
    ----------
    label : str
    kind : {"fixed", "relative", "dirichlet", "range", "table"}
        ``fixed``: as given or as a method finds them. ``relative``: each weight times 1 ± ``share``.
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
    """Weights of every part, before they are scaled within their level.

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
    if scheme.kind == "fixed":
        n = own.shape[1] if uniforms is None else uniforms.shape[1]
        return np.array(np.broadcast_to(own, (own.shape[0], n)))
    assert uniforms is not None
    u = uniforms[: own.shape[0]]
    if scheme.kind == "relative":
        found = u * (2 * scheme.share * own)
        found += (1 - scheme.share) * own
        return found
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
