"""Lines through years: slopes, their errors, and what they forecast."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from omradesindex.subjects.trend.lines import fit_lines


def test_slopes_are_those_of_least_squares() -> None:
    rng = np.random.default_rng(0)
    years = np.array([2018.0, 2020, 2021, 2024])
    values = rng.normal(size=(4, 5, 2))
    lines = fit_lines(years, values, np.full(values.shape, np.nan))
    for area in range(5):
        own = stats.linregress(years, values[:, area, 1])
        assert lines.slope[area, 1] == pytest.approx(own.slope)
        assert lines.at(2030)[area, 1] == pytest.approx(own.intercept + 2030 * own.slope)


def test_one_area_without_errors_has_the_textbooks_interval() -> None:
    years, y = np.arange(2015.0, 2023), np.array([3.1, 2.7, 3.9, 4.4, 4.2, 5.5, 5.1, 6.0])
    lines = fit_lines(years, y[:, None, None], np.full((8, 1, 1), np.nan))
    own = stats.linregress(years, y)
    assert lines.slope_error.item() == pytest.approx(own.stderr)
    assert lines.df.item() == 6
    # The prediction interval's standard error, from the textbook's formula.
    rest = y - own.intercept - own.slope * years
    s = np.sqrt((rest**2).sum() / 6)
    t = years - years.mean()
    expected = s * np.sqrt(1 + 1 / 8 + (2027 - years.mean()) ** 2 / (t**2).sum())
    assert lines.forecast_error(2027).item() == pytest.approx(expected)


def test_errors_hold_slopes_and_forecasts_drawn_anew() -> None:
    rng = np.random.default_rng(3)
    years, size, true = np.arange(5.0), np.array([0.5, 2.0, 1.0]), np.array([0.3, -1.0, 0.0])
    n = 4000
    noise = rng.standard_normal((5, 3, n)) * size[:, None]
    values = true[:, None] * years[:, None, None] + noise
    shape = np.broadcast_to(size[:, None], (5, 3, n))
    lines = fit_lines(years, values, shape)
    z = (lines.slope - true[:, None]) / (lines.slope_error / lines.inflation)
    np.testing.assert_allclose(z.std(axis=1), 1, atol=0.04)
    new = 9 * true[:, None] + rng.standard_normal((3, n)) * size[:, None]
    z = (new - lines.at(9)) / (lines.forecast_error(9) / lines.inflation)
    np.testing.assert_allclose(z.std(axis=1), 1, atol=0.04)
    # Right errors are hardly inflated, and errors half as large as they should be are doubled.
    assert lines.inflation.mean() < 1.15
    halved = fit_lines(years, values, shape / 2)
    assert halved.inflation.mean() == pytest.approx(2, rel=0.06)
    np.testing.assert_allclose((halved.slope_error / lines.slope_error).mean(), 1, atol=0.12)


def test_years_that_share_persons_are_less_alike_the_further_apart_they_are() -> None:
    rng = np.random.default_rng(4)
    years, rho, n = np.arange(5.0), 0.6, 4000
    noise = rng.standard_normal((5, 3, n))
    for year in range(1, 5):
        noise[year] = rho * noise[year - 1] + np.sqrt(1 - rho**2) * noise[year]
    for errors in (np.ones((5, 3, n)), np.full((5, 3, n), np.nan)):
        lines = fit_lines(years, noise, errors, rho)
        error = lines.slope_error / lines.inflation
        # Also where the scatter around the lines of all areas is the error: it is what chance leaves there.
        assert lines.slope.std() == pytest.approx(np.sqrt((error**2).mean()), rel=0.03)
        ahead = rho**3 * noise[-1] + np.sqrt(1 - rho**6) * rng.standard_normal((3, n))
        new = lines.forecast_error(7) / lines.inflation
        assert (ahead - lines.at(7)).std() == pytest.approx(np.sqrt((new**2).mean()), rel=0.03)


def test_a_missing_year_is_left_out_and_two_are_no_line() -> None:
    years = np.arange(4.0)
    values = np.array([[0.0, 1, 2, 3], [5.0, np.nan, 5, 8], [1.0, np.nan, np.nan, 2]]).T[:, :, None]
    lines = fit_lines(years, values, np.full(values.shape, 0.1))
    assert lines.slope[0, 0] == pytest.approx(1)
    assert lines.slope[1, 0] == pytest.approx(stats.linregress([0, 2, 3], [5, 5, 8]).slope)
    assert np.isnan(lines.slope[2, 0])
    assert np.isnan(lines.slope_error[2, 0])
