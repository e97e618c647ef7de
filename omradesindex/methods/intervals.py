"""How far chance alone may have moved a count or a share: intervals that hold for small numbers.

Everything is vectorised and shape-preserving; a missing value (NaN) has missing limits. A register that
counts everybody has no sampling error; the intervals then speak of the process behind the count (another
year under the same conditions), which is how public-health agencies read them.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.methods.equal import settled
from omradesindex.methods.functions import normal_quantile, power
from omradesindex.methods.guard import Floats, check_level, numbers, refuse, together

__all__ = ["EXACT_BELOW", "Interval", "byar", "normal", "poisson", "poisson_exact", "student", "wilson"]

#: Counts below this get exact limits, those from it on Byar's approximation.
EXACT_BELOW = 10


class Interval(NamedTuple):
    """Lower and upper limits, each of the input's shape."""

    lower: Floats
    upper: Floats


def normal(
    estimate: ArrayLike, standard_error: ArrayLike, *, level: float = 0.95, sides: Literal[1, 2] = 2
) -> Interval:
    """Limits from a standard error, as surveys publish it.

    Parameters
    ----------
    estimate, standard_error : array_like
        In the same unit; broadcast. A standard error of 0 (a figure declared exact) gives limits equal to
        the estimate.
    level : float
        Such as 0.95.
    sides : {2, 1}
        2: both limits together hold at the level. 1: each limit alone does.

    Returns
    -------
    Interval
        ``estimate ∓ z · standard_error``. A share's limits may leave 0–1: use :func:`wilson` where the
        count is known.

    Raises
    ------
    MethodError
        A negative standard error, or a level outside 0–1.

    Examples
    --------
    >>> lower, upper = normal(62.0, 2.0)
    >>> float(lower.round(2)), float(upper.round(2))
    (58.08, 65.92)
    """
    middle, error = together(
        estimate=numbers(estimate, "the estimate"),
        standard_error=numbers(standard_error, "the standard error", at_least=0),
    )
    reach = _z(level, sides) * error
    return Interval(np.asarray(middle - reach), np.asarray(middle + reach))


