"""What a Care Need Index answers, and how it shows itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.cni.numbers import CniNumbers
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.show.page import Page
    from omradesindex.subjects.cni.plots import CniPlots


@door
class CniResult(CniNumbers, Answer):
    """Care Need Index of every area, with what it rests on. Made by :func:`omradesindex.cni`.

    The numbers are those of :class:`~omradesindex.subjects.cni.numbers.CniNumbers`.
    """

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the areas in order of need and, last, the whole city, with what a reader must be told.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are listed; of more, the first and the last, and the table says so. None lists all.
        """
        from omradesindex.subjects.cni.page import page_of

        check_language(lang)
        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say what an area's points are made of, group by group, beside the whole city's.

        Parameters
        ----------
        area : str
            Code of an area, or of the whole city.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> print(oi.cni(oi.example_statistics(), normalise="raw").explain("08").title.split(" · ")[0])
        08 Åtankeberga
        """
        from omradesindex.subjects.cni.page import explanation_of

        return explanation_of(self, area, lang)

    def summary(self, lang: Language = "sv") -> str:
        """Say whose it is, how it is read, and which areas have the greatest need."""
        from omradesindex.subjects.cni.words import headline, leading_line

        lines = [f"{headline(self, lang)}.", super().summary(lang), leading_line(self, lang)]
        return "\n".join(filter(None, lines))

    @property
    def plot(self) -> CniPlots:
        """The chart and the map: ``plot.ranking()``, ``plot.map()``."""
        from omradesindex.subjects.cni.plots import CniPlots

        return CniPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: the points of every area."""
        of = self.statistics
        shown = str(self.values.name)
        return OnMap(self.to_frame(), (), self.areas, of.division, of.name, shown)

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes."""
        from omradesindex.subjects.cni.page import explanations

        folder.page(
            "cni",
            lambda: self.page(folder.lang),
            Text(
                "tabellen; i texten också vad varje områdes poäng består av",
                "the table; in the text also what each area's points are made of",
            ),
            more=lambda: list(explanations(self, folder.lang)),
        )
        folder.table(
            "cni", self.to_frame, Text("antalen och alla tre formerna", "counts and all three forms")
        )
        folder.figure(
            "cni_rangordning",
            lambda: self.plot.ranking(lang=folder.lang),
            Text("områdena i ordning efter behov", "the areas in order of need"),
            rows=len(self.areas),
        )
