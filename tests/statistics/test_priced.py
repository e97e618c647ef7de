"""Amounts are turned into the prices of one year, everything else stays, and where it came from is kept."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import StatisticsError
from omradesindex.statistics.priced import basis_of
from tests.money import INCOMES, deflator, years


def test_amounts_follow_the_index_and_nothing_else_does() -> None:
    figures = years(said="current")
    turned = figures.in_prices_of(2024, deflator())
    for year, level in (("2020", 100), ("2022", 108), ("2024", 122)):
        before, after = (f.block(INCOMES, year).value for f in (figures, turned))
        np.testing.assert_allclose(after, before * 122 / level)
        persons = [f.block("personer_nettoinkomst", year).value for f in (figures, turned)]
        np.testing.assert_array_equal(*persons)
    assert set(turned.prices.values()) == {"2024"}
    first, last = (turned.block(INCOMES, year).value for year in ("2020", "2024"))
    np.testing.assert_allclose(first, last)


def test_constant_prices_are_turned_into_another_years() -> None:
    one = years(said="current").in_prices_of("2020", deflator())
    other = years(said="current").in_prices_of("2024", deflator())
    np.testing.assert_allclose(one.in_prices_of("2024", deflator()).numbers["value"], other.numbers["value"])


def test_the_source_names_the_deflator_where_it_was_used() -> None:
    turned = years(said="current").in_prices_of("2024", deflator())
    assert (
        "omräknad till 2024 års priser med Påhittat prisindex (ett exempel)"
        in turned.source_of(INCOMES, "2020")[0]
    )
    assert "Påhittat" not in turned.source_of(INCOMES, "2024")[0], "its own year's money is as it was"


def test_means_keep_what_they_are_divided_by_and_their_lineage() -> None:
    figures = oi.malmo_statistics().with_prices("current")
    prices = oi.Deflator({2022: 200, 2020: 100}, name="Påhittat prisindex", source="ett exempel")
    turned = figures.in_prices_of(2020, prices)
    before, after = (f.block("nettoinkomst", "2022") for f in (figures, turned))
    np.testing.assert_allclose(after.value, before.value / 2)
    np.testing.assert_array_equal(after.denominator, before.denominator)
    one, other = (f.lineage("10", "nettoinkomst").to_frame()["weight"].sum() for f in (figures, turned))
    assert other == pytest.approx(one / 2)
    assert turned.to_frame()["prices"].unique().tolist() == ["", "2020"]


def test_what_the_table_does_not_say_is_asked() -> None:
    with pytest.raises(StatisticsError, match="does not say in which prices"):
        years().in_prices_of("2024", deflator())
    assert years().with_prices("current").prices == years(said="current").prices
    assert years().with_prices({INCOMES: "löpande priser"}).prices == years(said="current").prices


def test_years_that_are_needed_and_not_there() -> None:
    short = oi.Deflator({2020: 100, 2024: 122}, name="Kort", source="ett exempel")
    with pytest.raises(
        StatisticsError, match="'nettoinkomst_summa_tkr' is of 2022, and 2022 is not in the deflator"
    ):
        years(said="current").in_prices_of("2024", short)
    with pytest.raises(StatisticsError, match="the base year 2019 is not in the deflator"):
        years(said="current").in_prices_of("2019", deflator())


def test_several_years_in_current_prices_cannot_be_turned() -> None:
    frame = years(said="current", levels={"2020": 100.0}).to_frame().assign(period="2018–2022")
    with pytest.raises(StatisticsError, match="several years in current prices"):
        oi.Statistics.from_frame(frame, division=oi.example_division()).in_prices_of("2020", deflator())


def test_words_against_the_table_are_refused() -> None:
    with pytest.raises(StatisticsError, match="in prices 'current', not '2024'"):
        years(said="current").with_prices({INCOMES: "2024"})
    with pytest.raises(StatisticsError, match=r"not in the table.*did you mean"):
        years().with_prices({INCOMES + "r": "2024"})
    with pytest.raises(StatisticsError, match="the price basis is 'KPI'"):
        basis_of("KPI", "x")
