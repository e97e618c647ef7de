"""What area types answer, and how they show themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import DivisionError
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.area_types.numbers import TypeNumbers
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.show.page import Page
    from omradesindex.subjects.area_types.plots import AreaTypesPlots


@door
class AreaTypes(TypeNumbers, Answer):
    """SCB's type of every area. Made by :func:`omradesindex.area_types`.

    The numbers are those of :class:`~omradesindex.subjects.area_types.numbers.TypeNumbers`.
    """

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the areas in order of challenge, with their types.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        from omradesindex.subjects.area_types.page import page_of

        check_language(lang)
        return page_of(self, lang, most)

    @property
    def plot(self) -> AreaTypesPlots:
        """The map: ``plot.map()``."""
        from omradesindex.subjects.area_types.plots import AreaTypesPlots

        return AreaTypesPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: the type of every area."""
        if self.result is None:
            raise DivisionError(
                "the types are of numbers alone, which have no outlines",
                remedy="give a result of scb-socioekonomiskt-index whose statistics have a division",
            )
        of = self.result.statistics
        return OnMap(self.to_frame(), (), self.areas, of.division, of.name, "area_type")

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        what = Text("varje områdes typ", "each area's type")
        folder.page("omradestyper", lambda: self.page(folder.lang), what)
        folder.table("omradestyper", self.to_frame, what)
