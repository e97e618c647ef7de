"""How unequal, and where the inequality lies: between areas or within them.

Units (areas, sub-areas) carry values and weights (persons). A unit with a missing value or weight (NaN) is
left out; a scenario that has nobody left gives NaN.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.functions import log
from omradesindex.methods.guard import Floats, numbers, refuse, together
from omradesindex.methods.sums import belonging, gathered, total

__all__ = [
    "ConcentrationIndex",
    "Decomposition",
    "between_group_variance",
    "concentration_index",
    "gini",
    "ridit",
    "theil",
    "theil_decomposition",
    "variance_decomposition",
]


@dataclass(frozen=True)
class Decomposition:
    """An inequality split by groups of units; ``between + within`` is the total.

    Attributes
    ----------
    total, between, within : ndarray, shape (...)
    by_group : ndarray, shape (..., n_groups)
        Each group's contribution to ``within``; they sum to it.
    groups : tuple of str, length n_groups
        The groups, sorted as text.
    """

    total: Floats
    between: Floats
    within: Floats
    by_group: Floats
    groups: tuple[str, ...]

    @property
    def between_share(self) -> Floats:
        """Share 0–1 of the total that lies between groups; NaN without inequality."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.where(self.total > 0, self.between / self.total, np.nan))


@dataclass(frozen=True)
class ConcentrationIndex:
    """How a good or an ill gathers towards one end of a social order.

    Attributes
    ----------
    absolute : ndarray, shape (...)
        In the unit of the values. Negative: more of it among the worse off.
    relative : ndarray, shape (...)
        Absolute / mean, −1 to 1 for values that are not negative.
    """

    absolute: Floats
    relative: Floats


