"""Which indicators tell the areas apart, and which do so no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.equal import settled
from omradesindex.methods.sums import total
from omradesindex.subjects.over_time.noise import Errors

if TYPE_CHECKING:
    from omradesindex.index.result import Result

Floats = NDArray[np.float64]

#: Above this probability of differences as large by chance alone, an indicator does not tell the areas apart.
CHANCE = 0.05

_FEWEST = 3


class Telling(NamedTuple):
    """Whether an indicator tells the areas apart.

    ``verdict``: ``tells``, ``does_not``, or ``untested`` where the figures' error is not known (or the areas
    are too few). ``real``: the share of the differences between areas that is not chance, 0–1; NaN where
    untested. ``n``: areas that the test rests on.
    """

    verdict: str
    real: float
    n: int


def telling(result: Result, errors: Errors) -> dict[str, Telling]:
    r"""Test each indicator that has figures.

    Notes
    -----
    Cochran's Q: the areas' squared distances from their mean, each in units of its own standard error, beside
    a chi-squared distribution with one degree of freedom less than there are areas. Where the values, as they
    are shown, are the same in all areas, nothing needs testing. The share that is not chance is
    :math:`1 - \bar{s^2} / v`, of the mean squared error and the variance between the areas.
    """
    return {
        indicator.id: _one(
            result.measured.values[:-1, j], errors.standard_error[:-1, j], decimals=indicator.decimals
        )
        for j, indicator in enumerate(result.index.indicators)
        if not np.isnan(result.measured.values[:-1, j]).all()
    }


def _one(values: Floats, error: Floats, *, decimals: int) -> Telling:
    from scipy.stats import chi2

    known = ~np.isnan(values)
    shown = np.round(values[known], decimals)
    if known.sum() >= _FEWEST and (shown == shown[0]).all():
        return Telling("does_not", 0.0, int(known.sum()))
    tested = known & ~np.isnan(error)
    n = int(tested.sum())
    if n < _FEWEST:
        return Telling("untested", float("nan"), n)
    values, error = values[tested], error[tested]
    if (error <= 0).any():  # exact figures, which differ as they are shown
        return Telling("tells", 1.0, n)
    weights = 1 / error**2
    mean = total(weights * values) / total(weights)
    q = float(total(weights * (values - mean) ** 2))
    variance = float(total((values - total(values) / n) ** 2) / (n - 1))
    real = max(0.0, 1 - float(total(error**2) / n) / variance) if variance > 0 else 0.0
    by_chance = float(settled(chi2.sf(q, n - 1)))
    return Telling("tells" if by_chance < CHANCE else "does_not", float(settled(real, 1.0)), n)
