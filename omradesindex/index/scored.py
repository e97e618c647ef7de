"""What a computation gives, in numbers: scores, ranks and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean
from omradesindex.frozen import Frozen
from omradesindex.index.compute import LaidOut, Reference, effective_weights, scales_of
from omradesindex.index.learnt import Learnt
from omradesindex.index.measure import Measured
from omradesindex.methods import rank
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.rank_ranges import RankRanges

Floats = NDArray[np.float64]


class Made(NamedTuple):
    """What an indicator is made of; :attr:`Scored.quality` says what each word means."""

    indicator: str
    dimension: str
    basis: str
    asked_for: str
    definition_source: str
    quality: str
    status: str
    areas: int
    imputed: int
    period: str
    doubtful: float
    coverage: float
    reliability: float
    source: str
    reason: str


@door
@dataclass(frozen=True, eq=False, repr=False)
class Scored:
    """The numbers of an index computed for every area, with everything they rest on.

    What takes these instead of a :class:`~omradesindex.index.result.Result` only reads them, and knows
    neither how they are shown nor how they came about. Scores, ranks and the like are data frames with one
    row for each area (its code as the row's name, in the division's order) and are made when first asked
    for.

    Attributes
    ----------
    index : LaidOut
        What was computed.
    statistics : Statistics
        The figures it was computed from.
    measured : Measured
        The indicators' values with quality, status and period.
    reference : Reference
        The stick it was measured with; give it to a later computation to stay comparable.
    normalised : ndarray, shape (n_areas + 1, n_indicators)
        On the common scale, turned so that higher is greater challenge; the whole city last.
    level_scores, level_coverage : mapping of level to ndarray, shape (n_areas,)
        Scores of dimensions and ``index`` on the shown scale; share of the stated weight whose
        members have a value.
    partial : bool
        Whether scores were asked for although too few indicators have values.
    rank_ranges : RankRanges or None
        Where a study of robustness has found them, the range of each area's rank in the index; tables and
        the ranking then show it.
    counted : ndarray of bool, shape (n_indicators,), or None
        Of a group, the indicators whose absence is felt: what has no meaning for it, or cannot be broken
        down, is not lacking. None where all are.
    group : Text or None
        Whose scores these are, where they are a group's: ``kvinnor``.
    level_filled : mapping of level to ndarray of bool, shape (n_areas, n_parts)
        Where a missing part of a level was filled from other areas, of the levels that ask for it.
    """

    index: LaidOut
    statistics: Statistics
    measured: Measured
    reference: Reference
    normalised: Floats
    level_scores: Mapping[str, Floats]
    level_coverage: Mapping[str, Floats]
    partial: bool
    rank_ranges: RankRanges | None = None
    counted: NDArray[np.bool_] | None = None
    group: Text | None = None
    level_filled: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)

    @cached_property
    def weights(self) -> Floats:
        """Weight of each indicator in each area's index, shape (n_areas, n_indicators).

        Where values are missing, their weight has gone to the others of their dimension.
        """
        return effective_weights(
            self.index.levels, self.normalised[:-1], self.level_scores, self.reference.weights
        )

    @cached_property
    def scales(self) -> Mapping[str, float]:
        """What the scores of each level are equal on."""
        methods = self.index.methods
        shown = methods.zero + methods.points * self.normalised[:-1]
        return scales_of(self.index.levels, shown, self.level_scores)

    @property
    def scale(self) -> float:
        """What the scores of the index are equal on."""
        return self.scales["index"]

    @cached_property
    def level_ranks(self) -> Mapping[str, Floats]:
        """Ranks of the scores of every level, shape (n_areas,); NaN where the score is missing."""
        return {name: rank(scores, scale=self.scales[name]) for name, scores in self.level_scores.items()}

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources of each indicator, joined."""
        sources = []
        for blocks in self.measured.used:
            texts = dict.fromkeys(text for block in blocks for text in self.statistics.source_of(*block))
            sources.append(" + ".join(texts))
        return tuple(sources)

    @cached_property
    def learnt(self) -> Learnt:
        """The figures with their errors by chance; the stick's own where it was learnt from these."""
        own = self.reference.learnt
        if own is not None and own.measured is self.measured:
            return own
        return Learnt(tuple(self.index.indicators), self.statistics, self.measured)

    # -- tables -----------------------------------------------------------------------------------------

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.statistics.areas

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name of each area by its code."""
        return Frozen({code: self.statistics.name_of(code) for code in self.areas})

    @property
    def columns(self) -> tuple[str, ...]:
        """``index``, then the dimensions in order: the columns of scores and ranks."""
        return ("index", *(dimension.id for dimension in self.index.walk()))

    @cached_property
    def _scores(self) -> Floats:
        return np.stack([self.level_scores[c] for c in self.columns], axis=-1)

    @cached_property
    def _ranks(self) -> Floats:
        return np.stack([self.level_ranks[c] for c in self.columns], axis=-1)

    def _frame(self, values: Any, columns: Any, *, city: bool = False) -> pd.DataFrame:
        import pandas as pd

        rows = (*self.areas, self.whole) if city else self.areas
        return pd.DataFrame(values, index=pd.Index(rows, name="area", dtype=object), columns=list(columns))

    @property
    def whole(self) -> str:
        """Code of the whole city: its own rows', or else the division's, or else a word."""
        return self.statistics.city

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores, areas × (index and dimensions): 100 = the whole city, higher = greater challenge."""
        return self._frame(self._scores, self.columns)

    @cached_property
    def ranks(self) -> pd.DataFrame:
        """Ranks of the scores: 1 = greatest challenge; equal scores share the smallest rank."""
        return self._frame(self._ranks, self.columns).astype("Int64")

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """The indicators in their own units, areas × indicators; the last row is the whole city."""
        ids = [indicator.id for indicator in self.index.indicators]
        return self._frame(self.measured.values.copy(), ids, city=True)

    @cached_property
    def contributions(self) -> pd.DataFrame:
        """Each indicator's part of an area's distance from 100, in points.

        A row's parts sum to that distance. An indicator without a value contributes nothing: its weight has
        gone to the others of its dimension. The row of an area without an index is empty.
        """
        if not self.index.additive:
            raise ComputeError(
                "the parts of a score are not defined where a level is no arithmetic mean",
                where=f"index '{self.index.id}'",
                remedy='use aggregate = "arithmetic", or look at the indicators and dimensions themselves',
            )
        parts = self.index.methods.points * self.weights * np.nan_to_num(self.normalised[:-1])
        parts[np.isnan(self.level_scores["index"])] = np.nan
        return self._frame(parts, [indicator.id for indicator in self.index.indicators])

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """Share of a dimension's weight whose parts have a value; ``index``: whose dimensions have a score.

        Equal weights: the share of the indicators. The weights are those that the definition states.
        """
        return self._frame(np.stack([self.level_coverage[c] for c in self.columns], axis=-1), self.columns)

    @cached_property
    def quality(self) -> pd.DataFrame:
        """What each indicator is made of: one row for each.

        Returns
        -------
        DataFrame
            ``dimension``, ``basis`` (proposal, asked or assumed), ``asked_for`` (theme or measure),
            ``definition_source`` (whose definition it is), ``quality`` (the least firm of its values),
            ``status`` (why values are missing; ``observed`` where none is), ``areas`` (how many have a
            value), ``imputed`` (how many of these were filled in), ``period``, ``doubtful`` (largest share,
            in an area, that sits in sub-areas of doubtful membership), ``coverage`` (smallest share of an
            area's base that is known), ``reliability`` (share 0–1 of the variance between areas that is not
            chance, :func:`omradesindex.methods.reliability.reliability`; NaN where errors are not known),
            ``source``, ``reason`` (why there are no figures at all).
        """
        import pandas as pd

        return pd.DataFrame(self.made_of).set_index("indicator")

    @cached_property
    def made_of(self) -> tuple[Made, ...]:
        """The rows of :attr:`quality`, for what only reads them."""
        m = self.measured
        ids = {member.id for member in self.index.members}
        dimension_of = {
            leaf.id: dimension.id
            for dimension in self.index.walk()
            for leaf in dimension.members
            if leaf.id in ids
        }
        has_value = ~np.isnan(m.values[:-1])
        reliability = self.learnt.reliability.reliability
        rows = []
        for j, member in enumerate(self.index.members):
            has = has_value[:, j]
            rows.append(
                Made(
                    indicator=member.id,
                    dimension=dimension_of[member.id],
                    basis=member.basis,
                    asked_for=member.asked_for,
                    definition_source=member.indicator.definition_source,
                    quality=QUALITIES[int(m.quality[:-1, j][has].max())] if has.any() else "",
                    status=STATUSES[int(m.status[:-1, j].max(initial=0))],
                    areas=int(has.sum()),
                    imputed=int(m.imputed[:, j].sum()),
                    period=m.periods[j],
                    doubtful=float(m.doubtful[:-1, j][has].max(initial=0.0)),
                    coverage=float(m.coverage[:-1, j][has].min(initial=1.0)) if has.any() else 0.0,
                    reliability=float(reliability[j]),
                    source=self.sources[j],
                    reason=m.reasons[j],
                )
            )
        return tuple(rows)

    @cached_property
    def treated(self) -> pd.DataFrame:
        """What the treatment changed in the reference: a row for each value, in the indicator's own unit.

        Returns
        -------
        DataFrame
            ``indicator``, ``action``, ``area``, ``before``, ``after``; no rows where nothing was treated.
        """
        import pandas as pd

        ids = [indicator.id for indicator in self.index.indicators]
        treatment = self.reference.treatment
        rows = [
            (ids[change.column], change.action, self.areas[row], before, after)
            for change in (() if treatment is None else treatment.changes)
            for row, before, after in zip(change.rows, change.before, change.after, strict=True)
        ]
        return pd.DataFrame(rows, columns=["indicator", "action", "area", "before", "after"])

    def to_frame(self) -> pd.DataFrame:
        """Return everything as one tidy table.

        Returns
        -------
        DataFrame
            One row for each area and measure. ``measure`` is an indicator's, a dimension's id or ``index``;
            ``level`` says which. ``value`` is in the indicator's own unit (empty for scores), ``score`` on
            the shown scale, ``rank`` for dimensions and index, ``contribution`` for indicators (points of
            the index). The whole city's rows carry its own code.
        """
        import pandas as pd

        m, members, columns = self.measured, self.index.members, self.columns
        everywhere = (*self.areas, self.whole)
        names = [self.statistics.name_of(code) for code in everywhere]
        n, n_members, n_columns = len(everywhere), len(members), len(columns)
        qualities = np.where(np.isnan(m.values), "", np.array(QUALITIES, dtype=object)[m.quality])
        contributions = np.full((n, n_members), np.nan)
        if self.index.additive:
            contributions[:-1] = self.contributions.to_numpy()
        measures = pd.DataFrame(
            {
                "area": np.repeat(everywhere, n_members),
                "name": np.repeat(names, n_members),
                "level": "indicator",
                "measure": np.tile([member.id for member in members], n),
                "period": np.tile(m.periods, n),
                "value": m.values.ravel(),
                "unit": np.tile([member.indicator.unit for member in members], n),
                "score": (self.index.methods.zero + self.index.methods.points * self.normalised).ravel(),
                "contribution": contributions.ravel(),
                "basis": np.tile([member.basis for member in members], n),
                "asked_for": np.tile([member.asked_for for member in members], n),
                "definition_source": np.tile([i.definition_source for i in self.index.indicators], n),
                "quality": qualities.ravel(),
                "status": np.array(STATUSES, dtype=object)[m.status].ravel(),
                "doubtful": m.doubtful.ravel(),
                "coverage": m.coverage.ravel(),
                "source": np.tile(np.array(self.sources, dtype=object), n),
            }
        )
        scores = pd.DataFrame(
            {
                "area": np.repeat(self.areas, n_columns),
                "name": np.repeat(names[:-1], n_columns),
                "level": np.tile(["index", *["dimension"] * (n_columns - 1)], n - 1),
                "measure": np.tile(columns, n - 1),
                "score": self._scores.ravel(),
                "rank": self._ranks.ravel(),
                "status": np.where(np.isnan(self._scores), "missing", "observed").ravel(),
                "coverage": self.coverage.to_numpy().ravel(),
            }
        )
        text = ["period", "unit", "basis", "asked_for", "definition_source", "quality", "source"]
        frame = pd.concat([scores, measures], ignore_index=True)
        frame[text] = frame[text].fillna("")
        frame = frame.astype({"rank": "Int64"})[
            [*measures.columns[:7], "score", "rank", *measures.columns[8:]]
        ]
        return frame.assign(statistics=self.statistics.name, index=self.index.id, partial=self.partial)

    # -- words ------------------------------------------------------------------------------------------

    def label(self, column: str, lang: Language = "sv") -> str:
        """Return the label of an indicator, a dimension or the index."""
        if column == "index":
            return Text("Index", "Index").in_(lang)
        for dimension in self.index.walk():
            if dimension.id == column:
                return dimension.label.in_(lang)
        for indicator in self.index.indicators:
            if indicator.id == column:
                return indicator.label.in_(lang)
        known = [*self.columns, *(i.id for i in self.index.indicators)]
        raise ComputeError(f"'{column}' is no part of the index{did_you_mean(column, known)}")

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the inputs' figures; equal fingerprints mean equal inputs."""
        return self.statistics.fingerprint
