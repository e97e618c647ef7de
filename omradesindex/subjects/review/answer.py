"""Whether an index still holds, as a table and a page."""

from __future__ import annotations

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.page import Page
from omradesindex.subjects.review.numbers import ReviewNumbers
from omradesindex.wording import Language, Text


@door
class Review(ReviewNumbers, Answer):
    """Whether an index still holds: against goals, outside measures and its own figures.

    Made by :func:`omradesindex.review`; a run of :func:`omradesindex.update` ends with one.
    """

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return what it found as a page: the four answers first, then a table for each."""
        from omradesindex.subjects.review.page import page_of

        return page_of(self, lang, most)

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        about = Text(
            "om indexet stämmer: mål, mått utifrån, indikatorer, områden att ompröva",
            "whether the index holds: goals, outside measures, indicators, areas to reopen",
        )
        folder.page("stammer_indexet", lambda: self.page(folder.lang), about)
        folder.table("stammer_indexet", self.to_frame, about)
