"""Normalisations by an area's place among the reference areas: ranks and what is made of them, categories.

A value that is no reference area's own (another year, a sub-area, a sub-group) gets its place by straight
interpolation between the nearest reference values below and above it; beyond the smallest or the largest it
gets that one's place. The reference areas themselves so keep exactly the ranks they were given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError, did_you_mean, listing
from omradesindex.methods.equal import half_up, on_grid, reaches, same, scale_of
from omradesindex.methods.functions import exp, log, log1p, normal_quantile
from omradesindex.methods.guard import column_name, floats
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.normalise_linear import moments, moments_over_people, spread_of
from omradesindex.methods.options import Ddof
from omradesindex.methods.quantiles import weighted_quantiles

Floats = NDArray[np.float64]
Parameters = Mapping[str, Floats]

#: What equal values get: the smallest of the ranks they would share, their mean, or the largest.
Ties = Literal["min", "average", "max"]
TIES: tuple[str, ...] = get_args(Ties)

#: Where categories are cut: at quantiles, or at so many standard deviations from the middle.
Cuts = Literal["quantiles", "sd"]


#: Whether an area is ranked among the others, or among all, itself one of them.
Among = Literal["others", "all"]


def _ordered_ranks(ordered: Floats, ties: Ties) -> Floats:
    """Rank from below (1 = smallest) of columns that stand in order of size; NaN where missing."""
    if ties not in TIES:
        raise MethodError(
            f"the option 'ties' is {ties!r}{did_you_mean(str(ties), TIES)}",
            expected=f"one of {listing(TIES)}",
        )
    n = ordered.shape[-2]
    if n == 0:
        return ordered.copy()
    places = np.arange(n, dtype=float)[:, None]
    new = np.ones(ordered.shape, dtype=bool)
    steps = on_grid(ordered, scale_of(ordered, axis=-2, keepdims=True))
    new[..., 1:, :] = steps[..., 1:, :] != steps[..., :-1, :]
    last = np.ones(ordered.shape, dtype=bool)
    last[..., :-1, :] = new[..., 1:, :]
    first = np.maximum.accumulate(np.where(new, places, 0.0), axis=-2)
    final = np.minimum.accumulate(np.where(last, places, n)[..., ::-1, :], axis=-2)[..., ::-1, :]
    shared = {"min": first, "max": final, "average": (first + final) / 2}[ties]
    return np.where(np.isnan(ordered), np.nan, shared + 1)


def _learn(
    x: Floats, ties: Ties | Mapping[int, Ties], usual: Ties = "min"
) -> tuple[Floats, Floats, Floats, Floats]:
    """Ordered values, their ranks from below, how many there are, and max − min."""
    ordered = np.sort(x, axis=-2)
    own = ties if isinstance(ties, Mapping) else {}
    ranks = _ordered_ranks(ordered, usual if isinstance(ties, Mapping) else ties)
    for column, word in own.items():
        ranks[..., [column]] = _ordered_ranks(ordered[..., [column]], word)
    several = x.ndim > 2
    low, high = spread_of(x)
    n = (~np.isnan(ordered)).sum(axis=-2, keepdims=several).astype(float)
    return ordered, ranks, n, high - low


def _places(values: Floats, places: Floats, spread: Floats) -> Parameters:
    return {"values": values, "places": places, "spread": spread}


def interpolated(x: Floats, parameters: Parameters) -> Floats:
    """Place of each value among the reference's, by interpolation; missing in a column without spread."""
    values, places, spread = (parameters[k] for k in ("values", "places", "spread"))
    n = values.shape[-1]
    if values.ndim == 2:
        found = np.full(x.shape, np.nan)
        for j in range(n):
            there = ~np.isnan(values[:, j])
            if spread[j] > 0:
                found[..., j] = np.interp(x[..., j], values[there, j], places[there, j])
        return found
    # Each scenario has a reference of its own.
    leading = np.broadcast_shapes(x.shape[:-2], values.shape[:-2])
    x = np.broadcast_to(x, (*leading, *x.shape[-2:]))
    values, places = (np.broadcast_to(a, (*leading, *values.shape[-2:])) for a in (values, places))
    m = values.shape[-2]
    # A stable sort lays each value behind the reference's equal ones: how many those are is its position.
    order = np.argsort(np.concatenate([values, x], axis=-2), axis=-2, kind="stable")
    before = np.empty(order.shape, dtype=np.intp)
    np.put_along_axis(before, order, np.cumsum(order < m, axis=-2), axis=-2)
    there = (~np.isnan(values)).sum(axis=-2, keepdims=True)
    below = np.clip(before[..., m:, :] - 1, 0, np.maximum(there - 1, 0))
    above = np.clip(before[..., m:, :], 0, np.maximum(there - 1, 0))
    v0, v1 = (np.take_along_axis(values, k, axis=-2) for k in (below, above))
    p0, p1 = (np.take_along_axis(places, k, axis=-2) for k in (below, above))
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(v1 > v0, (p1 - p0) / (v1 - v0), 0.0)
        found = slope * (np.clip(x, v0, v1) - v0) + p0
    return np.where((spread > 0) & ~np.isnan(x), found, np.nan)


