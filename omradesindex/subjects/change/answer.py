"""What changed between two results: each area's change with its verdict, and what it consists of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index.explain import place_of
from omradesindex.index.words_terms import add_terms
from omradesindex.show.answer import Answer
from omradesindex.show.cut import MOST
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.subjects.change.numbers import ChangeNumbers
from omradesindex.subjects.over_time.words_reopen import TO_LOOK_AT
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.subjects.change.plots import ChangePlots


@door
class Change(ChangeNumbers, Answer):
    """The change of each area between two results. Made by :func:`omradesindex.change`.

    Higher is greater challenge: an area whose score falls has *improved*. Tables have a row for each area
    that is in both results, in the later's order.
    """

    @property
    def plot(self) -> ChangePlots:
        """Charts of the change."""
        from omradesindex.subjects.change.plots import ChangePlots

        return ChangePlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the change as a page: a row for each area, greatest worsening first."""
        from omradesindex.subjects.change.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say how an area has changed, and what made it change.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
        >>> before = index.compute(figures, period="2020")
        >>> change = oi.change(before, index.compute(figures, period="2024", reference=before))
        >>> change.explain("10").title
        '10 Siffervången: indexet har sjunkit (bättre villkor)'
        """
        from omradesindex.subjects.change.page import explanation

        check_language(lang)
        return explanation(self, place_of(area, self.areas, self.after.statistics.name), lang)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every change with its interval and verdict."""
        of = self.after.statistics
        return OnMap(self.to_frame(), ["measure"], self.areas, of.division, of.name, "change_index")

    def contents(self, folder: Folder) -> None:
        """Say which files are written; of more than 64 areas ranks stand without those not ruled out."""
        from omradesindex.subjects.change.page import sentences

        lang = folder.lang
        folder.page(
            "forandring",
            partial(self.page, lang),
            Text(
                "förändringen; texten har varje område i ord", "the change; the text has every area in words"
            ),
            more=lambda: [sentences(self, row, lang) for row in range(len(self.areas))],
        )
        add_terms(
            folder,
            self.after,
            lambda: [self.page(lang), self.explain(self.areas[0], lang=lang)],
            name="forandring_ord",
        )
        folder.table(
            "forandring",
            self.to_frame,
            Text("varje förändring med intervall och bedömning", "every change, its interval and verdict"),
        )
        folder.table(
            "forandring_platser",
            lambda: self.rank_table(most=None if self.by_rank else MOST),
            Text("platser, med dem som inte kan uteslutas", "ranks, with those that cannot be ruled out"),
        )
        folder.table(
            "forandring_delar",
            lambda: self.parts,
            Text("vad varje förändring består av", "what each change consists of"),
        )
        folder.table(
            "omprovning",
            self.reopen,
            TO_LOOK_AT,
        )
        folder.figure(
            "forandring",
            lambda: self.plot.moves(lang=lang),
            Text("vägen från det ena året till det andra", "the way from one year to the other"),
            rows=len(self.areas),
        )
