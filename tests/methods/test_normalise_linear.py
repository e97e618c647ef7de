"""Normalisations that are a line: each by hand, against scipy, and where it is not defined."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from omradesindex.errors import MethodError
from omradesindex.methods import fit

NAN = float("nan")
#: Whole numbers: two values that differ do so by more than rounding.
TABLES = hnp.arrays(
    float,
    st.tuples(st.integers(3, 12), st.integers(1, 4)),
    elements=st.one_of(st.integers(-50, 50).map(float), st.just(NAN)),
)

COLUMN = np.array([1.0, 2, 2, 4, 9])[:, None]


def on_column(method: object, x: object = COLUMN, **common: object) -> list[float]:
    """Learn from the column, and apply to it or to others."""
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
        ("none", [1, 2, 2, 4, 9]),
        ({"method": "ampi", "reference": 5}, [70, 77.5, 77.5, 92.5, 130]),
        ({"method": "ampi", "reference": 5, "inf": 0, "sup": 12}, [80, 85, 85, 95, 120]),
    ],
)
def test_by_hand(method: object, expected: list[float]) -> None:
    assert on_column(method) == pytest.approx(expected)


def test_z_score_by_hand() -> None:
    x = np.array([[2.0], [4.0], [9.0]])
    assert fit(x).apply(x)[:, 0] == pytest.approx((x[:, 0] - 5) / np.sqrt(26 / 3))
    assert fit(x, ddof=1).apply(x)[:, 0] == pytest.approx((x[:, 0] - 5) / np.sqrt(13))
    assert fit(x, centre=[4.0]).apply([[4.0]]) == pytest.approx(0.0)


def test_a_z_score_by_the_spread_without_noise() -> None:
    x = np.array([[2.0], [4.0], [9.0]])
    without = {"method": "z_score", "spread": "without_noise"}
    # Over n − 1 the variance is 13, of which the noise is 4; over n it is two thirds of that.
    assert fit(x, without, noise=[4.0], ddof=1).parameters["spread"] == pytest.approx(3.0)
    assert fit(x, without, noise=[4.0]).parameters["spread"] == pytest.approx(np.sqrt(6))
    assert fit(x, without, noise=[0.0]).parameters["spread"] == pytest.approx(np.sqrt(26 / 3))
    several = fit(np.stack([x, 2 * x]), without, noise=[4.0], ddof=1)
    assert several.parameters["spread"].ravel() == pytest.approx([3.0, np.sqrt(48)])
    empty = np.column_stack([x, np.full(3, np.nan)])
    assert np.isnan(fit(empty, without, noise=[4.0, np.nan]).parameters["spread"][1])


@pytest.mark.parametrize(
    ("noise", "said"),
    [
        (None, "is not known"),
        ([np.nan], "is not known"),
        ([12.0], "next to nothing but noise"),
        ([-1.0], "below 0"),
    ],
)
def test_noise_that_leaves_no_spread_is_refused(noise: list[float] | None, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        fit([[2.0], [4.0], [9.0]], {"method": "z_score", "spread": "without_noise"}, noise=noise)


def test_min_max_by_hand() -> None:
    assert fit([[2.0], [4.0], [10.0]], "min_max").apply([[4.0]]) == pytest.approx(0.25)


def test_equal_values_have_exactly_no_spread() -> None:
    assert fit(np.full((7, 1), 0.1)).parameters["spread"][0] == 0.0


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
    with pytest.raises(MethodError, match="ddof is 2"):
        fit(COLUMN, ddof=2)


def test_a_spread_over_people_is_that_of_everybody_written_out() -> None:
    x, people = np.array([[1.0, 4], [2, np.nan], [6, 8], [2, 4]]), [2, 1, 3, 4]
    stick = fit(x, {"method": "z_score", "people": people})
    for j in range(2):
        everybody = np.repeat(x[:, j], people)
        everybody = everybody[~np.isnan(everybody)]
        assert stick.parameters["centre"][j] == pytest.approx(everybody.mean())
        assert stick.parameters["spread"][j] == pytest.approx(everybody.std())
    order = [2, 0, 3, 1]
    again = fit(x[order], {"method": "z_score", "people": np.array(people)[order]})
    assert (again.parameters["spread"] == stick.parameters["spread"]).all()
    sample = fit(x, {"method": "z_score", "people": people}, ddof=1)
    assert sample.parameters["spread"][0] == pytest.approx(np.repeat(x[:, 0], people).std(ddof=1))
    for wrong, what in (
        ([1, 2], "2 figures of people for 4"),
        ([1, 2, 3, np.nan], "how many live"),
        ([0] * 4, "nobody"),
    ):
        with pytest.raises(MethodError, match=what):
            fit(x, {"method": "z_score", "people": wrong})
    with pytest.raises(MethodError, match="not known without noise"):
        fit(x, {"method": "z_score", "people": people, "spread": "without_noise"}, noise=[0.1, 0.1])
