"""How far from the truth an outsider's best guess has to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.attack import Intervals
from omradesindex.disclosure.pieces import SLACK

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Need:
    """What each cell's interval has to be like.

    Attributes
    ----------
    width : ndarray, shape (n_cells,)
        How wide it has to be at least.
    side : ndarray, shape (n_cells,)
        How far it has to reach to either side of the true value, for sums that few contributors dominate; 0
        where only the width counts.
    """

    width: Floats
    side: Floats

    def of(self, cells: Ints) -> Need:
        """Return the need of some cells."""
        return Need(self.width[cells], self.side[cells])

    @property
    def enough(self) -> Floats:
        """Width at which an attack may stop; infinite where the sides have to be known."""
        return np.where(self.side > 0, np.inf, self.width)

    def sides(self, values: Floats) -> tuple[Floats, Floats]:
        """How far below and above the value the interval has to reach; no value is below 0."""
        return np.minimum(self.side, values), self.side

    def too_tight(self, found: Intervals, values: Floats) -> Bools:
        """Which intervals fall short; of the cells that were attacked, with their true values.

        Examples
        --------
        >>> need = Need(np.array([5.0, 5.0]), np.array([0.0, 4.0]))
        >>> found = Intervals(np.array([0, 1]), np.array([0.0, 10.0]), np.array([5.0, 22.0]))
        >>> need.too_tight(found, np.array([2.0, 20.0]))
        array([False,  True])
        """
        down, up = self.sides(values)
        known = ~np.isnan(values)
        short = (found.low > values - down + SLACK) | (found.high < values + up - SLACK)
        result: Bools = (found.width < self.width - SLACK) | ((self.side > 0) & known & short)
        return result

    def at_most(self, found: Intervals, values: Floats) -> Need:
        """Return what can be asked where no interval can be wider than those that were found.

        Examples
        --------
        >>> need = Need(np.array([5.0, 5.0]), np.array([0.0, 40.0]))
        >>> found = Intervals(np.array([0, 1]), np.array([0.0, 0.0]), np.array([3.0, 70.0]))
        >>> need.at_most(found, np.array([2.0, 40.0]))
        Need(width=array([3., 5.]), side=array([ 0., 30.]))
        """
        down, _ = self.sides(values)
        below, above = np.maximum(values - found.low, 0.0), np.maximum(found.high - values, 0.0)
        side = np.fmin(self.side, above)
        return Need(np.minimum(self.width, found.width), np.where(below < down, np.fmin(side, below), side))
