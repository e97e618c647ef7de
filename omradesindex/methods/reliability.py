"""How much of the spread between areas is noise, and how much is not: reliability, by moments."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import ends
from omradesindex.methods.guard import Floats, numbers

__all__ = ["LEAST_KNOWN", "LEAST_RELIABILITY", "LEAST_SIGNAL", "Reliability", "reliability"]

#: Below this, differences between areas are too much noise to be read one by one (Adams 2009, who takes .7 as
#: enough to compare groups and .9 to judge one alone).
LEAST_RELIABILITY = 0.7

#: Below this the differences that are left without the noise hang on chance themselves (our choice): of
#: fourteen areas' variance between them the estimate is then smaller than its own error.
LEAST_SIGNAL = 0.2

#: Share of the areas with a value whose error must be known for the noise to be.
LEAST_KNOWN = 0.5


class Reliability(NamedTuple):
    """How far differences between areas are more than noise, each of shape (..., n_indicators).

    Attributes
    ----------
    reliability : ndarray
        The share 0–1 of the variance between areas that is not noise; NaN where it is not known.
    observed : ndarray
        The variance between the areas' values, over n − 1.
    noise : ndarray
        The mean of their error variances.
    areas : ndarray
        How many areas it rests on: those with a value and a known error.
    """

    reliability: Floats
    observed: Floats
    noise: Floats
    areas: Floats


def reliability(values: ArrayLike, errors: ArrayLike) -> Reliability:
    r"""Return the share of the spread between areas that is not noise.

    Parameters
    ----------
    values : array_like, shape (..., n_areas, n_indicators)
        NaN where missing.
    errors : array_like, same shape
        Their standard errors; 0 where exact, NaN where not known.

    Returns
    -------
    Reliability
        NaN where fewer than two areas have a value with a known error, where fewer than half
        (:data:`LEAST_KNOWN`) of those with a value do, or where all are equal.

    Raises
    ------
    MethodError
        A negative or infinite error, or arrays that do not fit each other.

    Notes
    -----
    Errors that are independent between areas add their mean variance to the variance between the areas:
    :math:`E\,s^2 = \tau^2 + \overline{\sigma^2}` with :math:`s^2` over :math:`n-1`. So

    .. math:: \hat\tau^2 = \max\left(s^2 - \tfrac1n \sum_i \sigma_i^2,\ 0\right), \qquad
        \text{reliability} = \hat\tau^2 / s^2.

    The variance component: Hedges, L. V. (1983), "A random effects model for effect sizes", *Psychological
    Bulletin* 93, 388–395. As the reliability of a measure that is to tell units apart: Adams, J. L. (2009),
    *The Reliability of Provider Profiling: A Tutorial*, RAND TR-653.

    Examples
    --------
    >>> found = reliability([[10.0], [14.0], [12.0]], [[1.0], [1.0], [1.0]])
    >>> found.observed, found.noise, found.reliability
    (array([4.]), array([1.]), array([0.75]))
    """
    x, e = numbers(values, "the values"), numbers(errors, "the errors", at_least=0.0)
    if x.shape != e.shape or x.ndim < 2:
        raise MethodError(
            f"values of shape {x.shape} with errors of shape {e.shape}",
            expected="one error for each value, areas × indicators",
        )
    valued = ~np.isnan(x)
    known = valued & ~np.isnan(e)
    n, all_values = known.sum(axis=-2), valued.sum(axis=-2)
    there = np.where(known, x, np.nan)
    low, high = ends(there)
    enough = (n > 1) & (n >= LEAST_KNOWN * all_values) & (low < high)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = _sum(np.where(known, x, 0.0)) / n
        square = _sum(np.where(known, (x - mean[..., None, :]) ** 2, 0.0))
        observed, noise = square / (n - 1), _sum(np.where(known, e**2, 0.0)) / n
        share = np.clip(1 - noise / observed, 0.0, 1.0)
    share, observed, noise = (np.where(enough, array, np.nan) for array in (share, observed, noise))
    return Reliability(share, observed, noise, n.astype(float))


def _sum(x: Floats) -> Floats:
    """Add up along the areas, smallest first: the areas' order has no effect, to the last bit."""
    return np.asarray(np.sort(x, axis=-2).sum(axis=-2))
