"""Scores of a block of draws: a few products of matrices for each combination of choices, none for each draw.

Normalised values are prepared once for each combination. Where every level is a mean of one and the same
power and nothing is missing, the tree collapses to one weight for each indicator, and a block of draws is one
product of matrices, summed in one order. Means of other powers, or with values missing, go level by level,
still in such products. Any other way to bring parts together is called once for each level and combination,
draws stacked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.aggregate import counting, present_share
from omradesindex.methods.equal import reaches, scale_of, settled
from omradesindex.methods.functions import exp, log, power
from omradesindex.methods.sums import product, total
from omradesindex.subjects.robustness.remade import Remade
from omradesindex.subjects.robustness.weights import Node, Tree, effective

Floats = NDArray[np.float64]

# Nodes and weights of Gauss–Hermite quadrature: means and variances over a normal error.
_NODES, _SHARES = map(settled, np.polynomial.hermite_e.hermegauss(9))
_SHARES = _SHARES / _SHARES.sum()


@dataclass(frozen=True)
class Way:
    """How the parts of one node are brought together.

    ``power``: that of a mean (1 arithmetic, 0 geometric, −1 harmonic), or None where it is something else;
    then ``function(x, weights)`` does it, x of shape (n_draws, n_areas, n_parts). ``floor``: what an error
    may take a value down to, where a mean is defined above zero only; what no error has moved is left there.
    ``own_scale``: whether scores no longer stand on the scale of the parts. ``remade``: what else is done
    with the parts and the scores.
    """

    power: float | None
    function: Callable[..., Floats] | None = None
    floor: float = 0.0
    own_scale: bool = False
    remade: Remade | None = None

    def into(self, x: Floats) -> Floats:
        """Turn values so that the mean becomes a sum."""
        if self.power == 1:
            return x
        if self.power == 0:
            return log(x)
        if self.power == -1:
            return np.asarray(1 / x)
        assert self.power is not None
        return power(x, self.power)

    def defined(self, x: Floats, what: str) -> Floats:
        """Values that no error has moved.

        Raises
        ------
        MethodError
            One that the mean is not defined for.
        """
        assert self.power is not None
        bad = (x < 0) if self.power > 0 else (x <= 0)
        if bad.any():
            raise MethodError(
                f"a mean of power {self.power:g} is not defined for {x[bad].max():g}",
                where=f"robustness, '{what}'",
                expected="values of zero or more" if self.power > 0 else "values above zero",
                remedy="leave that aggregation out",
            )
        return x

    def back(self, x: Floats) -> Floats:
        """Turn the sum back to the values' scale."""
        if self.power == 1:
            return x
        if self.power == 0:
            return exp(x)
        if self.power == -1:
            return np.asarray(1 / x)
        assert self.power is not None
        return power(x, 1 / self.power)


@dataclass(frozen=True)
class OneByOne:
    """A user's own way to bring parts together, called for each draw: it may know no stacks of them."""

    function: Callable[..., Floats]

    def __call__(self, x: Floats, weights: Floats) -> Floats:
        """Bring together x, shape (n_draws, n_areas, n_parts); weights, shape (n_draws, n_parts)."""
        return np.stack([self.function(mine, own) for mine, own in zip(x, weights, strict=True)])


@dataclass(frozen=True)
class Linked:
    """How the errors of one source hang together, for every indicator of an area.

    Attributes
    ----------
    own : ndarray, shape (1 or n_areas, n_indicators)
        Share of each error's variance that is the indicator's own.
    common : ndarray, shape (n_common, 1 or n_areas, n_indicators)
        What one standard error of each common error makes of each indicator's, in its standard errors.
    """

    own: Floats
    common: Floats

    def of(self, rows: NDArray[np.intp]) -> Linked:
        """The same for areas in another order."""
        return self if len(self.own) == 1 else Linked(self.own[rows], self.common[:, rows])


@dataclass(frozen=True)
class Terms:
    """An indicator's values, turned for one power, with what errors do to them.

    ``mean`` : shape (n_areas, n_indicators); NaN where missing. With errors, the mean over them.
    ``own`` : shape (n_sources, n_areas, n_indicators); the variance that each source of error adds, but for
    what indicators have in common. 0 where missing.
    ``common`` : for each source shape (n_common, n_areas, n_indicators); what each common error adds.
    """

    mean: Floats
    own: Floats
    common: tuple[Floats, ...] = ()


