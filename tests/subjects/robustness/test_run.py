"""The same seed gives the same answer, whoever works and wherever it stops."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from benchmarks.time_compute import made_up
from omradesindex.subjects.robustness.draws import block_size
from omradesindex.subjects.robustness.run_words import WORKERS_DIED
from tests.subjects.robustness.made_up import (
    EVERYTHING,
    EXAMPLE,
    INDEX,
)
from tests.subjects.robustness.only import only


def same(one: oi.types.Robustness, other: oi.types.Robustness) -> bool:
    return all(
        np.array_equal(getattr(one.tally, name), getattr(other.tally, name))
        for name in ("ranks", "scores", "group_n", "group_shift")
    ) and all(
        np.array_equal(getattr(one.tally.pairs, name), getattr(other.tally.pairs, name))
        for name in ("above", "shift", "squared", "swapped")
    )


@pytest.mark.slow
@pytest.mark.parametrize(("pool", "workers"), [(ThreadPoolExecutor, 1), (ThreadPoolExecutor, 3)])
def test_workers_change_nothing(pool, workers: int, study: oi.types.Robustness) -> None:
    options = {**EVERYTHING, "data": "sampling", "n": 6000, "sobol": False}
    with pool(workers) as executor:
        again = only(INDEX, EXAMPLE, **options, rng=3, executor=executor)
    assert block_size(study.problem) < 6000
    assert same(study, again)
    assert not same(study, only(INDEX, EXAMPLE, **options, rng=4))


def test_other_processes_give_the_same_answer(choices_only: oi.types.Robustness) -> None:
    with ProcessPoolExecutor(1) as executor:
        again = only(INDEX, EXAMPLE, **EVERYTHING, n=1000, rng=3, sobol=False, executor=executor)
    assert same(choices_only, again)


MANY: dict[str, Any] = {"drop": 1, "weights": "±25 %", "n": 400_000, "sobol": False}


class Dying(Executor):
    """A pool that loses a worker at some task, and then takes ``more`` tasks before it is of no use."""

    def __init__(self, at: int, more: int) -> None:
        self.at, self.last, self.given = at, at + more, 0

    def submit(self, work, /, *args, **named):
        if self.given >= self.last:
            raise BrokenExecutor("a worker died")
        self.given += 1
        future = Future()
        if self.given == self.at:
            future.set_exception(BrokenExecutor("a worker died"))
        else:
            future.set_result(work(*args, **named))
        return future


@pytest.mark.parametrize(("at", "more"), [(1, 99), (2, 99), (2, 0), (3, 1)])
def test_what_a_dead_worker_had_is_made_again(at: int, more: int) -> None:
    whole = only(INDEX, EXAMPLE, **MANY)
    with nullcontext() if more > 1 else pytest.warns(UserWarning, match=WORKERS_DIED.sv):
        again = only(INDEX, EXAMPLE, **MANY, executor=Dying(at, more))
    assert not again.interrupted
    assert same(whole, again)


def test_an_executor_that_is_of_no_use_from_the_start_is_one_clear_error() -> None:
    with pytest.raises(oi.errors.ComputeError) as failed:
        only(INDEX, EXAMPLE, **MANY, executor=Dying(1, 0))
    assert "counted nothing, tried 3 times (concurrent: BrokenExecutor)" in str(failed.value)
    assert "ta bort executor=" in failed.value.in_("sv")


def draws_of_a_task(areas: int, n: int) -> tuple[int, int]:
    """How many draws an executor's first task has, and how many bins each area."""
    sizes: list[int] = []

    class Noting(Executor):
        def submit(self, work, task, /):
            sizes.append(sum(size for _, size in task))
            raise KeyboardInterrupt

    index, table = made_up(areas, 3)
    figures = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)")
    study = only(index, figures, weights="±25 %", n=n, sobol=False, executor=Noting())
    return sizes[0], study.tally.ranks.shape[1] + study.tally.scores.shape[1]


def test_a_task_is_long_where_its_tally_is_large_and_there_is_enough_to_do() -> None:
    """A tally is sent whole, however few draws it holds."""
    long, bins = draws_of_a_task(400, 10**7)
    assert 8 * bins < long <= 16 * bins
    short, _ = draws_of_a_task(400, 10**5)
    assert short < long


def test_what_is_wrong_with_the_draws_is_told_as_it_is() -> None:
    class Refusing(Dying):
        def submit(self, work, /, *args, **named):
            future = Future()
            future.set_exception(oi.errors.MethodError("the figures do not fit"))
            return future

    with pytest.raises(oi.errors.MethodError, match="the figures do not fit"):
        only(INDEX, EXAMPLE, drop=1, n=50, sobol=False, executor=Refusing(1, 0))


def test_an_interrupted_run_holds_what_it_has() -> None:
    def stop(done: int, _: int) -> None:
        if done >= 200_000:
            raise KeyboardInterrupt

    study = only(INDEX, EXAMPLE, weights="±25 %", drop=1, n=10**7, progress=stop)
    assert study.interrupted
    assert 200_000 <= study.n < 600_000
    assert study.acceptability.sum(axis=1).to_numpy() == pytest.approx(1)
    assert "avbröts" in study.summary()
    assert len(study.design(0, 5)) == 5


def test_an_interrupted_run_of_many_workers_holds_the_first_draws() -> None:
    def stop(done: int, _: int) -> None:
        if done >= 100_000:
            raise KeyboardInterrupt

    options = {"weights": "±25 %", "drop": 1, "sobol": False, "rng": 2}
    with ThreadPoolExecutor(3) as executor:
        cut = only(INDEX, EXAMPLE, **options, n=10**6, progress=stop, executor=executor)
    assert cut.interrupted
    assert same(cut, only(INDEX, EXAMPLE, **options, n=cut.n))
