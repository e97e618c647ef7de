"""The door to the charts of a trend: ``trend.plot``."""

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
    from omradesindex.subjects.trend.numbers import TrendNumbers


@door
class TrendPlots(Plots):
    """The chart and the map of one trend.

    Parameters
    ----------
    trend : Trend

    Examples
    --------
    >>> import omradesindex as oi
    >>> trend = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics())
    >>> figure = trend.plot.lines("ekonomi")
    """

    def __init__(self, trend: TrendNumbers) -> None:
        self._trend = trend

    @chart
    def lines(
        self, column: str = "index", *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]
    ) -> Picture:
        """Draw each area's years and line, beside the whole city's.

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
        from omradesindex.subjects.trend.charts import lines_chart

        return lines_chart(self._trend, column, lang, most)

    @chart
    def map(self, column: str = "index", *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of where conditions become harder or better by more than chance, with every area's pace.

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
        self._trend.column(column)  # refuses an unknown one
        must_have_outlines(self._trend.results[-1])
        from omradesindex.subjects.trend.maps import trend_map

        return trend_map(self._trend, column, lang)