@dataclass(frozen=True)
class Prepared:
    """One combination of set, imputation, treatment and normalisation, ready for any weights.

    Attributes
    ----------
    shown : ndarray, shape (n_areas, n_indicators)
        On the shown scale.
    errors : ndarray, shape (n_sources, 9, n_areas, n_indicators)
        The same, displaced by each source's error at the nodes of the quadrature.
    complete : bool
        Whether no value is missing.
    linked : tuple of Linked
        How the errors of each source hang together; independent where there is none.
    """

    shown: Floats
    errors: Floats
    complete: bool
    linked: tuple[Linked, ...] = ()
    _terms: dict[tuple[float, tuple[int, ...]], Terms] = field(default_factory=dict, compare=False)

    @cached_property
    def scale(self) -> float:
        """What means of these values are equal on."""
        return float(scale_of(self.shown))

    def terms(self, way: Way, sources: tuple[int, ...]) -> Terms:
        """Values turned for a mean's power, with the errors of some sources (kept after the first time)."""
        assert way.power is not None
        found = self._terms.get((way.power, sources))
        if found is None:
            plain = way.into(self.shown)
            if not sources:
                found = Terms(_by_columns(plain), np.zeros((0, *plain.shape)))
            else:
                moved = self.errors[list(sources)]
                turned = way.into(moved if way.power == 1 else np.maximum(moved, way.floor))
                mean = np.einsum("q,sqai->sai", _SHARES, turned)
                spread = np.nan_to_num(np.einsum("q,sqai->sai", _SHARES, (turned - mean[:, None]) ** 2))
                mean = plain + (mean - plain).sum(axis=0)
                common = list[Floats]()
                for place, linked in enumerate(self.linked[k] for k in sources if self.linked):
                    common.append(_by_columns(np.sqrt(spread[place]) * linked.common))
                    spread[place] *= linked.own
                found = Terms(_by_columns(mean), _by_columns(spread), tuple(common))
            self._terms[way.power, sources] = found
        return found


def _by_columns(values: Floats) -> Floats:
    """Lay each indicator's values side by side: with many areas and few draws, sums run along them."""
    return np.ascontiguousarray(values.swapaxes(-1, -2)).swapaxes(-1, -2)


def displaced(shown_at: Callable[[Floats], Floats], values: Floats, error: Floats) -> Floats:
    """Shown values at the quadrature's nodes of a normal error.

    Parameters
    ----------
    shown_at : callable
        From values in their own units, shape (..., n_areas, n_indicators), to the shown scale.
    values, error : ndarray, shape (n_areas, n_indicators)

    Returns
    -------
    ndarray, shape (9, n_areas, n_indicators)
    """
    return shown_at(values + _NODES[:, None, None] * error)


def nodes_of_errors(ways: Sequence[Way], tree: Tree) -> int:
    """How many errors of their own each area needs for each source: one, or one a node or an indicator."""
    if any(way.power is None for way in ways):
        return max(len(tree.indicators), len(tree.nodes))
    return 1 if collapses(ways) else len(tree.nodes)


def collapses(ways: Sequence[Way]) -> bool:
    """Whether the tree is one mean of one power."""
    of_one_power = ways[0].power is not None and len({way.power for way in ways}) == 1
    return of_one_power and all(way.remade is None for way in ways)


def score(
    prepared: Prepared,
    tree: Tree,
    ways: Sequence[Way],
    weights: Floats,
    whole: Floats | None,
    errors: NDArray[np.floating[Any]],
    sources: tuple[int, ...],
    *,
    partial: bool = False,
) -> Floats:
    """Scores of the index for draws that share a combination and a way to aggregate.

    Parameters
    ----------
    weights : ndarray, shape (n_parts, n_draws)
        Scaled within each level.
    whole : ndarray, shape (n_indicators, n_draws), optional
        Weights in the whole index, where they have been worked out already.
    errors : ndarray, shape (n_sources, n_errors, n_areas, n_draws)
        Standard normal. Where a draw needs more than one, those that are common stand last.
    sources : tuple of int
        Which of the prepared sources of error these are.
    partial : bool
        Whether a level with too few parts is computed all the same.

    Returns
    -------
    ndarray, shape (n_areas, n_draws)
    """
    if prepared.complete and collapses(ways):
        way = ways[0]
        terms = prepared.terms(way, sources)
        w = effective(tree, weights) if whole is None else whole
        found = product(terms.mean, w)
        if len(errors):
            # How large an error is needs no more than single precision, which is twice as fast.
            single = w.astype(np.float32)
            squared = np.square(single)
            for place, (own, drawn) in enumerate(zip(terms.own.astype(np.float32), errors, strict=True)):
                spread = product(own, squared)
                for part in terms.common[place].astype(np.float32) if terms.common else ():
                    columns = np.flatnonzero(part.any(axis=0))
                    along = product(np.ascontiguousarray(part[:, columns]), single[columns])
                    spread += np.square(along, out=along)
                np.sqrt(spread, out=spread)
                spread *= drawn[0]
                found += spread
        return way.back(found)
    sticks: dict[int, list[Any]] = {}
    if len(errors) and any(way.remade is not None for way in ways):
        # What is learnt from scores is learnt without errors.
        _by_levels(prepared, tree, ways, weights, errors[:0], (), partial, sticks)
    return _by_levels(prepared, tree, ways, weights, errors, sources, partial, sticks)


