"""Exponentials and logarithms in machine code: those of :mod:`omradesindex.methods.functions`.

See ``fast_scores.py``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.robustness.fast_layout import inner

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@inner
def _exp(high: float, low: float) -> float:
    r = high - low
    t = r * r
    c = t * 4.13813679705723846039e-08
    c = (c - 1.65339022054652515390e-06) * t
    c = (c + 6.61375632143793436117e-05) * t
    c = (c - 2.77777777770155933842e-03) * t
    c = r - (c + 1.66666666666666019037e-01) * t
    return 1.0 - ((low - r * c / (2.0 - c)) - high)


@inner
def _exp_far(x: float) -> float:
    """Beyond ±700, where it is infinite, or zero, or near that."""
    if np.isnan(x):
        return x
    x = min(max(x, -750.0), 710.0)
    k = np.rint(x * 1.44269504088896338700)
    y = _exp(x - k * 6.93147180369123816490e-01, k * 1.90821492927058770002e-10)
    return float(np.ldexp(y, int(k)))


@inner
def exp_row(x: Floats, bits: Integers) -> None:
    """Exponentials in place; ``bits`` is a row to work in."""
    far = 0
    for d in range(len(x)):
        far += not -700.0 < x[d] < 700.0
    if far:
        for d in range(len(x)):
            x[d] = _exp_far(x[d])
        return
    power = bits.view(np.float64)
    for d in range(len(x)):
        k = np.rint(x[d] * 1.44269504088896338700)
        # 1.5 · 2⁵² more: its last binary digits are those of a whole number.
        power[d] = k + 6755399441055744.0
        x[d] = _exp(x[d] - k * 6.93147180369123816490e-01, k * 1.90821492927058770002e-10)
    for d in range(len(x)):
        bits[d] = (bits[d] + 1023) << 52
    for d in range(len(x)):
        x[d] *= power[d]


@inner
def log_row(x: Floats, bits: Integers) -> None:
    """Logarithms in place, of numbers that are neither zero nor next to it; ``bits`` is a row to work in."""
    whole, fraction = x.view(np.int64), bits.view(np.float64)
    for d in range(len(x)):
        e = (whole[d] - 4604544271217802189) >> 52  # √½ and what is above it is 1 and something
        bits[d] = whole[d] - (e << 52)
        whole[d] = e
    for d in range(len(x)):
        k, f = float(whole[d]), fraction[d] - 1.0
        s = f / (2.0 + f)
        z = s * s
        w = z * z
        even = (w * 1.531383769920937332e-01 + 2.222219843214978396e-01) * w + 3.999999999940941908e-01
        odd = (w * 1.479819860511658591e-01 + 1.818357216161805012e-01) * w + 2.857142874366239149e-01
        odd = odd * w + 6.666666666666735130e-01
        half = 0.5 * f * f
        rest = (even * w + z * odd + half) * s + k * 1.90821492927058770002e-10
        x[d] = k * 6.93147180369123816490e-01 - ((half - rest) - f)
