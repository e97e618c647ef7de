"""The charts of a Care Need Index: ``cni.plot``. Drawing is loaded when something is drawn."""

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
    from omradesindex.subjects.cni.numbers import CniNumbers


@door
class CniPlots(Plots):
    """The chart and the map of one Care Need Index.

    Parameters
    ----------
    result : CniResult

    Examples
    --------
    >>> import omradesindex as oi
    >>> figure = oi.cni(oi.example_statistics(), normalise="per_person").plot.ranking()
    """

    def __init__(self, result: CniNumbers) -> None:
        self._result = result

    @chart
    def ranking(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw the areas in order of need, a bar each, and the whole city below them.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        """
        from omradesindex.subjects.cni.charts import ranking

        return ranking(self._result, lang, most)

    @chart
    def map(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of the need of every area, with the list of the areas.

        Parameters
        ----------
        lang : {"sv", "en"}

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        with_outlines(self._result.statistics.division, self._result.statistics.name)
        from omradesindex.subjects.cni.charts import need_map

        return need_map(self._result, lang)
