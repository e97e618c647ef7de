"""A reader sees what was asked for and is not measured, all of it or one body's."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.catalogue.unmeasured import not_measured
from omradesindex.catalogue.wishes import wishes


def test_it_shows_who_asked_why_not_and_what_lies_nearest() -> None:
    rows = not_measured().page("sv").tables()[0].to_frame().set_index("Vad")
    assert len(rows) == len(wishes())
    assert rows.loc["Lokal utveckling", "Av"] == "KN, MN"
    assert rows.loc["Barn som bär vuxenansvar", "Närmast"] == "Förhöjd risk i familjen"
    assert rows.loc["Arbetsområden", "Närmast"] == "–"
    assert "Work areas" in not_measured().page("en").text(width=200)


def test_a_body_finds_its_own() -> None:
    assert [wish.id for wish in oi.data.not_measured("tn")] == ["arbetsomraden"]
    assert not list(oi.data.not_measured("mkb"))
    assert oi.data.not_measured("mkb").page("sv").text().splitlines() == [
        "Efterfrågat men inte mätt",
        "Inget.",
    ]


def test_a_body_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(oi.errors.DefinitionError, match=r"the body 'frnn' is unknown .did you mean 'frn'"):
        oi.data.not_measured("frnn")


def test_the_set_of_a_body_says_what_it_lacks() -> None:
    said = oi.load_index("tn").page("sv").text(width=500)
    assert "Efterfrågat men inte mätt: Arbetsområden (oi.data.not_measured säger varför)" in said
    assert "inte mätt" not in oi.load_index("malmo-2023").page("sv").text(width=500)
