"""How charts over time show an area that has improved, worsened or done neither: colour and shape."""

from __future__ import annotations

from typing import Any

from omradesindex.show.figure import GREY, PAPER

#: Purple and orange as on the maps, which the colour-blind can tell apart; a shape for each besides.
COLOURS = {"improved": "#542788", "worsened": "#b35806", "noise": GREY, "untested": GREY}
_SHAPES = {"improved": "v", "worsened": "^", "noise": "o", "untested": "o"}


def is_firm(verdict: str) -> bool:
    """Whether an area has moved by more than noise.

    Examples
    --------
    >>> is_firm("improved"), is_firm("noise")
    (True, False)
    """
    return verdict in ("improved", "worsened")


def verdict_mark(verdict: str) -> dict[str, Any]:
    """How a verdict's mark is drawn; what could not be tested is a ring."""
    look = {
        "marker": _SHAPES[verdict],
        "color": COLOURS[verdict],
        "markersize": 7.0,
        "gid": f"mark-{verdict}",
    }
    ring = {"markerfacecolor": PAPER, "markeredgecolor": GREY}
    return {**look, **(ring if verdict == "untested" else {})}
