"""Classes of areas by distance from a given mean, as SCB's area types."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above
from omradesindex.methods.guard import Floats, numbers

__all__ = ["CUTS", "classes_by_spread", "cuts_by_spread"]

#: Where one class ends and the next begins, in spreads from the mean, highest first: class 1 above the first.
CUTS: tuple[float, ...] = (2.0, 1.0, 0.0, -1.0)


def cuts_by_spread(mean: float, spread: float) -> Floats:
    """Return the lowest value of each class but the last.

    Parameters
    ----------
    mean, spread : float
        Of all areas that the classes are about (SCB: every RegSO in the country, the same year, each counted
        once), not of the areas at hand.

    Raises
    ------
    MethodError
        A mean that is no number; a spread that is not above zero.

    Examples
    --------
    The country's mean and standard deviation of 2022:

    >>> cuts_by_spread(9.10, 5.47).round(2)
    array([20.04, 14.57,  9.1 ,  3.63])
    """
    for name, value in (("mean", mean), ("spread", spread)):
        if isinstance(value, bool | str) or not np.isscalar(value) or not np.isfinite(value):
            raise MethodError(f"the {name} {value!r} is no finite number", expected="one number for the year")
    if spread <= 0:
        raise MethodError(
            f"the spread {spread:g} is not above zero", expected="the standard deviation over all areas"
        )
    return np.asarray(mean + spread * np.array(CUTS))


def classes_by_spread(values: ArrayLike, mean: float, spread: float) -> NDArray[np.float64]:
    r"""Class 1 (highest values) to 5 (lowest) by distance from a given mean.

    Parameters
    ----------
    values : array_like
        NaN where missing.
    mean, spread : float
        See :func:`cuts_by_spread`.

    Returns
    -------
    ndarray, same shape as ``values``
        NaN where the value is missing. A value on a cut belongs to the class above it (the lower number).

    Notes
    -----
    1: :math:`x \ge \mu + 2\sigma`; 2: :math:`\mu + \sigma \le x`; 3: :math:`\mu \le x`;
    4: :math:`\mu - \sigma \le x`; 5: :math:`x < \mu - \sigma`. SCB's area types, as restated in
    xemarap/desocioek (METHOD.md) from "Indelning i områdestyper efter socioekonomiskt index" (2025-01-13).
    Which side a value on the cut belongs to is how that source writes it; SCB's own text was not opened.

    Examples
    --------
    >>> classes_by_spread([20.04, 20.03, 9.1, 3.63, 3.62], 9.10, 5.47)
    array([1., 2., 3., 4., 5.])
    """
    x = numbers(values, "the values")
    cuts = cuts_by_spread(mean, spread)
    # A value that equals a cut in decimals must not fall below it in binary.
    below = above(cuts, x[..., None], spread)
    return np.asarray(np.where(np.isnan(x), np.nan, 1.0 + below.sum(axis=-1)))
