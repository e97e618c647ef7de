"""How apart groups live: dissimilarity, isolation, Gini, and Theil's information index.

Counts per area; an area with a missing count (NaN) is left out. A scenario where one of the groups is
nowhere gives NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import reaches
from omradesindex.methods.functions import log
from omradesindex.methods.guard import Floats, numbers, together
from omradesindex.methods.inequality import Decomposition, named_groups
from omradesindex.methods.sums import belonging, gathered

__all__ = [
    "dissimilarity",
    "dissimilarity_by_chance",
    "dissimilarity_error",
    "fewest_areas",
    "gini_segregation",
    "information",
    "information_decomposition",
    "interaction",
    "isolation",
]


def dissimilarity(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""Share of either group that would have to move for both to live alike.

    Parameters
    ----------
    group, rest : array_like, shape (..., n_areas)
        Persons of the group and all others (or of another group).

    Returns
    -------
    ndarray, shape (...)
        0 = alike everywhere, 1 = no area shared.

    Raises
    ------
    MethodError
        A negative count; arrays that do not fit.

    Notes
    -----
    :math:`D = \tfrac12\sum|x_i/X - y_i/Y|`. Duncan, O. D. & Duncan, B. (1955), *American Sociological Review*
    20, 210–217.

    Examples
    --------
    >>> float(dissimilarity([30, 10], [10, 30]))
    0.5
    """
    x, y = _two(group, rest)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(0.5 * np.abs(_of_all(x) - _of_all(y)).sum(axis=-1))


