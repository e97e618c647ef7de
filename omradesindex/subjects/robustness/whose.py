"""Whose figures a study is of, where it is a group's: another index is then computed of the same group."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.index import Index, Result

if TYPE_CHECKING:
    from omradesindex.statistics import Statistics
    from omradesindex.subjects.compare.answer import Comparison


@dataclass(frozen=True)
class Whose:
    """A group, and the statistics that it is part of.

    Attributes
    ----------
    statistics : Statistics
        Everybody's.
    by : tuple of str
    group : tuple of str, or None
        None of everybody, on the indicators that every group has.
    partial : bool
    tolerance : float
    """

    statistics: Statistics
    by: tuple[str, ...]
    group: tuple[str, ...] | None
    partial: bool
    tolerance: float

    def computed(self, index: Index) -> Result:
        """Compute an index of the group, with everybody's stick."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # parts that do not add up have been told of
            broken = index.compute(
                self.statistics, partial=self.partial, by=self.by, tolerance=self.tolerance
            )
        return broken.total if self.group is None else broken[self.group]

    def compared(self, indices: Sequence[Index]) -> Comparison:
        """Hold indices against each other in the group."""
        from omradesindex.subjects.compare.compare import compare

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            held = compare(indices, self.statistics, partial=True, by=self.by, tolerance=self.tolerance)
        return held.total if self.group is None else held[self.group]
