"""Many years: slopes, convergence, and what a line forecasts."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from tests.subjects.conftest import YEARS, errors


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
