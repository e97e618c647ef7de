"""What is said of chance in an indicator."""

from __future__ import annotations

from omradesindex.subjects.examine.words import noise_line, reliability_note
from omradesindex.wording import NBSP


def test_how_much_is_chance_and_where_it_is_too_much() -> None:
    assert (
        noise_line("”Andel”", 0.56, "sv") == f"Av skillnaderna mellan områdena i ”Andel” är 44{NBSP}% slump."
    )
    assert noise_line("“Share”", 0.0, "en").endswith(f"100{NBSP}% are chance.")
    assert "Under 0,70" in reliability_note("sv")
    assert "Below 0.70" in reliability_note("en")
