"""Many tests at once: how often nothing at all is said where there is nothing."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from omradesindex.methods.many_tests import holm, simultaneous


def test_nothing_is_found_in_noise_as_often_as_promised() -> None:
    rng = np.random.default_rng(4)
    noise = rng.normal(size=(60, 4000))
    judged = simultaneous(noise, 1.0, level=0.95)
    assert judged.beyond.any(axis=0).mean() == pytest.approx(0.05, abs=0.012)


def test_limits_exclude_zero_exactly_where_it_is_said() -> None:
    rng = np.random.default_rng(5)
    judged = simultaneous(rng.normal(2, 1.5, size=(50, 3)), rng.uniform(0.2, 2, size=(50, 3)), level=0.9)
    assert ((judged.low > 0) | (judged.high < 0)).tolist() == judged.beyond.tolist()
    assert ((judged.p < 0.1) == judged.beyond).all()


def test_one_test_alone_is_the_ordinary_one() -> None:
    judged = simultaneous([1.9, np.nan], [1.0, 1.0], level=0.95)
    assert float(judged.critical) == pytest.approx(norm.ppf(0.975))
    assert judged.p[0] == pytest.approx(2 * norm.sf(1.9))
    assert np.isnan(judged.p[1])
    assert not judged.beyond.any()


def test_holm_is_bonferroni_for_the_smallest_and_bare_for_the_largest() -> None:
    p = holm(2 * norm.sf([[4.0, np.nan], [2.0, 1.0]]))
    assert p[0, 0] == pytest.approx(3 * 2 * norm.sf(4))
    assert p[1, 0] == pytest.approx(2 * 2 * norm.sf(2))
    assert p[1, 1] == pytest.approx(2 * norm.sf(1))
    assert np.isnan(p[0, 1])
