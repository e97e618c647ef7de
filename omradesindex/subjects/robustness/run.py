"""Run a problem's draws block by block, on one core or many."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import warn
from omradesindex.errors import ComputeError, OmradesindexError
from omradesindex.subjects.robustness.copies import firsts
from omradesindex.subjects.robustness.draws import block_size, draw, every_block, score_block, strips
from omradesindex.subjects.robustness.fast import Fast, kernels, worth_it
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.run_words import WORKERS_DIED
from omradesindex.subjects.robustness.tally import Bins, Tally

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]

#: Called with the number of draws done and the number asked for.
Progress = Callable[[int, int], None]

#: Numbers and sizes of blocks that are counted together.
Task = list[tuple[int, int]]
Work = Callable[[Task], Tally]

# The fewest blocks of a task.
_BLOCKS = 4
# A tally is added up, and sent, whether it counts one draw or a thousand. So a task goes on until it has a
# draw for each of an area's bins; an executor's until it has so many, but there are so many tasks, if there
# are blocks for them.
_PER_BIN, _TASKS = 16, 64
# Tasks that an executor is given before the first has come back: so many that their tallies fit these bytes.
_ROOM, _LEAST_AHEAD, _MOST_AHEAD = 2**30, 16, 256
# How often a task is handed to an executor before that is held to be of no use.
_TRIES = 3


def blocks_of(problem: Problem, n: int) -> Iterator[tuple[int, int]]:
    """Number and size of each block of ``n`` draws."""
    size = block_size(problem)
    for number, start in enumerate(range(0, n, size)):
        yield number, min(size, n - start)


def tasks_of(problem: Problem, n: int, most: int) -> Iterator[Task]:
    """So many blocks at a time, fewer in the last."""
    blocks = blocks_of(problem, n)
    while task := list(islice(blocks, most)):
        yield task


def count_blocks(problem: Problem, bins: Bins, seed: int, fast: Fast | None, blocks: Task) -> Tally:
    """Draw, score and count some blocks; what an executor's worker does, by machine code if it has that."""
    tally, block = Tally.empty(problem, bins), None
    machine = None if fast is None else kernels()
    for number, size in blocks:
        if fast is not None and machine is not None:
            block = draw(problem, seed, number, size, used=block, generator=machine.generator)
            fast.count(tally, block)
            continue
        block = draw(problem, seed, number, size, used=block)
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
    fast: bool | None = None,
) -> tuple[Tally, Bins, bool]:
    """Draw, score and count.

    Parameters
    ----------
    fast : bool, optional
        Whether by machine code, which gives the same answer; where that is worth it, if left out.

    Returns
    -------
    Tally
    Bins
    bool
        Whether it was interrupted; then what had been counted is what is there.

    Raises
    ------
    ComputeError
        The executor has counted nothing.
    """
    bins = Bins.of(problem)
    tally = Tally.empty(problem, bins)
    if fast is None:
        fast = worth_it(problem, n)
    work = partial(count_blocks, problem, bins, seed, Fast(problem, bins) if fast else None)
    size, of_an_area = block_size(problem), tally.ranks.shape[1] + tally.scores.shape[1]
    if executor is None:
        counted = _here(work, tasks_of(problem, n, max(of_an_area // size, _BLOCKS)))
    else:
        blocks = max(min(n // size // _TASKS, _PER_BIN * of_an_area // size), _BLOCKS)
        ahead = _ROOM // (tally.ranks.nbytes + tally.scores.nbytes)
        ahead = max(_LEAST_AHEAD, min(ahead, _MOST_AHEAD))
        counted = _on(executor, work, tasks_of(problem, n, blocks), ahead)
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


def _here(work: Work, tasks: Iterator[Task]) -> Generator[Tally, None, None]:
    for task in tasks:
        yield work(task)


def _on(executor: Executor, work: Work, tasks: Iterator[Task], ahead: int) -> Generator[Tally, None, None]:
    """Keep an executor busy without handing it everything at once.

    Results are taken in turn, so that an interrupted run holds the first draws, whoever made them.
    """
    waiting, came = deque[tuple[Task, Future[Tally]]](), False
    try:
        while True:
            for task in islice(tasks, ahead - len(waiting)):
                waiting.append((task, _handed(executor, work, task)))
            if not waiting:
                return
            tally = _tried(executor, work, *waiting[0])
            if isinstance(tally, Exception):
                break
            yield tally
            came = True
            waiting.popleft()
        if not came:
            raise _nothing_came(tally) from tally
        # The same draws, whoever makes them: nothing of what is done is lost.
        warn(WORKERS_DIED.in_())
        for task, future in waiting:
            yield future.result() if _is_done(future) else work(task)
        yield from _here(work, tasks)
    finally:
        for _, future in waiting:
            future.cancel()


def _handed(executor: Executor, work: Work, task: Task) -> Future[Tally]:
    """Hand a task to an executor; where it takes no more, that is how the task failed."""
    try:
        return executor.submit(work, task)
    except Exception as failure:  # noqa: BLE001 each executor has its own
        refused = Future[Tally]()
        refused.set_exception(failure)
        return refused


def _tried(
    executor: Executor, work: Work, task: Task, future: Future[Tally], left: int = _TRIES
) -> Tally | Exception:
    """Wait for a task, and hand it out again where it failed, as it does when a worker dies."""
    try:
        return future.result()
    except OmradesindexError:
        raise
    except Exception as failure:  # noqa: BLE001 each executor has its own
        if left == 1:
            return failure
    return _tried(executor, work, task, _handed(executor, work, task), left - 1)


def _is_done(future: Future[Tally]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _nothing_came(failure: Exception) -> ComputeError:
    kind = f"{type(failure).__module__.partition('.')[0]}: {type(failure).__qualname__}"
    return ComputeError(
        f"the executor's workers have counted nothing, tried {_TRIES} times ({kind})",
        where="robustness, executor",
        expected="workers with memory enough, and with the same versions of omradesindex and what it needs",
        remedy="see what the workers tell, or leave executor= out and count in this process",
    )