def dissimilarity_by_chance(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""The dissimilarity that chance alone makes where everybody is placed in the areas by lot.

    Parameters, errors as in :func:`dissimilarity`. Never above 1; next to nothing where areas are large.

    Notes
    -----
    With the areas' sizes :math:`t_i` given, the group's persons there vary by lot with the variance
    :math:`t_iP(1-P)(1-t_i/T)`; the mean of their distance from even is that of a normal variable,
    :math:`\sqrt{2/\pi}` standard deviations. What goes beyond is :math:`(D - D^*)/(1 - D^*)`. Carrington, W.
    J. & Troske, K. R. (1997), "On measuring segregation in samples with small units", *Journal of Business &
    Economic Statistics* 15, 402–409.

    Examples
    --------
    >>> float(dissimilarity_by_chance([5, 5], [5, 5]).round(2))
    0.18
    """
    x, y = _two(group, rest)
    t = x + y
    group_size, rest_size, everybody = (a.sum(axis=-1, keepdims=True) for a in (x, y, t))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = group_size / everybody
        deviation = np.sqrt(t * share * (1 - share) * (1 - t / everybody))
        distance = np.sqrt(2 / np.pi) * deviation * everybody / (group_size * rest_size)
        return np.asarray(np.minimum(0.5 * distance.sum(axis=-1), 1.0))


def dissimilarity_error(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""Standard error of the dissimilarity, by chance in the counts.

    Parameters, errors as in :func:`dissimilarity`.

    Notes
    -----
    D is the share of the group in the areas where it is over-represented, less the share of the rest there:
    a difference between two shares, :math:`\sqrt{a(1-a)/X + b(1-b)/Y}`, with the areas taken as given.

    Examples
    --------
    >>> float(dissimilarity_error([30, 10], [10, 30]).round(3))
    0.097
    """
    x, y = _two(group, rest)
    with np.errstate(invalid="ignore", divide="ignore"):
        own, others = _of_all(x), _of_all(y)
        over = own > others
        a, b = ((shares * over).sum(axis=-1) for shares in (own, others))
        return np.asarray(np.sqrt(a * (1 - a) / x.sum(axis=-1) + b * (1 - b) / y.sum(axis=-1)))


def fewest_areas(group: ArrayLike, share: float = 0.5) -> NDArray[np.bool_]:
    """The fewest areas that hold a share of the group together: those with the most persons of it.

    Parameters
    ----------
    group : array_like, shape (n_areas,)
        Persons of the group; an area without a count (NaN) holds nobody.
    share : float
        Of the whole group, above 0 and at most 1.

    Returns
    -------
    ndarray of bool, shape (n_areas,)
        None where the group is nowhere.

    Raises
    ------
    MethodError
        A negative count, or a share outside its limits.

    Examples
    --------
    >>> fewest_areas([10, 40, 25, 25]).tolist()
    [False, True, True, False]
    """
    if not 0 < share <= 1:
        raise MethodError(f"the share is {share:g}", expected="a number above 0, at most 1")
    x = np.nan_to_num(numbers(group, "the group", at_least=0))
    order = np.argsort(-x, kind="stable")
    held = np.cumsum(x[order])
    needed = int(np.argmax(reaches(held, share * held[-1]))) + 1 if held.size and held[-1] > 0 else 0
    chosen = np.zeros(x.shape, dtype=bool)
    chosen[order[:needed]] = True
    return chosen


def isolation(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""Share of the group among the neighbours of a member of the group, on average.

    Parameters, errors as in :func:`dissimilarity`; between the group's share of the whole and 1.

    Notes
    -----
    :math:`\sum \frac{x_i}{X}\frac{x_i}{t_i}`. Lieberson, S. (1981); Massey, D. S. & Denton, N. A. (1988),
    *Social Forces* 67, 281–315.

    Examples
    --------
    >>> float(isolation([30, 10], [10, 30]))
    0.625
    """
    x, y = _two(group, rest)
    return _exposure(x, x, x + y)


def interaction(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""Share of others among the neighbours of a member of the group: 1 − :func:`isolation`.

    Examples
    --------
    >>> float(interaction([30, 10], [10, 30]))
    0.375
    """
    x, y = _two(group, rest)
    return _exposure(x, y, x + y)


def gini_segregation(group: ArrayLike, rest: ArrayLike) -> Floats:
    r"""Gini index of segregation: how unequal the group's share is over areas.

    Parameters, errors and ends as in :func:`dissimilarity`; never below it.

    Notes
    -----
    :math:`\sum_i\sum_j t_i t_j|p_i-p_j| \big/ 2T^2P(1-P)`. Massey & Denton (1988).

    Examples
    --------
    >>> float(gini_segregation([30, 10], [10, 30]))
    0.5
    """
    x, y = _two(group, rest)
    total = x + y
    share = np.where(total > 0, x / np.where(total > 0, total, 1.0), 0.0)
    order = np.argsort(share, axis=-1, kind="stable")
    x, y = (np.take_along_axis(a, order, axis=-1) for a in (x, y))
    with np.errstate(invalid="ignore", divide="ignore"):
        x, y = _of_all(x), _of_all(y)
    # Twice the area between the Lorenz curve of the two groups and the diagonal.
    below = y.cumsum(axis=-1) - y / 2
    return np.asarray(np.clip(2 * (x * below).sum(axis=-1) - 1, 0.0, 1.0))


def information(counts: ArrayLike) -> Floats:
    r"""Theil's information index H of two groups or more.

    Parameters
    ----------
    counts : array_like, shape (..., n_areas, n_groups)

    Returns
    -------
    ndarray, shape (...)
        0 = the same mix everywhere, 1 = one group only in each area. NaN where there is but one group.

    Raises
    ------
    MethodError
        A negative count, or fewer than two groups.

    Notes
    -----
    :math:`H = \sum_i t_i(E - E_i) / (E\,T)`, :math:`E = -\sum_k \pi_k\ln\pi_k`. Theil, H. & Finizza, A. J.
    (1971), *Journal of Mathematical Sociology* 1, 187–194; Reardon, S. F. & Firebaugh, G. (2002),
    *Sociological Methodology* 32, 33–67.

    Examples
    --------
    >>> float(information([[30, 10], [10, 30]]).round(4))
    0.1887
    """
    n = _counts(counts)
    return _information(n, n.sum(axis=-2))


def information_decomposition(counts: ArrayLike, groups: Sequence[object]) -> Decomposition:
    r"""Theil's H, split into segregation between clusters of areas and within them.

    Parameters
    ----------
    counts : array_like, shape (..., n_areas, n_groups)
        Persons of each group in each (sub-)area.
    groups : sequence, length n_areas
        The cluster (area) that each (sub-)area belongs to.

    Returns
    -------
    Decomposition
        ``by_group`` per cluster: its share of persons times its entropy over that of the whole, times its
        own H.

    Raises
    ------
    MethodError
        As :func:`information`; clusters that do not fit.

    Notes
    -----
    :math:`H = H_\text{between} + \sum_c \frac{t_cE_c}{TE}H_c`. Reardon & Firebaugh (2002).

    Examples
    --------
    >>> found = information_decomposition([[30, 10], [10, 30], [40, 0], [0, 40]], ["A", "A", "B", "B"])
    >>> float(found.total.round(4)), float(found.between.round(4)), found.by_group.round(4)
    (0.5944, 0.0, array([0.0944, 0.5   ]))
    """
    n = _counts(counts)
    names, own = named_groups(groups, n.shape[-2])
    member = belonging(own, len(names))
    clusters = np.swapaxes(gathered(np.swapaxes(n, -1, -2), member), -1, -2)
    whole = clusters.sum(axis=-2)
    # Persons times entropy: of areas, of clusters, of the whole.
    of_areas, of_clusters = gathered(_mix(n), member), _mix(clusters)
    with np.errstate(invalid="ignore", divide="ignore"):
        scale = np.where(_mix(whole) > 0, _mix(whole), np.nan)
        by_group = (of_clusters - of_areas) / scale[..., None]
    return Decomposition(
        _information(n, whole), _information(clusters, whole), by_group.sum(axis=-1), by_group, names
    )


def _two(group: ArrayLike, rest: ArrayLike) -> tuple[Floats, Floats]:
    x, y = together(
        group=np.atleast_1d(numbers(group, "the group", at_least=0)),
        rest=numbers(rest, "the rest", at_least=0),
    )
    missing = np.isnan(x) | np.isnan(y)
    return np.where(missing, 0.0, x), np.where(missing, 0.0, y)


def _of_all(x: Floats) -> Floats:
    return np.asarray(x / x.sum(axis=-1, keepdims=True))


def _exposure(x: Floats, y: Floats, total: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        met = np.where(total > 0, y / np.where(total > 0, total, 1.0), 0.0)
        return np.asarray((_of_all(x) * met).sum(axis=-1))


def _counts(counts: ArrayLike) -> Floats:
    n = numbers(counts, "the counts", at_least=0)
    if n.ndim < 2 or n.shape[-1] < 2:
        raise MethodError(
            f"counts of shape {n.shape} hold no two groups",
            expected="areas as rows, two groups or more as columns",
        )
    return np.where(np.isnan(n).any(axis=-1, keepdims=True), 0.0, n)


def _mix(n: Floats) -> Floats:
    """Persons times the entropy of their mix, over the last axis."""
    total = n.sum(axis=-1, keepdims=True)
    share = n / np.where(total > 0, total, 1.0)
    return np.asarray(-(n * log(np.where(n > 0, share, 1.0))).sum(axis=-1))


def _information(n: Floats, whole: Floats) -> Floats:
    most = _mix(whole)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (most - _mix(n).sum(axis=-1)) / most
    return np.asarray(np.where(most > 0, np.clip(found, 0.0, 1.0), np.nan))
