"""The places that areas can have: as often right as the limits, and never without the area's own."""

from __future__ import annotations

import numpy as np
import pytest

from omradesindex.errors import MethodError
from omradesindex.methods.joint_ranks import joint_ranks
from omradesindex.methods.rank import rank


def test_true_places_lie_inside_when_true_values_do() -> None:
    rng = np.random.default_rng(6)
    for _ in range(50):
        true, reach = rng.normal(size=20), rng.uniform(0, 1, size=20)
        middle = true + rng.uniform(-1, 1, size=20) * reach
        first, last = joint_ranks(middle - reach, middle + reach)
        assert ((first <= rank(true)) & (rank(true) <= last)).all()
        assert ((first <= rank(middle)) & (rank(middle) <= last)).all()


def test_as_a_loop_over_pairs_would_have_it() -> None:
    rng = np.random.default_rng(7)
    low = rng.integers(0, 9, size=30).astype(float)
    high = low + rng.integers(0, 4, size=30)
    first, last = joint_ranks(low, high)
    for i in range(30):
        assert first[i] == 1 + (low > high[i]).sum()
        assert last[i] == 30 - (high < low[i]).sum()


def test_an_area_without_limits_may_stand_anywhere_and_one_without_a_value_nowhere() -> None:
    first, last = joint_ranks([5.0, -np.inf, np.nan, 1.0], [6.0, np.inf, np.nan, 2.0])
    assert first.tolist()[:2] == [1, 1]
    assert last.tolist()[:2] == [2, 3]
    assert np.isnan(first[2])
    assert (first[3], last[3]) == (2, 3)


def test_limits_that_are_none_are_refused() -> None:
    with pytest.raises(MethodError, match="above its upper"):
        joint_ranks([2.0], [1.0])
    with pytest.raises(MethodError, match="do not fit"):
        joint_ranks([2.0, 1.0], [3.0])
