"""Sentences about rows that have no room."""

from __future__ import annotations

import pytest

from omradesindex.show import words


@pytest.mark.parametrize(
    ("sheets", "rest"),
    [(1, "."), (2, ". De andra står på blad 2."), (5, ". De andra står på blad 2–5.")],
)
def test_the_line_says_where_the_others_are(sheets: int, rest: str) -> None:
    said = words.ends_line((48, 16), 262, 0, sheets, "sv")
    assert said == f"Visar de 48 första och de 16 sista av 262 områden{rest}"


def test_one_more_is_one() -> None:
    assert words.between(1, 1, "sv") == "… 1 område till …"
    assert words.between(1, 2, "en") == "… 1 more area, on sheet 2 …"
