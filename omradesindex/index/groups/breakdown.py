"""An index broken down by groups: the answer, and how it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from omradesindex.doors import door, warn
from omradesindex.index import words
from omradesindex.index.explain import place_of
from omradesindex.index.groups.group_values import MOST_DRAWN, measures
from omradesindex.index.groups.grouped import Group, Grouped
from omradesindex.index.groups.words import CARE
from omradesindex.index.result import Result
from omradesindex.index.words_terms import add_terms
from omradesindex.show.answer import Answer
from omradesindex.show.on_map import OnMap
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.plots import BreakdownPlots
    from omradesindex.index.index import Index
    from omradesindex.show.figure import Picture
    from omradesindex.show.folder import Folder
    from omradesindex.show.page import Page

_SCORES = Text("gruppernas poäng, och som text varje område", "the groups' scores, and as text each area")
_ROWS = Text("allt, en rad för varje grupp, område och mått", "a row for each group, area and measure")
_GAPS = Text("alla skillnader, med intervall, kvot och paritet", "every gap, its interval, ratio and parity")
#: What of each measure is laid on a map.
_ON_MAP = ["area", "name", "measure", "value", "score", "rank", "quality", "status", "doubtful", "coverage"]
_SUMS = Text("delarna mot helheten", "the parts against the total")


@door
class Breakdown(Grouped, Answer):
    """An index broken down by sex, disability or any other column. Made by :meth:`Index.compute` with ``by``.

    Every group is measured with the total's stick (treatment, normalisation and weights), so that a gap in
    points is a gap in life. Groups and total are computed on the *common set*: the indicators that every
    group has in every area where the total has them. What is left out is named in :attr:`left_out`.
    :class:`~omradesindex.index.groups.grouped.Grouped` says what is held.

    Examples
    --------
    >>> import omradesindex as oi
    >>> index = oi.load_index("malmo-oppna-data")
    >>> by_sex = index.compute(oi.malmo_statistics(), by=["sex"], partial=True)
    >>> by_sex.common
    ('sysselsattning', 'lag_lon', 'lag_ekonomisk_standard', 'ekonomiskt_bistand')
    >>> by_sex.left_out["gymnasiebehorighet"]
    '4 av 14 områden har uppgifter för alla grupper'
    """

    results: Mapping[Group, Result]
    total: Result
    full: Result

    @property
    def index(self) -> Index:
        """What was computed."""
        return self.full.index

    def __getitem__(self, group: str | Group) -> Result:
        """Return a group's result: ``by_sex["women"]``, ``both["women", "with"]``."""
        return self.results[self.known(group)]

    @property
    def plot(self) -> BreakdownPlots:
        """The chart: ``plot.groups()``."""
        from omradesindex.index.groups.plots import BreakdownPlots

        return BreakdownPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return scores and places of every group in every area, and what they rest on."""
        from omradesindex.index.groups.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Return what differs between the groups of an area, the greatest gap first.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area.

        Examples
        --------
        >>> import omradesindex as oi
        >>> by_sex = oi.load_index("malmo-2023").compute(oi.example_statistics(), by=["sex"])
        >>> by_sex.explain("07", lang="en").tables()[0].to_frame()["Indicator"][0]
        'Eligibility for upper secondary school'
        """
        from omradesindex.index.groups.page import area_pages

        return area_pages(self, [place_of(area, self.areas, self.statistics.name)], lang)[0]

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every group's scores, places, values and their quality."""
        of, rows = self.statistics, self.to_frame()[[*self.by, *_ON_MAP]]
        shown = f"score_{'_'.join(['total'] * len(self.by))}_index"
        return OnMap(rows, [*self.by, "measure"], self.areas, of.division, of.name, shown)

    def contents(self, folder: Folder) -> None:
        """The table and each area's gaps to read, everything to compute on, a chart of each measure."""
        lang = folder.lang
        folder.page("uppdelning", lambda: self._handed_on(lang), _SCORES, more=lambda: self._areas_told(lang))
        add_terms(
            folder,
            self.full,
            lambda: [self.page(lang), self.explain(self.areas[0], lang=lang)],
            name="uppdelning_ord",
        )
        folder.table("uppdelning", self.to_frame, _ROWS, parquet=True)
        folder.table("skillnader", lambda: self._labelled(self.gaps), _GAPS, parquet=True)
        folder.table("avstamning", lambda: self._labelled(self.reconciliation), _SUMS)
        folder.earlier("grupper_*.png", "grupper_*.svg", "uppdelning.parquet", "skillnader.parquet")
        if len(self.groups) > MOST_DRAWN:
            warn(
                f"charts left out, because {len(self.groups)} groups are too many to be drawn beside each "
                f"other: choose at most {MOST_DRAWN} with plot.groups(groups=…)"
            )
            return
        for measure in measures(self):
            sv, en = self.full.label(measure), self.full.label(measure, "en")
            about = Text(f"grupperna bredvid varandra: {sv}", f"the groups beside each other: {en}")
            folder.figure(
                f"grupper_{measure}", partial(self._chart, measure, lang), about, rows=len(self.full.areas)
            )

    def _chart(self, measure: str, lang: Language) -> Picture:
        return self.plot.groups(measure, lang=lang)

    def _handed_on(self, lang: Language) -> Page:
        """The page as a file: with a word of care, and the fingerprint of what it rests on."""
        page = self.page(lang)
        inputs = say(lang, "Underlagets fingeravtryck (SHA-256)", "Fingerprint of the inputs (SHA-256)")
        return replace(page, notes=[*page.notes, CARE.in_(lang), f"{inputs}: {self.full.fingerprint}"])

    def _areas_told(self, lang: Language) -> list[Page]:
        from omradesindex.index.groups.page import area_pages

        return area_pages(self, range(len(self.areas)), lang)

    def _labelled(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Add what a table must say of itself when it is passed on alone."""
        return frame.assign(statistics=words.whose(self.full, "sv"), index=self.index.id)
