"""Units that are no areas are called what they are, in both languages and in every case of the grammar."""

from __future__ import annotations

import pytest

from omradesindex.errors import ComputeError
from omradesindex.units import UNITS, Units, said, speaking
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
