"""A map says what its labels are, what is enlarged and where the list stands."""

from __future__ import annotations

import pytest

from omradesindex.show.maps import words


@pytest.mark.parametrize(
    ("enlarged", "far", "told"),
    [
        ("A", "", "Ramen A visas också större."),
        ("AB", "", "Ramarna A och B visas också större."),
        ("A", "B", "Ramen A visas också större. B ligger utanför kartan."),
        ("", "AB", "A och B ligger utanför kartan."),
        ("", "", ""),
    ],
)
def test_parts_are_named_by_their_letters(enlarged: str, far: str, told: str) -> None:
    assert words.parts_line(enlarged, far, "sv") == told
    assert bool(words.parts_line(enlarged, far, "en")) == bool(told)


def test_one_and_several_are_said_as_such() -> None:
    assert words.left_out_line(1, "sv").startswith("1 område är för litet")
    assert words.left_out_line(1200, "sv").startswith("1 200 områden är för små".replace(" ", "\xa0", 1))
    assert words.sheet_line(2, 2, "sv").endswith("blad 2.")
    assert words.sheet_line(2, 4, "en").startswith("Sheets 2–4 have")
    assert words.list_part(1, 1, "sv") == "listan"
    assert words.list_part(2, 3, "sv") == "listan 2 (3)"


def test_numbers_are_places_only_where_there_are_places() -> None:
    assert "plats" in words.number_line(True, False, "sv")
    assert "plats" not in words.number_line(False, False, "sv")
    assert "bokstav" in words.number_line(True, True, "sv")
