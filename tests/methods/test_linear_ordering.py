"""The best linear order by integer programming, against all orders, and whatever the areas' order."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from omradesindex.methods import linear_ordering, outranking
from omradesindex.methods.linear_ordering import best_linear_orders
from omradesindex.methods.outranking import best_orders


def margins_of(n: int, k: int, seed: int) -> np.ndarray:
    x = np.random.default_rng(seed).integers(0, 9, (n, k))
    return np.sign(x[:, None] - x[None]).sum(axis=2) / k


@pytest.mark.parametrize("seed", range(4))
def test_what_all_best_orders_have_in_common(seed: int) -> None:
    margins = margins_of(6, 3, seed)
    orders = np.array(list(permutations(range(6))))
    gain = np.array([np.triu(margins[np.ix_(order, order)], 1).sum() for order in orders])
    best = orders[gain >= gain.max() - 1e-9]
    places = np.argsort(best, axis=1)
    share = (places[:, :, None] < places[:, None, :]).mean(axis=0)
    expected = np.where(share == 1, 1.0, np.where(share == 0, 0.0, 0.5))
    np.fill_diagonal(expected, 0.5)
    found = best_linear_orders(margins)
    assert found.before.tolist() == expected.tolist()
    assert found.order.tolist() in best.tolist()
    order = np.random.default_rng(seed).permutation(6)
    again = best_linear_orders(margins[np.ix_(order, order)])
    assert (again.before == found.before[np.ix_(order, order)]).all()


def test_more_than_sixteen_in_a_circle_as_the_count_of_all_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.random.default_rng(2).normal(size=(9, 7))
    counted = best_orders(x, np.ones(7))
    monkeypatch.setattr(outranking, "KEMENY_LIMIT", 2)
    sought = best_orders(x, np.ones(7))
    assert counted.orders == 1
    assert sought.places.tolist() == counted.places.tolist()
    assert sought.agreement == pytest.approx(counted.agreement)
    assert sought.orders == 1
    rolled = np.array([[1.0, 2, 3], [2, 3, 1], [3, 1, 2]])
    circle = best_orders(rolled, [1, 1, 1])
    assert circle.places.tolist() == [2, 2, 2]
    assert np.isnan(circle.orders)


def test_twenty_areas_in_one_circle() -> None:
    n = 20
    # Each beats the half that follows it round a table, so that all stand in one circle.
    x = np.array([[(i - j) % n for j in range(3)] for i in range(n)], dtype=float)
    found = best_orders(x, [1, 1, 1])
    assert np.isfinite(found.places).all()
    order = np.random.default_rng(0).permutation(n)
    np.testing.assert_allclose(best_orders(x[order], [1, 1, 1]).places, found.places[order])


def test_a_search_is_given_up_at_a_number_of_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear_ordering, "_NODES", 0)
    with pytest.raises(linear_ordering.MethodError, match="given up"):
        best_linear_orders(margins_of(12, 5, 1))
