"""An axis of values along the foot of a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.lines import Line2D

from omradesindex.present.style import GREY, LINE, SMALL
from omradesindex.wording import Language, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from omradesindex.present.style import Sheet

#: How far below the field its numbers stand, in inches.
_DROP = 0.17


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
        At least how many steps the field holds; at most a little more than twice as many.
    sign : bool
        Write a plus before values above zero.
    """
    (low, high), (left, right), (bottom, top) = values, across, upright
    power = 10.0 ** np.floor(np.log10((high - low) / parts))
    step = max(m * power for m in (1, 2, 5) if m * power <= (high - low) / parts)
    decimals = max(0, -int(np.floor(np.log10(step))))
    for tick in np.arange(np.ceil(low / step) * step, high + step * 1e-6, step):
        x = left + (tick - low) / (high - low) * (right - left)
        canvas.add_line(Line2D([x, x], [bottom, top], color=LINE, linewidth=0.6, zorder=0))
        text = number(float(tick), decimals, lang=lang, sign=sign)
        page.text(x, bottom - _DROP, text, size=SMALL, colour=GREY, ha="center")
