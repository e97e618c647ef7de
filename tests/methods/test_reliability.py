"""The share of the spread that is not noise: by hand, on published counts, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import MethodError
from omradesindex.methods.reliability import reliability
from tests.strategies import indicator_values

# Thirteen trials of the BCG vaccine (Colditz et al. 1994, JAMA 271, table 1): ill and not ill among the
# vaccinated, and among the others.
TRIALS = """
4 119 11 128; 6 300 29 274; 3 228 11 209; 62 13536 248 12619; 33 5036 47 5761; 180 1361 372 1079;
8 2537 10 619; 505 87886 499 87892; 29 7470 45 7232; 17 1699 65 1600; 186 50448 141 27197; 5 2493 3 2338;
27 16886 29 17825
"""


def test_the_variance_component_of_the_bcg_trials() -> None:
    ill, well, ill_too, well_too = np.array(
        [[float(count) for count in trial.split()] for trial in TRIALS.split(";")]
    ).T
    ratio = np.log(ill / (ill + well) / (ill_too / (ill_too + well_too)))
    variance = 1 / ill - 1 / (ill + well) + 1 / ill_too - 1 / (ill_too + well_too)
    found = reliability(ratio[:, None], np.sqrt(variance)[:, None])
    assert float((found.observed - found.noise)[0]) == pytest.approx(0.3286, abs=5e-5)
    assert found.areas.tolist() == [13]


def test_noise_of_a_known_size_is_found() -> None:
    rng = np.random.default_rng(3)
    true = rng.normal(size=(400, 60, 1))
    found = reliability(true + rng.normal(size=true.shape), np.ones_like(true)).reliability
    assert found.mean() == pytest.approx(0.5, abs=0.02)
    nothing = reliability(rng.normal(size=true.shape), np.ones_like(true)).reliability
    assert nothing.mean() < 0.12
    assert (nothing == 0).mean() == pytest.approx(0.5, abs=0.1)


@given(indicator_values(), st.floats(0, 3))
def test_a_share_that_neither_order_nor_unit_changes(values: np.ndarray, error: float) -> None:
    errors = np.full(values.shape, error)
    share = reliability(values, errors).reliability
    assert np.isnan(share).all() or (np.nanmin(share) >= 0 and np.nanmax(share) <= 1)
    again = reliability(values[::-1], errors).reliability
    assert np.array_equal(share, again, equal_nan=True)
    scaled = reliability(values * 4, errors * 4).reliability
    assert np.array_equal(share, scaled, equal_nan=True)


def test_exact_values_are_all_signal_and_unknown_errors_tell_nothing() -> None:
    values = np.array([[1.0, 1, 1, 5], [2, 2, 2, 5], [4, 4, np.nan, 5], [7, 7, np.nan, 5]])
    nan = np.nan
    errors = np.array([[0, nan, 0.1, 0.1], [0, nan, nan, 0.1], [0, nan, 0.1, 0.1], [0, 0.1, 0.1, 0.1]])
    found = reliability(values, errors)
    assert found.reliability[0] == 1
    assert np.isnan(found.reliability[1:]).all()
    assert found.areas.tolist() == [4, 1, 1, 4]
    # Where half of the areas have a known error, these speak for all.
    errors[2, 1] = 0.1
    assert 0 < reliability(values, errors).reliability[1] < 1


@pytest.mark.parametrize(
    ("errors", "said"), [([[1.0], [-1.0]], "below 0"), ([[1.0], [np.inf]], "infinite"), ([1.0, 1.0], "shape")]
)
def test_what_is_no_error_is_refused(errors: object, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        reliability([[1.0], [2.0]], errors)  # type: ignore[arg-type]
