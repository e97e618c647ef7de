"""Footnote marks belong to neither a number nor a name."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.statistics.reading.cells import read_numbers
from omradesindex.statistics.reading.footnotes import without_marks


@pytest.mark.parametrize(
    "text",
    ["12¹", "12 ¹²", "12¹,³", "12 1)", "12 1) 2)", "12*", "12 **", "12†", "12ᵃ", "12¹⁾", "12 a)", "12 %¹"],
)
def test_a_number_is_read_without_its_footnote(text: str) -> None:
    assert read_numbers([text], str).value.tolist() == [12]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("121)", "may be 121, or a shorter number with a footnote"),
        ("1 2341)", "shorter number"),
        ("(12)", "in brackets may be negative"),
        ("12 p", "letters stand behind"),
        ("12 tkr", "letters stand behind"),
        ("¹", "is not a number"),
    ],
)
def test_what_may_be_two_things_is_refused(text: str, message: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=message):
        read_numbers([text], str)


def test_a_mark_bears_a_footnote_too() -> None:
    assert read_numbers(["..¹", "..*"], str).status.tolist() == ["suppressed", "suppressed"]


@pytest.mark.parametrize("text", ["m²", "Yta, km²", "Norr (del 1)", "2023", "", "¹", "Plan 9"])
def test_what_is_no_footnote_stays(text: str) -> None:
    assert without_marks(text) == text


def test_long_texts_take_no_time() -> None:
    assert without_marks("a" + " " * 100_000 + "¹")
    assert without_marks("¹" * 100_000)
