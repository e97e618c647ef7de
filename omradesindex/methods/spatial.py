"""Does the map matter: whether neighbours are more alike than chance would have it.

Own code rather than esda and libpysal, so that a user need not install them: a dense matrix of neighbours is
enough for a city. It gives esda's figures. With few areas no normal approximation is offered, only
permutations; with 14 areas a test has little strength, and a large p says little.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, listing
from omradesindex.methods.equal import flat, reaches, scale_of
from omradesindex.methods.functions import hypot
from omradesindex.methods.guard import Floats, choose, numbers, refuse, refuse_large
from omradesindex.methods.sums import product

__all__ = [
    "LocalMoran",
    "Moran",
    "local_moran",
    "moran",
    "nearest_neighbours",
    "neighbour_matrix",
    "row_standardised",
]

Alternative = Literal["greater", "less", "two-sided"]
_ALTERNATIVES = ("greater", "less", "two-sided")
_VARIANTS = ("esda", "spdep")
# Numbers held at once while permuting; results do not depend on it.
_BLOCK = 2_000_000


@dataclass(frozen=True)
class Moran:
    """Moran's I and its permutation test.

    Attributes
    ----------
    i : ndarray, shape (...)
        Above ``expected``: neighbours are alike; below: unlike.
    expected : float
        Of a map shuffled at random: −1/(n − 1).
    p : ndarray, shape (...) or None
        Permutation p-value; None without permutations.
    smallest_p : float or None
        The least that p can be with so many permutations.
    """

    i: Floats
    expected: float
    p: Floats | None
    smallest_p: float | None


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran's I of each area.

    Attributes
    ----------
    i : ndarray, shape (..., n_areas)
    lag : ndarray, shape (..., n_areas)
        Weighted sum over neighbours, in the unit of x: with row-standardised weights their mean.
    quadrant : ndarray of int, shape (..., n_areas)
        1 high among high, 2 low among high, 3 low among low, 4 high among low; 0 where missing.
    p : ndarray, shape (..., n_areas) or None
        Conditional-permutation p-value, of one area at a time: with 14 areas at 5 %, one in two maps
        without any pattern has at least one area "significant".
    smallest_p : ndarray, shape (n_areas,) or None
        About the least that p can be: an area with two neighbours among 14 has only 78 different pairs of
        them, and p stays near or above 1/78 however many permutations are made.
    """

    i: Floats
    lag: Floats
    quadrant: NDArray[np.int8]
    p: Floats | None
    smallest_p: Floats | None


def neighbour_matrix(
    neighbours: ArrayLike | Mapping[str, Iterable[str]], *, n_areas: int | None = None
) -> NDArray[np.bool_]:
    """Neighbours as a matrix, checked.

    Parameters
    ----------
    neighbours : array_like of bool, shape (n_areas, n_areas), or mapping of code to codes
        Row i: the neighbours of area i. A mapping's areas stand in its own order. Need not be symmetric
        (nearest neighbours are not).
    n_areas : int, optional
        How many areas there must be.

    Returns
    -------
    ndarray of bool, shape (n_areas, n_areas)

    Raises
    ------
    MethodError
        A matrix that is not square or does not fit, something else than 0 and 1 in it, an area that is its
        own neighbour, an unknown area, or an island (an area without neighbours).

    Examples
    --------
    >>> neighbour_matrix({"1": ["2"], "2": ["1", "3"], "3": ["2"]}).astype(int)
    array([[0, 1, 0],
           [1, 0, 1],
           [0, 1, 0]])
    """
    names: list[str] | None = None
    if isinstance(neighbours, Mapping):
        names = list(neighbours)
        _refuse_large(len(names), each=1)
        near = np.zeros((len(names), len(names)), dtype=bool)
        place = {name: i for i, name in enumerate(names)}
        for name, others in neighbours.items():
            unknown = [other for other in others if other not in place]
            if unknown:
                raise MethodError(
                    f"the neighbours {listing(unknown)} of '{name}' are no areas of the list",
                    expected="every area with a list of its own",
                )
            near[place[name], [place[other] for other in others]] = True
    else:
        given = numbers(neighbours, "the neighbours")
        refuse((given != 0) & (given != 1), "the neighbours hold something else than 0 and 1")
        near = given.astype(bool)
    if near.ndim != 2 or near.shape[0] != near.shape[1]:
        raise MethodError(f"the neighbours have shape {near.shape}", expected="as many rows as columns")
    if n_areas is not None and len(near) != n_areas:
        raise MethodError(f"neighbours of {len(near)} areas for values of {n_areas}")
    _check_places(np.diag(near), names, "an area is its own neighbour", "0 on the diagonal", None)
    _check_places(
        np.asarray(~near.any(axis=1)),
        names,
        "an area is an island, without neighbours",
        "at least one neighbour for each area",
        "name its neighbours by hand (a bridge), or use nearest_neighbours(points, k)",
    )
    return near