def learn_rank(x: Floats, *, ties: Ties | Mapping[int, Ties] = "min") -> Parameters:
    """Plain rank from below: 1 = the smallest challenge, n = the greatest.

    Notes
    -----
    OECD/JRC (2008), step 5. Equal values share the smallest rank (COINr, league tables) or, with
    ``ties="average"``, their mean rank (JämIndex, Spearman).
    """
    values, ranks, _, spread = _learn(x, ties)
    return _places(values, ranks, spread)


def learn_borda(x: Floats, *, ties: Ties | Mapping[int, Ties] = "min") -> Parameters:
    """Borda points: how many reference areas have a strictly smaller value (rank from below − 1).

    Notes
    -----
    Borda, J.-C. de (1784), "Mémoire sur les élections au scrutin"; COINr ``n_borda``. ``ties="average"``
    gives half a point for each tie.
    """
    values, ranks, _, spread = _learn(x, ties)
    return _places(values, ranks - 1, spread)


def learn_percentile_rank(
    x: Floats,
    *,
    ties: Ties | Mapping[int, Ties] = "min",
    of: Among = "others",
    above_zero: bool = False,
    decimals: int | None = None,
) -> Parameters:
    """Percentile rank: (rank from below − 1) / (n − 1), 0 for the smallest, 1 for the largest.

    Parameters
    ----------
    ties : {"min", "average", "max"}
        What equal values get.
    of : {"others", "all"}
        Share of the other areas, (rank − 1) / (n − 1), or of all of them, rank / n.
    above_zero : bool
        Rank only the areas above zero, among themselves; an area at zero gets 0.
    decimals : int, optional
        How many it is rounded to, a half upwards.

    Raises
    ------
    MethodError
        With ``above_zero``: a value below zero, as of an indicator that is turned, or fewer than two areas
        above it. Decimals that are none.

    Notes
    -----
    OECD/JRC (2008), step 5; COINr ``n_prank``, a spreadsheet's PERCENTRANK.INC. Four decimals: CDC/ATSDR,
    *Social Vulnerability Index*. Above zero: OEHHA, *CalEnviroScreen*.
    """
    if of not in ("others", "all"):
        raise MethodError(f"the option 'of' is {of!r}", expected="'others' or 'all'")
    if decimals is not None and not 0 <= decimals <= 15:
        raise MethodError(f"the option 'decimals' is {decimals}", expected="a whole number from 0 to 15")
    values, ranks, n, spread = _learn(x, ties)
    zeros: Floats | float = 0.0
    if above_zero:
        zeros = _zeros(values, n)
        n = n - zeros[..., 0, :] if x.ndim == 2 else n - zeros
        ranks = ranks - zeros
    with np.errstate(divide="ignore", invalid="ignore"):
        places = (ranks - 1) / (n - 1) if of == "others" else ranks / n
    if above_zero:
        places = np.where(ranks <= 0, 0.0, places)
    found = _places(values, places, spread)
    return found if decimals is None else {**found, "decimals": np.asarray(float(decimals))}


def _zeros(ordered: Floats, n: Floats) -> Floats:
    """How many areas are at zero, in each column; shape (..., 1, n_indicators)."""
    nought = same(ordered, 0.0, scale_of(ordered, axis=-2, keepdims=True))
    zeros = nought.sum(axis=-2, keepdims=True).astype(float)
    counted = n if ordered.ndim > 2 else n[None, :]
    for wrong, what, expected in (
        (
            ((ordered < 0) & ~nought).any(axis=-2, keepdims=True),
            "there are values below zero, so areas cannot be ranked above it",
            "values of zero or more, of indicators where a higher value is worse",
        ),
        (
            (counted - zeros < 2) & (counted > 0),
            "fewer than two areas are above zero, so they cannot be ranked",
            "at least two areas above zero",
        ),
    ):
        columns = np.flatnonzero(wrong.reshape(-1, wrong.shape[-1]).any(axis=0))
        if columns.size:
            raise MethodError(what, where=column_name(columns[0]), expected=expected)
    return np.asarray(zeros)


def _apply_percentile_rank(x: Floats, parameters: Parameters) -> Floats:
    places = interpolated(x, parameters)
    return half_up(places, int(parameters["decimals"])) if "decimals" in parameters else places


