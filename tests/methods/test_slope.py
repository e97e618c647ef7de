"""Slope and relative index of inequality: against the regression itself, and what they must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.inequality import ridit
from omradesindex.methods.slope import slope_index

# Life expectancy by deprivation decile with its standard errors: the first area in the example of
# PHEindicatormethods' phe_sii (UK Health Security Agency).
PERSONS = np.array([7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534.0])
LIFE = np.array([75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3])
ERRORS = np.array([1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57])


def test_against_the_regression_as_it_is_written() -> None:
    # √a·y on √a and b·√a, as the agency states the method.
    a = PERSONS / PERSONS.sum()
    b = a.cumsum() - a / 2
    (intercept, slope), *_ = np.linalg.lstsq(
        np.column_stack([np.sqrt(a), b * np.sqrt(a)]), np.sqrt(a) * LIFE, rcond=None
    )
    found = slope_index(LIFE, PERSONS)
    assert found.slope == pytest.approx(slope, rel=1e-10)
    assert found.intercept == pytest.approx(intercept, rel=1e-12)
    assert found.relative == pytest.approx((intercept + slope) / intercept, rel=1e-12)


def test_simulated_limits_of_a_slope_are_those_of_the_normal() -> None:
    # On the linear scale the slope is a weighted sum of values, so that its error is known.
    a = PERSONS / PERSONS.sum()
    b = ridit(np.arange(10), PERSONS)
    weight = a * (b - 0.5) / (a * (b - 0.5) ** 2).sum()
    error = np.sqrt((weight**2 * ERRORS**2).sum())
    found = slope_index(LIFE, PERSONS, standard_errors=ERRORS, rng=1)
    assert found.slope_limits is not None
    assert found.slope_limits.lower == pytest.approx(found.slope - 1.959964 * error, abs=0.03 * error)
    assert found.slope_limits.upper == pytest.approx(found.slope + 1.959964 * error, abs=0.03 * error)
    one_sided = slope_index(LIFE, PERSONS, standard_errors=ERRORS, rng=1, sides=1)
    assert one_sided.slope_limits is not None
    assert one_sided.slope_limits.lower == pytest.approx(found.slope - 1.644854 * error, abs=0.03 * error)


@pytest.mark.parametrize(("scale", "by"), [("log", 1.0), ("logit", 0.01)])
def test_scales_of_rates_and_shares(scale: str, by: float) -> None:
    # With tiny errors every scale gives the same: the error of the value is that of its logarithm (or logit)
    # times the slope of the transformation.
    value = LIFE * by
    small = 1e-4 * ERRORS
    on_scale = small / LIFE if scale == "log" else small * by / (value * (1 - value))
    found = slope_index(value, PERSONS, standard_errors=on_scale, scale=scale, rng=1)  # type: ignore[arg-type]
    linear = slope_index(value, PERSONS, standard_errors=small * by, rng=1)
    assert found.slope == linear.slope
    np.testing.assert_allclose(found.slope_limits, linear.slope_limits, rtol=1e-5)
    np.testing.assert_allclose(found.relative_limits, linear.relative_limits, rtol=1e-5)


def test_shares_stay_shares_when_drawn() -> None:
    found = slope_index([0.02, 0.01], [1, 1], standard_errors=[3.0, 3.0], scale="logit", rng=1)
    assert found.slope_limits is not None
    # Two groups of equal size: the slope is twice the difference, which cannot go beyond one.
    assert found.slope_limits.lower >= -2
    assert found.slope_limits.upper <= 2


def test_same_seed_same_answer() -> None:
    first, again, other = (
        slope_index(LIFE, PERSONS, standard_errors=ERRORS, rng=r, draws=2000) for r in (1, 1, 2)
    )
    assert first.slope_limits == again.slope_limits
    assert first.slope_limits != other.slope_limits


_GROUPS = st.integers(2, 12).flatmap(
    lambda n: st.tuples(
        hnp.arrays(float, n, elements=st.integers(1, 90).map(float)),
        hnp.arrays(float, n, elements=st.integers(1, 900).map(float)),
    )
)


@given(_GROUPS)
def test_straight_line_is_found_again(groups) -> None:
    _, persons = groups
    line = 3 + 5 * ridit(np.arange(len(persons)), persons)
    found = slope_index(line, persons)
    assert found.slope == pytest.approx(5)
    assert found.relative == pytest.approx(8 / 3)


@given(_GROUPS)
def test_direction_unit_and_level(groups) -> None:
    y, persons = groups
    position = np.arange(len(y))
    found = slope_index(y, persons)
    turned = slope_index(y, persons, -position)
    assert turned.slope == pytest.approx(-found.slope, abs=1e-9)
    assert turned.intercept == pytest.approx(found.intercept + found.slope, abs=1e-9)
    assert slope_index(10 * y + 7, persons).slope == pytest.approx(10 * found.slope, abs=1e-8)
    if found.intercept > 0:
        assert slope_index(10 * y, persons).relative == pytest.approx(float(found.relative), rel=1e-6)


@given(_GROUPS, st.randoms())
def test_order_of_rows_does_not_matter_when_the_position_is_given(groups, random) -> None:
    y, persons = groups
    position = np.arange(len(y)) // 2 if len(y) > 2 else np.arange(len(y))
    order = list(range(len(y)))
    random.shuffle(order)
    found = slope_index(y, persons, position)
    again = slope_index(y[order], persons[order], position[order])
    assert again.slope == pytest.approx(found.slope, rel=1e-9, abs=1e-9)


def test_missing_group_is_left_out() -> None:
    y, persons = LIFE.copy(), PERSONS.copy()
    y[4], persons[8] = np.nan, np.nan
    there = ~(np.isnan(y) | np.isnan(persons))
    assert slope_index(y, persons).slope == pytest.approx(slope_index(LIFE[there], PERSONS[there]).slope)


def test_relative_needs_something_above_zero() -> None:
    assert np.isnan(slope_index([-1.0, 1.0], [1, 1]).relative)


def test_batch_is_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(1)
    y = rng.uniform(1, 9, (2, 3, 5))
    found = slope_index(y, [1, 2, 3, 4, 5], standard_errors=0.5, draws=1000, rng=4, scale="log")
    for at in np.ndindex(2, 3):
        alone = slope_index(y[at], [1, 2, 3, 4, 5], standard_errors=0.5, draws=1000, rng=4, scale="log")
        assert found.slope[at] == pytest.approx(float(alone.slope))
        np.testing.assert_allclose(found.relative_limits.upper[at], alone.relative_limits.upper)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"position": [1, 1, 1]}, "the same position"),
        ({"values": [1.0, np.nan, np.nan]}, "the same position"),
        ({"population": [1, 0, 1]}, "position 1: a group has no population"),
        ({"population": [1, 1]}, "do not fit"),
        ({"standard_errors": [1, -1, 1]}, "position 1: a value in the standard errors is below 0"),
        ({"standard_errors": [1, np.nan, 1]}, "position 1: a standard error is missing"),
        ({"standard_errors": 1.0, "scale": "logit"}, "divide per cent by 100"),
        ({"standard_errors": 1.0, "scale": "log", "values": [1, 0, 2]}, "position 1: a value has no log"),
        ({"standard_errors": 1.0, "draws": 10}, "10 draws are too few"),
        ({"scale": "logg"}, "did you mean 'log'"),
    ],
)
def test_bad_input_is_refused(changes: dict[str, object], said: str) -> None:
    given = {"values": [1.0, 2.0, 4.0], "population": [1, 1, 1], **changes}
    with pytest.raises(MethodError, match=said):
        slope_index(**given)  # type: ignore[arg-type]


def test_a_line_on_the_log_and_the_logit_scale_by_hand() -> None:
    """The line is drawn through logarithms or logits, and its two ends are taken back."""
    a = PERSONS / PERSONS.sum()
    b = a.cumsum() - a / 2
    share = np.array([0.31, 0.3, 0.26, 0.24, 0.21, 0.2, 0.15, 0.14, 0.1, 0.07])
    for scale, there, back in (
        ("log", np.log, np.exp),
        ("logit", lambda x: np.log(x / (1 - x)), lambda x: 1 / (1 + np.exp(-x))),
    ):
        slope, start = np.polyfit(b, there(share), 1, w=np.sqrt(a))
        found = slope_index(share, PERSONS, scale=scale, fit_on_scale=True, standard_errors=1e-9, draws=1000)
        assert found.intercept == pytest.approx(back(start), rel=1e-9)
        assert found.slope == pytest.approx(back(start + slope) - back(start), rel=1e-9)
        assert found.relative == pytest.approx(back(start + slope) / back(start), rel=1e-9)
        assert found.slope_limits is not None
        np.testing.assert_allclose(found.slope_limits, [found.slope] * 2, rtol=1e-6)
        # A straight line of values would go below zero here; a line of logarithms cannot.
        steep = slope_index(0.5 * np.exp(-9 * b), PERSONS, scale=scale, fit_on_scale=True)
        assert float(steep.intercept + steep.slope) > 0
    assert slope_index(0.5 * np.exp(-9 * b), PERSONS).relative < 0
    gaps = np.where(np.arange(10) == 4, np.nan, share)
    left_out = slope_index(np.delete(share, 4), np.delete(PERSONS, 4), scale="log", fit_on_scale=True)
    assert slope_index(gaps, PERSONS, scale="log", fit_on_scale=True).slope == pytest.approx(left_out.slope)
