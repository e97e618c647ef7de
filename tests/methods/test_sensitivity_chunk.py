"""One chunk's sums: by hand, by each row's weight, and to the last bit whatever the order of summation."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.methods.sensitivity_chunk import row_weights, weighted_sums
from omradesindex.methods.sensitivity_design import CHUNK


@pytest.mark.parametrize(
    ("first", "own"),
    [("centred", [4 * 1 + 5 * -2, 1 + 1 - 2]), ("jansen", [1 + 4 + 25])],
)
def test_each_sum_by_hand(first: str, own: list[float]) -> None:
    a, b, swapped = np.array([0.0, 1, 2]), np.array([0.0, 4, 5]), np.array([1.0, 2, 0])
    sums = weighted_sums(a, b, swapped[None], np.ones((1, 3)), first)
    # Rows, y, y², and of the factor: its change, squared, and what its first-order index needs.
    assert sums.tolist() == [[3, 3 + 9, 5 + 41, 1 + 1 + 4, *own]]


def test_a_row_counts_by_its_weight() -> None:
    a, b, ab = (np.random.default_rng(k).normal(size=(*s, 2)) for k, s in enumerate([(6,), (6,), (3, 6)]))
    twice = np.array([[1.0, 0, 1, 1, 0, 0]])
    picked = np.flatnonzero(twice[0])
    np.testing.assert_allclose(
        weighted_sums(a, b, ab, twice, "centred"),
        weighted_sums(a[picked], b[picked], ab[:, picked], np.ones((1, 3)), "centred"),
        atol=1e-11,
    )


def test_resamples_take_half_of_the_rows_and_the_first_line_all() -> None:
    weights = row_weights(CHUNK, 40, 3, 0)
    assert weights.shape == (41, CHUNK)
    assert weights[0].min() == 1
    assert set(np.unique(weights[1:])) == {0.0, 1.0}
    assert weights[1:].mean() == pytest.approx(0.5, abs=0.01)
    np.testing.assert_array_equal(weights, row_weights(CHUNK, 40, 3, 0))
    np.testing.assert_array_equal(weights[:, :100], row_weights(100, 40, 3, 0))
    for other in (row_weights(CHUNK, 40, 4, 0), row_weights(CHUNK, 40, 3, 1)):
        assert (other[1:] != weights[1:]).mean() == pytest.approx(0.5, abs=0.02)


def test_the_sums_depend_on_no_order_of_summation() -> None:
    # So neither on the linear algebra library nor on its threads.
    y = np.random.default_rng(1).normal(50, 10, (4, CHUNK, 3)) * np.geomspace(1e-3, 1e3, CHUNK)[:, None]
    shuffled = y[:, np.random.default_rng(1).permutation(CHUNK)]
    one, other = (weighted_sums(x[0], x[1], x[2:], np.ones((1, CHUNK)), "centred") for x in (y, shuffled))
    np.testing.assert_array_equal(one, other)


def test_a_missing_value_is_missing_in_its_own_output_only() -> None:
    a, b, ab = np.ones((4, 2)), np.zeros((4, 2)), np.ones((1, 4, 2))
    a[2, 0] = np.nan
    sums = weighted_sums(a, b, ab, np.ones((1, 4)), "jansen")[0]
    assert sums[0] == 4
    outputs = sums[1:].reshape(-1, 2)
    assert np.isnan(outputs[:3, 0]).all()
    assert outputs[:, 1].tolist() == [4.0, 4.0, 0.0, 4.0]
