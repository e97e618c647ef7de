"""What a person meets on the command line has its Swedish, and every line of the tables is in use."""

from __future__ import annotations

import re

import pytest

from omradesindex.errors import OmradesindexError, StatisticsError
from omradesindex.swedish import in_language
from omradesindex.swedish.phrases import Phrase, phrases
from omradesindex.units import UNITS, speaking
from tests.swedish.raised import raised

#: Letters that a phrase has at least that begins with what is put into it.
FEWEST_LETTERS = 2


def has_swedish(text: str) -> bool:
    """Whether a line of the tables is the phrase, or the phrase with something else between its quotes."""
    return text in phrases() or re.sub(r"'[^'{}]+'", "'{}'", text) in phrases()


def test_every_phrase_has_its_swedish() -> None:
    lacking = [
        f"{at} {text!r}" for texts in raised().values() for text, at in texts.items() if not has_swedish(text)
    ]
    assert not lacking, "\n".join(["write into omradesindex/swedish/*.toml:", *lacking])


def test_a_phrase_says_something_between_its_places() -> None:
    """So that no file's name is taken for one."""
    letters = {
        english: sum(map(str.isalpha, "".join(phrase.said)))
        for english, phrase in phrases().items()
        if english.startswith("{}")
    }
    bare = [english for english, said in letters.items() if said < FEWEST_LETTERS]
    assert not bare


def test_the_places_of_a_phrase_are_those_of_its_swedish() -> None:
    for phrase in phrases().values():
        places = re.findall(r"\{\d*(?=,?\})", phrase.swedish)
        assert len(places) == len(phrase.said) - 1, phrase
        assert "{" not in places or len(set(places)) == 1, phrase


def test_what_is_put_in_is_a_phrase_too_but_not_what_is_quoted() -> None:
    assert Phrase("{} in '{}'", "{} i '{}'").swedish_of("the file does not exist in 'check the path'") == (
        "filen finns inte i 'check the path'"
    )
    assert Phrase("{} before {}", "{2} efter {1}").swedish_of("a before b") == "b efter a"
    assert in_language("nobody has written this phrase", "sv") == "nobody has written this phrase"


def test_what_stands_after_the_is_one_that_is_known() -> None:
    assert in_language("the sub-area is missing", "sv") == "delområdet saknas"
    assert in_language("the given is missing", "sv") == "given saknas"


def test_an_error_that_a_warning_tells_of_is_said_whole() -> None:
    error = StatisticsError("the file does not exist", where="a.csv", remedy="check the path")
    for told in (error, StatisticsError("the file does not exist", where="a.csv")):
        assert in_language(f"Word left out: {told}", "sv") == f"Word är inte med: {told.in_('sv')}"


def test_a_name_between_quotes_holds_no_quote_where_the_text_can_be_read_without() -> None:
    told = "method 'min_max': the option 'low' is 'a'"
    assert in_language(told, "sv") == "metoden 'min_max': valet 'low' är 'a'"


def test_what_was_computed_is_written_as_swedish_has_it_and_what_was_written_is_kept() -> None:
    computed = StatisticsError("the numerator 1234567.5 is larger than the denominator 20000")
    assert computed.in_("sv").replace("\N{NO-BREAK SPACE}", "_") == (
        "täljaren 1_234_567,5 är större än nämnaren 20_000."
    )
    assert in_language("the option 'most' is 1.5", "sv") == "valet 'most' är 1.5"


def test_a_label_does_not_hide_the_phrase_behind_it() -> None:
    error = StatisticsError(
        "it is empty",
        remedy="give statistics with such a column; the total is never shown in place of a group",
    )
    assert error.in_("sv").endswith("uppgiften för alla visas aldrig i stället för en grupps.")
    assert "such a column" not in error.in_("sv")


def test_an_error_is_said_in_both_languages_of_its_units() -> None:
    error = StatisticsError(
        "the file does not exist", where="a.csv", expected="one of 'b'", remedy="check the path"
    )
    assert str(error) == error.in_("en")
    assert error.in_("sv") == (
        "a.csv: filen finns inte. Så ska det vara: något av 'b'. Gör så här: kontrollera sökvägen."
    )
    with speaking(UNITS["school"]):
        later = OmradesindexError("it is not said which columns hold the areas' codes and names")
    assert "skolornas koder" in later.in_("sv")
    assert "the schools' codes" in later.in_("en")


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_nothing_steers_the_terminal(lang: str) -> None:
    assert "\x1b" not in OmradesindexError("\x1b[31m", where="\x1b").in_(lang)
