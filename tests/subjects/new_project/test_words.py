"""What is said of a new project, in both languages."""

from __future__ import annotations

from omradesindex.subjects.new_project import words
from omradesindex.wording import Text


def test_every_text_fills_the_same_places_in_both_languages() -> None:
    texts = [text for text in vars(words).values() if isinstance(text, Text)]
    assert texts
    for text in texts:
        assert text.sv
        assert text.sv.count("{") == text.en.count("{")
