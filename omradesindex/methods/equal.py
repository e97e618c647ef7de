"""When two values are equal: the one rule, for ranks, ties, spreads and limits alike.

A computer's numbers are binary fractions. 0.1 of 0.3 and 0.7 of 2.1 are both a third, and come out a last
digit apart; so do the means of 0.1, 0.2 and 0.3 added in different orders. Areas do not differ by that.

**The rule.** Values are equal where they differ by no more than :data:`SAME` (2⁻³², a quarter of a billionth)
of the scale that they stand on: some hundred thousand times what rounding leaves behind, and some forty
thousand times less than what one person among a hundred thousand makes.

Two values are compared as they stand (:func:`same`, :func:`above`, :func:`reaches`). Where many are put in
order, equality has to be handed on (if a equals b and b equals c, a equals c): they are then laid on a grid
of that step first (:func:`on_grid`). The step is a power of two, so that nothing but the place on the grid is
rounded, and the scale comes from what is measured, never from which draws happen to be looked at together.

Values are laid on a grid to be compared, never to be shown: what is published is not rounded here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

__all__ = [
    "SAME",
    "above",
    "ceiling",
    "ends",
    "flat",
    "half_up",
    "on_grid",
    "own_scale",
    "reaches",
    "same",
    "scale_of",
    "settled",
    "steps_in_one",
]

#: The share of their scale that two equal values may differ by.
SAME = 2.0**-32

_DIGITS = 32  # SAME, as a number of binary digits
_LEAST = -900  # the exponent of the finest grid, so that a scale near zero divides by no zero


def scale_of(values: ArrayLike, axis: int | None = None, *, keepdims: bool = False) -> Floats:
    """Return the greatest distance from zero: the scale that values stand on. 0 where there are none.

    Examples
    --------
    >>> float(scale_of([3.0, -140.0, float("nan")]))
    140.0
    """
    sizes = np.abs(np.asarray(values, dtype=float))
    return np.asarray(np.max(sizes, axis=axis, keepdims=keepdims, initial=0.0, where=np.isfinite(sizes)))


def own_scale(scores: ArrayLike, axis: int | None = None) -> Floats:
    """Return the scale of scores that have one of their own: places, counts, shares.

    Their unit is 1, so that what rounding leaves of scores that are all 0 is no difference.

    Examples
    --------
    >>> float(own_scale([0.2, 0.7])), float(own_scale([-3.0, 13.0]))
    (1.0, 13.0)
    """
    return np.maximum(scale_of(scores, axis), 1.0)


def on_grid(values: ArrayLike, scale: ArrayLike) -> Floats:
    """Lay values on the grid of a scale: whole numbers of its steps, equal where the values are.

    Parameters
    ----------
    values : array_like
        NaN and infinity stay.
    scale : array_like
        Of the same shape, or one that fits: a positive number of the size that the values have at the most.

    Returns
    -------
    ndarray
        The nearest whole number of steps, each 2⁻³² of the power of two above the scale.

    Examples
    --------
    >>> a, b, c = on_grid([0.1 + 0.2, 0.3, 0.300001], 1.0)
    >>> bool(a == b), bool(b < c)
    (True, True)
    """
    return np.rint(np.asarray(values, dtype=float) * steps_in_one(scale))


def steps_in_one(scale: ArrayLike) -> Floats:
    """Return how many steps of a scale's grid go into 1, a power of two."""
    _, exponent = np.frexp(np.asarray(scale, dtype=float))
    return np.asarray(np.ldexp(1.0, _DIGITS - np.maximum(exponent, _LEAST)))


def same(a: ArrayLike, b: ArrayLike, scale: ArrayLike = 0.0) -> Bools:
    """Whether values are equal; NaN equals nothing.

    Parameters
    ----------
    a, b : array_like
    scale : array_like
        What they stand on, where that is greater than the values themselves: 100 for points around 0.

    Examples
    --------
    >>> bool(same(0.1 + 0.2, 0.3)), bool(same(0.3, 0.300001))
    (True, False)
    """
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    with np.errstate(invalid="ignore"):
        near = np.abs(a - b) <= SAME * np.maximum(np.maximum(np.abs(a), np.abs(b)), scale)
    # Infinity less infinity is no number.
    return np.asarray(np.where(np.isfinite(a) & np.isfinite(b), near, a == b))


def ends(values: ArrayLike, axis: int = -2, *, keepdims: bool = False) -> tuple[Floats, Floats]:
    """Return the smallest and the largest value along an axis: one and the same where all are equal.

    NaN where every value is missing.

    Examples
    --------
    >>> low, high = ends([[0.1 + 0.2, 1.0], [0.3, 2.0]])
    >>> (low == high).tolist()
    [True, False]
    """
    x = np.asarray(values, dtype=float)
    low: Floats = np.asarray(np.fmin.reduce(x, axis=axis))
    high: Floats = np.asarray(np.fmax.reduce(x, axis=axis))
    if keepdims:
        low, high = np.expand_dims(low, axis), np.expand_dims(high, axis)
    return low, np.where(same(low, high), low, high)


def flat(values: ArrayLike, axis: int = -2, *, keepdims: bool = False) -> Bools:
    """Whether all values along an axis are equal; false where there are none."""
    low, high = ends(values, axis, keepdims=keepdims)
    return np.asarray(low == high)


def above(a: ArrayLike, b: ArrayLike, scale: ArrayLike = 0.0) -> Bools:
    """Whether ``a`` is greater than ``b``, and not equal to it."""
    return np.asarray(np.greater(a, b) & ~same(a, b, scale))


def reaches(a: ArrayLike, b: ArrayLike, scale: ArrayLike = 0.0) -> Bools:
    """Whether ``a`` is greater than ``b`` or equal to it.

    Examples
    --------
    >>> bool(reaches(0.3, 0.1 + 0.2)), bool(above(0.1 + 0.2, 0.3))
    (True, False)
    """
    return np.asarray(np.greater_equal(a, b) | same(a, b, scale))


def settled(values: ArrayLike, scale: ArrayLike | None = None) -> Floats:
    """Round to the grid what is known to so many digits only, so that it is the same on every processor.

    For what an iterative algorithm of a library finds: eigenvectors, linear programs, quantiles of rarer
    distributions. Nothing that can be computed in one order needs it.

    Parameters
    ----------
    values : array_like
    scale : array_like, optional
        As in :func:`on_grid`; each value's own if left out.

    Examples
    --------
    >>> a, b = settled([0.1 + 0.2, 0.3])
    >>> bool(a == b)
    True
    """
    x = np.asarray(values, dtype=float)
    steps = steps_in_one(np.where(np.isfinite(x), x, 0.0) if scale is None else scale)
    return np.asarray(np.rint(x * steps) / steps)


def ceiling(values: ArrayLike) -> Floats:
    """Return the smallest whole numbers that are not below the values.

    Examples
    --------
    >>> ceiling([2.1, 0.1 * 3 * 10])
    array([3., 3.])
    """
    x = np.asarray(values, dtype=float)
    return np.asarray(np.where(same(np.rint(x), x), np.rint(x), np.ceil(x)))


def half_up(values: ArrayLike, decimals: int) -> Floats:
    """Round to so many decimals, a half away from zero, as tables are printed.

    Examples
    --------
    >>> half_up([0.125, 1.005, -0.125], 2)
    array([ 0.13,  1.01, -0.13])
    """
    x = np.asarray(values, dtype=float)
    steps = -ceiling(-(np.abs(x) * 10.0**decimals + 0.5))
    return np.asarray(np.copysign(steps / 10.0**decimals, x))
