"""One rule for what is equal: far above rounding, far below any difference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.methods.equal import SAME, above, ceiling, ends, flat, on_grid, reaches, same, scale_of

#: Fractions that a city has: so many of so many.
FRACTIONS = st.tuples(st.integers(0, 20_000), st.integers(20_000, 40_000)).map(lambda t: t[0] / t[1])


@given(FRACTIONS, st.integers(1, 999))
def test_a_fraction_is_itself_however_it_is_reached(x: float, k: int) -> None:
    other = (x * (k / 10)) / (k / 10)
    assert same(x, other)
    assert reaches(x, other)
    assert reaches(other, x)
    assert not above(x, other)
    assert on_grid(x, 1.0) == on_grid(other, 1.0)


@given(FRACTIONS, FRACTIONS)
def test_fractions_that_differ_are_not_equal(x: float, y: float) -> None:
    if abs(x - y) > 1e-9:
        assert not same(x, y)
        assert above(max(x, y), min(x, y))
        assert not reaches(min(x, y), max(x, y))
        assert on_grid(x, 1.0) != on_grid(y, 1.0)


def test_nothing_equals_what_is_missing_and_infinity_equals_itself() -> None:
    nan, inf = float("nan"), float("inf")
    assert not same(nan, nan)
    assert same(inf, inf)
    assert not same(inf, -inf)
    assert not same(inf, 1.0)
    assert reaches(inf, 1.0)
    assert np.isnan(on_grid(nan, 1.0))
    assert on_grid(inf, 1.0) == inf


def test_around_zero_the_scale_has_to_be_given() -> None:
    assert not same(1e-17, -1e-17)
    assert same(1e-17, -1e-17, 1.0)
    assert flat([[1e-17, 1.0], [-1e-17, 1.0]]).tolist() == [False, True]


@pytest.mark.parametrize("scale", [1e-200, 1.0, 100.0, 1e300])
def test_the_step_is_a_power_of_two_that_the_rule_says(scale: float) -> None:
    step = 2.0 ** np.frexp(scale)[1] * SAME
    assert on_grid([0.4 * step, 0.6 * step, 7 * step], scale).tolist() == [0, 1, 7]


def test_no_scale_is_no_trouble() -> None:
    assert on_grid([0.0, 0.0], 0.0).tolist() == [0, 0]


def test_ends_of_equal_values_are_one_and_the_same() -> None:
    x = [[0.1 * k / (0.3 * k), k, np.nan] for k in (1, 3, 7)]
    low, high = ends(x)
    assert low[0] == high[0]
    assert (low[1], high[1]) == (1, 7)
    assert np.isnan(low[2])
    assert np.isnan(high[2])
    assert ends(x, keepdims=True)[0].shape == (1, 3)


def test_the_scale_is_the_greatest_distance_from_zero_that_is_known() -> None:
    assert scale_of([[1.0, -5.0], [np.nan, np.inf]], axis=0).tolist() == [1, 5]
    assert scale_of([]) == 0


def test_a_whole_number_but_for_rounding_is_its_own_ceiling() -> None:
    assert ceiling([0.95 * 100, 0.07 * 100, 2.5, -0.5]).tolist() == [95, 7, 3, 0]
