"""The door to a study's figures: ``study.plot``. Drawing is loaded when something is drawn."""

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
    from omradesindex.subjects.robustness.study import Study


@door
class RobustnessPlots(Plots):
    """The charts of one study.

    Each says what varied, whose figures it rests on and their sources.

    Parameters
    ----------
    study : Study

    Examples
    --------
    >>> import omradesindex as oi
    >>> study = oi.robustness(oi.load_index("malmo-oppna-data"), oi.malmo_statistics(), drop=1, n="all")
    >>> figure = study.plot.ranks()
    """

    def __init__(self, study: Study) -> None:
        self._study = study

    @chart
    def ranks(
        self, *, lang: Language = "sv", most: int | None = MOST, level: float = 0.9, **form: Unpack[Form]
    ) -> Picture:
        """Draw each area's rank range as a bar with its median, and the rank of the index as defined.

        Parameters
        ----------
        lang : {"sv", "en"}
        most : int or None
            Areas that are drawn; of more, the first and the last, and the figure says so. None draws all.
        level : float
            Share of the scenarios within the bar.
        """
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.charts.ranks import rank_ranges

        return rank_ranges(self._study, lang, most, level)

    @chart
    def map(self, *, lang: Language = "sv", level: float = 0.9, **form: Unpack[Form]) -> Picture:
        """Draw a map of how many places each area may have, with the list of them.

        Parameters
        ----------
        lang : {"sv", "en"}
        level : float
            Share of the scenarios within the places.

        Raises
        ------
        DivisionError
            No outlines to draw.
        """
        self._study.refuse_empty()
        must_have_outlines(self._study.base)
        from omradesindex.subjects.robustness.charts.ranks import ranges_map

        return ranges_map(self._study, lang, level)

    @chart
    def acceptability(
        self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]
    ) -> Picture:
        """Draw how often each area has each rank, areas × ranks, in the order of the index as defined."""
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.charts.grids import acceptability

        return acceptability(self._study, lang, most)

    @chart
    def pairs(
        self, *, lang: Language = "sv", most: int | None = MOST, level: float = 0.9, **form: Unpack[Form]
    ) -> Picture:
        """Draw in how many scenarios the row's area lies above the column's; those not told apart are framed.

        Of more than 64 areas a sheet has 64 against each other, counted when it is drawn; ``most`` is then at
        most 64.
        """
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.charts.grids import pairs

        return pairs(self._study, lang, most, level)

    @chart
    def sensitivity(
        self, output: str = "mean_rank_shift", *, lang: Language = "sv", **form: Unpack[Form]
    ) -> Picture:
        """Draw what the uncertainty is due to: each factor by itself, and with interaction.

        Parameters
        ----------
        output : str
            ``"mean_rank_shift"``, or an area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Not shared out among the factors; an unknown output.
        """
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.charts.sensitivity import sensitivity

        return sensitivity(self._study, lang, output)

    @chart
    def scenarios(self, *, lang: Language = "sv", most: int | None = MOST, **form: Unpack[Form]) -> Picture:
        """Draw each area's place as each named choice alone is made otherwise, all else as defined.

        Raises
        ------
        ComputeError
            No choice has a named level: sets or methods do, ranges of weights and errors do not.
        """
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.charts.scenarios import draw_scenarios, one_choice_at_a_time

        return draw_scenarios(one_choice_at_a_time(self._study), lang, most)

    @chart
    def rank_sets(
        self,
        *,
        lang: Language = "sv",
        most: int | None = MOST,
        level: float = 0.95,
        simultaneous: bool = True,
        **form: Unpack[Form],
    ) -> Picture:
        """Draw the sets that hold each area's true rank under the values' own errors.

        Raises
        ------
        ComputeError
            No value has a known error.
        MethodError
            More than some 280 areas, whose pairs would take many minutes to judge.
        """
        self._study.refuse_empty()
        from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error

        sets = ranks_under_error(
            self._study.base, level=level, simultaneous=simultaneous, rng=self._study.seed
        )
        return sets.plot.rank_sets(lang=lang, most=most)
