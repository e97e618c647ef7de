"""How much of areas' differences is not chance, and how likely chance alone makes them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from omradesindex.errors import MethodError
from omradesindex.methods.beyond_chance import chance_of_differences, share_beyond_chance

RNG = np.random.default_rng(5)
VALUES = RNG.normal(50, 4, (14, 3))
ERRORS = RNG.uniform(1, 5, (14, 3))


def test_the_chance_is_that_of_cochrans_q() -> None:
    weight = 1 / ERRORS**2
    middle = (weight * VALUES).sum(axis=0) / weight.sum(axis=0)
    q = (weight * (VALUES - middle) ** 2).sum(axis=0)
    assert chance_of_differences(VALUES, ERRORS) == pytest.approx(chi2.sf(q, 13))


def test_the_share_is_what_the_errors_leave_of_the_variance() -> None:
    expected = 1 - (ERRORS**2).mean(axis=0) / VALUES.var(axis=0, ddof=1)
    assert share_beyond_chance(VALUES, ERRORS) == pytest.approx(np.maximum(expected, 0))


def test_an_area_whose_error_is_not_known_is_left_out() -> None:
    gap = ERRORS.copy()
    gap[3] = np.nan
    kept = [i for i in range(14) if i != 3]
    for call in (chance_of_differences, share_beyond_chance):
        assert call(VALUES, gap) == pytest.approx(call(VALUES[kept], ERRORS[kept]))


def test_under_chance_alone_the_p_values_are_even() -> None:
    errors = np.full((14, 400), 2.0)
    p = chance_of_differences(np.random.default_rng(6).normal(50, errors), errors)
    assert 0.02 < (p < 0.05).mean() < 0.09


def test_exact_figures_differ_or_do_not() -> None:
    exact = np.zeros((3, 2))
    assert chance_of_differences([[1.0, 0.3], [1.0, 0.3], [2.0, 0.1 + 0.2]], exact).tolist() == [0.0, 1.0]


def test_one_area_tells_nothing_and_shapes_must_fit() -> None:
    assert np.isnan(chance_of_differences([[1.0]], [[1.0]])).all()
    assert np.isnan(share_beyond_chance([[1.0]], [[1.0]])).all()
    with pytest.raises(MethodError, match="do not belong together"):
        chance_of_differences([[1.0]], [1.0])
