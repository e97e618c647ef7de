"""How far an index agrees with measures from outside, and whether that has moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.correlation_change import CorrelationChange, correlation_change
from omradesindex.methods.multivariate import correlation, correlation_interval

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.result import Result

Floats = NDArray[np.float64]

#: What has become of an agreement: stronger, weaker, no change that can be told, nothing to compare with.
VERDICTS: tuple[str, ...] = ("closer", "further", "same", "untested")


class Agreement(NamedTuple):
    """The index's rank correlation with a measure from outside.

    ``correlation``, ``low``, ``high``, ``n``: now, with its approximate interval and over how many areas.
    ``change``: the correlation before and its difference, over the areas that have all; None where there is
    nothing to compare with.
    """

    measure: str
    correlation: float
    low: float
    high: float
    n: int
    change: CorrelationChange | None

    @property
    def verdict(self) -> str:
        """One of :data:`VERDICTS`."""
        change = self.change
        if change is None or np.isnan(change.low):
            return "untested"
        if change.low <= 0 <= change.high:
            return "same"
        return "closer" if abs(change.after) > abs(change.before) else "further"


def agreements(
    result: Result, links: pd.DataFrame, start: Result | None, links_before: pd.DataFrame | None
) -> tuple[Agreement, ...]:
    """Hold an index against measures from outside, now and with the earlier result.

    Parameters
    ----------
    result, start : Result
        The index now, and the earlier one that is comparable with it.
    links, links_before : DataFrame
        One row for each area of ``result``, one column for each measure.
    """
    now = result.level_scores["index"]
    was = np.full(len(now), np.nan) if start is None else _laid_out(start, result.areas)
    answers = []
    for name in links.columns:
        other = links[name].to_numpy(dtype=float)
        r, n = (row[0, 0] for row in correlation(now[:, None], other[:, None], method="spearman"))
        low, high = correlation_interval(r, n, method="spearman")
        change = None
        if links_before is not None and name in links_before.columns and not np.isnan(was).all():
            change = correlation_change((was, links_before[name].to_numpy(dtype=float)), (now, other))
        answers.append(Agreement(str(name), float(r), float(low), float(high), int(n), change))
    return tuple(answers)


def _laid_out(start: Result, areas: Sequence[str]) -> Floats:
    place = {code: i for i, code in enumerate(start.areas)}
    scores = start.level_scores["index"]
    return np.array([scores[place[code]] if code in place else np.nan for code in areas])
