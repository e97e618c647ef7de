"""Skewness and kurtosis, and the rule of thumb for columns that need treatment."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.methods.equal import above, flat

Floats = NDArray[np.float64]


def moments_of(x: ArrayLike) -> tuple[Floats, Floats]:
    """Skewness and excess kurtosis at once: see :func:`skewness` and :func:`excess_kurtosis`."""
    # In order of size, so that the order of the areas has no effect.
    values = np.sort(np.asarray(x, dtype=float), axis=-2)
    n = (~np.isnan(values)).sum(axis=-2).astype(float)
    constant = flat(values)
    there = np.where(np.isnan(values), 0.0, values)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        d = np.where(np.isnan(values), 0.0, there - np.expand_dims(there.sum(axis=-2) / n, -2))
        # In units of the largest deviation, so that no power runs out of range.
        d = d / np.expand_dims(np.abs(d).max(axis=-2, initial=0.0), -2)
        square = d * d
        two = square.sum(axis=-2)
        g1 = np.sqrt(n) * (square * d).sum(axis=-2) / (two * np.sqrt(two))
        g2 = n * (square * square).sum(axis=-2) / (two * two) - 3
        skew = g1 * np.sqrt(n * (n - 1)) / (n - 2)
        kurtosis = ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3))
    return np.where((n >= 3) & ~constant, skew, np.nan), np.where((n >= 4) & ~constant, kurtosis, np.nan)


def skewness(x: ArrayLike) -> Floats:
    """Skewness of each column, corrected for bias, as spreadsheets' SKEW and COINr.

    ``G1 = g1 · √(n (n − 1)) / (n − 2)`` with ``g1 = m3 / m2^(3/2)``.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_indicators)
        Missing values are left out.

    Returns
    -------
    ndarray, shape (..., n_indicators)
        NaN where fewer than three values are there, or all are equal.

    Notes
    -----
    Joanes, D. N. and Gill, C. A. (1998), "Comparing measures of sample skewness and kurtosis", *The
    Statistician* 47, 183–189.

    Examples
    --------
    >>> skewness([[1.0], [2.0], [3.0], [10.0]]).round(4)
    array([1.7636])
    """
    return moments_of(x)[0]


def excess_kurtosis(x: ArrayLike) -> Floats:
    """Kurtosis of each column, less the normal distribution's three and corrected for bias.

    ``G2 = ((n + 1) g2 + 6) (n − 1) / ((n − 2) (n − 3))`` with ``g2 = m4 / m2² − 3``; spreadsheets' KURT.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_indicators)
        Missing values are left out.

    Returns
    -------
    ndarray, shape (..., n_indicators)
        NaN where fewer than four values are there, or all are equal.

    Notes
    -----
    Joanes and Gill (1998), *The Statistician* 47, 183–189.

    Examples
    --------
    >>> excess_kurtosis([[1.0], [2.0], [3.0], [10.0]]).round(4)
    array([3.228])
    """
    return moments_of(x)[1]


def is_outlying(x: ArrayLike, *, skew: float = 2.0, kurtosis: float = 3.5) -> NDArray[np.bool_]:
    """Whether a column has outliers by the rule of thumb: |skewness| > 2 *and* excess kurtosis > 3.5.

    Returns
    -------
    ndarray of bool, shape (..., n_indicators)
        False where there are too few values to say.

    Notes
    -----
    Thresholds as in COINr (Becker et al. 2022, *Journal of Open Source Software* 7, 4567), after the
    practice of the European Commission's Competence Centre on Composite Indicators.

    Examples
    --------
    >>> is_outlying([[1.0], [2.0], [3.0], [2.0], [1.0], [40.0]])
    array([ True])
    """
    found = moments_of(x)
    return above(np.abs(found[0]), skew) & above(found[1], kurtosis)
