"""An index over many years: each area's slope, whether areas converge, and who should be looked at again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.explain import place_of
from omradesindex.index.words_terms import add_terms
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.over_time.words_reopen import TO_LOOK_AT
from omradesindex.subjects.trend.numbers import TrendNumbers
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.subjects.trend.plots import TrendPlots


@door
class Trend(TrendNumbers, Answer):
    """An index over several years, on one stick. Made by :func:`omradesindex.trend`."""

    @property
    def plot(self) -> TrendPlots:
        """Charts of the trend."""
        from omradesindex.subjects.trend.plots import TrendPlots

        return TrendPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the trend as a page: a row for each area, the steepest worsening first; convergence."""
        from omradesindex.subjects.trend.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say how an area's index and dimensions have moved over the years.

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
        >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
        >>> trend.explain("10").title
        '10 Siffervången: indexet sjunker (bättre villkor)'
        """
        from omradesindex.subjects.trend.page import explanation

        check_language(lang)
        return explanation(self, place_of(area, self.areas, self.statistics.name), lang)

    def change(self, first: str | None = None, last: str | None = None) -> Change:
        """Hold two of the years against each other; the first and the last if left out.

        Parameters
        ----------
        first, last : str, optional
            As in :attr:`labels`.

        Raises
        ------
        ComputeError
            An unknown year.
        """
        places = [self._year(first, 0), self._year(last, len(self.years) - 1)]
        return change(
            *(self.results[place] for place in places),
            errors=[self.errors[place] for place in places],
            level=self.level,
            correlation=self.correlation,
            stick="ranks" if self.by_rank else "common",
            against="city" if self.against == "city" else "stick",
        )

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every slope with its interval and verdict."""
        of = self.statistics
        return OnMap(self.to_frame(), ["measure"], self.areas, of.division, of.name, "slope_index")

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        lang = folder.lang
        folder.page("trend", partial(self.page, lang), Text("trenden", "the trend"))
        add_terms(
            folder,
            self.results[-1],
            lambda: [self.page(lang), self.explain(self.areas[0], lang=lang)],
            name="trend_ord",
        )
        folder.table(
            "trend",
            self.to_frame,
            Text("varje lutning med intervall och bedömning", "every slope, its interval and verdict"),
        )
        folder.table(
            "trend_ar",
            self.scores.reset_index,
            Text("indexet för varje område och år", "the index of every area and year"),
        )
        folder.table(
            "konvergens_beta",
            lambda: self.beta,
            Text("om områdena närmar sig varandra, på tre sätt", "whether areas converge, in three ways"),
        )
        folder.table(
            "konvergens_sigma",
            lambda: self.sigma,
            Text("om skillnaderna krymper, år för år", "whether the differences shrink, year by year"),
        )
        folder.table(
            "omprovning",
            self.reopen,
            TO_LOOK_AT,
        )
        folder.figure(
            "trend",
            lambda: self.plot.lines(lang=lang),
            Text("åren och linjen, område för område", "the years and the line, area by area"),
            rows=len(self.areas),
        )

    def _year(self, label: str | None, default: int) -> int:
        if label is None:
            return default
        if str(label) not in self.labels:
            raise ComputeError(
                f"the year '{label}' is not in the trend{did_you_mean(str(label), self.labels)}",
                expected=f"one of {listing(self.labels)}",
            )
        return self.labels.index(str(label))
