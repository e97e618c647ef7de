"""Slope and relative index of inequality: the gap between the two ends of a social order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.functions import exp, log
from omradesindex.methods.guard import Floats, check_level, choose, numbers, refuse, together
from omradesindex.methods.inequality import ridit
from omradesindex.methods.intervals import Interval
from omradesindex.methods.sums import product

__all__ = ["SlopeIndex", "slope_index"]

_SCALES = ("linear", "log", "logit")


@dataclass(frozen=True)
class SlopeIndex:
    """Slope and relative index of inequality.

    Attributes
    ----------
    slope : ndarray, shape (...)
        SII: fitted value at the better-off end less that at the worse-off end, in the unit of the values.
    relative : ndarray, shape (...)
        RII: the one over the other; NaN where the worse-off end's is not above zero.
    intercept : ndarray, shape (...)
        Fitted value at the worse-off end.
    slope_limits, relative_limits : Interval or None
        By simulation; None without standard errors.
    """

    slope: Floats
    relative: Floats
    intercept: Floats
    slope_limits: Interval | None
    relative_limits: Interval | None


def slope_index(
    values: ArrayLike,
    population: ArrayLike,
    position: ArrayLike | None = None,
    *,
    standard_errors: ArrayLike | None = None,
    scale: Literal["linear", "log", "logit"] = "linear",
    fit_on_scale: bool = False,
    level: float = 0.95,
    sides: Literal[1, 2] = 2,
    draws: int = 100_000,
    rng: int | np.random.Generator | None = None,
) -> SlopeIndex:
    r"""Slope and relative index of inequality by regression on ridits.

    Parameters
    ----------
    values, population : array_like, shape (..., n_groups)
        Each group's (decile's, area's) figure and persons. A group with a missing value (NaN) is left out,
        and the ridits are those of the others.
    position : array_like, shape (n_groups,), optional
        Place in the social order, the worst off lowest; the order given if left out. The sign follows: a
        slope below zero says that the worse off have more of it.
    standard_errors : array_like, shape (..., n_groups), optional
        Of the values, on ``scale``. With them come intervals.
    scale : {"linear", "log", "logit"}
        Where a value's error is symmetric: rates are drawn on the log scale, shares (0–1) on the logit.
    fit_on_scale : bool
        Whether the line itself is drawn on ``scale``, and its two ends taken back from it; otherwise the
        regression is of the values. The gap then stays between values that can be: no rate below zero.
    level, sides
        As in :func:`omradesindex.methods.intervals.wilson`.
    draws : int
        Simulated sets of values.
    rng : int or Generator, optional
        Seed. All scenarios meet the same draws.

    Returns
    -------
    SlopeIndex

    Raises
    ------
    MethodError
        Fewer than two different positions, a population not above zero, a negative standard error, values
        that the scale does not know, fewer than 1 000 draws.

    Notes
    -----
    Least squares of :math:`\sqrt{a}\,y` on :math:`\sqrt a` and :math:`b\sqrt a`, a the share of persons and b
    the ridit; RII = (intercept + slope) / intercept. Low, A. & Low, A. (2004), *Journal of Public Health* 26,
    388–395; as Public Health England's PHEindicatormethods, with ``fit_on_scale`` its ``transform``: on the
    log scale the ends are :math:`e^{\alpha}` and :math:`e^{\alpha + \beta}`.

    Examples
    --------
    >>> found = slope_index([70.0, 75.0, 80.0], [100, 100, 100])
    >>> float(found.slope.round(6)), float(found.relative.round(3))
    (15.0, 1.222)
    """
    choose("scale", scale, _SCALES)
    y, persons = together(
        values=np.atleast_1d(numbers(values, "the values")), population=numbers(population, "the population")
    )
    refuse(persons <= 0, "a group has no population", remedy="leave it out, or give NaN as its value")
    missing = np.isnan(y) | np.isnan(persons)
    persons = np.where(missing, 0.0, persons)
    place = np.arange(y.shape[-1]) if position is None else numbers(position, "the position")
    b = ridit(place, persons)
    with np.errstate(invalid="ignore", divide="ignore"):
        a = persons / persons.sum(axis=-1, keepdims=True)
        # The ridits' mean is ½ by construction.
        spread = (a * (b - 0.5) ** 2).sum(axis=-1, keepdims=True)
        refuse(
            (spread[..., 0] <= 1e-15) | np.isnan(spread[..., 0]),
            "all groups hold the same position",
            expected="at least two groups that differ",
        )
        slope_of = a * (b - 0.5) / spread
    y = np.where(missing, 0.0, y)
    fitted = np.where(missing, 0.0, _to(scale, y, missing)) if fit_on_scale else y
    line = scale if fit_on_scale else "linear"
    along = (slope_of * fitted).sum(axis=-1)
    intercept, slope = _ends(line, (a * fitted).sum(axis=-1) - along / 2, along)
    relative = _relative(intercept, slope)
    if standard_errors is None:
        return SlopeIndex(slope, relative, intercept, None, None)

    outside = check_level(level, sides)
    if draws < 1000:
        raise MethodError(f"{draws} draws are too few for an interval", expected="1 000 or more")
    error, _ = together(standard_errors=numbers(standard_errors, "the standard errors", at_least=0), values=y)
    refuse(np.isnan(error) & ~missing, "a standard error is missing for a group that has a value")
    error = np.where(missing, 0.0, error)
    middle = _to(scale, y, missing)
    noise = np.random.default_rng(rng).standard_normal((draws, y.shape[-1]))
    limits = np.empty((4, *slope.shape))
    for at in np.ndindex(slope.shape):
        drawn = middle[at] + error[at] * noise
        if not fit_on_scale:
            drawn = _from(scale, drawn)
        drawn = np.where(missing[at], 0.0, drawn)
        slopes = product(drawn, slope_of[at])
        starts, slopes = _ends(line, product(drawn, a[at]) - slopes / 2, slopes)
        limits[(slice(0, 2), *at)] = np.quantile(slopes, [outside, 1 - outside])
        limits[(slice(2, 4), *at)] = np.quantile(_relative(starts, slopes), [outside, 1 - outside])
    return SlopeIndex(
        slope, relative, intercept, Interval(limits[0], limits[1]), Interval(limits[2], limits[3])
    )


def _ends(scale: str, start: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """Value at the worse-off end and what is added to it at the other, of a line on a scale."""
    first = _from(scale, start)
    return first, np.asarray(slope if scale == "linear" else _from(scale, start + slope) - first)


def _relative(intercept: Floats, slope: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(intercept > 0, (intercept + slope) / intercept, np.nan))


def _to(scale: str, y: Floats, missing: np.ndarray) -> Floats:
    if scale == "linear":
        return y
    refuse(
        ~missing & ((y <= 0) | ((y >= 1) if scale == "logit" else False)),
        f"a value has no {scale}",
        expected="shares between 0 and 1, both excluded" if scale == "logit" else "values above zero",
        remedy='use scale="linear"' if scale == "log" else 'divide per cent by 100, or use scale="linear"',
    )
    safe = np.where(missing, 0.5, y)
    return np.asarray(log(safe) if scale == "log" else log(safe / (1 - safe)))


def _from(scale: str, x: Floats) -> Floats:
    if scale == "linear":
        return x
    return np.asarray(exp(x) if scale == "log" else 1 / (1 + exp(-x)))
