"""How charts over time mark an area that has improved, worsened or done neither: colour and shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.lines import Line2D

from omradesindex.show.figure import GREY, PAPER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Purple and orange as on the maps, which the colour-blind can tell apart; a shape for each besides.
COLOURS = {"improved": "#542788", "worsened": "#b35806", "noise": GREY, "untested": GREY}
_SHAPES = {"improved": "v", "worsened": "^", "noise": "o", "untested": "o"}


def mark(canvas: Axes, x: float, y: float, verdict: str, *, size: float = 7.0, zorder: float = 5) -> None:
    """Draw a verdict's mark."""
    line = Line2D([x], [y], marker=_SHAPES[verdict], markersize=size, color=COLOURS[verdict], zorder=zorder)
    line.set(markeredgecolor=PAPER, markeredgewidth=0.7, gid=f"mark-{verdict}")
    if verdict == "untested":
        line.set(markerfacecolor=PAPER, markeredgecolor=GREY)
    canvas.add_line(line)


def stroke(canvas: Axes, x: tuple[float, float], y: tuple[float, float], **style: Any) -> None:
    """Draw a straight line."""
    canvas.add_line(Line2D(x, y, **{"color": GREY, "linewidth": 1.2, "zorder": 2, **style}))