def nearest_neighbours(points: ArrayLike, k: int) -> NDArray[np.bool_]:
    """The k nearest areas of each, for maps with islands.

    Parameters
    ----------
    points : array_like, shape (n_areas, 2)
        Coordinates in metres, such as centroids.
    k : int
        How many. Areas equally far off as the k-th are neighbours too, so that the order of areas does not
        matter.

    Returns
    -------
    ndarray of bool, shape (n_areas, n_areas)
        Not symmetric in general.

    Raises
    ------
    MethodError
        Missing coordinates, or k outside 1 … n_areas − 1.

    Examples
    --------
    >>> nearest_neighbours([[0, 0], [1, 0], [5, 0]], 1).astype(int)
    array([[0, 1, 0],
           [1, 0, 0],
           [0, 1, 0]])
    """
    at = numbers(points, "the points")
    if at.ndim != 2 or at.shape[1] != 2:
        raise MethodError(f"the points have shape {at.shape}", expected="(n_areas, 2)")
    refuse(np.isnan(at), "a coordinate is missing")
    if not 1 <= k < len(at):
        raise MethodError(
            f"{k} nearest neighbours among {len(at)} areas", expected=f"from 1 to {len(at) - 1}"
        )
    _refuse_large(len(at), each=32)
    distance = hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    return np.asarray(distance <= np.partition(distance, k - 1, axis=1)[:, k - 1 : k])


def row_standardised(neighbours: ArrayLike | Mapping[str, Iterable[str]]) -> Floats:
    """Weights that give each area's neighbours one in all, shared equally.

    Parameters
    ----------
    neighbours : array_like of bool, or mapping
        As in :func:`neighbour_matrix`, with its errors.

    Returns
    -------
    ndarray, shape (n_areas, n_areas)
        Rows sum to 1.

    Examples
    --------
    >>> row_standardised({"1": ["2"], "2": ["1", "3"], "3": ["2"]})
    array([[0. , 1. , 0. ],
           [0.5, 0. , 0.5],
           [0. , 1. , 0. ]])
    """
    near = neighbour_matrix(neighbours)
    return np.asarray(near / near.sum(axis=1, keepdims=True))


