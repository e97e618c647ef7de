"""An axis of values along the foot of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from omradesindex.show.figure import GREY, LINE, SMALL, text_width
from omradesindex.wording import Language, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.show.figure import Sheet

#: How far below the field its numbers stand, in inches.
_DROP = 0.17
#: At least so much between two numbers, in inches.
_APART = 0.1


def value_axis(
    page: Sheet,
    canvas: Axes,
    values: tuple[float, float],
    across: tuple[float, float],
    upright: tuple[float, float],
    lang: Language,
    *,
    parts: int = 5,
    sign: bool = False,
) -> None:
    """Draw round values as thin lines over a field, and write them below it.

    Parameters
    ----------
    page : Sheet
    canvas : Axes
        The sheet's canvas.
    values : tuple of float
        The values at the field's left and right edge.
    across, upright : tuple of float
        Left and right, lower and upper edge of the field, in inches.
    lang : {"sv", "en"}
    parts : int
        At least how many steps the field holds, at most a little more than twice as many; fewer where the
        numbers would otherwise touch.
    sign : bool
        Write a plus before values above zero.
    """
    (low, high), (left, right), (bottom, top) = values, across, upright
    power = 10.0 ** np.floor(np.log10((high - low) / parts))
    finest = max(m * power for m in (1, 2, 5) if m * power <= (high - low) / parts)
    scale = (right - left) / (high - low)
    for step in (m * 10.0**e * power for e in range(3) for m in (1, 2, 5)):
        if step < finest:
            continue
        decimals = max(0, -int(np.floor(np.log10(step) + 1e-9)))
        ticks = np.arange(np.ceil(low / step) * step, high + step * 1e-6, step)
        texts = [number(float(tick), decimals, lang=lang, sign=sign) for tick in ticks]
        if max((text_width(text, SMALL) for text in texts), default=0.0) + _APART <= step * scale:
            break
    for tick, text in zip(ticks, texts, strict=True):
        x = left + (tick - low) * scale
        canvas.add_line(Line2D([x, x], [bottom, top], color=LINE, linewidth=0.6, zorder=0))
        page.text(x, bottom - _DROP, text, size=SMALL, colour=GREY, ha="center")


def rank_axis(n: int) -> list[int]:
    """Ranks that are written along an axis: all where there is room, else round ones and both ends."""
    if n <= 30:
        return list(range(1, n + 1))
    step = next(s for s in (5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**4, 10**5) if n / s <= 20)
    inner = [k for k in range(step, n + 1, step) if n - k >= step / 2 or k == n]
    return [1, *inner, *([] if inner and inner[-1] == n else [n])]
