"""In whose money amounts are: what is read, refused and carried along."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import StatisticsError
from omradesindex.statistics.prices import (
    Level,
    basis_label,
    basis_said,
    money_year,
    read_basis,
    refuse_other_things,
    refuse_two_bases,
    refuse_unstated,
    said,
    unstated,
)
from tests.money import INCOMES, years


def table(prices: list[object], *, periods: tuple[str, ...] = ("2020", "2024")) -> pd.DataFrame:
    """Two areas; a row of income for each area and period."""
    rows = [
        {"area": area, "variable": INCOMES, "period": period, "value": 100.0 + k, "prices": basis}
        for period, basis in zip(periods, prices, strict=True)
        for k, area in enumerate("ab")
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("current", "current"), ("Löpande priser", "current"), ("nominell", "current"), ("2024", "2024"),
        ("2024.0", "2024"), ("2024 års priser", "2024"), ("fasta priser (2024)", "2024"), ("", ""),
        ("constant 2024 prices", None), ("fasta priser", None), ("1824", None),
    ],
)  # fmt: skip
def test_bases_as_they_are_written(text: str, basis: str | None) -> None:
    assert read_basis(text) == basis


def test_a_basis_is_read_and_read_back() -> None:
    figures = oi.Statistics.from_frame(table(["löpande priser", "current"]))
    assert set(figures.prices.values()) == {"current"}
    again = oi.Statistics.from_frame(figures.to_frame())
    assert again.prices == figures.prices
    assert again.fingerprint == figures.fingerprint
    assert figures.fingerprint != oi.Statistics.from_frame(table(["", ""])).fingerprint
    assert "löpande priser" in figures.page().text()


def test_a_column_of_years_may_be_numbers() -> None:
    given = table([2024, 2024])
    assert set(oi.Statistics.from_frame(given).prices.values()) == {"2024"}
    assert given["prices"].tolist() == [2024] * 4, "the caller's own table is left as it was"


def test_a_basis_goes_along_to_the_areas_and_into_copies() -> None:
    figures = years(said="current")
    assert figures.only([INCOMES]).prices == figures.prices
    assert figures.only(periods="2020").prices == {(INCOMES, "2020"): "current"}


@pytest.mark.parametrize("prices", [["2023", "2024"], ["current", "2023"], ["2020", "current"]])
def test_two_bases_in_one_series_are_refused(prices: list[object]) -> None:
    with pytest.raises(StatisticsError, match="two price bases"):
        oi.Statistics.from_frame(table(prices))


def test_this_years_own_money_is_its_constant_prices_too() -> None:
    figures = oi.Statistics.from_frame(table(["2024", "current"]))
    assert Level(figures.prices[INCOMES, "2024"], "2024").year == "2024"


def test_two_series_may_have_a_basis_each() -> None:
    prices = {("a", "2020"): "2023", ("a", "2024"): "2024"}
    refuse_two_bases(prices, {("a", "2024"): "new"}, where="x")
    with pytest.raises(StatisticsError, match="2020 is in prices of '2023' and 2024 in prices of '2024'"):
        refuse_two_bases(prices, {}, where="x")


def test_one_period_has_one_basis() -> None:
    given = table(["2024", "2024"])
    given.loc[0, "prices"] = "2023"
    with pytest.raises(StatisticsError, match="differs from that of the variable's other rows"):
        oi.Statistics.from_frame(given)


def test_words_that_are_no_basis_are_refused() -> None:
    with pytest.raises(StatisticsError, match="the price basis is 'KPI'"):
        oi.Statistics.from_frame(table(["KPI", "KPI"]))


def test_what_is_no_money_has_no_prices() -> None:
    with pytest.raises(StatisticsError, match="no money"):
        oi.Statistics.from_frame(table(["2024", "2024"]).assign(variable="folkmangd"))
    refuse_other_things({("my_own", "2024"): "2024"}, where="x")


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2024", "2024"),
        ("2024K3", "2024"),
        ("2018–2022", "2018–2022"),
        ("läsår 2022/2023", "läsår 2022/2023"),
    ],
)
def test_the_money_of_a_period(period: str, year: str) -> None:
    assert money_year(period) == year


def test_what_a_source_says_of_its_prices() -> None:
    assert basis_said(["Medelinkomst, tkr, löpande priser", "i 2023 års priser"]) == ""
    assert basis_said(["Inkomst i fasta priser"]) == ""
    assert basis_said(["Fastprisberäknad till senaste redovisningsår"], ["2021", "2023"]) == "2023"
    assert basis_label("2023", "en") == "prices of 2023"


def test_prices_that_nobody_has_stated() -> None:
    figures = years()
    assert unstated(figures.blocks, figures.prices) == (INCOMES,)
    assert said(Level("", "2020")) == "prices that nobody has stated"
    with pytest.raises(StatisticsError, match="does not say in which prices 'nettoinkomst_summa_tkr' is"):
        refuse_unstated((INCOMES,), where="x")
