"""Means of every power, the least, the greatest, and what a missing value does to them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import arithmetic, present_share, rescale
from omradesindex.methods.aggregate import (
    geometric,
    harmonic,
    maximum,
    minimum,
    power_mean,
    product,
    total,
    where_enough,
)
from tests.methods.asem import Shared, read, table
from tests.strategies import indicator_values, weights

Mean = Callable[..., np.ndarray]

NAN = float("nan")
ALL: list[Mean] = [arithmetic, geometric, harmonic, power_mean, minimum, maximum]
EVERY = pytest.mark.parametrize("mean", ALL, ids=lambda f: f.__name__)

# On a scale that every mean is defined on, with gaps.
_POSITIVE = hnp.arrays(
    float,
    st.tuples(st.integers(1, 12), st.integers(1, 6)),
    elements=st.one_of(st.floats(0.01, 1000), st.just(NAN)),
)


@given(indicator_values(), st.data())
def test_the_mean_lies_between_the_least_and_the_greatest(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    used = x[:, w > 0]
    mean = arithmetic(x, w)
    slack = 1e-9 * np.abs(x).max()
    assert (mean >= used.min(axis=1) - slack).all()
    assert (mean <= used.max(axis=1) + slack).all()


@given(_POSITIVE, st.data())
def test_means_are_ordered_by_their_power(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    rising = [
        minimum(x, w),
        harmonic(x, w),
        geometric(x, w),
        arithmetic(x, w),
        power_mean(x, w),
        maximum(x, w),
    ]
    for lower, higher in pairwise(rising):
        assert (np.isnan(lower) == np.isnan(higher)).all()
        there = ~np.isnan(lower)
        assert (lower[there] <= higher[there] * (1 + 1e-9)).all()


@given(_POSITIVE, st.floats(-30, 30).filter(lambda p: abs(p) > 1e-3), st.data())
def test_a_power_mean_is_its_formula(x: np.ndarray, power: float, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    found = power_mean(x, w, power=power)
    for i, row in enumerate(x):
        there = ~np.isnan(row) & (w > 0)
        if not there.any():
            assert np.isnan(found[i])
            continue
        logs = power * np.log(row[there])
        top = logs.max()
        mean = top + np.log(np.average(np.exp(logs - top), weights=w[there]))
        assert np.log(found[i]) == pytest.approx(mean / power, rel=1e-9, abs=1e-9)


def test_a_power_mean_holds_the_others() -> None:
    x, w = np.random.default_rng(1).uniform(1, 9, size=(7, 4)), [1, 2, 3, 4]
    for power, mean in (
        (1, arithmetic),
        (0, geometric),
        (-1, harmonic),
        (np.inf, maximum),
        (-np.inf, minimum),
    ):
        np.testing.assert_allclose(power_mean(x, w, power=power), mean(x, w), rtol=1e-13)


def test_zero_is_no_obstacle_to_a_positive_power() -> None:
    assert power_mean([[0.0, 2.0], [0.0, 0.0]], [1, 1], power=2) == pytest.approx([np.sqrt(2), 0])


@EVERY
@given(x=_POSITIVE, data=st.data())
def test_every_mean_of_equal_values_is_that_value(mean: Mean, x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    value = data.draw(st.floats(0.01, 1000))
    assert mean(np.full(x.shape, value), w) == pytest.approx(np.full(len(x), value), rel=1e-12)


@EVERY
@given(x=_POSITIVE, data=st.data())
def test_every_mean_follows_scale_and_order(mean: Mean, x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1])).round(6)
    found = mean(x, w)
    np.testing.assert_allclose(mean(7 * x, w), 7 * found, rtol=1e-12)
    np.testing.assert_allclose(mean(x, 3 * w), found, rtol=1e-12)
    order = data.draw(st.permutations(range(len(x))))
    # To the last bit: equal areas must stay equal, or ranks would hang on the order of rows.
    np.testing.assert_array_equal(mean(x[order], w), found[order])


@EVERY
@given(x=_POSITIVE, data=st.data())
def test_every_mean_is_monotone(mean: Mean, x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    more = x * data.draw(hnp.arrays(float, x.shape, elements=st.floats(1, 3)))
    there = ~np.isnan(mean(x, w))
    assert (mean(more, w)[there] >= mean(x, w)[there] * (1 - 1e-9)).all()


@EVERY
def test_scenarios_are_a_loop(mean: Mean) -> None:
    rng = np.random.default_rng(3)
    x, w = rng.uniform(1, 9, size=(4, 6, 3)), rng.uniform(size=(4, 3))
    x[1, 2, 0] = NAN
    both = mean(x, w)
    assert both.shape == (4, 6)
    for i in range(4):
        np.testing.assert_allclose(both[i], mean(x[i], w[i]), rtol=1e-13)
    assert mean(x[0], w).shape == mean(x, w[0]).shape == (4, 6)


@given(indicator_values(), st.data())
def test_only_the_proportions_of_weights_matter(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    np.testing.assert_allclose(arithmetic(x, w), arithmetic(x, 3 * w), rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("shape", [(51, 49), (1909, 8), (14, 27)])
def test_where_an_area_stands_leaves_no_trace(shape: tuple[int, int]) -> None:
    # A matrix product fails here: it sums rows in different orders.
    rng = np.random.default_rng(0)
    x, w = rng.normal(size=shape), rng.uniform(size=shape[1])
    order = rng.permutation(shape[0])
    assert (arithmetic(x[order], w) == arithmetic(x, w)[order]).all()
    alike = np.repeat(x[:1], shape[0], axis=0)
    assert len(np.unique(arithmetic(alike, w))) == 1


@EVERY
def test_a_missing_value_gives_its_weight_to_the_others(mean: Mean) -> None:
    assert mean([[1.0, NAN, 4.0]], [1, 5, 2]) == pytest.approx(mean([[1.0, 4.0]], [1, 2]))
    assert np.isnan(mean([[NAN, NAN]], [1, 1])).all()


@EVERY
def test_a_value_without_weight_changes_nothing(mean: Mean) -> None:
    # Not even where the mean is not defined for it.
    for idle in (NAN, 0.0, -3.0, 99.0):
        assert mean([[2.0, idle]], [1, 0]) == pytest.approx([2.0])
    assert present_share([[2.0, NAN]], [1, 0]) == pytest.approx([1.0])


def test_missing_values_do_not_change_other_areas() -> None:
    x = np.random.default_rng(2).normal(size=(6, 4))
    holed = x.copy()
    holed[0, 1] = NAN
    np.testing.assert_allclose(
        arithmetic(x, [1, 2, 3, 4])[1:], arithmetic(holed, [1, 2, 3, 4])[1:], rtol=1e-13
    )


def test_enough_is_a_share_of_the_columns_that_count() -> None:
    x = [[1.0, 2.0, NAN], [NAN, NAN, 3.0], [1.0, 2.0, 3.0]]
    scores = arithmetic(x, [1, 1, 1])
    assert where_enough(scores, x, least=2 / 3).tolist()[::2] == [1.5, 2.0]
    assert np.isnan(where_enough(scores, x, least=2 / 3)[1])
    assert np.isnan(where_enough(scores, x, least=1)[:2]).all()
    assert (where_enough(scores, x, least=0) == scores).all()
    assert where_enough(scores, x, [1, 1, 0], least=1)[0] == 1.5
    with pytest.raises(MethodError, match="the least share of values is 80"):
        where_enough(scores, x, least=80)


def test_the_share_may_differ_between_scenarios_of_weights() -> None:
    assert present_share([[1.0, NAN]], [[1, 1], [1, 0], [0, 1]]).tolist() == [[0.5], [1.0], [0.0]]


@EVERY
def test_weights_must_fit(mean: Mean) -> None:
    with pytest.raises(MethodError, match=r"3 weights were given for 2 columns"):
        mean([[1.0, 2.0]], [1, 2, 3])
    with pytest.raises(MethodError, match=r"a weight is negative"):
        mean([[1.0, 2.0]], [1, -1])
    with pytest.raises(MethodError, match=r"values of shape \(2,\) hold no areas and columns"):
        mean([1.0, 2.0], [1, 1])


@pytest.mark.parametrize("mean", [geometric, harmonic, lambda x, w: power_mean(x, w, power=-2)])
@pytest.mark.parametrize("bad", [0.0, -1.5])
def test_zero_and_less_are_refused_where_there_is_no_mean(mean: Mean, bad: float) -> None:
    with pytest.raises(
        MethodError, match=rf"column 1: a .*mean.* is not defined for {bad:g}.*above zero"
    ) as caught:
        mean([[1.0, 2.0], [1.0, bad]], [1, 1])
    assert caught.value.where == "row 1, column 1"


def test_a_power_must_be_a_number_and_a_negative_value_has_no_root() -> None:
    with pytest.raises(MethodError, match="not a number"):
        power_mean([[1.0]], [1], power=NAN)
    with pytest.raises(
        MethodError, match=r"a mean of power 2 is not defined for -1\. Expected: values of zero"
    ):
        power_mean([[1.0, -1.0]], [1, 1])


@pytest.mark.parametrize(
    ("given_weights", "message"),
    [([1, -1], "negative"), ([0, 0], "all weights are zero"), ([1, float("inf")], "finite")],
)
def test_impossible_weights_are_refused(given_weights: list[float], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        rescale(given_weights)


def test_the_handbooks_two_countries() -> None:
    # OECD/JRC (2008), section 6.11: equal by addition, 2.14 against 6 by multiplication; one point more in
    # the second indicator takes them to 2.54 and 6.23.
    x = np.array([[21.0, 1, 1, 1], [6, 6, 6, 6]])
    assert arithmetic(x, [1] * 4).tolist() == [6, 6]
    assert geometric(x, [1] * 4).round(2).tolist() == [2.14, 6.0]
    assert geometric(x + np.eye(4)[1], [1] * 4) == pytest.approx([2.54, 6.23], abs=0.01)


def test_coinr_needs_four_of_five_present(shared: Shared) -> None:
    asem = read(shared)
    printed = table(shared, "agg_rawnorm_amean_datthresh_0.8").loc[list(asem.units)]
    columns = [printed[name].to_numpy(float) for name in asem.indicators]
    for name, positions, parts in asem.groups:
        x, w = np.stack([columns[p] for p in positions], axis=-1), [asem.weights[p] for p in parts]
        columns.append(where_enough(arithmetic(x, w), x, w, least=0.8))
        np.testing.assert_allclose(columns[-1], printed[name].to_numpy(float), rtol=0, atol=1e-10)
    assert np.isnan(np.stack(columns[49:])).any()


def test_products_and_sums_by_hand() -> None:
    x = np.array([[2.0, 5, 3], [0, 5, 3], [2, np.nan, 8]])
    np.testing.assert_allclose(product(x, [1, 1, 1]), [30, 0, 64])  # √(2 · 8)³
    np.testing.assert_allclose(product(x, [2, 1, 0]), [2 ** (4 / 3) * 5 ** (2 / 3), 0, 4])
    np.testing.assert_allclose(total(x, [1, 1, 1]), [10, 8, 15])
    np.testing.assert_allclose(total(x, [2, 1, 0]), [2 * (2 * 2 + 5) / 3, 10 / 3, 4])
    batch = np.stack([x, 2 * x])
    np.testing.assert_allclose(product(batch, [[1, 1, 1], [2, 1, 0]])[1], product(2 * x, [2, 1, 0]))
    with pytest.raises(MethodError, match="row 1, column 0: a product is not defined for -1"):
        product([[1, 1], [-1, 1]], [1, 1])
