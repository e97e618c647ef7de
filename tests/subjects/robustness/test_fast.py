"""Machine code gives the answer of numpy to the last bit, and is used where it is worth it."""

from __future__ import annotations

import subprocess
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.subjects.robustness import fast as fast_module
from omradesindex.subjects.robustness.draws import draw, runs, score_block
from omradesindex.subjects.robustness.fast import FROM, Fast, covers, kernels, worth_it
from omradesindex.subjects.robustness.problem import Candidates, Problem
from omradesindex.subjects.robustness.run import run
from omradesindex.subjects.robustness.run_words import CANNOT_BE_FASTER, WOULD_BE_FASTER
from omradesindex.subjects.robustness.tally import Bins, Tally
from tests.subjects.robustness.made_up import CHOICES, EVERYTHING, EXAMPLE, INDEX
from tests.subjects.robustness.only import only
from tests.subjects.robustness.random_problems import random_problem

needs_numba = pytest.mark.skipif(kernels() is None, reason="needs the extra 'fast'")


def problem_of(**options: object) -> Problem:
    return only(INDEX, EXAMPLE, **options, n=1, sobol=False).problem


def counted(problem: Problem, n: int, seed: int, **options: object) -> Tally | str:
    """What is counted, or why nothing is."""
    try:
        return run(problem, n, seed, **options)[0]
    except oi.errors.OmradesindexError as error:
        return str(error)


