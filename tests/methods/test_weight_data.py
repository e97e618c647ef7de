"""Standard deviation, CRITIC and entropy: published examples, and how such weights must behave."""

from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import find_methods
from omradesindex.methods.weight_components import factor_loadings, first_component
from omradesindex.methods.weight_data import critic, entropy, standard_deviation
from omradesindex.methods.weight_effective import effective
from tests.methods.asem import Shared

NAN = float("nan")
Weight = Callable[..., np.ndarray]

SPREAD = pytest.mark.parametrize("weight", [standard_deviation, critic, entropy], ids=lambda f: f.__name__)
EVERY = pytest.mark.parametrize(
    "weight",
    [standard_deviation, critic, entropy, first_component, factor_loadings, effective],
    ids=lambda f: f.__name__,
)

_TABLES = hnp.arrays(
    float, st.tuples(st.integers(4, 12), st.integers(2, 5)), elements=st.integers(0, 60).map(float)
)


# -- published examples -------------------------------------------------------------------------------------


def test_critic_of_tus_and_adali() -> None:
    # Tuş and Aytaç Adalı (2019): five software packages, six criteria.
    x = np.array(
        [
            [5000, 3, 3, 4, 3, 2],
            [680, 5, 3, 2, 2, 1],
            [2000, 3, 2, 3, 4, 3],
            [600, 4, 3, 1, 2, 2],
            [800, 2, 4, 3, 3, 4],
        ],
        dtype=float,
    )
    assert critic(x) == pytest.approx([0.157, 0.249, 0.168, 0.121, 0.154, 0.151], abs=5e-4)


@pytest.mark.parametrize(
    ("weight", "name", "digits"),
    [(critic, "critic", 3), (entropy, "entropy", 6), (standard_deviation, "std_weights", 2)],
)
def test_known_answers(shared: Shared, weight: Weight, name: str, digits: int) -> None:
    known = json.loads(shared("oracles", "weights", "known_answers.json").read_text())[name]
    assert weight(known["matrix"]) == pytest.approx(known["weights"], abs=0.5 * 10.0**-digits * (1 + 1e-6))


def test_deviations_by_hand() -> None:
    x = np.array([[0, 0, 0], [0.39, 0.3, 0.77], [0.17, 0.36, 0.8], [0.35, 0.29, 0.93], [1, 1, 0.99]])
    for ddof in (0, 1):
        s = x.std(axis=0, ddof=ddof)
        assert standard_deviation(x, ddof=ddof) == pytest.approx(s / s.sum())


def test_entropy_by_hand() -> None:
    # Shares (1/2, 1/2, 0): entropy ln 2 of at most ln 3. An even column tells nothing.
    assert entropy([[2.0, 7.0], [2.0, 7.0], [0.0, 7.0]]) == pytest.approx([1, 0])
    p = np.array([0.2, 0.3, 0.5])
    told = [1 - np.log(2) / np.log(3), 1 + (p * np.log(p)).sum() / np.log(3)]
    assert entropy([[2.0, 2.0], [2.0, 3.0], [0.0, 5.0]]) == pytest.approx(np.array(told) / sum(told))


# -- properties ---------------------------------------------------------------------------------------------


def usable(x: np.ndarray) -> None:
    assume((np.ptp(x, axis=0) > 0).all())
    with np.errstate(all="ignore"):
        r = np.corrcoef(x.T)
    assume((r < 1 - 1e-6)[~np.eye(len(r), dtype=bool)].all())


@EVERY
@given(x=_TABLES, data=st.data())
def test_the_order_of_areas_leaves_no_trace(weight: Weight, x: np.ndarray, data: st.DataObject) -> None:
    usable(x)
    order = data.draw(st.permutations(range(len(x))))
    try:
        found = weight(x)
    except MethodError:
        with pytest.raises(MethodError):
            weight(x[order])
        return
    assert (weight(x[order]) == found).all()
    assert found.sum() == pytest.approx(1)
    assert (found >= 0).all()


@SPREAD
@given(x=_TABLES, data=st.data())
def test_columns_carry_their_weights_along(weight: Weight, x: np.ndarray, data: st.DataObject) -> None:
    usable(x)
    order = data.draw(st.permutations(range(x.shape[1])))
    np.testing.assert_allclose(weight(x[:, order]), weight(x)[order], atol=1e-12)


