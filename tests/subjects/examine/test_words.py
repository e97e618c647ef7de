"""What is said of an index's data."""

from __future__ import annotations

from omradesindex.subjects.examine.words import caution_line, noise_line, reliability_note, to_do_lines
from omradesindex.wording import NBSP


def test_how_much_is_chance_and_where_it_is_too_much() -> None:
    assert (
        noise_line("”Andel”", 0.56, "sv") == f"Av skillnaderna mellan områdena i ”Andel” är 44{NBSP}% slump."
    )
    assert noise_line("“Share”", 0.0, "en").endswith(f"100{NBSP}% are chance.")
    assert "Under 0,70" in reliability_note("sv")
    assert "Below 0.70" in reliability_note("en")


def test_of_too_few_areas_no_interval_is_said() -> None:
    assert "3 områden är för få" in caution_line(3, "sv")
    assert "from −0.89 to 0.99" in caution_line(4, "en")


def test_each_kind_of_question_says_once_what_there_is_to_do() -> None:
    said = to_do_lines({"collinear", "weak"}, "sv")
    assert len(said) == 2
    assert said[0].endswith("behöver inget göras.")
    assert to_do_lines((), "en") == []
