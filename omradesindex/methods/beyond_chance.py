"""Whether areas differ by more than chance in their figures, and how much of their differences that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, scale_of, settled
from omradesindex.methods.guard import Floats, floats

__all__ = ["chance_of_differences", "share_beyond_chance"]


def share_beyond_chance(values: ArrayLike, errors: ArrayLike) -> Floats:
    r"""Share of the variance between areas that chance does not make.

    Parameters
    ----------
    values, errors : array_like, shape (n_areas, n_measures)
        Figures and their standard errors; an area whose error is not known (NaN) is left out.

    Returns
    -------
    ndarray, shape (n_measures,)
        0–1; NaN with fewer than two areas, or where all values are the same.

    Notes
    -----
    :math:`1 - \overline{s^2}/S^2`, of the mean squared error and the variance between the areas.

    Examples
    --------
    >>> share_beyond_chance([[10.0], [20.0], [30.0]], [[5.0], [5.0], [5.0]]).tolist()
    [0.75]
    """
    x, s = _pair(values, errors)
    known = ~np.isnan(s)
    n = known.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, x, 0.0).sum(axis=0) / n
        variance = np.where(known, (x - mean) ** 2, 0.0).sum(axis=0) / (n - 1)
        noise = np.where(known, s**2, 0.0).sum(axis=0) / n
        share = np.maximum(1 - noise / variance, 0.0)
    return np.where((n > 1) & (variance > 0), share, np.nan)


def chance_of_differences(values: ArrayLike, errors: ArrayLike) -> Floats:
    r"""How likely chance alone makes areas as unlike as these.

    Parameters
    ----------
    values, errors : array_like, shape (n_areas, n_measures)
        As in :func:`share_beyond_chance`. An error of zero is exact: then any difference is real.

    Returns
    -------
    ndarray, shape (n_measures,)
        p values; NaN with fewer than two areas.

    Notes
    -----
    :math:`Q = \sum (x_i-\hat x)^2/s_i^2` around the mean weighted by :math:`1/s_i^2`, against a chi-squared
    distribution with one degree of freedom less than there are areas (Cochran, W. G. (1954), *Biometrics* 10,
    101–129).

    Examples
    --------
    >>> chance_of_differences([[10.0], [20.0], [30.0]], [[5.0], [5.0], [5.0]]).round(3).tolist()
    [0.018]
    """
    from scipy.stats import chi2

    x, s = _pair(values, errors)
    p = np.full(x.shape[1], np.nan)
    for place in range(x.shape[1]):
        known = ~np.isnan(s[:, place]) & ~np.isnan(x[:, place])
        figures, error = x[known, place], s[known, place]
        if len(figures) < 2:
            continue
        if (error == 0).any():
            p[place] = 0.0 if above(np.ptp(figures), 0.0, scale_of(x[:, place])) else 1.0
            continue
        weight = 1 / error**2
        middle = (weight * figures).sum() / weight.sum()
        q = (weight * (figures - middle) ** 2).sum()
        p[place] = float(settled(chi2.sf(q, len(figures) - 1)))
    return p


def _pair(values: ArrayLike, errors: ArrayLike) -> tuple[Floats, Floats]:
    x, s = floats(values, "values"), floats(errors, "errors")
    if x.ndim != 2 or x.shape != s.shape:
        raise MethodError(
            f"values of the shape {x.shape} and errors of {s.shape} do not belong together",
            expected="one standard error for each value: areas × measures",
        )
    return x, np.where(np.isnan(x), np.nan, s)
