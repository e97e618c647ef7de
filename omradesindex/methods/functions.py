"""Exponentials and logarithms that are the same on every processor.

Those of the C library and of numpy's vector units differ in the last digit between processors. Here they are
made of sums, products, quotients and roots alone, which IEEE 754 rounds alike everywhere; they are right to
the last digit or the one before.

Notes
-----
Reduction and polynomials as in fdlibm (Sun Microsystems, 1993): ``e_exp.c``, ``e_log.c`` and ``e_asin.c``.
``expm1`` and ``log1p`` by Kahan's corrections; the quantile of the normal distribution is Wichura, M. J.
(1988), "Algorithm AS 241", *Applied Statistics* 37, 477–484.
"""

from __future__ import annotations

from functools import reduce
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

__all__ = ["arcsin", "exp", "expm1", "hypot", "log", "log1p", "normal_quantile", "power"]

_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_IN_LN2 = 1.44269504088896338700
_EXP = (
    4.13813679705723846039e-08,
    -1.65339022054652515390e-06,
    6.61375632143793436117e-05,
    -2.77777777770155933842e-03,
    1.66666666666666019037e-01,
)
_LOG_ODD = (
    1.479819860511658591e-01,
    1.818357216161805012e-01,
    2.857142874366239149e-01,
    6.666666666666735130e-01,
)
_ROOT_HALF = np.sqrt(0.5).view(np.int64)
_LOG_EVEN = (1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01)


_RIGHT = 1.57079632679489661923

# Numbers that are worked on at a time: with what is made of them they fit a processor's nearer memory.
_BLOCK = 2**14


def _polynomial(coefficients: tuple[float, ...], x: Floats, out: Floats | None = None) -> Floats:
    found = np.multiply(x, coefficients[0], out=out)
    for coefficient in coefficients[1:-1]:
        found += coefficient
        found *= x
    found += coefficients[-1]
    return found


def exp(values: ArrayLike) -> Floats:
    """Exponential function.

    Examples
    --------
    >>> exp([0.0, 1.0, -1e9])
    array([1.        , 2.71828183, 0.        ])
    """
    x = np.asarray(values, dtype=float)
    order: Literal["C", "F"] = "F" if x.flags.fnc else "C"
    flat = x.ravel(order)
    found = np.empty_like(flat)
    room = np.empty((5, min(flat.size, _BLOCK)))
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        for start in range(0, flat.size, _BLOCK):
            part = flat[start : start + _BLOCK]
            _exp(part, found[start : start + _BLOCK], room[:, : part.size])
    return found.reshape(x.shape, order=order)


def _exp(x: Floats, y: Floats, room: Floats) -> None:
    """Write exponentials of ``x`` to ``y``; ``room`` is five rows to work in, lest memory be asked for."""
    # Beyond these it is infinite, or zero.
    extreme = not (x.min() > -700.0 and x.max() < 700.0)
    x = np.clip(x, -750.0, 710.0) if extreme else x
    k, low, r, t, c = room
    np.rint(np.multiply(x, _IN_LN2, out=k), out=k)
    high = np.subtract(x, np.multiply(k, _LN2_HIGH, out=y), out=y)
    np.multiply(k, _LN2_LOW, out=low)
    np.subtract(high, low, out=r)
    np.multiply(r, r, out=t)
    _polynomial(_EXP, t, out=c)
    c *= t
    np.subtract(r, c, out=c)
    r *= c
    np.subtract(2.0, c, out=c)
    r /= c
    low -= r
    low -= high
    np.subtract(1.0, low, out=y)
    if extreme:
        np.ldexp(y, np.where(np.isnan(k), 0.0, k).astype(np.int64), out=y)
        return
    power = t.view(np.int64)
    np.copyto(power, k, casting="unsafe")
    power += 1023
    power <<= 52
    y *= t


def log(values: ArrayLike) -> Floats:
    """Natural logarithm: −infinity at 0, NaN below.

    Examples
    --------
    >>> log([1.0, 10.0, 0.0])
    array([0.        , 2.30258509,       -inf])
    """
    x = np.asarray(values, dtype=float)
    flat = x.ravel()
    found = np.empty_like(flat)
    for start in range(0, flat.size, _BLOCK):
        found[start : start + _BLOCK] = _log(flat[start : start + _BLOCK])
    return found.reshape(x.shape)


