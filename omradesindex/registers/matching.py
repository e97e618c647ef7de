"""Values that nobody has, conditions that hold of nobody or of everybody: what a slip of the pen makes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import reduce
from operator import and_
from typing import Any

from omradesindex.catalogue.text import shown
from omradesindex.errors import StatisticsError, nearest
from omradesindex.registers.conditions import Condition, Value, columns_of, holds
from omradesindex.registers.definition import Breakdown, Counted, Register
from omradesindex.registers.engine import ask
from omradesindex.registers.words import counts_nobody, holds_of_everybody, holds_of_nobody, nobody_has
from omradesindex.wording import Text

#: A value that fewer have is not told, and of a column with more such values none is.
_FEWEST, _MOST = 5, 1_000


def unmatched(
    table: Any, register: Register, counted: Collection[Counted], by: Iterable[Breakdown]
) -> tuple[Text, ...]:
    """Return what the definition names and the register does not have, and what leaves nobody out.

    Values of conditions and categories are looked for one by one, in all rows of all periods. That a value is
    known of everybody, or of nobody, is no slip.

    Parameters
    ----------
    table : ibis.Table
        All of the register, as :func:`omradesindex.registers.columns.as_read` gives it.
    register : Register
    counted, by : iterable
        The variables and groups that are asked for.

    Raises
    ------
    StatisticsError
        Nobody has a value, and some have one that is written otherwise: with other capitals, other blanks or
        another code for the same letters.
    """
    conditions = dict.fromkeys(
        c
        for where in (register.where, *(v.where for v in counted))
        for c in columns_of(where)
        if c.how != "known"
    )
    values: dict[tuple[str, Value], None] = {}
    for condition in conditions:
        if condition.how in ("is", "not"):
            values |= dict.fromkeys((condition.column, value) for value in condition.values)
    for breakdown in by:
        # Without a rest a value that no category has is refused.
        if breakdown.column and breakdown.rest:
            told = (value for several in breakdown.categories.values() for value in several)
            values |= dict.fromkeys((breakdown.column, value) for value in told)
    asked = {f"c{i}": table.count(where=c.on(table)) for i, c in enumerate(conditions) if c.how != "is"}
    asked |= {f"v{i}": table.count(where=table[column] == value) for i, (column, value) in enumerate(values)}
    asked |= {
        f"w{i}": table.count(where=reduce(and_, both))
        for i, v in enumerate(counted)
        if v.where
        and (both := [w for where in (register.where, v.where) if (w := holds(table, where)) is not None])
    }
    if not asked:
        return ()
    answer = ask(table.aggregate(rows=table.count(), **asked), register.label).iloc[0]
    having = {at: answer[f"v{i}"] for i, at in enumerate(values)}
    lacking = {at for at, n in having.items() if not n}
    remarks = [
        nobody_has(shown(value), column, _meant(table, register, column, value, values))
        for column, value in values
        if (column, value) in lacking
    ]
    slips: set[Condition] = set()
    for i, condition in enumerate(conditions):
        own = {(condition.column, value) for value in condition.values}
        absent = own <= lacking
        n = sum(having[at] for at in own) if condition.how == "is" else answer[f"c{i}"]
        if not n:
            slips.add(condition)
        if not n and not absent:
            remarks.append(holds_of_nobody(_written(condition)))
        elif n == answer["rows"] and not absent:
            remarks.append(holds_of_everybody(_written(condition)))
    for i, v in enumerate(counted):
        if answer.get(f"w{i}") == 0 and not slips & {*columns_of(register.where), *columns_of(v.where)}:
            remarks.append(counts_nobody(v.id))
    return tuple(remarks)


def _written(condition: Condition) -> str:
    """A condition as a person reads it."""
    told = ", ".join(map(shown, condition.values))
    return (
        f"'{condition.column}' = {told}"
        if condition.how == "is"
        else f"'{condition.column}' = {{ {condition.how} = {told} }}"
    )


def _meant(
    table: Any, register: Register, column: str, value: Value, named: Collection[tuple[str, Value]]
) -> str:
    """Return the text that may be meant by one that nobody has; empty where none is near.

    What the definition names itself is not meant by something else.
    """
    if not isinstance(value, str):
        return ""
    several = table.group_by(text=table[column]).aggregate(n=lambda t: t.count())
    several = several.filter(several.n >= _FEWEST, several.text.notnull()).select("text").limit(_MOST + 1)
    there = sorted(ask(several, register.label)["text"])
    if len(there) > _MOST:
        return ""
    for text in there:
        if _as_read_aloud(text) == _as_read_aloud(value):
            raise StatisticsError(
                f"nobody has the value '{value}', and some have '{text}'",
                where=f"{register.label}, column '{column}'",
                expected="values as the register writes them",
                remedy="write it so in the definition too",
            )
    return nearest(value, [text for text in there if (column, text) not in named])


def _as_read_aloud(text: str) -> str:
    """A text whatever its capitals, its blanks and how its accents are stored.

    Examples
    --------
    >>> _as_read_aloud("Ett  A\u030a") == _as_read_aloud(" ett å")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
