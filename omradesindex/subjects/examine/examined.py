"""What is examined of an index, in numbers: its parts, and how they vary together over the areas."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import door
from omradesindex.errors import ComputeError, did_you_mean
from omradesindex.index.result import Result
from omradesindex.methods.multivariate import correlation, correlation_interval

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]


class Whole(NamedTuple):
    """A dimension or the index, with what stands directly under it and the indicators at the bottom."""

    id: str
    members: tuple[str, ...]
    indicators: tuple[str, ...]


@door
@dataclass(frozen=True, eq=False, repr=False)
class Examined:
    """What is examined, and how its indicators, dimensions and index are correlated.

    Attributes
    ----------
    result : Result
        What is examined.
    outside : DataFrame or None
        The outside measures, one row for each area.
    strong, weak : float
        The thresholds of the flags.
    """

    result: Result
    outside: pd.DataFrame | None
    strong: float
    weak: float

    # -- correlations -----------------------------------------------------------------------------------

    @cached_property
    def wholes(self) -> tuple[Whole, ...]:
        """The dimensions, parts before their whole, and last the index."""
        index = self.result.index
        dimensions = [
            Whole(d.id, tuple(m.id for m in d.members), tuple(m.id for m in d.leaves())) for d in index.walk()
        ]
        every = tuple(member.id for member in index.members)
        return (*dimensions, Whole("index", tuple(d.id for d in index.dimensions), every))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The indicators, then ``index`` and the dimensions."""
        return (*(member.id for member in self.result.index.members), *self.result.columns)

    @cached_property
    def values(self) -> Floats:
        """All measures on the common scale, turned: areas × measures."""
        scores = np.stack([self.result.level_scores[c] for c in self.result.columns], axis=-1)
        return np.concatenate([self.result.normalised[:-1], scores], axis=-1)

    @cached_property
    def pairwise(self) -> tuple[Floats, NDArray[np.int64]]:
        """Correlations of all measures with each other, and how many areas each rests on."""
        return correlation(self.values)

    def at(self, names: tuple[str, ...]) -> list[int]:
        """Places of measures among all of them."""
        for name in names:
            if name not in self.measures:
                raise ComputeError(
                    f"'{name}' is no part of the index{did_you_mean(str(name), self.measures)}",
                    where=f"index '{self.result.index.id}'",
                )
        return [self.measures.index(name) for name in names]

    def _matrix(self, values: NDArray[Any], rows: tuple[str, ...], columns: tuple[str, ...]) -> pd.DataFrame:
        import pandas as pd

        picked = values[np.ix_(self.at(rows), self.at(columns))]
        return pd.DataFrame(picked, index=pd.Index(rows, name="measure"), columns=list(columns))

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Pearson's correlations, indicators × indicators; plus means: greater challenge in the same areas.

        Each pair over the areas where both have a value (:attr:`counts`). Empty where an indicator has no
        figures, or the same value everywhere.
        """
        every = self.wholes[-1].indicators
        return self._matrix(self.pairwise[0], every, every)

    @cached_property
    def counts(self) -> pd.DataFrame:
        """How many areas each correlation rests on, indicators × indicators."""
        every = self.wholes[-1].indicators
        return self._matrix(self.pairwise[1], every, every)

    @cached_property
    def with_scores(self) -> pd.DataFrame:
        """Correlations of the indicators with index and dimensions.

        An indicator is part of its own dimension and of the index, which lifts these by itself.
        """
        return self._matrix(self.pairwise[0], self.wholes[-1].indicators, self.result.columns)

    def pair(self, a: str, b: str) -> tuple[float, float, float, int]:
        """Correlation of two measures, its approximate 95 % interval, and how many areas it rests on.

        Examples
        --------
        >>> import omradesindex as oi
        >>> result = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())
        >>> oi.examine(result).pair("index", "ekonomi")[-1]
        14
        """
        i, j = self.at((a, b))
        r, n = float(self.pairwise[0][i, j]), int(self.pairwise[1][i, j])
        low, high = correlation_interval(r, n)
        return r, float(low), float(high), n

    def usable(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Leave out what has no values or does not vary: it has no correlation even with itself."""
        own = np.diagonal(self.pairwise[0])
        return tuple(name for name, k in zip(names, self.at(names), strict=True) if not np.isnan(own[k]))
