"""The question to the engine: how many there are of each kind in each area, in the fewest sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from omradesindex.ages import Span
from omradesindex.registers.conditions import holds
from omradesindex.registers.definition import Breakdown, Counted, Register
from omradesindex.registers.joint import Pair

#: Amounts are added as decimals, so that the sum is the same in every order and every engine.
EXACT = "decimal(38, 3)"
#: How those who add something to a sum are called beside the variables, until the sum has been protected.
_CONTRIBUTORS = "contributors"


@dataclass(frozen=True)
class Question:
    """What is asked of a register.

    Attributes
    ----------
    register : Register
    counted : mapping of str to Counted
        The variables.
    by : tuple of Breakdown
    pairs : tuple of Pair
        Indicators that are counted jointly, for everybody.
    """

    register: Register
    counted: Mapping[str, Counted]
    by: tuple[Breakdown, ...]
    pairs: tuple[Pair, ...] = ()

    @property
    def added(self) -> dict[str, Counted]:
        """The variables that parts add up to: persons, and sums of amounts."""
        return {name: variable for name, variable in self.counted.items() if variable.distinct is None}

    @property
    def distinct(self) -> dict[str, Counted]:
        """The variables that count what is different: households."""
        return {name: variable for name, variable in self.counted.items() if variable.distinct is not None}

    @property
    def contributors(self) -> dict[str, str]:
        """Of each sum how those are called among the counts who add something to it."""
        return {name: f"{_CONTRIBUTORS} {name}" for name, variable in self.counted.items() if variable.sum}


def cells(table: Any, question: Question, day: date | None) -> Any:
    """Return one row for each area and smallest group, as an expression.

    Columns ``area``; ``n``, all persons; ``k0``, ``k1`` … the breakdowns' values (of ages the place of the
    group, −1 outside all); ``v0``, ``v1`` … what is counted; ``u0``, ``w0`` … of a sum, how many
    amounts are unknown, and how many add something to it; ``b0``, ``p0`` … of each pair who is in both
    numerators, and in both denominators.
    """
    register = question.register
    rows = table.select(
        area=table[register.area],
        **{f"k{i}": _key(table, register, breakdown, day) for i, breakdown in enumerate(question.by)},
        **told_of(table, register, question.counted, day),
    )
    sums: dict[str, Any] = {"n": rows.count()}
    for i, (name, variable) in enumerate(question.added.items()):
        sums[f"v{i}"] = (
            rows[f"s_{name}"].sum(where=is_counted(rows, name))
            if variable.sum
            else rows.count(where=is_counted(rows, name))
        )
        if variable.sum:
            amount, own = rows[f"s_{name}"], is_counted(rows, name)
            for what, those in (("u", amount.isnull()), ("w", amount != 0)):
                sums[f"{what}{i}"] = rows.count(where=those if own is None else those & own)
    for i, pair in enumerate(question.pairs):
        sums[f"b{i}"] = _together(rows, pair.numerators)
        sums[f"p{i}"] = _together(rows, pair.denominators)
    return rows.group_by(["area", *(f"k{i}" for i in range(len(question.by)))]).aggregate(**sums)


def different(table: Any, question: Question, day: date | None) -> Any:
    """Return how many households there are in each area, as an expression; one row more is of all areas.

    Columns ``area`` (empty: all areas together); ``d0``, ``d1`` … ; ``n0``, ``n1`` …: persons in none.
    """
    import ibis

    register, found = question.register, question.distinct
    rows = table.select(
        area=table[register.area],
        **told_of(table, register, found, day),
        **{f"h_{name}": table[variable.distinct] for name, variable in found.items()},
    )
    sums = {f"d{i}": rows[f"h_{name}"].nunique(where=is_counted(rows, name)) for i, name in enumerate(found)}
    for i, name in enumerate(found):
        lone, own = rows[f"h_{name}"].isnull(), is_counted(rows, name)
        sums[f"n{i}"] = rows.count(where=lone if own is None else lone & own)
    in_all = rows.aggregate(**sums)
    whole = in_all.select(area=ibis.literal("").cast("string"), **{name: in_all[name] for name in sums})
    return rows.group_by("area").aggregate(**sums).union(whole)


def told_of(
    table: Any, register: Register, counted: Mapping[str, Counted], day: date | None
) -> dict[str, Any]:
    """Whether each variable counts a person, and the amounts that are added: what the sums are made of."""
    told: dict[str, Any] = {}
    for name, variable in counted.items():
        conditions = [*_within(table, register, variable.ages, day)]
        where = holds(table, variable.where)
        conditions += [] if where is None else [where]
        if conditions:
            together = conditions[0]
            for condition in conditions[1:]:
                together &= condition
            told[f"c_{name}"] = together
        if variable.sum:
            told[f"s_{name}"] = table[variable.sum].cast(EXACT)
    return told


def is_counted(rows: Any, name: str) -> Any:
    """Whether a variable counts somebody; None where it counts everybody."""
    return rows[f"c_{name}"] if f"c_{name}" in rows.columns else None


def _together(rows: Any, sides: tuple[Sequence[str], Sequence[str]]) -> Any:
    """How many are counted in both of two variables, or two sums of such."""
    counts = []
    for one in sides[0]:
        for other in sides[1]:
            both = [mark for mark in (is_counted(rows, one), is_counted(rows, other)) if mark is not None]
            counts.append(rows.count(where=both[0] & both[-1] if both else None))
    return sum(counts[1:], counts[0])


def place_of(table: Any, register: Register, breakdown: Breakdown, day: date | None) -> Any:
    """The place of each person's category among a breakdown's, −1 for none of them."""
    if not breakdown.column:
        return _key(table, register, breakdown, day)
    import ibis

    column = table[breakdown.column]
    branches = [(column.isin(values), k) for k, values in enumerate(breakdown.categories.values())]
    return ibis.cases(*branches, else_=len(branches) if breakdown.rest else -1)


def _key(table: Any, register: Register, breakdown: Breakdown, day: date | None) -> Any:
    if breakdown.column:
        return table[breakdown.column]
    import ibis

    # From the youngest: whoever has not turned the next group's first age, and was in none before, is of it.
    groups = sorted((span, i) for i, span in enumerate(breakdown.spans))
    branches, reached = [], 0
    for span, i in groups:
        if span.first > reached:
            branches.append((_younger(table, register, span.first, day), -1))
        if span.last is None:
            return ibis.cases(*branches, else_=i) if branches else ibis.literal(i)
        reached = span.last + 1
        branches.append((_younger(table, register, reached, day), i))
    return ibis.cases(*branches, else_=-1)


def _within(table: Any, register: Register, ages: Span | None, day: date | None) -> list[Any]:
    """The conditions of being of some ages."""
    if ages is None:
        return []
    conditions = [~_younger(table, register, ages.first, day)] if ages.first else []
    return conditions + ([] if ages.last is None else [_younger(table, register, ages.last + 1, day)])


def _younger(table: Any, register: Register, age: int, day: date | None) -> Any:
    """Whether somebody has not turned an age on the day."""
    if register.age is not None:
        return table[register.age] < age
    import ibis

    return table[register.born].cast("date") > ibis.literal(years_before(day or date.max, age))


def years_before(day: date, years: int) -> date:
    """Return the day so many years earlier; of a leap day that is none then, the day before.

    Examples
    --------
    >>> years_before(date(2024, 12, 31), 18), years_before(date(2024, 2, 29), 1)
    (datetime.date(2006, 12, 31), datetime.date(2023, 2, 28))
    """
    year = max(day.year - years, 1)
    return (
        day.replace(year=year, day=28)
        if (day.month, day.day) == (2, 29) and not _is_leap(year)
        else day.replace(year=year)
    )


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
