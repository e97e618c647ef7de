"""How charts over time show an area that has improved, worsened or done neither: colour and shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omradesindex.frozen import Frozen
from omradesindex.show.figure import ABSENT, GREY, PAPER
from omradesindex.show.maps.legends import Words
from omradesindex.subjects.over_time.words import verdict_text
from omradesindex.wording import Language, Text

#: Purple and orange as on the maps, which the colour-blind can tell apart; a shape for each besides.
COLOURS = {"improved": "#542788", "worsened": "#b35806", "noise": GREY, "untested": GREY}
#: Colours of the verdicts on maps; what may be chance has none of them.
FACES: Mapping[str, Mapping[str, Any]] = Frozen(
    {
        "worsened": {"facecolor": "#e08214"},
        "improved": {"facecolor": "#8073ac"},
        "noise": {"facecolor": "#dedede"},
        "untested": ABSENT,
    }
)
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


def verdict_legend(verdicts: Sequence[str], labels: Mapping[str, Text], lang: Language) -> Words:
    """The verdicts that a map has, each with its colour."""
    there = [verdict for verdict in FACES if verdict in verdicts]
    return Words([(FACES[verdict], verdict_text(verdict, labels, lang)) for verdict in there])
