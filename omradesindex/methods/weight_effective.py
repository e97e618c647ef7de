"""What a weight does, beside what it says; and the weights that do what is wanted."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import settled
from omradesindex.methods.guard import column_name, emptiest
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.sums import product
from omradesindex.methods.weight import fitting, one_for_each, rescale
from omradesindex.methods.weight_data import ordered, varying

Floats = NDArray[np.float64]


def importance(x: ArrayLike, weights: ArrayLike) -> Floats:
    r"""How much each column really decides the weighted mean: its effective weight.

    The squared correlation between column and mean, as a share of the sum over columns. It is what a weight
    does, beside what it says.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        Normalised. Only areas with a value in every column are used.
    weights : array_like, shape (..., n_columns)

    Returns
    -------
    ndarray, shape (..., n_columns)
        Sums to one.

    Raises
    ------
    MethodError
        Fewer than two complete areas; a column that does not vary; a mean that does not; weights that do not
        fit.

    Notes
    -----
    First-order main effects, linear case: Paruolo, Saisana and Saltelli (2013), J. R. Stat. Soc. A 176:609;
    Becker, Saisana, Paruolo and Vandecasteele (2017), *Weights and importance in composite indicators:
    closing the gap*, Ecological Indicators 80:12.

    Examples
    --------
    >>> importance([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [2, 1])
    array([0.8, 0.2])
    """
    values = ordered(x)
    w = fitting(weights, values.shape[-1])
    covariance, spread = _covariance(values)
    return _shares(covariance, spread, w)


def effective(x: ArrayLike, *, target: ArrayLike | None = None, tolerance: float | None = None) -> Floats:
    r"""Find the weights whose effect is what is wanted: optimised so that importance meets the target.

    With correlations R, deviations s and target t, the importances of weights w are proportional to
    :math:`(R\,(s \circ w))_j^2`; they meet the target where :math:`s \circ w \propto R^{-1}\sqrt{t}`. Where
    that asks for a negative weight no weights meet the target, and the nearest ones are sought.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        Normalised. Only areas with a value in every column are used.
    target : array_like, shape (n_columns,), optional
        How much each column should matter, above zero; their scale does not matter. All alike if left out.
    tolerance : float, optional
        Largest distance between an importance and its target that is accepted; None accepts any, and
        :func:`importance` tells what was reached.

    Returns
    -------
    ndarray, shape (n_columns,)

    Raises
    ------
    MethodError
        Leading dimensions; fewer than two complete areas; a column that does not vary; a target that does not
        fit or is not above zero; a target that is not met within the tolerance.

    Notes
    -----
    Becker, Saisana, Paruolo and Vandecasteele (2017), Ecological Indicators 80:12, who seek the weights
    numerically also where the effects bend; COINr's ``get_opt_weights`` balances correlations. The exact
    solution is for the linear case only. Such weights can differ wildly between years: nominal ones are
    easier to defend.

    Examples
    --------
    >>> x = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    >>> effective(x, target=[4, 1]).round(3)
    array([0.667, 0.333])
    """
    values = ordered(x)
    if values.ndim != 2:
        raise MethodError(
            f"weights are optimised for one set of values at a time, not for {values.shape}",
            expected="an array of areas × columns",
        )
    n = values.shape[1]
    if tolerance is not None and not tolerance >= 0:
        raise MethodError(f"the option 'tolerance' is {tolerance:g}", expected="zero or more")
    wanted = np.full(n, 1 / n) if target is None else one_for_each(fitting(target, n, "target"), 2, "target")
    if (wanted <= 0).any():
        raise MethodError(
            "a target is zero", where="target", expected="above zero", remedy="leave the column out"
        )
    covariance, spread = _covariance(values)
    r = covariance / np.outer(spread, spread)
    # The least-squares solution is the solution wherever there is one, and gives a start where there is none.
    exact = np.asarray(np.linalg.lstsq(r, np.sqrt(wanted), rcond=1e-10)[0], dtype=float)
    # No weights meet the target where R cannot be inverted so far, or one of them had to be negative.
    met = np.allclose(product(r, exact), np.sqrt(wanted), rtol=1e-8) and bool((exact >= 0).all())
    weights = rescale(settled((exact if met else _nearest(r, wanted, exact)) / spread))
    if tolerance is not None:
        reached = _shares(covariance, spread, weights)
        gap = np.abs(reached - wanted)
        if gap.max() > tolerance:
            j = int(gap.argmax())
            raise MethodError(
                f"no weights let it matter as much as wanted: {reached[j]:.3f} for {wanted[j]:.3f}",
                where=column_name(j),
                expected=f"a difference of at most {tolerance:g}",
                remedy="change the target, leave out a column that repeats others, or accept more",
            )
    return weights


def _nearest(r: Floats, wanted: Floats, exact: Floats) -> Floats:
    """Standardised weights whose importances come as near as can be; none is negative."""
    from scipy.optimize import Bounds, LinearConstraint, minimize

    def miss(u: Floats) -> float:
        effects = product(r, u) ** 2
        return float(((effects / effects.sum() - wanted) ** 2).sum()) if effects.sum() > 0 else np.inf

    n = len(wanted)
    starts = (np.full(n, 1 / n), wanted, np.maximum(exact, 0.0))
    found = [
        minimize(
            miss,
            start / start.sum(),
            method="SLSQP",
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(np.ones((1, n)), 1, 1),
            options={"ftol": 1e-15, "maxiter": 1000},
        )
        for start in starts
        if start.sum() > 0
    ]
    best = min(found, key=lambda one: float(one.fun))
    # The search ends within some 1e-8 of the best, on each processor elsewhere.
    return np.asarray(np.round(np.maximum(best.x, 0.0), 6), dtype=float)


def _covariance(values: Floats) -> tuple[Floats, Floats]:
    """Covariances and deviations (divisor n, which falls out) over the complete areas."""
    complete = ~np.isnan(values).any(axis=-1, keepdims=True)
    n = complete.sum(axis=-2, keepdims=True)
    if (n < 2).any():
        raise MethodError(
            "fewer than two areas have a value in every column",
            where=emptiest(values),
            expected="at least two complete areas",
        )
    used = np.where(complete, values, np.nan)
    varying(used)
    centred = np.nan_to_num(used - np.nansum(used, axis=-2, keepdims=True) / n)
    covariance = np.einsum("...ij,...ik->...jk", centred, centred) / n
    return covariance, np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))


def _shares(covariance: Floats, spread: Floats, w: Floats) -> Floats:
    effects = (np.einsum("...jk,...k->...j", covariance, w) / spread) ** 2
    # What rounding leaves of a mean that does not vary is no effect.
    scale = (spread**2 * w**2).sum(axis=-1, keepdims=True)
    if (effects.sum(axis=-1, keepdims=True) <= 1e-20 * scale).any():
        raise MethodError("the weighted mean does not vary, so no column matters to it")
    return rescale(effects)


#: Name in a definition → method: weights that are optimised.
OPTIMISED: Mapping[str, Method] = methods_of(
    Method(
        "weight",
        "effective",
        effective,
        "Becker, Saisana, Paruolo and Vandecasteele (2017), Ecological Indicators 80:12",
        "Anpassade så att varje indikator betyder så mycket som är tänkt",
        "Optimised so that every indicator matters as much as intended",
    ),
)
