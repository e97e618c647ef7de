"""Weights from principal components: columns that overlap share a weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, reaches, settled
from omradesindex.methods.functions import power
from omradesindex.methods.guard import floats, people_of
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.sums import product
from omradesindex.methods.weight import rescale
from omradesindex.methods.weight_data import ordered, refuse

Floats = NDArray[np.float64]


def first_component(x: ArrayLike, *, people: ArrayLike | str | None = None) -> Floats:
    """Weigh each column by its part in the first principal component.

    Parameters
    ----------
    x : array_like, shape (..., n_areas, n_columns)
        In any unit. Only areas with a value in every column are used.
    people : array_like, shape (n_areas,), optional
        How many live in each area: each then counts so often in the correlations.

    Returns
    -------
    ndarray, shape (..., n_columns)

    Raises
    ------
    MethodError
        Fewer than two complete areas; a column that does not vary; a column that points against the others,
        whose weight would be negative; people that do not fit the areas.

    Notes
    -----
    The loadings of COINr's ``get_PCA`` (R's ``prcomp(scale. = TRUE)``), which however keeps negative ones and
    does not scale them to sum to one; NZDep builds its score on the same component. Over people: the French
    deprivation index, Rey, G. et al. (2009), "Ecological association between a deprivation index and
    mortality in France", *BMC Public Health* 9, 33.

    Examples
    --------
    >>> first_component([[1.0, 2.0], [2.0, 4.0], [3.0, 3.0]])
    array([0.5, 0.5])
    """
    from omradesindex.methods.multivariate import principal_components

    if people is None:
        found = principal_components(ordered(x))
    else:
        counts = people_of(people, floats(x, "x"), "method 'first_component'")
        beside = ordered(np.concatenate([floats(x, "x"), counts[..., None]], axis=-1))
        found = principal_components(beside[..., :-1], beside[..., -1])
    vector = found.vectors[..., 0]
    refuse(
        above(0.0, vector, 1.0),
        "it points against the others in the first component, so its weight would be negative",
        remedy="look at its direction, leave it out, or use factor loadings",
    )
    return rescale(np.maximum(vector, 0.0))


def factor_loadings(
    x: ArrayLike,
    *,
    factors: int | None = None,
    rotate: bool = True,
    group: Literal["highest", "all", "composites"] = "highest",
) -> Floats:
    r"""Weigh each column by its squared factor loadings, so that overlapping columns share a weight.

    Columns are grouped by the factor that they load highest on. A column weighs its squared loading as a
    share of what the factor explains, times the factor's share of what all retained factors explain.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        In any unit. Only areas with a value in every column are used.
    factors : int, optional
        How many to retain; those with an eigenvalue above 1 if left out, at least one.
    rotate : bool
        Rotate the factors by varimax first.
    group : {"highest", "all", "composites"}
        Count only the factor that a column loads highest on (Nicoletti et al., the handbook), or all of them:
        the weight is then proportional to the column's communality. ``composites``: as ``highest``, but each
        factor's columns make an intermediate composite whose weights sum to one, and which weighs as much as
        the factor explains.

    Returns
    -------
    ndarray, shape (n_columns,)

    Raises
    ------
    MethodError
        Leading dimensions; fewer than two complete areas; a column that does not vary; an impossible number
        of factors; unknown ``group``.

    Notes
    -----
    Nicoletti, Scarpetta and Boylaud (2000), OECD Economics Department Working Papers 226; OECD/JRC (2008),
    step 6.1. The handbook also asks that each factor explain more than 10 % and all together more than
    60 % of the variance: look before you trust. Few areas give loadings that move a lot by chance.

    Examples
    --------
    >>> factor_loadings([[1.0, 2.0, 2.0], [2.0, 4.0, 1.0], [3.0, 6.0, 2.0]], factors=2).round(2)
    array([0.33, 0.33, 0.33])
    """
    if group not in ("highest", "all", "composites"):
        raise MethodError(f"group = '{group}' is unknown", expected="'highest', 'all' or 'composites'")
    squared = rotated_loadings(x, factors=factors, rotate=rotate).loadings ** 2
    explained = squared.sum(axis=0)
    if group != "all":
        # Equal loadings on two factors (a tie within rounding) count for both, half each.
        top = reaches(squared, squared.max(axis=1, keepdims=True))
        squared = np.where(top, squared, 0.0) / top.sum(axis=1, keepdims=True)
    if group == "composites":
        of_group = squared.sum(axis=0)
        squared = squared * np.where(of_group > 0, explained / np.where(of_group > 0, of_group, 1.0), 0.0)
    # (squared / explained) × (explained / all explained): what the factor explains falls out.
    return rescale(squared.sum(axis=1))


@dataclass(frozen=True)
class Loadings:
    """Factors of the correlations between columns, by principal components, rotated or not.

    Attributes
    ----------
    loadings : ndarray, shape (n_columns, n_factors)
        Correlation of each column with each factor.
    eigenvalues : ndarray, shape (n_columns,)
        Of the correlation matrix, the greatest first.
    explained : ndarray, shape (n_factors,)
        Share of all variance that each factor explains, after the rotation.
    communalities : ndarray, shape (n_columns,)
        Share of each column's variance that the factors explain together.
    """

    loadings: Floats
    eigenvalues: Floats
    explained: Floats
    communalities: Floats


def rotated_loadings(x: ArrayLike, *, factors: int | None = None, rotate: bool = True) -> Loadings:
    """Return the loadings of columns on factors, rotated by varimax so that each factor has few, high ones.

    Parameters
    ----------
    x : array_like, shape (n_areas, n_columns)
        In any unit. Only areas with a value in every column are used.
    factors : int, optional
        How many to retain; those with an eigenvalue above 1 if left out, at least one.
    rotate : bool
        Rotate the factors by varimax.

    Returns
    -------
    Loadings
        The sign of a factor is such that its loadings sum to more than zero.

    Raises
    ------
    MethodError
        Leading dimensions; fewer than two complete areas; a column that does not vary; an impossible number
        of factors.

    Notes
    -----
    Kaiser, H. F. (1958), "The varimax criterion for analytic rotation in factor analysis", *Psychometrika*
    23, 187–200; OECD/JRC (2008), step 4.

    Examples
    --------
    >>> found = rotated_loadings([[1.0, 2.0, 2.0], [2.0, 4.0, 1.0], [3.0, 6.0, 2.0]], factors=2)
    >>> abs(found.loadings.round(2)).tolist(), found.communalities.round(2).tolist()
    ([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]], [1.0, 1.0, 1.0])
    """
    from omradesindex.methods.multivariate import principal_components

    values = ordered(x)
    if values.ndim != 2:
        raise MethodError(
            f"factor loadings are found for one set of values at a time, not for {values.shape}",
            expected="an array of areas × columns",
        )
    found = principal_components(values)
    k = values.shape[1]
    most = int(above(found.eigenvalues, 0.0, 1.0).sum())
    retained = max(1, int(above(found.eigenvalues, 1.0).sum())) if factors is None else factors
    if not 1 <= retained <= most:
        raise MethodError(f"{retained} factors are asked for", expected=f"from 1 to {most} of {k} columns")
    loadings = found.loadings[:, :retained]
    if rotate and retained > 1:
        loadings = _varimax(loadings)
    loadings = loadings * np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    squared = loadings**2
    return Loadings(loadings, found.eigenvalues, squared.sum(axis=0) / k, squared.sum(axis=1))


def _varimax(loadings: Floats, *, rounds: int = 500) -> Floats:
    """Rotate so that each factor has few, high loadings (Kaiser 1958), rows scaled to length one first."""
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    a = loadings / np.where(length > 0, length, 1.0)
    turn, before = np.eye(a.shape[1]), 0.0
    for _ in range(rounds):
        b = product(a, turn)
        u, s, v = np.linalg.svd(product(a.T, power(b, 3.0) - b * (b**2).mean(axis=0)))
        turn = product(u, v)
        if s.sum() <= before * (1 + 1e-13):
            break
        before = float(s.sum())
    return np.asarray(settled(product(a, turn) * length, 1.0))


#: Name in a definition → method: weights from principal components.
COMPONENTS: Mapping[str, Method] = methods_of(
    Method(
        "weight",
        "first_component",
        first_component,
        "Becker et al. (2022), COINr, Journal of Open Source Software 7:4567",
        "Efter den första principalkomponenten",
        "By the first principal component",
        per={"people": "area"},
    ),
    Method(
        "weight",
        "factor_loadings",
        factor_loadings,
        "Nicoletti, Scarpetta and Boylaud (2000), OECD Economics Department Working Papers 226",
        "Efter faktorladdningar: indikatorer som överlappar delar på en vikt",
        "By factor loadings: overlapping indicators share a weight",
    ),
)
