"""No text steers a terminal, and none becomes a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from omradesindex.errors import OmradesindexError, must_be_plain
from omradesindex.plaintext import as_typed, disarmed, hidden_in, visible

# Each stands for a way in: spreadsheet programs skip what comes before, and split cells at what separates.
LIVE = (
    "=1+1",
    "@sum(A1)",
    "+A1",
    "-A1",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1",
    "\r\n=1",
    "  =1",
    "\ufeff=1",
    "\u200b=1",
    "'=1",
    '"=1',
    "\uff1d1",
    "\uff0bA1",
    "\uff0dA1",
    "\uff20sum(A1)",
    "Rosengård;=1",
    "Rosengård\t@sum(A1)",
    "Rosengård\n+A1",
)
INERT = ("", "-", "+", "-1,5", "+2", "-5 %", "-.5", "-1e-7", "+46 40 34", "a=b", "'t Hof", "a; -5; b", "−5")


@pytest.mark.parametrize("text", LIVE)
def test_what_a_spreadsheet_would_compute_is_disarmed(text: str) -> None:
    assert disarmed(text) != text
    assert "'" in disarmed(text)
    assert as_typed(disarmed(text)) == text


@pytest.mark.parametrize("text", INERT)
def test_numbers_and_plain_words_are_left_alone(text: str) -> None:
    assert disarmed(text) == text


def test_what_follows_a_comma_is_looked_at_where_commas_separate_nothing() -> None:
    assert disarmed("Rosengård, =1", separator=";") == "Rosengård,' =1"
    assert disarmed("Rosengård, =1") == "Rosengård, =1"  # quoted in the file
    assert disarmed("a,-5", separator=";") == "a,-5"


@given(st.text(alphabet="=+-@'\" ;\t\n\ufeff\uff1da1,.%", max_size=9))
def test_every_text_comes_back(text: str) -> None:
    assert as_typed(disarmed(text)) == text


STEERING = ("\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\ud800", "\r")


@pytest.mark.parametrize("character", STEERING)
def test_what_steers_a_terminal_is_refused_and_shown(character: str) -> None:
    text = f"Andel{character}[31m"
    assert hidden_in(text) == character
    assert character not in visible(text)
    with pytest.raises(OmradesindexError, match=r"control character U\+") as told:
        must_be_plain(text, what="the label")
    assert character not in str(told.value)


def test_line_breaks_and_tabs_are_text() -> None:
    assert hidden_in("två\nrader\tmed\r\nmellanrum, å ä ö – é 中") is None


def test_no_error_steers_a_terminal() -> None:
    told = OmradesindexError("'\x1b[2J' is unknown", where="\x9bfil", expected="\u202ex", remedy="\x07")
    assert hidden_in(str(told)) is None