def _by_levels(
    prepared: Prepared,
    tree: Tree,
    ways: Sequence[Way],
    weights: Floats,
    errors: NDArray[np.floating[Any]],
    sources: tuple[int, ...],
    partial: bool,
    sticks: dict[int, list[Any]],
) -> Floats:
    """Scores level by level; ``sticks``, by the nodes' places, is filled with what is learnt from scores."""
    above: list[Floats] = []
    for place, (node, way) in enumerate(zip(tree.nodes, ways, strict=True)):
        w = weights[node.rows]
        if way.power is None:
            found = _called(prepared, node, way, w, above, errors, sources, partial=partial)
        else:
            found = _mean(prepared, node, way, w, above, errors, sources, place)
        if not partial and (way.remade is None or way.remade.fill is None):
            found = _where_enough(prepared, node, w, above, found)
        made = found
        if way.remade is not None:
            if place not in sticks:
                sticks[place] = way.remade.learnt(found)
            made = way.remade.again(found, sticks[place])
        above.append(made if way.remade is None or way.remade.carried else found)
    return made


def _mean(
    prepared: Prepared,
    node: Node,
    way: Way,
    w: Floats,
    above: list[Floats],
    errors: NDArray[np.floating[Any]],
    sources: tuple[int, ...],
    place: int,
) -> Floats:
    """Mean over a node's parts, indicators by matrix products, other nodes one by one."""
    n = prepared.shown.shape[1]
    own = [k for k, column in enumerate(node.columns) if column < n]
    columns = [node.columns[k] for k in own]
    top = np.zeros((prepared.shown.shape[0], w.shape[1]))
    base: Floats | float = 0.0
    if columns:
        terms = prepared.terms(way, sources)
        values = terms.mean[:, columns]
        there = ~np.isnan(values)
        top += product(np.where(there, values, 0.0), w[own])
        base = base + product(there.astype(float), w[own])
        if len(errors):
            squared = w[own] ** 2
            for source, (variance, drawn) in enumerate(zip(terms.own, errors, strict=True)):
                top += np.sqrt(product(variance[:, columns], squared)) * drawn[place]
                for k, part in enumerate(terms.common[source] if terms.common else ()):
                    top += product(part[:, columns], w[own]) * drawn[-1 - k]
    for k, column in enumerate(node.columns):
        if column >= n:
            # What has no weight is not there, as everywhere.
            part = np.where(w[k] > 0, above[column - n], np.nan)
            if way.power != 1:
                part = np.where(part <= 0, way.floor, part) if len(errors) else way.defined(part, node.id)
            values = way.into(part)
            there = ~np.isnan(values)
            top += np.where(there, values, 0.0) * w[k]
            base = base + there * w[k]
    with np.errstate(invalid="ignore", divide="ignore"):
        return way.back(top / base)


def _called(
    prepared: Prepared,
    node: Node,
    way: Way,
    w: Floats,
    above: list[Floats],
    errors: NDArray[np.floating[Any]],
    sources: tuple[int, ...],
    *,
    partial: bool,
) -> Floats:
    """Call an aggregation of any kind, draws stacked."""
    assert way.function is not None
    n, m = prepared.shown.shape[1], w.shape[1]
    parts = np.empty((m, prepared.shown.shape[0], len(node.columns)))
    plain = prepared.terms(Way(1.0), sources) if sources else None
    for k, column in enumerate(node.columns):
        if column >= n:
            parts[..., k] = above[column - n].T
            continue
        parts[..., k] = prepared.shown[:, column]
        if plain is not None:
            for source, (variance, drawn) in enumerate(zip(plain.own, errors, strict=True)):
                parts[..., k] += np.sqrt(variance[:, column]) * drawn[column].T
                for f, part in enumerate(plain.common[source] if plain.common else ()):
                    parts[..., k] += part[:, column] * drawn[-1 - f].T
    if way.remade is None or way.remade.fill is None:
        return np.ascontiguousarray(way.function(parts, w.T).T)
    parts = way.remade.filled(parts, w.T)
    found = way.function(parts, w.T)
    if not partial:
        found = np.where(
            reaches(present_share(parts, counting(node.stated, w.T)), node.needed), found, np.nan
        )
    return np.ascontiguousarray(found.T)


def _where_enough(prepared: Prepared, node: Node, w: Floats, above: list[Floats], found: Floats) -> Floats:
    """Make a score missing where too few of the node's parts have a value."""
    n = prepared.shown.shape[1]
    if prepared.complete and all(not np.isnan(above[c - n]).any() for c in node.columns if c >= n):
        return found
    counts = counting(node.stated, w.T).T
    share = np.zeros(found.shape)
    for k, column in enumerate(node.columns):
        there = ~np.isnan(prepared.shown[:, column])[:, None] if column < n else ~np.isnan(above[column - n])
        share += there * counts[k]
    share /= total(counts)
    return np.where(reaches(share, node.needed), found, np.nan)
