"""The numbers of a change between two results: what is judged, ranks, and what each change consists of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import methods_door
from omradesindex.index.stick import city_scores
from omradesindex.methods import rank
from omradesindex.methods.rank_sets import DRAWS, check_work, rank_sets
from omradesindex.subjects.change.parts import WHOLE, parts_between
from omradesindex.subjects.over_time.noise import Judged, contrast_error, judge, score_errors
from omradesindex.subjects.over_time.over_time import OverTime
from omradesindex.subjects.over_time.prices import unpriced
from omradesindex.subjects.over_time.reopen import Moves
from omradesindex.subjects.over_time.rows import rows_of
from omradesindex.subjects.over_time.same_persons import correlation_of_scores
from omradesindex.subjects.over_time.sticks import moved, spread, uneven

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Result

Floats = NDArray[np.float64]


class Stage(NamedTuple):
    """A result on the way from the earlier to the later, and what it changes beside the one before it."""

    cause: str
    result: Result


class Part(NamedTuple):
    """What one indicator (or, where it is empty, none) has made of a column's change between two stages.

    ``points`` has the shape ``(n_areas,)``.
    """

    measure: str
    cause: str
    indicator: str
    points: Floats
    between: tuple[Result, Result]


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class ChangeNumbers(OverTime):
    """The numbers of :class:`~omradesindex.types.Change`; rows are the areas that are in both results.

    Attributes
    ----------
    stages : tuple of Stage
        From the earlier result to the later, each changing one thing: ``revised``, ``boundaries``,
        ``definition``, and last ``figures``.
    persons : DataFrame or None
        How many persons are the same in both years, where a register has counted them.
    """

    stages: tuple[Stage, ...]
    persons: pd.DataFrame | None = None

    @property
    def counted_persons(self) -> bool:
        """Whether the correlation comes of the persons who are the same, counted by a register."""
        return self.persons is not None

    # -- what is compared -------------------------------------------------------------------------------

    @property
    def before(self) -> Result:
        """The earlier result."""
        return self.results[0]

    @property
    def after(self) -> Result:
        """The later result."""
        return self.results[-1]

    @property
    def start(self) -> Result:
        """What the later result is judged against: the earlier year, comparable with it.

        ``before`` itself; where figures were revised, boundaries moved or the definition changed, the earlier
        year as it is with all that.
        """
        return self.stages[-2].result

    @property
    def judged_results(self) -> tuple[Result, Result]:
        """The earlier year, comparable with the later, and the later."""
        return self.start, self.after

    @cached_property
    def newer(self) -> tuple[str, ...]:
        """Indicators whose figures are of another time in the later result; of the others, those of one time.

        Where there are none the change is no change over time: figures were revised, or the definition is
        another. No verdict is then given.
        """
        return moved(self.start, self.after)

    @cached_property
    def uneven(self) -> tuple[str, ...]:
        """Indicators that some area has a value of in one of the two years only."""
        return uneven((self.start, self.after), self.areas)

    @cached_property
    def unpriced(self) -> Mapping[str, str]:
        """Indicators whose change may be one of prices, and why."""
        return unpriced((self.start, self.after), by_rank=self.by_rank)

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Areas that only one of the two results has."""
        every = dict.fromkeys((*self.before.areas, *self.after.areas))
        both = set(self.areas)
        return tuple(code for code in every if code not in both)

    def rows_of(self, result: Result) -> NDArray[np.intp]:
        """Return the positions of the compared areas in a result."""
        return rows_of(result, self.areas)

    def _scores_of(self, result: Result) -> Floats:
        rows = self.rows_of(result)
        return np.stack([result.level_scores[column][rows] for column in self.columns], axis=-1)

    @cached_property
    def original_scores(self) -> Floats:
        """The earlier result's scores as they were computed, shape ``(n_areas, n_columns)``."""
        return self._scores_of(self.before)

    @cached_property
    def comparable_scores(self) -> tuple[Floats, Floats]:
        """The scores of ``start`` and of the later result."""
        return self._scores_of(self.start), self._scores_of(self.after)

    @cached_property
    def comparable_errors(self) -> tuple[Floats, Floats]:
        """Their standard errors; NaN where too little is known."""
        one, two = (
            score_errors(known, self.columns, len(result.areas))[self.rows_of(result)]
            for result, known in zip(self.judged_results, self.errors, strict=True)
        )
        return one, two

    def city_of(self, result: Result) -> Floats:
        """Return the whole city's scores in a result, one for each column."""
        own = dict(zip(result.columns, city_scores(result), strict=True))
        return np.array([own[column] for column in self.columns])

    @cached_property
    def city(self) -> Floats:
        """The whole city's change on the common stick, one for each column; NaN where ranks are compared."""
        if self.by_rank:
            return np.full(len(self.columns), np.nan)
        return self.city_of(self.after) - self.city_of(self.start)

    @cached_property
    def estimate(self) -> Floats:
        """What is judged: the comparable change, or how much more it is than the city's."""
        start, end = self.comparable_scores
        if self.by_rank:
            return np.full_like(start, np.nan)
        return end - start - (self.city if self.against == "city" else 0.0)

    @cached_property
    def estimate_error(self) -> Floats:
        """Its standard error."""
        signs = np.array([-1.0, 1.0])[:, None, None]
        alike: Floats | float = self.correlation
        if self.persons is not None:
            years = self.judged_results, self.errors, self.comparable_errors
            alike = correlation_of_scores(self.persons, *years, self.columns, self.areas)
        return contrast_error(signs, np.stack(self.comparable_errors), alike)

    @cached_property
    def judged(self) -> Judged:
        """Limits and verdicts."""
        if self.by_rank:
            return self.judged_by_rank
        told = self.priced & bool(self.newer)
        return judge(self.estimate, np.where(told, self.estimate_error, np.nan), level=self.level)

    # -- ranks ------------------------------------------------------------------------------------------

    @cached_property
    def in_both(self) -> NDArray[np.bool_]:
        """Where there is a score in both years."""
        return ~np.isnan(self.comparable_scores[0] + self.comparable_scores[1])

    @cached_property
    def both_ranks(self) -> tuple[Floats, Floats]:
        """Ranks in both years, among the areas that have a score in both."""
        scales = ([result.scales[name] for name in self.columns] for result in (self.before, self.after))
        one, two = (
            rank(np.where(self.in_both, scores, np.nan).T, scale=scale).T
            for scores, scale in zip(self.comparable_scores, scales, strict=True)
        )
        return one, two

    @cached_property
    def rank_limits(self) -> tuple[Floats, Floats]:
        """First and last rank that cannot be ruled out, each of shape ``(2, n_areas, n_columns)``."""
        limits = np.full((2, 2, *self.in_both.shape), np.nan)
        # Both years' sets hold together at the level.
        level = float(np.sqrt(self.level))
        years = zip(self.comparable_scores, self.comparable_errors, strict=True)
        for year, (scores, errors) in enumerate(years):
            for k in range(len(self.columns)):
                known = self.in_both[:, k] & ~np.isnan(errors[:, k])
                n = int(known.sum())
                if n > 1:
                    check_work(
                        n,
                        DRAWS,
                        where="change, ranks",
                        remedy="look at change.to_frame(), which judges the scores, or at fewer areas",
                    )
                    sets = rank_sets(scores[known, k], errors[known, k], level=level, rng=0)
                    limits[0, year, known, k], limits[1, year, known, k] = sets.lower, sets.upper
        return limits[0], limits[1]

    @cached_property
    def judged_by_rank(self) -> Judged:
        """Verdicts on ranks; without limits."""
        low, high = self.rank_limits
        verdict = np.where(np.isnan(low[0]), "untested", "noise").astype(object)
        verdict[low[1] > high[0]] = "improved"
        verdict[high[1] < low[0]] = "worsened"
        verdict[:, ~(self.priced & bool(self.newer))] = "untested"
        nan = np.full(verdict.shape, np.nan)
        return Judged(nan, nan, nan, verdict)

    # -- what it consists of ----------------------------------------------------------------------------

    @cached_property
    def all_parts(self) -> tuple[Part, ...]:
        """What each indicator has made of each column's change; none where ranks are compared."""
        return () if self.by_rank else tuple(p for column in self.columns for p in self._steps(column))

    @cached_property
    def index_parts(self) -> tuple[Part, ...]:
        """What each indicator has made of the index's change."""
        return tuple(part for part in self.all_parts if part.measure == "index")

    def _steps(self, column: str) -> Iterator[Part]:
        for one, two in zip(self.stages, self.stages[1:], strict=False):
            between = one.result, two.result
            if column not in one.result.columns or column not in two.result.columns:
                yield Part(column, two.cause, WHOLE, np.full(len(self.areas), np.nan), between)
                continue
            rows = self.rows_of(one.result), self.rows_of(two.result)
            points = parts_between(*between, column, rows, same=two.cause != "definition")
            if two.cause == "figures":
                # What is of one time in both has been revised since.
                newer = {*moved(*between), WHOLE}
                for name in (name for name in points if name not in newer):
                    yield Part(column, "revised", name, points[name], between)
                points = {name: part for name, part in points.items() if name in newer}
            for name, part in points.items():
                yield Part(column, two.cause, name, part, between)

    # -- tables -----------------------------------------------------------------------------------------

    @property
    def improved(self) -> tuple[str, ...]:
        """The areas whose index has improved, by more than noise."""
        return self.with_verdict("improved")

    @property
    def worsened(self) -> tuple[str, ...]:
        """The areas whose index has worsened, by more than noise."""
        return self.with_verdict("worsened")

    @property
    def moves(self) -> Moves:
        """What the rule of :meth:`reopen` looks at."""
        told = 1.0 if self.priced[0] else np.nan
        return Moves(
            areas=self.areas,
            names=[*self.names.values()],
            estimate=told * self.estimate[:, 0],
            verdict=self.judged.verdict[:, 0],
            spread=spread(self.comparable_scores[0][:, 0]),
            before=told * self.both_ranks[0][:, 0],
            after=told * self.both_ranks[1][:, 0],
            city=np.nan if self.against == "city" else float(self.city[0]),
            beyond=self._beyond_city,
        )

    @property
    def _beyond_city(self) -> NDArray[np.object_] | None:
        """What a test says of how much more than the city each area's index has changed."""
        if self.by_rank or self.against == "city" or not (self.newer and self.priced[0]):
            return None
        beyond = (self.estimate - self.city)[:, :1]
        return judge(beyond, self.estimate_error[:, :1], level=self.level).verdict[:, 0]

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
            number of areas), ``verdict``; ranks as in :attr:`ranks` without their sets; ``reason`` where what
            is untested is so because of prices (:attr:`unpriced`); and what it is:
            ``stick``, ``against``, ``level``, ``correlation``, periods, ``index``, ``statistics``. Where
            ranks are compared, scores are empty.
        """
        nan = np.full_like(self.original_scores, np.nan)
        scores = (nan, nan) if self.by_rank else (self.original_scores, self.comparable_scores[1])
        frame = self._by_area(
            {
                "before": scores[0],
                "after": scores[1],
                "change": scores[1] - scores[0],
                "city": np.broadcast_to(self.city, nan.shape),
                "estimate": self.estimate,
                "error": nan if self.by_rank else self.estimate_error,
                "low": self.judged.low,
                "high": self.judged.high,
                "p": self.judged.p,
                "verdict": self.judged.verdict,
            }
        )
        one, two = self.both_ranks
        for name, places in {"rank_before": one, "rank_after": two, "rank_change": one - two}.items():
            frame[name] = places.T.ravel()
            frame = frame.astype({name: "Int64"})
        first, last = self.periods
        return self.with_reasons(frame).assign(
            stick=self.stick.en,
            against=self.against,
            level=self.level,
            correlation=self.correlation,
            period_before=first,
            period_after=last,
            index=self.after.index.id,
            statistics=self.after.statistics.name,
            partial=self.before.partial or self.after.partial,
        )

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

        Raises
        ------
        MethodError
            More than some 280 areas: every pair of them is judged.
        """
        return self.rank_table()

    def rank_table(self, *, most: int | None = None) -> pd.DataFrame:
        """Return :attr:`ranks`, without confidence sets where the areas are more than ``most``.

        Every pair of areas is judged for the sets, which takes minutes where they are many.
        """
        judged = most is None or len(self.areas) <= most
        nowhere = np.full((2, *self.in_both.shape), np.nan)
        low, high = self.rank_limits if judged else (nowhere, nowhere)
        one, two = self.both_ranks
        verdict = self.judged_by_rank.verdict if judged else np.full(self.in_both.shape, "untested", object)
        places = {
            "rank_before": one,
            "low_before": low[0],
            "high_before": high[0],
            "rank_after": two,
            "low_after": low[1],
            "high_after": high[1],
            "rank_change": one - two,
        }
        frame = self._by_area(places).astype(dict.fromkeys(places, "Int64"))
        return frame.assign(rank_verdict=verdict.T.ravel())

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
        import pandas as pd

        order = ["area", "name", "measure", "cause", "indicator", "points"]
        frames = [
            pd.DataFrame(
                {
                    "area": self.areas,
                    "name": [*self.names.values()],
                    "measure": part.measure,
                    "cause": part.cause,
                    "indicator": part.indicator,
                    "points": part.points,
                }
            )
            for part in self.all_parts
        ]
        if not frames:
            return pd.DataFrame(columns=order)
        place = {name: k for k, name in enumerate((*self.columns, *self.areas))}
        return pd.concat(frames, ignore_index=True).sort_values(
            ["measure", "area"], key=lambda column: column.map(place), kind="stable", ignore_index=True
        )[order]

    def _by_area(self, columns: dict[str, NDArray[Any]]) -> pd.DataFrame:
        """Lay arrays of shape ``(n_areas, n_columns)`` out, a row for each area and column."""
        import pandas as pd

        n = len(self.columns)
        keys = {
            "area": np.tile(np.array(self.areas, dtype=object), n),
            "name": [*self.names.values()] * n,
            "measure": np.repeat(np.array(self.columns, dtype=object), len(self.areas)),
        }
        return pd.DataFrame(keys | {name: values.T.ravel() for name, values in columns.items()})
