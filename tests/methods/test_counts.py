"""Weighted counts: SCB's printed example, additivity, linearity, and gaps that stay gaps."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.counts import cut_decimals, per_person, relative_to, weighted_counts

# SCB, product page "Care Need Index (CNI)", example table: seven counts, population, printed index and CNI.
SCB_EXAMPLE = (
    ((595, 1391, 484, 167, 385, 981, 632), 5912, 22709, 1.5513),
    ((293, 330, 215, 80, 240, 300, 210), 2407, 7869, 1.3204),
)
SCB_WEIGHTS = (3.23, 5.72, 6.15, 4.19, 4.19, 5.13, 3.97)

_WEIGHTS = hnp.arrays(float, 7, elements=st.floats(0, 10, allow_subnormal=False))
_COUNTS = hnp.arrays(float, (5, 7), elements=st.integers(0, 100_000))


def test_the_raw_index_is_scb_s_printed_integer() -> None:
    for counts, _, printed, _ in SCB_EXAMPLE:
        assert cut_decimals(weighted_counts(counts, SCB_WEIGHTS)) == printed


def test_no_other_order_of_the_weights_gives_the_printed_integers() -> None:
    orders = np.array(sorted(set(permutations(SCB_WEIGHTS))))
    assert len(orders) == 2520  # 7! / 2: two weights are equal
    counts = np.array([row[0] for row in SCB_EXAMPLE], dtype=float)
    right = (cut_decimals(counts @ orders.T) == [[row[2]] for row in SCB_EXAMPLE]).all(axis=0)
    assert orders[right].tolist() == [list(SCB_WEIGHTS)]


def test_both_printed_rows_imply_one_and_the_same_reference() -> None:
    each = [
        float(per_person(weighted_counts(counts, SCB_WEIGHTS), people))
        for counts, people, _, _ in SCB_EXAMPLE
    ]
    printed = [row[3] for row in SCB_EXAMPLE]
    low = max(value / (cni + 5e-5) for value, cni in zip(each, printed, strict=True))
    high = min(value / (cni - 5e-5) for value, cni in zip(each, printed, strict=True))
    assert (low, high) == (pytest.approx(2.47607, abs=5e-6), pytest.approx(2.47622, abs=5e-6))
    # One row's reference foretells the other's printed figure.
    for a, b in ((0, 1), (1, 0)):
        assert relative_to(each[b], each[a] / printed[a]).round(4) == printed[b]


@given(_COUNTS, _WEIGHTS)
def test_the_whole_is_the_sum_of_its_areas(counts: np.ndarray, weights: np.ndarray) -> None:
    whole = weighted_counts(counts.sum(axis=0), weights)
    assert whole == pytest.approx(weighted_counts(counts, weights).sum(), rel=1e-12, abs=1e-9)


@given(_COUNTS, _WEIGHTS, _WEIGHTS, st.floats(0, 10))
def test_linear_in_the_weights(counts: np.ndarray, a: np.ndarray, b: np.ndarray, factor: float) -> None:
    both = weighted_counts(counts, a + factor * b)
    apart = weighted_counts(counts, a) + factor * weighted_counts(counts, b)
    np.testing.assert_allclose(both, apart, rtol=1e-12, atol=1e-9)


@given(_COUNTS, _WEIGHTS, st.permutations(range(7)))
def test_the_order_of_the_variables_does_not_matter(
    counts: np.ndarray, weights: np.ndarray, order: list[int]
) -> None:
    moved = weighted_counts(counts[:, order], weights[order])
    np.testing.assert_allclose(moved, weighted_counts(counts, weights), rtol=1e-12, atol=1e-9)


@given(_COUNTS, _WEIGHTS, st.integers(1, 6))
def test_a_gap_leaves_no_sum_or_at_most_the_full_one(
    counts: np.ndarray, weights: np.ndarray, lacking: int
) -> None:
    full = weighted_counts(counts, weights)
    gaps = counts.copy()
    gaps[0, :lacking] = np.nan
    assert np.isnan(weighted_counts(gaps, weights)[0])
    assert (weighted_counts(gaps, weights, partial=True) <= full * (1 + 1e-12) + 1e-9).all()
    np.testing.assert_array_equal(weighted_counts(gaps, weights)[1:], full[1:])


def test_nothing_at_all_is_missing_even_when_a_part_is_asked_for() -> None:
    assert np.isnan(weighted_counts([np.nan, np.nan], [1, 2], partial=True))


@given(st.floats(0.01, 1e6), st.floats(0.01, 1e6), st.floats(0.01, 1e3))
def test_relative_to_its_own_is_one_and_scale_does_not_matter(x: float, base: float, factor: float) -> None:
    assert relative_to(x, x) == 1
    assert relative_to(factor * x, factor * base) == pytest.approx(float(relative_to(x, base)))


@pytest.mark.parametrize(
    ("counts", "weights", "message"),
    [
        ([1, -1], [1, 1], "below 0"),
        ([1, 1], [1, -1], "below 0"),
        ([1, 1], [1, np.nan], "weight is missing"),
        ([1, np.inf], [1, 1], "infinite"),
        ([1, 1, 1], [1, 1], "do not fit"),
        (["a", "b"], [1, 1], "numbers"),
    ],
)
def test_what_cannot_be_weighted_is_refused(counts: object, weights: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        weighted_counts(counts, weights)  # type: ignore[arg-type]


def test_a_reference_of_zero_is_refused() -> None:
    with pytest.raises(MethodError, match="not above zero"):
        relative_to([1.0, 2.0], 0)
