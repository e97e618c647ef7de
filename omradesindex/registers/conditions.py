"""What has to hold of a person to be counted: conditions on a register's columns, as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, ge, gt, le, lt, or_
from typing import Any

from omradesindex.catalogue.tables import Place, items, only, string
from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError

Value = str | bool | int | float | date

#: What a column is asked, beside which values it holds, with the comparison that answers.
_ORDERED = {"from": ge, "to": le, "above": gt, "below": lt}
_ASKED = (*_ORDERED, "not", "known")


@dataclass(frozen=True)
class Condition:
    """One thing that has to hold of a column; of what is not known nothing holds but that it is unknown.

    Attributes
    ----------
    column : str
    how : {"is", "not", "from", "to", "above", "below", "known"}
    values : tuple
        Of ``is`` and ``not`` one or several; of the others one.
    """

    column: str
    how: str
    values: tuple[Value, ...]

    @property
    def wants(self) -> str | None:
        """What the column must hold: one of :data:`KINDS`; None where it may hold anything."""
        return None if self.how == "known" else kind_of(self.values[0])

    def on(self, table: Any) -> Any:
        """Return it as an expression on a table of ibis."""
        column = table[self.column]
        if self.how == "known":
            return column.notnull() if self.values[0] else column.isnull()
        if self.how in _ORDERED:
            return _ORDERED[self.how](column, self.values[0])
        return column.notin(self.values) if self.how == "not" else column.isin(self.values)


#: Several sets of conditions: all of one set have to hold, and of any one set. No set: everybody is counted.
Where = tuple[tuple[Condition, ...], ...]

#: What a column may hold, by what a condition compares it with.
KINDS: Mapping[type, str] = {bool: "yes or no", str: "text", int: "numbers", float: "numbers", date: "dates"}


def kind_of(value: object) -> str:
    """Say what a column must hold to be compared with a value.

    Examples
    --------
    >>> kind_of(True), kind_of(1), kind_of("1")
    ('yes or no', 'numbers', 'text')
    """
    return KINDS[type(value)]


def columns_of(where: Where) -> list[Condition]:
    """Return every condition, one after another."""
    return [condition for together in where for condition in together]


def holds(table: Any, where: Where) -> Any:
    """Return whether any set of conditions holds, as an expression; None where there are no conditions."""
    sets = [reduce(and_, (condition.on(table) for condition in together)) for together in where]
    return reduce(or_, sets) if sets else None


def read_where(given: object, place: Place) -> Where:
    """Read ``where``: a table of conditions that hold together, or a list of such, of which one holds.

    Raises
    ------
    DefinitionError
        A condition that is none, or one that mixes what cannot be compared.
    """
    here = place.into("where")
    several = "a table, or a list of such"
    sets = [given] if isinstance(given, Mapping) else items(given, "where", place, several) or [None]
    return tuple(_together(table, here) for table in sets)


def _together(given: object, place: Place) -> tuple[Condition, ...]:
    if not isinstance(given, Mapping) or not given:
        raise DefinitionError(
            f"where must be conditions on columns, but is {shown(given)}",
            where=str(place),
            expected='such as where = { status = "arbetslos" }',
        )
    return tuple(
        c for column, asked in given.items() for c in _of_column(string(column, "where", place), asked, place)
    )


def _of_column(column: str, asked: object, place: Place) -> Iterable[Condition]:
    here = place.into(f"column '{column}'", find=column)
    if not isinstance(asked, Mapping):
        yield Condition(column, "is", read_values(asked, here))
        return
    table = only(asked, _ASKED, here)
    if not table:
        raise DefinitionError("there is no condition", where=str(here), expected=_expected())
    for how, value in table.items():
        values = read_values(value, here)
        ordered = how in _ORDERED and (len(values) > 1 or isinstance(values[0], str | bool))
        if ordered or (how == "known" and (len(values) > 1 or not isinstance(values[0], bool))):
            raise DefinitionError(
                f"'{how}' is {shown(value)}",
                where=here.at(how),
                expected="true or false" if how == "known" else "a number or a date",
            )
        yield Condition(column, how, values)


def _expected() -> str:
    return "a value, a list of values, or one or more of from, to, above, below, not and known"


def read_values(given: object, place: Place) -> tuple[Value, ...]:
    """Read a value or several of one kind: text, numbers, dates, or true and false.

    Examples
    --------
    >>> read_values(["a", "b"], Place("x.toml")), read_values(3, Place("x.toml"))
    (('a', 'b'), (3,))
    """
    values = tuple(given) if isinstance(given, list | tuple) else (given,)
    kinds = {KINDS.get(type(value)) for value in values}
    if len(kinds) != 1 or None in kinds:
        raise DefinitionError(
            f"{shown(given)} cannot be compared with a column",
            where=str(place),
            expected="text, numbers, dates, or true or false; of several values all of one kind",
        )
    return values


def quoted(column: str) -> str:
    """Write a column as a key of TOML, which is quoted where it holds more than plain letters.

    Examples
    --------
    >>> quoted("status"), quoted("ålder")
    ('status', '"ålder"')
    """
    plain = column.isascii() and column.replace("_", "").replace("-", "").isalnum()
    return column if plain else f'"{column}"'
