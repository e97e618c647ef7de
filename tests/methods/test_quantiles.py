"""Weighted quantiles and spread: known answers, and what must hold whatever the figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods.quantiles import quantile_groups, weighted_quantiles, weighted_spread

NAN = float("nan")
P = (0.1, 0.5, 0.9)

values = st.floats(-1e6, 1e6)
people = st.integers(1, 5000)
units = st.lists(st.tuples(values, people), min_size=1, max_size=30)


def both(pairs: list[tuple[float, int]]) -> tuple[np.ndarray, np.ndarray]:
    y, w = zip(*pairs, strict=True)
    return np.array(y), np.array(w, dtype=float)


@given(units)
def test_a_unit_of_n_people_is_n_people_with_its_value(pairs: list[tuple[float, int]]) -> None:
    y, w = both([(value, 1 + n % 20) for value, n in pairs])
    persons = np.repeat(y, w.astype(int))
    by_numpy = np.quantile(persons, P, method="averaged_inverted_cdf")
    assert weighted_quantiles(y, P, w) == pytest.approx(by_numpy, rel=1e-9, abs=1e-9)
    # Both are as exact as the square root of the rounding of such large values allows.
    assert float(weighted_spread(y, w)) == pytest.approx(float(persons.std()), rel=1e-6, abs=1e-6)


@given(units)
def test_quantiles_are_in_order_and_inside(pairs: list[tuple[float, int]]) -> None:
    y, w = both(pairs)
    found = [y.min(), *weighted_quantiles(y, P, w), y.max()]
    assert (np.diff(found) >= 0).all()


@given(units, st.floats(1e-3, 1e3))
def test_only_the_proportions_of_the_weights_matter(pairs: list[tuple[float, int]], factor: float) -> None:
    y, w = both(pairs)
    assert weighted_quantiles(y, P, w * factor) == pytest.approx(weighted_quantiles(y, P, w), rel=1e-12)
    assert float(weighted_spread(y, w * factor)) == pytest.approx(float(weighted_spread(y, w)), abs=1e-6)


@given(units, st.randoms())
def test_the_order_of_the_units_does_not_matter(pairs: list[tuple[float, int]], random) -> None:
    y, w = both(pairs)
    order = list(range(len(y)))
    random.shuffle(order)
    assert (weighted_quantiles(y[order], P, w[order]) == weighted_quantiles(y, P, w)).all()
    assert float(weighted_spread(y[order], w[order])) == pytest.approx(float(weighted_spread(y, w)), abs=1e-6)


@given(units)
def test_turned_figures_have_turned_quantiles(pairs: list[tuple[float, int]]) -> None:
    y, w = both(pairs)
    turned = -weighted_quantiles(-y, P, w)[::-1]
    assert turned == pytest.approx(weighted_quantiles(y, P, w), rel=1e-9, abs=1e-9)


@given(values, people)
def test_one_unit_is_every_quantile_and_has_no_spread(value: float, n: int) -> None:
    assert (weighted_quantiles([value], (0, *P, 1), [n]) == value).all()
    assert float(weighted_spread([value], [n])) == 0


def test_equal_values_have_exactly_no_spread() -> None:
    assert float(weighted_spread([0.1] * 7, [3, 1, 4, 1, 5, 9, 2])) == 0


def test_what_is_missing_or_empty_is_left_out() -> None:
    y, w = [1.0, NAN, 99.0, 3.0, 50.0], [1.0, 5.0, 0.0, 1.0, NAN]
    assert weighted_quantiles(y, (0, 0.5, 1), w).tolist() == [1.0, 2.0, 3.0]
    assert float(weighted_spread(y, w)) == 1.0


def test_nobody_left_gives_nothing() -> None:
    assert np.isnan(weighted_quantiles([NAN, 1.0], P, [1.0, 0.0])).all()
    assert np.isnan(weighted_spread([NAN, 1.0], [1.0, 0.0]))


def test_rows_are_worked_out_each_for_itself() -> None:
    y, w = np.array([[1.0, 2.0, 3.0], [9.0, 7.0, NAN]]), np.array([[1, 1, 8], [1, 3, 1]])
    found = weighted_quantiles(y, P, w)
    assert found.shape == (2, 3)
    for row in range(2):
        assert (found[row] == weighted_quantiles(y[row], P, w[row])).all()


@pytest.mark.parametrize("p", [-0.1, 1.1, NAN, [[0.1]]])
def test_a_probability_is_from_0_to_1(p: object) -> None:
    with pytest.raises(MethodError, match="probabilit"):
        weighted_quantiles([1.0], p, [1.0])  # type: ignore[arg-type]


def test_negative_weights_are_refused() -> None:
    with pytest.raises(MethodError, match="below 0"):
        weighted_spread([1.0, 2.0], [1, -1])


def test_groups_of_areas() -> None:
    values = np.arange(10.0)
    assert quantile_groups(values, 5).tolist() == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]
    assert quantile_groups(values, 5, highest_first=False).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    sizes = np.bincount(quantile_groups(np.arange(103.0), 10).astype(int))[1:]
    assert sizes.sum() == 103
    assert set(sizes) == {10, 11}
    tied = quantile_groups([1.0, 1, 1, 1, 9, np.nan], 5)
    assert len(set(tied[:4])) == 1
    assert np.isnan(tied[5])
    with pytest.raises(MethodError, match="4 areas with values cannot be parted into 5 groups"):
        quantile_groups([1, 2, 3, 4])
