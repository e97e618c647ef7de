"""Inequality: definitions in words, exact splits, and what a measure must do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.inequality import (
    between_group_variance,
    concentration_index,
    gini,
    ridit,
    theil,
    theil_decomposition,
    variance_decomposition,
)

NAN = float("nan")
MEASURES = [gini, theil, between_group_variance]


def _cities(low: float = 0, most: int = 20) -> st.SearchStrategy[tuple[np.ndarray, np.ndarray]]:
    return st.integers(2, most).flatmap(
        lambda n: st.tuples(
            hnp.arrays(float, n, elements=st.integers(int(low), 60).map(float)),
            hnp.arrays(float, n, elements=st.integers(1, 500).map(float)),
        )
    )


# -- the definitions ----------------------------------------------------------------------------------------


@given(_cities())
def test_gini_is_half_the_relative_mean_difference(city) -> None:
    y, w = city
    p = w / w.sum()
    mean = (p * y).sum()
    if mean == 0:
        assert np.isnan(gini(y, w))
    else:
        expected = (p[:, None] * p * np.abs(y[:, None] - y)).sum() / (2 * mean)
        assert gini(y, w) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_ends() -> None:
    n = 50
    one_has_all = np.eye(1, n)[0]
    assert gini(one_has_all) == pytest.approx(1 - 1 / n)
    assert theil(one_has_all) == pytest.approx(np.log(n))
    assert between_group_variance(one_has_all) == pytest.approx((1 - 1 / n) / n)
    for measure in MEASURES:
        assert measure(np.full(7, 0.1)) == pytest.approx(0, abs=1e-15)


def test_ridit_is_the_middle_of_its_stretch() -> None:
    # The example in PHEindicatormethods: 12 % of the people first, then 10 %.
    assert ridit([1, 2, 3], [12, 10, 78])[:2].tolist() == pytest.approx([0.06, 0.17])
    assert ridit([5, 1, 5], [20, 50, 30]).tolist() == pytest.approx([0.75, 0.25, 0.75])


@given(_cities())
def test_ridits_mean_is_a_half(city) -> None:
    position, w = city
    found = ridit(position, w)
    assert (w * found).sum() / w.sum() == pytest.approx(0.5)
    p = w / w.sum()
    below = (p * (position < position[:, None])).sum(axis=1)
    same = (p * (position == position[:, None])).sum(axis=1)
    np.testing.assert_allclose(found, below + same / 2, atol=1e-12)


@given(_cities())
def test_gini_is_the_concentration_index_of_ones_own_order(city) -> None:
    y, w = city
    if y.sum():
        assert concentration_index(y, y, w).relative == pytest.approx(float(gini(y, w)), abs=1e-12)


@given(_cities(), st.randoms())
def test_concentration_index_changes_sign_with_the_order(city, random) -> None:
    y, w = city
    position = np.arange(len(y))
    random.shuffle(position)
    found = concentration_index(y, position, w)
    assert concentration_index(y, -position, w).absolute == pytest.approx(-found.absolute, abs=1e-9)
    if y.sum():
        assert abs(found.relative) <= gini(y, w) + 1e-12


# -- exact splits -------------------------------------------------------------------------------------------


@given(_cities(), st.integers(1, 4), st.randoms())
def test_between_and_within_sum_to_the_total(city, k: int, random) -> None:
    y, w = city
    groups = [f"G{random.randrange(k)}" for _ in y]
    for split in (theil_decomposition, variance_decomposition):
        if split is theil_decomposition and not y.sum():
            continue
        found = split(y, groups, w)
        assert found.between + found.within == pytest.approx(float(found.total), rel=1e-10, abs=1e-12)
        assert found.by_group.sum() == pytest.approx(float(found.within), rel=1e-12, abs=1e-15)
        assert found.between >= -1e-12
        assert (found.by_group >= -1e-12).all()
        assert found.groups == tuple(sorted(set(groups)))
    if y.sum():
        assert theil_decomposition(y, groups, w).total == theil(y, w)


@given(_cities(low=1))
def test_between_is_the_inequality_of_the_groups_means(city) -> None:
    y, w = city
    groups = np.arange(len(y)) % 2
    people = np.array([w[groups == g].sum() for g in (0, 1)])
    means = np.array([(w * y)[groups == g].sum() for g in (0, 1)]) / people
    assert theil_decomposition(y, groups, w).between == pytest.approx(float(theil(means, people)), abs=1e-12)
    expected = between_group_variance(means, people)
    assert variance_decomposition(y, groups, w).between == pytest.approx(float(expected), abs=1e-9)
    for g in (0, 1):
        inside = groups == g
        share = (w * y)[inside].sum() / (w * y).sum()
        own = share * theil(y[inside], w[inside])
        assert theil_decomposition(y, groups, w).by_group[g] == pytest.approx(float(own), abs=1e-12)


def test_one_group_and_one_unit_each() -> None:
    y = [1.0, 4.0, 9.0]
    for split in (theil_decomposition, variance_decomposition):
        together, apart = split(y, ["A"] * 3), split(y, ["A", "B", "C"])
        assert together.between == pytest.approx(0, abs=1e-15)
        assert apart.within == pytest.approx(0, abs=1e-15)
        assert apart.between_share == pytest.approx(1)
    assert np.isnan(variance_decomposition([2.0, 2.0], ["A", "B"]).between_share)


def test_a_group_without_anybody_or_anything_adds_nothing() -> None:
    found = theil_decomposition([1.0, 3.0, NAN, 0.0, 0.0], ["A", "A", "B", "C", "C"])
    assert found.by_group[1:].tolist() == [0.0, 0.0]
    assert found.between + found.within == pytest.approx(float(theil([1.0, 3.0, 0.0, 0.0])))


def test_large_values_with_a_small_spread() -> None:
    found = variance_decomposition(1e8 + np.array([1.0, 3.0, 5.0, 7.0]), list("AABB"))
    assert (found.between, found.within, found.total) == (4.0, 1.0, 5.0)


# -- what a measure must do ---------------------------------------------------------------------------------


@given(_cities(low=1), st.floats(0.01, 1000), st.randoms())
def test_unit_size_and_order_do_not_matter(city, times: float, random) -> None:
    y, w = city
    order = list(range(len(y)))
    random.shuffle(order)
    for measure in (gini, theil):
        found = measure(y, w)
        np.testing.assert_allclose(measure(times * y, w), found, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(measure(y, times * w), found, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(measure(y[order], w[order]), found, rtol=1e-9, atol=1e-12)
        assert found >= 0
    assert gini(y, w) < 1


@given(_cities(low=1))
def test_a_unit_split_in_two_changes_nothing(city) -> None:
    y, w = city
    for measure in MEASURES:
        halves = measure(
            np.append(y, y[0]), np.append(w, w[0] / 2) - np.append(np.eye(1, len(w))[0], 0) * w[0] / 2
        )
        assert halves == pytest.approx(float(measure(y, w)), rel=1e-9, abs=1e-10)


@given(_cities(low=2))
def test_giving_to_the_richer_is_more_unequal(city) -> None:
    y, _ = city
    if y.max() == y.min():
        return
    poor, rich = y.argmin(), y.argmax()
    moved = y.copy()
    moved[poor] -= 1
    moved[rich] += 1
    for measure in MEASURES:
        assert measure(moved) > measure(y)


@pytest.mark.parametrize("measure", MEASURES)
def test_missing_is_as_if_it_were_not_there(measure) -> None:
    y, w = np.array([1.0, NAN, 3.0, 4.0]), np.array([10.0, 20.0, NAN, 40.0])
    assert measure(y, w) == pytest.approx(float(measure([1.0, 4.0], [10.0, 40.0])))
    assert np.isnan(measure([NAN, NAN]))


def test_batch_is_the_same_as_one_by_one() -> None:
    rng = np.random.default_rng(2)
    y, w = rng.uniform(1, 9, (2, 3, 7)), rng.uniform(1, 9, (3, 7))
    groups, position = list("AABBCCC"), rng.permutation(7)
    for function in (
        gini,
        theil,
        between_group_variance,
        lambda y, w: theil_decomposition(y, groups, w).between,
        lambda y, w: variance_decomposition(y, groups, w).within,
        lambda y, w: concentration_index(y, position, w).relative,
    ):
        found = function(y, w)
        alone = [[function(y[i, j], w[j]) for j in range(3)] for i in range(2)]
        np.testing.assert_allclose(found, alone, rtol=1e-12)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: gini([1.0, -1.0]), "position 1: a value in the values is below 0"),
        (lambda: theil([1.0, 2.0], [1.0, -2.0]), "position 1: a value in the weights is below 0"),
        (lambda: gini([1.0, 2.0], [1.0, 2.0, 3.0]), "do not fit"),
        (lambda: theil_decomposition([1.0, 2.0], ["A"]), "1 groups for 2 units"),
        (lambda: concentration_index([1.0, 2.0], [1.0, NAN]), "a position in the order is missing"),
        (lambda: concentration_index([1.0, 2.0], [1.0, 2.0, 3.0]), "one position for each unit"),
    ],
)
def test_bad_input_is_refused(call, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        call()
