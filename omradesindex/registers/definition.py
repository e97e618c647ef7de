"""What a register is called, what its columns are and what is counted in it: a definition, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from omradesindex.ages import Span, gaps, overlapping, read_ages
from omradesindex.catalogue.aged import aged
from omradesindex.catalogue.money import is_amount
from omradesindex.catalogue.tables import Place, choice, identifier, only, read_toml, string, strings
from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError, listing
from omradesindex.frozen import Frozen
from omradesindex.registers.conditions import Condition, Value, Where, columns_of, read_values, read_where
from omradesindex.statistics.categories import CLOSED, canonical, known_spellings
from omradesindex.statistics.vocabulary import QUALITIES, TOTAL

#: The made-up register's own definition, by its name.
EXAMPLE = "exempelstad"
_OF_EXAMPLE = Path(__file__).with_name("exempelstad.toml")

_COLUMNS = ("person", "area", "period", "born", "age")
_TOP = ("label", "source", "quality", "notes", "columns", "where", "by", "variables")
_GROUP = ("column", "categories", "rest", "groups", "definition")
_COUNTED = ("where", "ages", "sum", "distinct", "prices")


@dataclass(frozen=True)
class Counted:
    """A variable: who is counted, or whose amounts are added up.

    Attributes
    ----------
    id : str
    where : tuple
        Conditions; none: everybody.
    ages : Span or None
    sum : str or None
        A column of amounts that are added.
    distinct : str or None
        A column whose different values are counted: households, dwellings.
    prices : str or None
        In which prices the amounts are: ``current``, or a year.
    """

    id: str
    where: Where
    ages: Span | None
    sum: str | None
    distinct: str | None
    prices: str | None

    @property
    def of_persons(self) -> bool:
        """Whether it is a number of persons."""
        return self.sum is None and self.distinct is None


@dataclass(frozen=True)
class Breakdown:
    """How persons are told apart: by a column's values, or by groups of ages.

    Attributes
    ----------
    id, column : str
        The column is empty where the groups are of ages.
    categories : mapping of str to tuple
        Category → values of the column, or the first and last age.
    rest : str or None
        The category of every other value, and of none.
    definition : str or None
        What the categories mean.
    """

    id: str
    column: str
    categories: Mapping[str, tuple[Value, ...]]
    rest: str | None
    definition: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The categories, in the order in which they are given."""
        return (*self.categories, *([self.rest] if self.rest else []))

    def with_every_age(self) -> Breakdown:
        """Return it with a group more for all ages between, before and after its groups of ages.

        Examples
        --------
        >>> ages = {"16-24": (16, 24), "30-64": (30, 64)}
        >>> Breakdown("age", "", ages, None, None).with_every_age().names
        ('16-24', '30-64', '0-15', '25-29', '65-')
        """
        if self.column:
            return self
        more: dict[str, tuple[Value, ...]] = {gap.written: (gap.first, gap.end) for gap in gaps(self.spans)}
        return replace(self, categories=Frozen({**self.categories, **more}))

    @property
    def spans(self) -> tuple[Span, ...]:
        """The groups of ages; none where it is no breakdown by age."""
        return (
            () if self.column else tuple(span for c in self.categories if (span := read_ages(c)) is not None)
        )


@dataclass(frozen=True)
class Register:
    """What a register of persons is, and what is counted in it."""

    place: str
    label: str
    source: str
    quality: str
    notes: tuple[str, ...]
    person: str
    area: str
    period: str | None
    born: str | None
    age: str | None
    where: Where
    by: Mapping[str, Breakdown]
    variables: Mapping[str, Counted]

    def conditions(self) -> list[Condition]:
        """Every condition on a column, with the variables' own."""
        return [c for w in (self.where, *(v.where for v in self.variables.values())) for c in columns_of(w)]


def read_register(given: str | Path | Mapping[str, Any]) -> Register:
    """Read what is counted: a TOML file, the same tables as a mapping, or ``"exempelstad"``.

    Raises
    ------
    DefinitionError
        Naming the file, the line and the key.
    """
    if isinstance(given, Mapping):
        return _register(given, Place("the definition of the register"))
    path = _OF_EXAMPLE if str(given) == EXAMPLE else Path(given)
    return _register(*read_toml(path))


def _register(contents: Mapping[str, Any], place: Place) -> Register:
    top = only(contents, _TOP, place, required=("label", "source", "columns", "variables"))
    columns = _columns(top["columns"], place.into("columns"))
    where = read_where(top["where"], place) if "where" in top else ()
    by = only(top.get("by", {}), top.get("by", {}), place.into("by"))
    variables = only(top["variables"], top["variables"], place.into("variables"))
    if not variables:
        raise DefinitionError("nothing is counted", where=str(place), expected="[variables.…], at least one")
    return Register(
        place=place.name,
        label=string(top["label"], "label", place),
        source=string(top["source"], "source", place),
        quality=choice(top.get("quality", "unstated"), QUALITIES, "quality", place),
        notes=strings(top.get("notes", ()), "notes", place),
        person=columns["person"],
        area=columns["area"],
        period=columns.get("period"),
        born=columns.get("born"),
        age=columns.get("age"),
        where=where,
        by=Frozen(
            {name: _breakdown(name, table, place.into(f"by.{name}", find=name)) for name, table in by.items()}
        ),
        variables=Frozen(
            {
                name: _counted(name, table, place.into(f"variable '{name}'", find=name), columns)
                for name, table in variables.items()
            }
        ),
    )


