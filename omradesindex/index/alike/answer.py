"""What areas in groups by likeness answer, and how they show themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index.alike.numbers import LikenessNumbers
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.index.alike.plots import LikenessPlots
    from omradesindex.show.page import Page


@door
class Likeness(LikenessNumbers, Answer):
    """Areas in groups by likeness. Made by :meth:`omradesindex.index.result.Result.alike`.

    The numbers are those of :class:`~omradesindex.index.alike.numbers.LikenessNumbers`.
    """

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the groups with what marks them, and the areas group by group.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        from omradesindex.index.alike.page import page_of

        check_language(lang)
        return page_of(self, lang, most)

    @property
    def plot(self) -> LikenessPlots:
        """The map: ``plot.map()``."""
        from omradesindex.index.alike.plots import LikenessPlots

        return LikenessPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: the group of every area."""
        of = self.result.statistics
        return OnMap(self.to_frame(), (), self.areas, of.division, of.name, "group")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        what = Text("områden som liknar varandra", "areas that are alike")
        folder.page("lika_omraden", lambda: self.page(folder.lang), what)
        folder.table("lika_omraden", self.to_frame, what)
