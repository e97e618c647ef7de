"""A problem laid out as arrays that machine code reads: a tree, weights, values, and what is counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import steps_in_one
from omradesindex.subjects.robustness.problem import Candidates, Problem
from omradesindex.subjects.robustness.score import Prepared, Terms, Way
from omradesindex.subjects.robustness.tally import Bins, Tally
from omradesindex.subjects.robustness.weights import scale_within

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Integers = NDArray[np.int64]
Small = NDArray[np.int32]

#: Most draws that are worked on at a time.
STRIP = 256

#: Kinds of weights.
FIXED, RELATIVE, DIRICHLET, RANGE, TABLE = range(5)
#: What is done with a weighted sum.
NOTHING, EXPONENTIAL, INVERSE, ROOT, SQUARE = range(5)

_KINDS = {"fixed": FIXED, "relative": RELATIVE, "dirichlet": DIRICHLET, "range": RANGE, "table": TABLE}
#: By the power of the mean: what is done with the sum. Means of other powers are numpy's.
BACK = {1.0: NOTHING, 0.0: EXPONENTIAL, -1.0: INVERSE, 2.0: ROOT, 0.5: SQUARE}

_F = TypeVar("_F", bound=Callable[..., Any])


@cache
def made_of() -> str:
    """Return a digest of all that kernels are made of."""
    digest = sha256()
    for file in sorted(Path(__file__).parent.glob("fast_*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def kernel(function: _F, **options: bool) -> _F:
    """Compile a function where it is first called, and keep what is compiled for later.

    Divisions by zero give what numpy's do. No product is fused with a sum: ``fastmath`` stays off. Without
    numba it stays as it is, to be read and not to be called.

    What numba keeps of a kernel is made anew when the file that it stands in has changed, and not when that
    of another that it calls has: therefore it is kept under a name that tells of all of them. Where it cannot
    be kept after all, since a disk is full or a file broken, it is made anew each time.
    """
    try:
        from numba import njit
    except ImportError:
        return function
    function.__qualname__ += f"_{made_of()}"
    compiled: Any = njit(nogil=True, cache=True, error_model="numpy", **options)(function)
    kept = getattr(compiled, "_cache", None)
    if kept is not None:
        kept.load_overload = _unless_impossible(kept.load_overload)
        kept.save_overload = _unless_impossible(kept.save_overload)
    made: _F = compiled
    return made


def inner(function: _F) -> _F:
    """Compile a function that kernels call, and that makes no arrays.

    It does not count who refers to the arrays that it is given: that takes longer than a loop over a strip,
    and threads would wait for each other's counts. It does where numba no longer knows how to leave that out,
    which is none of the options that it documents.
    """
    try:
        from numba.core.cpu import CPUTargetOptions
    except ImportError:
        return kernel(function)
    return kernel(function, _nrt=False) if hasattr(CPUTargetOptions, "_nrt") else kernel(function)


def _unless_impossible(work: Callable[..., Any]) -> Callable[..., Any]:
    def worked(*given: Any) -> Any:
        with suppress(OSError, EOFError, UnpicklingError):
            return work(*given)
        return None

    return worked


class Shape(NamedTuple):
    """A tree; nodes stand as in a ``Tree``, the index last.

    Attributes
    ----------
    n_indicators : int
    first : ndarray, shape (n_nodes + 1,)
        Where each node's rows of weights begin.
    column : ndarray, shape (n_parts,)
        What each row weighs: an indicator, or n_indicators + a node.
    above : ndarray, shape (n_nodes,)
        The row that weighs the node itself; −1 of the index.
    counted_first, counted : ndarray
        The rows of each node whose parts have figures, as ``counted[counted_first[k]:counted_first[k + 1]]``.
    """

    n_indicators: int
    first: Integers
    column: Integers
    above: Integers
    counted_first: Integers
    counted: Integers


class Weighing(NamedTuple):
    """Where weights come from.

    Attributes
    ----------
    kind : int
    width : float
        Of ``RELATIVE``.
    base : ndarray, shape (n_parts,)
    table : ndarray, shape (n_parts, n_vectors)
        Of ``RANGE`` the lowest weights, and how far it is to the highest.
    left : ndarray, shape (n_factors, n_choices, most)
        Rows that each choice of each factor leaves out, −1 for none.
    choices : ndarray, shape (n_factors,)
        How many choices each factor has.
    shares : ndarray, shape (1 + n_choices, n_parts)
        Of weights that are the same in every draw: scaled within their levels, with nothing left out and for
        each choice. No rows where they have to be scaled draw by draw.
    starts, changed, into : ndarray
        In which rows each line of ``shares`` differs from the first, ``changed[starts[k]:starts[k + 1]]``,
        and what it has there. Places are unsigned, as none is counted from the end.
    """

    kind: int
    width: float
    base: Floats
    table: Floats
    left: Integers
    choices: Integers
    shares: Floats
    starts: NDArray[np.uint64]
    changed: NDArray[np.uint64]
    into: Floats


class Means(NamedTuple):
    """Values of a tree that is one mean; as ``Terms``.

    Attributes
    ----------
    mean : ndarray, shape (n_areas, n_indicators)
    own : ndarray, shape (n_sources, n_areas, n_indicators)
    common : ndarray, shape (n_sources, most, n_areas, n_indicators)
    n_common : ndarray, shape (n_sources,)
    back : int
    """

    mean: Floats
    own: Singles
    common: Singles
    n_common: Integers
    back: int


class Wide(NamedTuple):
    """As :class:`Means`, strips of :data:`STRIP` areas by indicators by areas, zeros beyond the last."""

    mean: Floats
    own: Singles
    common: Singles
    n_common: Integers
    back: int


class Levels(NamedTuple):
    """Values of a tree that is brought together level by level: a column for each row of weights.

    Attributes
    ----------
    mean : ndarray, shape (n_areas, n_parts)
        0 where missing, and of nodes.
    there : ndarray, shape (n_areas, n_parts)
        1 where an indicator has a value, else 0.
    own : ndarray, shape (n_sources, n_areas, n_parts)
    common : ndarray, shape (n_sources, most, n_areas, n_parts)
    n_common : ndarray, shape (n_sources,)
    back : ndarray of int, shape (n_nodes,)
    floor, needed : ndarray, shape (n_nodes,)
    stated : ndarray, shape (n_parts,)
        In parts of the node's greatest.
    partial : bool
    """

    mean: Floats
    there: Floats
    own: Floats
    common: Floats
    n_common: Integers
    back: Integers
    floor: Floats
    needed: Floats
    stated: Floats
    partial: bool


class Counts(NamedTuple):
    """What is counted, as in a ``Tally``, and what it is held against."""

    base: Integers
    ranks: Small
    width: int
    scores: Small
    low: float
    per_bin: float
    above: Integers
    shift: Integers
    squared: Integers
    swapped: Integers


def shape_of(own: Candidates) -> Shape:
    """Lay a set's tree out."""
    nodes, n = own.tree.nodes, len(own.tree.indicators)
    first = np.array([*(node.start for node in nodes), len(own.weights)])
    column = np.array([column for node in nodes for column in node.columns])
    above = np.full(len(nodes), -1)
    above[column[column >= n] - n] = np.flatnonzero(column >= n)
    counted = np.flatnonzero(own.parts_with_figures)
    return Shape(n, first, column, above, np.searchsorted(counted, first), counted)


