"""What is said of made-up cities in which nothing changes: no more often than promised that something has.

The whole tables stand in benchmarks/README.md. Here are few cities, and bounds that chance passes once in a
thousand.
"""

from __future__ import annotations

import numpy as np
import pytest
from persons import City, made_city
from verdicts_on_persons import (
    DEFAULT,
    INDEPENDENT,
    SEED,
    Choice,
    ManyCities,
    at_once,
    changes,
    intervals,
    rates,
)

import omradesindex as oi

CITIES = 30
#: Six statuses of one half: the errors of a person's indicators hang together as much as the default assumes.
HARDEST = made_city(14, 400, latent=0.5, common=(0.5,) * 6)


def by_chance(share: float, n: int) -> float:
    """How far above a true share the share among ``n`` may lie."""
    return 3.1 * (share * (1 - share) / n) ** 0.5


def test_no_more_cities_than_promised_have_some_area_that_is_said_to_have_changed() -> None:
    found = rates(changes, HARDEST, CITIES, DEFAULT)
    assert found["some area"] <= 0.05 + by_chance(0.05, CITIES)
    assert found["all areas"] >= 0.95 - by_chance(0.05, CITIES)


def test_intervals_hold_the_true_scores() -> None:
    found = rates(intervals, HARDEST, 20, DEFAULT)
    assert found["index"] >= 0.93 - by_chance(0.07, 14 * 20)
    assert found["values"] >= 0.93


def test_both_would_fail_if_errors_were_taken_to_be_independent() -> None:
    (found,) = at_once(HARDEST, CITIES, [INDEPENDENT])
    assert found["some area"] > 0.05 + by_chance(0.05, CITIES)
    assert found["index"] < 0.93 - by_chance(0.07, 14 * CITIES)


@pytest.mark.parametrize("choice", [DEFAULT, INDEPENDENT], ids=["default", "independent"])
def test_many_cities_at_once_are_told_what_each_is_told_alone(choice: Choice) -> None:
    cities = 8
    many = ManyCities(HARDEST, cities)
    judged = many.judged(many.errors(choice), choice)
    drawn = HARDEST.draws(np.random.default_rng(SEED), cities)
    alone = [told_alone(HARDEST, many.truths[0], one, choice).judged for one in drawn]
    assert judged.verdict.T.tolist() == [own.verdict[:, 0].tolist() for own in alone]
    assert pytest.approx(np.stack([own.low[:, 0] for own in alone])) == judged.low.T


def told_alone(city: City, stick: oi.types.Result, drawn: oi.Statistics, choice: Choice) -> oi.types.Change:
    earlier, later = (city.index.compute(drawn, period=year, reference=stick) for year in city.years)
    return oi.change(earlier, later, **choice)
