"""Which figures move when nothing but prices does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from omradesindex.catalogue import Formula, Text, indicators
from omradesindex.catalogue.money import drift_of, is_amount, is_money


@pytest.mark.parametrize(
    "unit",
    [
        "tkr",
        "kr",
        "kr/m²",
        "kronor",
        "tusen kronor",
        "mnkr",
        "SEK",
        "SEK thousand",
        "kSEK",
        "euro",
        "kr per inv.",
        "€",
    ],
)
def test_units_of_money(unit: str) -> None:
    assert is_money(unit)


@pytest.mark.parametrize(
    "unit",
    [
        "prisbasbelopp",
        "inkomstbasbelopp",
        "%",
        "personer",
        "per 100 000 inv.",
        "år",
        "krav",
        "index (0–100)",
        "",
    ],
)
def test_what_prices_do_not_move(unit: str) -> None:
    """A base amount follows the prices (or wages) by itself."""
    assert not is_money(unit)


def test_what_the_catalogue_has_of_money() -> None:
    assert {name for name, one in indicators().items() if drift_of(one)} == {"nettoinkomst", "investeringar"}
    assert is_amount("investeringar_tkr")
    assert not is_amount("personer_lon_over_1_5_basbelopp_20_64")


def test_a_quotient_moves_where_one_side_of_it_is_money() -> None:
    share = indicators()["lag_lon"]
    rate = Formula("rate", ("investeringar_tkr",), ("folkmangd",), 1000)
    both = Formula("rate", ("investeringar_tkr",), ("nettoinkomst_summa_tkr",), 100)
    assert drift_of(replace(share, formula=rate)) == "amount"
    assert drift_of(replace(share, formula=both)) == ""
    assert drift_of(replace(share, formula=Formula("mix", ("investeringar_tkr", "folkmangd")))) == ""


@pytest.mark.parametrize(
    ("words", "drift"),
    [
        ("Andel med inkomst under 200 000 kr.", "limit"),
        ("Andel med högst 12,5 tusen kronor i månaden.", "limit"),
        ("Andel med inkomst under 1,5 basbelopp.", ""),
        ("Andel under 60 procent av medianen.", ""),
        ("Andel med inkomst under 200 000 kr i 2024 års priser.", ""),
    ],
)
def test_a_limit_in_kronor_stands_still(words: str, drift: str) -> None:
    own = replace(indicators()["lag_lon"], definition=Text(words, "x"))
    assert drift_of(own) == drift
