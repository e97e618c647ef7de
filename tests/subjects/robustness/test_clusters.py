"""Real clusters, of Dask and of Ray: the same bytes, also where workers are killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.subjects.robustness.run_words import WORKERS_DIED
from tests.subjects.robustness.made_up import EXAMPLE, INDEX
from tests.subjects.robustness.only import only
from tests.subjects.robustness.test_run import same

pytestmark = pytest.mark.slow

#: Four tasks.
MANY: dict[str, Any] = {"drop": 1, "weights": "±25 %", "n": 400_000, "sobol": False}


@pytest.fixture(scope="module")
def whole() -> oi.types.Robustness:
    return only(INDEX, EXAMPLE, **MANY)


@pytest.fixture
def on_dask() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed", reason="Dask's cluster needs distributed")
    import dask

    # Without it Dask waits until workers come, when the last has died.
    patience = dask.config.set({"distributed.scheduler.no-workers-timeout": "2s"})
    with (
        patience,
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client.get_executor()


@pytest.fixture(scope="module")
def on_ray() -> Iterator[Executor]:
    ray = pytest.importorskip("ray", reason="Ray's cluster needs ray")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="error")

    @ray.remote(max_retries=0)
    def done(work: Callable[..., Any], *given: Any) -> Any:
        return work(*given)

    class OnRay(Executor):
        def submit(self, work, /, *given):
            return done.remote(work, *given).future()

    try:
        yield OnRay()
    finally:
        ray.shutdown()


@pytest.fixture(params=["on_dask", "on_ray"])
def cluster(request: pytest.FixtureRequest) -> Executor:
    return request.getfixturevalue(request.param)


class Killing(Executor):
    """A cluster whose worker is killed when it has done a task: once, or whenever it does that task."""

    def __init__(self, cluster: Executor, marks: Path, deadly: Callable[[int], bool], *, once: bool) -> None:
        self.cluster, self.marks, self.deadly, self.once, self.given = cluster, marks, deadly, once, 0

    def submit(self, work, /, *task):
        def killed(folder: Path, once: bool, *task: Any) -> Any:
            tally = work(*task)
            if not once or not any(folder.iterdir()):
                (folder / f"{os.getpid()}").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return tally

        self.given += 1
        if not self.deadly(self.given):
            return self.cluster.submit(work, *task)
        folder = self.marks / f"{self.given}"
        folder.mkdir()
        return self.cluster.submit(killed, folder, self.once, *task)

    @property
    def dead(self) -> set[int]:
        """The processes that were killed."""
        return {int(mark.name) for mark in self.marks.glob("*/*")}


def test_a_cluster_gives_the_same_bytes(cluster: Executor, whole: oi.types.Robustness) -> None:
    assert same(whole, only(INDEX, EXAMPLE, **MANY, executor=cluster))


def test_what_a_killed_worker_had_is_made_again(
    cluster: Executor, whole: oi.types.Robustness, tmp_path: Path
) -> None:
    killing = Killing(cluster, tmp_path, lambda given: given == 2, once=True)
    again = only(INDEX, EXAMPLE, **MANY, executor=killing)
    assert len(killing.dead) == 1
    assert not again.interrupted
    assert same(whole, again)


def test_workers_that_are_all_killed_from_the_start_are_one_clear_error(
    cluster: Executor, tmp_path: Path
) -> None:
    killing = Killing(cluster, tmp_path, lambda given: True, once=False)
    with pytest.raises(oi.errors.ComputeError, match="the executor's workers have counted nothing"):
        only(INDEX, EXAMPLE, **MANY, executor=killing)
    assert len(killing.dead) >= 2


def test_workers_that_are_killed_later_on_are_replaced_by_this_process(
    cluster: Executor, whole: oi.types.Robustness, tmp_path: Path
) -> None:
    killing = Killing(cluster, tmp_path, lambda given: given > 1, once=False)
    with pytest.warns(UserWarning, match=WORKERS_DIED.sv):
        again = only(INDEX, EXAMPLE, **MANY, executor=killing)
    assert killing.dead
    assert same(whole, again)
