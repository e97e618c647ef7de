"""Weighted means, and what a missing value does to them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex import MethodError
from omradesindex.methods import arithmetic, present_share, rescale
from tests.strategies import indicator_values, weights


@given(indicator_values(), st.data())
def test_the_mean_lies_between_the_least_and_the_greatest(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    used = x[:, w > 0]
    mean = arithmetic(x, w)
    slack = 1e-9 * np.abs(x).max()
    assert (mean >= used.min(axis=1) - slack).all()
    assert (mean <= used.max(axis=1) + slack).all()


@given(indicator_values(), st.data())
def test_only_the_proportions_of_weights_matter(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    np.testing.assert_allclose(arithmetic(x, w), arithmetic(x, 3 * w), rtol=1e-9, atol=1e-6)


def test_a_missing_value_gives_its_weight_to_the_others() -> None:
    assert arithmetic([[1.0, np.nan, 4.0]], [1, 5, 2]) == pytest.approx([3.0])


def test_a_missing_value_without_weight_changes_nothing() -> None:
    assert arithmetic([[2.0, np.nan]], [1, 0]) == pytest.approx([2.0])
    assert present_share([[2.0, np.nan]], [1, 0]) == pytest.approx([1.0])


def test_nothing_there_gives_nothing() -> None:
    assert np.isnan(arithmetic([[np.nan, np.nan]], [1, 1])).all()


def test_missing_values_do_not_change_other_areas() -> None:
    x = np.random.default_rng(2).normal(size=(6, 4))
    holed = x.copy()
    holed[0, 1] = np.nan
    np.testing.assert_allclose(
        arithmetic(x, [1, 2, 3, 4])[1:], arithmetic(holed, [1, 2, 3, 4])[1:], rtol=1e-13
    )


def test_scenarios_of_values_and_of_weights_broadcast() -> None:
    rng = np.random.default_rng(3)
    x, w = rng.normal(size=(4, 6, 3)), rng.uniform(size=(4, 3))
    both = arithmetic(x, w)
    assert both.shape == (4, 6)
    for i in range(4):
        np.testing.assert_allclose(both[i], arithmetic(x[i], w[i]))


def test_weights_must_fit() -> None:
    with pytest.raises(MethodError, match=r"3 weights were given for 2 columns"):
        arithmetic([[1.0, 2.0]], [1, 2, 3])


@pytest.mark.parametrize(
    ("given_weights", "message"),
    [([1, -1], "negative"), ([0, 0], "all weights are zero"), ([1, float("inf")], "finite")],
)
def test_impossible_weights_are_refused(given_weights: list[float], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        rescale(given_weights)
