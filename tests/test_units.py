"""Units that are no areas are called what they are, in both languages and in every case of the grammar."""

from __future__ import annotations

import pytest

from omradesindex.errors import ComputeError, OmradesindexError, units_said
from omradesindex.units import CITY, UNITS, Speech, Together, Units, said, speaking
from omradesindex.wording import Text, say

SCHOOL = UNITS["school"]
LANGUAGE = Units("språk", "språket", "språk", "språken", "language", "languages", neuter=True)


@pytest.mark.parametrize(
    ("text", "school", "language"),
    [
        ("Inget område har ett index.", "Ingen skola har ett index.", "Inget språk har ett index."),
        ("ett annat område", "en annan skola", "ett annat språk"),
        ("varje områdes plats", "varje skolas plats", "varje språks plats"),
        ("områdenas ordning", "skolornas ordning", "språkens ordning"),
        ("det område som radens områden", "den skola som radens skolor", "det språk som radens språk"),
        ("Området och områdets del", "Skolan och skolans del", "Språket och språkets del"),
        ("Osäker områdestillhörighet", "Osäker tillhörighet", "Osäker tillhörighet"),
    ],
)
def test_swedish_follows_the_gender(text: str, school: str, language: str) -> None:
    assert SCHOOL.said(text, "sv") == school
    assert LANGUAGE.said(text, "sv") == language


def test_english_follows_the_article_and_leaves_what_is_quoted() -> None:
    said_of = Units("enhet", "enheten", "enheter", "enheterna", "unit", "units")
    assert (
        SCHOOL.said("An area's rank among the areas' ranks", "en")
        == "A school's rank among the schools' ranks"
    )
    assert (
        said_of.said("no row for area '2' in the column 'area'", "en")
        == "no row for unit '2' in the column 'area'"
    )


def test_somebodys_own_words_stay() -> None:
    with speaking(SCHOOL, ["Trygg i sitt område"]):
        assert (
            say("sv", "Trygg i sitt område: högst i ett område.", "")
            == "Trygg i sitt område: högst i en skola."
        )
        assert Text("områden", "areas").in_("en") == "schools"
        with pytest.raises(ComputeError, match="the school '99' is unknown"):
            raise ComputeError("the area '99' is unknown")
    assert said("ett område", "sv") == "ett område"


def test_a_word_stands_for_units_and_own_units_for_themselves() -> None:
    assert units_said("school", where="here") is units_said("skola", where="here") is UNITS["school"]
    assert units_said(LANGUAGE, where="here") is LANGUAGE
    assert units_said(None, where="here") is None
    with pytest.raises(OmradesindexError, match=r"here: units called 'scool' .*mean 'school'"):
        units_said("scool", where="here")


@pytest.mark.parametrize(
    ("together", "sv", "en"),
    [
        (Together.named("Borås"), "efter Borås, hela Borås tal", "behind Borås, Borås's figure"),
        (Together.named("Uppsala län"), "efter Uppsala län, hela Uppsala läns tal", "behind Uppsala län"),
        (Together.of(UNITS["school"]), "efter alla skolor tillsammans", "behind all schools together"),
        (Together.of(None), "efter alla områden tillsammans", "all the areas' figure"),
        (CITY, "efter staden, hela stadens tal", "behind the city, the whole city's figure"),
    ],
)
def test_the_whole_is_called_by_its_name_or_by_what_it_is_of(together: Together, sv: str, en: str) -> None:
    speech = Speech(together=together)
    assert sv in speech.said("efter staden, hela stadens tal", "sv")
    assert en in speech.said("behind the city, the whole city's figure", "en")
