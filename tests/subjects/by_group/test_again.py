"""An answer by group can be made of other figures: it then says of those what it said of these."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.sticks import one_period
from tests.cities import statistics
from tests.subjects.by_group.made_up import YEARS, index, results, table


def answers() -> dict[str, Callable[[oi.Statistics], Any]]:
    other = index().without("lag_lon").with_identity(id="utan")
    quick: dict[str, Any] = {"drop": 1, "rest": "own", "n": 64, "sobol": False}

    def change(city: oi.Statistics) -> Any:
        first = index().compute(city, period="2020")
        later = index().compute(city, period="2022", reference=first)
        return oi.change(first, later, by="sex", correlation=0.3)

    return {
        "change": change,
        "trend": lambda city: oi.trend(index(), city, by="sex", against="city"),
        "goals": lambda city: oi.goals(oi.trend(index(), city), oi.Goal("index", 2030, at_most=95), by="sex"),
        "compare": lambda city: oi.compare([index(), other], city, period="2020", by="sex"),
        "robustness": lambda city: oi.robustness(index(), city.only(periods=["2020"]), by="sex", **quick),
    }


@pytest.mark.parametrize("verb", list(answers()))
def test_the_same_is_asked_of_other_figures(verb: str) -> None:
    full = table()
    other = full.assign(value=full["value"] + 2 * full["sex"].map({"women": 1, "men": 0, "total": 1}))
    ask = answers()[verb]
    made = ask(statistics(full))
    assert made.again is not None
    figures = statistics(other) if verb != "robustness" else statistics(other).only(periods=["2020"])
    pd.testing.assert_frame_equal(
        pickle.loads(pickle.dumps(made.again)).make(figures).gaps, ask(statistics(other)).gaps
    )


def test_it_rests_on_every_year_and_group() -> None:
    again = answers()["change"](statistics(table())).again
    assert {(block.period, block.group) for block in again.used} == {
        (period, (sex,)) for period in ("2020", "2022") for sex in ("women", "men", "total")
    }


def test_what_has_stages_or_several_tables_cannot_be_made_again() -> None:
    first, last = results(table(), "2020", "2022")
    revised = index().compute(first.statistics, period="2020", reference=first)
    assert oi.change(first, last, by="sex", revised=revised).again is None
    more = table().assign(value=table()["value"] * 2)
    elsewhere = index().compute(statistics(more), period="2022", reference=first)
    assert oi.change(first, elsewhere, by="sex").again is None
    assert oi.trend(index(), first.statistics, by="sex", stick="goalposts").again is None


def test_a_result_of_one_period_names_it() -> None:
    assert [one_period(result) for result in results(table(), *YEARS)] == list(YEARS)
