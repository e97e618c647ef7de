"""Run a problem's draws block by block, on one core or many."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import warn
from omradesindex.errors import OmradesindexError
from omradesindex.subjects.robustness.copies import firsts
from omradesindex.subjects.robustness.draws import block_size, draw, every_block, score_block, strips
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.run_words import WORKERS_DIED
from omradesindex.subjects.robustness.tally import Bins, Tally

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

#: Called with the number of draws done and the number asked for.
Progress = Callable[[int, int], None]

#: Counts some blocks.
Work = Callable[[list[tuple[int, int]]], Tally]

# Blocks that are counted together, by an executor's worker or here.
_BLOCKS = 4
# Tasks that an executor is given before the first has come back.
_AHEAD = 16
# How often some blocks are handed to an executor before they are counted here.
_TRIES = 3


def blocks_of(problem: Problem, n: int) -> Iterator[tuple[int, int]]:
    """Number and size of each block of ``n`` draws."""
    size = block_size(problem)
    for number, start in enumerate(range(0, n, size)):
        yield number, min(size, n - start)


def count_blocks(problem: Problem, bins: Bins, seed: int, blocks: list[tuple[int, int]]) -> Tally:
    """Draw, score and count some blocks; what an executor's worker does."""
    tally = Tally.empty(problem, bins)
    for number, size in blocks:
        block = draw(problem, seed, number, size)
        for where in strips(problem, size):
            part = block.part(where)
            tally.count(problem, bins, part, score_block(problem, part))
    return tally


def run(
    problem: Problem,
    n: int,
    seed: int,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Tally, Bins, bool]:
    """Draw, score and count.

    Returns
    -------
    Tally
    Bins
    bool
        Whether it was interrupted; then what had been counted is what is there.
    """
    bins = Bins.of(problem)
    tally = Tally.empty(problem, bins)
    work = partial(count_blocks, problem, bins, seed)
    counted = _in_turn(work, problem, n) if executor is None else _on(executor, work, problem, n)
    try:
        with closing(counted):
            for part in counted:
                tally = tally.plus(part)
                if progress is not None:
                    progress(tally.n, n)
    except KeyboardInterrupt:
        return tally, bins, True
    return tally, bins, False


def run_all(problem: Problem, most: int = 10_000_000) -> tuple[Tally, Bins, Integers]:
    """Score and count every combination of choices.

    Returns
    -------
    Tally
        Sets with different numbers of combinations weigh the same.
    Bins
    ndarray of int
        The combinations that give scores of their own, as positions among them all.
    """
    bins = Bins.of(problem)
    tally = Tally.empty(problem, bins)

    def counted() -> Iterator[Floats]:
        for block, times in every_block(problem, most):
            scores = score_block(problem, block)
            places = np.repeat(np.arange(len(block)), times)
            tally.count(problem, bins, block.take(places), scores[:, places])
            yield scores

    return tally, bins, firsts(problem, counted())


def _in_turn(work: Work, problem: Problem, n: int) -> Generator[Tally, None, None]:
    blocks = blocks_of(problem, n)
    while some := list(islice(blocks, _BLOCKS)):
        yield work(some)


def _on(executor: Executor, work: Work, problem: Problem, n: int) -> Generator[Tally, None, None]:
    """Keep an executor busy without handing it everything at once.

    Results are taken in turn, so that an interrupted run holds the first draws, whoever made them.
    """
    blocks, waiting = blocks_of(problem, n), deque[tuple[list[tuple[int, int]], Future[Tally] | None]]()
    told = False
    try:
        while True:
            while len(waiting) < _AHEAD and (some := list(islice(blocks, _BLOCKS))):
                waiting.append((some, _handed(executor, work, some)))
            if not waiting:
                return
            tally = _tried(executor, work, *waiting[0])
            if tally is None:
                # The same draws, whoever makes them: nothing of what is done is lost.
                if not told:
                    warn(WORKERS_DIED.in_())
                told, tally = True, work(waiting[0][0])
            yield tally
            waiting.popleft()
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _handed(executor: Executor, work: Work, some: list[tuple[int, int]]) -> Future[Tally] | None:
    """Hand some blocks to an executor; None where it takes no more, since a worker of it has died."""
    try:
        return executor.submit(work, some)
    except BrokenExecutor:
        return None


def _tried(
    executor: Executor, work: Work, some: list[tuple[int, int]], future: Future[Tally] | None
) -> Tally | None:
    """Wait for some blocks, and hand them out again where a worker died with them; None if that is no use."""
    for _ in range(_TRIES):
        if future is None:
            return None
        failure = future.exception()
        if failure is None:
            return future.result()
        if isinstance(failure, OmradesindexError):
            raise failure
        future = _handed(executor, work, some)
    return None
