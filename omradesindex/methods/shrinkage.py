"""Small areas lean on others: shrunk figures, to be shown beside the raw ones.

A figure that rests on few persons swings by chance. Shrinkage moves it towards what is common to all areas,
to the neighbours or to a model, and the more so the less it rests on. It lowers the average error and
draws in the extremes; it says nothing of one area that the others did not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.functions import exp, log
from omradesindex.methods.guard import Floats, numbers, refuse, together
from omradesindex.methods.spatial import neighbour_matrix
from omradesindex.methods.sums import belonging, gathered, product

__all__ = ["Shrunk", "empirical_bayes", "logit_shrinkage", "mean_shrinkage", "spatial_empirical_bayes"]


@dataclass(frozen=True)
class Shrunk:
    """Shrunk figures and what they were made of.

    Attributes
    ----------
    values : ndarray, shape (..., n_areas)
        The shrunk figures.
    raw : ndarray, shape (..., n_areas)
        The areas' own figures.
    target : ndarray, shape (..., n_areas)
        What each was shrunk towards.
    own_weight : ndarray, shape (..., n_areas)
        Weight 0–1 of the area's own figure; 0 = only the target speaks.
    between : ndarray, shape (..., n_areas)
        Estimated variance of the true figures around the target (of logits, for
        :func:`logit_shrinkage`). 0 = no more spread than chance alone would give.
    """

    values: Floats
    raw: Floats
    target: Floats
    own_weight: Floats
    between: Floats


def empirical_bayes(events: ArrayLike, population: ArrayLike) -> Shrunk:
    r"""Shrink rates towards the rate of all areas together (Marshall's global estimator).

    Parameters
    ----------
    events, population : array_like, shape (..., n_areas)
        Counts and persons. An area with a missing value (NaN) is left out and stays missing.

    Returns
    -------
    Shrunk
        Rates (events per person).

    Raises
    ------
    MethodError
        Negative events, a population not above zero, or fewer than two areas.

    Notes
    -----
    :math:`b = \sum O/\sum n`; :math:`a = \max(0, \sum n_i(r_i-b)^2/\sum n_i - b/\bar n)`;
    :math:`\theta_i = b + \frac{a}{a + b/n_i}(r_i - b)`.
    Marshall, R. J. (1991), *Applied Statistics* 40, 283–294; as esda's ``Empirical_Bayes``.

    Examples
    --------
    >>> shrunk = empirical_bayes([1, 30, 60], [100, 1000, 1000])
    >>> shrunk.raw.round(3), shrunk.values.round(3)
    (array([0.01, 0.03, 0.06]), array([0.033, 0.032, 0.057]))
    """
    observed, persons, rate = _rates(events, population)
    if rate.shape[-1] < 2:
        raise _too_few(rate.shape[-1])
    there = ~np.isnan(rate)
    n = np.where(there, persons, 0.0)
    total = n.sum(axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        middle = np.where(there, observed, 0.0).sum(axis=-1, keepdims=True) / total
        spread = (n * np.where(there, rate - middle, 0.0) ** 2).sum(axis=-1, keepdims=True) / total
        by_chance = middle * there.sum(axis=-1, keepdims=True) / total
    return _shrink(rate, middle, middle / persons, np.maximum(spread - by_chance, 0.0))


def spatial_empirical_bayes(events: ArrayLike, population: ArrayLike, neighbours: ArrayLike) -> Shrunk:
    r"""Shrink rates towards the rate of the area and its neighbours (Marshall's local estimator).

    Parameters
    ----------
    events, population : array_like, shape (..., n_areas)
        As in :func:`empirical_bayes`.
    neighbours : array_like of bool, shape (n_areas, n_areas)
        Row i: the neighbours of area i, without itself. See
        :func:`omradesindex.methods.spatial.neighbour_matrix` for lists of neighbours.

    Returns
    -------
    Shrunk
        Rates. An area whose neighbours are all missing keeps its own.

    Raises
    ------
    MethodError
        As :func:`empirical_bayes`; a matrix that does not fit; an area without neighbours.

    Notes
    -----
    Marshall (1991), section 3.2, the sums of :func:`empirical_bayes` over area i and its neighbours only;
    as esda's ``Spatial_Empirical_Bayes``.

    Examples
    --------
    >>> chain = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    >>> spatial_empirical_bayes([1, 30, 60], [100, 1000, 1000], chain).values.round(3)
    array([0.028, 0.032, 0.057])
    """
    observed, persons, rate = _rates(events, population)
    near = neighbour_matrix(neighbours, n_areas=rate.shape[-1])
    near = near | np.eye(len(near), dtype=bool)
    around = near.T.astype(float)
    there = ~np.isnan(rate)
    n = np.where(there, persons, 0.0)
    local = product(n, around)
    with np.errstate(invalid="ignore", divide="ignore"):
        # Deviations from the common rate, so that squares of small rates do not cancel.
        counted = np.where(there, observed, 0.0)
        common = counted.sum(axis=-1, keepdims=True) / n.sum(axis=-1, keepdims=True)
        off = np.where(there, rate - common, 0.0)
        shift = product(n * off, around) / local
        spread = np.maximum(product(n * off**2, around) / local - shift**2, 0.0)
        middle = product(counted, around) / local
        by_chance = middle * product(there.astype(float), around) / local
    return _shrink(rate, middle, middle / persons, np.maximum(spread - by_chance, 0.0))


def logit_shrinkage(
    events: ArrayLike,
    population: ArrayLike,
    *,
    groups: Sequence[object] | None = None,
    higher_rate: ArrayLike | None = None,
) -> Shrunk:
    r"""Shrink shares towards a higher level's, on the logit scale, as the English deprivation indices do.

    Parameters
    ----------
    events, population : array_like, shape (..., n_areas)
        How many of how many. An area with a missing value (NaN) is left out and stays missing.
    groups : sequence, length n_areas, optional
        The higher-level area that each belongs to (a sub-area's area). One group if left out.
    higher_rate : array_like, shape (..., n_areas), optional
        The higher level's own rate, repeated for each of its areas; that of its areas together if left out.

    Returns
    -------
    Shrunk
        Shares; ``between`` is the variance of logits.

    Raises
    ------
    MethodError
        More events than persons, a group of one area only, a higher rate of 0 or 1 (no logit).

    Notes
    -----
    :math:`m_j = \ln\frac{r_j+½}{n_j-r_j+½}`,
    :math:`s_j^2 = \frac{(n_j+1)(n_j+2)}{n_j(r_j+1)(n_j-r_j+1)}`,
    :math:`t^2 = \sum_j (m_j-M)^2/(k-1)` over the k areas of a group, M the logit of its rate,
    :math:`w_j = t^2/(t^2+s_j^2)`, :math:`m_j^* = w_j m_j + (1-w_j)M`.
    *The English Indices of Deprivation: Technical Report*, appendix on shrinkage estimation. The report's
    structure was followed; no published example was found to hold it against.

    Examples
    --------
    >>> shrunk = logit_shrinkage([1, 30, 60], [100, 1000, 1000])
    >>> shrunk.values.round(3), shrunk.own_weight.round(2)
    (array([0.023, 0.031, 0.06 ]), array([0.59, 0.96, 0.98]))
    """
    observed, persons, rate = _rates(events, population)
    refuse(
        observed > persons, "there are more events than persons", expected="a count from 0 to the population"
    )
    logit = log((observed + 0.5) / (persons - observed + 0.5))
    variance = (persons + 1) * (persons + 2) / (persons * (observed + 1) * (persons - observed + 1))
    group = _Groups.of(groups, rate.shape[-1])
    there = ~np.isnan(rate)
    if higher_rate is None:
        with np.errstate(invalid="ignore", divide="ignore"):
            r, n = (group.summed(np.where(there, a, 0.0)) for a in (observed, persons))
            above = group.laid(r / n)
    else:
        above, _ = together(
            higher_rate=numbers(higher_rate, "the higher level's rate", at_least=0), events=observed
        )
    refuse(
        (above <= 0) | (above >= 1),
        "the higher level's rate is 0 or 1, or outside, and has no logit",
        remedy="shrink towards a higher level that has both kinds",
    )
    shrunk = _towards(logit, log(above / (1 - above)), variance, group)
    return Shrunk(
        values=_expit(shrunk.values),
        raw=rate,
        target=np.where(there, above, np.nan),
        own_weight=shrunk.own_weight,
        between=shrunk.between,
    )


def mean_shrinkage(
    values: ArrayLike,
    variances: ArrayLike,
    *,
    groups: Sequence[object] | None = None,
    higher: ArrayLike | None = None,
) -> Shrunk:
    r"""Shrink means (an income, a grade) towards a higher level's.

    Parameters
    ----------
    values, variances : array_like, shape (..., n_areas)
        The areas' figures and their sampling variances (standard error squared), not negative.
    groups : sequence, length n_areas, optional
        As in :func:`logit_shrinkage`.
    higher : array_like, shape (..., n_areas), optional
        The higher level's own figure; the precision-weighted mean of its areas if left out.

    Returns
    -------
    Shrunk

    Raises
    ------
    MethodError
        A negative variance, a group of one area only, or an exact figure (variance 0) without ``higher``.

    Notes
    -----
    The rule of :func:`logit_shrinkage` for values that are no shares.

    Examples
    --------
    >>> mean_shrinkage([10.0, 20.0, 30.0], [1.0, 1.0, 100.0], higher=18.0).values.round(2)
    array([10.07, 19.98, 24.17])
    """
    own, variance = together(
        values=numbers(values, "the values"), variances=numbers(variances, "the variances", at_least=0)
    )
    group = _Groups.of(groups, own.shape[-1] if own.ndim else 1)
    own = np.where(np.isnan(variance), np.nan, own)
    if higher is None:
        refuse(
            variance == 0,
            "an exact figure would outweigh all others in the mean of the higher level",
            remedy="give higher=…",
        )
        precision = np.where(np.isnan(own), 0.0, 1 / variance)
        with np.errstate(invalid="ignore", divide="ignore"):
            weighed = np.where(np.isnan(own), 0.0, precision * own)
            target = group.laid(group.summed(weighed) / group.summed(precision))
    else:
        target, _ = together(higher=numbers(higher, "the higher level's figure"), values=own)
    return _towards(own, target, variance, group)


def _rates(events: ArrayLike, population: ArrayLike) -> tuple[Floats, Floats, Floats]:
    observed, persons = together(
        events=numbers(events, "the events", at_least=0), population=numbers(population, "the population")
    )
    if observed.ndim == 0:
        raise _too_few(1)
    refuse(persons <= 0, "the population is not above zero", remedy="give NaN where nobody lives")
    return observed, persons, np.asarray(observed / persons)


def _too_few(n: int) -> MethodError:
    return MethodError(
        f"{n} area has nothing to lean on",
        expected="two areas or more",
        remedy="show the raw figure with its interval",
    )


def _shrink(own: Floats, target: Floats, by_chance: Floats, between: Floats) -> Shrunk:
    """Weigh the own figure against the target by how much of its spread is more than chance."""
    shape = own.shape
    # Nothing between the areas and no chance either (no events at all): own and target are the same.
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(between > 0, between / (between + by_chance), 0.0)
    missing = np.isnan(own)
    target, between, weight = (
        np.where(missing, np.nan, np.broadcast_to(a, shape)) for a in (target, between, weight)
    )
    return Shrunk(target + weight * (own - target), own, target, weight, between)


def _towards(own: Floats, target: Floats, variance: Floats, group: _Groups) -> Shrunk:
    there = ~np.isnan(own)
    n = group.summed(there)
    refuse(
        n == 1, "a group holds one area, which has nothing to lean on", expected="two areas or more in each"
    )
    squares = np.where(there, own - target, 0.0) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        between = group.laid(group.summed(squares) / (n - 1))
    return _shrink(own, target, variance, between)


class _Groups(NamedTuple):
    """The group of each area, by its number; areas are summed in their order."""

    which: NDArray[np.intp]
    n: int

    @classmethod
    def of(cls, groups: Sequence[object] | None, n_areas: int) -> _Groups:
        if groups is None:
            return cls(np.zeros(n_areas, dtype=np.intp), 1)
        if len(groups) != n_areas:
            raise MethodError(f"{len(groups)} groups for {n_areas} areas", expected="one for each area")
        names, which = np.unique([str(g) for g in groups], return_inverse=True)
        return cls(which, len(names))

    def summed(self, parts: NDArray[Any]) -> Floats:
        return gathered(parts, belonging(self.which, self.n))

    def laid(self, of_groups: Floats) -> Floats:
        """What each area's group has."""
        return np.asarray(of_groups[..., self.which])


def _expit(x: Floats) -> Floats:
    return np.asarray(1 / (1 + exp(-x)))
