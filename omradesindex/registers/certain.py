"""What is certain of every person in a register: whom one variable counts, another or one of several does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from omradesindex.ages import Span, gaps
from omradesindex.registers.counting import EXACT, is_counted, place_of, told_of
from omradesindex.registers.definition import Breakdown, Counted, Register
from omradesindex.registers.engine import ask
from omradesindex.registers.ties import Further, Joint, Ties

#: So many yes and no fit in one whole number of every engine.
_BITS = 62
#: So many sums are asked for at once: databases have room for few more columns.
_AT_ONCE = 1_000
#: Nobody is older, as ages are written.
_OLDEST = 999
#: So many sums of amounts are tried at most.
_TRIED = 3_000

#: What is counted: persons, or the column whose amounts or different values are.
Unit = tuple[str, str]
PERSONS: Unit = ("distinct", "")


def units(counted: Mapping[str, Counted]) -> dict[Unit, list[str]]:
    """Return the variables that count the same: persons, the homes of a column, the amounts of one."""
    found: dict[Unit, list[str]] = {}
    for name, variable in counted.items():
        unit = ("sum", variable.sum) if variable.sum else (PERSONS[0], variable.distinct or "")
        found.setdefault(unit, []).append(name)
    return found


def asked_jointly(
    table: Any,
    register: Register,
    counted: Mapping[str, Counted],
    day: date | None,
    unit: Unit,
    by: Breakdown | None = None,
) -> Iterator[Any]:
    """Yield questions: how many are counted in both of each two variables of a unit; a row of each category.

    Columns ``group``, the category's place, −1 for none; ``n``, all there; ``j<k>``, k the place of the pair
    among all, each variable with itself and with later ones. Those who are counted alike are counted first,
    so that a pair costs next to nothing. Of amounts those are counted who have one.
    """
    import ibis

    how, column = unit
    # Of persons a column of their own, since variables without conditions have none.
    of = table[column] if column else ibis.literal(1)
    group = ibis.literal(0) if by is None else place_of(table, register, by, day)
    rows = table.select(unit=of, group=group, **told_of(table, register, counted, day))
    has_one = rows.unit != 0 if how == "sum" else None
    marks = [_number(is_counted(rows, name), has_one) for name in counted]
    if how == "distinct" and column:
        rows = rows.select(unit=rows.unit, **{f"m{i}": mark for i, mark in enumerate(marks)})
        rows = rows.group_by("unit").aggregate(**{f"m{i}": rows[f"m{i}"].max() for i in range(len(marks))})
        # A home is of no group.
        rows = rows.mutate(group=ibis.literal(0))
        marks = [rows[f"m{i}"] for i in range(len(marks))]
    words = [
        sum((mark * 2**k for k, mark in enumerate(marks[start + 1 : start + _BITS], 1)), marks[start])
        for start in range(0, len(marks), _BITS)
    ]
    alike = rows.select(group=rows.group, **{f"w{i}": word for i, word in enumerate(words)})
    alike = alike.group_by(["group", *(f"w{i}" for i in range(len(words)))]).aggregate(n=lambda t: t.count())
    has = [(alike[f"w{i // _BITS}"] & 2 ** (i % _BITS)) != 0 for i in range(len(marks))]
    pairs = [*_pairs(len(marks))]
    for start in range(0, len(pairs), _AT_ONCE):
        asked = {
            f"j{k}": alike.n.sum(where=has[i] & has[j])
            for k, (i, j) in enumerate(pairs[start : start + _AT_ONCE], start)
        }
        yield alike.group_by("group").aggregate(n=alike.n.sum(), **asked)


def sums_across(counted: Mapping[str, Counted]) -> list[tuple[str, tuple[str, ...]]]:
    """Return what amounts of different columns may add up to: one, two or three of them to another.

    Of many variables the sums of three, or of two, are left out.

    Examples
    --------
    >>> wages, capital = (Counted(name, (), None, name, None, None) for name in ("wages", "capital"))
    >>> sums_across({"a": wages, "b": capital})
    [('a', ('b',))]
    """
    amounts = {name: variable.sum for name, variable in counted.items() if variable.sum}
    place = {name: k for k, name in enumerate(amounts)}
    found: list[tuple[str, tuple[str, ...]]] = []
    for n in (1, 2, 3):
        more = [
            (whole, parts)
            for whole in amounts
            for parts in combinations([name for name in amounts if name != whole], n)
            if len({amounts[name] for name in (whole, *parts)}) > 1
            and (n > 1 or place[whole] < place[parts[0]])
        ]
        if len(found) + len(more) > _TRIED:
            break
        found += more
    return found


def asked_across(
    table: Any,
    register: Register,
    counted: Mapping[str, Counted],
    day: date | None,
    sums: Sequence[tuple[str, tuple[str, ...]]],
) -> Iterator[Any]:
    """Yield questions of one row: of how many each sum of amounts does not hold.

    Columns ``x<k>``, k the place of the sum; ``n<i>``, how many have something of each variable.
    """
    import ibis

    told = told_of(table, register, counted, day)
    names = [name for name, variable in counted.items() if variable.sum]
    nothing = ibis.literal(0).cast(EXACT)
    amounts = [
        ibis.ifelse(told.get(f"c_{name}", ibis.literal(True)).fill_null(False), told[f"s_{name}"], nothing)
        for name in names
    ]
    rows = table.select(**{f"a{i}": amount.fill_null(nothing) for i, amount in enumerate(amounts)})
    of = {name: rows[f"a{i}"] for i, name in enumerate(names)}
    asked = {f"n{i}": rows.count(where=amount != 0) for i, amount in enumerate(of.values())}
    for start in range(0, len(sums), _AT_ONCE):
        for k, (whole, parts) in enumerate(sums[start : start + _AT_ONCE], start):
            together = of[parts[0]]
            for part in parts[1:]:
                together = together + of[part]
            asked[f"x{k}"] = rows.count(where=of[whole] != together)
        yield rows.aggregate(**asked)
        asked = {}


def _number(*marks: Any) -> Any:
    """1 where all of some conditions hold; None is none."""
    import ibis

    one, nothing = (ibis.literal(x).cast("int64") for x in (1, 0))
    number = one
    for mark in marks:
        # Of what is not known no condition holds.
        number = number if mark is None else ibis.ifelse(mark.fill_null(False), number, nothing)
    return number


def _pairs(n: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(n) for j in range(i, n))


#: Everybody; and everybody, as if no variable asked for ages.
_ALL, _AGELESS = "", "ageless"


@dataclass
class Certain:
    """What holds for every person of every period that has been asked, and what only for those of a group.

    Attributes
    ----------
    register : Register
    counted : mapping of str to Counted
        The variables.
    by : sequence of Breakdown
        The groups that are, or have been, told apart.
    """

    register: Register
    counted: Mapping[str, Counted]
    by: Sequence[Breakdown] = ()
    joint: dict[tuple[Unit, str], Joint] = field(default_factory=dict)
    persons: dict[tuple[Unit, str], int] = field(default_factory=dict)
    #: Of sums of amounts of different columns, and of each amount, of how many it does not hold.
    without: Counter[str | tuple[str, tuple[str, ...]]] = field(default_factory=Counter)

    def add(self, table: Any, day: date | None) -> None:
        """Ask of a period's persons how many are in both of each two variables, of all and of each group."""
        for unit, names in units(self.counted).items():
            own = {name: self.counted[name] for name in names}
            # Homes are not divided. Those of the first groups, and of none of them, are everybody.
            by = self.by if unit == PERSONS or unit[0] != PERSONS[0] else ()
            if len({variable.ages for variable in own.values()}) > 1 and any(one.spans for one in by):
                ageless = {name: replace(variable, ages=None) for name, variable in own.items()}
                self._add(unit, [_AGELESS], ageless, table, day)
            if not by and len(own) > 1:
                self._add(unit, [_ALL], own, table, day)
            for k, breakdown in enumerate(by):
                groups = [f"{breakdown.id}={name}" for name in breakdown.names]
                self._add(unit, groups, own, table, day, breakdown, of_all=k == 0)
        sums = sums_across(self.counted)
        names = [name for name, variable in self.counted.items() if variable.sum]
        for question in asked_across(table, self.register, self.counted, day, sums) if sums else ():
            for column, n in ask(question, self.register.label).iloc[0].items():
                place = int(str(column)[1:])
                self.without[sums[place] if str(column)[0] == "x" else names[place]] += int(n)

    def _add(
        self,
        unit: Unit,
        groups: Sequence[str],
        counted: Mapping[str, Counted],
        table: Any,
        day: date | None,
        by: Breakdown | None = None,
        *,
        of_all: bool = False,
    ) -> None:
        n = len(counted)
        pairs = [*_pairs(n)]
        for group in (*groups, *([_ALL] if of_all else ())):
            self.joint.setdefault((unit, group), np.zeros((n, n), dtype=object))
        for question in asked_jointly(table, self.register, counted, day, unit, by):
            for row in ask(question, self.register.label).to_dict("records"):
                told = {str(name): 0 if x is None or x != x else int(x) for name, x in row.items()}
                place, persons = told.pop("group"), told.pop("n")
                # Whoever is of no category is one of all.
                own = [(unit, groups[place])] if place >= 0 else []
                for key in (*own, *([(unit, _ALL)] if of_all else ())):
                    if "j0" in told:
                        self.persons[key] = self.persons.get(key, 0) + persons
                    for name, both in told.items():
                        i, j = pairs[int(name[1:])]
                        self.joint[key][i, j] += both
                        self.joint[key][j, i] = self.joint[key][i, j]

    @cached_property
    def ties(self) -> dict[Unit, Ties]:
        """What ties the variables of each unit together, of everybody."""
        names = units(self.counted)
        return {unit: Ties(names[unit], both) for (unit, group), both in self.joint.items() if group == _ALL}

    @property
    def sums(self) -> dict[str, list[tuple[str, ...]]]:
        """Variable, or ``a+b``, → what it is the sum of, once or in several ways; of each variable something.

        Of one that is no sum that is nothing at all. ``a|sex=women`` says it of women only.
        """
        found: dict[str, list[tuple[str, ...]]] = {name: [] for name in self.counted}
        for tie in self.ties.values():
            for whole, parts in tie.sums:
                found.setdefault(whole, []).append(parts)
        for whole, parts in sums_across(self.counted):
            if not self.without[whole, parts] and all(self.without[name] for name in (whole, *parts)):
                found[whole].append(parts)
        for group, further in self.in_groups:
            for whole, parts in further.sums:
                found.setdefault(f"{whole}|{group}", []).append(parts)
        if any(by.spans for by in self.by):
            found |= {f"{name}|age={ages}": [()] for name, v in self.counted.items() for ages in _outside(v)}
        return found

    @property
    def shares(self) -> dict[str, list[str]]:
        """Variable, or ``a+b`` of some that have nobody in common, → the variables that it lies within."""
        found: dict[str, list[str]] = {}
        for tie in self.ties.values():
            for part, whole in tie.within:
                found.setdefault(part, []).append(whole)
        for group, further in self.in_groups:
            for part, whole in further.nestings:
                found.setdefault(f"{part}|{group}", []).append(whole)
        return found

    @cached_property
    def in_groups(self) -> list[tuple[str, Further]]:
        """Of each group and unit, what is certain there beside what is certain of everybody."""
        names = units(self.counted)
        spans = {
            f"{by.id}={name}": span for by in self.by for name, span in zip(by.names, by.spans, strict=False)
        }
        found = []
        for (unit, group), both in self.joint.items():
            if group in (_ALL, _AGELESS):
                continue
            further = Further(self.ties[unit])
            ageless = self.joint.get((unit, _AGELESS))
            if group in spans and ageless is not None:
                self._of_ages(further, spans[group], Ties(names[unit], ageless))
            there, all_ = (self.persons.get((unit, of), 0) for of in (group, _ALL))
            if there:
                further.take(Ties(names[unit], both), share=there / all_)
            found.append((group, further))
        return found

    def _of_ages(self, further: Further, span: Span, ageless: Ties) -> None:
        """Take in what the ages themselves make certain: of 25-44 all are 16-64, and nobody is 65 or more.

        So it is where it would be with as many of each age, and at each age the same of all else.
        """
        ages = [self.counted[name].ages or Span(0, None) for name in ageless.names]
        years = np.array([[_common(span, one, other) for other in ages] for one in ages], dtype=object)
        further.nothing(name for name, n in zip(ageless.names, years.diagonal(), strict=True) if not n)
        further.take(Ties(ageless.names, ageless.both * years))


def _common(*spans: Span) -> int:
    """How many years of age are in all of some groups."""
    return max(0, int(min(_OLDEST, *(span.end for span in spans))) - max(span.first for span in spans) + 1)


def _outside(variable: Counted) -> Iterator[str]:
    """The ages that a variable counts nobody of."""
    if variable.ages is not None and variable.distinct is None:
        yield from (ages.written for ages in gaps([variable.ages]))
