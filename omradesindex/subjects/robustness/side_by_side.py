"""Groups scored in the same draws: one choice of methods and weights for all, errors of each one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.robustness.copies import without_copies
from omradesindex.subjects.robustness.draws import Block, draw, every_block, score_block
from omradesindex.subjects.robustness.problem import Candidates, Problem
from omradesindex.subjects.robustness.run import blocks_of
from omradesindex.subjects.robustness.score import Linked, Prepared

Floats = NDArray[np.float64]

# Draws that gaps are counted over, fewer where areas are many.
_DRAWS, _LEAST, _ROOM = 10_000, 1_000, 5_000_000
_MOST_OF_ALL = 100_000


def side_by_side(problems: Sequence[Problem]) -> Problem:
    """Stack the groups' areas as the rows of one problem.

    Parameters
    ----------
    problems : sequence of Problem
        Of one index, one for each group, measured with the same sticks.

    Returns
    -------
    Problem
        Its areas are the first group's, then the second's, and so on. In a draw all have the same choices,
        and errors of their own.
    """
    first = problems[0]
    stacked = replace(
        first,
        areas=tuple(f"{k}:{area}" for k, problem in enumerate(problems) for area in problem.areas),
        base_scores=np.concatenate([problem.base_scores for problem in problems]),
        sets=tuple(_stacked(own) for own in zip(*(problem.sets for problem in problems), strict=True)),
        n_errors=max(problem.n_errors for problem in problems),
    )
    return without_copies(stacked)


def _stacked(own: tuple[Candidates, ...]) -> Candidates:
    """One set of indicators of all groups."""
    prepared = [
        Prepared(
            np.concatenate([one.shown for one in same]),
            np.concatenate([one.errors for one in same], axis=2),
            all(one.complete for one in same),
            tuple(
                _linked(of_groups, [len(one.shown) for one in same])
                for of_groups in zip(*(one.linked for one in same), strict=True)
            ),
        )
        for same in zip(*(candidates.prepared for candidates in own), strict=True)
    ]
    ways = tuple(
        tuple(replace(same[0], floor=min(way.floor for way in same)) for same in zip(*nodes, strict=True))
        for nodes in zip(*(candidates.ways for candidates in own), strict=True)
    )
    return replace(own[0], prepared=tuple(prepared), ways=ways)


def _linked(groups: Sequence[Linked], sizes: Sequence[int]) -> Linked:
    """How errors hang together in the stacked areas: in each group as it is there."""
    n = groups[0].own.shape[1]
    most = max(len(one.common) for one in groups)
    own = [np.broadcast_to(one.own, (size, n)) for one, size in zip(groups, sizes, strict=True)]
    common = np.zeros((most, sum(sizes), n))
    start = 0
    for one, size in zip(groups, sizes, strict=True):
        common[: len(one.common), start : start + size] = one.common
        start += size
    return Linked(np.concatenate(own), common)


def scores_in_draws(problem: Problem, n: int | Literal["all"], seed: int) -> Iterator[tuple[Floats, Floats]]:
    """Score the stacked areas in every draw, block by block.

    Yields
    ------
    scores : ndarray, shape (n_rows, n_draws)
    own : ndarray of bool, shape (n_draws,)
        Whether the draw uses the index's own normalisation, so that its points are the index's.
    """
    for block in _blocks(problem, n, seed):
        yield score_block(problem, block), block.codes % problem.sizes[-1] == 0


def _blocks(problem: Problem, n: int | Literal["all"], seed: int) -> Iterator[Block]:
    if n == "all":
        for block, _ in every_block(problem, _MOST_OF_ALL):
            yield block
        return
    most = int(np.clip(_ROOM // len(problem.areas), _LEAST, _DRAWS))
    for number, size in blocks_of(problem, min(n, most)):
        yield draw(problem, seed, number, size)
