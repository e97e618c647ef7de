"""How columns, marks and words of themes are told to be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

import omradesindex as oi
from omradesindex.subjects.themes import words_tables
from omradesindex.wording import Language


@pytest.mark.parametrize(
    ("lang", "one", "several"),
    [
        ("sv", "minst 1 standardavvikelse ", "0,5 standardavvikelser "),
        ("en", "1 standard deviation ", "0.5 standard deviations "),
    ],
)
def test_how_far_a_theme_stands_out(hand: oi.types.Themes, lang: Language, one: str, several: str) -> None:
    assert several in words_tables.notes(hand, lang)[0]
    assert one in words_tables.notes(replace(hand, apart=1.0), lang)[0]


def test_what_areas_are_held_against(malmo: oi.types.Themes) -> None:
    assert "vägt med hur många som finns i dem" in words_tables.notes(malmo, "sv")[0]
    assert "● större utmaning än i hela Malmö" in words_tables.marks_line(malmo, "sv")


def test_dwellings_are_told_of_only_where_they_are_counted(
    malmo: oi.types.Themes, hand: oi.types.Themes
) -> None:
    assert "Hus byggs i grupp." in words_tables.uneven_note(malmo, "sv")
    assert "lägenheter" not in words_tables.uneven_note(hand, "sv")