@SPREAD
def test_scenarios_are_a_loop(weight: Weight) -> None:
    x = np.random.default_rng(7).gamma(2, size=(3, 9, 4))
    x[1, 2, 0] = NAN
    both = weight(x)
    assert both.shape == (3, 4)
    for i in range(3):
        np.testing.assert_allclose(both[i], weight(x[i]), rtol=1e-13)


def test_critic_and_entropy_do_not_ask_for_the_unit() -> None:
    x = np.random.default_rng(8).gamma(2, size=(14, 4))
    np.testing.assert_allclose(critic(x * [1, 10, 100, 1000] + [0, 5, 0, 5]), critic(x), rtol=1e-9)
    np.testing.assert_allclose(entropy(x * [1, 10, 100, 1000]), entropy(x), rtol=1e-9)


def test_critic_gives_less_to_columns_that_repeat_each_other() -> None:
    rng = np.random.default_rng(9)
    a, b = rng.uniform(size=(2, 200))
    w = critic(np.column_stack([a, a + 1e-3 * rng.uniform(size=200), b]))
    assert w[2] > 1.7 * w[0]


def test_missing_values_are_left_out() -> None:
    x = np.array([[1.0, 2.0], [2.0, NAN], [5.0, 4.0], [3.0, 3.0]])
    s = np.array([x[:, 0].std(ddof=1), np.nanstd(x[:, 1], ddof=1)])
    assert standard_deviation(x) == pytest.approx(s / s.sum())
    told = 1 - entropy_of(x[:, 0]), 1 - entropy_of(x[[0, 2, 3], 1])
    assert entropy(x) == pytest.approx(np.array(told) / sum(told))


def entropy_of(column: np.ndarray) -> float:
    p = column / column.sum()
    return float(-(p * np.log(p)).sum() / np.log(len(p)))


# -- bad input ----------------------------------------------------------------------------------------------


@EVERY
@pytest.mark.parametrize(
    ("x", "message"),
    [
        ([[1.0, 2.0]], "one area alone"),
        ([1.0, 2.0], "no areas and columns"),
        ([[1.0, np.inf], [1.0, 2.0]], "column 1: it holds an infinite value"),
    ],
)
def test_what_cannot_be_learnt_from(weight: Weight, x: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        weight(x)


@pytest.mark.parametrize("weight", [critic, first_component, factor_loadings, effective])
def test_a_constant_column_is_named(weight: Weight) -> None:
    with pytest.raises(MethodError, match=r"column '?1'?:? .*does not vary|column 1: it does not vary"):
        weight([[1.0, 5.0, 2.0], [2.0, 5.0, 2.0], [4.0, 5.0, 1.0]])


@pytest.mark.parametrize("name", [n for n, method in find_methods("weight").items() if not method.required])
def test_a_single_column_weighs_all(name: str) -> None:
    x = np.array([[1.0], [3.0], [2.0], [7.0], [4.0], [9.0]])
    assert find_methods("weight")[name].function(x) == pytest.approx([1.0])


def test_a_single_column_weighs_all_in_each_scenario() -> None:
    assert critic(np.arange(12.0).reshape(3, 4, 1)).tolist() == [[1.0]] * 3


def test_a_constant_column_weighs_nothing_where_spread_is_all() -> None:
    x = [[1.0, 0.1], [2.0, 0.1], [4.0, 0.1]]
    assert standard_deviation(x).tolist() == [1, 0]
    assert entropy(x).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("weight", "x", "message"),
    [
        (entropy, [[1.0, -2.0], [2.0, 3.0]], "column 1: it holds a negative value, and an entropy"),
        (entropy, [[1.0, 0.0], [2.0, 0.0]], "column 1: it holds zeros only"),
        (entropy, [[1.0, 3.0], [1.0, 3.0]], "no column varies"),
        (standard_deviation, [[1.0, 3.0], [1.0, 3.0]], "no column varies"),
        (standard_deviation, [[1.0, NAN], [2.0, 3.0]], "column 1: fewer than two areas have a value"),
        (critic, [[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]], "all columns say the same"),
        (
            critic,
            [[1.0, NAN], [2.0, NAN], [NAN, 3.0], [NAN, 5.0]],
            "shares too few areas with another column",
        ),
    ],
)
def test_what_has_no_weights(weight: Weight, x: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        weight(x)
