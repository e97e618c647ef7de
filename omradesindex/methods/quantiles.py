"""Groups of areas; positions and spread where units (sub-areas) weigh differently (by who lives there).

A unit with a missing value or weight (NaN), or that nobody belongs to (weight 0), is left out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, ceiling, reaches
from omradesindex.methods.guard import Floats, numbers, refuse, together
from omradesindex.methods.rank import rank

__all__ = ["quantile_groups", "weighted_quantiles", "weighted_spread"]


def weighted_quantiles(
    values: ArrayLike, probabilities: ArrayLike, weights: ArrayLike | None = None
) -> Floats:
    """Quantiles over persons: the value that a given share of them lives at or below.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
    probabilities : array_like, shape (n_probabilities,)
        From 0 (the lowest value) to 1 (the highest).
    weights : array_like, shape (..., n_units), optional
        Persons in each unit; equal if left out. Only their proportions matter.

    Returns
    -------
    ndarray, shape (..., n_probabilities)
        In the values' unit; NaN where no unit is left.

    Raises
    ------
    MethodError
        A probability outside 0–1; a negative weight.

    Notes
    -----
    The weighted distribution function is inverted, and where it is level exactly at the probability the
    middle of the two values is taken: definition 2 in Hyndman, R. J. & Fan, Y. (1996), *The American
    Statistician* 50, 361–365. Apart from such ties every quantile is the value of a unit that exists.

    Examples
    --------
    Eight persons in ten live where the value is 30:

    >>> weighted_quantiles([10.0, 20.0, 30.0], [0.1, 0.5, 1.0], [1, 1, 8])
    array([15., 30., 30.])
    """
    p = np.atleast_1d(numbers(probabilities, "the probabilities"))
    refuse(~((p >= 0) & (p <= 1)), "a probability does not lie between 0 and 1", expected="0.1 for 10 %")
    if p.ndim != 1:
        raise MethodError(f"probabilities of shape {p.shape}", expected="one row of them")
    y, w = _known(values, weights)
    order = np.argsort(y, axis=-1, kind="stable")  # the left out, NaN, go last
    y, w = (np.take_along_axis(a, order, axis=-1) for a in (y, w))
    reached = w.cumsum(axis=-1)
    total = reached[..., -1:]
    with np.errstate(invalid="ignore", divide="ignore"):
        reached = reached / total
    last = np.maximum((w > 0).sum(axis=-1, keepdims=True) - 1, 0)
    # First units at which the share is reached, and at which it is passed.
    at = above(p[:, None], reached[..., None, :], 1.0).sum(axis=-1)
    past = reaches(p[:, None], reached[..., None, :], 1.0).sum(axis=-1)
    low, high = (np.take_along_axis(y, np.minimum(place, last), axis=-1) for place in (at, past))
    # Half and half, in a way that gives back two equal values to the last digit.
    return np.asarray(np.where(total > 0, low + (high - low) / 2, np.nan))


def quantile_groups(values: ArrayLike, groups: int = 5, *, highest_first: bool = True) -> Floats:
    r"""Groups of as many areas each: fifths, tenths.

    Parameters
    ----------
    values : array_like, shape (..., n_areas)
    groups : int
        How many: 5 for fifths, 10 for tenths.
    highest_first : bool
        Whether group 1 has the highest values.

    Returns
    -------
    ndarray, shape (..., n_areas)
        From 1 to ``groups``; NaN where the value is missing. Equal values share a group: that of their mean
        rank.

    Raises
    ------
    MethodError
        Fewer than two groups, or more groups than areas with values.

    Notes
    -----
    :math:`\lfloor k + 1 - \lceil k (n + 1 - r) / n \rceil \rfloor`, r the rank; where areas cannot be parted
    evenly the larger groups are spread out. As PHEindicatormethods' ``phe_quantile``.

    Examples
    --------
    >>> quantile_groups([9.0, 7.0, 5.0, 3.0, 1.0, 8.0], 3)
    array([1., 2., 2., 3., 3., 1.])
    """
    y = np.atleast_1d(numbers(values, "the values"))
    n = (~np.isnan(y)).sum(axis=-1, keepdims=True)
    if groups < 2 or (n < groups).any():
        raise MethodError(
            f"{int(n.min())} areas with values cannot be parted into {groups} groups",
            expected="two groups or more, and no more than there are areas with values",
        )
    turned = y if highest_first else -y
    # Mean ranks, 1 for the first: of those that are equal, the middle of their places.
    first = rank(turned)
    last = n + 1 - rank(-turned)
    place = (first + last) / 2
    group = groups + 1 - ceiling(groups * (n + 1 - place) / n)
    return np.asarray(np.maximum(np.floor(group), 1.0))


def weighted_spread(values: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    r"""Return the standard deviation over persons, each of whom has the value of the unit they live in.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
    weights : array_like, shape (..., n_units), optional
        Persons in each unit; equal if left out. Only their proportions matter.

    Returns
    -------
    ndarray, shape (...)
        In the values' unit: 0 where all are equal, NaN where no unit is left.

    Raises
    ------
    MethodError
        A negative weight.

    Notes
    -----
    :math:`\sqrt{\sum_i p_i (y_i-\bar y)^2}`, :math:`p` the shares of persons. Nothing is drawn at random, so
    there is no correction for few units.

    Examples
    --------
    >>> float(weighted_spread([60.0, 80.0], [3000, 1000]).round(4))
    8.6603
    """
    y, w = _known(values, weights)
    y = np.where(np.isnan(y), 0.0, y)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = w / w.sum(axis=-1, keepdims=True)
    # Distances from a value that exists first, so that equal values have no spread at all.
    off = y - np.take_along_axis(y, w.argmax(axis=-1)[..., None], axis=-1)
    off = off - (share * off).sum(axis=-1, keepdims=True)
    return np.asarray(np.sqrt((share * off**2).sum(axis=-1)))


def _known(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    """Return values and weights of the same shape; what is left out has the value NaN and the weight 0."""
    y = np.atleast_1d(numbers(values, "the values"))
    w = np.ones(y.shape[-1]) if weights is None else numbers(weights, "the weights", at_least=0)
    y, w = together(values=y, weights=w)
    there = ~np.isnan(y) & (w > 0)  # an unknown weight is not above 0
    return np.where(there, y, np.nan), np.where(there, w, 0.0)
