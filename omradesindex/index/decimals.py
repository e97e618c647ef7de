"""How many decimals scores are shown with: as many as the length of a point calls for, and no more.

On the usual scale, where ten points are a standard deviation between areas, one decimal is a hundredth of it.
An index from 0 to 1 needs two, one in thousands none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.once import once
from omradesindex.show.decimals import decimals_for
from omradesindex.wording import rounded

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

# How many units a standard deviation is, whatever the figures at hand: years and groups are shown alike.
_UNITS = {
    **dict.fromkeys(("z_score", "robust_z", "normal_score"), 1.0),
    **dict.fromkeys(("min_max", "goalposts", "percentile_rank"), 0.3),
}
# Ways to bring parts together that keep the scale of the parts.
_KEEP_THE_SCALE = frozenset(
    {"arithmetic", "geometric", "harmonic", "power_mean", "minimum", "maximum", "mpi", "ampi"}
)


@once
def score_decimals(result: Scored, column: str = "index") -> int:
    """Decimals of a level's scores, and of parts, changes and gaps between them.

    Parameters
    ----------
    result : Scored
    column : str
        ``index`` or a dimension.
    """
    methods = result.index.methods
    if not all(methods.name_of("aggregate", level) in _KEEP_THE_SCALE for level in _below(result, column)):
        return decimals_for(_spread(result.level_scores[column]))
    unit = _UNITS.get(methods.name_of("normalise"))
    if unit is not None:
        return decimals_for(unit * methods.points)
    columns = methods.points * result.normalised[:-1].T
    spreads = [s for s in map(_spread, columns) if s > 0]
    return decimals_for(float(np.median(spreads)) if spreads else 0.0)


@once
def shown_alike(result: Scored, column: str = "index") -> bool:
    """Whether areas with different ranks have scores that are written alike."""
    scores = result.level_scores[column]
    ranks = result.level_ranks[column]
    ranked = ~np.isnan(ranks)
    decimals = score_decimals(result, column)
    written = {rounded(score, decimals) for score in scores[ranked].tolist()}
    return len(written) < len(np.unique(ranks[ranked]))


def _below(result: Scored, column: str) -> list[str]:
    """A level and the levels that it is made of."""
    if column == "index":
        return list(result.columns)
    return [d.id for d in next(d for d in result.index.walk() if d.id == column).walk()]


def _spread(values: NDArray[np.float64]) -> float:
    finite = values[np.isfinite(values)]
    return float(finite.std()) if finite.size else 0.0
