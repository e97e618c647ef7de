"""The door to the charts of themes: ``themes.plot``."""

from __future__ import annotations

from collections.abc import Sequence
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
    from omradesindex.subjects.themes.themed import Themed


@door
class ThemesPlots(Plots):
    """The chart of themes, and a map of each.

    Parameters
    ----------
    themed : Themed

    Examples
    --------
    >>> import omradesindex as oi
    >>> figure = oi.themes("malmo-oppna-data", oi.malmo_statistics()).plot.positions()
    """

    def __init__(self, themed: Themed) -> None:
        self._themed = themed

    @chart
    def positions(
        self,
        themes: Sequence[str] = (),
        *,
        lang: Language = "sv",
        most: int | None = MOST,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw where each area stands in each theme, in that theme's own distribution, and how surely.

        Parameters
        ----------
        themes : sequence of str
            Which; the dimensions (of a mission: the indicators) if left out.
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.

        Raises
        ------
        ComputeError
            Unknown theme; nothing to draw, because nothing of a mission has figures.
        """
        chosen = self._chosen(themes)
        from omradesindex.subjects.themes.charts import positions_chart

        return positions_chart(self._themed, chosen, lang, most)

    @chart
    def map(self, theme: str | None = None, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of one theme: where it is a challenge beyond chance, with every area's position.

        Parameters
        ----------
        theme : str, optional
            A dimension or an indicator; the first of those that :meth:`positions` draws if left out.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown theme; nothing to draw, because nothing of a mission has figures.
        DivisionError
            No outlines to draw.
        """
        chosen = self._chosen(() if theme is None else (theme,))[0]
        must_have_outlines(self._themed.result)
        from omradesindex.subjects.themes.maps import theme_map

        return theme_map(self._themed, chosen, lang)

    def _chosen(self, themes: Sequence[str]) -> tuple[str, ...]:
        """The themes that are asked for, or those that lead; refuse unknown ones, and where there is none."""
        chosen = tuple(themes) or self._themed.leading
        for theme in chosen:
            self._themed.at(theme)
        if not chosen:
            raise ComputeError(
                "nothing that the body answers for has figures, so there is nothing to draw",
                where=self._themed.result.statistics.name,
                expected="figures of one of its indicators",
            )
        return chosen
