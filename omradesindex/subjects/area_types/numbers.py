"""The numbers of area types: each area's index and its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from omradesindex.doors import methods_door

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.result import Result


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class TypeNumbers:
    """Each area's index in per cent, and its type.

    Attributes
    ----------
    types : Series
        Whole numbers 1–5 by area, named ``area_type``; empty where the index is.
    scores : Series
        The index in per cent.
    mean, spread : float
        Of the country's RegSO.
    result : Result or None
        What the index is of; None where numbers alone were given.
    """

    types: pd.Series
    scores: pd.Series
    mean: float
    spread: float
    result: Result | None = None

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return tuple(map(str, self.types.index))

    @property
    def names(self) -> list[str]:
        """Names of the areas; their codes where nobody tells."""
        if self.result is None:
            return list(self.areas)
        return [self.result.statistics.name_of(code) for code in self.areas]

    @property
    def whose(self) -> str:
        """Whose figures these are, where somebody tells."""
        return "" if self.result is None else self.result.statistics.name

    @property
    def kinds(self) -> list[int]:
        """The types as numbers, 0 where there is none."""
        return [int(kind) for kind in self.types.fillna(0)]

    @property
    def order(self) -> list[int]:
        """The rows in order of challenge; last what has no index."""
        values = self.scores.to_numpy(dtype=float, na_value=np.nan)
        return [int(row) for row in np.argsort(np.where(np.isnan(values), np.inf, -values), kind="stable")]

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each area: ``area``, ``name``, ``index`` in per cent and ``area_type``."""
        import pandas as pd

        return pd.DataFrame(
            {
                "area": list(self.areas),
                "name": self.names,
                "index": self.scores.to_numpy(dtype=float, na_value=np.nan),
                "area_type": self.types.to_numpy(),
            }
        ).astype({"area_type": "Int64"})
