"""Notes of those who know a place: beside the figures, never in them."""

from __future__ import annotations

from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.page import Block, Heading, Items, Paragraph
from omradesindex.wording import Language, area_name


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay all notes out, the areas in their own order."""
    found: list[Block] = [Paragraph(words.notes_line(lang))]
    for code in given.areas:
        if notes := given.knowledge.of(code):
            found += [
                Heading(area_name(code, given.statistics.name_of(code)), 3),
                Items([words.note_text(given, note, lang) for note in notes]),
            ]
    return found
