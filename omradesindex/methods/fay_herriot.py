"""Area-level model of Fay and Herriot: direct figures combined with a regression on known indicators."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import same
from omradesindex.methods.functions import exp, log, power
from omradesindex.methods.guard import Floats, choose, numbers, refuse, together
from omradesindex.methods.least_squares import orthogonal, solved
from omradesindex.methods.sums import product

__all__ = ["FEW_AREAS", "FayHerriot", "fay_herriot"]

#: With this many areas or fewer the variance between areas is poorly determined.
FEW_AREAS = 20

_METHODS = ("reml", "moment")


@dataclass(frozen=True)
class FayHerriot:
    """Figures of the Fay–Herriot model.

    Attributes
    ----------
    values : ndarray, shape (..., n_areas)
        The combined figures.
    synthetic : ndarray, shape (..., n_areas)
        What the regression alone says.
    own_weight : ndarray, shape (..., n_areas)
        γ: weight 0–1 of the area's own figure; 0 where it has none.
    between : ndarray, shape (...)
        A: variance of the true figures around the regression.
    coefficients : ndarray, shape (..., n_covariates)
    mse : ndarray, shape (..., n_areas)
        Estimated mean squared error, the uncertainty of A included to second order.
    notes : tuple of str
        What a reader must know: few areas; A = 0. Empty where all is well.
    """

    values: Floats
    synthetic: Floats
    own_weight: Floats
    between: Floats
    coefficients: Floats
    mse: Floats
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Fit:
    """Generalised least squares at a given A."""

    beta: Floats
    root: Floats  # root · root' = (X'V⁻¹X)⁻¹
    residual: Floats
    v: Floats


def fay_herriot(
    y: ArrayLike,
    variances: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    method: Literal["reml", "moment"] = "reml",
) -> FayHerriot:
    r"""Combine each area's own figure with a regression on known indicators.

    Parameters
    ----------
    y : array_like, shape (..., n_areas)
        Direct figures, as from a survey. An area without one (NaN) gets the regression's.
    variances : array_like, shape (..., n_areas)
        Their sampling variances D (standard error squared), above zero and taken as known.
    covariates : array_like, shape (n_areas, n_covariates), optional
        Known for every area. An intercept is put first by this function; with the intercept alone (left out)
        figures are shrunk towards a common mean.
    method : {"reml", "moment"}
        How A is estimated: restricted maximum likelihood, or Fay and Herriot's own moment equation.

    Returns
    -------
    FayHerriot
        With ``notes`` where there are 20 areas or fewer, and where A = 0, so that the figures are the
        regression's alone. Scenarios are fitted one by one.

    Raises
    ------
    MethodError
        A variance not above zero, a missing or redundant covariate, no more areas than coefficients.

    Notes
    -----
    :math:`y_i = x_i\beta + u_i + e_i`, the variance of :math:`u_i` is A, that of :math:`e_i` is :math:`D_i`;
    :math:`\hat\theta_i = \gamma_i y_i + (1-\gamma_i) x_i\hat\beta`, :math:`\gamma_i = A/(A+D_i)`.
    Fay, R. E. & Herriot, R. A. (1979), *JASA* 74, 269–277. Mean squared error: Datta, G. S., Rao, J. N. K. &
    Smith, D. D. (2005), *Biometrika* 92, 183–196. Rao & Molina (2015), *Small Area Estimation*, ch. 6.

    Examples
    --------
    >>> found = fay_herriot([10.0, 14.0, 9.0, 20.0], [1.0, 1.0, 1.0, 9.0])
    >>> found.values.round(2), found.own_weight.round(2)
    (array([10.15, 13.92,  9.21, 17.4 ]), array([0.94, 0.94, 0.94, 0.64]))
    >>> found.notes[0]
    '4 areas are few: the variance between areas (A), and with it every figure, is poorly determined'
    """
    choose("method", method, _METHODS)
    own, d = together(y=numbers(y, "the figures"), variances=numbers(variances, "the variances"))
    refuse(
        d <= 0, "a variance is not above zero", remedy="leave exact figures as they are, outside the model"
    )
    n = own.shape[-1] if own.ndim else 1
    x = np.ones((n, 1))
    if covariates is not None:
        given = numbers(covariates, "the covariates")
        if given.ndim != 2 or len(given) != n:
            raise MethodError(
                f"covariates of shape {given.shape} for {n} areas", expected=f"({n}, number of covariates)"
            )
        refuse(np.isnan(given), "a covariate is missing", expected="covariates known for every area")
        x = np.column_stack([x, given])
    shape = own.shape[:-1]
    between, beta = np.empty(shape), np.empty((*shape, x.shape[1]))
    values, synthetic, weight, mse = (np.empty((*shape, n)) for _ in range(4))
    fewest = n
    for at in np.ndindex(shape):
        there = ~(np.isnan(own[at]) | np.isnan(d[at]))
        fewest = min(fewest, int(there.sum()))
        _check_design(x[there])
        a = _between(own[at][there], x[there], d[at][there], method)
        fit = _least_squares(own[at][there], x[there], d[at][there], a)
        between[at], beta[at] = a, fit.beta
        synthetic[at] = product(x, fit.beta)
        weight[at] = np.where(there, a / (a + np.where(there, d[at], 1.0)), 0.0)
        values[at] = synthetic[at] + weight[at] * np.where(there, own[at] - synthetic[at], 0.0)
        mse[at] = _mse(a, x, d[at], there, fit, method)
    return FayHerriot(values, synthetic, weight, between, beta, mse, _notes(fewest, between))


def _notes(n: int, between: Floats) -> tuple[str, ...]:
    notes = []
    if n <= FEW_AREAS:
        notes.append(
            f"{n} areas are few: the variance between areas (A), and with it every figure, "
            "is poorly determined"
        )
    if (between == 0).any():
        notes.append(
            "A was estimated as 0: the figures are the regression's alone, the areas' own do not count"
        )
    return tuple(notes)


def _check_design(x: Floats) -> None:
    n, p = x.shape
    if n <= p:
        raise MethodError(
            f"{n} areas with a figure cannot carry {p} coefficients",
            expected="more areas than coefficients, the intercept included",
        )
    length = np.sqrt((x**2).sum(axis=0))
    if same(np.diagonal(orthogonal(x / np.where(length > 0, length, 1.0))[1]).min(), 0.0, 1.0):
        raise MethodError(
            "a covariate is constant or follows from the others",
            expected="covariates that each add something",
            remedy="leave one out",
        )


def _least_squares(y: Floats, x: Floats, d: Floats, a: float) -> _Fit:
    v = a + d
    beta, root = solved(x / np.sqrt(v)[:, None], y / np.sqrt(v))
    return _Fit(beta, root, y - product(x, beta), v)


def _between(y: Floats, x: Floats, d: Floats, method: str) -> float:
    """Estimate A; zero where the figures spread no more than their own variances would make them."""
    n, p = x.shape
    rest = y - product(x, solved(x, y)[0])
    # With equal variances A would be this less D: the scale on which it is looked for.
    scale = float((rest**2).sum()) / (n - p)
    if scale <= 1e-12 * float(d.min()):
        return 0.0

    def excess(a: float) -> float:
        fit = _least_squares(y, x, d, a)
        return float((fit.residual**2 / fit.v).sum() - (n - p))

    def score(a: float) -> float:
        # Derivative of the restricted log-likelihood: ½ (y'PPy − tr P).
        fit = _least_squares(y, x, d, a)
        weighted = x / fit.v[:, None]
        trace = (1 / fit.v).sum() - (product(weighted, fit.root) ** 2).sum()
        return 0.5 * float(((fit.residual / fit.v) ** 2).sum() - trace)

    if method == "moment":
        return _root(excess, 0.0, scale) if excess(0.0) > 0 else 0.0
    # The likelihood may have more than one top: all of them are looked up on a grid, zero included.
    grid = np.concatenate([[0.0], scale * exp(np.linspace(log(1e-6), log(1e3), 91))])
    slopes = [score(a) for a in grid]
    tops = [0.0] if slopes[0] <= 0 else []
    tops += [
        _root(score, float(grid[i]), float(grid[i + 1]))
        for i in range(len(grid) - 1)
        if slopes[i] > 0 >= slopes[i + 1]
    ]
    return max(tops, key=lambda a: _likelihood(y, x, d, a))


def _likelihood(y: Floats, x: Floats, d: Floats, a: float) -> float:
    fit = _least_squares(y, x, d, a)
    logdet = -2 * float(log(np.diagonal(fit.root)).sum())
    return -0.5 * float(log(fit.v).sum() + logdet + (fit.residual**2 / fit.v).sum())


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    from scipy import optimize

    while f(high) > 0:
        low, high = high, 2 * high
    return float(optimize.brentq(f, low, high, xtol=1e-14 * high, rtol=1e-14))


def _mse(a: float, x: Floats, d: Floats, there: np.ndarray, fit: _Fit, method: str) -> Floats:
    leverage = (product(x, fit.root) ** 2).sum(axis=-1)
    # Without an own figure D is as good as infinite: γ = 0, and all of A remains.
    own = np.where(there, d, 1.0)
    gamma = np.where(there, a / (a + own), 0.0)
    g1 = np.where(there, gamma * own, a)
    g2 = (1 - gamma) ** 2 * leverage
    first, second = (1 / fit.v).sum(), (1 / fit.v**2).sum()
    n = len(fit.v)
    variance = 2 / second if method == "reml" else 2 * n / first**2
    bias = 0.0 if method == "reml" else 2 * (n * second - first**2) / float(power(first, 3.0))
    g3 = np.where(there, own**2 / power(a + own, 3.0) * variance, 0.0)
    return np.asarray(np.maximum(g1 + g2 + 2 * g3 - bias * np.where(there, (1 - gamma) ** 2, 0.0), 0.0))
