"""What changed between two results: each area's change with its verdict, and what it consists of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index import Result
from omradesindex.index.explain import Explanation, place_of
from omradesindex.methods import rank
from omradesindex.methods.rank_sets import rank_sets
from omradesindex.subjects.change.frames import change_frame, parts_frame, rank_frame
from omradesindex.subjects.over_time.noise import Errors, Judged, contrast_error, judge, score_errors
from omradesindex.subjects.over_time.reopening import TOP, Moves, reopening
from omradesindex.subjects.over_time.sticks import city_scores, moved, spread, uneven, when
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.change.charts import ChangePlots

Floats = NDArray[np.float64]


class Stage(NamedTuple):
    """A result on the way from the earlier to the later, and what it changes beside the one before it."""

    cause: str
    result: Result


@door
@dataclass(frozen=True, eq=False, repr=False)
class Change:
    """The change of each area between two results. Made by :func:`omradesindex.change`.

    Higher is greater challenge: an area whose score falls has *improved*. Tables have a row for each area
    that is in both results, in the later's order.

    Attributes
    ----------
    before, after : Result
    areas : tuple of str
    stages : tuple of Stage
        From ``before`` to ``after``, each changing one thing: ``revised``, ``boundaries``, ``definition``,
        and last ``figures``.
    errors : tuple of two
        What is known of the errors of ``start`` and ``after``.
    stick : Text
        What both were measured with.
    by_rank : bool
        Whether only ranks are compared.
    against : {"stick", "city"}
        What is judged.
    level, correlation : float
    """

    before: Result
    after: Result
    areas: tuple[str, ...]
    stages: tuple[Stage, ...]
    errors: tuple[Errors, Errors]
    stick: Text
    by_rank: bool
    against: str
    level: float
    correlation: float

    # -- what is compared -------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[str, ...]:
        """``index``, and the dimensions that both results have."""
        return tuple(column for column in self.after.columns if column in self.before.columns)

    @property
    def periods(self) -> tuple[str, str]:
        """The periods of the earlier and the later result."""
        return when(self.before), when(self.after)

    @cached_property
    def newer(self) -> tuple[str, ...]:
        """Indicators whose figures are of another time in the later result; of the others, those of one time.

        Where there are none the change is no change over time: figures were revised, or the definition is
        another. No verdict is then given.
        """
        return moved(self.start, self.after)

    @property
    def start(self) -> Result:
        """What the later result is judged against: the earlier year, comparable with it.

        ``before`` itself; where figures were revised, boundaries moved or the definition changed, the earlier
        year as it is with all that.
        """
        return self.stages[-2].result

    @cached_property
    def uneven(self) -> tuple[str, ...]:
        """Indicators that some area has a value of in one of the two years only."""
        return uneven((self.start, self.after), self.areas)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Areas that only one of the two results has."""
        every = dict.fromkeys((*self.before.areas, *self.after.areas))
        return tuple(code for code in every if code not in self.areas)

    def _rows(self, result: Result) -> NDArray[np.intp]:
        return np.array([result.areas.index(code) for code in self.areas], dtype=np.intp)

    @cached_property
    def _scores(self) -> tuple[Floats, Floats]:
        return tuple(  # type: ignore[return-value]
            np.stack([r.level_scores[c][self._rows(r)] for c in self.columns], axis=-1)
            for r in (self.start, self.after)
        )

    @cached_property
    def _score_errors(self) -> tuple[Floats, Floats]:
        results = self.start, self.after
        return tuple(  # type: ignore[return-value]
            score_errors(e, self.columns, len(r.areas))[self._rows(r)]
            for r, e in zip(results, self.errors, strict=True)
        )

    @cached_property
    def city(self) -> Floats:
        """The whole city's change on the common stick, one for each column; NaN where ranks are compared."""
        if self.by_rank:
            return np.full(len(self.columns), np.nan)
        found = [
            np.array([dict(zip(r.columns, city_scores(r), strict=True))[c] for c in self.columns])
            for r in (self.start, self.after)
        ]
        return np.asarray(found[1] - found[0])

    @cached_property
    def _before(self) -> Floats:
        rows = self._rows(self.before)
        return np.stack([self.before.level_scores[c][rows] for c in self.columns], axis=-1)

    @cached_property
    def _estimate(self) -> Floats:
        """What is judged: the comparable change, or how much more it is than the city's."""
        if self.by_rank:
            return np.full_like(self._scores[0], np.nan)
        return self._scores[1] - self._scores[0] - (self.city if self.against == "city" else 0.0)

    @cached_property
    def _error(self) -> Floats:
        signs = np.array([-1.0, 1.0])[:, None, None]
        return contrast_error(signs, np.stack(self._score_errors), self.correlation)

    @cached_property
    def _judged(self) -> Judged:
        if self.by_rank:
            return self._judged_by_rank
        return judge(self._estimate, self._error if self.newer else self._error * np.nan, level=self.level)

    # -- ranks ------------------------------------------------------------------------------------------

    @cached_property
    def _ranks(self) -> tuple[Floats, Floats]:
        there = ~np.isnan(self._scores[0] + self._scores[1])
        scales = ([result.scales[name] for name in self.columns] for result in (self.before, self.after))
        one, two = (
            rank(np.where(there, s, np.nan).T, scale=scale).T
            for s, scale in zip(self._scores, scales, strict=True)
        )
        return one, two

    @cached_property
    def _rank_limits(self) -> tuple[Floats, Floats]:
        """First and last rank that cannot be ruled out, each shape (2, n_areas, n_columns)."""
        there = ~np.isnan(self._scores[0] + self._scores[1])
        limits = np.full((2, 2, *there.shape), np.nan)
        # Both years' sets hold together at the level.
        level = float(np.sqrt(self.level))
        for year, (scores, errors) in enumerate(zip(self._scores, self._score_errors, strict=True)):
            for k in range(len(self.columns)):
                known = there[:, k] & ~np.isnan(errors[:, k])
                if known.sum() > 1:
                    sets = rank_sets(scores[known, k], errors[known, k], level=level, rng=0)
                    limits[0, year, known, k], limits[1, year, known, k] = sets.lower, sets.upper
        return limits[0], limits[1]

    @cached_property
    def _judged_by_rank(self) -> Judged:
        low, high = self._rank_limits
        verdict = np.where(np.isnan(low[0]), "untested", "noise").astype(object)
        verdict[low[1] > high[0]] = "improved"
        verdict[high[1] < low[0]] = "worsened"
        if not self.newer:
            verdict[:] = "untested"
        nan = np.full_like(self._scores[0], np.nan)
        return Judged(nan, nan, nan, verdict)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks in both years with confidence sets, among the areas that have a score in both.

        Returns
        -------
        DataFrame
            ``area``, ``name``, ``measure``, ``rank_before``, ``low_before``, ``high_before``,
            ``rank_after``, ``low_after``, ``high_after`` (places that cannot be ruled out, all areas and
            both years together at the level), ``rank_change`` (above zero: nearer the first place, a
            greater challenge beside the others), ``rank_verdict`` (more than noise where the two sets have
            no place in common).
        """
        return rank_frame(self)

    # -- tables -----------------------------------------------------------------------------------------

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """``improved``, ``worsened``, ``noise`` (no more than noise) or ``untested``: areas × columns."""
        import pandas as pd

        rows = pd.Index(self.areas, name="area", dtype=object)
        return pd.DataFrame(self._judged.verdict, index=rows, columns=list(self.columns))

    @property
    def improved(self) -> tuple[str, ...]:
        """The areas whose index has improved, by more than noise."""
        return self._with("improved")

    @property
    def worsened(self) -> tuple[str, ...]:
        """The areas whose index has worsened, by more than noise."""
        return self._with("worsened")

    def _with(self, verdict: str) -> tuple[str, ...]:
        return tuple(c for c, v in zip(self.areas, self.verdicts["index"], strict=True) if v == verdict)

    def to_frame(self) -> pd.DataFrame:
        """Return every change as one tidy table.

        Returns
        -------
        DataFrame
            One row for each area and column (``measure``: ``index`` or a dimension). ``before``, ``after``
            (as they were computed), ``change`` (below zero: smaller challenge), ``city`` (the whole city's
            comparable change), ``estimate`` (what is judged: the comparable change, without what revised
            figures, boundaries and definition make; or how much more it is than the city's), ``error`` (its
            standard error), ``low`` and ``high`` (simultaneous over the areas), ``p`` (adjusted for the
            number of areas), ``verdict``; ranks as in :attr:`ranks` without their sets; and what it is:
            ``stick``, ``against``, ``level``, ``correlation``, periods, ``index``, ``statistics``. Where
            ranks are compared, scores are empty.
        """
        return change_frame(self)

    @cached_property
    def parts(self) -> pd.DataFrame:
        """What each area's change consists of.

        Returns
        -------
        DataFrame
            ``area``, ``name``, ``measure``, ``cause`` (``figures``; ``revised`` figures of the earlier year,
            ``boundaries``, ``definition``), ``indicator`` (empty where the part belongs to none),
            ``points``. An area's points sum exactly to its change. Without rows where ranks are compared.
        """
        return parts_frame(self)

    def reopen(self, *, size: float = 0.5, top: int = TOP) -> pd.DataFrame:
        """List the areas whose change should make the city open their strategy again.

        The rule: the index has changed by more than noise and by at least ``size`` standard deviations
        between areas, or the area has come among the first ``top`` or left them.

        Parameters
        ----------
        size : float
            In standard deviations between the areas' scores in the earlier year. Half of one is the width
            of a class on the maps.
        top : int
            How many areas count as coming first.

        Returns
        -------
        DataFrame
            ``area``, ``name``, ``reasons`` (``worsened``, ``improved``, ``entered``, ``left``; joined by
            ``", "``), ``estimate``, ``in_sd`` (the change in standard deviations), ``rank_before``,
            ``rank_after``, ``more_than_noise`` (whether the change of score is: an area can be passed by
            others without changing itself). Greatest worsening first.
        """
        return reopening(
            Moves(
                areas=self.areas,
                names=tuple(self.name_of(code) for code in self.areas),
                estimate=self._estimate[:, 0],
                verdict=self._judged.verdict[:, 0],
                spread=spread(self._scores[0][:, 0]),
                before=self._ranks[0][:, 0],
                after=self._ranks[1][:, 0],
            ),
            size=size,
            top=top,
        )

    # -- words ------------------------------------------------------------------------------------------

    def name_of(self, code: str) -> str:
        """Name of an area."""
        return self.after.statistics.name_of(code)

    def label(self, name: str, lang: Language = "sv") -> str:
        """Label of the index, a dimension or an indicator of either result."""
        known = {i.id for i in self.after.index.indicators} | set(self.after.columns)
        return (self.after if name in known else self.before).label(name, lang)

    def column(self, name: str) -> int:
        """Position of a column; refuses an unknown one."""
        if name not in self.columns:
            raise ComputeError(
                f"'{name}' is no column of both results{did_you_mean(str(name), self.columns)}",
                expected=f"one of {listing(self.columns)}",
            )
        return self.columns.index(name)

    def explain(self, area: str, *, lang: Language = "sv") -> Explanation:
        """Say in words how an area has changed, and what made it change.

        Parameters
        ----------
        area : str
            The area's code.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area; the nearest is suggested.

        Examples
        --------
        >>> import omradesindex as oi
        >>> index, figures = oi.load_index("malmo-2023"), oi.example_statistics()
        >>> before = index.compute(figures, period="2020")
        >>> found = oi.change(before, index.compute(figures, period="2024", reference=before))
        >>> print(found.explain("10").splitlines()[0])
        10 Siffervången: har förbättrats
        """
        from omradesindex.subjects.change.words import explain

        return explain(self, place_of(area, self.areas, self.after.statistics.name), lang)

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> ChangePlots:
        """The chart: ``plot.moves()``."""
        from omradesindex.subjects.change.charts import ChangePlots

        return ChangePlots(self)

    def save(self, folder: str | Path, *, lang: Language = "sv", figures: bool = True) -> list[Path]:
        """Write tables (text, HTML, CSV) and, if asked for, the chart to a folder; return their paths."""
        from omradesindex.subjects.over_time.files import save_change

        return save_change(self, folder, lang=lang, figures=figures)

    def __repr__(self) -> str:
        from omradesindex.subjects.change.page import change_text

        return change_text(self)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.change.page import change_html

        return change_html(self)
