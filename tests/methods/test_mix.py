"""Degree of mix: bounds, symmetry, no mix where there is only one kind."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods import degree_of_mix

_COUNTS = hnp.arrays(float, st.integers(2, 6), elements=st.integers(0, 10_000)).filter(lambda c: c.sum() > 0)


@given(_COUNTS)
def test_between_nothing_and_everything_and_the_same_in_any_order(counts: np.ndarray) -> None:
    mix = float(degree_of_mix(counts))
    assert -1e-9 <= mix <= 100 + 1e-9
    assert degree_of_mix(counts[::-1]) == pytest.approx(mix)
    assert degree_of_mix(7 * counts) == pytest.approx(mix)


def test_two_equal_kinds_of_three() -> None:
    assert degree_of_mix([5, 5, 0]) == pytest.approx(100 * np.log(2) / np.log(3))


def test_an_empty_whole_has_no_mix() -> None:
    assert np.isnan(degree_of_mix([0, 0, 0]))


@pytest.mark.parametrize(("counts", "message"), [([1, -1], "negative"), ([1], "two kinds")])
def test_what_is_no_mix_is_refused(counts: list[float], message: str) -> None:
    with pytest.raises(MethodError, match=message):
        degree_of_mix(counts)
