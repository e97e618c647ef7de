"""Both languages are filled in alike, and each sentence is of its number."""

from __future__ import annotations

import re

import pytest

from omradesindex.reports.what_if import words
from omradesindex.wording import number
from tests.sentences.lix import lix


@pytest.mark.parametrize("name", [*words.MOVING])
def test_the_same_is_filled_in_in_both_languages(name: str) -> None:
    text = words.MOVING[name]
    places = [set(re.findall(r"\{(\w+)\}", told)) for told in (text.sv, text.en)]
    assert places[0] == places[1]


def test_sentences_follow_their_numbers() -> None:
    assert "1 of 14 areas has place 1" in words.little(1, 14, 3, "en")
    assert "3 platser eller mer" in words.little(2, 14, 3, "sv")
    assert "1 plats eller mer" in words.little(2, 14, 1, "sv")
    assert "skiljer" not in words.little(2, 14, 0, "sv")
    assert words.lacks(14, 14, "sv") == "saknar uppgifter"
    assert words.lacks(2, 14, "en") == "no figure for 2 of 14 areas"
    assert words.about("Malmö", "", "sv") == "Malmö"


def test_classes_of_colours_are_told_by_their_ends() -> None:
    told = [words.class_text(k, ["95", "105"], "sv") for k in range(3)]
    assert told == ["under 95 (mindre utmaning)", "95–105", "105 och mer (större utmaning)"]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_numbers_are_marked_as_elsewhere(lang: str) -> None:
    marks = words.marks(lang)  # type: ignore[arg-type]
    assert number(1234.5, 1, lang=lang) == f"1{marks['thousands']}234{marks['point']}5"  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_read_first_is_easy(lang: str) -> None:
    fixed = [words.FIXED[name].in_(lang) for name in ("lead", "weights_help", "share")]  # type: ignore[arg-type]
    assert lix([*fixed, words.little(2, 14, 7, lang), words.hold_on(True, lang)]) <= 30  # type: ignore[arg-type]
