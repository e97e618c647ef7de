"""Whether a register has the columns that its definition names, each of the kind that it has to be."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.registers.checking import nobody
from omradesindex.registers.conditions import columns_of, kind_of
from omradesindex.registers.definition import Breakdown, Counted, Register
from omradesindex.registers.engine import ask

#: What is to be done where a column that is no condition's and tells no groups holds something else.
_REMEDY = {
    "text": "make it text where the register is written: a code that was a number has lost its first zeros",
    "dates": "make it a date",
    "numbers": "make it a number where the register is written",
    "codes": "make it text, or a whole number",
    "periods": "make it text, a whole number or a date",
}
#: How a value is written in a definition, by what the column holds that it is compared with.
_WRITTEN = {
    "text": "text in quotes",
    "numbers": "numbers without quotes",
    "numbers with decimals": "numbers without quotes",
    "yes or no": "true or false",
    "dates": "dates without quotes: 2024-12-31",
}
#: What a column in which nothing stands is read as.
_EMPTY = {"text": "string", "numbers": "float64", "dates": "date", "yes or no": "boolean"}


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
    wanted = [*_wanted(register, counted, by)]
    if not any(column in schema for column, *_ in wanted):
        # What a table without names calls its columns may be what stands of its first person.
        raise StatisticsError(
            "the register has none of the columns that the definition names: "
            f"{listing(dict.fromkeys(column for column, *_ in wanted))}",
            where=register.label,
            expected="columns with names; in a CSV file they stand in the first row, and each row has all",
            remedy="give the columns names, or see what they are called and write that in the definition",
        )
    for column, kind, why, compared in wanted:
        if column not in schema:
            raise StatisticsError(
                f"there is no column '{column}', which {why}{did_you_mean(column, schema)}",
                where=register.label,
                expected=f"one of {listing(schema)}",
                remedy="correct the name in the definition",
            )
        held = _held(schema[column])
        if kind is None or held is None or held in _ACCEPTED.get(kind, (kind,)):
            continue
        if not ask(table.limit(1).aggregate(n=lambda rows: rows.count()), register.label)["n"].iloc[0]:
            # A file of no rows does not know of what kind its columns are.
            raise nobody(register, register.label)
        raise StatisticsError(
            f"the column '{column}', which {why}, holds {held}",
            where=register.label,
            expected=kind,
            remedy=_remedy(column, kind, held, compared=compared),
        )


#: What is as good as what is wanted.
_ACCEPTED = {
    "numbers": ("numbers", "numbers with decimals"),
    "codes": ("text", "numbers", "unique identifiers"),
    "periods": ("text", "numbers", "dates"),
}


def _remedy(column: str, kind: str, held: str, *, compared: bool) -> str:
    """Say what to do where a column holds something else than is wanted."""
    if compared:
        own = _WRITTEN.get(held)
        return (
            f"write the definition's values as the column has them: {own}; or make it {kind}"
            if own
            else f"make it {kind}"
        )
    if kind == "dates" and held in ("text", "numbers"):
        text = f"table[{column!r}]" + (".cast('string')" if held == "numbers" else "")
        return (
            f"make it a date, where 19800229 is one: table.mutate(**{{{column!r}: {text}.as_date('%Y%m%d')}})"
            ", and count the table"
        )
    return _REMEDY[kind]


def as_read(table: Any, register: Register, counted: Collection[Counted], by: Iterable[Breakdown]) -> Any:
    """Return the table with the columns that are asked for as a definition speaks of them.

    A date is a day, whatever time it carries; a number that is none (NaN) or endless is unknown: engines
    order it above every number. A code of no letters is none.
    """
    schema, read = table.schema(), {}
    for column, kind, _, compared in _wanted(register, counted, by):
        if schema[column].is_null():
            read[column] = table[column].cast(_EMPTY.get(kind or "text", "string"))
        elif schema[column].is_timestamp() and kind in ("dates", "periods"):
            read[column] = table[column].cast("date")
        elif schema[column].is_floating():
            number = table[column]
            read[column] = (number.isnan() | number.isinf()).ifelse(None, number)
        elif schema[column].is_string() and not compared and kind in ("codes", "text"):
            read[column] = table[column].nullif("")
    return table.mutate(**read) if read else table


def texts_of(register: Register, counted: Collection[Counted], by: Iterable[Breakdown]) -> tuple[str, ...]:
    """Return the columns whose text is compared: with areas, categories and conditions."""
    return tuple(
        dict.fromkeys(column for column, kind, *_ in _wanted(register, counted, by) if kind == "text")
    )


def _wanted(
    register: Register, counted: Collection[Counted], by: Iterable[Breakdown]
) -> Iterable[tuple[str, str | None, str, bool]]:
    """Each column that is needed: what it has to hold (None: anything), and what it is for.

    Last, whether the definition has values that it is compared with.
    """
    yield register.person, "codes", "says who each row is about", False
    yield register.area, "text", "says where each person lives", False
    if register.period:
        yield register.period, "periods", "says of which period each row is", False
    if register.born:
        yield register.born, "dates", "says when each person was born", False
    if register.age:
        yield register.age, "numbers", "says how old each person is", False
    for breakdown in by:
        if breakdown.column:
            value = next(value for values in breakdown.categories.values() for value in values)
            yield breakdown.column, kind_of(value), f"tells the groups of '{breakdown.id}'", True
    for condition in (
        c for where in (register.where, *(v.where for v in counted)) for c in columns_of(where)
    ):
        yield condition.column, condition.wants, "a condition is about", True
    for variable in counted:
        if variable.sum:
            yield variable.sum, "numbers", f"'{variable.id}' adds up", False
        if variable.distinct:
            yield variable.distinct, "codes", f"'{variable.id}' counts", False


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
    if kind.is_uuid():
        return "unique identifiers"
    if kind.is_integer() or (kind.is_decimal() and kind.scale == 0):
        return "numbers"
    if kind.is_numeric():
        return "numbers with decimals"
    if kind.is_timestamp() and kind.timezone:
        return "times with a time zone"
    if kind.is_date() or kind.is_timestamp():
        return "dates"
    return None if kind.is_null() else f"values of the kind '{kind}'"
