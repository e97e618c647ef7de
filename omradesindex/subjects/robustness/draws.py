"""Blocks of draws: at random from a seed, or from given uniforms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise, product
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError, listing
from omradesindex.methods.functions import normal_quantile
from omradesindex.subjects.robustness.problem import CHOICES, Problem, starts_of
from omradesindex.subjects.robustness.score import collapses, score
from omradesindex.subjects.robustness.weights import draw_weights, effective, scale_within, within_width

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

# Numbers that a block may hold in one array, and those that are worked on at a time: few enough for a
# processor's nearer memory, enough that a call of numpy's costs little. They decide how many draws there are
# in a block, and in a strip of one.
_ROOM, _STRIP_ROOM = 2**20, 2**19
_MOST, _LEAST = 2**15, 16


@dataclass(frozen=True)
class Block:
    """Draws, those of the same combination of choices side by side.

    Attributes
    ----------
    codes : ndarray of int, shape (n_draws,)
        Number of each draw's combination; never falling.
    uniforms : ndarray, shape (n_parts, n_draws), or None
        For the weights.
    drop : ndarray, shape (n_draws,), or None
        Which indicators are left out.
    subsets : ndarray, shape (n_nodes, n_draws), or None
        Which indicators are chosen in each node.
    errors : ndarray, float32 or float64, shape (n_sources, n_errors, n_areas, n_draws)
        Standard normal; no sources where values are taken as they are.
    given : ndarray, shape (n_parts, n_draws), or None
        Weights that stand in the place of drawn ones, what is left out having none.
    """

    codes: Integers
    uniforms: Floats | None
    drop: Floats | None
    subsets: Floats | None
    errors: NDArray[np.floating[Any]]
    given: Floats | None = None

    def __len__(self) -> int:
        return len(self.codes)

    def part(self, where: slice) -> Block:
        """Some of the draws, side by side; a view."""
        return Block(
            self.codes[where],
            None if self.uniforms is None else self.uniforms[:, where],
            None if self.drop is None else self.drop[where],
            None if self.subsets is None else self.subsets[:, where],
            self.errors[..., where],
            None if self.given is None else self.given[:, where],
        )

    def take(self, places: Integers) -> Block:
        """Some of the draws, in the order of their combinations; a copy."""
        return Block(
            self.codes[places],
            None if self.uniforms is None else self.uniforms[:, places],
            None if self.drop is None else self.drop[places],
            None if self.subsets is None else self.subsets[:, places],
            self.errors[..., places],
            None if self.given is None else self.given[:, places],
        )


def block_size(problem: Problem) -> int:
    """How many draws a block holds: decided by the problem alone, so that no answer depends on workers."""
    return int(np.clip(_fitting(problem, _ROOM), _LEAST, _MOST))


def strips(problem: Problem, size: int) -> list[slice]:
    """Parts of a block that are worked on at a time."""
    step = max(_fitting(problem, _STRIP_ROOM), _LEAST)
    return [slice(start, min(start + step, size)) for start in range(0, size, step)]


def _fitting(problem: Problem, room: int) -> int:
    """The power of two of draws whose largest array fits."""
    rows = max(len(problem.areas) * max(1, problem.n_errors), *(len(c.weights) for c in problem.sets))
    return int(2 ** int(np.log2(max(room // rows, 1))))


def draw(
    problem: Problem,
    seed: int,
    number: int,
    size: int,
    *,
    used: Block | None = None,
    generator: Callable[[np.random.SFC64], Any] = np.random.Generator,
) -> Block:
    """Draw a block; the same seed and number give the same block, whoever draws it.

    Parameters
    ----------
    seed : int
    number : int
        Which block.
    size : int
        How many draws; fewer only in the last.
    used : Block, optional
        One that nobody needs any more: memory that is written anew costs less than new memory.
    generator : callable
        What draws: numpy's, or one that draws the same numbers.
    """
    rng = generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(number,))))
    picks = {
        name: levels[rng.integers(len(levels), size=size)] if len(levels) > 1 else levels
        for name, levels in ((name, problem.active[name]) for name in CHOICES)
    }
    # What else is drawn is independent of the combination, so that draws may be put in order first.
    drawn = np.bincount(np.broadcast_to(problem.code(picks), size))
    codes = np.repeat(np.arange(len(drawn)), drawn)
    again = used if used is not None and len(used) == size else None
    return Block(
        codes,
        rng.random((problem.n_parts, size), out=again and again.uniforms) if problem.n_parts else None,
        rng.random(size) if problem.varies("drop") else None,
        rng.random((problem.n_subsets, size)) if problem.n_subsets else None,
        # An error needs no more than single precision.
        rng.standard_normal(
            (len(problem.varying_sources), problem.n_errors, len(problem.areas), size),
            dtype=np.float32,
            out=again and again.errors,
        ),
    )


def columns_of(problem: Problem) -> dict[str, slice]:
    """Which columns of a design of uniforms belong to each factor that varies."""
    found, start = dict[str, slice](), 0
    for factor in problem.factors:
        if factor.name == "weights":
            several = len(problem.active["weights"]) > 1
            width = int(several) + problem.n_parts
        elif factor.name == "subsets":
            width = problem.n_subsets
        elif factor.name in problem.sources:
            width = problem.n_errors * len(problem.areas)
        else:
            width = 1
        found[factor.name] = slice(start, start + width)
        start += width
    return found


def block_from(problem: Problem, design: Floats) -> tuple[Block, Integers]:
    """Make a block of uniforms.

    Parameters
    ----------
    design : ndarray, shape (n_draws, n_columns)
        In [0, 1); columns as :func:`columns_of` says.

    Returns
    -------
    Block
    ndarray of int
        Which row of the design each draw of the block came from.
    """
    columns = columns_of(problem)
    m = len(design)
    own = {name: np.ascontiguousarray(design[:, where].T) for name, where in columns.items()}
    picks = dict[str, Integers]()
    for name in CHOICES:
        levels = problem.active[name]
        if len(levels) > 1:
            picks[name] = levels[(own[name][0] * len(levels)).astype(np.intp)]
        else:
            picks[name] = np.full(m, levels[0])
    codes = problem.code(picks)
    order = np.argsort(codes, kind="stable")
    uniforms = own["weights"][-problem.n_parts :, order] if problem.n_parts else None
    drop = own["drop"][0, order] if "drop" in own else None
    subsets = own["subsets"][:, order] if "subsets" in own else None
    shape = (problem.n_errors, len(problem.areas), m)
    errors = [
        normal_quantile(np.clip(own[s][:, order], 1e-15, 1 - 1e-15)).reshape(shape)
        for s in problem.varying_sources
    ]
    stacked = np.stack(errors) if errors else np.empty((0, *shape))
    return Block(codes[order], uniforms, drop, subsets, stacked), order


def n_combinations(problem: Problem) -> int:
    """How many combinations of choices there are, where no factor is continuous."""
    ways = int(np.prod([len(problem.active[name]) for name in CHOICES[1:]], dtype=object))
    return ways * sum(int(np.prod(_sizes(problem, s), dtype=object)) for s in problem.active["set"])


def _sizes(problem: Problem, place: int) -> list[int]:
    """In how many ways a set's indicators are left out, and chosen in each dimension."""
    candidates = problem.sets[place]
    drops = [len(candidates.drops)] if problem.varies("drop") else []
    return [*drops, *(len(gone) for gone in candidates.subsets if problem.varies("subsets"))]


