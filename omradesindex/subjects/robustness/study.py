"""The numbers of a study of robustness: ranks with their ranges, who can be told apart, what it hangs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, MethodError, did_you_mean, listing
from omradesindex.index.rank_ranges import RankRanges
from omradesindex.subjects.robustness.problem import Problem
from omradesindex.subjects.robustness.ranges import distances, rank_quantiles, score_quantiles, share_above
from omradesindex.subjects.robustness.ranks import PAIRWISE_MOST
from omradesindex.subjects.robustness.rerun import (
    Drawn,
    above_among,
    design_frame,
    evaluate,
    outcome_frame,
    scenario,
)
from omradesindex.subjects.robustness.tables import (
    alone_table,
    leave_one_out_table,
    level_table,
    pair_table,
    sensitivity_table,
)
from omradesindex.subjects.robustness.tally import Bins, Tally
from omradesindex.subjects.robustness.varied import Varied
from omradesindex.subjects.robustness.whose import Whose
from omradesindex.wording import Language, Text, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Index, Result
    from omradesindex.index.uncertainty.uncertainty import Uncertainty
    from omradesindex.subjects.robustness.attribution import Shares

Floats = NDArray[np.float64]

#: Share of the draws within a range, where nothing else is said.
LEVEL = 0.9


@door
@dataclass(frozen=True, eq=False, repr=False)
class Study:
    """How far an index's ranks hold when its choices vary: the numbers, without how they are shown.

    Tables have one row for each area, in the division's order. A range says what varied: it is a *method
    range* where choices varied, a *sampling interval* where values did, both where both did; never a
    confidence interval. Sets that cover the true ranks as often as they say: :meth:`Robustness.rank_sets`.

    Attributes
    ----------
    base : Result
        The index as defined.
    varied : Varied
        What was let vary.
    problem : Problem
        Everything that draws are scored with.
    tally : Tally
        What was counted.
    bins : Bins
    asked : int
        How many draws were asked for.
    seed : int
    interrupted : bool
        Whether fewer draws were made than asked for.
    shares : Shares or None
        Shares of variance: rows are the factors, columns the mean rank shift and then the areas in the order
        of ``problem.areas``.
    unshared : bool
        Whether shares of variance were asked for and left out: the areas are too many.
    distinct : ndarray of int, or None
        Of every combination of choices, those that give scores of their own; None where draws are a sample.
    combinations : int or None
        How many combinations a sample was drawn from; None where they cannot be counted, or are as many.
    whose : Whose or None
        The group that is studied; None of everybody.
    """

    base: Result
    varied: Varied
    problem: Problem
    tally: Tally
    bins: Bins
    asked: int
    seed: int
    interrupted: bool
    shares: Shares | None
    distinct: NDArray[np.intp] | None = None
    combinations: int | None = None
    whose: Whose | None = None
    unshared: bool = False

    # -- what varied --------------------------------------------------------------------------------------

    @property
    def n(self) -> int:
        """How many draws it holds; of every combination, how many give scores of their own."""
        return self.tally.n if self.distinct is None else len(self.distinct)

    @property
    def every(self) -> bool:
        """Whether the draws are every combination of choices, instead of a sample of them."""
        return self.distinct is not None

    @property
    def tried(self) -> bool:
        """Whether anything that varied changes any score: without it there is nothing to say."""
        return bool(self.problem.factors)

    def computed(self, index: Index) -> Result:
        """Compute another index from the figures that are studied."""
        if self.whose is not None:
            return self.whose.computed(index)
        return index.compute(self.base.statistics, partial=self.base.partial)

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas, in the division's order."""
        return self.base.areas

    @cached_property
    def base_errors(self) -> Uncertainty:
        """What is known of the errors of the index as defined, which hang together as was chosen."""
        return self.base.uncertainty(dependence=self.varied.dependence)

    @cached_property
    def factors(self) -> pd.DataFrame:
        """What varied: a row for each factor, with its levels and the index's own.

        ``copies`` are levels that were asked for but give the very scores of another on these figures, each
        with that: they are not drawn. A factor whose levels all do is not there.
        """
        import pandas as pd

        rows = [(f.name, f.label.sv, f.distinct, f.base, dict(f.copies)) for f in self.problem.factors]
        columns = ["factor", "label", "levels", "base", "copies"]
        return pd.DataFrame(rows, columns=columns).set_index("factor")

    def kind(self, lang: Language = "sv") -> str:
        """What its ranges are: a method range, a sampling interval, or both.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.robustness(oi.load_index("malmo-2023"), oi.example_statistics(), drop=1, n="all").kind()
        'metodintervall'
        """
        values, choices = self.problem.varying_sources, self.problem.varying_choices
        if values and choices:
            return say(lang, "metod- och slumpintervall", "method and sampling range")
        if values:
            return say(lang, "slumpintervall", "sampling interval")
        return say(lang, "metodintervall", "method range")

    # -- ranks --------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> NDArray[np.intp]:
        """Where the division's areas stand among the problem's."""
        place = {area: row for row, area in enumerate(self.problem.areas)}
        return np.array([place[area] for area in self.areas], dtype=np.intp)

    @property
    def first_places(self) -> int:
        """How many places count as the first ones where it is told in words: three, or one of few areas."""
        return min(3 * self.bins.width, len(self.areas)) if len(self.areas) > 3 else 1

    def _frame(self, values: Any, columns: Any) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame(
            values, index=pd.Index(self.areas, name="area", dtype=object), columns=list(columns)
        )

    @cached_property
    def acceptability(self) -> pd.DataFrame:
        """Share of the draws in which each area has each rank, areas × ranks; rows sum to one.

        An area without a score in some draws has a row that sums to less. With more than 1 024 areas
        neighbouring ranks share a column, named by its last rank.
        """
        return self._frame(self.tally.ranks[self.rows] / max(self.tally.n, 1), self._ends)

    @property
    def _ends(self) -> NDArray[np.int64]:
        """The last rank of each bin."""
        last = np.arange(1, self.tally.ranks.shape[1] + 1, dtype=np.int64) * self.bins.width
        return np.asarray(np.minimum(last, len(self.areas)))

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks with their ranges, nine draws in ten within these; other shares: :meth:`rank_ranges`.

        Returns
        -------
        DataFrame
            ``name``, ``base`` (the index as defined), ``low``, ``median``, ``high``, ``mean``, ``best`` and
            ``worst`` (over all draws), ``same`` (share of the draws with the base's own rank).
        """
        return self.rank_ranges(LEVEL)

    def rank_ranges(self, level: float) -> pd.DataFrame:
        """Ranks with their ranges, as :attr:`ranks`.

        Parameters
        ----------
        level : float
            Share of the draws within the range: 0.9 goes from the 5th to the 95th percentile.
        """
        self._check_level(level)
        counts = self.tally.ranks[self.rows]
        shares = ((1 - level) / 2, 0.5, (1 + level) / 2, 0.0, 1.0)
        table = self._frame(
            rank_quantiles(counts, self._ends, shares), ["low", "median", "high", "best", "worst"]
        ).astype("Int64")
        base = self.problem.base_ranks[self.rows]
        column = np.maximum(base - 1, 0) // self.bins.width
        with np.errstate(invalid="ignore", divide="ignore"):
            table["mean"] = (counts * self._ends).sum(axis=1) / counts.sum(axis=1)
        table["same"] = np.where(
            base > 0, counts[np.arange(len(base)), column] / max(self.tally.n, 1), np.nan
        )
        table["name"] = [self.base.names[area] for area in self.areas]
        table["base"] = self.base.ranks["index"]
        return table[["name", "base", "low", "median", "high", "mean", "best", "worst", "same"]]

    def among_first(self, k: int) -> pd.Series[float]:
        """Share of the draws in which each area is among the ``k`` with the greatest challenge.

        Raises
        ------
        MethodError
            A ``k`` outside 1 to the number of areas.
        """
        n = len(self.areas)
        if not 1 <= k <= n:
            raise MethodError(f"k is {k}", where="among_first", expected=f"a whole number from 1 to {n}")
        if k % self.bins.width and k != n:
            raise MethodError(
                f"ranks were counted {self.bins.width} at a time",
                where="among_first",
                expected=f"a multiple of {self.bins.width}",
            )
        columns = -(-k // self.bins.width)
        share = self.acceptability.iloc[:, :columns].sum(axis=1)
        return share.rename(f"among_{k}")

    @cached_property
    def above(self) -> pd.DataFrame:
        """Share of the draws in which the row's area has the greater challenge of the two.

        Raises
        ------
        ComputeError
            More than 64 areas: pairs were not counted.
        """
        pairs = self.tally.pairs
        if pairs is None:
            raise ComputeError(
                f"pairs are not counted for {len(self.areas)} areas",
                where="robustness",
                expected=f"at most {PAIRWISE_MOST}",
                remedy="look at the rank ranges, or leave areas out",
            )
        share = pairs.above[np.ix_(self.rows, self.rows)] / max(self.tally.n, 1)
        return self._frame(share, self.areas)

    def above_among(self, areas: Sequence[str]) -> pd.DataFrame:
        """Return :attr:`above` of some areas, where all are too many to be compared pair by pair.

        Parameters
        ----------
        areas : sequence of str
            At most 64 codes. What was not counted is counted now, in the same draws made again.

        Raises
        ------
        MethodError
            More than 64 areas.
        """
        known = self.base.areas
        for area in areas:
            if area not in known:
                raise MethodError(
                    f"'{area}' is no area of the study{did_you_mean(area, known)}",
                    where="above_among",
                    expected=f"codes of the areas: {listing(known)}",
                )
        if self.tally.pairs is not None:
            return self.above.loc[[*areas], [*areas]]
        if len(areas) > PAIRWISE_MOST:
            raise MethodError(
                f"{len(areas)} areas are too many to be compared pair by pair",
                where="above_among",
                expected=f"at most {PAIRWISE_MOST}",
            )
        if tuple(areas) not in self._recounted:
            place = {area: row for row, area in enumerate(self.problem.areas)}
            rows = np.array([place[area] for area in areas], dtype=np.intp)
            order = np.argsort(rows)
            counts = np.empty((len(rows), len(rows)))
            counts[np.ix_(order, order)] = above_among(self.problem, self._drawn, self.tally.n, rows[order])
            self._recounted[tuple(areas)] = counts / max(self.tally.n, 1)
        import pandas as pd

        named = pd.Index([*areas], name="area", dtype=object)
        return pd.DataFrame(self._recounted[tuple(areas)], index=named, columns=[*areas])

    @cached_property
    def _recounted(self) -> dict[tuple[str, ...], Floats]:
        """Shares of pairs that were counted when they were asked for."""
        return {}

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Every pair of areas, those nearest to even first.

        Returns
        -------
        DataFrame
            ``first`` (the higher in the index as defined) and ``second`` with their names; ``above``: share
            of the draws in which the first lies above; ``told_apart``: whether that share, or the opposite,
            is at least 0.95.
        """
        return self.told_apart(LEVEL)

    def told_apart(self, level: float) -> pd.DataFrame:
        """Every pair of areas, as :attr:`pairs`, told apart by a share of at least (1 + level) / 2."""
        self._check_level(level)
        return pair_table(self, level)

    @cached_property
    def distances(self) -> pd.DataFrame:
        """How far the draws' orders lie from the index as defined.

        Returns
        -------
        DataFrame
            Rows ``mean_rank_shift`` (places that an area moves, on average), ``kendall``, ``spearman``;
            columns ``mean``, ``p5``, ``median``, ``p95``. Equal scores count as the base's order.
        """
        import pandas as pd

        if self.tally.pairs is None:
            raise ComputeError(
                f"distances are not counted for {len(self.areas)} areas",
                where="robustness",
                expected=f"at most {PAIRWISE_MOST}",
            )
        found = distances(self.tally.pairs, len(self.areas))
        return pd.DataFrame.from_dict(found, orient="index", columns=["mean", "p5", "median", "p95"])

    # -- scores -------------------------------------------------------------------------------------------

    @property
    def n_scores(self) -> int:
        """How many draws are on the index's own scale; scores on another cannot be compared with them."""
        if self.problem.sizes[-1] == 1:
            return self.tally.n
        own = np.arange(self.problem.n_groups) % self.problem.sizes[-1] == 0
        return int(self.tally.group_n[own].sum())

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores with their ranges, over the draws that use the index's own normalisation.

        Returns
        -------
        DataFrame
            ``name``, ``base``, ``low``, ``median``, ``high``; to within a bin of the counting
            (``bins.edges()``).
        """
        return self.score_ranges(LEVEL)

    def score_ranges(self, level: float) -> pd.DataFrame:
        """Scores with their ranges, as :attr:`scores`, for another share of the draws."""
        self._check_level(level)
        shares = ((1 - level) / 2, 0.5, (1 + level) / 2)
        found = score_quantiles(self.tally.scores[self.rows], self.bins, shares)
        frame = self._frame(
            np.column_stack([self.problem.base_scores[self.rows], found]), ["base", "low", "median", "high"]
        )
        frame.insert(0, "name", [self.base.names[area] for area in self.areas])
        return frame

    def crossing(self, target: float) -> pd.Series[float]:
        """Share of the draws in which each area's score lies above a target, on the index's own scale."""
        edges = self.bins.edges()
        if not edges[0] < target < edges[-1]:
            raise MethodError(
                f"the target {target:g} lies far outside the scores",
                where="crossing",
                expected=f"between {edges[0]:.6g} and {edges[-1]:.6g}",
            )
        share = share_above(self.tally.scores[self.rows], self.bins, target)
        return self._frame(share, [f"above_{target:g}"]).iloc[:, 0]

    # -- what it hangs on ---------------------------------------------------------------------------------

    @cached_property
    def sensitivity(self) -> pd.DataFrame:
        """What the uncertainty is due to: shares of variance for each factor.

        Returns
        -------
        DataFrame
            One row for each output (``mean_rank_shift`` or an area's code) and factor: ``first`` (by itself)
            and ``total`` (with all that it interacts with), each with the ends of a 95 % bootstrap interval.
            NaN, with the ``reason``, where that cannot be said: ``still`` (the output never varies),
            ``hardly`` (it has its commonest value in 95 % of the runs or more) or ``few`` (it has another
            in fewer than fifty).

        Raises
        ------
        ComputeError
            Not asked for, or only one factor varied.
        """
        return sensitivity_table(self)

    @cached_property
    def by_level(self) -> pd.DataFrame:
        """Mean rank shift for each level of each choice, over all draws with that level."""
        return level_table(self)

    @cached_property
    def one_at_a_time(self) -> pd.DataFrame:
        """Each factor alone, the others as defined: mean rank shift, and each area's lowest and highest rank.

        Returns
        -------
        DataFrame
            A row for each factor and area: ``factor``, ``area``, ``mean_rank_shift`` (of the factor),
            ``best``, ``worst``.
        """
        return alone_table(self)

    @cached_property
    def leave_one_out(self) -> pd.DataFrame:
        """Ranks when each indicator is left out of the index as defined.

        Returns
        -------
        DataFrame
            Areas × (``base`` and the indicators): ranks. An indicator that is the only one of its dimension
            is not there.
        """
        return leave_one_out_table(self)

    # -- the draws themselves -----------------------------------------------------------------------------

    def design(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """What each draw was, made again from the seed.

        Draws of the same combination of choices stand side by side within a block: take all of them, or pick
        some at random; the first thousand are no sample.

        Parameters
        ----------
        start, stop : int
            Which draws; all if left out.

        Returns
        -------
        DataFrame
            A row for each draw: the level of each factor, and the weight of each part within its level.
        """
        stop = self._checked(start, stop)
        return design_frame(self.problem, self._drawn, start, stop)

    def outcomes(self, start: int = 0, stop: int | None = None) -> pd.DataFrame:
        """What each draw came to, made again from the seed.

        Returns
        -------
        DataFrame
            A row for each draw: ``mean_rank_shift``, ``kendall`` and ``spearman`` against the index as
            defined, and ``rank:<area>``.
        """
        stop = self._checked(start, stop)
        return outcome_frame(self.problem, self._drawn, start, stop)

    def evaluate(self, design: pd.DataFrame) -> pd.DataFrame:
        """Score a design of one's own, or one that was written out; runs × areas.

        See :func:`omradesindex.subjects.robustness.rerun.evaluate`.
        """
        import pandas as pd

        scores = evaluate(self.problem, design)[:, self.rows]
        return pd.DataFrame(scores, index=design.index, columns=list(self.areas))

    def scenario(self, draw: int) -> Index:
        """Return the index of one draw, to be computed, looked at and explained by itself.

        Errors of values are no part of an index: with ``data="sampling"`` its scores are those without them.
        Gaps are filled before indicators are left out, so that a filling that borrows from other indicators
        may differ where the index is without some of them. The weights that were drawn are the weights of
        this index, and so decide whether it has enough figures; in the study the definition's own do.
        """
        row = self.design(draw, draw + 1).iloc[0]
        return scenario(self.varied, self.problem, row, f"{self.base.index.id}-{draw}")

    # -- as one -------------------------------------------------------------------------------------------

    @cached_property
    def result(self) -> Result:
        """The index as defined, with the ranges of its ranks: its tables and charts then show them."""
        ranges = RankRanges(
            low=self.ranks["low"].to_numpy(dtype=float, na_value=np.nan),
            high=self.ranks["high"].to_numpy(dtype=float, na_value=np.nan),
            level=LEVEL,
            label=Text(self.kind("sv"), self.kind("en")),
            n=self.n,
        )
        return replace(self.base, rank_ranges=ranges)

    def to_frame(self) -> pd.DataFrame:
        """Return ranks, scores and ranges as one table, a row for each area."""
        return self.ranks.join(self.scores.drop(columns="name").add_prefix("score_")).assign(
            kind=self.kind("en"), n=self.n, seed=self.seed, index=self.base.index.id
        )

    def refuse_empty(self) -> None:
        """Refuse a study in which nothing was done: it was interrupted, or nothing in it changes a score."""
        if not self.tried:
            raise ComputeError(
                "nothing that was to vary changes any score, so there are no scenarios to show",
                where="robustness",
                expected="at least one set, method or weight that gives other scores on these figures",
                remedy="print the study, which says why; give more figures, or vary something else",
            )
        if not self.n:
            raise ComputeError(
                "the run was interrupted before any scenario was done",
                where="robustness",
                remedy="run it again, and let it go on for a while",
            )

    @property
    def _drawn(self) -> Drawn:
        return Drawn(self.asked, self.seed, self.distinct)

    def _checked(self, start: int, stop: int | None) -> int:
        end = self.n if stop is None else min(stop, self.n)
        if not 0 <= start < end:
            raise MethodError(
                f"there are no draws from {start} to {end}",
                where="robustness",
                expected=f"a part of 0 to {self.n}",
            )
        return end

    def _check_level(self, level: float) -> None:
        if not 0 < level < 1:
            raise MethodError(f"the level is {level}", expected="between 0 and 1, such as 0.9")
