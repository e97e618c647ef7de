"""The door to the charts of a change: ``change.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.change.numbers import ChangeNumbers


@door
class ChangePlots(Plots):
    """The chart and the map of one change.

    Parameters
    ----------
    change : Change

    Examples
    --------
    >>> import omradesindex as oi
    >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
    >>> earlier = index.compute(figures, period="2020")
    >>> later = index.compute(figures, period="2024", reference=earlier)
    >>> figure = oi.change(earlier, later).plot.moves()
    """

    def __init__(self, change: ChangeNumbers) -> None:
        self._change = change

    @chart
    def moves(
        self, column: str = "index", *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]
    ) -> Picture:
        """Draw each area's move from the earlier to the later year, with its interval and verdict.

        Parameters
        ----------
        column : str
            ``index`` or a dimension.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown column.
        """
        self._change.column(column)  # refuses an unknown one
        from omradesindex.subjects.change.charts import moves_chart

        return moves_chart(self._change, column, lang, most)

    @chart
    def map(self, column: str = "index", *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of where conditions have become harder or better by more than chance, with every change.

        Parameters
        ----------
        column : str
            ``index`` or a dimension.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown column.
        DivisionError
            No outlines to draw.
        """
        self._change.column(column)  # refuses an unknown one
        must_have_outlines(self._change.after)
        from omradesindex.subjects.change.maps import change_map

        return change_map(self._change, column, lang)
