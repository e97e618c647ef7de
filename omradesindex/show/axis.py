"""From values to inches, and the axis along the foot of a chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.show.figure import GREY, LINE, SMALL, text_width
from omradesindex.wording import Language, number

if TYPE_CHECKING:
    from omradesindex.show.figure import Sheet

#: How far below the field its numbers stand, and how far above where they stand there too, in inches.
DROP, RISE = 0.17, 0.1
#: At least so much between two numbers, in inches.
_APART = 0.1

#: A place on an axis, and what is written there.
Tick = tuple[float, str]


@dataclass(frozen=True)
class Field:
    """From values to inches: what stands at the left and the right edge."""

    low: float
    high: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        return self.left + (value - self.low) / (self.high - self.low) * (self.right - self.left)


def ends(values: ArrayLike, air: float = 0.03) -> tuple[float, float]:
    """Return the ends of an axis that holds all values, with a share of air at each.

    Examples
    --------
    >>> ends([0.0, 10.0, float("nan")])
    (-0.3, 10.3)
    """
    known: NDArray[np.float64] = np.asarray(values, dtype=float).ravel()
    known = known[~np.isnan(known)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    room = air * (high - low) or 1.0
    return low - room, high + room


def round_ticks(
    low: float, high: float, width: float, lang: Language, *, parts: int, sign: bool
) -> list[Tick]:
    """Choose round values between two ends, at most so many that their numbers do not touch in a width."""
    power = 10.0 ** np.floor(np.log10((high - low) / parts))
    finest = max(m * power for m in (1, 2, 5) if m * power <= (high - low) / parts)
    scale = width / (high - low)
    for step in (m * 10.0**e * power for e in range(3) for m in (1, 2, 5)):
        if step < finest:
            continue
        decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
        places = np.arange(np.ceil(low / step) * step, high + step * 1e-6, step)
        texts = [number(float(place), decimals, lang=lang, sign=sign) for place in places]
        if max((text_width(text, SMALL) for text in texts), default=0.0) + _APART <= step * scale:
            break
    return [(float(place), text) for place, text in zip(places, texts, strict=True)]


def rank_axis(n: int) -> list[int]:
    """Ranks that are written along an axis: all where there is room, else round ones and both ends.

    Examples
    --------
    >>> rank_axis(3), rank_axis(61)[-3:]
    ([1, 2, 3], [50, 55, 61])
    """
    if n <= 30:
        return list(range(1, n + 1))
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**4, 10**5) if n / s <= 20)
    inner = [k for k in range(step, n + 1, step) if n - k >= step / 2 or k == n]
    return [1, *inner, *([] if inner and inner[-1] == n else [n])]


def rank_ticks(n: int, lang: Language) -> list[Tick]:
    """Write the ranks along an axis of ``n``."""
    return [(float(rank), number(rank, lang=lang)) for rank in rank_axis(n)]


def draw_axis(
    page: Sheet, ticks: Iterable[Tick], field: Field, upright: Sequence[float], *, above: bool = False
) -> None:
    """Draw thin lines over a field, from its lower to its upper edge, and write their numbers below it."""
    bottom, top = upright
    for value, text in ticks:
        x = field.at(value)
        page.line((x, x), (bottom, top), color=LINE, linewidth=0.6, zorder=0)
        page.text(x, bottom - DROP, text, size=SMALL, colour=GREY, ha="center")
        if above:
            page.text(x, top + RISE, text, size=SMALL, colour=GREY, ha="center")
