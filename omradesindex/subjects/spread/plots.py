"""The door to the charts of a spread: ``spread.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.spread.inside import Inside


@door
class SpreadPlots(Plots):
    """The chart of one spread.

    Parameters
    ----------
    spread : Inside

    Examples
    --------
    >>> import omradesindex as oi
    >>> city, parts = oi.example_division(), oi.example_statistics(level="sub_area")
    >>> spread = oi.spread("malmo-2023", parts, city.keys["delomrade"], division=city)
    >>> figure = spread.plot.ranges("nettoinkomst")
    """

    def __init__(self, spread: Inside) -> None:
        self._spread = spread

    @chart
    def ranges(
        self,
        measure: str | None = None,
        *,
        lang: Language = "sv",
        most: int | None = MOST,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw one measure: for each area lowest–p10–median–p90–highest, its own value and the city's line.

        Parameters
        ----------
        measure : str, optional
            An indicator, a dimension or ``index``; the first measure if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown measure.
        """
        measure = self._spread.measures[0] if measure is None else measure
        self._spread.indicator(measure)  # refuses an unknown one
        from omradesindex.subjects.spread.charts import ranges_chart

        return ranges_chart(self._spread, measure, lang, most)