def weighing(problem: Problem, own: Candidates, scheme: int, base: Floats) -> Weighing:
    """Lay out how a set's indicators are weighed.

    Parameters
    ----------
    scheme : int
        Which of the set's.
    base : ndarray, shape (n_parts,)
        The definition's weights, or those that a method found.
    """
    how = own.schemes[scheme]
    factors = [own.drops] if problem.varies("drop") else []
    factors += own.subsets if problem.varies("subsets") else ()
    most = (max((gone.shape[k] for gone in factors), default=0) for k in (0, 1))
    left = np.full((len(factors), *most), -1)
    for rows, gone in zip(left, factors, strict=True):
        rows[: len(gone), : gone.shape[1]] = gone
    table = np.zeros((0, 0)) if how.table is None else how.table
    if how.low is not None and how.high is not None:
        table = np.stack([how.low, how.high - how.low], axis=1)
    shares = np.zeros((0, len(base)))
    if how.kind in ("fixed", "relative") and len(factors) < 2:
        shares = _shares(own, base, factors[0] if factors else np.zeros((0, 0), dtype=np.int64))
    changed = [np.flatnonzero(row != shares[0]) for row in shares]
    return Weighing(
        _KINDS[how.kind],
        how.share,
        np.ascontiguousarray(base),
        np.ascontiguousarray(table),
        left,
        np.array([len(gone) for gone in factors], dtype=np.int64),
        shares,
        np.cumsum([0, *map(len, changed)]).astype(np.uint64),
        np.concatenate([np.zeros(0, dtype=np.uint64), *changed]).astype(np.uint64),
        np.concatenate([np.zeros(0), *(row[rows] for row, rows in zip(shares, changed, strict=True))]),
    )


