"""What was counted in a register: statistics like any other, and what the register told besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.disclosure.protect import Protected


@door
class Counts(Statistics):
    """Counts of a register. Made by :func:`omradesindex.counts`; used as any statistics.

    Attributes
    ----------
    joint : DataFrame or None
        ``area, first, second, both, persons, period``: how many persons are counted in both of two
        indicators' numerators, and in both denominators. For
        :meth:`result.uncertainty(dependence=…) <omradesindex.types.Result.uncertainty>`.
    protected : Protected or None
        What is withheld, and why; for :func:`omradesindex.publish`. Not for publication itself. None where
        every count was handed over as it is.
    """

    def __init__(
        self, statistics: Statistics, *, joint: pd.DataFrame | None = None, protected: Protected | None = None
    ) -> None:
        self.__dict__.update(vars(statistics))
        self.joint = joint
        self.protected = protected
