"""What is filled in, from what, and that every such value is marked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.impute import (
    area_mean,
    area_median,
    group_mean,
    group_median,
    last,
    linear,
    mean,
    median,
    none,
    proxy,
)
from omradesindex.methods.registry import find_methods, resolve

NAN = float("nan")
HOLED = hnp.arrays(
    float,
    st.tuples(st.integers(2, 4), st.integers(6, 12), st.integers(2, 4)),
    elements=st.one_of(st.integers(-50, 50).map(float), st.just(NAN)),
)
OPTIONS = {"group_mean": lambda n: {"groups": [i % 2 for i in range(n)]}}
OPTIONS["group_median"] = OPTIONS["group_mean"]
SIMPLE = [n for n in find_methods("impute") if n not in ("proxy", "multiple")]


@pytest.mark.slow
@pytest.mark.parametrize("name", SIMPLE)
@given(x=HOLED)
def test_observed_values_stay_and_the_mask_holds_the_others(name: str, x: np.ndarray) -> None:
    done = resolve("impute", {"method": name, **OPTIONS.get(name, lambda n: {})(x.shape[1])})(x)
    gaps = np.isnan(x)
    assert (done.values[~gaps] == x[~gaps]).all()
    assert (done.imputed == (gaps & ~np.isnan(done.values))).all()
    # Every imputed value lies among the column's observed ones.
    for j in range(x.shape[2]):
        new = done.values[..., j][done.imputed[..., j]]
        if new.size:
            assert np.nanmin(x[..., j]) - 1e-9 <= new.min()
            assert new.max() <= np.nanmax(x[..., j]) + 1e-9


@pytest.mark.slow
@pytest.mark.parametrize("name", SIMPLE)
@given(x=HOLED, seed=st.integers(0, 9))
def test_the_order_of_the_areas_has_no_effect(name: str, x: np.ndarray, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(x.shape[1])
    options = OPTIONS.get(name, lambda n: {})(x.shape[1])
    straight = resolve("impute", {"method": name, **options})(x)
    if "groups" in options:
        options = {"groups": [options["groups"][i] for i in order]}
    turned = resolve("impute", {"method": name, **options})(x[:, order])
    np.testing.assert_array_equal(turned.values, straight.values[:, order])
    np.testing.assert_array_equal(turned.imputed, straight.imputed[:, order])


@pytest.mark.parametrize("name", SIMPLE)
def test_scenarios_together_are_scenarios_one_by_one(name: str) -> None:
    rng = np.random.default_rng(2)
    x = np.where(rng.random((5, 3, 8, 4)) < 0.3, NAN, rng.normal(size=(5, 3, 8, 4)))
    method = resolve("impute", {"method": name, **OPTIONS.get(name, lambda n: {})(8)})
    for k in range(5):
        np.testing.assert_array_equal(method(x).values[k], method(x[k]).values)


def test_means_and_medians_by_hand() -> None:
    x = np.array([[1.0, 1], [2, NAN], [9, NAN], [NAN, NAN]])
    assert mean(x).values[3, 0] == 4
    assert median(x).values[3, 0] == 2
    assert mean(x).values[:, 1].tolist() == [1, 1, 1, 1]
    assert none(x).imputed.sum() == 0
    groups = ["a", "b", "b", "b"]
    assert group_mean(x, groups=groups).values[3, 0] == 5.5
    assert np.isnan(group_mean(x, groups=groups).values[1:, 1]).all()
    assert not group_mean(x, groups=groups).imputed[1:, 1].any()
    assert group_median(x[:, :1], groups=["a"] * 4).values[3, 0] == 2


def test_in_time_by_hand() -> None:
    x = np.array([NAN, 1.0, NAN, NAN, 7.0, NAN])[:, None, None]
    flat = lambda done: done.values[:, 0, 0].tolist()  # noqa: E731
    assert flat(last(x))[1:] == [1, 1, 1, 7, 7]
    assert np.isnan(flat(last(x))[0])
    assert np.isnan(flat(last(x, most=1))[3])
    assert flat(linear(x))[1:5] == [1, 3, 5, 7]
    assert np.isnan(flat(linear(x))[5])
    assert flat(linear(x, ends="nearest")) == [1, 1, 3, 5, 7, 7]
    assert flat(linear(x, periods=[2000, 2010, 2011, 2014, 2016, 2020]))[1:5] == [1, 2, 5, 7]
    assert flat(area_mean(x)) == [4, 1, 4, 4, 7, 4]
    assert flat(area_median(x)) == [4, 1, 4, 4, 7, 4]


# -- regression ---------------------------------------------------------------------------------------------


def test_without_the_proxy_there_is_no_value() -> None:
    x = np.array([[1.0, 2], [2, 4], [3, 6], [4, 8], [NAN, NAN]])
    done = proxy(x, on=[0])
    assert np.isnan(done.values[4]).all()
    assert not done.imputed.any()


# -- bad input ----------------------------------------------------------------------------------------------

X = np.array([[1.0, NAN], [2, 2], [3, 3], [4, 5]])


@pytest.mark.parametrize(
    ("impute", "message"),
    [
        (lambda: mean([1.0, NAN]), "areas × indicators"),
        (lambda: last(X), "periods × areas × indicators"),
        (lambda: mean([[np.inf, 1.0]]), "column 0: there is an infinite value"),
        (lambda: group_mean(X, groups=["a"]), "1 groups are given for 4 areas"),
        (lambda: linear(X[None], periods=[1, 2]), "1 times, in rising order"),
        (lambda: linear(X[None], ends="guess"), "'missing' or 'nearest'"),
        (lambda: last(X[None], most=0), "the option 'most' is 0"),
        (lambda: proxy(X, on=[]), "no column is given to predict from"),
        (lambda: proxy(X, on=[0], columns=[0]), "column 0: a column cannot be predicted from itself"),
        (lambda: proxy(X, on=[7]), "column 7 is not one of the 2 columns"),
    ],
)
def test_each_fault_has_its_own_words(impute, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        impute()
