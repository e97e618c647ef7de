"""What a report is made of: the answers it was given, on figures that others may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property

from omradesindex.catalogue import Indicator
from omradesindex.errors import OmradesindexError
from omradesindex.index import Breakdown, Result, Uncertainty
from omradesindex.reports.knowledge import Knowledge
from omradesindex.statistics import Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.spread.answer import Spread
from omradesindex.subjects.themes.answer import Themes
from omradesindex.subjects.themes.themes import themes


@dataclass(frozen=True, eq=False)
class Given:
    """The answers that a report lays out; what is None was not given.

    Attributes
    ----------
    result : Result
    by : Breakdown or None
    spread : Spread or None
    change : Change or None
    goals : Goals or None
    robustness : Robustness or None
    children : Result, Breakdown or None
        What is known of children; the index itself where it was only asked for.
    board : str
        The id of a board or company; empty where none was asked for.
    knowledge : Knowledge
        Notes and corrections; empty where none were given.
    """

    result: Result
    by: Breakdown | None = None
    spread: Spread | None = None
    change: Change | None = None
    goals: Goals | None = None
    robustness: Robustness | None = None
    children: Result | Breakdown | None = None
    board: str = ""
    knowledge: Knowledge = field(default_factory=Knowledge)

    @property
    def statistics(self) -> Statistics:
        """The figures of the index."""
        return self.result.statistics

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The index's indicators."""
        return tuple(self.result.index.indicators)

    def computed(self) -> Iterator[Result | Breakdown]:
        """Every computed index that something here rests on."""
        yield self.result
        yield from (made for made in (self.by, self.children) if made is not None)
        if self.change is not None:
            yield from (self.change.before, self.change.after)
        if self.goals is not None:
            yield from self.goals.trend.results
        if self.robustness is not None:
            yield self.robustness.base

    def named(self) -> Iterator[tuple[str, object]]:
        """What was given, by the name of its argument."""
        for one in fields(self):
            if getattr(self, one.name) is not None:
                yield one.name, getattr(self, one.name)

    @cached_property
    def uncertainty(self) -> Uncertainty:
        """How uncertain the index is."""
        return self.result.uncertainty()

    @cached_property
    def themes(self) -> Themes | None:
        """Which themes stand out; None where the index does not allow it, or they are of another year."""
        periods = {period for period in self.result.measured.periods if period}
        try:
            found = themes(
                self.result.index, self.statistics, period=periods.pop() if len(periods) == 1 else None
            )
        except OmradesindexError:
            return None
        return found if found.result.measured.periods == self.result.measured.periods else None
