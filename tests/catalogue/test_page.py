"""What an index is: its parts, what they weigh, and the methods that are its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

import omradesindex as oi
from omradesindex.catalogue import Dimension, Member, Text
from omradesindex.catalogue.page import definition_page, method_said

INDEX = oi.load_index("malmo-2023")


def test_each_indicator_has_a_row_under_its_dimension() -> None:
    frame = definition_page(INDEX, "sv").tables()[0].to_frame()
    assert [name for name in frame["Dimension"] if name] == ["Delaktighet", "Utbildning", "Ekonomi", "Boende"]
    arrows = [member.indicator.direction.arrow for member in INDEX.members]
    assert frame["Indikator"].str[0].tolist() == arrows
    assert frame["Grund"].tolist() == [
        "förlagan" if member.basis == "proposal" else "antagande" for member in INDEX.members
    ]
    assert frame["Vikt (%)"].tolist() == [8.3] * 12


def test_it_says_its_id_what_it_is_and_what_every_reader_must_be_told() -> None:
    page = definition_page(INDEX, "en")
    assert page.title == f"{INDEX.label.en} · malmo-2023"
    text = page.text(width=500)
    assert INDEX.description.en in text
    assert INDEX.notes[0].en in text
    assert "▲ a higher value is a greater challenge" in text
    assert "Made from: malmo-2023" in definition_page(oi.load_index("mkb"), "en").text()


def test_weights_are_shares_of_the_whole_through_every_level() -> None:
    economy = INDEX.dimensions[2]
    nested = replace(
        INDEX.reweight({"boende": 3, "trangboddhet": 2}),
        dimensions=(
            Dimension("liv", Text("Liv", "Life"), (economy,)),
            INDEX.reweight({"boende": 3, "trangboddhet": 2}).dimensions[3],
        ),
    )
    frame = definition_page(nested, "sv").tables()[0].to_frame()
    assert frame["Dimension"].tolist() == ["Liv › Ekonomi", "", "", "Boende", "", ""]
    # A quarter in three parts; three quarters in parts of two, one and one.
    assert frame["Vikt (%)"].tolist() == [8.3, 8.3, 8.3, 37.5, 18.8, 18.8]


def test_weights_that_a_method_finds_are_not_told_before_it_has() -> None:
    learnt = INDEX.with_methods(weight={"index": "entropy"})
    page = definition_page(learnt, "sv")
    assert "Vikt (%)" not in page.tables()[0].to_frame()
    assert "vikter: entropy mellan dimensioner" in page.text(width=200)


def test_it_says_whom_each_indicator_calls_in_and_how_soon_it_moves() -> None:
    page = definition_page(INDEX, "sv")
    rows = page.tables()[1].to_frame().set_index("Indikator")
    assert rows.loc["Trångboddhet"].tolist() == ["MKB, SBN", "samhällsmått", "mål 11", 10]
    assert rows.loc["Svarsfrekvens i folkhälsoenkäten", "Kallar in"] == "–"
    years = [indicator.moves_within or 0 for indicator in INDEX.indicators]
    assert (
        f"{sum(y <= 1 for y in years)} av 12 indikatorer kan röra sig inom ett år, och "
        f"{sum(y <= 4 for y in years)} inom en mandatperiod på 4 år." in page.text(width=500)
    )


def test_of_ones_own_indicators_nothing_is_said_that_nobody_has_said() -> None:
    plain = replace(INDEX.indicators[0], id="eget", responsible=(), kind=None, goals=(), moves_within=None)
    alone = INDEX.without("utbildning", "ekonomi", "boende").replace("valdeltagande", plain)
    assert "För 1 är det inte bedömt" in definition_page(alone, "sv").text(width=500)
    own = Dimension("eget_matt", Text("Eget", "Own"), (Member(plain),))
    assert len(definition_page(replace(INDEX, dimensions=(own,)), "sv").tables()) == 1


@pytest.mark.parametrize(
    ("methods", "said"),
    [
        ({}, ""),
        ({"ddof": 1, "points": 15}, "frihetsgrader som dras av i spridningen: 1; poäng per enhet: 15"),
        (
            {"aggregate": {"index": {"method": "power_mean", "power": 0.5}}},
            "sammanvägning: power_mean (power = 0.5) mellan dimensioner",
        ),
        ({"aggregate": "geometric"}, "sammanvägning: geometric"),
        ({"aggregate": {"ekonomi": "harmonic"}}, "sammanvägning: harmonic (ekonomi)"),
        (
            {"normalise": {"method": "z_score", "people": {f"{k:02}": 1000.0 + k for k in range(14)}}},
            "normalisering: z_score (people = 14 värden)",
        ),
        (
            {"normalise": {"method": "z_score", "people": {"01": 1000, "02": 2000}}},
            "normalisering: z_score (people = {'01': 1000, '02': 2000})",
        ),
        ({"coverage": 0.5}, "andel av vikten som måste ha uppgifter: 0,5 inom dimensioner"),
    ],
)
def test_only_methods_that_are_not_the_usual_ones_are_named(methods: dict[str, object], said: str) -> None:
    text = definition_page(INDEX.with_methods(**methods), "sv").text(width=500)
    assert ("Metoder utöver de vanliga" in text) == bool(said)
    if said:
        assert f"Metoder utöver de vanliga: {said}\n" in text


def test_a_function_of_ones_own_is_named() -> None:
    def halved(values: object) -> object:
        return values

    assert method_said(halved) == "halved"
    assert method_said(2) == "2"
    assert method_said(0.5, "en") == "0.5"


def test_levels_are_said_in_one_order() -> None:
    told = "0,5 inom dimensioner, 1 mellan dimensioner"
    assert (
        method_said({"index": 1.0, "dimension": 0.5}) == method_said({"dimension": 0.5, "index": 1.0}) == told
    )
