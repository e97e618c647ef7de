"""The whole report as one document: its sections, and a list of contents that says what is not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from omradesindex.index import words as of_index
from omradesindex.index.caveats import notes
from omradesindex.reports import words
from omradesindex.reports.given import Given
from omradesindex.reports.sections import (
    areas,
    board,
    children,
    holds,
    local,
    one_page,
    proposals,
    ranking,
    rights,
    yearly,
)
from omradesindex.show.page import Block, Contents, Heading, Link, Page
from omradesindex.wording import Language, Text


@dataclass(frozen=True)
class Section:
    """A section of a report.

    Attributes
    ----------
    anchor : str
        What links lead to.
    title : Text
    blocks : callable
        Lays it out.
    has : callable
        Whether what it is made of was given.
    """

    anchor: str
    title: Text
    blocks: Callable[[Given, Language], Sequence[Block]]
    has: Callable[[Given], bool] = lambda _: True


#: In the order of reading.
SECTIONS: tuple[Section, ...] = (
    Section("en-sida", words.ONE_PAGE, one_page.blocks),
    Section("platser", words.RANKING, ranking.blocks),
    Section("omraden", words.AREAS, areas.blocks),
    Section("uppdrag", words.BOARD, board.blocks, lambda given: bool(given.board)),
    Section("barn", words.CHILDREN, children.blocks, lambda given: given.children is not None),
    Section("rattigheter", words.RIGHTS, rights.blocks, lambda given: bool(given.knowledge.rights)),
    Section("forslag", words.PROPOSALS, proposals.blocks, lambda given: given.sets is not None),
    Section("lokalt", words.LOCAL, local.blocks, lambda given: bool(given.knowledge.notes)),
    Section("arsanalys", words.YEARLY, yearly.blocks, lambda given: bool(yearly.missions(given))),
    Section("stammer", words.HOLDS, holds.blocks),
)


def document(given: Given, lang: Language, withheld: int = 0) -> Page:
    """Lay the whole report out."""
    result = given.result
    blocks: list[Block] = [Contents(words.CONTENTS.in_(lang), _links(given, lang))]
    for section in (section for section in SECTIONS if section.has(given)):
        # The first too: below the contents its one page would be two.
        blocks.append(Heading(section.title.in_(lang), 2, section.anchor, new_page=True))
        blocks += section.blocks(given, lang)
    return Page(
        f"{words.TITLE.in_(lang)} · {of_index.headline(result, lang)}",
        blocks,
        [words.withheld_line(withheld, lang), *notes(result, lang), of_index.source_line(result, lang)],
        lang,
        words.stamp(given, lang),
    )


def _links(given: Given, lang: Language) -> list[Link]:
    """Every section that is there, and one line of those that are not."""
    there = [Link(s.title.in_(lang), s.anchor) for s in SECTIONS if s.has(given)]
    absent = [s.title.in_(lang) for s in SECTIONS if not s.has(given)]
    absent += [title.in_(lang) for name, title in words.PARTS.items() if not getattr(given, name)]
    return [*there, *([Link(words.not_given_line(absent, lang))] if absent else [])]
