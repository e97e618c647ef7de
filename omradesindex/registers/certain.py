"""What is certain of every person in a register: whom one variable counts, another or one of several does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from omradesindex.registers.counting import is_counted, told_of
from omradesindex.registers.definition import Counted, Register
from omradesindex.registers.engine import ask

#: So many yes and no fit in one whole number of every engine.
_BITS = 62
#: So many sums are asked for at once: databases have room for few more columns.
_AT_ONCE = 1_000

#: What is counted: persons, or the column whose amounts or different values are.
Unit = tuple[str, str]
Joint = NDArray[np.object_]


def units(counted: Mapping[str, Counted]) -> dict[Unit, list[str]]:
    """Return the variables that count the same: persons, the homes of a column, the amounts of one."""
    found: dict[Unit, list[str]] = {}
    for name, variable in counted.items():
        unit = ("sum", variable.sum) if variable.sum else ("distinct", variable.distinct or "")
        found.setdefault(unit, []).append(name)
    return {unit: names for unit, names in found.items() if len(names) > 1}


def asked_jointly(
    table: Any, register: Register, counted: Mapping[str, Counted], day: date | None, unit: Unit
) -> Iterator[Any]:
    """Yield questions, each of one row: how many are counted in both of each two variables of a unit.

    Columns ``j<k>``, k the place of the pair among all, each variable with itself and with later ones. Those
    who are counted alike are counted first, so that a pair costs next to nothing. Of amounts it is those who
    have one.
    """
    import ibis

    how, column = unit
    # Of persons a column of their own, since variables without conditions have none.
    of = table[column] if column else ibis.literal(1)
    rows = table.select(unit=of, **told_of(table, register, counted, day))
    if how == "sum":
        rows = rows.filter(rows.unit != 0)
    marks = [_number(is_counted(rows, name)) for name in counted]
    if how == "distinct" and column:
        rows = rows.select(unit=rows.unit, **{f"m{i}": mark for i, mark in enumerate(marks)})
        rows = rows.group_by("unit").aggregate(**{f"m{i}": rows[f"m{i}"].max() for i in range(len(marks))})
        marks = [rows[f"m{i}"] for i in range(len(marks))]
    words = [
        sum((mark * 2**k for k, mark in enumerate(marks[start + 1 : start + _BITS], 1)), marks[start])
        for start in range(0, len(marks), _BITS)
    ]
    alike = rows.select(**{f"w{i}": word for i, word in enumerate(words)})
    alike = alike.group_by([f"w{i}" for i in range(len(words))]).aggregate(n=lambda t: t.count())
    has = [(alike[f"w{i // _BITS}"] & 2 ** (i % _BITS)) != 0 for i in range(len(marks))]
    pairs = [*_pairs(len(marks))]
    for start in range(0, len(pairs), _AT_ONCE):
        asked = {
            f"j{k}": alike.n.sum(where=has[i] & has[j])
            for k, (i, j) in enumerate(pairs[start : start + _AT_ONCE], start)
        }
        yield alike.aggregate(**asked)


def _number(mark: Any) -> Any:
    import ibis

    one, nothing = (ibis.literal(x).cast("int64") for x in (1, 0))
    # Of what is not known no condition holds.
    return one if mark is None else ibis.ifelse(mark.fill_null(False), one, nothing)


def _pairs(n: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(n) for j in range(i, n))


@dataclass
class Certain:
    """What holds for every person of every period that has been asked.

    Attributes
    ----------
    register : Register
    counted : mapping of str to Counted
        The variables.
    """

    register: Register
    counted: Mapping[str, Counted]
    joint: dict[Unit, Joint] = field(default_factory=dict)

    def add(self, table: Any, day: date | None) -> None:
        """Ask of a period's persons how many are in both of each two variables."""
        for unit, names in units(self.counted).items():
            own = {name: self.counted[name] for name in names}
            n = len(names)
            both = self.joint.setdefault(unit, np.zeros((n, n), dtype=object))
            pairs = [*_pairs(n)]
            for question in asked_jointly(table, self.register, own, day, unit):
                for column, told in ask(question, self.register.label).iloc[0].items():
                    i, j = pairs[int(str(column)[1:])]
                    both[i, j] += 0 if told is None or told != told else int(told)
                    both[j, i] = both[i, j]

    def ties(self) -> Iterator[Ties]:
        """Return what ties the variables of each unit together."""
        names = units(self.counted)
        return (Ties(names[unit], both) for unit, both in self.joint.items())

    @property
    def sums(self) -> dict[str, list[tuple[str, ...]]]:
        """Variable, or ``a+b``, → what it is the sum of, once or in several ways; of each variable something.

        Of one that is no sum that is nothing at all.
        """
        found: dict[str, list[tuple[str, ...]]] = {name: [] for name in self.counted}
        for tie in self.ties():
            for whole, parts in tie.sums():
                found.setdefault(whole, []).append(parts)
        return found

    @property
    def shares(self) -> dict[str, list[str]]:
        """Variable, or ``a+b`` of some that have nobody in common, → the variables that it lies within."""
        found: dict[str, list[str]] = {}
        for tie in self.ties():
            for part, whole in tie.within():
                found.setdefault(part, []).append(whole)
        return found


