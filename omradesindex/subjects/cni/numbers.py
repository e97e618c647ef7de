"""The numbers of a Care Need Index: values, ranks and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import Indicator
from omradesindex.doors import methods_door
from omradesindex.methods import rank
from omradesindex.statistics import Statistics
from omradesindex.statistics.vocabulary import QUALITIES

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

#: Relative to the country, points per inhabitant, raw points.
Form = Literal["riket", "per_person", "raw"]


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class CniNumbers:
    """The numbers of :class:`~omradesindex.types.CniResult`; words, page and charts read these alone.

    Arrays hold the areas and, last, the whole city.

    Attributes
    ----------
    statistics : Statistics
    indicator : Indicator
        The catalogue's definition.
    weights : mapping of str to float
        The weights that were used, by variable; those of zero are left out.
    period : str
    group : tuple of str
        One category for each breakdown column.
    normalise : {"riket", "per_person", "raw"}
        The form that is ranked and shown first.
    reference : ndarray or None
        The country's points per inhabitant that each row was divided by.
    reference_name : str
    reference_from_counts : bool
        Whether the reference was made from the country's counts with the same weights (and, in a row that
        lacks variables, without the same variables).
    partial : bool
        Whether points were asked for although variables are missing.
    counts : ndarray, shape (n_areas + 1, n_variables)
    population, raw, per_person, relative : ndarray, shape (n_areas + 1,)
    status : ndarray of int8, shape (n_areas + 1, n_variables)
        Why a count is missing: positions in the vocabulary.
    quality : ndarray of int8, shape (n_areas + 1,)
        The least firm of the row's figures.
    doubtful : ndarray, shape (n_areas + 1,)
        Share of the population in sub-areas of doubtful membership.
    """

    statistics: Statistics
    indicator: Indicator
    weights: Mapping[str, float]
    period: str
    group: tuple[str, ...]
    normalise: Form
    reference: Floats | None
    reference_name: str
    reference_from_counts: bool
    partial: bool
    counts: Floats
    population: Floats
    raw: Floats
    per_person: Floats
    relative: Floats
    status: NDArray[np.int8]
    quality: NDArray[np.int8]
    doubtful: Floats

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.statistics.areas

    @property
    def everywhere(self) -> tuple[str, ...]:
        """Codes of the areas and, last, the whole city: the rows of the arrays."""
        return (*self.areas, self.statistics.city)

    @property
    def own_weights(self) -> bool:
        """Whether the weights differ from the catalogue's."""
        formula = self.indicator.formula
        return dict(self.weights) != dict(zip(formula.numerator, formula.weights, strict=True))

    @cached_property
    def chosen(self) -> Floats:
        """The form that was asked for, shape (n_areas + 1,)."""
        return {"riket": self.relative, "per_person": self.per_person, "raw": self.raw}[self.normalise]

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """Variables that no area has a figure for."""
        absent = np.isnan(self.counts[:-1])
        return tuple(name for j, name in enumerate(self.weights) if absent[:, j].all())

    @cached_property
    def missing(self) -> dict[str, tuple[str, ...]]:
        """Variables, and the population, that each row lacks; only rows that lack any, by code."""
        needed = () if self.normalise == "raw" else self.indicator.formula.denominator
        lacking = {}
        for code, row, people in zip(self.everywhere, self.counts, self.population, strict=True):
            names = [name for name, count in zip(self.weights, row, strict=True) if np.isnan(count)]
            if np.isnan(people):
                names += needed
            if names:
                lacking[code] = tuple(names)
        return lacking

    @cached_property
    def values(self) -> pd.Series:
        """The form that was asked for, by area; empty where variables are missing and not asked around."""
        import pandas as pd

        name = "cni" if self.normalise == "riket" else self.normalise
        return pd.Series(self.chosen[:-1], index=self._codes, name=name)

    @cached_property
    def ranks(self) -> pd.Series:
        """Rank of each area's value: 1 = greatest need; equal values share the smallest rank.

        An area that lacks a variable that others have gets none: its points cannot be held against theirs.
        """
        import pandas as pd

        less = np.isnan(self.counts[:-1]).sum(axis=1) > len(self.lacking)
        ranks = rank(np.where(less, np.nan, self.chosen[:-1]))
        return pd.Series(ranks, index=self._codes, name="rank").astype("Int64")

    @property
    def _codes(self) -> pd.Index:
        import pandas as pd

        return pd.Index(self.areas, name="area", dtype=object)

    def to_frame(self) -> pd.DataFrame:
        """Return everything as one table: one row for each area and, last, the whole city.

        Returns
        -------
        DataFrame
            ``area``, ``name``, ``period``; the counts by variable; ``population``; ``raw``, ``per_person``
            and ``cni`` (relative to the country, empty without a reference); ``rank``; ``missing`` (ids of
            the variables that the row lacks); ``quality``, ``doubtful``, ``source``; ``reference`` and
            ``reference_name``; ``partial``, ``statistics``.
        """
        import pandas as pd

        names = {code: self.statistics.name_of(code) for code in self.areas}
        city = self.everywhere[-1]
        has_name = self.statistics.whole is not None
        frame = pd.DataFrame({"area": self.everywhere})
        frame["name"] = [*names.values(), self.statistics.name_of(city) if has_name else self.statistics.name]
        frame["period"] = self.period
        for place, variable in enumerate(self.weights):
            frame[variable] = self.counts[:, place]
        frame["population"] = self.population
        frame["raw"], frame["per_person"], frame["cni"] = self.raw, self.per_person, self.relative
        frame["rank"] = pd.array([*self.ranks, pd.NA], dtype="Int64")
        frame["missing"] = [", ".join(self.missing.get(code, ())) for code in self.everywhere]
        known = ~np.isnan(self.counts).all(axis=1)
        frame["quality"] = np.where(known, np.array(QUALITIES, dtype=object)[self.quality], "")
        frame["doubtful"] = self.doubtful
        frame["source"] = " + ".join(self.sources)
        frame["reference"] = np.nan if self.reference is None else self.reference
        return frame.assign(
            reference_name=self.reference_name, partial=self.partial, statistics=self.statistics.name
        )

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources of the counts, each once."""
        sources: dict[str, None] = {}
        for name in (*self.weights, *self.indicator.formula.denominator):
            if self.statistics.has(name, self.period, self.group):
                sources |= dict.fromkeys(self.statistics.source_of(name, self.period, self.group))
        return tuple(sources)
