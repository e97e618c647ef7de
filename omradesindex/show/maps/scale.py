"""Classes of numbers between round edges, for maps of what has no scale of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.frozen import Frozen
from omradesindex.methods.equal import ceiling
from omradesindex.show.figure import ABSENT
from omradesindex.show.maps.legends import Classes
from omradesindex.wording import Language, exact_decimals, number

if TYPE_CHECKING:
    from omradesindex.show.maps.panel import Look

# ColorBrewer's schemes (colorbrewer2.org), which the colour-blind can read: PuOr as on the index's maps,
# where orange is a greater challenge; Oranges for more of what is a challenge; Greens for what is neither.
COLOURS: Mapping[str, tuple[str, ...]] = Frozen(
    {
        "around": ("#542788", "#8073ac", "#b2abd2", "#d8daeb", "#fee0b6", "#fdb863", "#e08214", "#b35806"),
        "challenge": ("#feedde", "#fdd0a2", "#fdae6b", "#fd8d3c", "#e6550d", "#a63603"),
        "neutral": ("#edf8e9", "#c7e9c0", "#a1d99b", "#74c476", "#31a354", "#006d2c"),
    }
)
#: The outermost twentieth at each end stands in the open classes.
_ENDS = (0.05, 0.95)


@dataclass(frozen=True)
class Scale:
    """Edges between classes, and the classes' colours; the first and the last are open.

    Attributes
    ----------
    edges : tuple of float
    colours : tuple of str
        One more than there are edges.
    middle : int or None
        Which edge is the middle that colours turn at.
    """

    edges: tuple[float, ...]
    colours: tuple[str, ...]
    middle: int | None = None

    @classmethod
    def over(cls, values: ArrayLike, kind: str = "neutral", *, middle: float | None = None) -> Scale:
        """Choose round edges for numbers; with a middle, as many on each side of it.

        Examples
        --------
        >>> Scale.over([0.2, 1.1, 2.7, 4.9]).edges
        (1.0, 2.0, 3.0, 4.0)
        >>> Scale.over([88, 97, 104, 121], middle=100).edges
        (85.0, 90.0, 95.0, 100.0, 105.0, 110.0, 115.0)
        >>> Scale.over([3, 3, 3]).edges
        (3.0,)
        """
        known = np.asarray(values, dtype=float)
        known = known[np.isfinite(known)]
        if middle is not None:
            colours = COLOURS["around"]
            sides = len(colours) // 2
            far = float(np.quantile(np.abs(known - middle), _ENDS[1])) if len(known) else 0.0
            step = _round(far / sides)
            edges = middle + step * np.arange(1 - sides, sides)
            return cls(tuple(map(float, edges)), colours, sides - 1)
        colours = COLOURS[kind]
        low, high = map(float, np.quantile(known, _ENDS)) if len(known) else (0.0, 0.0)
        if not high > low:
            return cls((low,), (colours[0], colours[-1]))
        step = _round((high - low) / (len(colours) - 1))
        places = np.arange(np.floor(low / step + 1e-9) + 1, float(ceiling(high / step)))
        if not len(places):
            places = np.array([float(ceiling(low / step))])
        edges = step * places[: len(colours) - 1]
        picked = np.linspace(0, len(colours) - 1, len(edges) + 1).round().astype(int)
        return cls(tuple(map(float, edges)), tuple(colours[k] for k in picked))

    def look(self, value: float) -> Look:
        """Return how an area is painted; a number on an edge belongs to the class above."""
        if not np.isfinite(value):
            return {**ABSENT, "linewidth": 0.0}
        near = 1e-9 * max(1.0, abs(value))
        face = self.colours[int(np.searchsorted(self.edges, value + near, side="right"))]
        look: dict[str, Any] = {"facecolor": face, "edgecolor": "none", "linewidth": 0.0}
        return look

    def legend(
        self,
        less: str,
        more: str,
        lang: Language,
        *,
        middle: tuple[str, ...] = (),
        absent: str = "",
        sign: bool = False,
    ) -> Classes:
        """Return what says which colour is which."""
        decimals = exact_decimals([round(edge, 9) for edge in self.edges])
        edges = [number(edge, decimals, lang=lang, sign=sign) for edge in self.edges]
        return Classes(self.colours, edges, less, more, self.middle, middle, absent)


def _round(step: float) -> float:
    """Return the least of 1, 2 and 5 times a power of ten that is at least a step.

    Examples
    --------
    >>> [_round(s) for s in (0.03, 1.2, 5, 0)]
    [0.05, 2.0, 5.0, 1.0]
    """
    if not step > 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(step))
    return float(next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= step * (1 - 1e-9)))