def _log(x: Floats) -> Floats:
    # 1 + f lies from √½ to √2, and x is that times a power of two.
    usual = bool(x.min() >= np.finfo(float).tiny and x.max() < np.inf)
    if usual:
        bits = x.view(np.int64)
        e = (bits - _ROOT_HALF) >> 52
        f = (bits - (e << 52)).view(np.float64)
        f -= 1.0
        k = e.astype(float)
    else:
        m, e = np.frexp(np.where((x > 0) & (x < np.inf), x, 1.0))
        low = m < np.sqrt(0.5)
        f, k = np.where(low, 2.0 * m, m) - 1.0, np.asarray(e - low, dtype=float)
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    rest = _polynomial(_LOG_EVEN, w)
    rest *= w
    rest += z * _polynomial(_LOG_ODD, w)
    half = 0.5 * f
    half *= f
    rest += half
    rest *= s
    rest += k * _LN2_LOW
    half -= rest
    half -= f
    y = k * _LN2_HIGH
    y -= half
    return y if usual else np.where(x > 0, np.where(x < np.inf, y, np.inf), np.where(x == 0, -np.inf, np.nan))


def log1p(values: ArrayLike) -> Floats:
    """Logarithm of 1 + x, exact for small x too."""
    x = np.asarray(values, dtype=float)
    u = 1.0 + x
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(u == 1.0, x, np.where(np.isfinite(u) & (u > 0), log(u) * (x / (u - 1.0)), log(u)))


def expm1(values: ArrayLike) -> Floats:
    """Exponential less 1, exact for small x too."""
    x = np.asarray(values, dtype=float)
    u = exp(x)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (u - 1.0) * (x / log(u))
    return np.where(u == 1.0, x, np.where((u > 0) & (u < np.inf), found, u - 1.0))


_ARCSIN = (
    (3.47933107596021167570e-05, 7.91534994289814532176e-04, -4.00555345006794114027e-02,
     2.01212532134862925881e-01, -3.25565818622400915405e-01, 1.66666666666666657415e-01),
    (7.70381505559019352791e-02, -6.88283971605453293030e-01, 2.02094576023350569471e+00,
     -2.40339491173441421878e+00, 1.0),
)  # fmt: skip


def arcsin(values: ArrayLike) -> Floats:
    """Angle in radians whose sine is a value from 0 to 1; NaN outside.

    Examples
    --------
    >>> arcsin([0.0, 0.5, 1.0]).round(6)
    array([0.      , 0.523599, 1.570796])
    """
    x = np.asarray(values, dtype=float)
    x = np.where((x >= 0) & (x <= 1), x, np.nan)
    # Near one it is a right angle less twice that of the half.
    large = x > 0.5
    z = np.where(large, (1.0 - x) / 2.0, x * x)
    s = np.where(large, np.sqrt(z), x)
    found = s + s * (z * _polynomial(_ARCSIN[0], z) / _polynomial(_ARCSIN[1], z))
    return np.asarray(np.where(large, _RIGHT - 2.0 * found, found))


def hypot(a: ArrayLike, b: ArrayLike) -> Floats:
    """Length of the hypotenuse: the root of the sum of two squares."""
    x, y = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    return np.asarray(np.sqrt(x * x + y * y))


def power(values: ArrayLike, exponent: float) -> Floats:
    """A power of values that are zero or more; the third power of any.

    Examples
    --------
    >>> power([4.0, 0.0], 1.5)
    array([8., 0.])
    """
    x = np.asarray(values, dtype=float)
    if exponent in (1.0, 2.0, 3.0):
        return reduce(np.multiply, [x] * int(exponent))
    if exponent in (0.5, -1.0):
        return np.asarray(np.sqrt(x) if exponent == 0.5 else 1.0 / x)
    return exp(exponent * log(x))


_CENTRE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_NEAR = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def normal_quantile(shares: ArrayLike) -> Floats:
    """The value that a share of a standard normal distribution lies below; −∞ at 0, ∞ at 1.

    Examples
    --------
    >>> normal_quantile([0.5, 0.975]).round(6)
    array([0.      , 1.959964])
    """
    p = np.asarray(shares, dtype=float)
    q = p - 0.5
    inner = 0.180625 - q * q
    middle = q * _polynomial(_CENTRE[0], inner) / _polynomial(_CENTRE[1], inner)
    with np.errstate(invalid="ignore", divide="ignore"):
        r = np.sqrt(-log(np.minimum(p, 1.0 - p)))
        near = _polynomial(_NEAR[0], r - 1.6) / _polynomial(_NEAR[1], r - 1.6)
        far = _polynomial(_FAR[0], r - 5.0) / _polynomial(_FAR[1], r - 5.0)
        tail = np.where(np.isinf(r), np.inf, np.where(r <= 5.0, near, far))
    return np.where(np.abs(q) <= 0.425, middle, np.where(q < 0, -tail, tail))
