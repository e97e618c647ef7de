"""Notes of those who know a place: beside the figures, never in them."""

from __future__ import annotations

from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.page import Block, Paragraph
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, area_name, say


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay all notes out, the areas in their own order."""
    places = {code: place for place, code in enumerate(given.areas)}
    notes = sorted(given.knowledge.notes, key=lambda note: places[note.area])
    return [
        Paragraph(words.notes_line(lang)),
        Table(
            words.NOTES.in_(lang),
            [
                Column(
                    say(lang, "Område", "Area"),
                    [area_name(note.area, given.statistics.name_of(note.area)) for note in notes],
                    "name",
                ),
                Column(
                    say(lang, "Indikator", "Indicator"),
                    [given.result.label(n.indicator, lang) if n.indicator else "" for n in notes],
                    "words",
                ),
                Column(say(lang, "Anteckning", "Note"), [note.text for note in notes], "words"),
                Column(say(lang, "Skriven av", "Signed by"), [note.signed for note in notes], "words"),
                Column(say(lang, "Dag", "Day"), [note.when.isoformat() for note in notes], "words"),
            ],
        ),
    ]