def every_block(problem: Problem, most: int) -> list[tuple[Block, int]]:
    """Every combination of choices once, a block for each set.

    Returns
    -------
    list of (Block, int)
        Each with how many times it counts: sets with different numbers of combinations weigh the same.

    Raises
    ------
    MethodError
        A factor that is continuous, or more combinations than ``most``.
    """
    if continuous := problem.continuous:
        raise MethodError(
            f"the factor {listing(continuous)} is continuous, so its combinations cannot be counted up",
            where="robustness, n='all'",
            remedy="give a number of draws, or leave the factor out",
        )
    total = n_combinations(problem)
    if total > most:
        raise MethodError(
            f"there are {total} combinations",
            where="robustness, n='all'",
            expected=f"at most {most}",
            remedy="give a number of draws",
        )
    choices = np.array(list(product(*(problem.active[name] for name in CHOICES[1:]))), dtype=np.intp)
    counts = {s: int(np.prod(_sizes(problem, s))) for s in problem.active["set"]}
    each = lcm(*counts.values())
    found = []
    for s, n in counts.items():
        sizes = _sizes(problem, s)
        picked = np.stack(np.unravel_index(np.arange(n), sizes)) if sizes else np.empty((0, n), dtype=np.intp)
        uniforms = np.tile((picked + 0.5) / np.array(sizes, dtype=float)[:, None], len(choices))
        codes = problem.code(
            {"set": np.full(len(choices), s), **dict(zip(CHOICES[1:], choices.T, strict=True))}
        )
        order = np.argsort(codes)
        dropping = problem.varies("drop")
        block = Block(
            np.repeat(codes[order], n),
            None,
            uniforms[0] if dropping else None,
            uniforms[int(dropping) :] if problem.n_subsets else None,
            np.empty((0, problem.n_errors, len(problem.areas), len(codes) * n)),
        )
        found.append((block, each // n))
    return found


def runs(codes: Integers) -> list[tuple[int, slice]]:
    """Where each number stands in a list that never falls."""
    ends = [*starts_of(codes), len(codes)]
    return [(int(codes[a]), slice(int(a), int(b))) for a, b in pairwise(ends)]


def weights_of(problem: Problem, block: Block, where: slice) -> Floats:
    """Weights of draws that share set and scheme, scaled within each level; shape ``(n_parts, n_draws)``."""
    codes = block.codes[where]
    number = int(codes[0]) // int(np.prod(problem.sizes[2:]))
    candidates = problem.sets[number // problem.sizes[1]]
    if block.given is not None:
        return scale_within(candidates.tree, block.given[: len(candidates.weights), where].copy())
    k = number % problem.sizes[1]
    scheme, base = candidates.schemes[k], candidates.weights
    per_way = int(np.prod(problem.sizes[3:]))
    if (k, int(codes[0]) % per_way) in candidates.learnt:
        combination = codes % per_way
        found = np.unique(combination)
        table = np.stack([candidates.learnt[k, int(c)] for c in found], axis=1)
        base = table[:, np.searchsorted(found, combination)]
    uniforms = None if block.uniforms is None else block.uniforms[:, where]
    if uniforms is None:
        weights = np.array(
            np.broadcast_to(base if base.ndim == 2 else base[:, None], (len(base), len(codes)))
        )
    else:
        weights = draw_weights(scheme, base, uniforms)
    if block.drop is not None:
        _leave_out(weights, candidates.drops, block.drop[where])
    if block.subsets is not None:
        for gone, u in zip(candidates.subsets, block.subsets[:, where], strict=False):
            _leave_out(weights, gone, u)
    scale_within(candidates.tree, weights)
    if scheme.kind == "relative":
        assert uniforms is not None
        within_width(candidates.tree, weights, scheme.share, uniforms, candidates.parts_with_figures)
    return weights


def _leave_out(weights: Floats, gone: Integers, u: Floats) -> None:
    """Take the weight of what is left out, in place; rows of ``gone`` are the choices, −1 is nothing."""
    chosen = gone[(u * len(gone)).astype(np.intp)]
    for rows in chosen.T:
        draws = np.flatnonzero(rows >= 0)
        weights[rows[draws], draws] = 0.0


def score_block(problem: Problem, block: Block) -> Floats:
    """Scores of the index, shape ``(n_areas, n_draws)``; NaN where an area has none."""
    # The longer way lies side by side: draws, or the areas of a draw.
    found = np.empty((len(problem.areas), len(block)), order="F" if len(problem.areas) > len(block) else "C")
    per_scheme = int(np.prod(problem.sizes[2:]))
    per_way = int(np.prod(problem.sizes[3:]))
    sources = tuple(problem.sources.index(s) for s in problem.varying_sources)
    for number, where in runs(block.codes // per_scheme):
        candidates = problem.sets[number // problem.sizes[1]]
        weights = weights_of(problem, block, where)
        whole = None
        for code, inner in runs(block.codes[where]):
            ways = candidates.ways[code // per_way % problem.sizes[2]]
            prepared = candidates.prepared[code % per_way]
            if prepared.complete and collapses(ways) and whole is None:
                whole = effective(candidates.tree, weights)
            at = slice(where.start + inner.start, where.start + inner.stop)
            found[:, at] = score(
                prepared,
                candidates.tree,
                ways,
                weights[:, inner],
                None if whole is None else whole[:, inner],
                block.errors[..., at],
                sources,
                partial=problem.partial,
            )
    return found


def design_of(problem: Problem, block: Block) -> Mapping[str, NDArray[np.object_] | Floats]:
    """What each draw of a block is: level of each factor, and the weights."""
    levels = problem.levels_of(block.codes)
    names = {factor.name: factor.levels for factor in problem.factors}
    found: dict[str, NDArray[np.object_] | Floats] = {}
    for factor in problem.factors:
        if factor.name in CHOICES:
            found[factor.name] = np.array(names[factor.name], dtype=object)[levels[factor.name]]
    per_scheme = int(np.prod(problem.sizes[2:]))
    parts = dict.fromkeys(part for c in problem.sets for part in c.tree.parts)
    table = {part: np.full(len(block), np.nan) for part in parts}
    for number, where in runs(block.codes // per_scheme):
        weights = weights_of(problem, block, where)
        for part, row in zip(problem.sets[number // problem.sizes[1]].tree.parts, weights, strict=True):
            table[part][where] = row
    found.update({f"weight:{part}": values for part, values in table.items()})
    return found
