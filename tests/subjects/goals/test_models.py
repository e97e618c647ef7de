"""What may become of a figure: each model's forecast, and that their range holds what happens."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from omradesindex.subjects.goals.models import MODELS, Forecast, forecasts
from omradesindex.subjects.trend.lines import fit_lines

Floats = NDArray[np.float64]
YEARS = np.arange(2020.0, 2025)


def of(values: Floats, errors: Floats, year: float = 2030) -> dict[str, Forecast]:
    lines = fit_lines(YEARS[: len(values)], values[..., None], errors[..., None])
    return dict(forecasts(lines, values, errors, year))


def test_each_model_goes_on_from_what_it_believes() -> None:
    values = np.array([[4.0, 9.0], [3.0, 9.5], [2.5, 8.0], [1.0, 9.0], [0.5, 10.0]])
    found = of(values, np.full(values.shape, 0.5))
    assert tuple(found) == MODELS
    slopes = np.polyfit(YEARS, values, 1)[0]
    np.testing.assert_allclose(found["pace"].middle, values.mean(axis=0) + 8 * slopes)
    np.testing.assert_allclose(found["level"].middle, values[-1])
    np.testing.assert_allclose(found["return"].middle, values.mean(axis=0))
    # The walk's step is what the years' steps vary beyond two errors.
    walk = (np.diff(values, axis=0) ** 2).mean() - 2 * 0.25
    np.testing.assert_allclose(found["level"].error, np.sqrt(2 * 0.25 + 6 * walk))
    swing = ((values - values.mean(axis=0)) ** 2).sum() / 8 - 0.25
    np.testing.assert_allclose(found["return"].error, np.sqrt((0.25 + swing) * (1 + 1 / 5)))
    np.testing.assert_allclose(found["level"].below, stats.t.cdf(-values[-1] / found["level"].error, 8))


def test_a_year_that_is_missing_is_stepped_over() -> None:
    values = np.array([[1.0, 5.0], [np.nan, 6.0], [3.0, 5.0], [4.0, np.nan], [5.0, np.nan]])
    found = of(values, np.full(values.shape, np.nan))
    steps = (2.0**2 + 1 + 1 + 1 + 1) / (2 + 1 + 1 + 1 + 1)
    assert found["level"].middle.tolist() == [5.0, 5.0]
    np.testing.assert_allclose(found["level"].error, np.sqrt(np.array([6, 8]) * steps))
    np.testing.assert_allclose(found["return"].middle, [3.25, 16 / 3])


def test_two_years_carry_no_model() -> None:
    values = np.array([[1.0, 1], [2, np.nan], [4, np.nan], [4, 2], [5, np.nan]])
    for model in of(values, np.full(values.shape, 0.3)).values():
        assert np.isnan(model.below).tolist() == [False, True]


def truths(kind: str, n: int, rng: np.random.Generator) -> Floats:
    """Eleven years of areas that go straight on, walk at random, or are pulled back to their own level."""
    level, steps = rng.normal(0, 4, n), rng.normal(0, 1, (11, n))
    if kind == "line":
        return level + steps[0] * np.arange(11.0)[:, None]
    if kind == "walk":
        return level + np.cumsum(steps, axis=0)
    values = np.empty((11, n))
    values[0] = 2 * steps[0]
    for year in range(1, 11):
        values[year] = 0.5 * values[year - 1] + np.sqrt(3) * steps[year]
    return level + values


@pytest.mark.parametrize("kind", ["line", "walk", "pulled back"])
def test_the_range_holds_what_happens_under_each_truth(kind: str) -> None:
    """Of areas that are not there and whose pace would take them there; and of those that it would not."""
    rng = np.random.default_rng(8)
    said, happened, paced = [], [], []
    for _ in range(150):
        true = truths(kind, 14, rng)
        seen = true + rng.normal(0, 0.5, true.shape)
        chances = np.stack([m.below for m in of(seen[:5], np.full((5, 14), 0.5)).values()])
        away = seen[4] > 0
        said.append(chances[:, away])
        happened.append(seen[10][away] <= 0)
    chances, there = np.concatenate(said, axis=1), np.concatenate(happened)
    for paced in (chances[0] >= 0.5, chances[0] < 0.5):
        low, high = (end[paced].mean() for end in (chances.min(axis=0), chances.max(axis=0)))
        assert low - 0.02 <= there[paced].mean() <= high + 0.02
    far = chances[0] >= 0.5
    # Taken alone, the pace says far too much where it does not last.
    assert (chances[0][far].mean() - there[far].mean() > 0.3) == (kind != "line")
