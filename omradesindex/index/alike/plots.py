"""The map of areas in groups by likeness: ``groups.plot``. Drawing is loaded when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.index.alike.numbers import LikenessNumbers
    from omradesindex.show.figure import Picture


@door
class LikenessPlots(Plots):
    """The map of one answer of areas that are alike.

    Parameters
    ----------
    groups : Likeness
    """

    def __init__(self, groups: LikenessNumbers) -> None:
        self._groups = groups

    @chart
    def map(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of every area's group, with the list of the areas.

        Parameters
        ----------
        lang : {"sv", "en"}

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        from omradesindex.index.alike.maps import group_map

        return group_map(self._groups, lang)
