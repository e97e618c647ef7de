"""The regressions behind imputed values: one prediction, or many drawn ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import same, settled
from omradesindex.methods.guard import column_name, per_column
from omradesindex.methods.least_squares import orthogonal, solved
from omradesindex.methods.sums import product, weighted

Floats = NDArray[np.float64]


def _design(predictors: Floats) -> Floats:
    return np.concatenate([np.ones((*predictors.shape[:-1], 1)), predictors], axis=-1)


def regress(predictors: Floats, y: Floats, where: str) -> tuple[Floats, Floats]:
    """Least squares with an intercept over the complete rows; predictions for every row that can have one.

    Parameters
    ----------
    predictors : ndarray, shape (n_areas, p)
    y : ndarray, shape (n_areas,)
    where : str
        Names the column in errors.

    Returns
    -------
    fitted, error : ndarray, shape (n_areas,)
        Prediction and its standard error (of a new observation); NaN where a predictor is missing.

    Raises
    ------
    MethodError
        Fewer than two areas more than coefficients, or predictors that cannot be told apart.

    Examples
    --------
    >>> x, y = np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([1.0, 3.0, 5.0, np.nan])
    >>> regress(x, np.array([1.0, 3.0, 5.0, 7.0]), "y")[0].round(6)
    array([1., 3., 5., 7.])
    """
    able = ~np.isnan(predictors).any(axis=1)
    known = able & ~np.isnan(y)
    p = predictors.shape[1] + 1
    if known.sum() < p + 2:
        raise MethodError(
            f"{int(known.sum())} areas have both the value and what it is predicted from",
            where=where,
            expected=f"at least {p + 2} areas for {p - 1} predictors",
            remedy="predict from fewer indicators",
        )
    # Relative to the predictors' own middle and spread: columns in other units are then no danger.
    middle, wide = predictors[known].mean(axis=0), np.ptp(predictors[known], axis=0)
    design = _design((predictors - middle) / np.where(wide > 0, wide, 1.0))
    if same(np.diagonal(orthogonal(design[known])[1]).min(), 0.0, len(design)):
        raise MethodError(
            "the predictors cannot be told apart: one is constant, or follows from the others",
            where=where,
            remedy="predict from fewer indicators",
        )
    beta, root = solved(design[known], y[known])
    fitted, error = np.full(y.shape, np.nan), np.full(y.shape, np.nan)
    fitted[able] = product(design[able], beta)
    variance = ((y - fitted)[known] ** 2).sum() / (known.sum() - p)
    leverage = ((product(design[able], root)) ** 2).sum(axis=1)
    error[able] = np.sqrt(variance * (1 + leverage))
    return fitted, error


def _predictors(values: Floats, j: int, on: Sequence[int] | None, most: int) -> list[int]:
    """Columns to predict column ``j`` from."""
    if on is not None:
        return [k for k in on if k != j]
    from omradesindex.methods.multivariate import correlation

    observed = ~np.isnan(values[:, j])
    strength: list[tuple[float, int]] = []
    for k in range(values.shape[1]):
        both = observed & ~np.isnan(values[:, k])
        if k == j or both.sum() < 4:
            continue
        r = float(correlation(values[both, j, None], values[both, k, None])[0][0, 0])
        if not np.isnan(r):
            # Of two that are as strong, the first.
            strength.append((-float(settled(abs(r), 1.0)), k))
    # At least three observed areas for each predictor.
    room = max(1, min(most, int(observed.sum()) // 3 - 1))
    return [k for _, k in sorted(strength)[:room]]


def _drawn(design: Floats, y: Floats, known: NDArray[np.bool_], rng: np.random.Generator) -> Floats:
    """One draw per table of the gaps in one column: shape (draws, n_gaps)."""
    a, b = design[:, known], y[:, known]
    m, n, p = a.shape
    # A trace of ridge, as in mice, so that predictors that follow each other do not stop the draw.
    ridge = np.sqrt(1e-5 * (a**2).sum(axis=1))[:, None, :] * np.eye(p)
    beta, root = solved(np.concatenate([a, ridge], axis=1), np.concatenate([b, np.zeros((m, p))], axis=1))
    residual = ((b - weighted(a, beta[:, None, :])) ** 2).sum(axis=1)
    sigma = np.sqrt(residual / rng.chisquare(max(n - p, 1), m))[:, None]
    beta = beta + sigma * weighted(root, rng.standard_normal((m, 1, p)))
    gaps = design[:, ~known]
    return np.asarray(weighted(gaps, beta[:, None, :]) + sigma * rng.standard_normal(gaps.shape[:2]))


def multiple(
    values: Floats,
    *,
    rng: np.random.Generator | int,
    draws: int,
    on: Sequence[int] | None,
    most: int,
    rounds: int,
    low: ArrayLike | None,
    high: ArrayLike | None,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Draw completed tables; see :func:`omradesindex.methods.impute.multiple`.

    Returns
    -------
    filled : ndarray, shape (draws, n_areas, n_indicators)
    imputed : ndarray of bool, shape (n_areas, n_indicators)
    """
    if values.ndim != 2:
        raise MethodError(
            f"draws are made from an array of shape {values.shape}", expected="areas × indicators"
        )
    for name, number, least in (("draws", draws, 2), ("rounds", rounds, 1), ("most", most, 1)):
        if number < least:
            raise MethodError(f"the option '{name}' is {number}", expected=f"at least {least}")
    if isinstance(rng, int) and rng < 0:
        raise MethodError(f"the option 'rng' is {rng}", expected="a seed of zero or more")
    n = values.shape[1]
    for j in on or ():
        if not 0 <= j < n:
            raise MethodError(f"{column_name(j)} is not one of the {n} columns", expected=f"0 to {n - 1}")
    bottom = np.full(n, -np.inf) if low is None else per_column(low, n, "low")
    top = np.full(n, np.inf) if high is None else per_column(high, n, "high")
    if (bottom > top).any():
        raise MethodError("low is above high", where=column_name(np.flatnonzero(bottom > top)[0]))
    generator = np.random.default_rng(rng)
    missing = np.isnan(values)
    # A column that nobody has a value in has nothing to be drawn from.
    gaps = [int(j) for j in np.flatnonzero(missing.any(axis=0) & ~missing.all(axis=0))]
    for j in gaps:
        if (~missing[:, j]).sum() < 4:
            raise MethodError(
                f"{int((~missing[:, j]).sum())} areas have a value",
                where=column_name(j),
                expected="at least four to draw the others from",
                remedy="leave the indicator out, or fill it in another way",
            )
    chosen = {j: _predictors(values, j, on, most) for j in gaps}
    filled = np.broadcast_to(values, (draws, *values.shape)).copy()
    for j in gaps:
        there = values[~missing[:, j], j]
        filled[:, missing[:, j], j] = generator.choice(there, (draws, int(missing[:, j].sum())))
    # Columns in their own spread, so that no unit weighs more than another.
    middle, wide = np.zeros(n), np.ones(n)
    for j in range(n):
        there = values[~missing[:, j], j]
        if there.size:
            middle[j], wide[j] = there.mean(), np.ptp(there) or 1.0
    filled = (filled - middle) / wide
    bounds = (bottom - middle) / wide, (top - middle) / wide
    for _ in range(rounds):
        for j in gaps:
            usable = [k for k in chosen[j] if not missing[:, k].all()]
            drawn = _drawn(_design(filled[..., usable]), filled[..., j], ~missing[:, j], generator)
            filled[:, missing[:, j], j] = np.clip(drawn, bounds[0][j], bounds[1][j])
    imputed = missing.copy()
    imputed[:, missing.all(axis=0)] = False
    # Observed values come back to the last bit.
    return np.where(missing, filled * wide + middle, values), imputed
