"""What is inside the areas: the spread between their sub-areas, and where the city's inequality lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.decimals import score_decimals
from omradesindex.index.explain import Explanation
from omradesindex.methods.quantiles import weighted_quantiles, weighted_spread
from omradesindex.statistics import Statistics
from omradesindex.subjects.spread import frames
from omradesindex.subjects.spread.words import explain_area
from omradesindex.wording import Language, Text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from omradesindex.geography import Division, Key
    from omradesindex.index.index import Index
    from omradesindex.index.result import Result
    from omradesindex.subjects.spread.charts import SpreadPlots

Floats = NDArray[np.float64]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Spread:
    """The spread between sub-areas, inside every area and over the whole city.

    A *measure* is an indicator (in its own unit) or, where an index was asked for, ``index`` or one of its
    dimensions (in points). Rows of areas end with the whole city. Tables are made when first asked for.

    Attributes
    ----------
    index : Index or None
    indicators : tuple of Indicator
    measures : tuple of str, length n_measures
    division : Division
    key : Key
    statistics : Statistics
        The sub-areas' figures.
    sub_areas : tuple of str, length n_sub_areas
    values, base : ndarray, shape (n_measures, n_sub_areas)
        Each sub-area's value, and what it weighs: the people (dwellings) that the value is counted on.
    quality : ndarray of int8, same shape
        Positions in the vocabulary.
    members : ndarray of bool, shape (n_areas + 1, n_sub_areas)
        Which sub-areas belong to which area; the last row, the whole city, has all.
    doubtful : ndarray of bool, shape (n_sub_areas,)
        Sub-areas whose membership is doubtful.
    area_values : ndarray, shape (n_measures, n_areas + 1)
        The areas' own values.
    periods, sources : tuple of str, length n_measures
    minimum_base : float
        Sub-areas with a smaller base are in no mark, and are not named.
    k : float
        Standard deviations beyond the city that stand out.
    area_result, sub_result : Result or None
        The index of the areas, and of the sub-areas with the areas' stick.
    """

    index: Index | None
    indicators: tuple[Indicator, ...]
    measures: tuple[str, ...]
    division: Division
    key: Key
    statistics: Statistics
    sub_areas: tuple[str, ...]
    values: Floats
    base: Floats
    quality: NDArray[np.int8]
    members: NDArray[np.bool_]
    doubtful: NDArray[np.bool_]
    area_values: Floats
    periods: tuple[str, ...]
    sources: tuple[str, ...]
    minimum_base: float
    k: float
    area_result: Result | None
    sub_result: Result | None

    # -- arrays -----------------------------------------------------------------------------------------

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas, followed by the whole city's."""
        return (*self.division.codes, self.division.whole.code)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Where a sub-area has a value and somebody to have it, (n_measures, n_sub_areas)."""
        return ~np.isnan(self.values) & (self.base > 0)

    @cached_property
    def named(self) -> NDArray[np.bool_]:
        """Where the base is also large enough for a sub-area to be named, (n_measures, n_sub_areas)."""
        return self.known & (self.base >= self.minimum_base)

    @cached_property
    def unnamed(self) -> NDArray[np.bool_]:
        """Where sub-areas have values, but all too small a base to be named, (n_measures, n_areas + 1)."""
        there, shown = ((mask[:, None, :] & self.members).any(axis=-1) for mask in (self.known, self.named))
        return np.asarray(there & ~shown)

    @cached_property
    def marks(self) -> Floats:
        """Lowest, 10th percentile, median, 90th, highest: shape (n_measures, n_areas + 1, 5)."""
        inside = self.named[:, None, :] & self.members
        y = np.where(inside, self.values[:, None, :], np.nan)
        between = weighted_quantiles(y, (0.1, 0.5, 0.9), np.broadcast_to(self.base[:, None, :], y.shape))
        low, high = np.fmin.reduce(y, axis=-1), np.fmax.reduce(y, axis=-1)
        return np.concatenate([low[..., None], between, high[..., None]], axis=-1)

    @cached_property
    def deviation(self) -> Floats:
        """Weighted standard deviation, shape (n_measures, n_areas + 1)."""
        inside = self.known[:, None, :] & self.members
        y = np.where(inside, self.values[:, None, :], np.nan)
        return weighted_spread(y, np.broadcast_to(self.base[:, None, :], y.shape))

    # -- tables -----------------------------------------------------------------------------------------

    @cached_property
    def table(self) -> pd.DataFrame:
        """The spread, one row for each measure and area (the whole city last).

        Returns
        -------
        DataFrame
            ``measure``, ``area``, ``name``, ``period``, ``unit``, ``value`` (the area's own), ``lowest``,
            ``p10``, ``median``, ``p90``, ``highest``, ``spread`` (weighted standard deviation), ``n``
            (sub-areas with a value), ``too_small`` (how many of these are below the minimum base),
            ``lowest_in``, ``highest_in`` (sub-areas, joined by "; " where several are equal), ``doubtful``
            (share of the base in sub-areas of doubtful membership), ``coverage`` (share of the base whose
            value is known), ``quality``, ``source``.
        """
        return frames.table(self)

    def at(self, mark: int) -> NDArray[np.bool_]:
        """Which sub-areas are at a mark, (n_measures, n_areas + 1, n_sub_areas)."""
        if not 0 <= mark < self.marks.shape[-1]:
            raise ComputeError(f"there is no mark {mark}", expected=f"0 to {self.marks.shape[-1] - 1}")
        inside = self.named[:, None, :] & self.members
        found: NDArray[np.bool_] = inside & (self.values[:, None, :] == self.marks[..., mark, None])
        return found

    @cached_property
    def extremes(self) -> pd.DataFrame:
        """The sub-areas that are lowest and highest, each in a row of its own.

        Returns
        -------
        DataFrame
            ``measure``, ``area``, ``end`` (``lowest`` or ``highest``), ``sub_area``, ``name``, ``value``,
            ``base``, ``doubtful`` (whether its membership is).
        """
        return frames.extremes(self)

    @cached_property
    def inequality(self) -> pd.DataFrame:
        """How much of the whole city's inequality lies between the areas, and how much within them.

        Returns
        -------
        DataFrame
            One row for each measure: ``variance``, ``variance_between``, ``variance_within`` (in the
            measure's unit squared; the two sum to the first), ``between_share`` (0–1), and the same for
            Theil's T (``theil`` …), which is not defined for points, nor where a value is negative.
        """
        return frames.inequality(self)

    @cached_property
    def standing_out(self) -> pd.DataFrame:
        """Sub-areas with a great challenge inside an area that has little of it.

        The area is good: no worse than the median of the areas, and no worse than the whole city. The
        sub-area lies at least ``k`` standard deviations (between the areas' values, each area counting
        once) beyond the whole city, towards greater challenge.

        Returns
        -------
        DataFrame
            ``measure``, ``area``, ``sub_area``, ``name``, ``value``, ``area_value``, ``city_value``,
            ``distance`` (beyond the city, in those standard deviations), ``base``, ``doubtful``; farthest
            first within each measure.
        """
        return frames.standing_out(self)

    @property
    def scores(self) -> pd.DataFrame:
        """The index and its dimensions for every sub-area, measured with the areas' stick.

        Raises
        ------
        ComputeError
            Where indicators, and no index, were asked for.
        """
        if self.sub_result is None:
            raise ComputeError(
                "there are no scores: single indicators were asked for",
                where=self.statistics.name,
                remedy="ask for an index: oi.spread(index, …)",
            )
        found = self.sub_result.scores.loc[list(self.sub_areas)]
        return found.rename_axis("sub_area")

    @property
    def missing(self) -> tuple[str, ...]:
        """Indicators that no sub-area has a value of; an index of sub-areas does without them."""
        there = self.known.sum(axis=1)
        return tuple(m for m, n in zip(self.measures, there, strict=True) if n == 0 and m not in self.levels)

    def to_frame(self) -> pd.DataFrame:
        """Return :attr:`table` with whose figures they are, for files."""
        return self.table.assign(statistics=self.statistics.name)

    # -- words ------------------------------------------------------------------------------------------

    @property
    def levels(self) -> tuple[str, ...]:
        """The measures in points: ``index`` and its dimensions; none where indicators were asked for."""
        return () if self.sub_result is None else self.sub_result.columns

    def indicator(self, measure: str) -> Indicator | None:
        """Return the indicator of a measure; None for the index and its dimensions.

        Raises
        ------
        ComputeError
            Unknown measure; the nearest is suggested.
        """
        if measure not in self.measures:
            raise ComputeError(
                f"'{measure}' is not among the measures{did_you_mean(measure, self.measures)}",
                expected=f"one of {listing(self.measures, 30)}",
            )
        if measure in self.levels:
            return None
        return next(i for i in self.indicators if i.id == measure)

    def label(self, measure: str, lang: Language = "sv") -> str:
        """Return what a measure is called."""
        indicator = self.indicator(measure)
        if indicator is not None:
            return indicator.label.in_(lang)
        assert self.sub_result is not None
        return self.sub_result.label(measure, lang)

    def unit(self, measure: str, lang: Language = "sv") -> str:
        """Return the unit of a measure."""
        indicator = self.indicator(measure)
        return Text("poäng", "points").in_(lang) if indicator is None else indicator.unit

    def decimals(self, measure: str) -> int:
        """Return the decimals that are worth showing."""
        indicator = self.indicator(measure)
        if indicator is not None:
            return indicator.decimals
        assert self.sub_result is not None
        return score_decimals(self.sub_result, measure)

    def sign(self, measure: str) -> int:
        """+1 where a higher value is a greater challenge, −1 where it is a smaller one."""
        indicator = self.indicator(measure)
        return 1 if indicator is None else indicator.direction.sign

    def sub_name(self, sub_area: str) -> str:
        """Return a sub-area's name, or its code where the key has none."""
        return self._names.get(sub_area) or sub_area

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(zip(self.key.sub_areas, self.key.names, strict=True))

    def explain(self, area: str, lang: Language = "sv") -> Explanation:
        """Say in words how far apart an area's sub-areas are.

        Parameters
        ----------
        area : str
            Code of an area, or of the whole city.
        lang : {"sv", "en"}

        Raises
        ------
        ComputeError
            Unknown area.
        """
        return explain_area(self, area, lang)

    # -- how it is shown --------------------------------------------------------------------------------

    @property
    def plot(self) -> SpreadPlots:
        """The chart: ``plot.ranges()``."""
        from omradesindex.subjects.spread.charts import SpreadPlots

        return SpreadPlots(self)

    def save(self, folder: str | Path, *, lang: Language = "sv") -> list[Path]:
        """Write tables (text, HTML, CSV, Parquet) and charts to a folder; return their paths."""
        from omradesindex.subjects.spread.files import save_spread

        return save_spread(self, folder, lang=lang)

    def __repr__(self) -> str:
        from omradesindex.subjects.spread.page import spread_text

        return spread_text(self)

    def _repr_html_(self) -> str:
        from omradesindex.subjects.spread.page import spread_html

        return spread_html(self)