def gini(values: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    r"""Gini coefficient: half the mean difference of two persons drawn at random, over the mean.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
        Not negative.
    weights : array_like, shape (..., n_units), optional
        Persons in each unit; equal if left out.

    Returns
    -------
    ndarray, shape (...)
        0 = all equal, towards 1 = one has all. NaN where the mean is zero.

    Raises
    ------
    MethodError
        A negative value or weight.

    Notes
    -----
    :math:`\sum_i\sum_j p_i p_j |y_i-y_j| \big/ 2\mu`, without correction for few units.
    Gini, C. (1912); Sen, A. (1973), *On Economic Inequality*.

    Examples
    --------
    >>> float(gini([1.0, 2.0, 3.0, 4.0]))
    0.25
    """
    y, p = _shares(values, weights, at_least=0)
    order = np.argsort(y, axis=-1, kind="stable")
    y, p = (np.take_along_axis(a, order, axis=-1) for a in (y, p))
    middle = p.cumsum(axis=-1) - p / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        # Covariance form; equal values take the same total whatever their order.
        found = 2 * (p * y * (middle - 0.5)).sum(axis=-1) / (p * y).sum(axis=-1)
    return np.asarray(np.maximum(found, 0.0))


def theil(values: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    r"""Theil's T.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
        Not negative; a zero contributes nothing (0 · ln 0 = 0).
    weights : array_like, shape (..., n_units), optional
        Persons in each unit; equal if left out.

    Returns
    -------
    ndarray, shape (...)
        0 = all equal, at most the logarithm of how many there are. NaN where the mean is zero.

    Raises
    ------
    MethodError
        A negative value or weight.

    Notes
    -----
    :math:`\sum_i p_i \frac{y_i}{\mu} \ln\frac{y_i}{\mu}`.
    Theil, H. (1967), *Economics and Information Theory*.

    Examples
    --------
    >>> float(theil([0.0, 2.0]).round(4))
    0.6931
    """
    y, p = _shares(values, weights, at_least=0)
    return _theil(y, p)


def theil_decomposition(
    values: ArrayLike, groups: Sequence[object], weights: ArrayLike | None = None
) -> Decomposition:
    r"""Theil's T, split into inequality between groups and within them.

    Parameters
    ----------
    values, weights : as in :func:`theil`
    groups : sequence, length n_units
        The group (area) that each unit (sub-area) belongs to.

    Returns
    -------
    Decomposition

    Raises
    ------
    MethodError
        As :func:`theil`; groups that do not fit the units.

    Notes
    -----
    :math:`T = \sum_g s_g \ln\frac{\mu_g}{\mu} + \sum_g s_g T_g`, :math:`s_g` the group's share of the sum of
    values. Shorrocks, A. F. (1980), *Econometrica* 48, 613–625.

    Examples
    --------
    >>> found = theil_decomposition([1.0, 3.0, 5.0, 7.0], ["A", "A", "B", "B"])
    >>> float(found.between.round(4)), float(found.within.round(4)), float(found.total.round(4))
    (0.1308, 0.0432, 0.174)
    """
    y, p = _shares(values, weights, at_least=0)
    names, own = named_groups(groups, y.shape[-1])
    member = belonging(own, len(names))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = p * y / (p * y).sum(axis=-1, keepdims=True)
        people, sums = gathered(p, member), gathered(share, member)
        # ln(y/μ_g) = ln(share of the sum / share of the people), both within the group.
        inner = _times_log(share, _ratio(share, p) / np.where(sums > 0, _ratio(sums, people), 1.0)[..., own])
    between = _of_groups(_times_log(sums, _ratio(sums, people)))
    by_group = gathered(inner, member)
    return Decomposition(_theil(y, p), between, _of_groups(by_group), by_group, names)


def variance_decomposition(
    values: ArrayLike, groups: Sequence[object], weights: ArrayLike | None = None
) -> Decomposition:
    r"""Variance over persons, split into variance between groups and within them.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
        Of any sign, such as shares in per cent.
    groups, weights : as in :func:`theil_decomposition`

    Returns
    -------
    Decomposition
        In the values' unit squared.

    Raises
    ------
    MethodError
        A negative weight; groups that do not fit the units.

    Notes
    -----
    :math:`\sum_i p_i(y_i-\bar y)^2 = \sum_g p_g(\bar y_g-\bar y)^2
    + \sum_g\sum_{i\in g} p_i(y_i-\bar y_g)^2`.

    Examples
    --------
    >>> found = variance_decomposition([1.0, 3.0, 5.0, 7.0], ["A", "A", "B", "B"])
    >>> float(found.between), float(found.within), float(found.total)
    (4.0, 1.0, 5.0)
    """
    y, p = _shares(values, weights)
    names, own = named_groups(groups, y.shape[-1])
    member = belonging(own, len(names))
    middle = (p * y).sum(axis=-1, keepdims=True)
    people = gathered(p, member)
    # Deviations first: large values with a small spread would cancel.
    off = y - middle
    shift = _ratio(gathered(p * off, member), people)
    by_group = gathered(p * (off - shift[..., own]) ** 2, member)
    return Decomposition(
        (p * off**2).sum(axis=-1), _of_groups(people * shift**2), _of_groups(by_group), by_group, names
    )


def between_group_variance(values: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    r"""Between-group variance: squared distance of groups to the mean of all, weighted by persons.

    Parameters
    ----------
    values, weights : array_like, shape (..., n_groups)
        Each group's mean and persons.

    Returns
    -------
    ndarray, shape (...)
        In the values' unit squared.

    Raises
    ------
    MethodError
        A negative weight.

    Notes
    -----
    :math:`\sum p_i(y_i-\bar y)^2`. WHO (2013), *Handbook on Health Inequality Monitoring*.

    Examples
    --------
    >>> float(between_group_variance([60.0, 80.0], [3000, 1000]))
    75.0
    """
    y, p = _shares(values, weights)
    return np.asarray((p * (y - (p * y).sum(axis=-1, keepdims=True)) ** 2).sum(axis=-1))


def concentration_index(
    values: ArrayLike, position: ArrayLike, weights: ArrayLike | None = None
) -> ConcentrationIndex:
    r"""Absolute and relative concentration index.

    Parameters
    ----------
    values : array_like, shape (..., n_units)
    position : array_like, shape (n_units,)
        Place in the social order, the worst off lowest; only the order counts, equal ones share their rank.
    weights : array_like, shape (..., n_units), optional
        Persons in each unit; equal if left out.

    Returns
    -------
    ConcentrationIndex
        The relative one is NaN where the mean is zero.

    Raises
    ------
    MethodError
        A negative weight; a position that is missing or does not fit.

    Notes
    -----
    :math:`\sum_i p_i (2R_i - 1) y_i`, R the :func:`ridit`; relative: the same over the mean. Kakwani, N.,
    Wagstaff, A. & van Doorslaer, E. (1997), *Journal of Econometrics* 77, 87–103; WHO (2013), *Handbook on
    Health Inequality Monitoring*.

    Examples
    --------
    >>> found = concentration_index([10.0, 6.0, 2.0], [1, 2, 3])
    >>> float(found.absolute.round(3)), float(found.relative.round(3))
    (-1.778, -0.296)
    """
    y, p = _shares(values, weights)
    rank = ridit(position, p)
    absolute = np.asarray((p * (2 * rank - 1) * y).sum(axis=-1))
    with np.errstate(invalid="ignore", divide="ignore"):
        return ConcentrationIndex(absolute, np.asarray(absolute / (p * y).sum(axis=-1)))


def ridit(position: ArrayLike, weights: ArrayLike) -> Floats:
    """Relative rank: the middle of the stretch of 0–1 that a unit's persons fill in a social order.

    Parameters
    ----------
    position : array_like, shape (n_units,)
        Place in the order; equal ones share one stretch and its middle.
    weights : array_like, shape (..., n_units)
        Persons.

    Returns
    -------
    ndarray, shape (..., n_units)
        Their mean, weighted by persons, is ½.

    Raises
    ------
    MethodError
        A position that is missing or does not fit; a missing or negative weight.

    Notes
    -----
    Bross, I. D. J. (1958), *Biometrics* 14, 18–38.

    Examples
    --------
    >>> ridit([1, 2, 3], [12, 10, 78])
    array([0.06, 0.17, 0.61])
    """
    at = numbers(position, "the position")
    w = numbers(weights, "the weights", at_least=0)
    if at.ndim != 1 or w.shape[-1:] != at.shape:
        raise MethodError(
            f"positions of shape {at.shape} for weights of shape {w.shape}",
            expected="one position for each unit, the same in all scenarios",
        )
    refuse(np.isnan(at), "a position in the order is missing")
    _, which = np.unique(at, return_inverse=True)
    order = np.argsort(which, kind="stable")
    starts = np.flatnonzero(np.diff(which[order], prepend=-1))
    steps = np.add.reduceat(w[..., order], starts, axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = (steps.cumsum(axis=-1) - steps / 2) / steps.sum(axis=-1, keepdims=True)
    return np.asarray(middle[..., which])


def named_groups(groups: Sequence[object], n: int) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Names of the groups, and the place of each unit's group among them."""
    if len(groups) != n:
        raise MethodError(f"{len(groups)} groups for {n} units", expected="one for each unit")
    names, own = np.unique([str(g) for g in groups], return_inverse=True)
    return tuple(str(name) for name in names), own


def _of_groups(by_group: Floats) -> Floats:
    """Sum over the groups, which stand last, from the first to the last."""
    return total(np.moveaxis(by_group, -1, 0))


def _shares(
    values: ArrayLike, weights: ArrayLike | None, *, at_least: float | None = None
) -> tuple[Floats, Floats]:
    """Values and shares of persons that sum to 1; units with anything missing have neither."""
    y = np.atleast_1d(numbers(values, "the values", at_least=at_least))
    w = np.ones(y.shape[-1]) if weights is None else numbers(weights, "the weights", at_least=0)
    y, w = together(values=y, weights=w)
    there = ~(np.isnan(y) | np.isnan(w))
    w = np.where(there, w, 0.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(there, y, 0.0), np.asarray(w / w.sum(axis=-1, keepdims=True))


def _theil(y: Floats, p: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = y / (p * y).sum(axis=-1, keepdims=True)
        # Rounding may leave −1e-17 where all are equal.
        return np.asarray(np.maximum(_times_log(p * relative, relative).sum(axis=-1), 0.0))


def _ratio(a: Floats, b: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(b == 0, 0.0, a / b))


def _times_log(a: Floats, b: Floats) -> Floats:
    """Return a · ln b, with nothing of anything counting as nothing."""
    return np.asarray(np.where(a == 0, 0.0, a * log(np.where(a == 0, 1.0, b))))