def _shares(own: Candidates, base: Floats, gone: Integers) -> Floats:
    """Weights scaled within their levels, with nothing left out and for each choice of what is."""
    table = np.repeat(base[:, None], 1 + len(gone), axis=1)
    for k, rows in enumerate(gone, start=1):
        table[rows[rows >= 0], k] = 0.0
    with np.errstate(invalid="ignore"):
        return np.ascontiguousarray(scale_within(own.tree, table).T)


def means_of(prepared: Prepared, way: Way, sources: tuple[int, ...]) -> Means:
    """Lay out the values of a tree that is one mean."""
    assert way.power is not None
    terms = prepared.terms(way, sources)
    common, n_common = _common(terms)
    return Means(
        np.ascontiguousarray(terms.mean),
        np.ascontiguousarray(terms.own, dtype=np.float32),
        common.astype(np.float32),
        n_common,
        BACK[way.power],
    )


def wide_of(means: Means) -> Wide:
    """Lay the same values out along the areas."""

    def strips(values: NDArray[Any]) -> NDArray[Any]:
        *before, n_areas, n = values.shape
        n_strips = -(-n_areas // STRIP)
        found = np.zeros((*before, n_strips * STRIP, n), dtype=values.dtype)
        found[..., :n_areas, :] = values
        return np.ascontiguousarray(found.reshape(*before, n_strips, STRIP, n).swapaxes(-1, -2))

    return Wide(strips(means.mean), strips(means.own), strips(means.common), means.n_common, means.back)


def levels_of(
    own: Candidates, prepared: Prepared, ways: Sequence[Way], sources: tuple[int, ...], *, partial: bool
) -> Levels:
    """Lay out the values of a tree that is brought together level by level."""
    nodes, n, parts = own.tree.nodes, len(own.tree.indicators), len(own.weights)
    n_areas = len(prepared.shown)
    mean, variance = np.full((n_areas, parts), np.nan), np.zeros((len(sources), n_areas, parts))
    common = list[tuple[int, int, Floats]]()
    n_common = np.zeros(len(sources), dtype=np.int64)
    for node, way in zip(nodes, ways, strict=True):
        terms = prepared.terms(way, sources)
        for row, column in enumerate(node.columns, start=node.start):
            if column < n:
                mean[:, row], variance[:, :, row] = terms.mean[:, column], terms.own[:, :, column]
                common.append((row, column, _common(terms)[0]))
                n_common = _common(terms)[1]
    most = max((part.shape[1] for *_, part in common), default=0)
    together = np.zeros((len(sources), most, n_areas, parts))
    for row, column, part in common:
        together[..., row] = part[..., column]
    there = ~np.isnan(mean)
    return Levels(
        np.where(there, mean, 0.0),
        there.astype(float),
        variance,
        together,
        n_common,
        np.array([BACK[way.power or 0.0] for way in ways]),
        np.array([way.floor for way in ways]),
        np.array([node.needed for node in nodes]),
        np.concatenate([np.divide(node.stated, max(node.stated)) for node in nodes]),
        partial,
    )


def _common(terms: Terms) -> tuple[Floats, Integers]:
    """What errors have in common, of all sources; and how many each has."""
    found = [len(part) for part in terms.common] or [0] * len(terms.own)
    together = np.zeros((len(terms.own), max(found, default=0), *terms.mean.shape))
    for mine, part in zip(together, terms.common, strict=False):
        mine[: len(part)] = part
    return together, np.array(found, dtype=np.int64)


def counts_of(problem: Problem, bins: Bins, tally: Tally) -> Counts:
    """What a tally counts in, to be added to in place."""
    none = np.zeros((0, 0), dtype=np.int64)
    pairs = tally.pairs
    return Counts(
        problem.base_ranks,
        tally.ranks,
        bins.width,
        tally.scores,
        bins.low,
        bins.n_scores / (bins.high - bins.low),
        none if pairs is None else pairs.above,
        np.zeros(0, dtype=np.int64) if pairs is None else pairs.shift,
        np.zeros(0, dtype=np.int64) if pairs is None else pairs.squared,
        np.zeros(0, dtype=np.int64) if pairs is None else pairs.swapped,
    )


def steps_of(prepared: Prepared) -> Floats:
    """Steps of the grid that a combination's scores are equal on, in 1."""
    return steps_in_one(np.array([prepared.scale]))
