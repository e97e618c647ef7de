"""Goals and how the areas stand to them, as a table, a page and charts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.index.explain import place_of
from omradesindex.show.answer import Answer
from omradesindex.show.folder import Folder
from omradesindex.show.on_map import OnMap
from omradesindex.show.page import Page
from omradesindex.subjects.goals.numbers import GoalsNumbers
from omradesindex.wording import Language, Text, check_language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.goals.plots import GoalsPlots


@door
class Goals(GoalsNumbers, Answer):
    """Goals and how the areas stand to them. Made by :func:`omradesindex.goals`."""

    @property
    def plot(self) -> GoalsPlots:
        """Charts of the goals."""
        from omradesindex.subjects.goals.plots import GoalsPlots

        return GoalsPlots(self)

    def page(self, lang: Language = "sv", *, most: int | None = None) -> Page:
        """Return the goals as a page: all of them first, and then each with a row for each area."""
        from omradesindex.subjects.goals.page import page_of

        return page_of(self, lang, most)

    def explain(self, area: str, *, lang: Language = "sv") -> Page:
        """Say how an area stands to each goal that it has.

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
        >>> goals = oi.goals(trend, oi.Goal("index", 2030, at_most="city"))
        >>> goals.explain("07").title
        '07 Skissängen: 0 av 1 mål nått'
        """
        from omradesindex.subjects.goals.page import explanation

        check_language(lang)
        return explanation(self, place_of(area, self.trend.areas, self.trend.statistics.name), lang)

    def on_map(self) -> OnMap:
        """Say what there is to lay on a map: every area's way to every goal."""
        of = self.trend.statistics
        return OnMap(self.to_frame(), ["goal"], self.trend.areas, of.division, of.name, "left_1")

    def contents(self, folder: Folder) -> None:
        """Say which files are written."""
        lang = folder.lang
        folder.page("mal", partial(self.page, lang), Text("målen", "the goals"))
        folder.table(
            "mal", self.to_frame, Text("varje områdes väg till varje mål", "every area's way to every goal")
        )
        folder.table("mal_alla", lambda: self.overall, Text("en rad för varje mål", "a row for each goal"))
        folder.earlier(*(f"mal_[0-9]{more}.{kind}" for more in ("", "[0-9]") for kind in ("png", "svg")))

        def draw(number: int) -> Picture:
            return self.plot.goal(number, lang=lang)

        for k, goal in enumerate(self.goals, 1):
            folder.figure(
                f"mal_{k}",
                partial(draw, k),
                Text(self.label(goal, "sv"), self.label(goal, "en")),
                rows=len(self.trend.areas),
            )
