"""The proposals of boards and companies beside the index: the areas' places in each, and what each moves."""

from __future__ import annotations

from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.show.page import Block, Paragraph
from omradesindex.wording import Language


def blocks(given: Given, lang: Language) -> list[Block]:
    """Lay out what the comparison says first, with its table of places."""
    assert given.sets is not None  # asked before
    return [Paragraph(words.proposals_line(lang)), *given.sets.page(lang).first().blocks]
