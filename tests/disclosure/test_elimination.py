"""Sums of many parts are found by elimination, and dependence of other kinds is no sum."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.disclosure.elimination import eliminated


@pytest.fixture
def parts() -> np.ndarray:
    return (
        np.random.default_rng(2)
        .poisson([[400.0], [90.0], [30.0], [8.0], [3.0], [1000.0]], (6, 50))
        .astype(float)
    )


def test_a_sum_is_found_whichever_of_it_is_the_greatest(parts: np.ndarray) -> None:
    for order in (slice(None), slice(None, None, -1)):
        series = np.vstack([parts, parts[:5].sum(axis=0)])[order]
        (found,) = eliminated(series)
        whole, those = found
        np.testing.assert_array_equal(series[whole], series[[*those]].sum(axis=0))
        assert len(those) == 5


def test_sums_of_sums_are_found_each(parts: np.ndarray) -> None:
    three, all_of = parts[:3].sum(axis=0), parts.sum(axis=0)
    series = np.vstack([parts, three, all_of])
    for whole, those in eliminated(series):
        np.testing.assert_array_equal(series[whole], series[[*those]].sum(axis=0))
    assert len(eliminated(series)) == 2


def test_other_dependence_is_no_sum(parts: np.ndarray) -> None:
    assert eliminated(np.vstack([parts, 2 * parts[0] + parts[1]])) == []
    assert eliminated(np.vstack([parts, parts[0] + parts[1] + 0.5 * parts[2]])) == []
    # Two and two that are as many: neither side is one.
    pairs = np.vstack([parts[:3], parts[0] + parts[1] - parts[2]])
    assert eliminated(pairs) == []


def test_independent_series_and_few_figures_tell_nothing(parts: np.ndarray) -> None:
    assert eliminated(parts) == []
    assert eliminated(np.vstack([parts, parts.sum(axis=0)])[:, :14]) == []
    assert eliminated(np.empty((0, 20))) == []
    assert eliminated(np.vstack([parts, np.zeros(50)])) == []
