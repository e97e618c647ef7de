"""Exponentials and logarithms in machine code are those of the methods, digit for digit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.methods import functions

pytest.importorskip("numba")

from omradesindex.subjects.robustness.fast_functions import exp_row, log_row

numbers = st.lists(st.floats(-800.0, 800.0) | st.floats(), min_size=1, max_size=20)


@given(numbers)
def test_exponentials_are_those_of_the_methods(values: list[float]) -> None:
    x = np.array(values)
    expected = functions.exp(x)
    exp_row(x, np.empty(len(x), dtype=np.int64))
    np.testing.assert_array_equal(x, expected)


@given(st.lists(st.floats(1e-300, 1e300), min_size=1, max_size=20))
def test_logarithms_are_those_of_the_methods(values: list[float]) -> None:
    x = np.array(values)
    expected = functions.log(x)
    log_row(x, np.empty(len(x), dtype=np.int64))
    assert x.tobytes() == expected.tobytes()
