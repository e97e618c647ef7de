"""A release: what an outsider has read of a table that is out, and what must not be found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.statistics import BlockId

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Told(NamedTuple):
    """One measure of a block over a release's areas; arrays of shape (n_areas,).

    ``low``, ``high``: between what a reader knows each figure to lie, NaN where it is not shown. ``need``:
    how wide an outsider's interval has to stay, 0 where the figure is safe. ``asked``: withheld before
    anybody here knew whether it is unsafe.
    """

    low: Floats
    high: Floats
    need: Floats
    asked: Bools

    def of(self, areas: Bools) -> Told:
        """Return what is told of some areas.

        Examples
        --------
        >>> told = Told(np.array([8.0, 18.0]), np.array([12.0, 22.0]), np.zeros(2), np.zeros(2, dtype=bool))
        >>> told.of(np.array([False, True])).high
        array([22.])
        """
        return Told(self.low[areas], self.high[areas], self.need[areas], self.asked[areas])


@dataclass(frozen=True)
class Release:
    """One table of a release.

    Holds no figure that was withheld.

    Attributes
    ----------
    name : str
        Of the release.
    table : str
        What its statistics are called.
    division : str
        Id of its division; empty where there is none.
    whole : str or None
        Code of the whole city.
    areas : tuple of str
        Of the arrays; the whole city's too.
    breakdowns : tuple of str
    strips : mapping of (BlockId, measure) to Told
    closed : mapping of BlockId to ndarray of bool
        Figures that were withheld.
    within : mapping of str to tuple of str
        Area → those that make it up.
    shares : mapping of str to tuple of str
        Numerator → its denominators.
    identities : mapping of str to tuple of tuple of str
        Variable, or ``a+b``, → the variables that it is the sum of, for each sum, as declared.
    groups : tuple of tuple of (what, area)
        Cells that were withheld together: among each some figure is unsafe.
    left, implied : mapping of (what, area) to float
        What sums leave over, where they do; and how wide the intervals of unsafe figures that stand in no
        table have to stay.
    """

    name: str
    table: str
    division: str
    whole: str | None
    areas: tuple[str, ...]
    breakdowns: tuple[str, ...]
    strips: Mapping[tuple[BlockId, str], Told]
    closed: Mapping[BlockId, Bools]
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    identities: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    left: Mapping[tuple[str, str], float] = field(default_factory=dict)
    implied: Mapping[tuple[str, str], float] = field(default_factory=dict)
    groups: tuple[tuple[tuple[str, str], ...], ...] = ()

    @property
    def own_areas(self) -> tuple[str, ...]:
        """The areas without the whole city."""
        return tuple(area for area in self.areas if area != self.whole)
