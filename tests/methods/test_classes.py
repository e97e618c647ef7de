"""Classes by distance from a given mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods.classes import classes_by_spread, cuts_by_spread

# The country's 2022, quoted from SCB in xemarap/desocioek, METHOD.md: mean, standard deviation and cuts.
MEAN, SPREAD, CUTS = 9.10, 5.47, (20.04, 14.57, 9.10, 3.63)


def test_the_cuts_of_2022() -> None:
    np.testing.assert_allclose(cuts_by_spread(MEAN, SPREAD), CUTS, atol=1e-12)


def test_a_value_on_a_cut_belongs_to_the_class_above() -> None:
    assert classes_by_spread(CUTS, MEAN, SPREAD).tolist() == [1, 2, 3, 4]
    assert classes_by_spread(np.array(CUTS) - 0.001, MEAN, SPREAD).tolist() == [2, 3, 4, 5]


@given(st.integers(0, 4000), st.integers(1, 2000))
def test_decimal_values_on_a_cut_are_not_lost_to_binary_rounding(mean: int, spread: int) -> None:
    on_cuts = [(mean + k * spread) / 100 for k in (2, 1, 0, -1)]
    assert classes_by_spread(on_cuts, mean / 100, spread / 100).tolist() == [1, 2, 3, 4]


@given(
    st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=20),
    st.floats(-100, 100),
    st.floats(0.1, 50),
    st.sampled_from([0.5, 2.0, 8.0]),
)
def test_order_is_kept_and_units_do_not_matter(
    values: list[float], mean: float, spread: float, factor: float
) -> None:
    x = np.sort(values)
    found = classes_by_spread(x, mean, spread)
    assert (np.diff(found) <= 0).all()
    assert set(found) <= {1, 2, 3, 4, 5}
    near = np.abs(x[:, None] - cuts_by_spread(mean, spread)).min()
    assume(near > 1e-6)
    assert classes_by_spread(factor * x, factor * mean, factor * spread).tolist() == found.tolist()


def test_a_gap_has_no_class() -> None:
    assert np.isnan(classes_by_spread([np.nan, 9.1], MEAN, SPREAD)).tolist() == [True, False]


@pytest.mark.parametrize(
    ("mean", "spread", "message"),
    [
        (9.1, 0, "spread 0 is not above zero"),
        (np.nan, 5, "mean nan"),
        (9.1, "5", "spread '5'"),
        ([1, 2], 5, "mean"),
    ],
)
def test_what_is_no_mean_or_spread_is_refused(mean: object, spread: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        classes_by_spread([1.0], mean, spread)  # type: ignore[arg-type]
