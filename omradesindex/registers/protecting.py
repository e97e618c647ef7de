"""Protect what was counted, with all that a register makes certain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from omradesindex.ages import read_ages
from omradesindex.catalogue import variables as known_variables
from omradesindex.disclosure.ledger import Ledger, ledger_given
from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.errors import DefinitionError, StatisticsError, listing
from omradesindex.registers.certain import Certain
from omradesindex.registers.conditions import columns_of
from omradesindex.registers.contributors import few_contributors
from omradesindex.registers.counting import Question
from omradesindex.registers.definition import Breakdown, Counted, Register
from omradesindex.statistics import Statistics

if TYPE_CHECKING:
    from omradesindex.catalogue.indicator import Indicator
    from omradesindex.disclosure.protect import Protected
    from omradesindex.disclosure.release import Release

#: Counts that are protected at once: these take minutes, twice as many somewhat more than twice the time.
MOST_PROTECTED = 100_000


@dataclass
class Protecting:
    """How a register's counts are protected.

    Attributes
    ----------
    question : Question
    policy : DisclosurePolicy
    ledger : Ledger
    within : mapping of str to sequence of str, or None
    rest : bool
        Whether whoever lives in none of the areas is protected as an area is.
    certain : Certain
        What holds for every person, of what is counted now and of what has been released.
    """

    question: Question
    policy: DisclosurePolicy
    ledger: Ledger | str | Path | None
    within: Mapping[str, Sequence[str]] | None
    rest: bool
    certain: Certain = field(init=False)

    def __post_init__(self) -> None:
        register = self.question.register
        releases = [release for entry in ledger_given(self.ledger).entries for release in entry.tables]
        out = {
            block.variable
            for release in releases
            for block in (*(block for block, _ in release.strips), *release.closed)
        }
        known = {n: v for n, v in register.variables.items() if n in out or n in self.question.counted}
        asked = {breakdown.id for breakdown in self.question.by}
        asked |= {name for release in releases for name in release.breakdowns}
        _refuse_same_twice(register, known.values(), [by for by in register.by.values() if by.id in asked])
        self.certain = Certain(register, known, _told_apart(self.question, asked, releases))

    @property
    def by(self) -> tuple[Breakdown, ...]:
        """The groups that are told apart now, and by other columns before."""
        own = self.question.by
        return (
            *own,
            *(breakdown for breakdown in self.certain.by if breakdown.column and breakdown not in own),
        )

    def ask(self, table: Any, day: date | None) -> None:
        """Ask what is certain of a period's persons."""
        self.certain.add(table, day)

    def protected(
        self, made: Statistics, indicators: Sequence[Indicator], shares: Mapping[str, Sequence[str]]
    ) -> Protected:
        """Protect what was counted.

        Parameters
        ----------
        made : Statistics
            With those who add something to each sum among the variables.
        indicators : sequence of Indicator
            Those of the index that it is counted for.
        shares : mapping of str to sequence of str
            What is counted jointly, and within what.
        """
        from omradesindex.disclosure.protect import protect
        from omradesindex.disclosure.shares import joined, share_pairs

        _refuse_left_out(self.question.register, made)
        told_apart = _few_enough(made.without(*self.question.contributors.values()))
        within = self.certain.shares
        own = share_pairs(made.variables, indicators) if indicators else {}
        sums = {
            name: parts for name, parts in self.certain.sums.items() if parts or name not in known_variables()
        }
        return protect(
            told_apart,
            self.policy,
            shares=joined(own, share_pairs(made.variables), shares, within),
            identities=sums,
            contributions=few_contributors(made, self.question.contributors, self.policy, within),
            ledger=self.ledger,
            within=self.within,
            rest=self.rest,
        )


def _refuse_same_twice(register: Register, counted: Iterable[Counted], by: Sequence[Breakdown]) -> None:
    """Refuse a condition on what the counts are divided by: within a group it makes more certain than else.

    Whoever is a woman is counted among women as among all; so a variable of women tells what is withheld of a
    breakdown by sex. A condition that all of them fulfil, that something is known, tells nothing.
    """
    groups = {breakdown.column: f"by={breakdown.id}" for breakdown in by if breakdown.column}
    places = {register.area: "areas", **({register.period: "period"} if register.period else {})}
    wheres = [(register.place, register.where, groups)]
    wheres += [
        (f"{register.place}, variable '{v.id}'", v.where, places | ({} if v.distinct else groups))
        for v in counted
    ]
    for where, conditions, divided in wheres:
        for condition in columns_of(conditions):
            if condition.column in divided and (condition.how, condition.values) != ("known", (True,)):
                raise DefinitionError(
                    f"a condition on the column '{condition.column}', which the counts are divided by: "
                    "each would tell what is withheld of the other",
                    where=where,
                    expected=f"no condition on what {divided[condition.column]} divides by",
                    remedy="leave the condition out and read the group's own figure; or, for use inside "
                    "alone, ask for the counts as they are: unprotected=True",
                )


def _told_apart(question: Question, asked: Collection[str], releases: Sequence[Release]) -> list[Breakdown]:
    """Return the groups that are, or have been, told apart; of ages also those of other definitions."""
    register, now = question.register, {breakdown.id: breakdown for breakdown in question.by}
    own = [now.get(name, breakdown) for name, breakdown in register.by.items() if name in asked]
    known = {name for breakdown in own for name in breakdown.names}
    ages = {
        block.group[release.breakdowns.index("age")]
        for release in releases
        if "age" in release.breakdowns
        for block in (*(block for block, _ in release.strips), *release.closed)
    }
    aged = register.age is not None or register.born is not None
    spans = {name: read_ages(name) for name in sorted(ages - known) if aged}
    return [
        *own,
        *(Breakdown("age", "", {name: (s.first, s.end)}, None, None) for name, s in spans.items() if s),
    ]


def _refuse_left_out(register: Register, made: Statistics) -> None:
    """Refuse areas in which a condition leaves nobody: that they are 0 is known, and covers nothing."""
    if not any(condition.column == register.area for condition in columns_of(register.where)):
        return
    n = len(made.areas)
    nobody = ~made.numbers["value"][:, :n].any(axis=0)
    empty = [made.areas[k] for k in np.flatnonzero(nobody)]
    if empty:
        raise DefinitionError(
            f"the condition on the column '{register.area}' leaves nobody in {listing(empty, 12)}",
            where=register.place,
            expected="the areas of those who are counted",
            remedy="give those areas alone: areas=…; or leave the condition out",
        )


def _few_enough(made: Statistics) -> Statistics:
    """Refuse more counts than can be protected at once."""
    n = len(made.blocks) * len(made.all_areas)
    if n > MOST_PROTECTED:
        raise StatisticsError(
            f"{n} counts are too many to be protected at once: the search would take too long",
            where=made.name,
            expected=f"at most {MOST_PROTECTED}",
            remedy="count a part at a time, a municipality for example, with one ledger for all: ledger=…; "
            "ask for fewer groups or variables; or, for use inside alone, for the counts as they are: "
            "unprotected=True",
        )
    return made
