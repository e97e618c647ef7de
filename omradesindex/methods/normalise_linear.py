"""Normalisations that are a straight line: zero + points · (x − centre) / spread, at times cut at its ends.

Each function learns ``centre`` and ``spread`` from the reference, one per indicator; missing values are
left out. They differ in what they take as middle and as measure, and in which scale they end on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.errors import MethodError
from omradesindex.methods.equal import above, ends, same, scale_of
from omradesindex.methods.guard import column_name, per_column
from omradesindex.methods.method import Method, methods_of
from omradesindex.methods.options import Ddof, check_ddof
from omradesindex.methods.reliability import LEAST_SIGNAL

Floats = NDArray[np.float64]
Parameters = Mapping[str, Floats]

#: Whether a distance to a reference is measured by the range below it, or by the reference itself.
Form = Literal["range", "relative"]

#: Whether a standard deviation is that of the values, or what is left of it when their noise is taken out.
Spread = Literal["observed", "without_noise"]

#: A normal distribution's standard deviation over its median absolute deviation.
MAD_TO_SD = 1.4826022185056018


def linear(x: Floats, parameters: Parameters) -> Floats:
    """Apply a line: ``zero + points · (x − centre) / spread``, cut at ``lowest`` and ``highest`` if given.

    Without a spread there is nothing to measure with: the result is missing, not infinite.
    """
    spread = np.where(parameters["spread"] > 0, parameters["spread"], np.nan)
    y = (x - parameters["centre"]) / spread
    if "points" in parameters:
        y = parameters["zero"] + parameters["points"] * y
    if "lowest" in parameters:
        y = np.clip(y, parameters["lowest"], parameters["highest"])
    return np.asarray(y)


def spread_of(x: Floats) -> tuple[Floats, Floats]:
    """Smallest and largest value of each column, shape (n_indicators,) or (..., 1, n_indicators).

    One and the same where all are equal.
    """
    return ends(x, keepdims=x.ndim > 2)


def signal_of(x: Floats, spread: Floats, noise: Floats | None, ddof: int) -> Floats:
    """What is left of a standard deviation over areas when the noise is taken out.

    Raises
    ------
    MethodError
        Noise that is not known, or that leaves less than a fifth of the variance.
    """
    n = (~np.isnan(x)).sum(axis=-2, keepdims=x.ndim > 2)
    unknown = np.full(x.shape[-1], np.nan) if noise is None else noise
    _refuse(
        np.isnan(unknown) & (spread > 0),
        "the spread without noise is not known, because the values' errors are not",
        "values with standard errors, or counts that tell them",
        "give the standard errors, or measure with spread = 'observed'",
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        share = 1 - unknown * (n - 1) / ((n - ddof) * spread**2)
    _refuse(
        (share < LEAST_SIGNAL) & (spread > 0),
        "next to nothing but noise is left of the differences between areas",
        f"at least {LEAST_SIGNAL:g} of their variance",
        "leave it out, take figures that rest on more people, or measure with spread = 'observed'",
    )
    return np.where(spread > 0, spread * np.sqrt(np.maximum(share, 0.0)), spread)


def moments(x: Floats, ddof: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column; equal values have a spread of exactly zero."""
    check_ddof(ddof)
    several = x.ndim > 2
    n = (~np.isnan(x)).sum(axis=-2, keepdims=several)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(x, axis=-2, keepdims=several) / n
        square = np.nansum((x - mean) ** 2, axis=-2, keepdims=several)
        spread = np.sqrt(square / np.maximum(n - ddof, 0))
    low, high = spread_of(x)
    # Equal values have no spread, whatever rounding the mean left behind.
    return np.asarray(mean), np.where(low == high, 0.0, spread)


