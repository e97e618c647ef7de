"""Benefit of the doubt: the handbook's 23 countries, small ones by hand, and how the scores must behave."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.frontier import benefit_of_the_doubt, frontier
from tests.methods import tai

NAN = float("nan")

# Whole numbers, with zeros, ties and areas that repeat each other.
_TABLES = hnp.arrays(
    float, st.tuples(st.integers(1, 9), st.integers(1, 4)), elements=st.integers(0, 9).map(float)
).filter(lambda x: x.sum() > 0)


def test_the_handbooks_countries() -> None:
    # OECD/JRC (2008), Table 19; note 29: each indicator takes 10 to 15 % of the total weight.
    printed = [1, 1, 1, 0.87, 0.80, 0.75, 0.71, 0.73, 0.66, 0.62, 0.62, 0.86, 0.60, 0.54, 0.58, 0.52, 0.51]
    printed += [0.49, 0.34, 0.38, 0.31, 0.27, 0.28]
    found = frontier(tai.NORMALISED, lower=0.10, upper=0.15, bounds_on="weights")
    assert found.scores == pytest.approx(printed, abs=0.01)
    assert (found.scores[:3] == 1).all()
    parts = found.weights / found.weights.sum(axis=1, keepdims=True)
    assert parts.min() >= 0.10 - 1e-7
    assert parts.max() <= 0.15 + 1e-7


def test_by_hand() -> None:
    # The frontier runs between (4, 2) and (2, 4), on x + y = 6.
    found = frontier([[4.0, 2.0], [2.0, 4.0], [2.0, 2.0], [1.0, 0.0], [0.0, 0.0]])
    assert found.scores == pytest.approx([1, 1, 2 / 3, 1 / 4, 0])
    assert found.weights[2] == pytest.approx([1 / 6, 1 / 6])
    assert found.shares[3] == pytest.approx([1, 0])


def test_bounds_of_shares_hold() -> None:
    x = np.random.default_rng(0).uniform(0.1, 1, size=(14, 5))
    free, bound = frontier(x), frontier(x, lower=0.1, upper=[0.3, 0.3, 0.3, 0.5, 0.5])
    assert (bound.shares >= 0.1 - 1e-7).all()
    assert (bound.shares <= np.array([0.3, 0.3, 0.3, 0.5, 0.5]) + 1e-7).all()
    assert (bound.scores <= free.scores + 1e-9).all()
    assert bound.shares.sum(axis=1) == pytest.approx(np.ones(14))
    for found in (free, bound):
        assert (found.weights @ x.T <= 1 + 1e-7).all()
        assert (found.weights * x).sum(axis=1) == pytest.approx(found.scores)
    # The nearer to the weights, the less can be made of an area.
    w = [1, 2, 3, 2, 2]
    scores = [benefit_of_the_doubt(x, w, around=around) for around in (0.0, 0.2, 0.5, 1.0)]
    for nearer, further in pairwise(scores):
        assert (nearer <= further + 1e-9).all()
    assert frontier(x, lower=np.array(w) / 10, upper=np.array(w) / 10).scores == pytest.approx(scores[0])


@given(_TABLES)
def test_best_in_anything_is_on_the_frontier(x: np.ndarray) -> None:
    scores = benefit_of_the_doubt(x, np.ones(x.shape[1]))
    best = ((x == x.max(axis=0)) & (x > 0)).any(axis=1)
    # Exactly: nobody on the frontier is put before another by the solver's last digit.
    assert (scores[best] == 1).all()
    assert (scores >= 0).all()
    assert (scores <= 1).all()


@given(_TABLES, st.data())
def test_scale_and_order_have_no_effect(x: np.ndarray, data: st.DataObject) -> None:
    w = np.ones(x.shape[1])
    found = benefit_of_the_doubt(x, w)
    factors = data.draw(hnp.arrays(float, x.shape[1], elements=st.floats(0.01, 100)))
    np.testing.assert_allclose(benefit_of_the_doubt(x * factors, w), found, atol=1e-8)
    order = data.draw(st.permutations(range(len(x))))
    np.testing.assert_array_equal(benefit_of_the_doubt(x[order], w), found[order])
    columns = data.draw(st.permutations(range(x.shape[1])))
    np.testing.assert_allclose(benefit_of_the_doubt(x[:, columns], w), found, atol=1e-8)


@given(_TABLES, st.data())
def test_more_is_never_less(x: np.ndarray, data: st.DataObject) -> None:
    w = np.ones(x.shape[1])
    i = data.draw(st.integers(0, len(x) - 1))
    more = x.copy()
    more[i] += data.draw(hnp.arrays(float, x.shape[1], elements=st.integers(0, 4).map(float)))
    assert benefit_of_the_doubt(more, w)[i] >= benefit_of_the_doubt(x, w)[i] - 1e-9


@pytest.mark.parametrize("bounds", [{}, {"lower": 0.1, "upper": 0.6}])
def test_many_areas_give_what_one_program_each_gives(bounds: dict[str, float]) -> None:
    from scipy.optimize import linprog

    x = np.random.default_rng(1).gamma(2, size=(120, 5))
    found = frontier(x, **bounds).scores
    for i in range(0, 120, 7):
        own = np.diag(x[i])
        rows = [x]
        if bounds:
            rows += [bounds["lower"] * x[i] - own, own - bounds["upper"] * x[i]]
        right = np.concatenate([np.ones(120), np.zeros(sum(len(r) for r in rows) - 120)])
        alone = linprog(-x[i], A_ub=np.vstack(rows), b_ub=right, method="highs")
        assert found[i] == pytest.approx(-alone.fun, abs=1e-8)


def test_scenarios_are_a_loop() -> None:
    x = np.random.default_rng(2).uniform(size=(3, 6, 4))
    both = benefit_of_the_doubt(x, [1, 1, 0, 2], around=0.5)
    for i in range(3):
        np.testing.assert_array_equal(both[i], benefit_of_the_doubt(x[i], [1, 1, 0, 2], around=0.5))
        np.testing.assert_allclose(both[i], benefit_of_the_doubt(x[i][:, [0, 1, 3]], [1, 1, 2], around=0.5))


def test_missing_values_have_no_part() -> None:
    x = np.array([[4.0, 2.0], [2.0, 4.0], [2.0, NAN], [NAN, NAN]])
    found = frontier(x)
    assert found.scores[:3] == pytest.approx([1, 1, 0.5])
    assert np.isnan(found.scores[3])
    # Half of the weight each cannot be met by one column; around the weights, the others scale up.
    assert np.isnan(frontier(x, upper=0.6).scores[2:]).all()
    assert benefit_of_the_doubt(x, [1, 1], around=0.2)[2] == pytest.approx(0.5)


def test_against_the_frontier_of_a_base_year() -> None:
    base = np.array([[4.0, 2.0], [2.0, 4.0]])
    found = frontier([[5.0, 4.0], [2.0, 2.0]], reference=base)
    assert found.scores == pytest.approx([1.5, 2 / 3])
    with pytest.raises(MethodError, match="column 1: the reference has no value above zero"):
        frontier([[1.0, 1.0]], reference=[[1.0, 0.0]])
    with pytest.raises(MethodError, match=r"a reference of shape \(1, 3\) was given for 2 columns"):
        frontier([[1.0, 1.0]], reference=[[1.0, 0.0, 1.0]])


X = [[1.0, 2.0], [2.0, 1.0]]


@pytest.mark.parametrize(
    ("x", "options", "message"),
    [
        ([[1.0, -0.5], [1.0, 1.0]], {}, r"column 1: benefit of the doubt is not defined for -0\.5.*min-max"),
        ([[1.0, np.inf]], {}, "not defined for inf"),
        ([[0.0, 0.0], [NAN, 0.0]], {}, "no value lies above zero"),
        (X, {"lower": 0.6}, "no shares can meet the bounds"),
        (X, {"upper": 0.4}, "no shares can meet the bounds"),
        (X, {"lower": [0.3, 0.5], "upper": [0.6, 0.4]}, "column 1: the lower bound is above the upper one"),
        (X, {"lower": [0.1, 0.1, 0.1]}, "the option 'lower' has 3 values for 2 columns"),
        (X, {"upper": 40}, "the option 'upper' lies outside 0 to 1"),
        (X, {"bounds_on": "parts"}, "bounds_on = 'parts' is unknown"),
        ([1.0, 2.0], {}, "no areas and columns"),
    ],
)
def test_what_has_no_frontier(x: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        frontier(x, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("weights", "options", "message"),
    [
        ([1, 1, 1], {}, "3 weights were given for 2 columns"),
        ([1, 1], {"around": 0.5, "upper": 0.9}, "bounds are given twice"),
        ([1, 1], {"around": 25}, "around = 25. Expected: a number from 0 to 1"),
        ([[1, 1], [1, 2]], {}, "one set of weights is needed"),
    ],
)
def test_what_is_no_doubt(weights: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        benefit_of_the_doubt(X, weights, **options)  # type: ignore[arg-type]
