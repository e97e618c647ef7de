"""The answer to what is inside the areas: its page, its explanations, its chart and its files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import door
from omradesindex.show.answer import Answer
from omradesindex.show.cut import check_most
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.subjects.spread.inside import Inside
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.show.page import Page
    from omradesindex.subjects.spread.plots import SpreadPlots


@door
class Spread(Inside, Answer):
    """The spread between sub-areas, inside every area and over the whole city.

    Made by :func:`omradesindex.spread`. What it holds in numbers is told in
    :class:`~omradesindex.subjects.spread.inside.Inside`.
    """

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`table` with whose figures they are."""
        return self.table.assign(statistics=self.statistics.name)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the whole city's marks for each measure, and the sub-areas that stand out.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            No areas are listed here; :meth:`explain` says how it is in each.
        """
        from omradesindex.subjects.spread.page import page_of

        check_language(lang)
        check_most(most)
        return page_of(self, lang)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say how far apart an area's sub-areas are: every measure's marks, and who is lowest and highest.

        Parameters
        ----------
        area : str
            Code of an area, or of the whole city.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area.
        """
        from omradesindex.subjects.spread.page import explanation_of

        return explanation_of(self, area, lang)

    def summary(self, lang: Language = "sv") -> str:
        """Say what was looked into, and how many sub-areas stand out."""
        from omradesindex.subjects.spread.words import headline, standing_out_head, standing_out_line

        check_language(lang)
        count = len(self.standing_out)
        if self.sub_result is not None:
            count = int((self.standing_out["measure"] == "index").sum())
        out = f"{standing_out_head(self, lang)}: {count}. {standing_out_line(self, lang)}"
        return f"{headline(self, lang)}.\n{out}"

    @property
    def plot(self) -> SpreadPlots:
        """The chart: ``plot.ranges()``."""
        from omradesindex.subjects.spread.plots import SpreadPlots

        return SpreadPlots(self)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: the marks of every area."""
        rows = self.to_frame()
        shown = f"spread_{self.measures[0]}"
        return OnMap(rows, ["measure"], self.division.codes, self.division, self.statistics.name, shown)

    def contents(self, folder: Folder) -> None:
        """Say which files :meth:`save` writes; sub-areas below the minimum base are named in none of them."""
        # What one answer may have, and another of the same kind not.
        folder.earlier("spridning_*.png", "spridning_*.svg", "spridning.parquet", "delomraden.csv")
        folder.page(
            "spridning",
            lambda: self.page(folder.lang),
            Text(
                "spridningen; i texten också inom varje område",
                "the spread; in the text also inside every area",
            ),
            more=lambda: [self.explain(area, lang=folder.lang) for area in self.areas],
        )
        marks = Text("måtten, en rad för varje mått och område", "the marks, a row for each measure and area")
        folder.table("spridning", self.to_frame, marks, parquet=True)
        tables: dict[str, tuple[Callable[[], pd.DataFrame], Text]] = {
            "ytterligheter": (
                lambda: self.extremes,
                Text("lägsta och högsta delområdena", "the lowest and highest sub-areas"),
            ),
            "ojamlikhet": (
                self.inequality.reset_index,
                Text(
                    "stadens ojämlikhet, mellan och inom områdena",
                    "the city's inequality, between and within areas",
                ),
            ),
            "sticker_ut": (
                lambda: self.standing_out,
                Text(
                    "delområden med stor utmaning i ett område med liten",
                    "sub-areas with a great challenge in an area with little",
                ),
            ),
        }
        if self.levels:
            tables["delomraden"] = (self._named_scores, Text("delområdenas index", "the sub-areas' index"))
        for name, (frame, what) in tables.items():
            folder.table(name, lambda frame=frame: frame().assign(statistics=self.statistics.name), what)  # type: ignore[misc]
        for measure, known in zip(self.measures, self.marks, strict=True):
            if not np.isnan(known).all():
                label = Text(self.label(measure), self.label(measure, "en"))
                folder.figure(
                    f"spridning_{measure}",
                    lambda measure=measure: self.plot.ranges(measure, lang=folder.lang),  # type: ignore[misc]
                    Text(f"spridningen i {label.sv}", f"the spread of {label.en}"),
                    rows=len(self.areas),
                )

    def _named_scores(self) -> pd.DataFrame:
        """Scores of the sub-areas that are large enough to be named."""
        places = [self.measures.index(level) for level in self.levels]
        scores = self.scores[list(self.levels)]
        frame = scores.where(self.named[places].T).dropna(how="all").reset_index()
        frame.insert(1, "name", [self.sub_name(code) for code in frame["sub_area"]])
        return frame
