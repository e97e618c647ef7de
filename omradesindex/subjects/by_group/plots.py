"""The door to the charts of a question by group: ``by_sex.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.errors import ComputeError
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.cut import MOST
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.by_group.numbers import GroupNumbers

Group = tuple[str, ...]


@door
class ByGroupPlots(Plots):
    """The charts and the map of one question by group.

    Parameters
    ----------
    held : ByGroup

    Examples
    --------
    >>> import omradesindex as oi
    >>> by_sex = oi.trend(oi.load_index("malmo-2023"), oi.example_statistics(), by="sex")
    >>> figure = by_sex.plot.gaps("ekonomi")
    """

    def __init__(self, held: GroupNumbers) -> None:
        self._held = held

    @chart
    def gaps(
        self,
        measure: str | None = None,
        *,
        groups: tuple[str | Group, str | Group] | None = None,
        lang: Language = "sv",
        most: int | None = MOST,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw how far two groups lie apart, a row for each area, with the interval of the gap.

        Parameters
        ----------
        measure : str, optional
            The index or a dimension; of goals their number, of a comparison a set. The first if left out.
        groups : tuple of two groups, optional
            Two that differ in one column; the first two if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown measure or groups.
        """
        place, contrast = self._held.measure(measure), self._held.contrast(groups)
        from omradesindex.subjects.by_group.charts import gaps_chart

        return gaps_chart(self._held, contrast, place, lang, most)

    @chart
    def years(
        self,
        measure: str | None = None,
        *,
        groups: tuple[str | Group, str | Group] | None = None,
        lang: Language = "sv",
        most: int | None = MOST,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw the gap between two groups year by year, a small chart for each area.

        Parameters
        ----------
        measure : str, optional
            The index or a dimension; the index if left out.
        groups : tuple of two groups, optional
        lang : {"sv", "en"}
        most : int or None

        Raises
        ------
        ComputeError
            Unknown measure or groups; an answer that follows no years.
        """
        place, contrast = self._held.measure(measure), self._held.contrast(groups)
        if not self._held.asked.years:
            raise ComputeError(
                "the groups are not followed over several years here",
                expected="a trend by group: oi.trend(index, statistics, by=…)",
                remedy="draw the gaps with plot.gaps()",
            )
        from omradesindex.subjects.by_group.charts import years_chart

        return years_chart(self._held, contrast, place, lang, most)

    @chart
    def map(
        self,
        measure: str | None = None,
        *,
        groups: tuple[str | Group, str | Group] | None = None,
        lang: Language = "sv",
        **form: Unpack[Form],
    ) -> Picture:
        """Draw a map of where one of two groups fares worse by more than chance, with every area's gap.

        Parameters
        ----------
        measure : str, optional
            As in :meth:`gaps`.
        groups : tuple of two groups, optional
            Two that differ in one column; the first two if left out.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown measure or groups.
        DivisionError
            No outlines to draw.
        """
        place, contrast = self._held.measure(measure), self._held.contrast(groups)
        must_have_outlines(self._held.breakdown.full)
        from omradesindex.subjects.by_group.maps import gap_map

        return gap_map(self._held, contrast, place, lang)
