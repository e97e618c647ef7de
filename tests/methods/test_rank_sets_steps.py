"""Errors as they are drawn, pairs that are tested together, and what each step shows."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.rank_sets import rank_sets
from omradesindex.methods.rank_sets_steps import families, shown, simulated


def test_all_pairs_are_one_family_or_each_area_has_its_own() -> None:
    first, second = families(3, simultaneous=True)
    assert (first.tolist(), second.tolist()) == ([[0, 0, 1]], [[1, 2, 2]])
    first, second = families(3, simultaneous=False)
    assert first.tolist() == [[0, 0], [1, 1], [2, 2]]
    assert second.tolist() == [[1, 2], [0, 2], [0, 1]]


def test_drawn_errors_have_the_covariances_asked_for() -> None:
    cov = np.array([[4.0, -3.0, 0.0], [-3.0, 9.0, 1.0], [0.0, 1.0, 1.0]])
    errors = simulated(cov, 40_000, 1)
    assert errors.shape == (3, 40_000)
    np.testing.assert_allclose(np.cov(errors), cov, atol=0.15)
    # Independent errors are the same normal draws, each in its own measure; an exact area has none.
    plain = simulated(np.eye(3), 50, 1)
    np.testing.assert_array_equal(simulated(np.diag([4.0, 0.0, 1.0]), 50, 1), plain * [[2], [0], [1]])


def test_what_are_no_covariances() -> None:
    with pytest.raises(
        MethodError, match=r"smallest eigenvalue is -1\. Expected: .*What to do: estimate all of them"
    ):
        simulated(np.array([[1.0, 2.0], [2.0, 1.0]]), 9, 1)


def test_exact_figures_are_told_apart_by_themselves() -> None:
    x, cov = np.array([5.0, 5.0, 9.0]), np.zeros((3, 3))
    first, second = families(3, simultaneous=True)
    before, after = shown(x, cov, np.zeros((3, 19)), first, second, 19, stepwise=True)
    # 5 and 5, 5 and 9, 5 and 9: the order of the last two is shown.
    assert after.tolist() == [[False, True, True]]
    assert not before.any()


def test_a_pair_is_shown_beyond_the_nth_simulated_difference() -> None:
    # Errors ±1 and 0: their difference, in its own error √2, is 1/√2 in most draws, at most 2/√2.
    errors = np.array([[1.0, -1.0, 1.0, -1.0], [0.0, 0.0, 0.0, 1.0]])
    first, second = families(2, simultaneous=True)
    for gap, nth, expected in ((1.01, 3, True), (0.99, 3, False), (2.01, 4, True), (1.99, 4, False)):
        before, after = shown(np.array([gap, 0.0]), np.eye(2), errors, first, second, nth, stepwise=False)
        assert (before.item(), after.item()) == (expected, False)


def test_what_a_step_gains_and_what_stays_in_the_family() -> None:
    """One step with three equal errors asks for Tukey's 3.314 / √2 = 2.344, the next for 2.195.

    Had the opposite of what is shown left the family too, it would ask for no more than 1.960.
    """
    unit = 1 / np.sqrt(2)  # so that a difference has the error 1
    for gap, one, steps in (
        (2.40, True, True),
        (2.29, False, True),
        (2.24, False, True),
        (2.15, False, False),
    ):
        x = [100, gap, 0]
        for stepwise, apart in ((False, one), (True, steps)):
            sets = rank_sets(x, unit, stepwise=stepwise, draws=200_000, rng=3)
            assert sets.above is not None
            assert sets.above[0, 1:].all()
            assert sets.above[1, 2] == apart
