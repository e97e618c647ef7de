"""Outliers: the rule, what each treatment does, that it is listed and can be done to others."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from omradesindex.errors import MethodError
from omradesindex.methods.registry import resolve
from omradesindex.methods.treat import (
    box_cox,
    by_indicator,
    exponential_tail,
    log,
    shifted_log,
    winsorise,
    winsorise_at,
    winsorise_or_log,
)

NAN = float("nan")

#: Values of whole numbers: those that differ do so by more than rounding.
TABLES = hnp.arrays(
    float, st.tuples(st.integers(5, 16), st.integers(1, 4)), elements=st.integers(-60, 60).map(float)
)
#: With a few far out.
OUTLYING = TABLES.map(lambda x: np.concatenate([x, np.full((1, x.shape[1]), 5000.0)]))
# Skewed upwards by one value, far out: 12 areas, as a share of a city's might be.
ONE_OUT = np.array([4.0, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 60])[:, None]


# -- winsorising --------------------------------------------------------------------------------------------


def test_one_point_is_pulled_to_its_neighbour_and_listed() -> None:
    done = winsorise(ONE_OUT)
    (change,) = done.changes
    assert (change.action, change.column, change.rows) == ("winsorise", 0, (11,))
    assert (change.before, change.after) == ((60.0,), (10.0,))
    assert change.parameters == {"low": 4.0, "high": 10.0}
    assert done.passed[:, 0].tolist() == [False, True]
    assert done.skewness[0, 0] > 2 > done.skewness[1, 0]


def test_a_low_outlier_is_pulled_up() -> None:
    (change,) = winsorise(-ONE_OUT).changes
    assert (change.rows, change.before, change.after) == ((11,), (-60.0,), (-10.0,))


def test_equal_extremes_move_together() -> None:
    x = np.concatenate([np.tile(ONE_OUT[:-1], (3, 1)), [[60.0]] * 2])
    (change,) = winsorise(x, most=1).changes
    assert change.rows == (33, 34)


def test_the_limit_stops_it() -> None:
    x = np.concatenate([np.tile(ONE_OUT[:-1], (3, 1)), [[300.0], [310.0], [320.0]]])
    assert [len(winsorise(x, most=k).changes[0].rows) for k in (1, 2, 3, 5)] == [1, 2, 3, 3]
    assert not winsorise(x, most=2).passed[1, 0]
    assert winsorise_or_log(x, most=3).changes[0].action == "winsorise"
    (change,) = winsorise_or_log(x, most=2).changes
    assert change.action == "shifted_log"
    assert change.before == tuple(x[:, 0])  # of the original values
    assert change.after[0] == pytest.approx(np.log(0.01 * 316))


def test_a_column_is_never_made_constant() -> None:
    x = np.array([[0.0]] * 12 + [[1.0]])
    done = winsorise(x)
    assert done.changes == ()
    assert done.passed[:, 0].tolist() == [False, False]
    assert winsorise(x, rule=False).changes == ()


@given(OUTLYING)
def test_winsorising_keeps_the_order_and_stays_within(x: np.ndarray) -> None:
    done = winsorise(x)
    y = done.apply(x)
    for j in range(x.shape[1]):
        assert (np.diff(y[np.argsort(x[:, j]), j]) >= 0).all()
        assert x[:, j].min() <= y[:, j].min()
        assert y[:, j].max() <= x[:, j].max()
    changed = {(row, c.column) for c in done.changes for row in c.rows}
    assert changed == {tuple(p) for p in np.argwhere(x != y).tolist()}


@given(TABLES, st.sampled_from([(0.0, 1.0), (0.05, 0.95), (0.2, 0.8), (0.0, 0.6)]))
def test_pulled_in_to_quantiles(x: np.ndarray, shares: tuple[float, float]) -> None:
    ends = np.quantile(x, shares, axis=0)
    flat = (ends[0] == ends[1]) & (x.min(axis=0) < x.max(axis=0))
    if flat.any():
        with pytest.raises(MethodError, match=f"column {int(flat.argmax())}: the two quantiles are equal"):
            winsorise_at(x, low=shares[0], high=shares[1])
        return
    np.testing.assert_allclose(
        winsorise_at(x, low=shares[0], high=shares[1]).apply(x), np.clip(x, *ends), rtol=1e-12
    )


# -- curves -------------------------------------------------------------------------------------------------


def test_logarithms_by_hand() -> None:
    x = np.array([[1.0, 5.0], [10.0, 7.0], [100.0, 9.0]])
    done = log(x, columns=[0], rule=False)
    np.testing.assert_allclose(done.apply(x)[:, 0], np.log([1, 10, 100]))
    assert (done.apply(x)[:, 1] == x[:, 1]).all()
    np.testing.assert_allclose(shifted_log(x, rule=False).apply(x)[:, 0], np.log([0.99, 9.99, 99.99]))


def test_box_cox_finds_scipys_power() -> None:
    x = np.random.default_rng(3).lognormal(1, 0.7, (40, 1))
    (change,) = box_cox(x, rule=False).changes
    assert change.parameters["power"] == pytest.approx(stats.boxcox_normmax(x[:, 0], method="mle"), abs=1e-4)
    np.testing.assert_allclose(
        box_cox(x, power=0.3, rule=False).apply(x)[:, 0], stats.boxcox(x[:, 0], lmbda=0.3), rtol=1e-12
    )
    np.testing.assert_allclose(box_cox(x, power=0, rule=False).apply(x), np.log(x), rtol=1e-15)


def test_box_cox_can_shift_first() -> None:
    x = np.array([[-5.0], [0.0], [4.0]])
    done = box_cox(x, power=2, shift=True, rule=False)
    np.testing.assert_allclose(done.apply(x)[:, 0], (np.array([1.0, 6, 10]) ** 2 - 1) / 2)


@given(OUTLYING)
def test_the_exponential_tail_is_monotone_bounded_and_leaves_the_middle_alone(x: np.ndarray) -> None:
    usable = [j for j in range(x.shape[1]) if np.ptp(np.quantile(x[:, j], [0.25, 0.75])) > 0]
    done = exponential_tail(x, columns=usable, rule=False)
    y = done.apply(x)
    for change in done.changes:
        j, p = change.column, change.parameters
        inside = (x[:, j] >= p["low"]) & (x[:, j] <= p["high"])
        assert (y[inside, j] == x[inside, j]).all()
        assert y[:, j].max() <= p["high"] + p["reach"] + 1e-9
        assert (np.diff(y[np.argsort(x[:, j]), j]) >= 0).all()
        # Leaves the fence with slope one.
        near = change.apply([p["high"], p["high"] + 1e-6 * p["reach"]])
        assert np.diff(near)[0] == pytest.approx(1e-6 * p["reach"], rel=1e-4)


@pytest.mark.parametrize("name", ["winsorise", "winsorise_or_log", "shifted_log", "exponential_tail"])
@given(x=OUTLYING, seed=st.integers(0, 10))
def test_the_order_of_the_areas_has_no_effect(name: str, x: np.ndarray, seed: int) -> None:
    method = resolve("treat", name)
    order = np.random.default_rng(seed).permutation(len(x))
    try:
        straight = method(x)
    except MethodError:
        with pytest.raises(MethodError):
            method(x[order])
        return
    assert (method(x[order]).apply(x) == straight.apply(x)).all()
    assert (straight.apply(x)[order] == straight.apply(x[order])).all()


def test_none_tells_but_does_nothing() -> None:
    done = resolve("treat", "none")(ONE_OUT)
    assert done.changes == ()
    assert not done.passed.any()
    assert (done.apply(ONE_OUT) == ONE_OUT).all()


# -- bad input ----------------------------------------------------------------------------------------------

BAD = np.concatenate([np.arange(1.0, 13)[:, None], ONE_OUT - 10], axis=1)


@pytest.mark.parametrize(
    ("treat", "message"),
    [
        (lambda: log(BAD), r"column 1: log is not defined for the value -6\. Expected: values above zero"),
        (lambda: box_cox(BAD), "column 1: box_cox is not defined for the value -6"),
        (lambda: shifted_log([[2.0], [2.0]], rule=False), "column 0: all values are equal"),
        (lambda: box_cox([[2.0], [2.0]], rule=False), "column 0: all values are equal"),
        (lambda: exponential_tail(np.ones((5, 1)), rule=False), "column 0: the quartiles are equal"),
        (lambda: winsorise(BAD, most=0), "the option 'most' is 0"),
        (lambda: shifted_log(ONE_OUT, offset=0), "the option 'offset' is 0"),
        (lambda: exponential_tail(ONE_OUT, reach=0), "the option 'reach' is 0"),
        (lambda: box_cox(ONE_OUT, power=NAN), "the option 'power' is nan"),
        (lambda: winsorise_at(ONE_OUT, low=0.9, high=0.1), r"the shares are 0\.9 and 0\.1"),
        (lambda: winsorise_at(np.eye(20), high=0.9), r"column 0: the two quantiles are equal"),
    ],
)
def test_each_fault_has_its_own_words(treat, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=message):
        treat()


# -- by indicator -------------------------------------------------------------------------------------------


def test_a_logarithm_that_makes_it_worse_is_left_or_mirrored() -> None:
    left = 70 - ONE_OUT
    done = log(left)
    assert done.changes == ()
    assert done.unmet == (0,)
    (change,) = shifted_log(left).changes
    assert change.action == "mirrored_log"
    np.testing.assert_allclose(change.after, -np.array(shifted_log(ONE_OUT).changes[0].after))
    far = np.concatenate([np.tile(ONE_OUT[:-1], (3, 1)), [[300.0], [310.0], [320.0]]])
    assert winsorise_or_log(-far, most=2).changes[0].action == "mirrored_log"


def test_each_column_by_its_own() -> None:
    x = np.array([[0.0, 4, 1], [1, 9, 2], [3, 16, 3]])
    done = by_indicator(
        x, indicators={0: {"method": "log", "offset": 1}, 1: {"method": "box_cox", "power": 0.5}}
    )
    np.testing.assert_allclose(done.apply(x), np.column_stack([np.log(x[:, 0] + 1), [2, 4, 6], x[:, 2]]))
    assert done.asked == (0, 1)
    with pytest.raises(MethodError, match=r"row 2, column 0: log is not defined for the value 0"):
        by_indicator(x[::-1], indicators={0: "log"})
    with pytest.raises(MethodError, match="cannot be the treatment of one column"):
        by_indicator(x, indicators={0: {"method": "by_indicator", "indicators": {}}})