def learn_normal_score(x: Floats, *, ties: Ties | Mapping[int, Ties] = "average") -> Parameters:
    """Normal score of the rank: ``Φ⁻¹(rank / (n + 1))``.

    Notes
    -----
    Van der Waerden, B. L. (1952), "Order tests for the two-sample problem", *Indagationes Mathematicae* 14;
    used within the domains of the Scottish and English indices of multiple deprivation.
    """
    values, ranks, n, spread = _learn(x, ties, "average")
    return _places(values, normal_quantile(ranks / (n + 1)), spread)


def exponential(share: ArrayLike, *, scale: float = 23.0) -> Floats:
    """Exponential transformation of ranks: ``X = −s · ln(1 − R · (1 − e^(−100/s)))``, between 0 and 100.

    Parameters
    ----------
    share : array_like
        R: rank counted from the least deprived, over n; 1 for the most deprived. With rank 1 = most
        deprived, R = (n + 1 − rank) / n.
    scale : float
        23 lets a tenth of the areas score above 50, so that a high score on one domain is not cancelled
        by low ones on others.

    Raises
    ------
    MethodError
        A share outside 0–1, or a scale that is not above zero.

    Notes
    -----
    Noble, M. et al. (2004), *The English Indices of Deprivation 2004*, ODPM; also Wales and Scotland.

    Examples
    --------
    >>> exponential([1.0, 0.9, 0.5]).round(2)
    array([100.  ,  50.43,  15.65])
    """
    r = np.asarray(share, dtype=float)
    if not scale > 0:
        raise MethodError(f"the scale is {scale}", expected="above zero")
    if ((r < 0) | (r > 1)).any():
        raise MethodError("a rank's share lies outside 0 to 1", expected="(n + 1 − rank) / n")
    # 1 − R + R·e^(−100/s), as logarithms: with a small scale the last term is lost beside 1.
    rest, own = log1p(-r), log(r) - 100 / scale
    return np.asarray(-scale * (np.maximum(rest, own) + log1p(exp(-np.abs(rest - own)))))


def learn_exponential(
    x: Floats, *, ties: Ties | Mapping[int, Ties] = "average", scale: float = 23.0, itself: bool = True
) -> Parameters:
    """Exponential transformation of the ranks (see :func:`exponential`), as the indices of deprivation do.

    A value between two reference areas' is placed between their ranks, and then transformed. Equal values
    share their mean rank, or with ``ties="max"`` the most deprived of their ranks, as in Wales 2019.

    Parameters
    ----------
    ties : {"min", "average", "max"}
        What equal values get.
    scale : float
        As in :func:`exponential`; 100 / ln 81 in Northern Ireland, so that R = .9 scores exactly 50.
    itself : bool
        Whether R counts the area itself, with rank 1 the most deprived: (n + 1 − rank) / n as in England and
        Wales, or without it (n − rank) / n as in Scotland.
    """
    if not scale > 0:
        raise MethodError(
            f"the option 'scale' is {scale}", where="method 'exponential'", expected="above zero"
        )
    values, ranks, n, spread = _learn(x, ties, "average")
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (ranks if itself else ranks - 1) / n
        return {**_places(values, share, spread), "scale": np.asarray(float(scale))}


def _apply_exponential(x: Floats, parameters: Parameters) -> Floats:
    # Interpolation may round past one by a last digit.
    return exponential(np.clip(interpolated(x, parameters), 0.0, 1.0), scale=float(parameters["scale"]))


def learn_categories(
    x: Floats,
    *,
    centre: Floats | None = None,
    ddof: Ddof = 0,
    by: Cuts = "quantiles",
    at: Sequence[float] | None = None,
    scores: Sequence[float] | None = None,
    people: ArrayLike | str | None = None,
) -> Parameters:
    """Categories: a score for the interval that a value lies in; a value on a cut belongs to the upper one.

    Parameters
    ----------
    x : ndarray, shape (..., n_areas, n_indicators)
    centre, ddof
        Middle and divisor of the standard deviation, for ``by="sd"``.
    by : {"quantiles", "sd"}
        Cuts at quantiles of the reference areas (linear between order statistics), or at so many standard
        deviations from the centre.
    at : sequence of float, optional
        Rising. Fifths (.2, .4, .6, .8) for quantiles; (−1, 0, 1, 2) for standard deviations, which are
        SCB's five types of areas.
    scores : sequence of float, optional
        One more than there are cuts; 1, 2, 3 … if left out.
    people : array_like, optional
        How many live in each area: quantiles and standard deviations are then those of people, each with the
        value of their area. The area that a quantile falls in belongs to the upper class.

    Notes
    -----
    OECD/JRC (2008), step 5, "categorical scale". SCB's *Indelning i områdestyper* counts its types from
    the other end (1 = the greatest challenges).
    """
    where = "method 'categories'"
    if by not in ("quantiles", "sd"):
        raise MethodError(f"the option 'by' is {by!r}", where=where, expected="'quantiles' or 'sd'")
    default = (0.2, 0.4, 0.6, 0.8) if by == "quantiles" else (-1.0, 0.0, 1.0, 2.0)
    edges = np.asarray(default if at is None else at, dtype=float)
    if edges.ndim != 1 or not edges.size or not (np.diff(edges) > 0).all():
        raise MethodError("the cuts do not rise", where=where, expected="at least one, in rising order")
    given = np.arange(1.0, edges.size + 2) if scores is None else floats(scores, "scores")
    if given.shape != (edges.size + 1,):
        raise MethodError(
            f"{given.size} scores are given for {edges.size} cuts",
            where=where,
            expected=f"{edges.size + 1} scores",
        )
    low, high = spread_of(x)
    if by == "sd":
        middle, spread = moments(x, ddof) if people is None else moments_over_people(x, people, ddof)
        middle = middle if centre is None else centre
        cuts = np.stack([middle + k * spread for k in edges])
    else:
        if not ((edges > 0) & (edges < 1)).all():
            raise MethodError("a quantile lies outside 0 to 1", where=where, expected="shares such as 0.2")
        cuts = np.stack([_quantile(x, q) for q in edges]) if people is None else _of_people(x, people, edges)
    return {"cuts": cuts, "scores": given, "spread": high - low}


