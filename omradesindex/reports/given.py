"""What a report is made of: the answers it was given, on figures that others may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from omradesindex.catalogue import Indicator
from omradesindex.errors import OmradesindexError
from omradesindex.index import Breakdown, Result, Uncertainty
from omradesindex.reports.knowledge import Knowledge
from omradesindex.show.answer import Answer
from omradesindex.statistics import Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.spread.answer import Spread
from omradesindex.subjects.themes.answer import Themes
from omradesindex.subjects.themes.themes import themes
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.numbers import TrendNumbers


@dataclass(frozen=True, eq=False)
class Given:
    """The answers that a report lays out; what is None or empty was not given.

    Attributes
    ----------
    result : Result
    by : tuple of Breakdown
        The index by groups: women and men, ages, each in a breakdown of its own or crossed.
    spread : Spread or None
    change : Change or None
    trend : Trend or None
    goals : Goals or None
    robustness : Robustness or None
    sets : Comparison or None
        The proposals of boards and companies beside the index.
    children : Result or None
        What is known of children; the index itself where it was only asked for.
    children_by : tuple of Breakdown
        The same by groups.
    board : str
        The id of a board or company; empty where none was asked for.
    knowledge : Knowledge
        Notes and corrections; empty where none were given.
    """

    result: Result
    by: tuple[Breakdown, ...] = ()
    spread: Spread | None = None
    change: Change | None = None
    trend: Trend | None = None
    goals: Goals | None = None
    robustness: Robustness | None = None
    sets: Comparison | None = None
    children: Result | None = None
    children_by: tuple[Breakdown, ...] = ()
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

    def computed_by(self) -> Iterator[tuple[str, Result | Breakdown]]:
        """Every computed index that something here rests on, after the name of what does."""
        yield "result", self.result
        yield from (("by", one) for one in self.by)
        if self.children is not None:
            yield "children", self.children
            yield from (("children", one) for one in self.children_by)
        if self.change is not None:
            # Also the steps between: they are told area by area.
            yield from (("change", stage.result) for stage in self.change.stages)
        if self.trend is not None:
            yield from (("trend", one) for one in self.trend.results)
        if self.goals is not None:
            yield from (("goals", one) for one in self.goals.trend.results)
        if self.robustness is not None:
            yield "robustness", self.robustness.base
        if self.sets is not None:
            yield from (("sets", one) for one in (self.sets.everything, *self.sets.results.values()))

    def computed(self) -> Iterator[Result | Breakdown]:
        """Every computed index that something here rests on."""
        return (made for _, made in self.computed_by())

    def answers(self) -> Iterator[Answer]:
        """Every answer that was given, the index first."""
        yield self.result
        yield from self.by
        others = (self.change, self.trend, self.goals, self.robustness, self.sets, self.spread)
        yield from (answer for answer in others if answer is not None)

    @property
    def followed(self) -> TrendNumbers | None:
        """The years: as they were given, else those that the goals are held against."""
        return self.trend if self.trend is not None else self.goals.trend if self.goals is not None else None

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
