"""As many decimals as the spread of the values calls for, and no more."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.show.decimals import decimals_for


@pytest.mark.parametrize(
    ("spread", "decimals"),
    [(10, 1), (25, 1), (24.9, 1), (2.5, 1), (2.4, 2), (0.3, 2), (0.02, 4), (2499, 1), (2500, 0), (1e-12, 9)],
)
def test_one_more_decimal_for_each_power_of_ten_below(spread: float, decimals: int) -> None:
    assert decimals_for(spread) == decimals


@pytest.mark.parametrize("spread", [0.0, -1.0, math.nan, math.inf])
def test_no_spread_has_one_decimal(spread: float) -> None:
    assert decimals_for(spread) == 1


@given(st.floats(3e-8, 2000))
def test_a_standard_deviation_is_written_in_ten_to_some_hundred_steps(spread: float) -> None:
    steps = spread * 10 ** decimals_for(spread)
    assert steps >= 24.99
    assert steps <= 250.01 or decimals_for(spread) == 1