def _quantile(x: Floats, q: float) -> Floats:
    """Quantile of each column, linear between order statistics, missing values left out."""
    ordered, several = np.sort(x, axis=-2), x.ndim > 2
    n = (~np.isnan(ordered)).sum(axis=-2, keepdims=True)
    # Rounded, so that a quantile that is an area's own value is exactly that.
    place = np.round(q * np.maximum(n - 1, 0), 9)
    k = np.floor(place).astype(np.intp)
    a = np.take_along_axis(ordered, k, axis=-2)
    b = np.take_along_axis(ordered, np.minimum(k + 1, np.maximum(n - 1, 0)), axis=-2)
    found = a + (place - k) * (b - a)
    return np.asarray(found if several else found[0])


def _of_people(x: Floats, people: ArrayLike | str, edges: Floats) -> Floats:
    """Quantiles of each column over people, who stand beside its values."""
    beside = np.broadcast_to(np.asarray(people, dtype=float), x.shape)
    values, counts = np.moveaxis(x, -2, -1), np.moveaxis(beside, -2, -1)
    found = np.moveaxis(weighted_quantiles(values, edges, counts), -1, 0)
    return found[..., None, :] if x.ndim > 2 else found


def _apply_categories(x: Floats, parameters: Parameters) -> Floats:
    index = np.zeros(np.broadcast_shapes(x.shape, parameters["cuts"].shape[1:]), dtype=np.intp)
    for cut in parameters["cuts"]:
        # A cut at the middle may be 0: what lies on it is told by the spread.
        index += reaches(x, cut, parameters["spread"])
    usable = (parameters["spread"] > 0) & ~np.isnan(x)
    return np.where(usable, parameters["scores"][index], np.nan)


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5"

#: Name in a definition → method.
RANK_LIKE: Mapping[str, Method] = methods_of(
    Method(
        "normalise",
        "rank",
        learn_rank,
        _HANDBOOK,
        "Plats bland områdena: 1 för den minsta utmaningen",
        "Place among the areas: 1 for the smallest challenge",
        interpolated,
        {"ties": "words"},
    ),
    Method(
        "normalise",
        "percentile_rank",
        learn_percentile_rank,
        _HANDBOOK,
        "Andel av de övriga områdena som ligger lägre",
        "Share of the other areas that lie lower",
        _apply_percentile_rank,
        {"ties": "words"},
    ),
    Method(
        "normalise",
        "borda",
        learn_borda,
        "Borda (1784), Mémoire sur les élections au scrutin",
        "Antal områden som ligger lägre",
        "Number of areas that lie lower",
        interpolated,
        {"ties": "words"},
    ),
    Method(
        "normalise",
        "normal_score",
        learn_normal_score,
        "Van der Waerden (1952), Indagationes Mathematicae 14",
        "Områdets plats, omräknad till en normalfördelning",
        "The area's place, made into a normal distribution",
        interpolated,
        {"ties": "words"},
    ),
    Method(
        "normalise",
        "exponential",
        learn_exponential,
        "Noble et al. (2004), The English Indices of Deprivation 2004",
        "Områdets plats, omräknad så att områdena med störst utmaning skiljs ut",
        "The area's place, made into points that set the greatest challenges apart",
        _apply_exponential,
        {"ties": "words"},
    ),
    Method(
        "normalise",
        "categories",
        learn_categories,
        _HANDBOOK,
        "Klasser efter områdenas kvantiler eller standardavvikelser",
        "Classes by the areas' quantiles or standard deviations",
        _apply_categories,
        {"people": "area"},
    ),
)
