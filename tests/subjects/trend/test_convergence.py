"""Whether areas grow alike, seen through their errors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from omradesindex.subjects.trend.convergence import beta, sigma


def test_regression_to_the_mean_is_seen_through() -> None:
    """Areas that truly do not converge, in uncertain figures; and areas that do."""
    rng = np.random.default_rng(5)
    for true in (0.0, -0.3):
        found = []
        for _ in range(40):
            start, size = rng.normal(100, 3, 40), 2.0
            way = np.linspace(0, 1, 3)[:, None]
            real = start + way * true * (start - 100)
            seen = real + rng.normal(0, size, real.shape)
            found.append(beta(seen, np.full(seen.shape, size), level=0.95).set_index("way")["beta"])
        mean = {way: float(np.mean([f[way] for f in found])) for way in ("raw", "shrunk", "split")}
        # Nine parts of the spread are areas, four are noise: the raw slope finds a fall that is not there.
        assert mean["raw"] == pytest.approx(true * 9 / 13 - 4 / 13, abs=0.04)
        assert mean["shrunk"] == pytest.approx(true, abs=0.05)
        # From the second year to the last only half of the way is left, seen through the noise of the first.
        assert mean["split"] == pytest.approx(true / 2 * 9 / 13, abs=0.05)


def test_without_errors_nothing_is_shrunk() -> None:
    values = np.random.default_rng(1).normal(size=(3, 9))
    ways = beta(values, np.full(values.shape, np.nan), level=0.95)["way"]
    assert ways.tolist() == ["raw", "split"]


def test_shrinking_differences_against_a_test_done_by_hand() -> None:
    rng = np.random.default_rng(2)
    first = rng.normal(100, 10, 14)
    last = 100 + 0.5 * (first - 100) + rng.normal(0, 1, 14)
    found = sigma(np.stack([first, last]), np.full((2, 14), 1.0), ("2020", "2024"))
    assert found["sd"].tolist() == pytest.approx([first.std(), last.std()])
    assert found["true_sd"][1] == pytest.approx(np.sqrt(last.var() - 1))
    r, p = stats.pearsonr(first + last, last - first)
    assert r < 0
    assert found["p"][1] == pytest.approx(p)
