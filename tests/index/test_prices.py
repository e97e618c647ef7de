"""In whose money an indicator's figures are, and its stick's."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.index.prices import drifting, levels_of, refuse_two, refuse_two_bases
from omradesindex.statistics.prices import Level
from omradesindex.statistics.series import Dated
from tests.money import INCOMES, index, results, years


def test_only_money_has_a_level() -> None:
    measured = results(years(said="current"), "2020")[0].measured
    assert levels_of(index().indicators, measured.dated) == {"nettoinkomst": Level("current", "2020")}


def test_two_constant_years_are_refused_wherever_they_meet() -> None:
    one = index().compute(years(said="2023"), period="2020")
    other = years(said="2024")
    with pytest.raises(ComputeError, match="two price bases: 2020 is in prices of '2023'"):
        index().compute(other, period="2024", reference=one)
    with pytest.raises(ComputeError, match="two price bases"):
        oi.change(one, index().compute(other, period="2024"), stick="ranks")
    with pytest.raises(ComputeError, match="two price bases"):
        refuse_two_bases(
            index().indicators, one.measured.dated, [Dated(INCOMES, "2024", "", "current")], where="x"
        )


def test_an_indicator_of_two_price_bases_is_refused() -> None:
    indicator = index().indicators[[i.id for i in index().indicators].index("nettoinkomst")]
    mixed = [Dated("nettoinkomst", "2024", "", "2020"), Dated(INCOMES, "2024", "", "current")]
    with pytest.raises(ComputeError, match="two price bases"):
        levels_of([indicator], mixed)
    refuse_two("x", Level("current", "2020"), Level("current", "2024"))
    refuse_two("x", Level("", "2020"), Level("2024", "2024"))


def test_what_one_table_says_and_another_does_not() -> None:
    said, silent = ([Dated(INCOMES, "2024", "", basis)] for basis in ("2024", ""))
    assert drifting(index().indicators, said, silent) == {"nettoinkomst": "unstated"}
