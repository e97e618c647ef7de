"""Normalisation learns from a reference and then only applies."""

import numpy as np
import pytest
from hypothesis import given

from omradesindex import MethodError
from omradesindex.methods import fit
from tests.strategies import indicator_values


def test_z_score_by_hand() -> None:
    x = np.array([[2.0], [4.0], [9.0]])
    assert fit(x).apply(x)[:, 0] == pytest.approx((x[:, 0] - 5) / np.sqrt(26 / 3))
    assert fit(x, ddof=1).apply(x)[:, 0] == pytest.approx((x[:, 0] - 5) / np.sqrt(13))
    assert fit(x, centre=[4.0]).apply([[4.0]]) == pytest.approx(0.0)


def test_min_max_by_hand() -> None:
    assert fit([[2.0], [4.0], [10.0]], "min_max").apply([[4.0]]) == pytest.approx(0.25)


@given(indicator_values(min_areas=3))
def test_the_reference_itself_has_mean_zero_and_spread_one(x: np.ndarray) -> None:
    stick = fit(x)
    spread = stick.parameters["spread"]
    usable = spread > 1e-3 * (1 + np.abs(x).max(axis=0))
    z = stick.apply(x)
    np.testing.assert_allclose(z[:, usable].mean(axis=0), 0, atol=1e-7)
    np.testing.assert_allclose(z[:, usable].std(axis=0), 1, atol=1e-7)
    assert np.isnan(z[:, spread == 0]).all()


def test_equal_values_have_exactly_no_spread() -> None:
    assert fit(np.full((7, 1), 0.1)).parameters["spread"][0] == 0.0


def test_missing_values_are_left_out_of_the_reference() -> None:
    holed = np.array([[1.0], [np.nan], [3.0]])
    assert fit(holed).parameters["spread"][0] == pytest.approx(1.0)


def test_what_was_learnt_is_applied_to_anything() -> None:
    stick = fit([[0.0], [10.0]])
    assert stick.apply(np.full((2, 5, 1), 10.0)).shape == (2, 5, 1)
    assert stick.apply([[20.0]]) == pytest.approx(3.0)


def test_the_near_name_is_suggested() -> None:
    with pytest.raises(MethodError, match=r"did you mean 'z_score'"):
        fit([[1.0], [2.0]], "zscore")
