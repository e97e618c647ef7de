"""Orders from comparisons in pairs: the handbook's examples, every order tried, and the rules' properties."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import rank
from omradesindex.methods.outranking import best_orders, borda, copeland, kemeny, outranking
from tests.methods import tai
from tests.strategies import weights

NAN = float("nan")
Rule = Callable[..., np.ndarray]
EVERY = pytest.mark.parametrize("rule", [copeland, borda, kemeny], ids=lambda f: f.__name__)

# Few different values and small whole weights, so that ties and circles are common.
_SMALL = hnp.arrays(
    float, st.tuples(st.integers(2, 6), st.integers(1, 4)), elements=st.integers(0, 3).map(float)
)
_HOLED = hnp.arrays(
    float,
    st.tuples(st.integers(2, 6), st.integers(1, 4)),
    elements=st.one_of(st.integers(0, 3).map(float), st.just(NAN)),
)


def profile(*votes: tuple[int, str]) -> tuple[np.ndarray, list[int]]:
    """Values and weights: each column is an order of areas, first to last, held by so many."""
    names = sorted(votes[0][1])
    x = np.array([[-order.index(name) for _, order in votes] for name in names], dtype=float)
    return x, [n for n, _ in votes]


#: OECD/JRC (2008), Table 25 (after Moulin 1988), Table 28 (Condorcet 1785), Table 31 (Fishburn), Table 34.
MOULIN = profile((3, "abcd"), (5, "acbd"), (7, "bdca"), (6, "cbda"))
CONDORCET = profile((23, "abc"), (17, "bca"), (2, "bac"), (10, "cab"), (8, "cba"))
FISHBURN = profile((3, "cbad"), (2, "badc"), (2, "adcb"))
CIRCLE = profile((1, "abc"), (1, "cab"), (1, "bca"))


def agreement(o: np.ndarray, order: tuple[int, ...]) -> float:
    return float(sum(o[i, j] for at, i in enumerate(order) for j in order[at + 1 :]))


# -- the handbook -------------------------------------------------------------------------------------------


def test_outranking_of_the_handbook() -> None:
    # Tables 27 and 30, in numbers of indicators.
    printed = [[10.5, 8, 8, 8], [13, 10.5, 10, 21], [13, 11, 10.5, 14], [13, 0, 7, 10.5]]
    assert 21 * outranking(*MOULIN) == pytest.approx(np.array(printed, dtype=float))
    printed = [[30, 33, 25], [27, 30, 42], [35, 18, 30]]
    assert 60 * outranking(*CONDORCET) == pytest.approx(np.array(printed, dtype=float))


def test_borda_of_the_handbook() -> None:
    assert 21 * borda(*MOULIN) == pytest.approx([24, 44, 38, 20])
    assert 60 * borda(*CONDORCET) == pytest.approx([58, 69, 53])
    assert 7 * borda(*FISHBURN) == pytest.approx([13, 12, 11, 6])
    # Without d, the last of all, the order of the others is reversed (Table 33).
    assert 7 * borda(FISHBURN[0][:3], FISHBURN[1]) == pytest.approx([6, 7, 8])
    assert 3 * borda(*CIRCLE) == pytest.approx([3, 3, 3])


def test_copeland_of_the_handbook() -> None:
    # Condorcet's order c, b, d, a; in a circle nobody comes before another.
    assert copeland(*MOULIN).tolist() == [-3, 1, 3, -1]
    assert copeland(*CONDORCET).tolist() == [0, 0, 0]


def test_kemeny_of_the_handbook() -> None:
    found = best_orders(*CONDORCET)
    assert found.places.tolist() == [3, 1, 2]
    assert 60 * found.agreement == pytest.approx(104)
    assert found.orders == 1
    assert kemeny(*CONDORCET).tolist() == [0, 2, 1]
    circle = best_orders(*CIRCLE)
    assert circle.orders == 3
    assert circle.places.tolist() == [2, 2, 2]


def test_kemeny_of_five_countries_of_the_handbook() -> None:
    # Tables 35-37: three orders agree by 6.375, two more by 6.125.
    x = tai.RAW[:5].copy()
    x[:, 4:6] = [[3.080, 4.150], [2.997, 4.073], [3.096, 4.145], [3.003, 3.865], [2.972, 3.653]]
    o = outranking(x, np.ones(8))
    printed = [
        [0.5, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0.5, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0.5, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0.5, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0.5],
    ]
    assert o == pytest.approx(np.array(printed))
    found = best_orders(x, np.ones(8))
    assert found.agreement == pytest.approx(6.375)
    assert found.orders == 3
    # United States 1, 3, 2; Sweden 2, 1, 1; Finland 3, 2, 3; then Japan and Korea.
    assert found.places == pytest.approx([8 / 3, 2, 4 / 3, 4, 5])


# -- Kemeny against every order -----------------------------------------------------------------------------


@given(_SMALL, st.data())
def test_kemeny_is_the_best_of_all_orders(x: np.ndarray, data: st.DataObject) -> None:
    n, k = x.shape
    w = data.draw(hnp.arrays(float, k, elements=st.integers(1, 4).map(float)))
    o = outranking(x, w)
    scored = [(agreement(o, order), order) for order in permutations(range(n))]
    top = max(score for score, _ in scored)
    best = [order for score, order in scored if score >= top - 1e-9]
    found = best_orders(x, w)
    assert found.agreement == pytest.approx(top)
    assert found.orders == len(best)
    mean = np.mean([[order.index(i) + 1 for i in range(n)] for order in best], axis=0)
    assert found.places == pytest.approx(mean)


@given(_SMALL, st.data())
def test_kemeny_agrees_at_least_as_well_as_other_rules(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    o, top = outranking(x, w), best_orders(x, w).agreement
    for scores in (copeland(x, w), borda(x, w)):
        assert top >= agreement(o, tuple(np.argsort(-scores, kind="stable"))) - 1e-6


def test_sixteen_areas_in_every_way_equal_or_unlike() -> None:
    rng = np.random.default_rng(0)
    equal = best_orders(np.ones((16, 3)), [1, 1, 1])
    assert equal.orders == 20_922_789_888_000
    assert equal.places.tolist() == [8.5] * 16
    x, w = rng.normal(size=(16, 5)), rng.uniform(size=5)
    found = best_orders(x, w)
    assert sorted(found.places) == list(range(1, 17))
    o, order = outranking(x, w), tuple(np.argsort(found.places))
    assert found.agreement == pytest.approx(agreement(o, order))
    # No neighbours, and no block of three, would better change places.
    for at in range(15):
        assert o[order[at], order[at + 1]] >= 0.5
    for at in range(14):
        for other in permutations(order[at : at + 3]):
            assert agreement(o, order[at : at + 3]) >= agreement(o, other) - 1e-9


def test_more_than_sixteen_where_few_are_in_a_circle() -> None:
    x = np.arange(100.0)[:, None] + np.zeros(3)
    assert kemeny(x, [1, 1, 1]).tolist() == list(range(100))
    x[50:53] = [[50, 52, 51], [51, 50, 52], [52, 51, 50]]
    found = best_orders(x, [1, 1, 1])
    assert found.orders == 3
    assert found.places[49:54].tolist() == [51, 49, 49, 49, 47]
    with pytest.raises(MethodError, match=r"41 areas beat each other in circles.*use copeland"):
        kemeny(np.ones((41, 2)), [1, 1])


# -- properties ---------------------------------------------------------------------------------------------


@given(_HOLED, st.data())
def test_what_one_wins_the_other_loses(x: np.ndarray, data: st.DataObject) -> None:
    w = data.draw(weights(x.shape[1]))
    o = outranking(x, w)
    np.testing.assert_allclose(o + np.swapaxes(o, -1, -2), 1, rtol=0, atol=1e-15)
    assert (np.diagonal(o) == 0.5).all()
    for i in range(len(x)):
        for j in range(len(x)):
            both = ~np.isnan(x[i] + x[j])
            total = w[both].sum()
            if total > 0:
                won = (w[both] * ((x[i] > x[j]) + 0.5 * (x[i] == x[j]))[both]).sum() / total
                assert o[i, j] == pytest.approx(won, abs=1e-9)
            else:
                assert o[i, j] == 0.5


@EVERY
@given(x=_HOLED, data=st.data())
def test_only_the_order_of_values_counts_and_not_that_of_areas(
    rule: Rule, x: np.ndarray, data: st.DataObject
) -> None:
    w = data.draw(weights(x.shape[1]))
    found = rule(x, w)
    assert (np.isnan(found) == (np.isnan(x) | (w == 0)).all(axis=1)).all()
    np.testing.assert_array_equal(rule(np.exp(x), w), found)
    order = data.draw(st.permutations(range(len(x))))
    np.testing.assert_array_equal(rule(x[order], w), found[order])


@EVERY
@given(x=_SMALL)
def test_turned_round_the_order_is_reversed(rule: Rule, x: np.ndarray) -> None:
    w = np.ones(x.shape[1])
    assert np.ptp(rule(x, w) + rule(-x, w)) == pytest.approx(0, abs=1e-9)


@EVERY
@given(x=_SMALL, data=st.data())
def test_who_is_higher_in_everything_comes_first(rule: Rule, x: np.ndarray, data: st.DataObject) -> None:
    above = np.vstack([x, x.max(axis=0) + 1])
    w = data.draw(weights(x.shape[1]))
    assert rank(rule(above, w))[-1] == 1
    assert (rank(rule(above, w))[:-1] > 1).all()


def test_weights_that_ought_to_cancel_do() -> None:
    # .1 + .2 is not quite .3 to a computer: the two areas are equal all the same.
    for rule in (copeland, kemeny):
        assert rank(rule([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]], [0.1, 0.2, 0.3])).tolist() == [1, 1]
    assert outranking([[1.0, 1.0, 0.0], [0.0, 0.0, 1.0]], [0.1, 0.2, 0.3])[0, 1] == 0.5


@EVERY
def test_scenarios_are_a_loop(rule: Rule) -> None:
    rng = np.random.default_rng(3)
    x, w = rng.integers(0, 4, size=(5, 7, 3)).astype(float), rng.integers(1, 4, size=(5, 3))
    x[1, 2] = x[3, 4, 0] = NAN
    both = rule(x, w)
    for i in range(5):
        np.testing.assert_allclose(both[i], rule(x[i], w[i]), rtol=1e-13)
    np.testing.assert_allclose(rule(x[0], w)[2], rule(x[0], w[2]), rtol=1e-13)
    np.testing.assert_allclose(rule(x, w[0])[2], rule(x[2], w[0]), rtol=1e-13)


def test_copeland_of_many_areas_in_blocks() -> None:
    x = np.random.default_rng(4).normal(size=(700, 3))
    o = outranking(x, [1, 1, 1])
    np.testing.assert_array_equal(copeland(x, [1, 1, 1]), np.sign(o - 0.5).sum(axis=1))


def test_bordas_ties_and_gaps() -> None:
    x = [[3.0], [2.0], [2.0], [1.0]]
    assert borda(x, [1]).tolist() == [3, 1.5, 1.5, 0]
    assert borda(x, [1], ties="none").tolist() == [3, 1, 1, 0]
    # Three have a value: their points are stretched to those of four.
    assert borda([[3.0], [2.0], [NAN], [1.0]], [1])[[0, 1, 3]].tolist() == [3, 1.5, 0]
    # One has a value: nobody is ranked.
    assert borda([[3.0, 1.0], [NAN, 2.0], [NAN, 3.0]], [1, 1]).tolist() == [0.5, 1, 2]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: borda([[1.0]], [1]), "one area alone has no rank"),
        (lambda: borda([[1.0], [2.0]], [1], ties="all"), "ties = 'all' is unknown"),
        (lambda: copeland([[1.0], [2.0]], [1, 2]), "2 weights were given for 1 columns"),
        (lambda: kemeny([1.0, 2.0], [1, 2]), "no areas and columns"),
        (lambda: outranking([[1.0, 2.0]], [1, -2]), "a weight is negative"),
        (lambda: kemeny(np.zeros((4001, 1)), [1]), "4001 areas"),
    ],
)
def test_what_has_no_order(call: Callable[[], object], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        call()


def test_the_handbook_s_twenty_three_countries_stand_in_one_circle() -> None:
    found = best_orders(tai.RAW, np.ones(8))
    assert found.agreement == pytest.approx(184.5)
    assert np.isnan(found.orders)  # several, of which not all are counted
    assert found.places.sum() == pytest.approx(23 * 12)
    assert np.argsort(found.places)[:3].tolist() == [2, 1, 0]  # Sweden, the United States, Finland
    with pytest.raises(MethodError, match=r"for each of 51 draws.*at most 16"):
        best_orders(np.repeat(tai.RAW[None], 51, axis=0), np.ones(8))
