"""Random numbers in machine code: the very numbers that numpy draws, without a call for each.

Uniforms are the upper 53 bits of what SFC64 (Doty-Humphrey, *PractRand*) gives. Normal numbers are numpy's
ziggurat of 256 layers (Marsaglia and Tsang 2000, "The ziggurat method for generating random variables",
*Journal of Statistical Software* 5(8)) in single precision, whose layers are worked out here. Beside the
layers numpy asks the C library for an exponential or a logarithm, and so does this: the same function of
the same library.

Nobody promises that numpy draws normal numbers in this way for ever. :func:`agrees` draws some in both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods.functions import exp, log
from omradesindex.subjects.robustness.fast_layout import inner

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
State = NDArray[np.uint64]

# Where the ziggurat's lowest layer has its end, and what each layer holds of the curve.
END, _AREA = 3.6541528853610087963519472518, 0.004928673233974658
_END_SINGLE, _IN_END_SINGLE = np.float32(END), np.float32(1 / END)
_UNIFORM, _UNIFORM_SINGLE = 1.0 / 2**53, np.float32(1.0 / 2**24)
# Whole numbers of numpy's: of an unsigned number and another, machine code would make a float.
_1, _3, _11, _24, _32, _40 = (np.uint64(k) for k in (1, 3, 11, 24, 32, 40))
_1_OF_32, _8, _9 = (np.uint32(k) for k in (1, 8, 9))
_LAYER, _LAYER_AND_SIGN, _SIGN_BEYOND = np.uint32(2**8 - 1), np.uint32(2**9 - 1), np.uint32(2**17)


def _layers() -> tuple[NDArray[np.int32], Singles, Singles]:
    """What is surely under the curve, how wide a step is, and how high the curve stands, by layer.

    The first two for positive numbers, and then for negative ones.
    """
    ends = np.zeros(256)
    ends[255] = END
    for k in range(255, 1, -1):
        ends[k - 1 : k] = np.sqrt(-2 * log(_AREA / ends[k : k + 1] + exp(-0.5 * ends[k : k + 1] ** 2)))
    heights = exp(-0.5 * ends**2)
    ends[0] = _AREA / heights[255]
    sure = np.rint(np.roll(ends, 1) / ends * 2**23).astype(np.int32)
    sure[1] = 0
    heights[0] = 1.0
    widths = (ends / 2**23).astype(np.float32)
    return np.tile(sure, 2), np.concatenate([widths, -widths]), heights.astype(np.float32)


LAYERS = _layers()


@inner
def _step(a: Any, b: Any, c: Any, counter: Any) -> tuple[Any, Any, Any, Any, Any]:
    """The generator's next 64 bits, and its state after them."""
    found = a + b + counter
    return found, b ^ (b >> _11), c + (c << _3), ((c << _24) | (c >> _40)) + found, counter + _1


@inner
def uniforms(state: State, into: Floats) -> None:
    """Write uniform numbers in [0, 1)."""
    a, b, c, counter = state[0], state[1], state[2], state[3]
    for k in range(len(into)):
        found, a, b, c, counter = _step(a, b, c, counter)
        into[k] = np.float64(np.int64(found >> _11)) * _UNIFORM
    state[0], state[1], state[2], state[3] = a, b, c, counter


@inner
def _word(state: State) -> Any:
    """The next 32 bits: half of 64, the other half of which is kept for the next time."""
    if state[4]:
        state[4] = 0
        return np.uint32(state[5])
    found, state[0], state[1], state[2], state[3] = _step(state[0], state[1], state[2], state[3])
    state[4], state[5] = 1, found >> _32
    return np.uint32(found)


@inner
def _share(word: Any) -> Any:
    """A uniform number of single precision."""
    return np.float32(word >> _8) * _UNIFORM_SINGLE


@inner
def _beside(state: State, word: Any, x: Any, heights: Singles) -> tuple[bool, Any]:
    """Whether a number is kept that is not surely under the curve, and what it then is."""
    layer = word & _LAYER
    if layer:
        height = (heights[layer - _1_OF_32] - heights[layer]) * _share(_word(state)) + heights[layer]
        return height < math.exp(-0.5 * np.float64(x) * np.float64(x)), x
    while True:
        beyond = -_IN_END_SINGLE * np.log1p(-_share(_word(state)))
        above = -np.log1p(-_share(_word(state)))
        if above + above > beyond * beyond:
            return True, -(_END_SINGLE + beyond) if word & _SIGN_BEYOND else _END_SINGLE + beyond


@inner
def normals(state: State, sure: Any, widths: Singles, heights: Singles, into: Singles) -> None:
    """Write standard normal numbers."""
    k = 0
    while k < len(into):
        word = _word(state)
        layer, along = word & _LAYER_AND_SIGN, np.int32(word >> _9)
        x = np.float32(along) * widths[layer]
        kept = along < sure[layer]
        if not kept:
            kept, x = _beside(state, word, x, heights)
        into[k] = x
        k += kept


class Generator:
    """As much of numpy's ``Generator`` as draws ask for: the same numbers of the same state."""

    def __init__(self, bits: np.random.SFC64) -> None:
        self._bits = bits
        self.integers = np.random.Generator(bits).integers

    def random(self, size: Any, *, out: Floats | None = None) -> Floats:
        """Uniform numbers in [0, 1)."""
        found = np.empty(size) if out is None else out
        self._draw(lambda state: uniforms(state, found.reshape(-1)))
        return found

    def standard_normal(self, size: Any, *, dtype: Any, out: Singles | None = None) -> Singles:
        """Standard normal numbers of single precision."""
        found = np.empty(size, dtype=dtype) if out is None else out
        self._draw(lambda state: normals(state, *LAYERS, found.reshape(-1)))
        return found

    def _draw(self, work: Callable[[State], None]) -> None:
        said = self._bits.state
        state = np.array([*said["state"]["state"], said["has_uint32"], said["uinteger"]], dtype=np.uint64)
        work(state)
        of_64, (kept, half) = state[:4], state[4:].tolist()
        self._bits.state = {**said, "state": {"state": of_64}, "has_uint32": kept, "uinteger": half}


def agrees() -> bool:
    """Whether these are numpy's numbers, held against so many that the rarest cases are among them."""
    mine, its = Generator(np.random.SFC64(1)), np.random.Generator(np.random.SFC64(1))
    uniform = mine.random(100).tobytes() == its.random(100).tobytes()
    found = (one.standard_normal(2**16, dtype=np.float32).tobytes() for one in (mine, its))
    return uniform and next(found) == next(found)
