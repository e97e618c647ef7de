"""Ask everything that a report lays out once more, of the figures that others may see."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from omradesindex.disclosure.remaking import remake
from omradesindex.errors import ComputeError
from omradesindex.index import Breakdown, Result
from omradesindex.index.stick import is_own
from omradesindex.reports.behind import blocks_of, only, people_blocks, stick_blocks
from omradesindex.reports.given import Given
from omradesindex.statistics import BlockId, Statistics
from omradesindex.subjects.change.answer import Change
from omradesindex.subjects.change.change import change
from omradesindex.subjects.compare.answer import Comparison
from omradesindex.subjects.compare.compare import compare
from omradesindex.subjects.goals.answer import Goals
from omradesindex.subjects.goals.goals import goals
from omradesindex.subjects.robustness.answer import Robustness
from omradesindex.subjects.robustness.prepare import prepare
from omradesindex.subjects.robustness.studied import studied
from omradesindex.subjects.spread.answer import Spread
from omradesindex.subjects.spread.spread import spread
from omradesindex.subjects.trend.answer import Trend
from omradesindex.subjects.trend.numbers import TrendNumbers
from omradesindex.subjects.trend.trend import trend

_PROTECT = (
    "protect the figures first: protected = oi.protect(statistics); then ask all of protected.statistics"
)


class Anew:
    """Answers on other figures: each index is made once, and with a stick that is learnt from them too.

    Parameters
    ----------
    shown : Statistics
        What may be shown of the areas.
    inside : Statistics or None
        What may be shown of the sub-areas.
    """

    def __init__(self, shown: Statistics, inside: Statistics | None) -> None:
        self._shown = shown
        self._inside = inside
        self._made: dict[Hashable, Result] = {}
        self._groups: dict[int, Breakdown | None] = {}
        # What the proposals rest on together: the index and its study are made of the same table as they.
        self._together: set[BlockId] = set()

    def all_of(self, given: Given) -> Given:
        """Ask everything that was given once more.

        Raises
        ------
        ComputeError
            What is left does not make an answer; a change through a revision or new boundaries.
        """
        if given.sets is not None:
            self._together = blocks_of(given.sets.everything)
        made: dict[str, Any] = {"result": self.result(given.result)}
        made |= {name: self._all_groups(getattr(given, name)) for name in ("by", "children_by")}
        if given.children is not None:
            made["children"] = self.result(given.children)
        if given.change is not None:
            made["change"] = self.change(given.change)
        if given.trend is not None:
            made["trend"] = self.trend(given.trend)
        if given.sets is not None:
            made["sets"] = self.sets(given.sets)
        if given.goals is not None:
            made["goals"] = self.goals(given.goals)
        if given.robustness is not None:
            made["robustness"] = self.robustness(given.robustness)
        if given.spread is not None:
            made["spread"] = self.spread(given.spread, made["result"])
        return replace(given, **made)

    def _figures(self, made: Result | Breakdown) -> Statistics:
        """Of what may be shown, what an index was made of, and how many live there."""
        periods = made.measured.periods if isinstance(made, Result) else made.full.measured.periods
        used = blocks_of(made)
        used = self._together if used <= self._together else used
        return only(self._shown, used | people_blocks(self._shown, periods))

    def _all_groups(self, given: tuple[Breakdown, ...]) -> tuple[Breakdown, ...]:
        for by in given:
            if id(by) not in self._groups:
                self._groups[id(by)] = self.groups(by)
        return tuple(made for by in given if (made := self._groups[id(by)]) is not None)

    def groups(self, by: Breakdown) -> Breakdown | None:
        """Break an index down once more; None where too little may be shown of the groups."""
        try:
            made = remake(by, self._figures(by))
        except ComputeError:
            return None
        assert isinstance(made, Breakdown)  # as what was made first
        return made

    def result(self, result: Result) -> Result:
        """Compute an index once more; where its stick is another time's, that one too."""
        base, blocks = stick_blocks(result), blocks_of(result)
        key = (result.index.id, result.partial, frozenset(base), frozenset(blocks))
        if key not in self._made:
            if is_own(result):
                made = remake(result, self._figures(result))
                assert isinstance(made, Result)  # as what was made first
                self._made[key] = made
            else:
                self._made[key] = result.index.compute(
                    self._figures(result), reference=self._stick(result, base), partial=result.partial
                )
        return self._made[key]

    def _stick(self, result: Result, base: set[Any]) -> Result:
        if not base:
            raise _cannot("result", self._shown)
        key = (result.index.id, result.partial, frozenset[Any](), frozenset(base))
        if key not in self._made:
            self._made[key] = result.index.compute(only(self._shown, base), partial=result.partial)
        return self._made[key]

    def change(self, asked: Change) -> Change:
        """Judge a change once more."""
        if len(asked.stages) > 2 or asked.persons is not None:
            raise _cannot("change", self._shown)
        return change(
            self.result(asked.before),
            self.result(asked.after),
            level=asked.level,
            stick="ranks" if asked.by_rank else "common",
            against="city" if asked.against == "city" else "stick",
            correlation=asked.correlation,
            dependence=asked.dependence,
        )

    def trend(self, asked: TrendNumbers) -> Trend:
        """Follow the years once more."""
        years = {float(year): self.result(one) for year, one in zip(asked.years, asked.results, strict=True)}
        return trend(
            years,
            stick="ranks" if asked.by_rank else "base",
            against="city" if asked.against == "city" else "stick",
            level=asked.level,
            correlation=asked.correlation,
            dependence=asked.dependence,
        )

    def goals(self, asked: Goals) -> Goals:
        """Follow the years once more, and hold the goals against them."""
        return goals(self.trend(asked.trend), asked.goals)

    def sets(self, asked: Comparison) -> Comparison:
        """Hold the proposals against the index once more."""
        if not all(is_own(made) for made in asked.results.values()):
            raise _cannot("sets", self._shown)
        indices = [asked.index_of(name) for name in (*asked.sets, *asked.empty)]
        return compare(
            indices,
            self._figures(asked.everything),
            base=asked.base,
            top=min(asked.top, len(self._shown.areas)),
            partial=asked.everything.partial or any(made.partial for made in asked.results.values()),
        )

    def robustness(self, asked: Robustness) -> Robustness:
        """Vary every choice once more, as it was varied."""
        sets = [set_ for set_ in asked.varied.sets if set_ is not asked.varied.sets[0]]
        if asked.whose is not None or sets:
            raise _cannot("robustness", self._shown)
        problem, base = prepare(
            asked.base.index, self._figures(asked.base), asked.varied, partial=asked.base.partial
        )
        return studied(
            problem,
            base,
            asked.varied,
            n="all" if asked.every else asked.asked,
            rng=asked.seed,
            sobol=asked.shares is not None or asked.unshared,
            executor=None,
            progress=None,
        )

    def spread(self, asked: Spread, areas: Result) -> Spread:
        """Look inside the areas once more."""
        assert self._inside is not None  # it comes with a spread
        partial = asked.sub_result is not None and asked.sub_result.partial
        same = asked.index is not None and asked.index.id == areas.index.id
        return spread(
            asked.index if asked.index is not None else asked.indicators,
            self._inside,
            asked.key,
            division=asked.division,
            areas=areas if same else None,
            minimum_base=asked.minimum_base,
            k=asked.k,
            partial=partial,
        )


def _cannot(name: str, shown: Statistics) -> ComputeError:
    return ComputeError(
        f"some figures tell of single persons, and '{name}' cannot be made anew without them",
        where=shown.name,
        remedy=_PROTECT,
    )
