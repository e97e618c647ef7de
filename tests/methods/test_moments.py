"""Skewness, kurtosis and the rule of thumb: a spreadsheet's figures, scipy's, what must not change them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from omradesindex.methods.moments import excess_kurtosis, is_outlying, skewness
from omradesindex.methods.treat import winsorise

NAN = float("nan")

#: Values of whole numbers: those that differ do so by more than rounding.
TABLES = hnp.arrays(
    float, st.tuples(st.integers(5, 16), st.integers(1, 4)), elements=st.integers(-60, 60).map(float)
)


def test_skewness_and_kurtosis_of_a_spreadsheets_manual() -> None:
    # The example of Microsoft's help pages for SKEW and KURT: 3, 4, 5, 2, 3, 4, 5, 6, 4, 7.
    x = np.array([3.0, 4, 5, 2, 3, 4, 5, 6, 4, 7])[:, None]
    assert skewness(x)[0] == pytest.approx(0.359543, abs=5e-7)
    assert excess_kurtosis(x)[0] == pytest.approx(-0.151799637, abs=5e-10)


@given(TABLES)
def test_they_are_scipys_too(x: np.ndarray) -> None:
    varies = np.ptp(x, axis=0) > 0
    np.testing.assert_allclose(skewness(x)[varies], stats.skew(x[:, varies], bias=False), atol=1e-9)
    np.testing.assert_allclose(
        excess_kurtosis(x)[varies], stats.kurtosis(x[:, varies], bias=False), atol=1e-9, rtol=1e-9
    )
    assert np.isnan(skewness(x)[~varies]).all()


@given(TABLES, st.floats(0.1, 10), st.floats(-100, 100))
def test_scale_and_origin_have_no_effect_and_a_mirror_turns_skewness(
    x: np.ndarray, scale: float, shift: float
) -> None:
    np.testing.assert_allclose(skewness(scale * x + shift), skewness(x), atol=1e-6)
    np.testing.assert_allclose(excess_kurtosis(scale * x + shift), excess_kurtosis(x), atol=1e-6, rtol=1e-6)
    np.testing.assert_allclose(skewness(-x), -skewness(x), atol=1e-9)


def test_scenarios_together_are_scenarios_one_by_one() -> None:
    x = np.random.default_rng(1).lognormal(0, 2, (3, 2, 9, 4))
    x[0, 1, 3, 2] = NAN
    for i in np.ndindex(3, 2):
        assert (skewness(x)[i] == skewness(x[i])).all()
        assert (excess_kurtosis(x)[i] == excess_kurtosis(x[i])).all()


def test_too_few_values_to_say() -> None:
    assert np.isnan(skewness([[1.0], [5.0]])).all()
    assert np.isnan(excess_kurtosis([[1.0], [5.0], [9.0]])).all()
    assert not is_outlying([[1.0], [5.0], [900.0]]).any()
    assert winsorise([[1.0], [5.0], [900.0]]).changes == ()


@pytest.mark.parametrize("step", [50 / 3, 0.1, 1.0, 7 / 9])
def test_a_skewness_of_two_is_not_above_two(step: float) -> None:
    """Three equal areas and a fourth have a skewness of exactly two, whatever rounding makes of it."""
    assert not is_outlying([[step], [step], [step], [2 * step]])[0]
    assert not winsorise([[3 * step], [3 * step], [3 * step], [step]]).changes
