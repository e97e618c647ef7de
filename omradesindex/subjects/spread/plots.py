"""The door to the charts of a spread: ``spread.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.geography.land import with_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.spread.inside import Inside


@door
class SpreadPlots(Plots):
    """The chart and the map of one spread.

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
        from omradesindex.subjects.spread.charts import ranges_chart

        return ranges_chart(self._spread, self._known(measure), lang, most)

    @chart
    def map(self, measure: str | None = None, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of how unlike the sub-areas inside each area are, with the list of the areas.

        Parameters
        ----------
        measure : str, optional
            An indicator, a dimension or ``index``; the first measure if left out.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown measure.
        DivisionError
            No outlines to draw.
        """
        known = self._known(measure)
        with_outlines(self._spread.division, self._spread.statistics.name)
        from omradesindex.subjects.spread.maps import spread_map

        return spread_map(self._spread, known, lang)

    def _known(self, measure: str | None) -> str:
        measure = self._spread.measures[0] if measure is None else measure
        self._spread.indicator(measure)  # refuses an unknown one
        return measure
