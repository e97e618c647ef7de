"""The map of area types: ``types.plot``. Drawing is loaded when something is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.area_types.numbers import TypeNumbers


@door
class AreaTypesPlots(Plots):
    """The map of one answer of area types.

    Parameters
    ----------
    types : AreaTypes
    """

    def __init__(self, types: TypeNumbers) -> None:
        self._types = types

    @chart
    def map(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of every area's type, with the list of the areas.

        Parameters
        ----------
        lang : {"sv", "en"}

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        from omradesindex.subjects.area_types.maps import type_map

        return type_map(self._types, lang)
