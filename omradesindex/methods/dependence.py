"""Errors that hang together: several indicators counted on the same persons err in the same direction.

Who is unlucky in one respect is often so in another. Where a person's conditions are correlated, so are the
errors of the shares that are counted on the same persons, and the error of their mean is greater than if each
indicator had persons of its own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.sums import total

__all__ = ["COUNTED", "LATENT", "MEASURED", "combined", "common", "connected", "factors", "latent", "root"]

Floats = NDArray[np.float64]

#: The moderate assumption: the correlation between two of a person's latent conditions.
LATENT = 0.5
#: What is left of a latent correlation where a condition is measured as it is (an income), and where it is
#: cut in two (employed or not): two of these leave 2/3 of it. See :func:`latent`.
MEASURED, COUNTED = 1.0, float(np.sqrt(2 / 3))
#: Rounding in a correlation matrix that was written with some decimals; below it nothing is negative.
_ROUNDING = 1e-9


def common(correlation: float, shared: ArrayLike) -> Floats:
    """One correlation between the errors of any two indicators, as far as they share their persons.

    Parameters
    ----------
    correlation : float
        −1 to 1.
    shared : array_like, shape (n_indicators, n_indicators)
        How much of their persons two indicators share, 0 (other persons, or no persons) to 1 (the same).

    Returns
    -------
    ndarray, shape (n_indicators, n_indicators)
        Correlations of errors.

    Raises
    ------
    MethodError
        A correlation outside −1 to 1, or one that so many indicators cannot all have with each other.

    Examples
    --------
    >>> common(0.3, np.ones((2, 2)))
    array([[1. , 0.3],
           [0.3, 1. ]])
    """
    if not -1 <= correlation <= 1:
        raise MethodError(
            f"the correlation between the indicators' errors is {correlation:g}",
            expected="a number from −1 to 1",
        )
    overlap = np.asarray(shared, dtype=float)
    matrix = correlation * overlap
    matrix[np.diag_indices(len(matrix))] = 1.0
    root(matrix)
    return matrix


def latent(loadings: ArrayLike, shared: ArrayLike, correlation: float = LATENT) -> Floats:
    r"""Correlations of errors where a person's latent conditions have one correlation.

    Parameters
    ----------
    loadings : array_like, shape (n_indicators,)
        :data:`MEASURED` for a mean of what is measured, :data:`COUNTED` for a share of those beyond a cut.
    shared : array_like, shape (n_indicators, n_indicators)
        See :func:`common`.
    correlation : float
        Between two latent conditions of one person, 0 to 1.

    Notes
    -----
    Two normal variables with the correlation :math:`\rho` that are both cut at their medians have the
    correlation :math:`\frac{2}{\pi}\arcsin\rho` (Sheppard, W. F. (1899), *Phil. Trans. R. Soc. A* 192,
    101–167), which is 1/3 for :math:`\rho = ½`; other cuts give less. The loading of a share,
    :math:`\sqrt{2/3}`, gives just this. A share and a mean then have .41, and truly .40 at most.

    Examples
    --------
    >>> latent([COUNTED, COUNTED, MEASURED], np.ones((3, 3))).round(3)
    array([[1.   , 0.333, 0.408],
           [0.333, 1.   , 0.408],
           [0.408, 0.408, 1.   ]])
    """
    loading = np.asarray(loadings, dtype=float)
    matrix = correlation * np.outer(loading, loading) * np.asarray(shared, dtype=float)
    matrix[np.diag_indices(len(matrix))] = 1.0
    return np.asarray(matrix)


def combined(parts: ArrayLike, correlations: ArrayLike) -> Floats:
    r"""Standard error of a sum of parts whose errors hang together.

    Parameters
    ----------
    parts : array_like, shape (n_areas, n_indicators)
        What one standard error of each indicator makes of the sum, with its sign.
    correlations : array_like, shape (n_indicators, n_indicators) or (n_areas, n_indicators, n_indicators)

    Returns
    -------
    ndarray, shape (n_areas,)

    Notes
    -----
    .. math:: \sqrt{\sum_i a_i^2 + 2\sum_{i<j} r_{ij} a_i a_j}

    Examples
    --------
    >>> parts = [[3.0, 4.0]]
    >>> [float(combined(parts, [[1, r], [r, 1]])[0]) for r in (-1.0, 0.0, 1.0)]
    [1.0, 5.0, 7.0]
    """
    a = np.asarray(parts, dtype=float)
    r = np.broadcast_to(np.asarray(correlations, dtype=float), (len(a), a.shape[1], a.shape[1]))
    squares = total((a**2).T)
    for j in range(1, a.shape[1]):
        # What the earlier indicators and this one have in common, from the first to the last.
        squares = squares + 2 * a[:, j] * total((r[:, :j, j] * a[:, :j]).T)
    return np.asarray(np.sqrt(np.maximum(squares, 0.0)))


def root(correlations: ArrayLike) -> Floats:
    """Lower triangular root of a correlation matrix, in one order on every processor.

    Independent standard errors times it are errors with these correlations.

    Parameters
    ----------
    correlations : array_like, shape (n, n)

    Returns
    -------
    ndarray, shape (n, n)
        Such that the root times its transpose is the matrix. Where the matrix has no full rank some columns
        are zero.

    Raises
    ------
    MethodError
        No such correlations can stand together: the matrix is not positive semidefinite.

    Examples
    --------
    >>> root([[1.0, 0.6], [0.6, 1.0]])
    array([[1. , 0. ],
           [0.6, 0.8]])
    """
    left = np.array(correlations, dtype=float)
    lower = np.zeros_like(left)
    for j in range(len(left)):
        rest = left[j, j]
        if rest < -_ROUNDING or (rest <= _ROUNDING and (np.abs(left[j + 1 :, j]) > np.sqrt(_ROUNDING)).any()):
            raise MethodError(
                "the correlations between the indicators' errors cannot stand together: the matrix is not "
                "positive semidefinite",
                expected="correlations that some persons could have, such as those of one table of persons",
            )
        if rest <= _ROUNDING:
            continue
        lower[j:, j] = left[j:, j] / np.sqrt(rest)
        left[j:, j:] -= lower[j:, j, None] * lower[None, j:, j]
    return lower


def factors(correlations: ArrayLike, own: ArrayLike) -> tuple[Floats, Floats]:
    r"""Split errors that hang together into what is each indicator's own and what several have in common.

    Parameters
    ----------
    correlations : array_like, shape (n_indicators, n_indicators)
    own : array_like, shape (n_indicators,)
        As much of each variance as is surely the indicator's own; the more, the fewer common errors it takes.

    Returns
    -------
    own : ndarray, shape (n_indicators,)
        All of the variance where an indicator has nothing in common with another.
    common : ndarray, shape (n_common, n_indicators)
        What one standard error of each common error makes of each indicator's:
        :math:`r_{ij} = \delta_{ij}\,\mathrm{own}_i + \sum_k c_{ki}c_{kj}`.

    Raises
    ------
    MethodError
        So much cannot be the indicators' own.

    Examples
    --------
    >>> own, common = factors([[1, 0.25, 0], [0.25, 1, 0], [0, 0, 1]], [0.75, 0.75, 0.75])
    >>> own, common
    (array([0.75, 0.75, 1.  ]), array([[0.5, 0.5, 0. ]]))
    """
    left = np.array(correlations, dtype=float)
    diagonal = np.diag_indices(len(left))
    alone = (left != 0).sum(axis=0) == (left[diagonal] != 0)
    kept = np.where(alone, left[diagonal], np.asarray(own, dtype=float))
    left[diagonal] -= kept
    lower = root(left)
    return kept, np.ascontiguousarray(lower.T[(lower != 0).any(axis=0)])


def connected(correlations: ArrayLike) -> Floats:
    """All errors the same way among indicators that have anything in common, also by way of others.

    Examples
    --------
    >>> connected([[1, 0.2, 0], [0.2, 1, 0.1], [0, 0.1, 1]]).tolist()
    [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    """
    near = np.array(correlations, dtype=float) != 0
    for middle in range(len(near)):
        near |= near[:, middle, None] & near[middle]
    return np.asarray(near, dtype=float)
