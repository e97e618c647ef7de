"""Weights from one factor that the columns share, estimated by maximum likelihood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, settled
from omradesindex.methods.functions import log
from omradesindex.methods.guard import emptiest
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.multivariate import correlation
from omradesindex.methods.weight import rescale
from omradesindex.methods.weight_data import ordered, refuse, varying

Floats = NDArray[np.float64]

#: The least part of a column's variance that may be its own, as in R's ``factanal``.
LEAST = 0.005

_STEPS, _SMALL, _NEAR = 50, 1e-7, 1e-12


@dataclass(frozen=True)
class OneFactor:
    """One factor of the correlations between columns.

    Attributes
    ----------
    loadings : ndarray, shape (n_columns,)
        Correlation of each column with the factor; they sum to more than zero.
    uniquenesses : ndarray, shape (n_columns,)
        Share of each column's variance that is its own.
    """

    loadings: Floats
    uniquenesses: Floats


def one_factor(x: ArrayLike) -> Floats:
    r"""Weigh each column by how it is used to estimate the one factor that the columns share.

    :math:`w_j \propto \lambda_j / \psi_j`, loading over uniqueness, of the likeliest factor
    (:func:`fit_factor`): what the column has of its own is taken as noise.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        In any unit. Only areas with a value in every column are used.

    Returns
    -------
    ndarray, shape (n_columns,)

    Raises
    ------
    MethodError
        As :func:`fit_factor`; a column that points against the others, whose weight would be negative.

    Notes
    -----
    Lawley, D. N. and Maxwell, A. E. (1971), *Factor Analysis as a Statistical Method*. The English and the
    Scottish indices weigh the indicators of some domains so, each made into a normal score first. A single
    column shares nothing that could be estimated: it weighs 1, as all weights together do. Two do not tell
    what they share from what each has of its own, and are refused.

    Examples
    --------
    >>> x = [[1.0, 2.0, 1.0], [2.0, 4.0, 3.0], [3.0, 3.0, 4.0], [4.0, 6.0, 4.0], [5.0, 5.0, 7.0]]
    >>> bool(one_factor(x).argmax() == 0)
    True
    """
    values = ordered(x)
    if values.ndim == 2 and values.shape[1] == 1:
        return np.ones(1)
    found = fit_factor(values)
    refuse(
        above(0.0, found.loadings, 1.0),
        "it points against the others in the factor, so its weight would be negative",
        remedy="look at its direction, or leave it out",
    )
    return rescale(np.maximum(found.loadings, 0.0) / found.uniquenesses)


def fit_factor(x: ArrayLike) -> OneFactor:
    """Find the likeliest single factor of the correlations between columns.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        Only areas with a value in every column are used.

    Returns
    -------
    OneFactor

    Raises
    ------
    MethodError
        Leading dimensions; fewer than three columns, which any factor fits; fewer areas than columns and two
        more; a column that does not vary.

    Notes
    -----
    Where the likelihood is greatest, loadings and uniquenesses make up each column's variance (Lawley and
    Maxwell 1971, chapter 4); uniquenesses are kept at 0.005 or above. Loadings of R's ``factanal``.

    Examples
    --------
    >>> x = [[1.0, 2.0, 1.0], [2.0, 4.0, 3.0], [3.0, 3.0, 4.0], [4.0, 6.0, 4.0], [5.0, 5.0, 7.0]]
    >>> fit_factor(x).loadings.round(3)
    array([0.998, 0.797, 0.949])
    """
    values = ordered(x)
    if values.ndim != 2:
        raise MethodError(
            f"a factor is found for one set of values at a time, not for {values.shape}",
            expected="an array of areas × columns",
        )
    k = values.shape[1]
    if k < 3:
        raise MethodError(
            f"{k} columns share no factor that could be told from others",
            expected="at least three columns",
            remedy='give what has few parts a way of its own, by its id, such as "equal"',
        )
    used = values[~np.isnan(values).any(axis=1)]
    if len(used) < k + 2:
        raise MethodError(
            f"too few areas have a value in every column: {len(used)}",
            where=emptiest(values, k + 2),
            expected=f"at least {k + 2} for {k} columns",
        )
    varying(used)
    r, _ = correlation(used)
    own = _uniquenesses(r)
    root = np.sqrt(own)
    loadings = settled(_loadings(r, root), 1.0)
    return OneFactor(loadings * (-1.0 if loadings.sum() < 0 else 1.0), settled(own, 1.0))


def _loadings(r: Floats, root: Floats) -> Floats:
    """The loadings that are likeliest with given uniquenesses, of which these are the roots."""
    values, vectors = np.linalg.eigh(r / np.outer(root, root))
    return np.asarray(root * vectors[:, -1] * np.sqrt(max(float(values[-1]) - 1.0, 0.0)))


def _uniquenesses(r: Floats) -> Floats:
    """Share of each column's variance that is its own, where the likelihood is greatest."""
    from scipy.optimize import Bounds, minimize

    def unlikely(own: Floats) -> tuple[float, Floats]:
        values = np.linalg.eigvalsh(r / np.sqrt(np.outer(own, own)))[:-1]
        left = _loadings(r, np.sqrt(own)) ** 2 + own - 1.0
        return float((values - log(np.maximum(values, 1e-300))).sum()), left / own**2

    start = np.full(len(r), 0.5)
    bounds = Bounds(LEAST, 1.0)
    found = minimize(
        unlikely,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"ftol": 1e-15, "gtol": 1e-9, "maxiter": 1000},
    )
    own = np.clip(found.x, LEAST, 1.0)
    # The search ends within some 1e-6 of it, on each processor elsewhere; steps by the slopes end there.
    for _ in range(_STEPS):
        own = _step(r, own)
        if np.abs(_what_is_left(r, own) - own).max() < _NEAR:
            return own
    raise MethodError("no factor is likelier than those about it", remedy="use first_component instead")


def _what_is_left(r: Floats, own: Floats) -> Floats:
    """The columns' variances, less what a factor with such uniquenesses explains."""
    return np.clip(1.0 - _loadings(r, np.sqrt(own)) ** 2, LEAST, 1.0)


def _step(r: Floats, own: Floats) -> Floats:
    """Newton's step to where the uniquenesses are what is left; those at their least stay there."""
    free = np.flatnonzero(own > LEAST * (1 + 1e-6))
    away = _what_is_left(r, own) - own
    slopes = np.empty((len(free), len(free)))
    for place, j in enumerate(free):
        moved = own.copy()
        moved[j] += _SMALL
        slopes[:, place] = (_what_is_left(r, moved) - moved - away)[free] / _SMALL
    found = own.copy()
    found[free] -= np.linalg.lstsq(slopes, away[free], rcond=None)[0]
    return np.clip(found, LEAST, 1.0)


#: Name in a definition → method: weights from one factor.
FACTOR: Mapping[str, Method] = methods_of(
    Method(
        "weight",
        "one_factor",
        one_factor,
        "Lawley & Maxwell (1971), Factor Analysis as a Statistical Method",
        "Efter en gemensam faktor, skattad med maximum likelihood",
        "By one shared factor, estimated by maximum likelihood",
    ),
)
