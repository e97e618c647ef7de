"""What ties the variables of one period and group together, as cells and equations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from omradesindex.disclosure.laid import Laid
from omradesindex.disclosure.relations import Name, Relation, Relations

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


class Builds(Protocol):
    """Collects cells and equations: the builder of a system."""

    laid: Laid

    def division(self) -> Ints:
        """Return a number for each area that tells this division of these persons from others."""

    def implied(self, what: str, values: Floats, block: int, family: int, *, plain: bool = True) -> Ints:
        """Add cells that follow from others and stand in no table."""

    def of(self, ids: Ints) -> Floats:
        """Return the values of cells made in one call."""

    def learn(self, ids: Ints, values: Floats) -> None:
        """Fill in what was not known of cells made in one call, and follows from others."""

    def settle(self, ids: Ints, value: float) -> None:
        """Take cells made in one call to be known to everybody, where they may hold this value."""

    def block_of(self, ids: Ints) -> int:
        """Return the block that cells made in one call are named by."""

    def equation(self, what: str, whole: Ints, parts: list[Ints], areas: Ints) -> None:
        """Add whole = Σ parts, one equation for each element."""


@dataclass
class Groups:
    """Variables of one period and group, and what ties them together."""

    make: Builds
    families: Mapping[tuple[str, str, str], int]
    places: Sequence[Mapping[tuple[str, ...], Ints]]
    #: Cells of what nobody sees, which ties together what somebody does.
    unseen: dict[tuple[Name, str, tuple[str, ...]], Ints] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.at: dict[tuple[str, tuple[str, ...]], set[Name]] = {}
        for (variable, period, measure), number in self.families.items():
            for group in self.places[number]:
                self.at.setdefault((period, group), set()).add((variable, measure))

    def cells(self, name: Name, period: str, group: tuple[str, ...]) -> Ints | None:
        """The cells of a variable's measure; None where there are none."""
        number = self.families.get((name[0], period, name[1]))
        if number is not None and group in self.places[number]:
            return self.places[number][group]
        return self.unseen.get((name, period, group))

    def _earlier(self, period: str, group: tuple[str, ...]) -> list[Relation]:
        """The relations of which an earlier release has an unsafe rest: it is made again, to be kept."""
        end = f"|{period}|{self.make.laid.said(group)}|rest"
        names = dict.fromkeys(name for name, _ in self.make.laid.implied if name.endswith(end))
        return [Relation.read(name.removesuffix(end)) for name in names if name.startswith("sum|")]

    def learn(self, known: Sequence[Relation], period: str, group: tuple[str, ...]) -> None:
        """Make cells for what nobody sees, and that ties together what somebody does.

        Their values follow from a sum that is complete, if from any.
        """
        seen = self.at[period, group]
        hidden = [r for r in known if not {r.whole, *r.parts} <= seen]
        n = len(self.make.laid.areas)
        for name in dict.fromkeys(n for r in hidden for n in (r.whole, *r.parts) if n not in seen):
            uses = [r for r in hidden if name in (r.whole, *r.parts)]
            near = [other for r in uses for other in (r.whole, *r.parts) if other in seen]
            if not near:
                continue
            values = np.full(n, np.nan)
            for relation in (r for r in uses if r.complete):
                values = np.where(np.isnan(values), self._follows(name, relation, period, group), values)
            what = f"unseen|{'/'.join(name)}|{period}|{self.make.laid.said(group)}"
            first = self.cells(near[0], period, group)
            assert first is not None  # it is seen
            block = self.make.block_of(first)
            self.unseen[name, period, group] = self.make.implied(
                what, np.maximum(values, 0.0), block, -1, plain=False
            )

    def _follows(self, name: Name, relation: Relation, period: str, group: tuple[str, ...]) -> Floats:
        """What a sum makes of one of its members."""
        total = np.zeros(len(self.make.laid.areas))
        for member, sign in ((relation.whole, 1.0), *((part, -1.0) for part in relation.parts)):
            if member == name:
                continue
            cells = self.cells(member, period, group)
            total = total + (np.nan if cells is None else sign * self.make.of(cells))
        return -total if name == relation.whole else total

    def related(
        self, relations: Relations, period: str, group: tuple[str, ...]
    ) -> list[tuple[bool, Ints, str]]:
        """Add whole = Σ parts (+ those who are left) of all relations in one period and group.

        Returns, with whether it is a share, triples of part, ``rest`` and whole; or of ``parts``: part, whole
        and which sum.
        """
        seen = self.at[period, group]
        known = relations.among(seen, self.make.laid.said(group))
        self.learn(known, period, group)
        told = {(r.whole, frozenset(r.parts)) for r in known if not r.complete}
        known = [
            *known,
            *(r for r in self._earlier(period, group) if (r.whole, frozenset(r.parts)) not in told),
        ]
        make, n = self.make, len(self.make.laid.areas)
        found: list[tuple[bool, Ints, str]] = []
        for relation in known:
            whole = self.cells(relation.whole, period, group)
            if whole is not None and not relation.parts:
                make.settle(whole, 0.0)
            parts = [self.cells(part, period, group) for part in relation.parts]
            ids = [part for part in parts if part is not None]
            if whole is None or not ids:
                continue
            said = f"{relation.said}|{period}|{make.laid.said(group)}"
            if relation.complete and len(ids) == len(relation.parts):
                make.equation(said, whole, ids, np.arange(n))
                if len(ids) > 1 and relation.whole in seen:
                    which = make.division()
                    parts_of = [np.column_stack([part, whole, which]) for part in ids]
                    found += [(relation.share, triples, "parts") for triples in parts_of]
                continue
            values = make.of(whole) - np.sum([make.of(p) for p in ids], axis=0)
            block = make.block_of(ids[-1])
            # What figures say against a definition is left over, and no more tells than what adds up.
            plain = len(ids) == 1 and relation.whole in seen
            of = rest_name(relation, period, make.laid.said(group))
            rest = make.implied(of, np.maximum(values, 0.0), block, -1, plain=plain)
            make.equation(said, whole, [*ids, rest], np.arange(n))
            triples = np.column_stack([ids[-1], rest, whole])
            found.append((relation.share and len(ids) == 1, triples, "rest"))
        return found


def rest_name(relation: Relation, period: str, group: str) -> str:
    """What those are called, for a later release to know them by, who are left of a whole."""
    return f"{relation.said}|{period}|{group}|rest"
