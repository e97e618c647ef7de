"""What is inside the areas, in numbers: how far apart their sub-areas are, and where inequality lies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean, listing
from omradesindex.index.decimals import score_decimals
from omradesindex.methods.batches import batches
from omradesindex.methods.inequality import theil_decomposition, variance_decomposition
from omradesindex.methods.quantiles import weighted_quantiles, weighted_spread
from omradesindex.methods.sums import belonging, gathered
from omradesindex.statistics import Statistics
from omradesindex.statistics.city import speech_about
from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.units import Speech
from omradesindex.wording import Language, Text, unit_said

if TYPE_CHECKING:
    import pandas as pd
    from scipy import sparse

    from omradesindex.geography import Division, Key
    from omradesindex.index.index import Index
    from omradesindex.index.result import Result

Floats = NDArray[np.float64]

#: The five marks of a measure in an area, by the columns they stand in.
MARKS = ("lowest", "p10", "median", "p90", "highest")


@door
@dataclass(frozen=True, eq=False, repr=False)
class Inside:
    """The numbers of a spread: sub-areas' values, inside every area and over the whole city.

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
    places : ndarray of int, shape (n_sub_areas,)
        The area of each sub-area, as its place among the areas.
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
    places: NDArray[np.intp]
    doubtful: NDArray[np.bool_]
    area_values: Floats
    periods: tuple[str, ...]
    sources: tuple[str, ...]
    minimum_base: float
    k: float
    area_result: Result | None
    sub_result: Result | None

    @cached_property
    def speech(self) -> Speech:
        """How texts are said of the areas, and not of the sub-areas that the figures are of."""
        return speech_about(self.division.codes, self.division).keeping(
            (self.statistics.name, *self.statistics.notes, *self.statistics.sources)
        )

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

    def inside(self, row: int) -> NDArray[np.bool_]:
        """Which sub-areas belong to an area, by its place; all of them belong to the whole city, the last."""
        return self.places == row if row < len(self.division.codes) else np.ones_like(self.doubtful)

    def _summed(self, amounts: NDArray[Any]) -> Floats:
        """Sums over the sub-areas of every area and of the whole city, (n_measures, n_areas + 1)."""
        return gathered(amounts, self._belonging)

    @cached_property
    def _belonging(self) -> sparse.csc_array[Any]:
        return belonging(self.places, len(self.division.codes), all_in_last=True)

    def _by_area(
        self, among: NDArray[np.bool_], asked: Callable[[Floats, Floats], Floats], width: int = 1
    ) -> Floats:
        """Ask something of the values and weights in every area and, last, in the whole city.

        Parameters
        ----------
        among : ndarray of bool, shape (n_measures, n_sub_areas)
            Which sub-areas count.
        asked : callable
            Takes values and weights of shape (..., n_units), gives arrays of shape (..., width).

        Returns
        -------
        ndarray, shape (n_measures, n_areas + 1, width)
        """
        values = np.where(among, self.values, np.nan)
        told = np.full((len(values), len(self.areas), width), np.nan)
        for rows, units in batches(self.places, len(self.division.codes)):
            y = np.where(units >= 0, values[:, units], np.nan)
            told[:, rows] = asked(y, self.base[:, units])
        told[:, -1] = asked(values, self.base)
        return told

    @cached_property
    def unnamed(self) -> NDArray[np.bool_]:
        """Where sub-areas have values, but all too small a base to be named, (n_measures, n_areas + 1)."""
        return np.asarray((self._summed(self.known) > 0) & (self._summed(self.named) == 0))

    @cached_property
    def marks(self) -> Floats:
        """Lowest, 10th percentile, median, 90th, highest: shape (n_measures, n_areas + 1, 5)."""

        def five(y: Floats, weights: Floats) -> Floats:
            between = weighted_quantiles(y, (0.1, 0.5, 0.9), weights)
            low, high = (end.reduce(y, axis=-1)[..., None] for end in (np.fmin, np.fmax))
            return np.concatenate([low, between, high], axis=-1)

        return self._by_area(self.named, five, 5)

    @cached_property
    def deviation(self) -> Floats:
        """Weighted standard deviation, shape (n_measures, n_areas + 1)."""
        return self._by_area(self.known, lambda y, w: weighted_spread(y, w)[..., None])[..., 0]

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
        import pandas as pd

        n_measures, n_areas = self.area_values.shape
        inside, small = (self._summed(mask).astype(int) for mask in (self.known, self.known & ~self.named))
        worst = np.full((n_measures, n_areas), -1)
        quality = np.where(self.known, self.quality, -1)
        for row, codes in zip(worst, quality, strict=True):
            np.maximum.at(row, self.places, codes)
        worst[:, -1] = quality.max(axis=-1, initial=-1)
        base = np.where(np.isnan(self.base), 0.0, self.base)
        known = base * self.known
        with np.errstate(invalid="ignore", divide="ignore"):
            coverage = self._summed(known) / self._summed(base)
            doubtful = self._summed(known * self.doubtful) / self._summed(known)
        # A base that nobody knows can be of any size.
        coverage[self._summed(np.isnan(self.base)) > 0] = np.nan
        words = np.array([*QUALITIES, ""], dtype=object)[worst]
        words[[m in self.levels for m in self.measures]] = ""
        columns: dict[str, Any] = {
            "measure": np.repeat(np.array(self.measures, dtype=object), n_areas),
            "area": np.tile(np.array(self.areas, dtype=object), n_measures),
            "name": [self.division.name_of(a) for a in self.areas] * n_measures,
            "period": np.repeat(np.array(self.periods, dtype=object), n_areas),
            "unit": np.repeat(np.array([self._code(m) for m in self.measures], dtype=object), n_areas),
            "value": self.area_values.ravel(),
            **{name: self.marks[..., place].ravel() for place, name in enumerate(MARKS)},
            "spread": self.deviation.ravel(),
            "n": inside.ravel(),
            "too_small": small.ravel(),
            "lowest_in": self._joined(0),
            "highest_in": self._joined(4),
            "doubtful": doubtful.ravel(),
            "coverage": coverage.ravel(),
            "quality": words.ravel(),
            "source": np.repeat(np.array(self.sources, dtype=object), n_areas),
        }
        return pd.DataFrame(columns)

    def _joined(self, mark: int) -> list[str]:
        measure, area, sub = self.at(mark)
        cells: list[list[str]] = [[] for _ in range(self.area_values.size)]
        for cell, s in zip((measure * len(self.areas) + area).tolist(), sub.tolist(), strict=True):
            cells[cell].append(self.sub_areas[s])
        return ["; ".join(codes) for codes in cells]

    def at(self, mark: int) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Which sub-areas are at a mark: the places of measure, area and sub-area, sorted in this order."""
        if not 0 <= mark < self.marks.shape[-1]:
            raise ComputeError(f"there is no mark {mark}", expected=f"0 to {self.marks.shape[-1] - 1}")
        marks = self.marks[..., mark]
        of_areas = np.nonzero(self.named & (self.values == marks[:, self.places]))
        of_whole = np.nonzero(self.named & (self.values == marks[:, -1:]))
        area = np.concatenate([self.places[of_areas[1]], np.full(len(of_whole[1]), len(self.areas) - 1)])
        measure, sub = (np.concatenate(both) for both in zip(of_areas, of_whole, strict=True))
        order = np.lexsort((sub, area, measure))
        return measure[order], area[order], sub[order]

    @cached_property
    def extremes(self) -> pd.DataFrame:
        """The sub-areas that are lowest and highest, each in a row of its own.

        Returns
        -------
        DataFrame
            ``measure``, ``area``, ``end`` (``lowest`` or ``highest``), ``sub_area``, ``name``, ``value``,
            ``base``, ``doubtful`` (whether its membership is).
        """
        import pandas as pd

        lowest, highest = self.at(0), self.at(4)
        end = np.repeat([0, 1], [len(lowest[0]), len(highest[0])])
        measure, area, sub = (np.concatenate(both) for both in zip(lowest, highest, strict=True))
        order = np.lexsort((sub, end, area, measure))
        measure, area, end, sub = measure[order], area[order], end[order], sub[order]
        return pd.DataFrame(
            {
                "measure": np.array(self.measures, dtype=object)[measure],
                "area": np.array(self.areas, dtype=object)[area],
                "end": np.array(["lowest", "highest"], dtype=object)[end],
                "sub_area": np.array(self.sub_areas, dtype=object)[sub],
                "name": [self.sub_name(self.sub_areas[s]) for s in sub],
                "value": self.values[measure, sub],
                "base": self.base[measure, sub],
                "doubtful": self.doubtful[sub],
            }
        )

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
        import pandas as pd

        groups = np.array(self.division.codes, dtype=object)[self.places].tolist()
        variance = variance_decomposition(self.values, groups, self.base)
        rows = np.array([m not in self.levels for m in self.measures])
        rows &= ~(np.where(self.known, self.values, 0.0) < 0).any(axis=1)
        fits = np.where(self.known & rows[:, None], self.values, np.nan)
        theil = theil_decomposition(fits, groups, self.base)
        return pd.DataFrame(
            {
                "variance": variance.total,
                "variance_between": variance.between,
                "variance_within": variance.within,
                "between_share": variance.between_share,
                "theil": theil.total,
                "theil_between": theil.between,
                "theil_within": theil.within,
                "theil_between_share": theil.between_share,
                "n": self.known.sum(axis=1),
            },
            index=pd.Index(self.measures, name="measure", dtype=object),
        )

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
        import pandas as pd

        turn = np.array([self.sign(m) for m in self.measures])[:, None]
        own, city = self.area_values[:, :-1] * turn, self.area_values[:, -1:] * turn
        measured = ~np.isnan(own)
        middle = weighted_quantiles(own, (0.5,))
        sd = weighted_spread(own)[:, None]
        area = self.places
        with np.errstate(invalid="ignore", divide="ignore"):
            distance = np.where(sd > 0, (self.values * turn - city) / sd, np.nan)
        good = (measured & (own <= middle) & (own <= city))[:, area]
        measure, sub = np.nonzero(self.named & good & (distance >= self.k))
        order = np.lexsort((-distance[measure, sub], measure))
        measure, sub = measure[order], sub[order]
        return pd.DataFrame(
            {
                "measure": np.array(self.measures, dtype=object)[measure],
                "area": np.array(self.areas, dtype=object)[area[sub]],
                "sub_area": np.array(self.sub_areas, dtype=object)[sub],
                "name": [self.sub_name(self.sub_areas[s]) for s in sub],
                "value": self.values[measure, sub],
                "area_value": self.area_values[measure, area[sub]],
                "city_value": self.area_values[measure, -1],
                "distance": distance[measure, sub],
                "base": self.base[measure, sub],
                "doubtful": self.doubtful[sub],
            }
        )

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
        return self.sub_result.scores.loc[list(self.sub_areas)].rename_axis("sub_area")

    @property
    def missing(self) -> tuple[str, ...]:
        """Indicators that no sub-area has a value of; an index of sub-areas does without them."""
        counts = self.known.sum(axis=1)
        return tuple(m for m, n in zip(self.measures, counts, strict=True) if n == 0 and m not in self.levels)

    def sub_areas_at(self, measure: str, area: str, end: Literal["lowest", "highest"]) -> list[str]:
        """The sub-areas of an area that are ``lowest`` or ``highest``; none where nothing can be shown."""
        return self._ends.get((measure, area, end), [])

    @cached_property
    def _ends(self) -> dict[tuple[str, str, str], list[str]]:
        frame = self.extremes
        ends: dict[tuple[str, str, str], list[str]] = {}
        keys = zip(frame["measure"], frame["area"], frame["end"], strict=True)
        for key, sub_area in zip(keys, frame["sub_area"], strict=True):
            ends.setdefault(key, []).append(sub_area)
        return ends

    # -- what the measures are ----------------------------------------------------------------------------

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

    def _code(self, measure: str) -> str:
        """The unit as tables of data write it: the catalogue's own, in any language."""
        indicator = self.indicator(measure)
        return "poäng" if indicator is None else indicator.unit

    def unit(self, measure: str, lang: Language = "sv") -> str:
        """Return the unit of a measure."""
        indicator = self.indicator(measure)
        return Text("poäng", "points").in_(lang) if indicator is None else unit_said(indicator.unit, lang)

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
