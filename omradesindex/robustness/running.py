"""Run a problem's draws block by block, on one core or many."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, wait
from itertools import islice

from omradesindex.robustness.drawing import block_size, draw, every_block, score_block
from omradesindex.robustness.problem import Problem
from omradesindex.robustness.tally import Bins, Tally

#: Called with the number of draws done and the number asked for.
Progress = Callable[[int, int], None]

# Blocks that are counted together, by an executor's worker or here.
_BLOCKS = 4


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
        tally.count(problem, bins, block, score_block(problem, block))
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
    blocks = blocks_of(problem, n)
    try:
        if executor is None:
            while some := list(islice(blocks, _BLOCKS)):
                # Counted aside and then added, so that what is interrupted leaves nothing half.
                tally.add(count_blocks(problem, bins, seed, some))
                if progress is not None:
                    progress(tally.n, n)
        else:
            _run_on(executor, problem, bins, seed, blocks, tally, progress, n)
    except KeyboardInterrupt:
        return tally, bins, True
    return tally, bins, False


def run_all(problem: Problem, most: int = 10_000_000) -> tuple[Tally, Bins]:
    """Score and count every combination of choices."""
    bins = Bins.of(problem)
    tally = Tally.empty(problem, bins)
    for block in every_block(problem, most):
        tally.count(problem, bins, block, score_block(problem, block))
    return tally, bins


def _run_on(
    executor: Executor,
    problem: Problem,
    bins: Bins,
    seed: int,
    blocks: Iterator[tuple[int, int]],
    tally: Tally,
    progress: Progress | None,
    n: int,
) -> None:
    """Keep an executor busy without handing it everything at once."""
    waiting = set[Future[Tally]]()
    try:
        while True:
            while len(waiting) < 16 and (some := list(islice(blocks, _BLOCKS))):
                waiting.add(executor.submit(count_blocks, problem, bins, seed, some))
            if not waiting:
                return
            done, waiting = wait(waiting, return_when="FIRST_COMPLETED")
            for future in done:
                tally.add(future.result())
            if progress is not None:
                progress(tally.n, n)
    finally:
        for future in waiting:
            future.cancel()