def _columns(given: object, place: Place) -> dict[str, str]:
    table = only(given, _COLUMNS, place, required=("person", "area"))
    if {"born", "age"} <= {*table}:
        raise DefinitionError(
            "both 'born' and 'age' are given",
            where=str(place),
            expected="one of them: ages are reckoned from dates of birth, or are in the register",
        )
    columns = {what: string(name, what, place) for what, name in table.items()}
    twice = [name for name in columns.values() if [*columns.values()].count(name) > 1]
    if twice:
        raise DefinitionError(f"the column '{twice[0]}' is two things", where=place.at(twice[0]))
    return columns


def _breakdown(name: str, given: object, place: Place) -> Breakdown:
    table = only(given, _GROUP, place)
    definition = string(table["definition"], "definition", place) if "definition" in table else None
    if name == "age":
        groups = strings(
            only(table, ("groups", "definition"), place, required=("groups",))["groups"], "groups", place
        )
        return Breakdown(name, "", Frozen(_age_groups(groups, place)), None, definition)
    only(table, ("column", "categories", "rest", "definition"), place, required=("column", "categories"))
    given_categories = table["categories"]
    here = place.into("categories")
    categories = {
        _category(name, c, here): read_values(v, here)
        for c, v in only(given_categories, given_categories, here).items()
    }
    rest = _category(name, table["rest"], place) if "rest" in table else None
    values = [value for several in categories.values() for value in several]
    if len(categories) != len(given_categories) or rest in categories or len({*values}) < len(values):
        raise DefinitionError(
            "a category, or a value of the column, is given twice", where=str(here), expected="each once"
        )
    if not values or len({type(value) for value in values}) > 1:
        raise DefinitionError(
            "the categories are not values of one kind",
            where=str(here),
            expected='such as { women = "2", men = "1" }',
        )
    return Breakdown(name, string(table["column"], "column", place), Frozen(categories), rest, definition)


def _category(by: str, given: object, place: Place) -> str:
    """Return a category's name as the library writes it."""
    name = string(given, "the category", place)
    read = canonical(by, name)
    if read == TOTAL or (read is None and by in CLOSED):
        raise DefinitionError(
            f"the category '{name}' is unknown" if read is None else f"'{name}' stands for everybody",
            where=place.at(name),
            expected=known_spellings(by) if read is None else "categories, which make up everybody",
        )
    return read or name


def _age_groups(groups: tuple[str, ...], place: Place) -> dict[str, tuple[Value, ...]]:
    spans = {group: read_ages(group) for group in groups}
    wrong = [group for group, span in spans.items() if span is None]
    if wrong or not groups:
        raise DefinitionError(
            f"{shown(wrong[0] if wrong else groups)} is no group of ages",
            where=place.at(wrong[0] if wrong else "groups"),
            expected="such as '16-24' or '65-'",
        )
    both = overlapping(groups)
    if both or len(spans) < len(groups):
        raise DefinitionError(
            f"somebody can be of both the ages {listing(both or groups)}", where=place.at("groups")
        )
    return {group: (span.first, span.end) for group, span in spans.items() if span is not None}


def _counted(name: str, given: object, place: Place, columns: Mapping[str, str]) -> Counted:
    table = only(given, _COUNTED, place)
    identifier(name, place)
    ages = _ages(name, table.get("ages"), place)
    if ages is not None and not {"born", "age"} & {*columns}:
        raise DefinitionError(
            "ages are asked for, and no column tells them",
            where=place.at("ages"),
            expected="born or age among [columns]",
        )
    if {"sum", "distinct"} <= {*table}:
        raise DefinitionError(
            "it is both a sum and a count of what is different",
            where=str(place),
            expected="one of sum and distinct",
        )
    if "prices" in table and "sum" not in table:
        raise DefinitionError("prices are said of what is no sum", where=place.at("prices"))
    if is_amount(name) and "sum" not in table:
        raise DefinitionError(
            f"'{name}' is an amount of money, and persons are counted",
            where=str(place),
            expected="sum: the column of the amounts",
        )
    return Counted(
        id=name,
        where=read_where(table["where"], place) if "where" in table else (),
        ages=ages,
        **{
            key: string(table[key], key, place) if key in table else None
            for key in ("sum", "distinct", "prices")
        },
    )


def _ages(name: str, given: object, place: Place) -> Span | None:
    """Return whom a variable is of; refuses other ages than those that its id says."""
    span = None if given is None else read_ages(string(given, "ages", place))
    if given is not None and span is None:
        raise DefinitionError(
            f"{shown(given)} is no group of ages", where=place.at("ages"), expected="such as '16-24' or '65-'"
        )
    told = aged(name)
    if told is not None and told.ages != (span or Span(0, None)):
        raise DefinitionError(
            f"'{name}' says {told.ages.written}, and ages is {shown(given)}",
            where=str(place),
            expected=f"ages = '{told.ages.written}', or another id",
        )
    return span


def only_those(register: Register, needed: set[str]) -> dict[str, Counted]:
    """Return the variables that are needed, of those that are counted; refuses where there are none."""
    counted = {name: variable for name, variable in register.variables.items() if name in needed}
    if not counted:
        raise DefinitionError(
            "none of the index's variables is counted",
            where=register.place,
            expected=f"some of {listing(sorted(needed))}",
        )
    return counted