def student(
    mean: ArrayLike,
    standard_deviation: ArrayLike,
    n: ArrayLike,
    *,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> Interval:
    """Limits of a mean of few values, by Student's t.

    Parameters
    ----------
    mean, standard_deviation : array_like
        Of the values, the latter with n − 1; broadcast.
    n : array_like
        How many they are.
    level, sides
        As in :func:`normal`.

    Returns
    -------
    Interval
        ``mean ∓ t · s / √n`` with n − 1 degrees of freedom; missing where n is below 2.

    Raises
    ------
    MethodError
        A negative standard deviation, or a number below zero.

    Notes
    -----
    Student (1908), "The probable error of a mean", *Biometrika* 6, 1–25; as ``phe_mean`` of
    PHEindicatormethods.

    Examples
    --------
    >>> lower, upper = student(62.0, 5.0, 25)
    >>> float(lower.round(2)), float(upper.round(2))
    (59.94, 64.06)
    """
    from scipy.stats import t

    middle, deviation, count = together(
        mean=numbers(mean, "the mean"),
        standard_deviation=numbers(standard_deviation, "the standard deviation", at_least=0),
        n=numbers(n, "the number of values", at_least=0),
    )
    several = np.where(count >= 2, count, np.nan)
    reach = settled(t.ppf(1 - check_level(level, sides), several - 1)) * deviation / np.sqrt(several)
    return Interval(np.asarray(middle - reach), np.asarray(middle + reach))


def wilson(
    count: ArrayLike,
    n: ArrayLike,
    *,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
    design_effect: ArrayLike = 1.0,
) -> Interval:
    r"""Wilson's score interval for a share.

    Parameters
    ----------
    count, n : array_like
        How many of how many; broadcast. Need not be whole (weighted counts). NaN gives NaN.
    level : float
        Such as 0.95.
    sides : {2, 1}
        2: both limits together hold at the level. 1: each limit alone does.
    design_effect : array_like
        Of a survey that is no simple random sample: count and n are divided by it.

    Returns
    -------
    Interval
        Shares 0–1, never outside; never of width zero, even at 0 or 100 %.

    Raises
    ------
    MethodError
        A negative count, n not above zero, more than n of n, a design effect not above zero.

    Notes
    -----
    .. math:: \frac{2x + z^2 \mp z\sqrt{z^2 + 4x(1 - x/n)}}{2(n + z^2)}

    Wilson, E. B. (1927), *JASA* 22, 209–212; recommended for proportions by Public Health England,
    *Technical Guide: Confidence Intervals* (2018).

    Examples
    --------
    >>> lower, upper = wilson([0, 65], 100)
    >>> lower.round(4), upper.round(4)
    (array([0.    , 0.5525]), array([0.037 , 0.7364]))
    """
    x, size, effect = together(
        count=numbers(count, "the count", at_least=0),
        n=numbers(n, "the number n"),
        design_effect=numbers(design_effect, "the design effect"),
    )
    refuse(size <= 0, "n is not above zero", remedy="give NaN where nobody was counted")
    refuse(x > size, "there are more than n of n", expected="a count from 0 to n")
    refuse(effect <= 0, "a design effect is not above zero", expected="usually 1 to 3")
    x, size = x / effect, size / effect
    z = _z(level, sides)
    reach = z * np.sqrt(np.maximum(z**2 + 4 * x * (1 - x / size), 0))
    lower, upper = ((2 * x + z**2 + sign * reach) / (2 * (size + z**2)) for sign in (-1, 1))
    # At 0 and 100 % the outer limit is exact, whatever the rounding.
    lower, upper = np.where(x == 0, 0.0, lower), np.where(x == size, 1.0, upper)
    return Interval(np.clip(lower, 0, 1), np.clip(upper, 0, 1))


def poisson_exact(count: ArrayLike, *, level: float = 0.95, sides: Literal[1, 2] = 2) -> Interval:
    r"""Exact limits of a Poisson count, through the χ² distribution.

    Parameters
    ----------
    count : array_like
        Events, not negative; need not be whole. NaN gives NaN.
    level, sides
        As in :func:`wilson`.

    Returns
    -------
    Interval
        In events; the lower limit of 0 is 0.

    Raises
    ------
    MethodError
        A negative count.

    Notes
    -----
    :math:`\tfrac12\chi^2_{\alpha/2,\,2O}` and :math:`\tfrac12\chi^2_{1-\alpha/2,\,2O+2}`.
    Garwood, F. (1936), *Biometrika* 28, 437–442; Public Health England, *Technical Guide: Confidence
    Intervals* (2018).

    Examples
    --------
    >>> lower, upper = poisson_exact([0, 5])
    >>> lower.round(3), upper.round(3)
    (array([0.   , 1.623]), array([ 3.689, 11.668]))
    """
    from scipy import special

    events = numbers(count, "the count", at_least=0)
    outside = check_level(level, sides)
    # Half of χ² with 2k degrees of freedom is a gamma variable of shape k.
    lower = np.where(
        events == 0, 0.0, settled(special.gammaincinv(np.where(events == 0, 1.0, events), outside))
    )
    return Interval(lower, settled(special.gammainccinv(events + 1, outside)))


def byar(count: ArrayLike, *, level: float = 0.95, sides: Literal[1, 2] = 2) -> Interval:
    r"""Byar's approximation to the limits of a Poisson count.

    Parameters
    ----------
    count : array_like
        Events, not negative. NaN gives NaN. Within 0.2 % of the exact limits from 10 events on.
    level, sides
        As in :func:`wilson`.

    Returns
    -------
    Interval
        In events; the lower limit of 0 is 0.

    Raises
    ------
    MethodError
        A negative count.

    Notes
    -----
    :math:`O\,(1 - \tfrac{1}{9O} - \tfrac{z}{3\sqrt O})^3` and the same with O + 1 and + z.
    Breslow, N. E. & Day, N. E. (1987), *Statistical Methods in Cancer Research* II, IARC.

    Examples
    --------
    >>> lower, upper = byar(65)
    >>> float(lower.round(3)), float(upper.round(3))
    (50.163, 82.849)
    """
    events = numbers(count, "the count", at_least=0)
    z = _z(level, sides)
    above = events + 1
    some = np.where(events > 0, events, 1.0)
    # A cube of something negative (a handful of events, a high level) would be a limit below nothing.
    root = np.maximum(1 - 1 / (9 * some) - z / (3 * np.sqrt(some)), 0)
    lower = np.where(events == 0, 0.0, events * power(root, 3.0))
    return Interval(lower, np.asarray(above * power(1 - 1 / (9 * above) + z / (3 * np.sqrt(above)), 3.0)))


def poisson(count: ArrayLike, *, level: float = 0.95, sides: Literal[1, 2] = 2) -> Interval:
    """Limits of a Poisson count: exact below 10 events, Byar's from 10 on.

    The rule of Public Health England's *Technical Guide: Confidence Intervals* (2018). Arguments, limits
    and errors as in :func:`poisson_exact` and :func:`byar`.

    Examples
    --------
    >>> lower, upper = poisson([3, 65])
    >>> upper.round(3)
    array([ 8.767, 82.849])
    """
    events = numbers(count, "the count", at_least=0)
    exact, near = (f(events, level=level, sides=sides) for f in (poisson_exact, byar))
    few = events < EXACT_BELOW
    return Interval(np.where(few, exact.lower, near.lower), np.where(few, exact.upper, near.upper))


def _z(level: float, sides: int) -> float:
    return float(-normal_quantile(check_level(level, sides)))
