"""Two rank correlations over the same areas: the difference, and what chance in the areas makes of it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from omradesindex.errors import MethodError
from omradesindex.methods.correlation_change import correlation_change


def town(seed: int, n: int = 14, noise: float = 0.4) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    need = rng.standard_normal(n)
    return tuple(need + noise * rng.standard_normal(n) for _ in range(4))


def test_the_correlations_are_spearmans_over_the_areas_that_have_all_four() -> None:
    a, b, c, d = town(1)
    a[3], d[5] = np.nan, np.nan
    keep = np.array([i not in (3, 5) for i in range(14)])
    change = correlation_change((a, b), (c, d))
    assert change.n == 12
    assert change.before == pytest.approx(spearmanr(a[keep], b[keep]).statistic)
    assert change.after == pytest.approx(spearmanr(c[keep], d[keep]).statistic)
    assert change.difference == pytest.approx(change.after - change.before)


def test_nothing_has_moved_where_nothing_differs() -> None:
    a, b, *_ = town(2)
    change = correlation_change((a, b), (a, b))
    assert (change.difference, change.low, change.high) == (0.0, 0.0, 0.0)


def test_the_error_is_about_that_of_leaving_one_area_out_at_a_time() -> None:
    # Over many areas the infinitesimal jackknife and the ordinary one are the same.
    a, b, c, d = town(3, n=400)
    change = correlation_change((a, b), (c, d))
    without = np.array(
        [
            spearmanr(np.delete(c, i), np.delete(d, i)).statistic
            - spearmanr(np.delete(a, i), np.delete(b, i)).statistic
            for i in range(400)
        ]
    )
    error = np.sqrt(399 / 400 * ((without - without.mean()) ** 2).sum())
    assert (change.high - change.low) / 2 / 1.966 == pytest.approx(error, rel=0.05)


def test_the_interval_holds_what_it_says_for_fourteen_areas() -> None:
    hits = []
    for seed in range(200):
        a, b, c, _ = town(seed + 10)
        change = correlation_change((a, b), (c, b))  # as well correlated in both years
        hits.append(change.low <= 0 <= change.high)
    assert 0.9 <= np.mean(hits) <= 1.0


def test_too_few_areas_and_what_does_not_vary_give_no_interval() -> None:
    few = correlation_change(([1, 2, 3, 4], [1, 2, 4, 3]), ([1, 2, 3, 4], [1, 2, 3, 4]))
    assert few.after == 1.0
    assert np.isnan(few.low)
    flat = correlation_change(([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]), ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]))
    assert np.isnan(flat.difference)
    assert correlation_change(([], []), ([], [])).n == 0


def test_equal_is_a_rule() -> None:
    exact, off = [0.3, 0.3, 0.5, 0.7, 0.9, 1.1], [0.3, 0.1 + 0.2, 0.5, 0.7, 0.9, 1.1]
    other = [1, 2, 2, 4, 5, 6]
    assert correlation_change((exact, other), (off, other)).difference == 0.0


def test_arrays_of_different_lengths_and_a_level_that_is_none_are_refused() -> None:
    with pytest.raises(MethodError, match="four of one length"):
        correlation_change(([1, 2], [1, 2]), ([1, 2, 3], [1, 2, 3]))
    with pytest.raises(MethodError, match="no level of confidence"):
        correlation_change(([1, 2], [1, 2]), ([1, 2], [1, 2]), level=95)
