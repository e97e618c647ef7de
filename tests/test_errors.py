"""An error says what, where, what was expected and what to do, and what it quotes steers no terminal."""

from __future__ import annotations

import inspect
import pickle

import pytest

from omradesindex import errors
from omradesindex.errors import (
    MethodError,
    OmradesindexError,
    StatisticsError,
    did_you_mean,
    listing,
    must_be,
    must_be_plain,
)


def test_the_four_parts_make_one_sentence_each() -> None:
    error = StatisticsError("area '15' is unknown", where="a.csv, row 7", expected="'1'", remedy="correct it")
    assert str(error) == "a.csv, row 7: area '15' is unknown. Expected: '1'. What to do: correct it."
    assert (error.what, error.where) == ("area '15' is unknown", "a.csv, row 7")
    assert (error.expected, error.remedy) == ("'1'", "correct it")
    assert str(OmradesindexError("it ends.")) == "it ends."
    assert str(OmradesindexError("it ends", remedy="begin")) == "it ends. What to do: begin."


def test_every_error_is_caught_by_the_root() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]
    assert len(kinds) == 8
    assert all(issubclass(kind, OmradesindexError) for kind in kinds)
    # numpy and scipy raise ValueError for the same, and so do callers catch it.
    assert issubclass(MethodError, ValueError)


def test_what_is_quoted_steers_no_terminal() -> None:
    told = str(OmradesindexError("the name '\x1b[31mRED\u202e' is unknown", where="a\x07.csv"))
    assert told.isprintable()
    assert "RED" in told


def test_an_error_travels_to_other_processes() -> None:
    again = pickle.loads(pickle.dumps(StatisticsError("a", where="b", expected="c", remedy="d")))
    assert str(again) == "b: a. Expected: c. What to do: d."
    assert (again.what, again.where, again.expected, again.remedy) == ("a", "b", "c", "d")


def test_only_a_near_name_is_suggested() -> None:
    assert did_you_mean("ekonmi", ["ekonomi", "boende"]) == " (did you mean 'ekonomi'?)"
    assert did_you_mean("x", ["ekonomi", "boende"]) == ""
    assert did_you_mean("7", [1, 2, "77"]) == " (did you mean '77'?)"  # type: ignore[list-item]


def test_a_list_is_cut_and_says_how_much_is_left() -> None:
    assert listing([]) == ""
    assert listing(range(12)).endswith("'11'")
    assert listing(range(13)).endswith("'11' and 1 more")


def test_a_wrong_kind_is_told_at_the_door() -> None:
    assert must_be(True, int, what="n", expected="a number") is True
    cases = (
        ("the statistics", "x.csv", "the statistics are given as str, 'x.csv'. Expected: Statistics"),
        ("the class", 7, "the class is given as int. Expected"),
        ("the index", "x" * 61, "the index is given as str. Expected"),
    )
    for what, given, message in cases:
        with pytest.raises(StatisticsError) as caught:
            must_be(given, dict, what=what, expected="Statistics", where="f", error=StatisticsError)
        assert str(caught.value).startswith(f"f: {message}")


def test_a_text_holds_nothing_that_cannot_be_seen() -> None:
    assert must_be_plain("två\nrader\tmed å", what="the note") == "två\nrader\tmed å"
    with pytest.raises(StatisticsError) as caught:
        must_be_plain("x" * 80 + "\x00", what="the note", where="a.csv, row 2", error=StatisticsError)
    error = caught.value
    assert error.what == f"the note '{'x' * 60}…' holds the control character U+0000"
    assert error.where == "a.csv, row 2"
    assert error.expected
    assert error.remedy