def assert_same(one: Tally | str, other: Tally | str) -> None:
    if isinstance(one, str) or isinstance(other, str):
        assert one == other
        return
    assert one.n == other.n
    for name in ("ranks", "scores", "group_n", "group_shift"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    assert (one.pairs is None) == (other.pairs is None)
    if one.pairs is not None:
        for name in ("above", "shift", "squared", "swapped"):
            np.testing.assert_array_equal(getattr(one.pairs, name), getattr(other.pairs, name))


def as_bytes(scores: np.ndarray) -> bytes:
    return np.where(np.isnan(scores), np.nan, scores).tobytes()


@needs_numba
@given(st.integers(0, 10**9))
def test_scores_are_the_same_to_the_last_bit(seed: int) -> None:
    problem = random_problem(seed)
    assume(problem is not None)
    block = draw(problem, seed, 0, 300)
    try:
        expected = score_block(problem, block)
    except oi.errors.MethodError:
        assume(False)
    fast = Fast(problem, Bins.of(problem))
    for code, where in runs(block.codes):
        scores = fast.scored(block, where, code)[0]
        assert as_bytes(scores) == as_bytes(expected[:, where])


@needs_numba
@given(st.integers(0, 10**9), st.sampled_from([50, 2000]), st.sampled_from([0, 1, 2]))
def test_what_is_counted_is_the_same(seed: int, n: int, workers: int) -> None:
    problem = random_problem(seed)
    assume(problem is not None)
    with ThreadPoolExecutor(workers) if workers else nullcontext() as executor:
        again = counted(problem, n, seed, executor=executor, fast=True)
    assert_same(counted(problem, n, seed, fast=False), again)


@needs_numba
def test_each_kind_of_scores_is_tried() -> None:
    """The random problems are scored along draws, along areas, level by level, and by numpy."""
    kinds = set()
    for seed in range(40):
        problem = random_problem(seed)
        if problem is not None:
            fast = Fast(problem, Bins.of(problem))
            codes = np.unique(draw(problem, 1, 0, 300).codes)
            kinds |= {type(group and group.values).__name__ for group in map(fast.laid_out, codes.tolist())}
    assert kinds == {"Means", "Wide", "Levels", "NoneType"}


@needs_numba
@pytest.mark.parametrize("options", [EVERYTHING, {**CHOICES, "data": "sampling"}], ids=["all", "errors"])
def test_other_processes_count_the_same(options: dict) -> None:
    problem = problem_of(**options)
    with ProcessPoolExecutor(1) as executor:
        again = counted(problem, 3000, 3, executor=executor, fast=True)
    assert_same(counted(problem, 3000, 3, fast=False), again)


@needs_numba
def test_an_answer_is_the_same_with_the_extra_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {**CHOICES, "data": "sampling", "n": 2000, "sobol": False}
    monkeypatch.setattr(fast_module, "SCORES", 0)
    assert worth_it(problem_of(**CHOICES), 1)
    with_it = only(INDEX, EXAMPLE, **options)
    monkeypatch.setattr(fast_module, "kernels", lambda: None)
    without = only(INDEX, EXAMPLE, **options)
    for lang in ("sv", "en"):
        assert with_it.page(lang).text() == without.page(lang).text()
    assert with_it.scores.equals(without.scores)


@needs_numba
def test_parts_without_a_stated_weight_count_alike_where_no_other_is_left() -> None:
    """Only the first part of each level has one, and with it left out the others decide what is enough."""
    problems = (random_problem(seed) for seed in range(200))
    problem = next(
        p
        for p in problems
        if p is not None and p.varies("drop") and not p.partial and not p.sets[0].prepared[0].complete
    )

    def only_the_first(own: Candidates) -> Candidates:
        nodes = (replace(node, stated=(1.0, *[0.0] * (len(node.stated) - 1))) for node in own.tree.nodes)
        return replace(own, tree=replace(own.tree, nodes=tuple(nodes)))

    changed = replace(problem, sets=tuple(map(only_the_first, problem.sets)))
    block, fast = draw(problem, 1, 0, 500), Fast(changed, Bins.of(changed))
    expected = score_block(changed, block)
    assert as_bytes(expected) != as_bytes(score_block(problem, block))
    for code, where in runs(block.codes):
        assert as_bytes(fast.scored(block, where, code)[0]) == as_bytes(expected[:, where])


@needs_numba
def test_numbers_too_large_to_be_packed_are_ranked_by_numpy() -> None:
    problem = next(p for p in map(random_problem, range(100)) if p is not None and len(p.areas) == 70)
    block, bins = draw(problem, 1, 0, 300), Bins.of(problem)
    fast, expected, found = Fast(problem, bins), Tally.empty(problem, bins), Tally.empty(problem, bins)
    for code, _ in runs(block.codes):
        group = fast.laid_out(code)
        if group is not None:
            group.steps *= 2.0**40
    fast.count(found, block)
    expected.count(problem, bins, block, score_block(problem, block))
    assert_same(expected, found)


def test_few_draws_are_never_worth_it() -> None:
    problem = problem_of(**CHOICES)
    assert len(problem.areas) == 14
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not worth_it(problem, FROM - 1)


@needs_numba
def test_as_many_scores_of_more_areas_are_worth_it() -> None:
    assert worth_it(problem_of(**CHOICES), FROM)
    many = next(p for p in map(random_problem, range(100)) if p is not None and len(p.areas) == 130)
    assert worth_it(many, FROM // 9)
    assert not worth_it(many, FROM // 10)


def test_many_draws_say_what_would_be_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_module, "kernels", lambda: None)
    monkeypatch.setattr(fast_module, "find_spec", lambda _: None)
    problem = problem_of(**CHOICES)
    with pytest.warns(UserWarning, match="omradesindex\\[fast\\]"):
        assert not worth_it(problem, FROM + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not worth_it(problem, FROM)
        # Nothing is said of what would not be faster.
        assert not worth_it(problem_of(aggregate=["mpi"]), FROM + 1)


def test_what_is_installed_and_of_no_use_is_not_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast_module, "kernels", lambda: None)
    monkeypatch.setattr(fast_module, "find_spec", lambda name: name)
    with pytest.warns(UserWarning, match="NUMBA_CACHE_DIR"):
        assert not worth_it(problem_of(**CHOICES), FROM + 1)


@needs_numba
@pytest.mark.parametrize(
    "before",
    [
        "import os; os.environ['NUMBA_DISABLE_JIT'] = '1'",
        "import sys; sys.modules['numba'] = None",
        "import numba.core.caching as c; c.CacheImpl._locator_classes = []",
    ],
    ids=["nothing is to be compiled", "broken", "nowhere to keep it"],
)
def test_where_it_is_of_no_use_there_are_no_kernels(before: str) -> None:
    code = f"{before}; from omradesindex.subjects.robustness.fast import kernels; assert kernels() is None"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_it_numpy_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = problem_of(**CHOICES)
    monkeypatch.setattr("omradesindex.subjects.robustness.run.kernels", lambda: None)
    assert_same(counted(problem, 500, 1, fast=False), counted(problem, 500, 1, fast=True))


def test_what_is_covered() -> None:
    ways = problem_of(aggregate=["geometric", "mpi"]).sets[0].ways
    assert [covers(way) for way in ways] == [True, True, False]


def test_nothing_is_imported_before_it_is_worth_it() -> None:
    code = (
        "import sys, omradesindex as oi; oi.robustness; import omradesindex.subjects.robustness.fast;"
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_both_languages_say_how() -> None:
    assert "pip install 'omradesindex[fast]'" in WOULD_BE_FASTER.sv
    assert "pip install 'omradesindex[fast]'" in WOULD_BE_FASTER.en
    assert "NUMBA_CACHE_DIR" in CANNOT_BE_FASTER.sv
    assert "NUMBA_CACHE_DIR" in CANNOT_BE_FASTER.en
