"""Many tests at once: limits and p values that hold for all of them together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.methods.equal import settled
from omradesindex.methods.functions import exp, expm1, log, log1p
from omradesindex.methods.guard import Floats, check_level

__all__ = ["Together", "holm", "simultaneous"]


@dataclass(frozen=True)
class Together:
    """Estimates held against their errors, all of a family at once.

    Attributes
    ----------
    low, high : ndarray
        Simultaneous limits: all true values of a family lie inside together at the level. NaN where nothing
        was tested.
    p : ndarray
        Adjusted for the number of tests in the family.
    beyond : ndarray of bool
        The estimate is further from zero than chance makes it: exactly where its limits exclude zero.
    critical : ndarray, shape (...)
        How many standard errors that is, for each family.
    """

    low: Floats
    high: Floats
    p: Floats
    beyond: NDArray[np.bool_]
    critical: Floats


def simultaneous(estimate: ArrayLike, error: ArrayLike, *, level: float, df: ArrayLike = np.inf) -> Together:
    r"""Hold many estimates against their errors; each column is a family of tests.

    Parameters
    ----------
    estimate, error : array_like, shape (n_tests,) or (n_tests, n_families)
        Without a number, or with an error that is not above zero, nothing is tested, and nothing is counted.
    level : float
        Such as 0.95: how often nothing at all in a family is said to differ where nothing does.
    df : array_like, shape (n_families,)
        Degrees of freedom of the errors; infinite where they are known.

    Notes
    -----
    The critical value is what the greatest of m independent standardised errors exceeds with probability
    1 − level: the normal (or t) quantile at :math:`(1 + \text{level}^{1/m})/2`. Normal errors that depend on
    each other, in whatever way, make it safer. Šidák, Z. (1967), "Rectangular confidence regions for the
    means of multivariate normal distributions", *JASA* 62, 626–633. Adjusted p values are
    :math:`1 - (1 - p)^m`.

    Examples
    --------
    >>> judged = simultaneous([-3.0, 1.0, 2.0], [1.0, 1.0, 1.0], level=0.95)
    >>> judged.beyond.tolist(), float(judged.critical.round(2))
    ([True, False, False], 2.39)
    """
    from scipy.stats import t

    check_level(level, 2)
    estimate, error = np.broadcast_arrays(np.asarray(estimate, dtype=float), np.asarray(error, dtype=float))
    known = ~np.isnan(estimate) & (error > 0)
    m = np.maximum(known.sum(axis=0), 1)
    df = np.broadcast_to(np.asarray(df, dtype=float), m.shape)
    critical = np.asarray(settled(t.ppf((1 + exp(log(level) / m)) / 2, df)))
    with np.errstate(invalid="ignore", divide="ignore"):
        standard = np.where(known, estimate / error, np.nan)
        alone = settled(2 * t.sf(np.abs(standard), df))
        p = -expm1(m * log1p(-alone))
    reach = np.where(known, critical * error, np.nan)
    beyond = known & (np.abs(standard) > critical)
    return Together(estimate - reach, estimate + reach, np.asarray(p), beyond, critical)


def holm(p: ArrayLike) -> Floats:
    """P values adjusted by Holm's steps over all that are known; NaN where nothing was tested.

    Notes
    -----
    Holm, S. (1979), "A simple sequentially rejective multiple test procedure", *Scandinavian Journal of
    Statistics* 6, 65–70. Valid however the tests depend on each other.

    Examples
    --------
    >>> holm([0.01, 0.04, np.nan, 0.03])
    array([0.03, 0.06,  nan, 0.06])
    """
    given = np.asarray(p, dtype=float)
    flat = given.ravel()
    known = np.flatnonzero(~np.isnan(flat))
    order = np.argsort(flat[known], kind="stable")
    steps = np.maximum.accumulate(flat[known][order] * np.arange(len(known), 0, -1))
    adjusted = np.full(flat.shape, np.nan)
    adjusted[known[order]] = np.minimum(steps, 1.0)
    return adjusted.reshape(given.shape)
