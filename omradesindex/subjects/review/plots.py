"""The door to the map of a review: ``review.plot``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from omradesindex.doors import door
from omradesindex.errors import OmradesindexError
from omradesindex.index.plots import must_have_outlines
from omradesindex.show.drawing import Plots, chart
from omradesindex.show.form import Form
from omradesindex.wording import Language

if TYPE_CHECKING:
    from omradesindex.show.figure import Picture
    from omradesindex.subjects.review.numbers import ReviewNumbers


@door
class ReviewPlots(Plots):
    """The maps of one review.

    Parameters
    ----------
    review : Review

    Examples
    --------
    >>> import omradesindex as oi
    >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
    >>> figure = oi.review(result, goals=oi.Goal("index", 2030, at_most="city")).plot.map(1)
    """

    def __init__(self, review: ReviewNumbers) -> None:
        self._review = review

    @chart
    def map(self, goal: int | None = None, *, lang: Language = "sv", **form: Unpack[Form]) -> Picture:
        """Draw a map of the areas to look closer at, or of how each area stands to a goal.

        Parameters
        ----------
        goal : int, optional
            Its number, from 1. Where it is left out: the areas to look closer at, if the review is of a
            change, else the first goal.
        lang : {"sv", "en"}

        Raises
        ------
        OmradesindexError
            There is no such goal; neither a goal nor an earlier result, so that nothing is said of areas.
        DivisionError
            No outlines to draw.
        """
        n = len(self._review.goals)
        if goal is None and self._review.reopen is None and not n:
            raise OmradesindexError(
                "the review says nothing of areas one by one",
                where="plot.map()",
                expected="a goal, or a change from an earlier result",
                remedy="give goals=…, or review oi.change(earlier, later)",
            )
        if goal is not None and not 1 <= goal <= n:
            raise OmradesindexError(f"goal {goal} was asked for", expected=f"a number from 1 to {n}")
        must_have_outlines(self._review.result)
        from omradesindex.subjects.review.maps import reopen_map, standing_map

        if goal is None and self._review.reopen is not None:
            return reopen_map(self._review, lang)
        return standing_map(self._review, (goal or 1) - 1, lang)
