"""An index of weighted counts, as the Care Need Index: a sum that parts add up to."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.guard import Floats, numbers, refuse, together
from omradesindex.methods.sums import weighted

__all__ = ["cut_decimals", "per_person", "relative_to", "weighted_counts"]


def weighted_counts(counts: ArrayLike, weights: ArrayLike, *, partial: bool = False) -> Floats:
    r"""Weighted sum of counts over the last axis.

    Parameters
    ----------
    counts : array_like, shape (..., n_variables)
        Not negative; NaN where missing.
    weights : array_like, shape (n_variables,)
        Not negative. They are used as they are, not scaled to one.
    partial : bool
        Add up what there is. Counts and weights are never negative, so such a sum is at most the full one.
        Without it a sum that lacks any of its counts is missing. With nothing at all it is always missing.

    Returns
    -------
    ndarray, shape (...,)

    Raises
    ------
    MethodError
        Negative or infinite counts or weights, or not one weight for each count.

    Notes
    -----
    :math:`I_a = \sum_j w_j n_{ja}`, the raw Care Need Index of SCB's product page. It is additive: the index
    of a city is the sum of its areas', provided that the counts are.

    Examples
    --------
    Two of three groups are known in the second area:

    >>> weighted_counts([[10, 20, 5], [10, float("nan"), 5]], [2.0, 1.5, 4.0])
    array([70., nan])
    >>> weighted_counts([[10, 20, 5], [10, float("nan"), 5]], [2.0, 1.5, 4.0], partial=True)
    array([70., 40.])
    """
    n = numbers(counts, "the counts", at_least=0)
    w = numbers(weights, "the weights", at_least=0)
    refuse(np.isnan(w), "a weight is missing", expected="one number for each count; 0 leaves a count out")
    if w.ndim != 1 or n.shape[-1:] != w.shape:
        raise MethodError(
            f"the weights {w.shape} do not fit the counts {n.shape}",
            expected="one weight for each count along the last axis",
        )
    missing = np.isnan(n)
    total = weighted(np.where(missing, 0.0, n), w)
    lacking = missing.all(axis=-1) if partial else missing.any(axis=-1)
    return np.asarray(np.where(lacking, np.nan, total))


def cut_decimals(index: ArrayLike) -> Floats:
    """Cut the decimals of a raw index, as SCB prints it.

    Examples
    --------
    A sum that is a whole number stays one, although binary arithmetic leaves it just below:

    >>> cut_decimals([22709.42, 7869.74, 0.1 * 3 * 10 - 1e-12])
    array([22709.,  7869.,     3.])
    """
    return np.asarray(np.floor(np.round(numbers(index, "the index"), 6)))


def per_person(index: ArrayLike, population: ArrayLike) -> Floats:
    """Divide an index of counts by the population; nobody there gives no value (NaN).

    Parameters
    ----------
    index, population : array_like
        Broadcast; not negative.

    Raises
    ------
    MethodError
        Negative or infinite values, or arrays that do not fit each other.

    Examples
    --------
    >>> per_person([22709.42, 0], [5912, 0]).round(5)
    array([3.84124,     nan])
    """
    top, people = together(
        the_index=numbers(index, "the index", at_least=0),
        the_population=numbers(population, "the population", at_least=0),
    )
    return np.asarray(top / np.where(people > 0, people, np.nan))


def relative_to(value: ArrayLike, reference: ArrayLike) -> Floats:
    """Divide by the same figure of a wider area (the country): 1 is as there.

    Parameters
    ----------
    value, reference : array_like
        In the same unit; broadcast. The reference must be above zero.

    Raises
    ------
    MethodError
        A reference of zero or less, or arrays that do not fit each other.

    Examples
    --------
    >>> float(relative_to(3.0, 2.5))
    1.2
    """
    x, base = together(
        the_value=numbers(value, "the value", at_least=0), the_reference=numbers(reference, "the reference")
    )
    refuse(base <= 0, "the reference is not above zero", expected="the wider area's own figure")
    return np.asarray(x / base)
