"""The door to the charts of an uncertainty: ``uncertainty.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.uncertainty.numbers import Uncertain
    from omradesindex.show.figure import Picture


@door
class UncertaintyPlots(Plots):
    """The chart and the map of one uncertainty.

    Parameters
    ----------
    uncertainty : Uncertainty

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> figure = result.uncertainty().plot.intervals()
    """

    def __init__(self, uncertainty: Uncertain) -> None:
        self._uncertainty = uncertainty

    @chart
    def intervals(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw the index of every area with its interval, the greatest challenge first.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.index.uncertainty.charts import intervals_chart

        return intervals_chart(self._uncertainty, lang, most)

    @chart
    def map(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of where the index is more than chance above or below the scale's zero, and intervals.

        Parameters
        ----------
        lang : {"sv", "en"}

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        must_have_outlines(self._uncertainty.result)
        from omradesindex.index.uncertainty.maps import sides_map

        return sides_map(self._uncertainty, lang)
