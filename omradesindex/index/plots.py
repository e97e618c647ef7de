"""The door to maps and charts: ``result.plot``. Drawing is loaded when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Unpack

from omradesindex.doors import door
from omradesindex.geography.land import with_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored
    from omradesindex.show.figure import Picture


@door
class ResultPlots(Plots):
    """Maps and charts of one result.

    Parameters
    ----------
    result : Scored

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> figure = result.plot.map("utbildning")
    """

    def __init__(self, result: Scored) -> None:
        self._result = result

    @chart
    def map(
        self,
        column: str = "index",
        *,
        lang: Language = "sv",
        labels: Literal["auto", "code", "rank", "name", "none"] = "auto",
        **form: Unpack[Form],
    ) -> Picture:
        """Draw a map of the index, of a dimension or of an indicator, with the list of the areas.

        Dense parts are enlarged, what lies far off has a frame of its own, and the list of more areas than go
        beside the map or under it stands on further sheets (:attr:`Picture.sheets`).

        Parameters
        ----------
        column : str
            ``"index"``, or the id of a dimension or an indicator.
        lang : {"sv", "en"}
        labels : {"auto", "code", "rank", "name", "none"}
            What is written on the areas: codes of at most three signs, else places. A label that has no room
            in its area stands beside it with a line; how many have room nowhere is said, and where fewer
            than half would be written, none is.

        Raises
        ------
        ComputeError
            Unknown column; the nearest is suggested.
        DivisionError
            No outlines to draw.
        """
        must_have_outlines(self._result)
        from omradesindex.index.charts.maps import one_map

        self._result.label(column, lang)  # refuses an unknown one
        return one_map(self._result, column, lang, labels)

    @chart
    def maps(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw small maps of the index and every dimension, on the same colour scale."""
        must_have_outlines(self._result)
        from omradesindex.index.charts.maps import small_maps

        return small_maps(self._result, lang)

    @chart
    def ranking(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw the areas in order: a bar for the index, a sign for each dimension.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.index.charts.ranking import ranking

        return ranking(self._result, lang, most)

    @chart
    def heatmap(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw areas × indicators: values in their own units, coloured by distance from the city.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.index.charts.heatmap import heatmap

        return heatmap(self._result, lang, most)


def must_have_outlines(result: Scored) -> None:
    """Refuse to draw a map where there are no outlines."""
    with_outlines(result.statistics.division, result.statistics.name)