def moran(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    permutations: int = 0,
    rng: int | np.random.Generator | None = None,
    alternative: Alternative = "two-sided",
) -> Moran:
    r"""Moran's I: the likeness of neighbours over the whole map.

    Parameters
    ----------
    x : array_like, shape (..., n_areas)
        A scenario with a missing value (NaN) gets NaN: without an area the map is another one.
    weights : array_like, shape (n_areas, n_areas)
        Row i: the weights of area i's neighbours, zero for itself; usually :func:`row_standardised`.
    permutations : int
        How often the values are shuffled over the map; 0 makes no test. 9 999 let p go down to 0.0002
        (two-sided) or 0.0001.
    rng : int or Generator, optional
        Seed. All scenarios meet the same permutations.
    alternative : {"two-sided", "greater", "less"}
        ``greater``: neighbours are alike. ``two-sided``: twice the smaller tail, at most 1; esda's ``p_sim``
        is the smaller tail, not doubled.

    Returns
    -------
    Moran

    Raises
    ------
    MethodError
        Fewer than three areas, equal values everywhere, weights that are negative, do not fit, hold an
        island or an own weight.

    Notes
    -----
    :math:`I = \frac{n}{S_0}\frac{z'Wz}{z'z}`, z the deviations from the mean, :math:`S_0` the sum of weights.
    p = (1 + permutations at least as extreme) / (1 + permutations).
    Moran, P. A. P. (1950), *Biometrika* 37, 17–23; Cliff, A. D. & Ord, J. K. (1981), *Spatial Processes*.

    Examples
    --------
    >>> chain = row_standardised({"1": ["2"], "2": ["1", "3"], "3": ["2", "4"], "4": ["3"]})
    >>> float(moran([1.0, 2.0, 3.0, 4.0], chain).i)
    0.4
    """
    choose("alternative", alternative, _ALTERNATIVES)
    w, z, _ = _centred(x, weights)
    n = z.shape[-1]
    scale = n / w.sum() / (z**2).sum(axis=-1)
    observed = np.asarray(scale * (product(z, w.T) * z).sum(axis=-1))
    if not permutations:
        return Moran(observed, -1 / (n - 1), None, None)
    generator = np.random.default_rng(rng)
    above, below = np.zeros(observed.shape), np.zeros(observed.shape)
    for block in _blocks(permutations, n):
        order = generator.permuted(np.tile(np.arange(n), (block, 1)), axis=1)
        for at in np.ndindex(observed.shape):
            shuffled = z[at][order]
            simulated = scale[at] * (product(shuffled, w.T) * shuffled).sum(axis=-1)
            _count(simulated, float(observed[at]), above, below, at)
    p = _p_value(above, below, permutations, alternative)
    sides = 2 if alternative == "two-sided" else 1
    return Moran(observed, -1 / (n - 1), np.where(np.isnan(observed), np.nan, p), sides / (permutations + 1))


def local_moran(
    x: ArrayLike,
    weights: ArrayLike,
    *,
    variant: Literal["esda", "spdep"] = "esda",
    permutations: int = 0,
    rng: int | np.random.Generator | None = None,
    alternative: Alternative = "two-sided",
) -> LocalMoran:
    r"""Local Moran's I: what each area contributes to the likeness of neighbours.

    Parameters
    ----------
    x, weights, permutations, alternative : as in :func:`moran`
    variant : {"esda", "spdep"}
        Divisor of the variance in the literature's two users: n − 1 in Python's esda, n in R's spdep. The
        sum over areas is :math:`S_0 I` times (n − 1)/n, or exactly :math:`S_0 I`.
    rng : int or Generator, optional
        Seed. All scenarios and areas meet the same draws, as in esda.

    Returns
    -------
    LocalMoran

    Raises
    ------
    MethodError
        As :func:`moran`.

    Notes
    -----
    :math:`I_i = z_i \sum_j w_{ij} z_j \big/ (\sum z^2/(n-1))`. Conditional permutation: the area keeps its
    value and its neighbours' are drawn from all other areas. Anselin, L. (1995), *Geographical Analysis* 27,
    93–115.

    Examples
    --------
    >>> chain = row_standardised({"1": ["2"], "2": ["1", "3"], "3": ["2", "4"], "4": ["3"]})
    >>> found = local_moran([1.0, 2.0, 3.0, 4.0], chain)
    >>> found.i, found.quadrant
    (array([0.45, 0.15, 0.15, 0.45]), array([3, 3, 1, 1], dtype=int8))
    """
    choose("alternative", alternative, _ALTERNATIVES)
    choose("variant", variant, _VARIANTS)
    w, z, raw = _centred(x, weights)
    n = z.shape[-1]
    scale = (n - 1 if variant == "esda" else n) / (z**2).sum(axis=-1, keepdims=True)
    lag = product(z, w.T)
    observed = np.asarray(scale * z * lag)
    high, high_around = z > 0, lag > 0
    quadrant = np.select(
        [np.isnan(lag), high & high_around, ~high & high_around, ~high & ~high_around], [0, 1, 2, 3], 4
    ).astype(np.int8)
    if not permutations:
        return LocalMoran(observed, product(raw, w.T), quadrant, None, None)
    generator = np.random.default_rng(rng)
    above, below = np.zeros(z.shape), np.zeros(z.shape)
    rows = [np.flatnonzero(row) for row in w]
    most = max(len(row) for row in rows)
    for block in _blocks(permutations, n):
        drawn = generator.permuted(np.tile(np.arange(n - 1), (block, 1)), axis=1)[:, :most]
        for i, row in enumerate(rows):
            # Numbers from i on mean the area after: the area itself is never its own neighbour.
            others = drawn[:, : len(row)]
            others = others + (others >= i)
            for at in np.ndindex(z.shape[:-1]):
                simulated = scale[at] * z[at][i] * (z[at][others] * w[i, row]).sum(axis=-1)
                _count(simulated, float(observed[(*at, i)]), above, below, (*at, i))
    p = _p_value(above, below, permutations, alternative)
    sides = 2 if alternative == "two-sided" else 1
    least = np.array(
        [max(1 / (permutations + 1), 1 / _arrangements(w[i, row], n)) for i, row in enumerate(rows)]
    )
    return LocalMoran(
        observed,
        product(raw, w.T),
        quadrant,
        np.where(np.isnan(observed), np.nan, p),
        np.minimum(sides * least, 1.0),
    )


