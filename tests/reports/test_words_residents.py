"""What residents read."""

from __future__ import annotations

import pytest

from omradesindex.reports import words_residents
from omradesindex.reports.words_residents import RESIDENTS_CONTENTS, residents_lines, residents_title
from omradesindex.units import UNITS, Speech, speaking
from tests.reports import made


def test_a_resident_reads_the_score_and_what_more_of_it_means() -> None:
    given = made.report().given
    place = given.areas.index("10")
    assert residents_lines(given, place, "sv")[-1] == (
        "Området har 120,9 poäng. Mer poäng betyder att det är svårare här."
    )
    assert residents_lines(given, place, "en")[-1].startswith("The area has 120.9 points.")


def test_the_list_of_places_fits_whatever_they_are_called() -> None:
    assert RESIDENTS_CONTENTS.sv == "Välj i listan"  # no word of areas that would bend wrong for schools


def test_nobody_lives_in_a_school(monkeypatch: pytest.MonkeyPatch) -> None:
    given = made.report().given
    assert residents_title(given, "sv") == "Så är det där du bor"
    monkeypatch.setattr(words_residents, "speech_of", lambda _: Speech(UNITS["school"]))
    with speaking(Speech(UNITS["school"])):
        assert residents_title(given, "sv") == "Så är det i skolorna"
        assert residents_title(given, "en") == "How it is in the schools"
