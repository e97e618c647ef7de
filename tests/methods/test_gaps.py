"""Gaps between two groups as the United Nations and the European Union measure them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from omradesindex.errors import MethodError
from omradesindex.methods.gaps import inequality_loss, parity_ratio, parity_score

NAN = float("nan")
_LEVELS = hnp.arrays(float, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.floats(0.05, 50))


@given(_LEVELS, st.data())
def test_equal_groups_have_no_gap_and_unequal_ones_do(one: np.ndarray, data: st.DataObject) -> None:
    other = data.draw(hnp.arrays(float, one.shape, elements=st.floats(0.05, 50)))
    assert parity_ratio(one, one) == pytest.approx(np.ones(one.shape))
    assert parity_score(one, one) == pytest.approx(np.ones(one.shape))
    assert inequality_loss(one, one) == pytest.approx(np.zeros(len(one)), abs=1e-12)
    loss = inequality_loss(one, other)
    assert (loss >= -1e-12).all()
    assert (loss < 1).all()
    # Which group is which does not matter to the loss, nor does the unit.
    np.testing.assert_allclose(inequality_loss(other, one), loss, atol=1e-12)
    np.testing.assert_allclose(inequality_loss(7 * one, 7 * other), loss, atol=1e-12)
    np.testing.assert_allclose(parity_ratio(one, other) * parity_ratio(other, one), 1)


def test_a_score_is_the_same_for_a_gap_either_way() -> None:
    assert parity_score([0.8, 1.2, 1.0], 1.0) == pytest.approx([0.8, 0.8, 1.0])


def test_one_dimension_by_hand() -> None:
    # Harmonic mean of 1 and 3 is 1.5, of the average 2.
    assert inequality_loss([1.0], [3.0]) == pytest.approx(0.25)


def test_missing_stays_missing() -> None:
    assert np.isnan(parity_ratio([NAN, 1.0], [1.0, NAN])).all()
    assert np.isnan(inequality_loss([[1.0, NAN]], [[1.0, 2.0]])).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: parity_ratio([0.0], [1.0]), "a level is zero or negative"),
        (lambda: parity_score([1.0], [-1.0]), "a level is zero or negative"),
        (lambda: parity_ratio([1.0, 2.0], [1.0, 2.0, 3.0]), r"levels of \(2,\) and \(3,\) do not fit"),
        (lambda: inequality_loss(1.0, 1.0), "no dimension to go through"),
    ],
)
def test_what_has_no_gap(call: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        call()  # type: ignore[operator]
