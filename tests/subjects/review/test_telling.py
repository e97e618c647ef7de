"""Which indicators tell the areas apart: known answers on small made-up figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from persons import made_city
from scipy.stats import chi2
from verdicts_on_persons import alike

import omradesindex as oi
from omradesindex.subjects.review.telling import telling
from tests.cities import SHARE, codes, statistics


def shares(percent: list[float], people: int) -> oi.types.Result:
    areas = codes(len(percent))
    rows = [(a, "n", round(people * p / 100)) for a, p in zip(areas, percent, strict=True)]
    rows += [(a, "d", people) for a in areas]
    table = pd.DataFrame(rows, columns=["area", "variable", "value"]).assign(
        period="2024", quality="made_up", kind="count"
    )
    return SHARE.compute(statistics(table))


def one(percent: list[float], people: int) -> tuple[str, float]:
    result = shares(percent, people)
    verdict, real, n = telling(result, result.uncertainty())["i"]
    assert n == len(percent)
    return verdict, real


def test_large_differences_tell_and_small_ones_of_few_people_do_not() -> None:
    verdict, real = one([10, 30, 50, 70], 1000)
    assert verdict == "tells"
    assert real > 0.98
    verdict, real = one([49, 50, 51, 50], 100)
    assert verdict == "does_not"
    assert real == 0.0


def test_the_test_is_cochrans_q_with_the_errors_that_likeness_would_give() -> None:
    percent, people = [40, 45, 50, 55, 60], 200
    result = shares(percent, people)
    error = np.fmax(result.uncertainty().standard_error[:-1, 0], 100 * 0.5 / people**0.5)
    weights = 1 / error**2
    values = np.array(percent, dtype=float)
    q = (weights * (values - (weights * values).sum() / weights.sum()) ** 2).sum()
    assert (telling(result, result.uncertainty())["i"].verdict == "tells") == (chi2.sf(q, 4) < 0.05)


def test_one_indicator_in_twenty_tells_where_no_two_areas_differ() -> None:
    city = alike(made_city(14, 60))
    told = []
    for drawn in city.draws(np.random.default_rng(2), 50):
        result = city.index.compute(drawn, period=city.years[0])
        told += [one.verdict == "tells" for one in telling(result, result.uncertainty()).values()]
    assert np.mean(told) <= 0.05  # by the areas' own errors 7 per cent of these, and 10 of many more


def test_values_that_are_shown_alike_need_no_test() -> None:
    assert one([98.01, 98.02, 98.03, 98.02], 1_000_000) == ("does_not", 0.0)


def test_what_has_no_known_error_is_not_tested() -> None:
    result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    answers = telling(result, result.uncertainty())
    assert answers["nettoinkomst"].verdict == "untested"
    assert np.isnan(answers["nettoinkomst"].real)
    assert answers["valdeltagande"].verdict == "tells"


def test_what_has_no_figures_is_not_mentioned() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    assert "trangboddhet" not in telling(result, result.uncertainty())


@pytest.mark.parametrize("n", [1, 2])
def test_one_or_two_areas_are_too_few(n: int) -> None:
    result = shares([10.0, 90.0, 50.0][: n + 1], 1000)
    few = telling(result, result.uncertainty())["i"]
    assert few.verdict == ("tells" if n + 1 >= 3 else "untested")
