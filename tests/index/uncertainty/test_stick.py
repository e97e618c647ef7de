"""The stick's own error: by hand for one indicator, and that extremes are held as often as is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.index.uncertainty.stick import CARRIED
from omradesindex.methods.intervals import normal
from omradesindex.types import Index
from tests.cities import SHARE, codes, statistics
from tests.index.small import small_areas

AREAS, PEOPLE, DRAWS = 60, 60, 40


def by_hand(result: oi.types.Result) -> tuple[np.ndarray, np.ndarray]:
    """Scores by the spread without noise and their errors, from what each area's error moves."""
    x, errors = result.measured.values[:, 0], result.uncertainty().standard_error[:, 0]
    (x, city), (e, c) = (x[:-1], x[-1]), (errors[:-1], errors[-1])
    spread = x.std() * np.sqrt(1 - (e**2).mean() / x.var(ddof=1))
    z, away = (x - city) / spread, (x - x.mean()) / spread
    by_spread = z[:, None] * away / len(x)
    share = c**2 / e**2
    # An area's error less what of it is in the spread, with the city's, of which each area has its share.
    variance = (np.eye(len(x)) - by_spread) ** 2 @ e**2 + c**2
    variance += 2 * (by_spread - np.eye(len(x))) @ (share * e**2)
    return 100 + 10 * z, 10 / spread * np.sqrt(variance)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_indicator_by_hand(seed: int) -> None:
    result = SHARE.compute(statistics(small_areas(seed, spread=0.15)))
    found = result.uncertainty()
    signal, error = by_hand(result)
    np.testing.assert_allclose(found.score_signal["index"], signal, rtol=1e-9)
    fixed = normal(result.level_scores["index"], found.score_error["index"])
    free = normal(signal, error)
    np.testing.assert_allclose(found.score_low["index"], np.minimum(fixed.lower, free.lower), rtol=1e-9)
    np.testing.assert_allclose(found.score_high["index"], np.maximum(fixed.upper, free.upper), rtol=1e-9)
    above = result.level_scores["index"] > 115
    assert (found.score_signal["index"] > result.level_scores["index"])[above].all()


def test_the_score_is_always_held_and_the_fixed_stick_stays_beside() -> None:
    result = SHARE.compute(statistics(small_areas(3, spread=0.05)))
    found = result.uncertainty()
    assert (found.score_low["index"] <= found.scores["score"][: len(result.areas)]).all()
    scale = 10 / result.reference.fitted.parameters["spread"][0]
    np.testing.assert_allclose(found.score_error["index"], scale * found.standard_error[:-1, 0], rtol=1e-9)
    assert (found.score_stick["index"] > 0).all()
    exact = result.uncertainty(exact=True)
    assert (exact.score_stick["index"] == 0).all()
    np.testing.assert_allclose(exact.score_low["index"], result.level_scores["index"])


def test_a_later_year_has_the_error_of_the_stick_that_it_is_measured_by() -> None:
    table = pd.concat([small_areas(1), small_areas(2, period="2025")])
    base = SHARE.compute(statistics(table), period="2024")
    later = SHARE.compute(statistics(table), period="2025", reference=base)
    found, first = later.uncertainty(), base.uncertainty()
    stretch = 1 / np.sqrt(base.quality.loc["i", "reliability"])
    signal = 100 + stretch * (later.level_scores["index"] - 100)
    np.testing.assert_allclose(found.score_signal["index"], signal)
    # The year's own chance is independent of the stick's.
    free = normal(signal, np.hypot(stretch * found.score_error["index"], found.score_stick["index"]))
    fixed = normal(later.level_scores["index"], found.score_error["index"])
    np.testing.assert_allclose(found.score_high["index"], np.maximum(free.upper, fixed.upper))
    assert first.score_stick["index"].min() > 0


@pytest.mark.parametrize(
    ("index", "carried"),
    [
        (SHARE.by_methods(normalise="mpi", zero=0, points=1), True),
        (SHARE.by_methods(normalise={"method": "z_score", "mean": 50, "sd": 20}, zero=0, points=1), True),
        (SHARE.by_methods(normalise={"method": "z_score", "spread": "without_noise"}), True),
        (SHARE.by_methods(normalise="min_max"), False),
    ],
)
def test_what_sticks_are_carried(index: Index, carried: bool) -> None:
    result = index.compute(statistics(small_areas(1, spread=0.15)))
    found = result.uncertainty()
    assert (result.reference.fitted.method in CARRIED) == carried
    assert np.isnan(found.score_stick["index"]).all() == (not carried)
    plain = SHARE.compute(statistics(small_areas(1, spread=0.15)))
    if carried:
        scale = np.ptp(result.level_scores["index"]) / np.ptp(plain.level_scores["index"])
        ratio = found.score_stick["index"] / plain.uncertainty().score_stick["index"] / scale
        np.testing.assert_allclose(
            ratio, 1.0, rtol=1e-6 if "spread" not in str(index.methods.normalise) else 0.2
        )
    else:
        fixed = normal(result.level_scores["index"], found.score_error["index"])
        np.testing.assert_allclose(found.score_low["index"], fixed.lower)


def test_the_extremes_of_small_areas_are_held() -> None:
    """Sixty areas of sixty persons: by the stick as it stands, the truth of the ends is outside too often."""
    rng = np.random.default_rng(7)
    shares = np.clip(rng.normal(0.3, 0.06, AREAS), 0.1, 0.6)
    truth = 100 + 10 * (shares - shares.mean()) / shares.std()
    ends = np.argsort(truth)[[0, 1, -2, -1]]
    held, fixed = [], []
    for _ in range(DRAWS):
        wide = pd.DataFrame(
            {"area": codes(AREAS), "n": rng.binomial(PEOPLE, shares) * 1.0, "d": PEOPLE * 1.0}
        )
        table = wide.melt("area", var_name="variable").assign(period="2024", kind="count", quality="made_up")
        result = SHARE.compute(statistics(table))
        found = result.uncertainty()
        known = normal(result.level_scores["index"], found.score_error["index"])
        fixed.append(((known.lower <= truth) & (truth <= known.upper))[ends].mean())
        held.append(((found.score_low["index"] <= truth) & (truth <= found.score_high["index"]))[ends].mean())
    assert np.mean(held) >= 0.93
    assert np.mean(fixed) < 0.9
