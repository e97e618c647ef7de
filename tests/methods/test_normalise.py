"""Normalisation learns from a reference and then only applies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import NORMALISATIONS, fit
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


@given(indicator_values(min_areas=3))
def test_the_reference_itself_has_mean_zero_and_spread_one(x: np.ndarray) -> None:
    stick = fit(x)
    spread = stick.parameters["spread"]
    usable = spread > 1e-3 * (1 + np.abs(x).max(axis=0))
    z = stick.apply(x)
    np.testing.assert_allclose(z[:, usable].mean(axis=0), 0, atol=1e-7)
    np.testing.assert_allclose(z[:, usable].std(axis=0), 1, atol=1e-7)
    assert np.isnan(z[:, spread == 0]).all()


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


@pytest.mark.parametrize(
    "name", [n for n in NORMALISATIONS if n not in ("none", "goalposts", "vector", *POSITIVE)]
)
@given(x=TABLES, scale=st.sampled_from([0.25, 2.0, 8.0]), shift=st.sampled_from([0.0, 16.0, -32.0]))
def test_the_unit_has_no_effect(name: str, x: np.ndarray, scale: float, shift: float) -> None:
    stick = try_fit(name, x)
    if stick is None:
        return
    options = {k: np.asarray(v) * scale + shift for k, v in OPTIONS.get(name, {}).items()}
    y = fit(scale * x + shift, {"method": name, **options}).apply(scale * x + shift)
    np.testing.assert_allclose(y, stick.apply(x), atol=1e-9)


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
        ({"low": 1}, "the table names no method"),
        (7, "a method is chosen by int"),
    ],
)
def test_what_names_no_method(method: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        fit([[1.0], [2.0]], method)


def test_what_is_no_reference_and_no_other_year_of_it() -> None:
    with pytest.raises(MethodError, match="areas × indicators"):
        fit([1.0, 2.0])
    with pytest.raises(MethodError, match="column 0: the reference holds an infinite value"):
        fit([[1.0], [np.inf]])
    with pytest.raises(MethodError, match="do not have the reference's 1 columns"):
        fit([[1.0], [2.0]]).apply([[1.0, 2.0]])