def _centred(x: ArrayLike, weights: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Weights, deviations from the mean, and the values, all checked."""
    raw = np.atleast_1d(numbers(x, "the values"))
    w = numbers(weights, "the weights", at_least=0)
    n = raw.shape[-1]
    if n < 3:
        raise MethodError(f"{n} areas are too few for a spatial pattern", expected="three or more")
    if w.shape != (n, n):
        raise MethodError(f"weights of shape {w.shape} for values of {n} areas", expected=f"({n}, {n})")
    refuse(np.isnan(w), "a weight is missing", expected="0 where areas are no neighbours")
    neighbour_matrix(w > 0)
    refuse(
        flat(raw, axis=-1),
        "the values are the same everywhere, so that neighbours can be neither alike nor unlike",
    )
    return w, np.asarray(raw - raw.mean(axis=-1, keepdims=True)), raw


def _refuse_large(n: int, each: int) -> None:
    refuse_large(
        f"the neighbours of {n} areas as a matrix",
        n,
        n,
        each=each,
        remedy="take a part of the areas at a time, such as a county",
    )


def _check_places(
    bad: NDArray[np.bool_], names: list[str] | None, what: str, expected: str, remedy: str | None
) -> None:
    if bad.any() and names is not None:
        raise MethodError(
            f"{what}: {listing(n for n, b in zip(names, bad, strict=True) if b)}",
            expected=expected,
            remedy=remedy,
        )
    refuse(bad, what, expected=expected, remedy=remedy)


def _blocks(permutations: int, n: int) -> list[int]:
    size = max(1, _BLOCK // n)
    return [min(size, permutations - done) for done in range(0, permutations, size)]


def _count(simulated: Floats, observed: float, above: Floats, below: Floats, at: tuple[int, ...]) -> None:
    # Another order of the same neighbours is equal but for rounding, and must count on both sides.
    scale = scale_of(simulated)
    above[at] += reaches(simulated, observed, scale).sum()
    below[at] += reaches(observed, simulated, scale).sum()


def _p_value(above: Floats, below: Floats, permutations: int, alternative: str) -> Floats:
    greater, less = (above + 1) / (permutations + 1), (below + 1) / (permutations + 1)
    if alternative == "greater":
        return greater
    if alternative == "less":
        return less
    return np.asarray(np.minimum(2 * np.minimum(greater, less), 1.0))


def _arrangements(weights: Floats, n: int) -> int:
    """In how many different ways the other areas can stand around one."""
    return (math.comb if flat(weights, axis=-1) else math.perm)(n - 1, len(weights))
