"""The door to the charts of goals: ``goals.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.goals.numbers import GoalsNumbers


@door
class GoalsPlots(Plots):
    """The charts and maps of goals, one of each for each.

    Parameters
    ----------
    goals : Goals

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> figure = oi.goals(trend, oi.Goal("index", 2030, at_most="city")).plot.goal(1)
    """

    def __init__(self, goals: GoalsNumbers) -> None:
        self._goals = goals

    @chart
    def goal(
        self, goal: int = 1, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]
    ) -> Picture:
        """Draw one goal: where each area is, where it is heading, and the target.

        Parameters
        ----------
        goal : int
            Its number, from 1.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        OmradesindexError
            There is no such goal.
        """
        from omradesindex.subjects.goals.charts import goal_chart

        return goal_chart(self._goals, self._place(goal), lang, most)

    @chart
    def map(self, goal: int = 1, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of how each area stands to a goal, with what is left.

        Parameters
        ----------
        goal : int
            Its number, from 1.
        lang : {"sv", "en"}

        Raises
        ------
        OmradesindexError
            There is no such goal.
        DivisionError
            No outlines to draw.
        """
        place = self._place(goal)
        must_have_outlines(self._goals.trend.results[-1])
        from omradesindex.subjects.goals.maps import goal_map

        return goal_map(self._goals, place, lang)

    def _place(self, goal: int) -> int:
        n = len(self._goals.goals)
        if not 1 <= goal <= n:
            raise OmradesindexError(f"goal {goal} was asked for", expected=f"a number from 1 to {n}")
        return goal - 1
