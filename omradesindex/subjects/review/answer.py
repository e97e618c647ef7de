"""Whether an index still holds, as a table and a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.subjects.review.numbers import ReviewNumbers
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    from omradesindex.subjects.review.plots import ReviewPlots


@door
class Review(ReviewNumbers, Answer):
    """Whether an index still holds: against goals, outside measures and its own figures.

    Made by :func:`omradesindex.review`; a run of :func:`omradesindex.update` ends with one.
    """

    @property
    def plot(self) -> ReviewPlots:
        """Maps: ``plot.map()`` of the areas to look closer at, ``plot.map(1)`` of a goal."""
        from omradesindex.subjects.review.plots import ReviewPlots

        return ReviewPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return what it found as a page: the four answers first, then a table for each."""
        from omradesindex.subjects.review.page import page_of

        return page_of(self, lang, most)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: how each area stands to every goal, and why to look closer."""
        of, rows = self.result.statistics, self.areas_frame()
        shown = "verdict_1" if self.goals else "verdict_reopen"
        return OnMap(rows, ["what"], self.areas, of.division, of.name, shown)

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        about = Text(
            "om indexet stämmer: mål, mått utifrån, indikatorer, områden att ompröva",
            "whether the index holds: goals, outside measures, indicators, areas to reopen",
        )
        folder.page("stammer_indexet", lambda: self.page(folder.lang), about)
        folder.table("stammer_indexet", self.to_frame, about)
