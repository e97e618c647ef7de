"""The curves that a treatment bends a column by, each with the values on which it is defined."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import MethodError
from omradesindex.frozen import Frozen
from omradesindex.methods.equal import above, same
from omradesindex.methods.functions import arcsin, expm1, log

Floats = NDArray[np.float64]
Shape = tuple[Callable[..., Floats], Callable[..., NDArray[np.bool_]], str]


def _everywhere(x: Floats, **_: float) -> NDArray[np.bool_]:
    return np.ones(x.shape, dtype=bool)


def _clip(x: Floats, *, low: float, high: float) -> Floats:
    return np.clip(x, low, high)


def _log(x: Floats) -> Floats:
    return log(x)


def _offset_log(x: Floats, *, offset: float) -> Floats:
    return log(x + offset)


def _shifted_log(x: Floats, *, low: float, shift: float) -> Floats:
    return log(x - low + shift)


def _mirrored_log(x: Floats, *, high: float, shift: float) -> Floats:
    return -log(high - x + shift)


def _square_root(x: Floats) -> Floats:
    return np.sqrt(x)


def _arcsine(x: Floats, *, whole: float) -> Floats:
    return arcsin(np.sqrt(x / whole))


def _logit(x: Floats, *, whole: float) -> Floats:
    return log(x / (whole - x))


def _distance(x: Floats, *, low: float, high: float) -> Floats:
    return np.maximum(np.maximum(low - x, x - high), 0.0)


def _box_cox(x: Floats, *, power: float, shift: float) -> Floats:
    # expm1 keeps the digits where the power is near zero, and meets the logarithm there.
    logs = log(x + shift)
    return logs if power == 0 else expm1(power * logs) / power


def _tail(x: Floats, *, low: float, high: float, reach: float) -> Floats:
    over, under = np.maximum(x - high, 0.0), np.maximum(low - x, 0.0)
    y = np.where(over > 0, high - reach * expm1(-over / reach), x)
    return np.where(under > 0, low + reach * expm1(-under / reach), y)


#: Action → curve, where it is defined, and that in words.
SHAPES: Mapping[str, Shape] = Frozen(
    {
        "winsorise": (_clip, _everywhere, "any value"),
        "log": (_log, lambda x: x > 0, "values above zero"),
        "offset_log": (
            _offset_log,
            lambda x, offset: x + offset > 0,
            "values above zero after adding {offset:g}",
        ),
        "shifted_log": (
            _shifted_log,
            lambda x, low, shift: x - low + shift > 0,
            "values above {low:g} − {shift:g}",
        ),
        "mirrored_log": (
            _mirrored_log,
            lambda x, high, shift: high - x + shift > 0,
            "values below {high:g} + {shift:g}",
        ),
        "square_root": (_square_root, lambda x: x >= 0, "values of zero or more"),
        "arcsine": (
            _arcsine,
            lambda x, whole: (x >= 0) & (x <= whole),
            "shares from 0 to {whole:g}; the option 'whole' says what they are of",
        ),
        "logit": (
            _logit,
            lambda x, whole: (x > 0) & (x < whole),
            "shares above 0 and below {whole:g}; the option 'whole' says what they are of",
        ),
        "distance": (_distance, _everywhere, "any value"),
        "box_cox": (
            _box_cox,
            lambda x, shift, **_: x + shift > 0,
            "values above zero after adding {shift:g}",
        ),
        "exponential_tail": (_tail, _everywhere, "any value"),
    }
)


def best_power(column: Floats, where: str) -> float:
    """Power of greatest likelihood of the Box–Cox family, between −5 and 5.

    Parameters
    ----------
    column : ndarray, shape (n,)
        Positive values, none missing.

    Raises
    ------
    MethodError
        All values are equal.

    Examples
    --------
    >>> round(best_power(np.exp(np.array([-2.0, -1.0, 0.0, 1.0, 2.0])), "x"), 3) + 0
    0.0
    """
    from scipy.optimize import minimize_scalar

    # In order of size, so that the order of the areas has no effect; relative to the geometric mean, so
    # that the likelihood is the variance alone.
    logs = np.sort(log(column))
    if same(logs[0], logs[-1], 1.0):
        raise MethodError(
            "all values are equal, so no power is likelier than another",
            where=where,
            remedy="leave the column out",
        )
    logs = logs - logs.mean()

    def variance(power: float) -> float:
        y = logs if same(power, 0.0, 1.0) else expm1(power * logs) / power
        return float(log(y.var()))

    return round(float(minimize_scalar(variance, bounds=(-5.0, 5.0), method="bounded").x), 12)


def tails(column: Floats, fence: float, reach: float, where: str) -> Mapping[str, float]:
    """Fences and reach of the exponential tail.

    Raises
    ------
    MethodError
        The quartiles are equal.
    """
    lower, upper = (float(q) for q in np.quantile(np.sort(column), [0.25, 0.75]))
    wide = upper - lower
    if not above(upper, lower):
        raise MethodError(
            "the quartiles are equal, so there is no measure of how far out a value lies",
            where=where,
            remedy="winsorise instead",
        )
    return {"low": lower - fence * wide, "high": upper + fence * wide, "reach": reach * wide}
