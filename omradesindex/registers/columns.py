"""Whether a register has the columns that its definition names, each of the kind that it has to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.registers.conditions import columns_of, kind_of
from omradesindex.registers.definition import Breakdown, Counted, Register

#: What is wanted, and what to do where the register holds something else.
_REMEDY = {
    "text": "make it text where the register is written: a code that was a number has lost its first zeros",
    "dates": "make it a date: table.mutate(born=table.born.to_date('%Y%m%d')), for example",
    "numbers": "make it a number where the register is written",
    "yes or no": "compare with what the column holds",
    "codes": "make it text, or a whole number",
}


def check_columns(
    table: Any, register: Register, counted: Collection[Counted], by: Iterable[Breakdown]
) -> None:
    """Refuse a register that lacks a column, or has it of another kind.

    Raises
    ------
    StatisticsError
        Naming the column, what it holds, and what is wanted of it.
    """
    schema = table.schema()
    for column, wanted, why in _wanted(register, counted, by):
        if column not in schema:
            raise StatisticsError(
                f"there is no column '{column}', which {why}{did_you_mean(column, schema)}",
                where=register.label,
                expected=f"one of {listing(schema)}",
                remedy="correct the name in the definition",
            )
        held = _held(schema[column])
        codes = wanted == "codes" and (held == "text" or schema[column].is_integer())
        if wanted is not None and held not in (wanted, None) and not codes:
            raise StatisticsError(
                f"the column '{column}', which {why}, holds {held}",
                where=register.label,
                expected=wanted,
                remedy=_REMEDY[wanted],
            )


def as_read(table: Any, register: Register, counted: Collection[Counted], by: Iterable[Breakdown]) -> Any:
    """Return the table with the columns that are asked for as a definition speaks of them.

    A date is a day, whatever time it carries; a number that is none (NaN) is unknown: engines order it above
    every number.
    """
    schema, read = table.schema(), {}
    for column, wanted, _ in _wanted(register, counted, by):
        if schema[column].is_timestamp() and wanted == "dates":
            read[column] = table[column].cast("date")
        elif schema[column].is_floating():
            read[column] = table[column].isnan().ifelse(None, table[column])
    return table.mutate(**read) if read else table


def texts_of(register: Register, counted: Collection[Counted], by: Iterable[Breakdown]) -> tuple[str, ...]:
    """Return the columns whose text is compared: with areas, categories and conditions."""
    return tuple(
        dict.fromkeys(column for column, wanted, _ in _wanted(register, counted, by) if wanted == "text")
    )


def _wanted(
    register: Register, counted: Collection[Counted], by: Iterable[Breakdown]
) -> Iterable[tuple[str, str | None, str]]:
    """Each column that is needed: what it has to hold (None: anything), and what it is for."""
    yield register.person, "codes", "says who each row is about"
    yield register.area, "text", "says where each person lives"
    if register.period:
        yield register.period, "codes", "says of which period each row is"
    if register.born:
        yield register.born, "dates", "says when each person was born"
    if register.age:
        yield register.age, "numbers", "says how old each person is"
    for breakdown in by:
        if breakdown.column:
            value = next(value for values in breakdown.categories.values() for value in values)
            yield breakdown.column, kind_of(value), f"tells the groups of '{breakdown.id}'"
    for condition in (
        c for where in (register.where, *(v.where for v in counted)) for c in columns_of(where)
    ):
        yield condition.column, condition.wants, "a condition is about"
    for variable in counted:
        if variable.sum:
            yield variable.sum, "numbers", f"'{variable.id}' adds up"
        if variable.distinct:
            yield variable.distinct, "codes", f"'{variable.id}' counts"


def _held(kind: Any) -> str | None:
    """Say what a column holds, in the words of a definition; None where it holds nothing at all.

    Parameters
    ----------
    kind : ibis data type
    """
    if kind.is_string():
        return "text"
    if kind.is_boolean():
        return "yes or no"
    if kind.is_numeric():
        return "numbers"
    if kind.is_timestamp() and kind.timezone:
        return "times with a time zone"
    if kind.is_date() or kind.is_timestamp():
        return "dates"
    return None if kind.is_null() else str(kind)
