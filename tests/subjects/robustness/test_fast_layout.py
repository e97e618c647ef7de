"""A problem as arrays that machine code reads."""

from __future__ import annotations

import errno
from pathlib import Path
from pickle import UnpicklingError

import numpy as np
import pytest

from omradesindex.subjects.robustness import fast_layout
from omradesindex.subjects.robustness.fast_layout import (
    BACK,
    FIXED,
    RELATIVE,
    STRIP,
    inner,
    kernel,
    levels_of,
    made_of,
    means_of,
    shape_of,
    weighing,
    wide_of,
)
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.weights import scale_within
from tests.subjects.robustness.made_up import EXAMPLE, INDEX
from tests.subjects.robustness.only import only
from tests.subjects.robustness.random_problems import random_problem


@pytest.fixture(scope="module")
def problem() -> Problem:
    return only(INDEX, EXAMPLE, drop=1, weights=["±25 %"], aggregate=["geometric"], n=1, sobol=False).problem


def test_a_tree_is_laid_out_as_it_stands(problem: Problem) -> None:
    own = problem.sets[0]
    shape, nodes = shape_of(own), own.tree.nodes
    assert [shape.column[a:b].tolist() for a, b in zip(shape.first, shape.first[1:], strict=False)] == [
        list(node.columns) for node in nodes
    ]
    assert [own.tree.parts[row] for row in shape.above[:-1]] == [node.id for node in nodes[:-1]]
    assert shape.above[-1] == -1
    assert shape.counted.tolist() == np.flatnonzero(own.parts_with_figures).tolist()


def test_weights_that_no_draw_changes_are_scaled_once(problem: Problem) -> None:
    own = problem.sets[0]
    how = weighing(problem, own, 0, own.weights)
    assert (how.kind, how.choices.tolist()) == (FIXED, [len(own.drops)])
    for row, gone in zip(how.shares[1:], own.drops, strict=True):
        weights = own.weights.copy()
        weights[gone[gone >= 0]] = 0.0
        assert (row == scale_within(own.tree, weights[:, None])[:, 0]).all()
    for k, row in enumerate(how.shares):
        changed = how.changed[how.starts[k] : how.starts[k + 1]]
        assert changed.tolist() == np.flatnonzero(row != how.shares[0]).tolist()
        assert (how.into[how.starts[k] : how.starts[k + 1]] == row[changed]).all()
    assert weighing(problem, own, 1, own.weights).kind == RELATIVE


def test_areas_stand_side_by_side_in_strips(problem: Problem) -> None:
    prepared = problem.sets[0].prepared[0]
    means = means_of(prepared, problem.sets[0].ways[1][0], ())
    wide = wide_of(means)
    assert means.back == BACK[0.0]
    assert wide.mean.shape == (1, len(problem.sets[0].tree.indicators), STRIP)
    assert (wide.mean[0, :, :14] == means.mean.T).all()
    assert not wide.mean[0, :, 14:].any()


def test_what_is_kept_is_named_for_all_that_it_is_made_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_layout, "__file__", str(tmp_path / "fast_layout.py"))
    digests = []
    for text in ("a", "b"):
        (tmp_path / "fast_functions.py").write_text(text, encoding="utf-8")
        digests.append(made_of.__wrapped__())
    assert digests[0] != digests[1]
    pytest.importorskip("numba")
    assert kernel(lambda x: x).__qualname__.endswith(made_of())


def test_a_full_disk_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    caching = pytest.importorskip("numba.core.caching")
    tried = []

    def full(*_: object) -> None:
        tried.append(True)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(caching.IndexDataCacheFile, "save", full)
    assert kernel(lambda x: x + 2.0)(1.0) == 3.0
    assert tried


@pytest.mark.parametrize("wrong", [EOFError, UnpicklingError, PermissionError])
def test_a_broken_file_stops_nothing(monkeypatch: pytest.MonkeyPatch, wrong: type[Exception]) -> None:
    caching = pytest.importorskip("numba.core.caching")

    def broken(*_: object) -> None:
        raise wrong

    monkeypatch.setattr(caching.IndexDataCacheFile, "_load_index", broken)
    assert kernel(lambda x: x + 2.0)(1.0) == 3.0


def test_what_is_compiled_is_kept_and_never_fused() -> None:
    pytest.importorskip("numba")

    compiled = kernel(lambda x: x + 1.0)
    options = compiled.targetoptions
    assert not options.get("fastmath")
    assert options["nogil"]
    assert compiled(1.0) == 2.0


def test_what_kernels_call_counts_no_references() -> None:
    pytest.importorskip("numba")

    def second(rows: np.ndarray) -> float:
        return rows[1][1:][0]

    compiled = inner(second)
    assert compiled(np.eye(2)) == 1.0
    assert not any("NRT_" in text for text in compiled.inspect_llvm().values())


def test_a_numba_that_always_counts_them_is_of_use_too(monkeypatch: pytest.MonkeyPatch) -> None:
    cpu = pytest.importorskip("numba.core.cpu")
    monkeypatch.delattr(next(own for own in cpu.CPUTargetOptions.__mro__ if "_nrt" in vars(own)), "_nrt")
    assert inner(lambda x: x + 3.0)(1.0) == 4.0


def test_what_is_missing_is_marked_and_adds_nothing() -> None:
    problem = next(
        p for p in map(random_problem, range(100)) if p is not None and not p.sets[0].prepared[0].complete
    )
    own, shape = problem.sets[0], shape_of(problem.sets[0])
    shown, indicators = own.prepared[0].shown, shape.column < shape.n_indicators
    levels = levels_of(own, own.prepared[0], own.ways[0], (), partial=False)
    there = ~np.isnan(shown[:, shape.column[indicators]])
    assert not there.all()
    assert (levels.there[:, indicators] == there).all()
    assert not levels.there[:, ~indicators].any()
    assert not levels.mean[levels.there == 0].any()
