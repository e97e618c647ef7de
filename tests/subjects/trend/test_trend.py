"""Many years: slopes, convergence, and what a line forecasts."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import omradesindex as oi
from omradesindex.subjects.trend.convergence import beta, sigma
from omradesindex.subjects.trend.lines import fit_lines
from tests.subjects.conftest import YEARS, errors

# -- lines --------------------------------------------------------------------------------------------------


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


def test_a_missing_year_is_left_out_and_two_are_no_line() -> None:
    years = np.arange(4.0)
    values = np.array([[0.0, 1, 2, 3], [5.0, np.nan, 5, 8], [1.0, np.nan, np.nan, 2]]).T[:, :, None]
    lines = fit_lines(years, values, np.full(values.shape, 0.1))
    assert lines.slope[0, 0] == pytest.approx(1)
    assert lines.slope[1, 0] == pytest.approx(stats.linregress([0, 2, 3], [5, 5, 8]).slope)
    assert np.isnan(lines.slope[2, 0])
    assert np.isnan(lines.slope_error[2, 0])


# -- trends -------------------------------------------------------------------------------------------------


def test_exactly_the_two_areas_whose_needs_change_are_found(index: oi.types.Index) -> None:
    found = oi.trend(index, oi.example_statistics(), against="city")
    assert (found.improving, found.worsening) == (("10",), ("07",))
    # On goalposts indicators weigh otherwise, and the trust that 06 loses may show.
    found = oi.trend(index, oi.example_statistics(), stick="goalposts", against="city")
    assert found.improving == ("10",)
    assert {"07"} <= set(found.worsening) <= {"06", "07"}
    # The share of the change that is trend is nearly linear in what was put in: −0.15 and +0.12 a year.
    slopes = oi.trend(index, oi.example_statistics(), against="city").to_frame()
    slopes = slopes.query("measure == 'index'").set_index("area")["slope"]
    assert slopes["10"] / slopes["07"] == pytest.approx(-0.15 / 0.12, rel=0.15)


def test_the_trend_of_trust_shows_where_trust_is_measured() -> None:
    """Area 06 loses trust by 0.20 a year, and nothing else changes there."""
    index = oi.load_index("malmo-2023").without("svarsfrekvens_folkhalsoenkat").extend("tillit")
    found = oi.trend(index, oi.example_statistics(), against="city")
    verdicts = found.verdicts["tillit"]
    assert verdicts["06"] == "worsened"
    assert set(verdicts[verdicts == "worsened"].index) <= {"06", "07"}


def test_results_give_the_same_as_the_index(
    trend: oi.types.Trend, years: tuple[oi.types.Result, ...]
) -> None:
    given = oi.trend(list(reversed(years)))
    assert given.labels == trend.labels == YEARS
    np.testing.assert_array_equal(given.values, trend.values)
    assert given.to_frame().equals(trend.to_frame())
    named = oi.trend({1990: years[0], 1995: years[1], 2000: years[2]})
    assert named.labels == ("1990", "1995", "2000")


def test_a_trend_holds_its_changes(trend: oi.types.Trend, years: tuple[oi.types.Result, ...]) -> None:
    own = trend.change("2021", "2024").to_frame()
    np.testing.assert_allclose(own["change"], oi.change(years[1], years[4]).to_frame()["change"])
    np.testing.assert_allclose(
        trend.scores.iloc[:-1].to_numpy()[:, -1], trend.results[-1].scores["index"], atol=1e-12
    )
    assert set(trend.reopen()["area"]) == {"07", "10", "12"}


def test_ranks_have_lines_of_their_own(index: oi.types.Index) -> None:
    found = oi.trend(index, oi.example_statistics(), stick="ranks")
    assert found.stick.en == "Each year's own ranks"
    assert found.values[:, :, 0].min() == 1
    own = index.compute(oi.example_statistics(), period="2023").ranks["index"]
    assert found.scores["2023"].iloc[:-1].astype(int).tolist() == own.tolist()
    assert not found.lines.known.any()


def test_what_is_no_trend_is_refused(index: oi.types.Index, years: tuple[oi.types.Result, ...]) -> None:
    figures = oi.example_statistics()
    own = index.compute(figures, period="2023")
    other = index.without("nettoinkomst").with_identity(id="nytt").compute(figures, period="2023")
    for what, said in (
        (lambda: oi.trend(index, figures, periods=["2020", "2024"]), "2 periods are too few"),
        (lambda: oi.trend(index, figures, periods=["2020", "2021", "2020"]), "given twice"),
        (lambda: oi.trend(index, figures, base="2019"), "'2019' is not among the periods"),
        (lambda: oi.trend(index), "without statistics"),
        (lambda: oi.trend(years, figures), "statistics or periods besides"),
        (lambda: oi.trend(years[:2]), "2 years are too few"),
        (lambda: oi.trend([*years[:3], years[0]]), "2020 was given twice"),
        (lambda: oi.trend([*years[:2], own]), "different sticks"),
        (lambda: oi.trend([*years[:2], other]), "definition changes"),
        (lambda: oi.trend(years, errors=[errors(years[0])]), "1 results' errors"),
        (lambda: oi.trend(years).change("2019"), "'2019' is not in the trend"),
        (lambda: oi.trend(years).column("boene"), "did you mean 'boende'"),
        (lambda: oi.trend(oi.load_index("malmo-oppna-data"), oi.malmo_statistics()), "too few for a trend"),
    ):
        with pytest.raises(oi.errors.ComputeError, match=said):
            what()


# -- convergence --------------------------------------------------------------------------------------------


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
