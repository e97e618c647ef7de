"""Scales of survey answers: means of items, the frozen norm and its cuts, points by a table."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.scale import Norm, beyond, learn_norm, mean_of_items, points, problem_index

_ANSWERS = hnp.arrays(float, (12, 4), elements=st.integers(1, 5))
_SCORES = hnp.arrays(float, st.integers(1, 40), elements=st.floats(1, 5))
_TABLE = (5.0, 10.0, 20.0, 30.0, 40.0, 60.0)  # made up: the police's table is not published


@given(_ANSWERS)
def test_all_answered_is_the_mean(answers: np.ndarray) -> None:
    np.testing.assert_allclose(mean_of_items(answers), answers.mean(axis=1))


@given(_ANSWERS, st.integers(0, 3))
def test_the_missing_rule(answers: np.ndarray, answered: int) -> None:
    answers[0, answered:] = np.nan
    for needed in (0.25, 0.5, 0.75, 1.0):
        score = mean_of_items(answers, needed=needed)[0]
        if answered >= needed * 4:
            assert score == pytest.approx(answers[0, :answered].mean())
        else:
            assert np.isnan(score)


def test_a_norm_by_hand() -> None:
    # Median 2; deviations 1 0 0 1 5: their median 1, their mean 7/5.
    assert learn_norm([1, 2, 2, 3, 7, np.nan]) == Norm(2.0, 1.0)
    assert learn_norm([1, 2, 2, 3, 7], deviation="mean") == Norm(2.0, 1.4)
    assert Norm(2.0, 1.0).cut() == pytest.approx(2.15)
    assert Norm(2.0, 1.0).cut(protective=True) == pytest.approx(1.85)
    assert Norm(2.0, 1.0).cut(factor=0) == 2.0


@given(_SCORES, st.sampled_from(["median", "mean"]), st.sampled_from([0.5, 2.0]), st.integers(-3, 3))
def test_the_norm_follows_the_unit(scores: np.ndarray, deviation: str, factor: float, shift: int) -> None:
    norm = learn_norm(scores, deviation=deviation)
    moved = learn_norm(factor * scores + shift, deviation=deviation)
    assert moved.median == pytest.approx(factor * norm.median + shift)
    assert moved.mad == pytest.approx(factor * norm.mad, abs=1e-9)


@given(_SCORES, _SCORES)
def test_the_norm_is_frozen_so_that_groups_add_up(a: np.ndarray, b: np.ndarray) -> None:
    cut = Norm(2.5, 0.8).cut()
    both = beyond(np.concatenate([a, b]), cut)
    assert both.number == beyond(a, cut).number + beyond(b, cut).number
    assert both.respondents == len(a) + len(b)
    assert both.share == pytest.approx(100 * np.mean(np.concatenate([a, b]) > cut + 1e-12), abs=1e-9)


@given(_SCORES, st.floats(0, 1))
def test_turning_a_scale_round_turns_risk_into_protection(scores: np.ndarray, factor: float) -> None:
    norm = learn_norm(scores)
    turned = learn_norm(-scores)
    risk = beyond(scores, norm.cut(factor=factor))
    protection = beyond(-scores, turned.cut(factor=factor, protective=True), protective=True)
    assert risk.number == protection.number


def test_on_the_cut_is_not_beyond_it() -> None:
    # 2 + 0.15 · 2 = 2.3 in decimals; the mean of ten items with the sum 23 is 2.3 too.
    score = mean_of_items([2] * 7 + [3] * 3)
    assert beyond([score], Norm(2.0, 2.0).cut()).number == 0
    assert beyond([score + 0.001], Norm(2.0, 2.0).cut()).number == 1


def test_nobody_has_no_share() -> None:
    found = beyond([[np.nan, np.nan], [1.0, 3.0]], 2.0)
    assert found.respondents.tolist() == [0, 2]
    assert np.isnan(found.share[0])
    assert found.share[1] == 50


@given(hnp.arrays(float, 6, elements=st.floats(0, 100)))
def test_points_never_fall_and_stay_within_0_and_6(percent: np.ndarray) -> None:
    found = points(np.sort(percent), _TABLE)
    assert (np.diff(found) >= 0).all()
    assert 0 <= found.min() <= found.max() <= 6
    assert 0 <= problem_index(percent, _TABLE) <= 6


def test_a_percentage_on_a_limit_has_reached_it() -> None:
    assert points(_TABLE, _TABLE).tolist() == [1, 2, 3, 4, 5, 6]
    assert points(np.array(_TABLE) - 0.01, _TABLE).tolist() == [0, 1, 2, 3, 4, 5]


def test_each_question_may_have_its_own_table() -> None:
    tables = [_TABLE, tuple(limit / 2 for limit in _TABLE)]
    assert points([[10.0, 10.0], [0.0, 60.0]], tables).tolist() == [[2, 3], [0, 6]]
    assert problem_index([[10.0, 10.0], [0.0, 60.0]], tables).tolist() == [2.5, 3.0]
    assert np.isnan(problem_index([10.0, np.nan], tables))
    assert problem_index([10.0, np.nan], tables, needed=0.5) == 2


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: mean_of_items([]), "at least one item"),
        (lambda: mean_of_items([1, 2], needed=0), "needed = 0"),
        (lambda: learn_norm([np.nan]), "no scores"),
        (lambda: learn_norm([1.0], deviation="medain"), "did you mean 'median'"),
        (lambda: Norm(2.0, -1.0), "negative"),
        (lambda: Norm(np.nan, 1.0), "finite"),
        (lambda: Norm(2.0, 1.0).cut(factor=-0.15), "places no cut"),
        (lambda: beyond([1.0], np.nan), "cut is missing"),
        (lambda: beyond(1.0, 2.0), "no group"),
        (lambda: points([101.0], _TABLE), "above 100"),
        (lambda: points([50.0], _TABLE[:5]), "six limits"),
        (lambda: points([50.0], _TABLE[::-1]), "do not rise"),
        (lambda: points([50.0, 10.0], [_TABLE] * 3), "does not fit"),
    ],
)
def test_what_makes_no_scale_is_refused(call, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        call()
