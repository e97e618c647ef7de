"""Count blocks of draws in machine code, where the extra ``fast`` is there: the same answer, sooner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import warn
from omradesindex.methods.equal import steps_in_one
from omradesindex.subjects.robustness.draws import Block, runs, score_block
from omradesindex.subjects.robustness.fast_layout import (
    BACK,
    Counts,
    Levels,
    Means,
    Shape,
    Weighing,
    Wide,
    counts_of,
    levels_of,
    means_of,
    shape_of,
    steps_of,
    weighing,
    wide_of,
)
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST
from omradesindex.subjects.robustness.run_words import CANNOT_BE_FASTER, WOULD_BE_FASTER
from omradesindex.subjects.robustness.score import Way, collapses
from omradesindex.subjects.robustness.tally import Bins, Tally

Floats = NDArray[np.float64]

#: So many draws of fourteen areas are worth it; of more areas, as many scores.
FROM = 4_000_000
SCORES = 14 * FROM

# Scores that are ranked at a time: few enough to stay in a processor's nearer memory.
_ROOM = 2**16
_LEAST, _MOST = 16, 4000


class Machine(NamedTuple):
    """The kernels: those that score, those that count, and what draws."""

    scores: ModuleType
    counts: ModuleType
    generator: Callable[[np.random.SFC64], Any]


@cache
def kernels() -> Machine | None:
    """Machine code; None where numba is not there, or is of no use."""
    try:
        from numba import config

        from omradesindex.subjects.robustness import fast_counts, fast_draws, fast_scores
    except (ImportError, AttributeError, OSError, RuntimeError):
        return None  # it is broken, or there is nowhere to keep what is compiled
    if config.DISABLE_JIT:
        return None
    # Another version of numpy may draw in another way, which is then how it is drawn.
    generator = fast_draws.Generator if fast_draws.agrees() else np.random.Generator
    return Machine(fast_scores, fast_counts, generator)


def worth_it(problem: Problem, n: int) -> bool:
    """Whether machine code is to count so many draws.

    It takes a second or two to load, and a quarter of a minute to make the first time: about what it saves
    of :data:`FROM` draws of fourteen areas. Where more draws than that are asked for without it, a warning
    says that it is to be had, or is of no use.
    """
    if not problem.factors or n * len(problem.areas) < SCORES:
        return False
    if kernels() is not None:
        return True
    if n > FROM and all(covers(ways) for own in problem.sets for ways in own.ways):
        warn((CANNOT_BE_FASTER if find_spec("numba") else WOULD_BE_FASTER).in_())
    return False


def covers(ways: tuple[Way, ...]) -> bool:
    """Whether scores that are brought together so are made in machine code."""
    return all(way.power in BACK and way.remade is None for way in ways)


@dataclass
class Group:
    """What machine code needs to score the draws of one combination of choices."""

    shape: Shape
    weighing: Weighing
    values: Means | Wide | Levels
    steps: Floats

    @property
    def wide(self) -> bool:
        """Whether draws are scored along the areas."""
        return isinstance(self.values, Wide)


@dataclass
class Fast:
    """Counts a problem's draws; what machine code does not know how to score is scored by numpy.

    Attributes
    ----------
    problem : Problem
    bins : Bins
    """

    problem: Problem
    bins: Bins
    _shapes: dict[int, Shape] = field(default_factory=dict)
    _groups: dict[int, Group | None] = field(default_factory=dict)

    def count(self, tally: Tally, block: Block) -> None:
        """Count a block; as :meth:`Tally.count` of its scores."""
        n = len(self.problem.areas)
        size = int(np.clip(_ROOM // n, _LEAST, _MOST))
        counts = counts_of(self.problem, self.bins, tally)
        count = _Pairs(counts) if tally.pairs is not None else _Sorted(counts, n, len(block))
        for code, where in runs(block.codes):
            for start in range(where.start, where.stop, size):
                part = slice(start, min(start + size, where.stop))
                scores, steps = self.scored(block, part, code)
                shifted = count(scores, steps, start, code % self.problem.sizes[-1] == 0)
                if shifted is None:
                    tally.count(self.problem, self.bins, block.part(part), np.ascontiguousarray(scores))
                    continue
                tally.n += part.stop - start
                tally.group_n[code] += part.stop - start
                tally.group_shift[code] += shifted
        count.done()

    def scored(self, block: Block, part: slice, code: int) -> tuple[Floats, Floats]:
        """Score some draws of one combination of choices.

        Returns
        -------
        ndarray, shape (n_areas, n_draws)
        ndarray, shape (n_draws,) or (1,)
            The steps of the grid that the scores are equal on, in 1.
        """
        group, n, m = self.laid_out(code), len(self.problem.areas), part.stop - part.start
        machine = kernels() if group is not None else None
        if group is not None and machine is not None and (n <= PAIRWISE_MOST or group.wide or m >= _LEAST):
            scores = np.empty((m, n) if group.wide else (n, m))
            given = group.shape, group.weighing, group.values, *_drawn(block), part.start, scores
            if isinstance(group.values, Levels):
                undefined = machine.scores.score_levels(*given)
            else:
                undefined = (machine.scores.score_wide if group.wide else machine.scores.score_means)(*given)
            if not undefined:
                return scores.T if group.wide else scores, group.steps
        own = block.part(part)
        scores = np.ascontiguousarray(score_block(self.problem, own))
        return scores, steps_in_one(self.problem.scales_of(own.codes, scores))

    def laid_out(self, code: int) -> Group | None:
        """What the draws of a combination of choices are scored with; None where numpy scores them."""
        if code not in self._groups:
            self._groups[code] = self._lay_out(code)
        return self._groups[code]

    def _lay_out(self, code: int) -> Group | None:
        problem = self.problem
        number, inner = divmod(code, int(np.prod(problem.sizes[2:])))
        place, scheme = divmod(number, problem.sizes[1])
        own, combination = problem.sets[place], code % int(np.prod(problem.sizes[3:]))
        ways = own.ways[inner // int(np.prod(problem.sizes[3:]))]
        if not covers(ways):
            return None
        if place not in self._shapes:
            self._shapes[place] = shape_of(own)
        prepared = own.prepared[combination]
        sources = tuple(problem.sources.index(s) for s in problem.varying_sources)
        values: Means | Wide | Levels
        if prepared.complete and collapses(ways):
            values = means_of(prepared, ways[0], sources)
            values = wide_of(values) if len(problem.areas) > PAIRWISE_MOST else values
        else:
            values = levels_of(own, prepared, ways, sources, partial=problem.partial)
        how = weighing(problem, own, scheme, own.learnt.get((scheme, combination), own.weights))
        return Group(self._shapes[place], how, values, steps_of(prepared))


def _drawn(block: Block) -> tuple[Any, ...]:
    """What is drawn for weights, for what is left out, and for the values."""
    nothing = np.zeros((0, 0))
    chosen = nothing if block.drop is None else block.drop[None]
    if block.subsets is not None:
        chosen = block.subsets if block.drop is None else np.concatenate([chosen, block.subsets])
    return nothing if block.uniforms is None else block.uniforms, chosen, block.errors


@dataclass
class _Pairs:
    """Counts areas that are compared two by two."""

    counts: Counts

    def __call__(self, scores: Floats, steps: Floats, _: int, on_scale: bool, /) -> int | None:
        """Rank and count; the sum of differences from the base."""
        return int(_machine().counts.count_pairs(scores, steps, on_scale, self.counts))

    def done(self) -> None:
        """Everything is counted."""


class _Sorted:
    """Counts areas that are sorted: of a block an area at a time, so that its counts are near at hand."""

    def __init__(self, counts: Counts, n_areas: int, n_draws: int) -> None:
        self.counts, self.bits = counts, n_areas.bit_length()
        # Rows a power of two long would all want the same place in a processor's nearer memory.
        self.places, self.bins = np.full((2, n_areas, n_draws + 16), -1, dtype=np.int32)

    def __call__(self, scores: Floats, steps: Floats, start: int, on_scale: bool, /) -> int | None:
        """Rank; the sum of differences from the base, or None where numbers are too large for it."""
        rows = np.ascontiguousarray(scores.T)
        packed = np.empty(rows.shape, dtype=np.int64)
        code, counts, bits = _machine().counts, self.counts, self.bits
        if not code.pack(rows, steps, on_scale, counts, bits, start, packed, self.bins):
            self.bins[:, start : start + len(rows)] = -1
            return None
        packed.sort(axis=1)
        return int(code.place_sorted(packed, bits, counts, start, self.places))

    def done(self) -> None:
        """Count what has been ranked."""
        _machine().counts.count_places(self.places, self.counts.ranks)
        _machine().counts.count_places(self.bins, self.counts.scores)


def _machine() -> Machine:
    machine = kernels()
    assert machine is not None
    return machine