@dataclass(frozen=True)
class Ties:
    """Variables and how many are in both of each two: what follows for every one who is counted.

    A sum holds for each of them just where it holds between these numbers, a variable lies within another
    just where they have as many in common as it has, and two are disjoint where they have none.

    Examples
    --------
    >>> both = np.array([[40, 38, 2], [38, 38, 0], [2, 0, 2]], dtype=object)
    >>> [*Ties(["all", "known", "unknown"], both).sums()]
    [('all', ('known', 'unknown'))]
    >>> [*Ties(["all", "known"], both[:2, :2]).within()]
    [('known', 'all')]
    """

    names: Sequence[str]
    both: Joint

    @cached_property
    def size(self) -> list[int]:
        """How many each variable counts."""
        return [int(self.both[i, i]) for i in range(len(self.names))]

    @cached_property
    def same(self) -> dict[int, int]:
        """Variables that count the same as one before them, and that one."""
        same: dict[int, int] = {}
        for i, j in combinations(range(len(self.size)), 2):
            alike = self.size[i] == self.size[j] == self.both[i, j]
            if j not in same and i not in same and alike and self.size[i]:
                same[j] = i
        return same

    @cached_property
    def apart(self) -> list[int]:
        """The others that count somebody, from the fewest: so what is more is the sum of what is less."""
        those = (i for i in range(len(self.size)) if self.size[i] and i not in self.same)
        return sorted(those, key=lambda i: self.size[i])

    @cached_property
    def inside(self) -> dict[int, list[int]]:
        """Of each of those, which others lie within it."""
        return {
            whole: [i for i in self.apart if i != whole and self.both[i, whole] == self.size[i]]
            for whole in self.apart
        }

    def sums(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield whole (``a+b`` where two are together as much as others) and parts."""
        for other, first in self.same.items():
            yield self.names[other], (self.names[first],)
        told = set()
        for whole, parts in [*self._of_two(), *self._dependent()]:
            key = tuple(sorted(whole)), tuple(sorted(parts))
            if key not in told:
                told.add(key)
                yield (
                    "+".join(self.names[i] for i in sorted(whole)),
                    tuple(self.names[i] for i in sorted(parts)),
                )

    def _of_two(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        for whole in self.apart:
            for one, other in combinations(self.inside[whole], 2):
                if not self.both[one, other] and self.size[one] + self.size[other] == self.size[whole]:
                    yield (whole,), (one, other)

    def _dependent(self) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Yield each variable that others make up, by elimination in whole numbers and fractions of them."""
        base: list[int] = []
        # Rows of the eliminated matrix: what each of the base has of its own, and by which of the base.
        rows: list[tuple[Fraction, dict[int, Fraction]]] = []
        for i in self.apart:
            of: dict[int, Fraction] = {i: Fraction(1)}
            own: dict[int, Fraction] = {}
            for k, (length, made) in zip(base, rows, strict=True):
                shared = sum((c * int(self.both[i, j]) for j, c in made.items()), Fraction(0))
                own[k] = shared / length
                for j, c in made.items():
                    of[j] = of.get(j, Fraction(0)) - own[k] * c
            left = sum(
                (a * b * int(self.both[j, k]) for j, a in of.items() for k, b in of.items()), Fraction(0)
            )
            if left:
                base.append(i)
                rows.append((left, of))
                continue
            times = lcm(*(c.denominator for c in of.values()))
            whole = tuple(j for j, c in of.items() for _ in range(int(c * times)))
            parts = tuple(j for j, c in of.items() for _ in range(-int(c * times)))
            yield (whole, parts) if len(whole) <= len(parts) else (parts, whole)

    def within(self) -> Iterator[tuple[str, str]]:
        """Yield what lies within what with somebody left over whom no variable counts, nothing between them.

        First one variable, then several without anybody in common; those who are left each time once.
        """
        told: list[dict[int, int]] = []
        for whole in self.apart:
            inside = self.inside[whole]
            own = [
                frozenset([part])
                for part in inside
                if not any(part in self.inside[other] for other in inside)
                and not self._is_rest(whole, (part,))
            ]
            for several in (*own, *self._disjoint(whole, inside)):
                rest = {whole: 1, **dict.fromkeys(several, -1)}
                if not any(self._alike(rest, other) for other in told):
                    told.append(rest)
                    yield self._named(several), self.names[whole]
        for part in self.apart:
            for several in self._covering(part):
                rest = {part: -1, **dict.fromkeys(several, 1)}
                if not any(self._alike(rest, other) for other in told):
                    told.append(rest)
                    yield self.names[part], self._named(several)

    def _covering(self, part: int) -> Iterator[frozenset[int]]:
        """Yield sets of variables that have nobody in common, and together everybody of another."""
        near = [i for i in self.apart if self.both[i, part] and self.both[i, part] < self.size[part]]
        near = sorted(
            (i for i in near if self.both[i, part] < self.size[i]), key=lambda i: -self.both[i, part]
        )
        told = set[frozenset[int]]()
        for one in near:
            several = [one]
            for i in near:
                if not any(self.both[i, j] for j in several):
                    several.append(i)
            key = frozenset(several)
            if key not in told and sum(self.both[i, part] for i in several) == self.size[part]:
                told.add(key)
                yield key

    def _named(self, several: Iterable[int]) -> str:
        return "+".join(self.names[i] for i in sorted(several))

    def _alike(self, one: Mapping[int, int], other: Mapping[int, int]) -> bool:
        """Whether two sums, with their signs, are the same of everybody."""
        off = {i: one.get(i, 0) - other.get(i, 0) for i in {*one, *other}}
        return not sum(a * b * int(self.both[i, j]) for i, a in off.items() for j, b in off.items())

    def _is_rest(self, whole: int, parts: Iterable[int]) -> bool:
        """Whether a variable counts those who are left over, or nobody is."""
        left = self.size[whole] - sum(self.size[part] for part in parts)
        return not left or any(
            self.size[i] == left and not any(self.both[i, part] for part in parts) for i in self.inside[whole]
        )

    def _disjoint(self, whole: int, inside: Sequence[int]) -> Iterator[frozenset[int]]:
        """Yield the largest sets of variables within one that have nobody in common, and leave somebody."""
        told = set[frozenset[int]]()
        for one, other in combinations(reversed(inside), 2):
            if self.both[one, other] or any({one, other} <= {*self.inside[i]} for i in inside):
                continue
            several = [one, other]
            for i in reversed(inside):
                if i not in several and not any(self.both[i, j] for j in several):
                    several.append(i)
            key = frozenset(several)
            if key not in told and self.size[whole] > sum(self.size[i] for i in several):
                told.add(key)
                yield key
