"""The made-up persons of the benchmarks: their statuses hang together as they say, and the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from persons import City, made_city, moved

HALF = (0.5,) * 4


def errors_of(city: City, draws: int = 400) -> np.ndarray:
    """How far each count is from its area's mean, shape (n_years, n_draws × n_areas, n_indicators)."""
    drawn = city.at_once(np.random.default_rng(3), draws)
    names = [f"i{j}_n" for j in range(1, city.middle.shape[-1] + 1)]
    counts = np.array([[drawn.block(name, year).value[:-1] for name in names] for year in city.years])
    by_area = counts.reshape(*counts.shape[:2], draws, -1)
    apart = by_area - by_area.mean(axis=2, keepdims=True)
    return np.moveaxis(apart.reshape(*counts.shape[:2], -1), 1, -1)


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float((one * other).mean() / np.sqrt((one**2).mean() * (other**2).mean()))


@pytest.mark.parametrize(("latent", "expected"), [(0.0, 0.0), (0.5, 1 / 3), (0.8, 0.59)])
def test_errors_of_shares_hang_together_as_the_persons_do(latent: float, expected: float) -> None:
    # Sheppard: 2/π · arcsin of the latent correlation, where both are cut at their medians.
    errors = errors_of(made_city(3, 100, latent=latent, common=HALF))[0]
    assert correlation(errors[:, 0], errors[:, 1]) == pytest.approx(expected, abs=0.09)
    assert correlation(errors[:, 2], errors[:, 3]) == pytest.approx(expected, abs=0.09)


def test_who_stays_makes_two_years_alike_and_dwellings_know_nothing_of_persons() -> None:
    one, two = errors_of(made_city(3, 100, common=HALF, overlap=0.6, dwellings=True))
    assert correlation(one[:, 0], two[:, 0]) == pytest.approx(0.6, abs=0.09)
    assert correlation(one[:, 0], one[:, 3]) == pytest.approx(0.0, abs=0.09)


def test_an_area_moves_as_many_points_as_was_asked() -> None:
    city = moved(made_city(years=3), 4, 2.0)
    first = city.index.compute(city.truth(), period=city.years[0])
    last = city.index.compute(city.truth(), period=city.years[-1], reference=first)
    step = last.level_scores["index"] - first.level_scores["index"]
    assert step[4] == pytest.approx(2.0)
    assert np.delete(step, 4) == pytest.approx(0.0)


def test_income_is_a_mean_with_its_error_and_groups_add_up() -> None:
    city = made_city(3, 400, groups=2, income=True, common=HALF)
    (drawn,) = city.draws(np.random.default_rng(1), 1)
    first = city.index.compute(drawn, period=city.years[0])
    known = first.uncertainty()
    assert known.method[:-1, 2].tolist() == ["survey"] * 3
    # Half a logarithmic unit between persons makes an error of some 0.53 · mean / √n.
    assert known.standard_error[:-1, 2] == pytest.approx(0.53 * known.estimate[:-1, 2] / 20, rel=0.15)
    by_sex = city.index.compute(drawn, period=city.years[0], by="sex")
    assert by_sex.total.indicators.equals(first.indicators)
