"""A block: one variable in one period for one group, with its figures over all areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.statistics.vocabulary import TOTAL

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

#: The numeric columns of the table, in order.
NUMBERS: tuple[str, ...] = (
    "value",
    "numerator",
    "denominator",
    "doubtful",
    "coverage",
    "standard_error",
    "noise",
)


class BlockId(NamedTuple):
    """What a block is about. ``group`` holds one category for each breakdown column."""

    variable: str
    period: str
    group: tuple[str, ...]


class Block(NamedTuple):
    """The figures of one variable, period and group over all areas and, last, the whole city.

    ``value``, ``numerator``, ``denominator``, ``doubtful``, ``coverage``: floats, shape ``(n_areas + 1,)``.
    ``quality``, ``status``: positions in the vocabulary. ``standard_error``: as a survey states it, in the
    value's own unit; 0 where the figure is declared exact, NaN where nothing is said. ``noise``: standard
    deviation of the random noise that was added to a count (a share's numerator and denominator), 0 for none;
    ``rounding``: that of what rounding did to it.
    """

    kind: str
    value: Floats
    numerator: Floats
    denominator: Floats
    doubtful: Floats
    coverage: Floats
    quality: Codes
    status: Codes
    standard_error: Floats
    noise: Floats
    rounding: Floats

    @property
    def moved(self) -> Floats:
        """Standard deviation of all that was done to a count: noise and rounding, which are independent."""
        moved: Floats = np.sqrt(self.noise**2 + self.rounding**2)
        return moved


def of_categories(
    blocks: Sequence[BlockId],
    breakdowns: Sequence[str],
    kept: Mapping[str, Iterable[str]],
    known: Callable[[Iterable[str], Sequence[str], str], set[str]],
) -> list[bool]:
    """Return which blocks are of everybody, or of the categories that are to stay of their breakdown.

    ``known`` returns names, or refuses one that is none of those there; with what they are.

    Examples
    --------
    >>> blocks = [BlockId("a", "2024", (sex,)) for sex in ("women", "men", "total")]
    >>> of_categories(blocks, ["sex"], {"sex": ["men"]}, lambda names, there, what: {*names})
    [False, True, True]
    """
    stay: dict[int, set[str]] = {}
    for place in sorted(breakdowns.index(name) for name in known(kept, breakdowns, "breakdown")):
        there = [*dict.fromkeys(block.group[place] for block in blocks)]
        stay[place] = known(kept[breakdowns[place]], there, "category") | {TOTAL}
    return [all(block.group[place] in names for place, names in stay.items()) for block in blocks]
