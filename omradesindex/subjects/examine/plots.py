"""The door to the charts of an examination: ``examination.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.examine.examined import Examined


@door
class ExaminationPlots(Plots):
    """The chart of one examination.

    Parameters
    ----------
    examination : Examined

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    >>> figure = oi.examine(result).plot.correlations()
    """

    def __init__(self, examination: Examined) -> None:
        self._examination = examination

    @chart
    def correlations(self, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw the correlations of indicators, dimensions and index.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        from omradesindex.subjects.examine.charts import correlations_chart

        return correlations_chart(self._examination, lang)
