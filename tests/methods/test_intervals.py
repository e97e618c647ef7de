"""Intervals of counts and shares: published limits, and what any interval must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.intervals import byar, normal, poisson, poisson_exact, student, wilson

COUNTS = hnp.arrays(float, st.integers(1, 20), elements=st.integers(0, 5000).map(float))


# -- published ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_prints_it(count: int, n: int, lower: float, upper: float) -> None:
    # Newcombe, R. G. (1998), Statistics in Medicine 17, 857–872, table I, method 3.
    assert [round(float(limit), 4) for limit in wilson(count, n)] == [lower, upper]


@pytest.mark.parametrize(
    ("count", "lower", "upper"),
    [(0, 0.0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_exact_poisson_as_tables_print_it(count: int, lower: float, upper: float) -> None:
    # Garwood's limits, in any table of the Poisson distribution.
    assert [float(limit) for limit in poisson_exact(count)] == pytest.approx([lower, upper], abs=6e-4)


@given(COUNTS, st.sampled_from([0.8, 0.95, 0.998]))
def test_exact_poisson_against_chi_squared(count: np.ndarray, level: float) -> None:
    from scipy import stats

    alpha = 1 - level
    lower, upper = poisson_exact(count, level=level)
    np.testing.assert_allclose(upper, stats.chi2.ppf(1 - alpha / 2, 2 * count + 2) / 2, rtol=1e-9)
    some = count > 0
    np.testing.assert_allclose(lower[some], stats.chi2.ppf(alpha / 2, 2 * count[some]) / 2, rtol=1e-9)


def test_wilson_solves_the_equation_that_defines_it() -> None:
    # The limits are the shares p at which the observed share is exactly z standard errors away.
    z = 1.959963984540054
    for limit in wilson(13, 40):
        assert abs(13 / 40 - limit) == pytest.approx(z * np.sqrt(limit * (1 - limit) / 40), rel=1e-12)


# -- what intervals must be ---------------------------------------------------------------------------------


@given(COUNTS, st.integers(1, 5000), st.sampled_from([0.5, 0.95, 0.998]))
def test_limits_enclose_and_stay_inside(count: np.ndarray, more: int, level: float) -> None:
    lower, upper = wilson(count, count + more, level=level)
    assert (lower >= 0).all()
    assert (upper <= 1).all()
    assert (lower <= count / (count + more)).all()
    assert (count / (count + more) < upper).all()
    for method in (poisson_exact, byar, poisson):
        lower, upper = method(count, level=level)
        assert (lower >= 0).all()
        assert (lower <= count).all()
        assert (count < upper).all()


@given(COUNTS)
def test_higher_levels_are_wider_and_one_side_is_narrower(count: np.ndarray) -> None:
    for method in (lambda x, **k: wilson(x, 5000, **k), poisson_exact, byar, poisson):
        narrow, wide = method(count, level=0.9), method(count, level=0.99)
        assert (wide.lower <= narrow.lower).all()
        assert (wide.upper >= narrow.upper).all()
        # One-sided at 95 % is two-sided at 90 %.
        np.testing.assert_allclose(method(count, level=0.95, sides=1), narrow, rtol=1e-12)


def test_limits_grow_with_the_count() -> None:
    x = np.arange(0, 300.0)
    for method in (lambda x: wilson(x, 300), poisson_exact, byar, poisson):
        lower, upper = method(x)
        assert (np.diff(lower) > 0).all()
        assert (np.diff(upper) > 0).all()


def test_combined_rule_switches_at_ten() -> None:
    below, above = np.array([0.0, 3, 9]), np.array([10.0, 11, 400])
    np.testing.assert_array_equal(poisson(below), poisson_exact(below))
    np.testing.assert_array_equal(poisson(above), byar(above))


def test_byar_is_within_a_fifth_of_a_per_cent_from_ten_on() -> None:
    # So says the handbook that the rule is from.
    x = np.arange(10, 2000.0)
    np.testing.assert_allclose(byar(x), poisson_exact(x), rtol=0.002)


def test_wilson_mirrors() -> None:
    lower, upper = wilson([0, 3, 20], 20)
    mirrored = wilson([20, 17, 0], 20)
    np.testing.assert_allclose(lower, 1 - mirrored.upper, atol=1e-15)
    np.testing.assert_allclose(upper, 1 - mirrored.lower, atol=1e-15)


def test_design_effect_is_a_smaller_sample() -> None:
    np.testing.assert_allclose(wilson(30, 90, design_effect=1.5), wilson(20, 60))


def test_missing_stays_missing_and_shapes_are_kept() -> None:
    x = np.array([[1.0, np.nan, 3.0], [4.0, 5.0, np.nan]])
    for found in (wilson(x, 10), poisson(x), normal(x, 1.0)):
        for limit in found:
            assert limit.shape == x.shape
            assert (np.isnan(limit) == np.isnan(x)).all()
    assert np.isnan(wilson(3, np.nan).lower)


def test_batch_is_the_same_as_one_by_one() -> None:
    x = np.random.default_rng(1).integers(0, 40, (3, 4)).astype(float)
    one_by_one = [[float(poisson(value).upper) for value in row] for row in x]
    np.testing.assert_array_equal(poisson(x).upper, one_by_one)


def test_normal_limits() -> None:
    lower, upper = normal([10.0, 20.0], [1.0, 0.0])
    assert lower.tolist() == pytest.approx([10 - 1.959964, 20])
    assert upper.tolist() == pytest.approx([10 + 1.959964, 20])


# -- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: wilson([1, -1], 10), "position 1: a value in the count is below 0"),
        (lambda: wilson([1, 1], [10, 0]), "position 1: n is not above zero"),
        (lambda: wilson(11, 10), "more than n of n"),
        (lambda: wilson([1, 2], [1, 2, 3]), "do not fit"),
        (lambda: wilson(1, 10, design_effect=0), "design effect"),
        (lambda: wilson(1, 10, level=95), "95 % is 0.95"),
        (lambda: poisson(1, level=1.0), "no level of confidence"),
        (lambda: poisson(1, sides=3), "no 3 sides"),
        (lambda: poisson([[1, 2], [3, -4]]), r"position \(1, 1\)"),
        (lambda: byar(np.inf), "infinite"),
        (lambda: poisson_exact("many"), "array of numbers"),
        (lambda: normal(1.0, -1.0), "a value in the standard error is below 0"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()


def test_a_mean_of_few_values_by_student() -> None:
    # Student's table: t = 2.776 with 4 degrees of freedom, 63.657 with one at 99 %.
    lower, upper = student(10.0, 2.0, [5, 1])
    assert upper[0] - 10 == pytest.approx(2.776 * 2 / 5**0.5, abs=1e-3)
    assert 10 - lower[0] == pytest.approx(upper[0] - 10)
    assert np.isnan([lower[1], upper[1]]).all()
    assert student(0.0, 2**0.5, 2, level=0.99).upper == pytest.approx(63.657, abs=1e-3)
    with pytest.raises(MethodError, match="below 0"):
        student(1.0, -1.0, 5)
