"""Normalisation learns from a reference and then only applies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from omradesindex import MethodError
from omradesindex.methods import NORMALISATIONS, fit
from omradesindex.methods.normalise_rank import exponential
from tests.strategies import indicator_values

NAN = float("nan")

#: What the methods that cannot do without are given, for values between −50 and 50.
OPTIONS = {"goalposts": {"low": -50, "high": 50}, "distance_to_target": {"target": 51}}
#: Not defined on values at or below zero.
POSITIVE = ("fraction_of_maximum",)
#: Whole numbers: two values that differ do so by more than rounding.
TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(3, 12), st.integers(1, 4)),
    elements=st.one_of(st.integers(-50, 50).map(float), st.just(NAN)),
)


def chosen(name: str) -> dict[str, object]:
    return {"method": name, **OPTIONS.get(name, {})}


def values_for(name: str, x: np.ndarray) -> np.ndarray:
    return np.abs(x) + 1 if name in POSITIVE else x


def try_fit(name: str, x: np.ndarray):  # type: ignore[no-untyped-def]
    """Fitted, or None where the method is not defined on these values (its own tests say where)."""
    try:
        return fit(x, chosen(name))
    except MethodError:
        assert name in ("robust_z", "distance_to_reference")
        return None


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


# -- what every method does ---------------------------------------------------------------------------------

EVERY = pytest.mark.parametrize("name", list(NORMALISATIONS))


@EVERY
@settings(max_examples=40)
@given(x=TABLES)
def test_a_greater_challenge_never_gets_less(name: str, x: np.ndarray) -> None:
    x = values_for(name, x)
    stick = try_fit(name, x)
    if stick is None:
        return
    y = stick.apply(x)
    for j in range(x.shape[1]):
        there = ~np.isnan(x[:, j])
        assert (np.diff(y[there, j][np.argsort(x[there, j])]) >= 0).all() or np.isnan(y[:, j]).all()
    assert np.isnan(y[np.isnan(x)]).all()
    usable = stick.parameters["spread"] > 0
    assert (np.isnan(y[:, usable]) == np.isnan(x[:, usable])).all()


@EVERY
@settings(max_examples=40)
@given(x=TABLES, seed=st.integers(0, 9))
def test_the_order_of_the_areas_has_no_effect(name: str, x: np.ndarray, seed: int) -> None:
    x = values_for(name, x)
    order = np.random.default_rng(seed).permutation(len(x))
    stick, other = try_fit(name, x), try_fit(name, x[order])
    assert (stick is None) == (other is None)
    if stick is not None and other is not None:
        np.testing.assert_array_equal(other.apply(x), stick.apply(x))
        np.testing.assert_array_equal(stick.apply(x[order]), stick.apply(x)[order])


@EVERY
def test_scenarios_together_are_scenarios_one_by_one(name: str) -> None:
    rng = np.random.default_rng(1)
    x = rng.uniform(0.5, 40, (3, 2, 9, 4))
    x[1, 1, 4, 2] = NAN
    together, other = fit(x, chosen(name)), rng.uniform(0, 50, (3, 2, 5, 4))
    alone = fit(x[0, 0], chosen(name))
    np.testing.assert_array_equal(alone.apply(other), np.stack([[alone.apply(b) for b in a] for a in other]))
    for i in np.ndindex(3, 2):
        for y in (x, other):
            alone = fit(x[i], chosen(name))
            np.testing.assert_allclose(together.apply(y)[i], alone.apply(y[i]), rtol=1e-13)


@pytest.mark.parametrize("name", [n for n in NORMALISATIONS if n not in ("none", "goalposts", *POSITIVE)])
@settings(max_examples=40)
@given(x=TABLES, scale=st.sampled_from([0.25, 2.0, 8.0]), shift=st.sampled_from([0.0, 16.0, -32.0]))
def test_the_unit_has_no_effect(name: str, x: np.ndarray, scale: float, shift: float) -> None:
    stick = try_fit(name, x)
    if stick is None:
        return
    options = {k: np.asarray(v) * scale + shift for k, v in OPTIONS.get(name, {}).items()}
    y = fit(scale * x + shift, {"method": name, **options}).apply(scale * x + shift)
    np.testing.assert_allclose(y, stick.apply(x), atol=1e-9)


@pytest.mark.parametrize("name", ["rank", "percentile_rank", "exponential"])
@settings(max_examples=60)
@given(x=TABLES, data=st.data())
def test_scenarios_with_gaps_ties_and_values_beyond(name: str, x: np.ndarray, data: st.DataObject) -> None:
    other = data.draw(hnp.arrays(float, (5, x.shape[1]), elements=st.integers(-60, 60).map(lambda v: v / 2)))
    together = fit(np.stack([x, -x]), name).apply(other)
    np.testing.assert_allclose(together[0], fit(x, name).apply(other), rtol=1e-13, atol=1e-13)
    np.testing.assert_allclose(together[1], fit(-x, name).apply(other), rtol=1e-13, atol=1e-13)


@EVERY
def test_a_constant_column_is_named_only_when_asked(name: str) -> None:
    x = np.array([[1.0, 5.0], [2.0, 5.0], [4.0, 5.0]])
    stick = fit(x, chosen(name))
    if name in ("none", "goalposts"):  # they have a stick of their own
        assert stick.check() is stick
    else:
        assert np.isnan(stick.apply(x)[:, 1]).all()
        with pytest.raises(MethodError, match=r"^column 1: the reference areas have no two different values"):
            stick.check()


# -- each by hand -------------------------------------------------------------------------------------------

COLUMN = np.array([1.0, 2, 2, 4, 9])[:, None]


def on_column(method: object, x: object = COLUMN, **common: object) -> list[float]:
    return fit(COLUMN, method, **common).apply(x)[:, 0].tolist()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("min_max", [0, 0.125, 0.125, 0.375, 1]),
        ({"method": "min_max", "low": 1, "high": 101}, [1, 13.5, 13.5, 38.5, 101]),
        ("distance_to_maximum", [0, 0.125, 0.125, 0.375, 1]),
        ({"method": "distance_to_reference", "reference": 5}, [0, 0.25, 0.25, 0.75, 2]),
        (
            {"method": "distance_to_reference", "reference": 4, "form": "relative"},
            [-0.75, -0.5, -0.5, 0, 1.25],
        ),
        ({"method": "distance_to_target", "target": 5}, [0, 0.25, 0.25, 0.75, 2]),
        ({"method": "distance_to_target", "target": 5, "cap": True}, [0, 0.25, 0.25, 0.75, 1]),
        ("fraction_of_maximum", [1 / 9, 2 / 9, 2 / 9, 4 / 9, 1]),
        ({"method": "goalposts", "low": 2, "high": 4}, [0, 0, 0, 1, 1]),
        ({"method": "goalposts", "low": 2, "high": 4, "clip": False, "points": 10}, [-5, 0, 0, 10, 35]),
        ({"method": "robust_z", "scale": 1}, [-1, 0, 0, 2, 7]),
        ("rank", [1, 2, 2, 4, 5]),
        ({"method": "rank", "ties": "average"}, [1, 2.5, 2.5, 4, 5]),
        ({"method": "rank", "ties": "max"}, [1, 3, 3, 4, 5]),
        ("borda", [0, 1, 1, 3, 4]),
        ("percentile_rank", [0, 0.25, 0.25, 0.75, 1]),
        ("categories", [1, 3, 3, 4, 5]),
        ({"method": "categories", "at": [0.5], "scores": [-1, 1]}, [-1, 1, 1, 1, 1]),
        ({"method": "categories", "by": "sd"}, [2, 2, 2, 3, 4]),
        ("none", [1, 2, 2, 4, 9]),
        ({"method": "ampi", "reference": 5}, [70, 77.5, 77.5, 92.5, 130]),
        ({"method": "ampi", "reference": 5, "inf": 0, "sup": 12}, [80, 85, 85, 95, 120]),
    ],
)
def test_by_hand(method: object, expected: list[float]) -> None:
    assert on_column(method) == pytest.approx(expected)


def test_what_is_learnt_meets_the_middle_that_is_given() -> None:
    spread = COLUMN.std()
    assert on_column("mpi", [[3.6]]) == pytest.approx([100])
    assert on_column("mpi", [[3.6 + spread]]) == pytest.approx([110])
    assert on_column("mpi", [[5.0]], centre=[5.0]) == pytest.approx([100])
    assert on_column("ampi", [[5.0]], centre=[5.0]) == pytest.approx([100])
    assert on_column("robust_z", [[5.0]], centre=[5.0]) == pytest.approx([0])
    assert on_column("distance_to_reference", [[5.0]], centre=[5.0]) == pytest.approx([1])


@given(TABLES)
def test_mpi_has_mean_100_and_standard_deviation_10(x: np.ndarray) -> None:
    for ddof in (0, 1):
        y = fit(x, "mpi", ddof=ddof).apply(x)
        there = (~np.isnan(y)).sum(axis=0) > 1
        np.testing.assert_allclose(np.nanmean(y[:, there], axis=0), 100)
        np.testing.assert_allclose(np.nanstd(y[:, there], axis=0, ddof=ddof), 10)


def test_ampi_stays_between_70_and_130_around_the_midpoint() -> None:
    x = np.array([[2.0], [7.0], [12.0]])
    assert fit(x, "ampi").apply(x)[:, 0].tolist() == [70, 100, 130]


def test_robust_z_scores_are_scipys_median_deviation() -> None:
    x = np.random.default_rng(2).normal(size=(30, 3))
    expected = (x - np.median(x, axis=0)) / stats.median_abs_deviation(x, scale="normal")
    np.testing.assert_allclose(fit(x, "robust_z").apply(x), expected)


def test_normal_scores() -> None:
    x = np.arange(1.0, 10)[:, None]
    np.testing.assert_allclose(fit(x, "normal_score").apply(x)[:, 0], stats.norm.ppf(np.arange(1, 10) / 10))


def test_another_value_gets_its_place_between_the_nearest_areas() -> None:
    assert on_column("rank", [[0.0], [1.5], [2.0], [3.0], [6.5], [99.0]]) == [1, 1.5, 2, 3, 4.5, 5]
    assert on_column("percentile_rank", [[-9.0], [3.0]]) == [0, 0.5]
    low, between, high = on_column("exponential", [[4.0], [6.5], [9.0]])
    assert high == pytest.approx(100)
    assert between == pytest.approx(float(exponential(0.9)))
    assert low == pytest.approx(float(exponential(0.8)))


def test_scbs_five_types_of_areas() -> None:
    # 2022: mean 9.10, standard deviation 5.47 over Sweden's RegSO; cuts 3.63, 9.10, 14.57, 20.04.
    x = np.array([[9.10 - 5.47], [9.10 + 5.47]])
    found = fit(x, {"method": "categories", "by": "sd", "scores": [5, 4, 3, 2, 1]})
    assert found.apply([[3.62], [3.64], [9.2], [14.6], [20.0], [20.1]])[:, 0].tolist() == [5, 4, 3, 2, 2, 1]


# -- the exponential transformation -------------------------------------------------------------------------


def test_fourteen_areas_by_the_exponential_transformation() -> None:
    x = np.arange(14.0, 0, -1)[:, None]
    y = fit(x, "exponential").apply(x)[:, 0]
    assert y[[0, 1, 13]] == pytest.approx([100, 57.12, 1.68], abs=0.005)
    assert (y[:13] > y[1:]).all()


def test_a_tenth_of_many_areas_scores_above_fifty() -> None:
    x = np.arange(1000.0)[:, None]
    assert (fit(x, "exponential").apply(x) > 50).mean() == pytest.approx(0.1, abs=0.004)


@pytest.mark.parametrize(
    "domain", ["Income", "Employment", "Health", "Education", "Access", "Housing", "Crime", "Environment"]
)
def test_the_welsh_domain_scores(shared: Callable[..., Path], domain: str) -> None:
    wales = pd.read_csv(shared("oracles", "wimd2019", "wimd2019_lsoa11.csv"))
    ranks = wales[f"{domain}_rank"].to_numpy(float)
    assert len(ranks) == 1909
    printed = wales[f"{domain}_score"].to_numpy(float)
    np.testing.assert_allclose(exponential((1909 + 1 - ranks) / 1909), printed, rtol=0, atol=1e-8)
    # As a normalisation of a turned value: rank 1 is the most deprived, and areas that tie share it.
    found = fit(-ranks[:, None], {"method": "exponential", "ties": "max"}).apply(-ranks[:, None])[:, 0]
    np.testing.assert_allclose(found, printed, rtol=0, atol=1e-8)


# -- one's own ----------------------------------------------------------------------------------------------


def test_a_function_of_ones_own_gets_the_reference_as_it_stands() -> None:
    def first_is_one(x: np.ndarray, reference: np.ndarray) -> np.ndarray:
        return np.asarray(x / reference[0])

    stick = fit([[2.0], [8.0], [4.0]], first_is_one)
    assert stick.method == "first_is_one"
    assert stick.apply([[6.0]])[0, 0] == 3
    assert stick.check() is stick


# -- bad input ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "message"),
    [
        ("goalposts", r"method 'goalposts': the option 'low', 'high' is not given"),
        (
            {"method": "goalposts", "low": 5, "high": 5},
            "column 0: the low goalpost is not below the high one",
        ),
        ({"method": "goalposts", "low": [1, 2, 3], "high": 5}, "'low' has 3 values for 1 columns"),
        ({"method": "goalposts", "low": "a", "high": 5}, "the option 'low' is 'a'.*a number"),
        ({"method": "goalposts", "low": NAN, "high": 5}, "the option 'low' is nan"),
        ({"method": "distance_to_target", "target": 1}, "column 0: the target is on the wrong side"),
        ({"method": "distance_to_reference", "reference": 0.5}, "column 0: the reference value is not above"),
        (
            {"method": "distance_to_reference", "reference": 0, "form": "relative"},
            "column 0: the reference value is zero",
        ),
        ({"method": "distance_to_reference", "form": "share"}, "'range', 'relative'"),
        ({"method": "min_max", "low": 1, "high": 0}, "the scale goes from 1 to 0"),
        ({"method": "min_max", "hihg": 1}, r"no option 'hihg' \(did you mean 'high'\?\)"),
        ({"method": "z_score", "sd": 0}, "the option 'sd' is 0"),
        ({"method": "ampi", "inf": 5, "sup": 4}, "column 0: the upper end is not above"),
        ({"method": "rank", "ties": "mean"}, "the option 'ties' is 'mean'"),
        ({"method": "exponential", "scale": 0}, "the option 'scale' is 0"),
        ({"method": "categories", "by": "terciles"}, "'quantiles', 'sd'"),
        ({"method": "categories", "at": [0.5, 0.2]}, "the cuts do not rise"),
        ({"method": "categories", "at": [20, 50]}, "a quantile lies outside 0 to 1"),
        ({"method": "categories", "scores": [1, 2]}, "2 scores are given for 4 cuts"),
        ({"low": 1}, "the table names no method"),
        (7, "a method is chosen by int"),
    ],
)
def test_each_fault_has_its_own_words(method: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        fit(COLUMN, method)


def test_values_on_which_a_method_is_not_defined() -> None:
    with pytest.raises(MethodError, match="column 0: half of the areas or more have the same value"):
        fit([[1.0], [1.0], [1.0], [5.0]], "robust_z")
    with pytest.raises(MethodError, match="column 0: the largest value is not above zero"):
        fit(-COLUMN, "fraction_of_maximum")
    with pytest.raises(MethodError, match="areas × indicators"):
        fit([1.0, 2.0])
    with pytest.raises(MethodError, match="column 0: the reference holds an infinite value"):
        fit([[1.0], [np.inf]])
    with pytest.raises(MethodError, match="ddof is 2"):
        fit(COLUMN, ddof=2)
    with pytest.raises(MethodError, match="do not have the reference's 1 columns"):
        fit(COLUMN).apply([[1.0, 2.0]])
    with pytest.raises(MethodError, match="a rank's share lies outside"):
        exponential([1.5])
