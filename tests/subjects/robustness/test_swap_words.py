"""The smallest change in a sentence."""

from __future__ import annotations

from omradesindex.subjects.robustness.swap_words import level_line, never_line


def test_who_reaches_whom_and_who_never_does() -> None:
    assert level_line("06 A", "13 B", 0.058, "sv").startswith(
        "13 B får lika många poäng som 06 A först när 5,8"
    )
    assert level_line("06 A", "13 B", 0.058, "en").startswith("13 B draws level with 06 A once 5.8 per cent")
    assert never_line("06 A", "13 B", "sv").startswith("06 A ligger över 13 B i varje indikator")
