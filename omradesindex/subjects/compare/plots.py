"""The door to the charts of a comparison: ``comparison.plot``."""

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
    from omradesindex.subjects.compare.compared import Compared


@door
class ComparisonPlots(Plots):
    """The chart of one comparison, and a map of each set.

    Parameters
    ----------
    comparison : Compared

    Examples
    --------
    >>> import omradesindex as oi
    >>> base = oi.load_index("malmo-oppna-data")
    >>> own = base.without("lag_lon").with_identity(id="utan-lag-lon")
    >>> figure = oi.compare([base, own], oi.malmo_statistics()).plot.bump()
    """

    def __init__(self, comparison: Compared) -> None:
        self._comparison = comparison

    @chart
    def bump(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw each area's place in every set as a line, the base at the left.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas on a sheet; of more, those that come furthest forward in any set and those furthest off, and
            the figure says so. None draws all.
        """
        from omradesindex.subjects.compare.charts import bump

        return bump(self._comparison, lang, most)

    @chart
    def map(self, name: str | None = None, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of how many places each area moves in a set, beside the base, with every place.

        Parameters
        ----------
        name : str, optional
            The set's id; the last of them if left out.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            The set is not among the compared; the nearest is suggested.
        DivisionError
            No outlines to draw.
        """
        name = self._comparison.sets[-1] if name is None else name
        self._comparison.index_of(name)  # refuses an unknown one
        must_have_outlines(self._comparison.everything)
        from omradesindex.subjects.compare.maps import moves_map

        return moves_map(self._comparison, name, lang)
