"""Rates as they would be if every area had the same ages: direct and indirect standardisation, and ratios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import settled
from omradesindex.methods.functions import exp, normal_quantile
from omradesindex.methods.guard import Floats, check_level, choose, numbers, refuse, together
from omradesindex.methods.intervals import EXACT_BELOW, Interval, poisson
from omradesindex.methods.sums import weighted

__all__ = [
    "AGES_2013",
    "ESP2013",
    "IndirectlyStandardised",
    "RateRatio",
    "StandardisedRate",
    "dobson_limits",
    "gamma_limits",
    "indirectly_standardised",
    "rate_ratio",
    "standardised_rate",
]

#: The age classes of :data:`ESP2013`.
AGES_2013: tuple[str, ...] = (*(f"{a}-{a + 4}" for a in range(0, 90, 5)), "90+")

#: European Standard Population 2013, persons per 100 000 in the classes of :data:`AGES_2013`.
#: Eurostat (2013), *Revision of the European Standard Population: Report of Eurostat's task force*.
ESP2013: tuple[int, ...] = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)

_LIMITS = ("dobson", "gamma")


@dataclass(frozen=True)
class StandardisedRate:
    """A directly standardised rate.

    Attributes
    ----------
    value, lower, upper : ndarray, shape (...)
        In events per ``per`` persons.
    variance : ndarray, shape (...)
        Of ``value``, in its unit squared.
    events : ndarray, shape (...)
        Events in all strata together.
    enough : ndarray of bool, shape (...)
        Whether there are at least 10 events; Public Health England withholds the rate where there are fewer.
    """

    value: Floats
    lower: Floats
    upper: Floats
    variance: Floats
    events: Floats
    enough: NDArray[np.bool_]


def standardised_rate(
    events: ArrayLike,
    population: ArrayLike,
    standard: ArrayLike,
    *,
    per: float = 1.0,
    limits: Literal["dobson", "gamma"] = "dobson",
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> StandardisedRate:
    r"""Directly standardised rate with its limits.

    Parameters
    ----------
    events, population : array_like, shape (..., n_strata)
        Events and persons in each stratum (age class, or age and sex).
    standard : array_like, shape (n_strata,)
        Persons of the standard population, such as :data:`ESP2013`; only their proportions count.
    per : float
        Persons that the rate is per: 100 000, or 1 for a plain rate.
    limits : {"dobson", "gamma"}
        ``dobson``: Dobson et al. (1991), as Public Health England's PHEindicatormethods; NaN where there are
        no events. ``gamma``: Fay & Feuer (1997), never too narrow, as esda and SEER*Stat.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.

    Returns
    -------
    StandardisedRate
        A stratum with a missing value (NaN) makes the whole rate missing.

    Raises
    ------
    MethodError
        Negative events, a stratum without population, a standard that does not fit the strata.

    Notes
    -----
    :math:`\sum w_i O_i/n_i \big/ \sum w_i`, variance :math:`\sum w_i^2 O_i/n_i^2 \big/ (\sum w_i)^2`.

    Examples
    --------
    >>> rate = standardised_rate([2, 10, 30], [4000, 5000, 1500], [11000, 7000, 2000], per=1000)
    >>> [float(x.round(3)) for x in (rate.value, rate.lower, rate.upper)]
    [2.975, 2.126, 4.045]
    """
    choose("kind of limits", limits, _LIMITS)
    observed = numbers(events, "the events", at_least=0)
    persons = numbers(population, "the population")
    weights = numbers(standard, "the standard population", at_least=0)
    if weights.ndim != 1 or observed.shape[-1:] != weights.shape or persons.shape[-1:] != weights.shape:
        raise MethodError(
            f"events {observed.shape}, population {persons.shape} and standard {weights.shape} do not fit",
            expected="the same strata along the last axis, and one standard for all",
        )
    refuse(np.isnan(weights), "a weight of the standard population is missing")
    if weights.sum() == 0:
        raise MethodError("the standard population is empty", expected="persons in at least one stratum")
    refuse(
        persons <= 0,
        "a stratum has no population, so that it has no rate",
        remedy="join it with the stratum beside it, in the standard population too",
    )
    each = per * weights / weights.sum() / persons
    value = (each * observed).sum(axis=-1)
    variance = (each**2 * observed).sum(axis=-1)
    total = observed.sum(axis=-1)
    if limits == "dobson":
        found = dobson_limits(value, variance, total, level=level, sides=sides)
    else:
        found = gamma_limits(value, variance, each.max(axis=-1), level=level, sides=sides)
    return StandardisedRate(
        value=value,
        lower=found.lower,
        upper=found.upper,
        variance=variance,
        events=total,
        enough=np.asarray(total >= EXACT_BELOW),
    )


def dobson_limits(
    value: ArrayLike,
    variance: ArrayLike,
    events: ArrayLike,
    *,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> Interval:
    r"""Limits of a weighted sum of counts by Dobson's method.

    Parameters
    ----------
    value, variance : array_like
        The weighted sum and its variance.
    events : array_like
        The unweighted total of counts. NaN limits where it is zero: the method has none.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.

    Notes
    -----
    :math:`\text{value} + \sqrt{\text{variance}/O}\,(O_\text{limit} - O)`, with the limits of O from
    :func:`omradesindex.methods.intervals.poisson`. Dobson, A. J., Kuulasmaa, K., Eberle, E. & Scherer, J.
    (1991), *Statistics in Medicine* 10, 457–462.

    Examples
    --------
    >>> float(dobson_limits(0.065, 65 / 1000**2, 65).lower.round(4))
    0.0502
    """
    rate = numbers(value, "the rate", at_least=0)
    spread = numbers(variance, "the variance", at_least=0)
    total = numbers(events, "the number of events", at_least=0)
    lower, upper = poisson(total, level=level, sides=sides)
    step = np.sqrt(spread / np.where(total > 0, total, np.nan))
    return Interval(np.asarray(rate + step * (lower - total)), np.asarray(rate + step * (upper - total)))


def gamma_limits(
    value: ArrayLike,
    variance: ArrayLike,
    largest_weight: ArrayLike,
    *,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> Interval:
    """Limits of a weighted sum of counts by Fay and Feuer's gamma method.

    Parameters
    ----------
    value, variance : array_like
        The weighted sum and its variance.
    largest_weight : array_like
        What one more event would add at most.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.

    Notes
    -----
    Fay, M. P. & Feuer, E. J. (1997), *Statistics in Medicine* 16, 791–801. Exact where the standard is
    proportional to the population, else conservative; defined without events too.

    Examples
    --------
    >>> float(gamma_limits(0.0, 0.0, 0.001).upper.round(5))
    0.00369
    """
    from scipy import special

    rate = numbers(value, "the rate", at_least=0)
    spread = numbers(variance, "the variance", at_least=0)
    most = numbers(largest_weight, "the largest weight", at_least=0)
    outside = check_level(level, sides)
    none = spread == 0
    safe = np.where(none, 1.0, spread)
    # A gamma variable of mean m and variance v has shape m²/v and scale v/m.
    lower = np.where(
        none,
        0.0,
        settled(special.gammaincinv(np.where(none, 1.0, rate**2 / safe), outside))
        * safe
        / np.where(none, 1, rate),
    )
    mean, wide = rate + most, spread + most**2
    upper = settled(special.gammainccinv(mean**2 / wide, outside)) * wide / mean
    return Interval(np.where(np.isnan(rate), np.nan, lower), np.asarray(upper))


@dataclass(frozen=True)
class IndirectlyStandardised:
    """An indirectly standardised ratio and rate, each with its limits.

    Attributes
    ----------
    ratio, ratio_lower, ratio_upper : ndarray, shape (...)
        Observed events over expected ones; 1 where an area has as many as it would at the reference's rates.
    rate, rate_lower, rate_upper : ndarray, shape (...)
        The ratio times the reference's crude rate, in events per ``per`` persons.
    expected : ndarray, shape (...)
        Events at the reference's rates.
    """

    ratio: Floats
    ratio_lower: Floats
    ratio_upper: Floats
    rate: Floats
    rate_lower: Floats
    rate_upper: Floats
    expected: Floats


def indirectly_standardised(
    events: ArrayLike,
    population: ArrayLike,
    reference_events: ArrayLike,
    reference_population: ArrayLike,
    *,
    per: float = 1.0,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> IndirectlyStandardised:
    r"""Indirectly standardised ratio (SMR) and rate: for areas whose events by age are too few, or not known.

    Parameters
    ----------
    events : array_like, shape (...)
        All events of each area, in all strata together.
    population : array_like, shape (..., n_strata)
        Persons of each area in each stratum (age class, or age and sex).
    reference_events, reference_population : array_like, shape (n_strata,)
        Events and persons of the reference, such as the whole city.
    per : float
        Persons that the rate is per: 100 000, or 1 for a plain rate.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.

    Returns
    -------
    IndirectlyStandardised
        Missing where anything it is made of is; no ratio where no events are expected.

    Raises
    ------
    MethodError
        Negative events or persons, a stratum of the reference without persons, strata that do not fit.

    Notes
    -----
    :math:`O / E` with :math:`E = \sum_i n_i O^*_i / n^*_i`; limits of O (exact below 10 events, else Byar's)
    over E. Breslow, N. E. and Day, N. E. (1987), *Statistical methods in cancer research II*, IARC; as Public
    Health England's PHEindicatormethods.

    Examples
    --------
    >>> found = indirectly_standardised(30, [1000, 500], [10, 30], [1000, 1000])
    >>> float(found.expected), [round(float(x), 3) for x in (found.ratio, found.ratio_lower, found.rate)]
    (25.0, [1.2, 0.809, 0.024])
    """
    observed = numbers(events, "the events", at_least=0)
    persons = numbers(population, "the population", at_least=0)
    cases = numbers(reference_events, "the reference's events", at_least=0)
    whole = numbers(reference_population, "the reference's population", at_least=0)
    if cases.ndim != 1 or whole.shape != cases.shape or persons.shape[-1:] != cases.shape:
        raise MethodError(
            f"population {persons.shape} and reference {cases.shape}, {whole.shape} do not fit",
            expected="the same strata along the last axis, and one reference for all",
        )
    refuse(
        ~(whole > 0),
        "a stratum of the reference has no population, so that it has no rate",
        remedy="join it with the stratum beside it, in the areas too",
    )
    expected = weighted(persons, cases / whole)
    crude = per * cases.sum() / whole.sum()
    limits = poisson(observed, level=level, sides=sides)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = [np.asarray(np.where(expected > 0, x / expected, np.nan)) for x in (observed, *limits)]
    ratio, lower, upper = ratios
    rate, rate_lower, rate_upper = (np.asarray(crude * x) for x in ratios)
    return IndirectlyStandardised(ratio, lower, upper, rate, rate_lower, rate_upper, np.asarray(expected))


class RateRatio(NamedTuple):
    """A ratio of two rates or shares, with its limits."""

    ratio: Floats
    lower: Floats
    upper: Floats


def rate_ratio(
    events: ArrayLike,
    population: ArrayLike,
    other_events: ArrayLike,
    other_population: ArrayLike,
    *,
    kind: Literal["rates", "shares"] = "rates",
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
) -> RateRatio:
    r"""Ratio of two rates, or of two shares, with limits that are symmetric on the log scale.

    Parameters
    ----------
    events, population : array_like
        Of the areas; broadcast.
    other_events, other_population : array_like
        Of what they are held against, which is not part of them.
    kind : {"rates", "shares"}
        ``rates``: events may come again, and are few. ``shares``: each person counts once.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.

    Returns
    -------
    RateRatio
        0 without events, and missing where the other has none; limits are missing where either has none.

    Raises
    ------
    MethodError
        Negative events, no population, or of shares more events than persons.

    Notes
    -----
    The variance of the logarithm is :math:`1/a + 1/b` for rates (Rothman, K. J. and Greenland, S. (1998),
    *Modern Epidemiology*), and :math:`1/a - 1/n + 1/b - 1/m` for shares (Katz, D. et al. (1978),
    *Biometrics* 34, 469–474); both cited, not read here.

    Examples
    --------
    >>> [round(float(x), 2) for x in rate_ratio(41, 28010, 15, 19017)]
    [1.86, 1.03, 3.35]
    """
    choose("kind of ratio", kind, ("rates", "shares"))
    a, n, b, m = together(
        events=numbers(events, "the events", at_least=0),
        population=numbers(population, "the population"),
        other_events=numbers(other_events, "the other events", at_least=0),
        other_population=numbers(other_population, "the other population"),
    )
    refuse((n <= 0) | (m <= 0), "there is no population, so that there is no rate")
    refuse(
        ((a > n) | (b > m)) & (kind == "shares"),
        "there are more events than persons",
        remedy='use kind="rates" where a person may count several times',
    )
    outside = check_level(level, sides)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(b > 0, (a / n) / (b / m), np.nan)
        variance = 1 / a + 1 / b - (1 / n + 1 / m if kind == "shares" else 0.0)
        reach = exp(normal_quantile(1 - outside) * np.sqrt(np.maximum(variance, 0.0)))
        both = (a > 0) & (b > 0)
        lower, upper = (np.where(both, x, np.nan) for x in (ratio / reach, ratio * reach))
    return RateRatio(np.asarray(ratio), np.asarray(lower), np.asarray(upper))
