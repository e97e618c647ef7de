"""Growth a year, compounded."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.growth import compound_growth


def test_growth_by_hand() -> None:
    nan = float("nan")
    series = [[100, 110, 121, 133.1], [200, nan, 242, nan], [nan, 50, nan, nan], [8, 4, 2, 1.0]]
    found = compound_growth(series, [2020, 2021, 2022, 2023])
    np.testing.assert_allclose(found[[0, 1, 3]], [0.1, 0.1, -0.5])
    assert np.isnan(found[2])
    np.testing.assert_allclose(compound_growth([1.0, 16.0], [2000, 2004]), 1.0)


def test_the_line_is_least_squares_of_logarithms() -> None:
    rng = np.random.default_rng(1)
    times = np.array([2000.0, 2001, 2003, 2007, 2008])
    values = rng.uniform(1, 9, (3, 5))
    values[1, 2] = np.nan
    for row, found in zip(values, compound_growth(values, times, by="line"), strict=True):
        there = ~np.isnan(row)
        slope = np.polyfit(times[there], np.log(row[there]), 1)[0]
        assert found == pytest.approx(np.exp(slope) - 1, rel=1e-9)


def test_each_fault_has_its_own_words() -> None:
    for wrong, what in (
        (lambda: compound_growth([[1, 0]], [1, 2]), r"position \(0, 1\): a value is not above zero"),
        (lambda: compound_growth([1, 2], [2, 1]), "do not fit"),
        (lambda: compound_growth([1, 2], [1]), "do not fit"),
        (lambda: compound_growth([1, 2], [1, 2], by="end"), "way to find growth"),
    ):
        with pytest.raises(MethodError, match=what):
            wrong()