def moments_over_people(x: Floats, people: ArrayLike | str, ddof: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column over people, each with the value of their area.

    ``people`` has the shape of ``x``: what stands beside each value.
    """
    check_ddof(ddof)
    several = x.ndim > 2
    counted = np.where(np.isnan(x), 0.0, np.broadcast_to(np.asarray(people, dtype=float), x.shape))
    n = counted.sum(axis=-2, keepdims=several)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.nansum(counted * np.nan_to_num(x), axis=-2, keepdims=several) / n
        square = np.nansum(counted * (x - mean) ** 2, axis=-2, keepdims=several)
        spread = np.sqrt(square / np.maximum(n - ddof, 0))
    low, high = ends(np.where(counted > 0, x, np.nan), keepdims=several)
    _refuse(
        (n <= 0) & ~np.isnan(x).all(axis=-2, keepdims=several),
        "nobody lives in the areas that have a value",
        "people in at least two areas",
    )
    return np.asarray(mean), np.where(low == high, 0.0, spread)


def line(
    centre: Floats, spread: Floats, zero: Floats | float = 0.0, points: Floats | float = 1.0
) -> dict[str, Floats]:
    """Parameters of ``zero + points · (x − centre) / spread``, which :func:`linear` applies."""
    found = {"centre": centre, "spread": spread}
    if np.any(np.not_equal(zero, 0.0)) or np.any(np.not_equal(points, 1.0)):
        found |= {"zero": np.asarray(zero, dtype=float), "points": np.asarray(points, dtype=float)}
    return found


def _middle(given: ArrayLike | None, centre: Floats | None, x: Floats, option: str = "reference") -> Floats:
    """Return the option's value, or else the centre, or else the mean of the areas."""
    if given is not None:
        return per_column(given, x.shape[-1], option)
    return moments(x, 0)[0] if centre is None else centre


def _check_above_zero(value: float, option: str, method: str) -> None:
    if not value > 0:
        raise MethodError(
            f"the option '{option}' is {value}", where=f"method '{method}'", expected="above zero"
        )


def _refuse(wrong: NDArray[np.bool_], what: str, expected: str, remedy: str | None = None) -> None:
    columns = np.flatnonzero(wrong.reshape(-1, wrong.shape[-1]).any(axis=0))
    if columns.size:
        raise MethodError(what, where=column_name(columns[0]), expected=expected, remedy=remedy)


def learn_z_score(
    x: Floats,
    *,
    centre: Floats | None = None,
    noise: Floats | None = None,
    ddof: Ddof = 0,
    mean: float = 0.0,
    sd: float = 1.0,
    spread: Spread = "observed",
    people: ArrayLike | str | None = None,
) -> Parameters:
    """Standard score: ``mean + sd · (x − centre) / s``, s the standard deviation over the areas.

    With ``spread="without_noise"`` s is that of the true values: the mean error variance ``noise`` is taken
    out of the variance (:func:`omradesindex.methods.reliability.reliability`). With ``people`` each area
    counts as often as people live in it, in the mean and in the spread.

    Notes
    -----
    OECD/JRC (2008), step 5. ``centre`` is the mean of the areas unless given; ``ddof`` 0 or 1. By people: the
    Health Index for England (Office for National Statistics).
    """
    if people is not None and spread == "without_noise":
        raise MethodError(
            "a spread over people is not known without noise",
            where="method 'z_score'",
            expected="either people or spread = 'without_noise'",
        )
    _check_above_zero(sd, "sd", "z_score")
    middle, deviation = moments(x, ddof) if people is None else moments_over_people(x, people, ddof)
    if spread == "without_noise":
        deviation = signal_of(x, deviation, noise, ddof)
    return line(middle if centre is None else centre, deviation, mean, sd)


def learn_robust_z(x: Floats, *, centre: Floats | None = None, scale: float = MAD_TO_SD) -> Parameters:
    """Robust standard score: ``(x − median) / (scale · MAD)``, MAD the median of |x − median|.

    The default scale makes it a standard deviation where values are normally distributed; 1 gives the
    plain MAD.

    Raises
    ------
    MethodError
        Where half of the areas or more share one value while others differ: MAD is then zero.

    Notes
    -----
    Rousseeuw, P. J. and Croux, C. (1993), "Alternatives to the median absolute deviation", *Journal of the
    American Statistical Association* 88, 1273–1283.
    """
    _check_above_zero(scale, "scale", "robust_z")
    several = x.ndim > 2
    median = _median(x, several)
    deviation = _median(np.sort(np.abs(x - median), axis=-2), several)
    spread = scale * np.where(same(deviation, 0.0, scale_of(x, axis=-2, keepdims=several)), 0.0, deviation)
    low, high = spread_of(x)
    _refuse(
        (spread == 0) & (low < high),
        "half of the areas or more have the same value, so the median deviation is zero",
        "values that differ in more than half of the areas",
        "use z_score or a rank instead",
    )
    return line(median if centre is None else centre, np.where(low == high, 0.0, spread))


def _median(ordered: Floats, several: bool) -> Floats:
    """Median of columns in order of size, missing values last."""
    n = (~np.isnan(ordered)).sum(axis=-2, keepdims=True)
    if ordered.shape[-2] == 0:
        return np.full(n.shape if several else n.shape[-1:], np.nan)
    below, above = np.maximum(n - 1, 0) // 2, np.minimum(n // 2, ordered.shape[-2] - 1)
    a, b = (np.take_along_axis(ordered, k, axis=-2) for k in (below, above))
    median = a / 2 + b / 2
    return np.asarray(median if several else median[0])


def learn_min_max(x: Floats, *, low: float = 0.0, high: float = 1.0) -> Parameters:
    """Min–max: ``low + (high − low) · (x − min) / (max − min)``.

    Notes
    -----
    OECD/JRC (2008), step 5. Another year's values may fall outside ``low`` and ``high``.
    """
    if not high > low:
        raise MethodError(
            f"the scale goes from {low} to {high}", where="method 'min_max'", expected="low < high"
        )
    smallest, largest = spread_of(x)
    return line(smallest, largest - smallest, low, high - low)


def learn_goalposts(
    x: Floats, *, low: ArrayLike, high: ArrayLike, points: float = 1.0, clip: bool = True
) -> Parameters:
    """Goalposts: ``points · (x − low) / (high − low)``, cut at both ends unless ``clip`` is false.

    The ends come from outside (a natural minimum, a goal), so the reference plays no part.

    Raises
    ------
    MethodError
        A low end that is not below the high one.

    Notes
    -----
    UNDP, *Human Development Report*, technical notes (dimension indices of the HDI).
    """
    n = x.shape[-1]
    _check_above_zero(points, "points", "goalposts")
    bottom, top = per_column(low, n, "low"), per_column(high, n, "high")
    _refuse(~above(top, bottom), "the low goalpost is not below the high one", "low < high")
    found = line(bottom, top - bottom, 0.0, points)
    return found | ({"lowest": np.asarray(0.0), "highest": np.asarray(float(points))} if clip else {})


def learn_distance_to_maximum(x: Floats) -> Parameters:
    """Distance to the maximum: ``1 − (max − x) / (max − min)``; the greatest challenge is 1.

    Notes
    -----
    COINr ``n_dist2max`` (Becker et al. 2022, *Journal of Open Source Software* 7, 4567). The same line as
    min–max, counted from the other end.
    """
    smallest, largest = spread_of(x)
    return line(largest, largest - smallest, 1.0)


def learn_distance_to_reference(
    x: Floats, *, centre: Floats | None = None, reference: ArrayLike | None = None, form: Form = "range"
) -> Parameters:
    """Distance to a reference value: the whole city, a country, an area.

    ``form="range"``: ``1 − (ref − x) / (ref − min)``, 1 at the reference, 0 at the areas' minimum.
    ``form="relative"``: ``(x − ref) / |ref|``, 0 at the reference, .1 where ten per cent above it.

    Raises
    ------
    MethodError
        A reference that is not above the smallest value (range), or is zero (relative).

    Notes
    -----
    Range: COINr ``n_dist2ref``. Relative: OECD/JRC (2008), step 5, "distance to a reference".
    """
    ref = _middle(reference, centre, x)
    if form == "relative":
        _refuse(ref == 0, "the reference value is zero", "a value that others can be compared with")
        return line(ref, np.abs(ref))
    if form != "range":
        raise MethodError(f"the option 'form' is {form!r}", expected="'range' or 'relative'")
    smallest, largest = spread_of(x)
    _refuse(
        ~above(ref, smallest) & (smallest < largest),
        "the reference value is not above the areas' smallest",
        "a reference above the smallest value, in the turned direction",
    )
    return line(ref, np.where(smallest == largest, 0.0, ref - smallest), 1.0)


def learn_distance_to_target(x: Floats, *, target: ArrayLike, cap: bool = False) -> Parameters:
    """Distance to a target: ``(x − min) / (target − min)``, 1 at the target; at most 1 with ``cap``.

    Raises
    ------
    MethodError
        A target on the wrong side: not above the smallest value, in the turned direction.

    Notes
    -----
    COINr ``n_dist2targ``; OECD/JRC (2008), step 5.
    """
    goal = per_column(target, x.shape[-1], "target")
    smallest, largest = spread_of(x)
    _refuse(
        ~above(goal, smallest) & (smallest < largest),
        "the target is on the wrong side: the areas' values start beyond it",
        "a target above the smallest value, in the turned direction",
    )
    found = line(smallest, np.where(smallest == largest, 0.0, goal - smallest))
    return found | ({"lowest": np.asarray(-np.inf), "highest": np.asarray(1.0)} if cap else {})


def learn_fraction_of_maximum(x: Floats, *, points: float = 1.0) -> Parameters:
    """Fraction of the maximum: ``points · x / max``.

    Raises
    ------
    MethodError
        A largest value that is not above zero, as in a column whose sign has been turned.

    Notes
    -----
    COINr ``n_fracmax``; OECD/JRC (2008), step 5. Needs a natural zero. With ten points: the components of
    CalEnviroScreen (OEHHA).
    """
    _check_above_zero(points, "points", "fraction_of_maximum")
    smallest, largest = spread_of(x)
    _refuse(
        largest <= 0,
        "the largest value is not above zero, so nothing can be a fraction of it",
        "positive values",
        "use distance_to_maximum, which turned values can take",
    )
    return line(np.zeros_like(largest), np.where(smallest == largest, 0.0, largest), 0.0, points)


def learn_vector(x: Floats) -> Parameters:
    """Vector normalisation: ``x / √(Σ x²)``, the sum over the areas.

    Notes
    -----
    Hwang, C.-L. and Yoon, K. (1981), *Multiple Attribute Decision Making*, before :func:`TOPSIS
    <omradesindex.methods.balance.topsis>`.
    """
    smallest, largest = spread_of(x)
    length = np.sqrt(np.nansum(x**2, axis=-2, keepdims=x.ndim > 2))
    return line(np.zeros_like(length), np.where(smallest == largest, 0.0, length))


def learn_mpi(x: Floats, *, centre: Floats | None = None, ddof: Ddof = 0) -> Parameters:
    """Scale of the Mazziotta–Pareto index: ``100 + 10 · (x − M) / S``.

    Notes
    -----
    Mazziotta, M. and Pareto, A. (2016), "On a generalized non-compensatory composite index for measuring
    socio-economic phenomena", *Social Indicators Research* 127, 983–1003. S divides by n there (``ddof=0``);
    the R package Compind divides by n − 1 (``ddof=1``).
    """
    return learn_z_score(x, centre=centre, ddof=ddof, mean=100.0, sd=10.0)


def learn_ampi(
    x: Floats,
    *,
    centre: Floats | None = None,
    reference: ArrayLike | None = None,
    inf: ArrayLike | None = None,
    sup: ArrayLike | None = None,
) -> Parameters:
    """Scale of the adjusted Mazziotta–Pareto index: 100 at the reference value, 60 points from end to end.

    ``70 + 60 · (x − Min) / (Max − Min)`` with Min, Max = reference ∓ (sup − inf) / 2: 70–130 where the
    reference lies midway. ``inf`` and ``sup`` are the ends over all areas *and years*: give them, or
    learn from all years at once; the given reference's own ends otherwise.

    Raises
    ------
    MethodError
        ``sup`` not above ``inf``, where they are given.

    Notes
    -----
    Mazziotta, M. and Pareto, A. (2016), *Social Indicators Research* 127, 983–1003, section on the adjusted
    index. The reference value is the whole's in a base year.
    """
    n = x.shape[-1]
    smallest, largest = spread_of(x)
    bottom = smallest if inf is None else per_column(inf, n, "inf")
    top = largest if sup is None else per_column(sup, n, "sup")
    if inf is not None or sup is not None:
        _refuse(~above(top, bottom), "the upper end is not above the lower one", "inf < sup")
    return line(_middle(reference, centre, x), top - bottom, 100.0, 60.0)


def learn_nothing(x: Floats) -> Parameters:
    """Leave values as they are, for indicators that already share a unit."""
    there = (~np.isnan(x)).any(axis=-2, keepdims=x.ndim > 2)
    return line(np.zeros(there.shape), np.where(there, 1.0, 0.0))


def _always(_: Mapping[str, object]) -> bool:
    return True


def _is_relative(options: Mapping[str, object]) -> bool:
    return options.get("form") == "relative"


def _has_ends(options: Mapping[str, object]) -> bool:
    return options.get("inf") is not None and options.get("sup") is not None


_HANDBOOK = "OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5"
_COINR = "Becker et al. (2022), COINr, Journal of Open Source Software 7, 4567"
_MPI = "Mazziotta & Pareto (2016), Social Indicators Research 127, 983–1003"

#: Name in a definition → method.
LINEAR: Mapping[str, Method] = methods_of(
    Method(
        "normalise",
        "z_score",
        learn_z_score,
        _HANDBOOK,
        "Avstånd till mitten, i standardavvikelser mellan områden",
        "Distance to the middle, in standard deviations between areas",
        linear,
        {"people": "area"},
    ),
    Method(
        "normalise",
        "min_max",
        learn_min_max,
        _HANDBOOK,
        "Från det lägsta områdets värde (0) till det högstas (1)",
        "From the lowest area's value (0) to the highest's (1)",
        linear,
    ),
    Method(
        "normalise",
        "goalposts",
        learn_goalposts,
        "UNDP, Human Development Report, technical notes",
        "Mellan två fasta gränser som inte beror på områdena",
        "Between two fixed ends that do not depend on the areas",
        linear,
        {"low": "indicator", "high": "indicator"},
        fixed=_always,
    ),
    Method(
        "normalise",
        "robust_z",
        learn_robust_z,
        "Rousseeuw & Croux (1993), Journal of the American Statistical Association 88, 1273–1283",
        "Avstånd till medianen, i medianavvikelser; enstaka ytterliga områden påverkar inte måttstocken",
        "Distance to the median, in median deviations; single extreme areas do not move the stick",
        linear,
    ),
    Method(
        "normalise",
        "distance_to_maximum",
        learn_distance_to_maximum,
        _COINR,
        "Avstånd till området med störst utmaning (1)",
        "Distance to the area with the greatest challenge (1)",
        linear,
    ),
    Method(
        "normalise",
        "distance_to_reference",
        learn_distance_to_reference,
        f"{_HANDBOOK}; {_COINR}",
        "Avstånd till ett referensvärde, till exempel hela staden",
        "Distance to a reference value, such as the whole city",
        linear,
        {"reference": "indicator"},
        fixed=_is_relative,
    ),
    Method(
        "normalise",
        "distance_to_target",
        learn_distance_to_target,
        f"{_HANDBOOK}; {_COINR}",
        "Avstånd till ett bestämt mål",
        "Distance to a set target",
        linear,
        {"target": "indicator"},
    ),
    Method(
        "normalise",
        "fraction_of_maximum",
        learn_fraction_of_maximum,
        f"{_HANDBOOK}; {_COINR}",
        "Andel av det högsta värdet",
        "Fraction of the highest value",
        linear,
    ),
    Method(
        "normalise",
        "vector",
        learn_vector,
        "Hwang & Yoon (1981), Multiple Attribute Decision Making",
        "Värdet genom roten ur summan av alla områdens kvadrater",
        "The value over the root of the sum of all areas' squares",
        linear,
    ),
    Method(
        "normalise",
        "mpi",
        learn_mpi,
        _MPI,
        "Skala med medelvärde 100 och standardavvikelse 10 (Mazziotta–Pareto)",
        "Scale with mean 100 and standard deviation 10 (Mazziotta–Pareto)",
        linear,
    ),
    Method(
        "normalise",
        "ampi",
        learn_ampi,
        _MPI,
        "Skala med 100 vid referensvärdet, jämförbar mellan år (justerad Mazziotta–Pareto)",
        "Scale with 100 at the reference value, comparable between years (adjusted Mazziotta–Pareto)",
        linear,
        {"reference": "indicator", "inf": "indicator", "sup": "indicator"},
        fixed=_has_ends,
    ),
    Method(
        "normalise",
        "none",
        learn_nothing,
        _HANDBOOK,
        "Värden som de är, för indikatorer med samma enhet",
        "Values as they are, for indicators that share a unit",
        linear,
        fixed=_always,
    ),
)
