"""Funnel limits: how far from the common level an area's figure may lie by chance alone, given its size."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.methods.functions import normal_quantile
from omradesindex.methods.guard import Floats, check_level, numbers, refuse, together
from omradesindex.methods.intervals import Interval, poisson_exact

__all__ = ["funnel_of_rates", "funnel_of_shares"]


def funnel_of_shares(
    population: ArrayLike, benchmark: ArrayLike, *, level: float = 0.95, sides: Literal[1, 2] = 2
) -> Interval:
    r"""Limits within which the share of an area lies by chance, where its true share is the common one.

    Parameters
    ----------
    population : array_like
        Persons in each area.
    benchmark : array_like
        The common share, 0–1: that of the whole, not the mean of the areas.
    level : float
        0.95 and 0.998 are usual.
    sides : {2, 1}
        As in :func:`omradesindex.methods.intervals.wilson`.

    Returns
    -------
    Interval
        :math:`\pi \mp z \sqrt{\pi (1 - \pi) / n}`, cut at 0 and 1: where Wilson's limits of the area's share
        just reach the benchmark.

    Raises
    ------
    MethodError
        No population, or a benchmark outside 0–1.

    Notes
    -----
    Spiegelhalter, D. J. (2005), "Funnel plots for comparing institutional performance", *Statistics in
    Medicine* 24, 1185–1202; as PHEindicatormethods' ``calculate_funnel_limits`` for proportions.

    Examples
    --------
    >>> lower, upper = funnel_of_shares([100, 10_000], 0.2)
    >>> lower.round(4), upper.round(4)
    (array([0.1216, 0.1922]), array([0.2784, 0.2078]))
    """
    n, share = together(
        population=numbers(population, "the population"), benchmark=numbers(benchmark, "the benchmark")
    )
    refuse(n <= 0, "an area has no population")
    refuse((share < 0) | (share > 1), "the benchmark lies outside 0 to 1", expected="a share, 0.2 for 20 %")
    reach = normal_quantile(1 - check_level(level, sides)) * np.sqrt(share * (1 - share) / n)
    return Interval(_cut(share - reach), _cut(share + reach))


def funnel_of_rates(
    events: ArrayLike, benchmark: ArrayLike = 1.0, *, level: float = 0.95, sides: Literal[1, 2] = 2
) -> Interval:
    r"""Limits of a rate, or of a standardised ratio, at the size where so many events are had.

    Parameters
    ----------
    events : array_like
        Events in each area.
    benchmark : array_like
        The common rate; 1 for standardised ratios.
    level, sides
        As in :func:`funnel_of_shares`.

    Returns
    -------
    Interval
        :math:`R\,O / O_u` and :math:`R\,O / O_l`: an area with O events lies outside where its own exact
        limits (:func:`omradesindex.methods.intervals.poisson_exact`) do not hold the benchmark R. No upper
        limit (infinity) without events, and a lower one of 0.

    Raises
    ------
    MethodError
        Negative events, or a benchmark that is not above zero.

    Notes
    -----
    Spiegelhalter (2005); as PHEindicatormethods' ``calculate_funnel_limits`` draws them for rates and ratios,
    exact for any number of events. Its ``assign_funnel_significance`` judges an area by Byar's approximation
    from 10 events on, which moves a limit by less than 0.2 %: an area that near one may be judged otherwise.

    Examples
    --------
    >>> lower, upper = funnel_of_rates([5, 100])
    >>> lower.round(3), upper.round(3)
    (array([0.429, 0.822]), array([3.08 , 1.229]))
    """
    count, rate = together(
        events=numbers(events, "the events", at_least=0), benchmark=numbers(benchmark, "the benchmark")
    )
    refuse(rate <= 0, "the benchmark is not above zero")
    low, high = poisson_exact(count, level=level, sides=sides)
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = np.where(low > 0, rate * count / low, np.where(np.isnan(count), np.nan, np.inf))
    return Interval(np.asarray(rate * count / high), np.asarray(upper))


def _cut(share: Floats) -> Floats:
    return np.asarray(np.clip(share, 0.0, 1.0))
