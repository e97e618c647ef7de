"""A price index by year: what is one, and what is not."""

from __future__ import annotations

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError, StatisticsError


def made(index: object, name: str = "Påhittat prisindex", source: str = "ett exempel") -> oi.Deflator:
    return oi.Deflator(index, name=name, source=source)


@pytest.mark.parametrize(
    "index", [{2020: 100, 2024: 122}, {"2020": 100.0, "2024": 122.0}, pd.Series({2020: 100, 2024: 122})]
)
def test_years_and_their_index(index: object) -> None:
    deflator = made(index)
    assert deflator.factor("2020", "2024") == pytest.approx(1.22)
    assert deflator.factor("2024", "2020") == pytest.approx(1 / 1.22)


@pytest.mark.parametrize(
    ("index", "told"),
    [
        ({2020: 0}, "the index of 2020 is 0"),
        ({2020: -3.0}, "the index of 2020 is -3"),
        ({2020: float("nan")}, "the index of 2020 is nan"),
        ({2020: "hundra"}, "the index of 2020 is 'hundra'"),
        ({2020: True}, "the index of 2020 is True"),
        ({2020: 100, "2020": 101}, "the year 2020 stands there twice"),
        ({"våren": 100}, "'våren' is no year"),
        ({"2018–2022": 100}, "is no year"),
        ({}, "has no years"),
        ([100, 122], "the deflator"),
    ],
)
def test_what_is_no_price_index(index: object, told: str) -> None:
    with pytest.raises(StatisticsError, match=told):
        made(index)


@pytest.mark.parametrize("without", ["name", "source"])
def test_readers_are_told_which_index_and_whose(without: str) -> None:
    with pytest.raises(OmradesindexError, match=f"the deflator has no {without}"):
        made({2020: 100}, **{without: " "})


def test_a_year_that_it_lacks() -> None:
    with pytest.raises(StatisticsError, match="the base year 2019 is not in the deflator"):
        made({2020: 100}).factor("2020", "2019")
