"""The catalogue that travels with the library: variables and indicators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from omradesindex.catalogue.indicator import Ask, Formula, Indicator, Variable
from omradesindex.catalogue.shipped import Shipped
from omradesindex.catalogue.tables import (
    Place,
    choice,
    identifier,
    items,
    only,
    string,
    strings,
    tables,
    text,
)
from omradesindex.errors import DefinitionError, did_you_mean, listing
from omradesindex.frozen import Frozen

HERE = Path(__file__).parent
KINDS = ("count", "share", "mean", "median", "index")


_INDICATOR = ("label", "definition", "population", "unit", "direction", "formula")
_OPTIONAL = (
    *("sources", "breakdowns", "ages", "decimals", "note", "asked_by", "definition_source"),
    *("responsible", "kind", "goals", "moves_within"),
)


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable of the catalogue by its id.

    Examples
    --------
    >>> variables()["folkmangd"].kind
    'count'
    """
    return Shipped([HERE / "variables.toml"], parse_variable, variables)


def parse_variables(contents: Mapping[str, object], start: Place) -> Mapping[str, Variable]:
    """Make variables of a file's tables; what they are sums of, or lie within, has to be among them."""
    found = {}
    for name, table in contents.items():
        found[name] = parse_variable(name, table, start.into(name))
    for variable in found.values():
        _check_kin(variable, found, start.into(variable.id))
    return Frozen(found)


def parse_variable(name: str, table: object, place: Place) -> Variable:
    """Make a variable of its table."""
    t = only(table, ("label", "kind", "unit", "sum_of", "within"), place, required=("label",))
    return Variable(
        id=identifier(name, place),
        label=text(t["label"], "label", place),
        kind=choice(t.get("kind", "count"), KINDS, "kind", place),
        unit=string(t.get("unit", "personer"), "unit", place),
        sum_of=tuple(
            strings(parts, "sum_of", place)
            for parts in items(t.get("sum_of", ()), "sum_of", place, "a list of lists of ids")
        ),
        within=strings(t.get("within", ()), "within", place),
    )


#: Units of which each is a person.
_OF_PERSONS = ("personer", "svarande", "tillfrågade")


def _check_kin(variable: Variable, known: Mapping[str, Variable], place: Place) -> None:
    """Refuse a sum of, or a place within, what cannot be added to a variable."""
    if () in variable.sum_of:
        raise DefinitionError("sum_of has an empty list", where=place.at("sum_of"), expected="lists of ids")
    for key, names in (*(("sum_of", parts) for parts in variable.sum_of), ("within", variable.within)):
        if len({*names, variable.id}) <= len(names):
            raise DefinitionError(
                f"{key} of '{variable.id}' names a variable twice, or itself", where=place.at(key)
            )
        for name in names:
            if name not in known:
                raise DefinitionError(
                    f"{key} names '{name}', which is no variable{did_you_mean(name, known)}",
                    where=place.at(key),
                    remedy="use the id of a variable of the same file",
                )
            one, other = (
                (v.kind, _OF_PERSONS if v.unit in _OF_PERSONS else v.unit) for v in (variable, known[name])
            )
            if one != other or variable.kind != "count":
                raise DefinitionError(
                    f"{key} names '{name}', which counts {known[name].unit} and not {variable.unit}",
                    where=place.at(key),
                    expected="counts of the same unit",
                )


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator of the catalogue by its id.

    Examples
    --------
    >>> indicators()["trangboddhet"].label.sv
    'Trångboddhet'
    """
    return Shipped(sorted((HERE / "indicators").glob("*.toml")), parse_indicator, indicators)


def find_indicator(name: str, own: Mapping[str, Indicator], place: Place) -> Indicator:
    """Look an indicator up among one's own and then in the catalogue."""
    found = own.get(name) or indicators().get(name)
    if found is None:
        remedy = "use an id of the catalogue, or define the indicator under [indicators] in the same file"
        raise unknown_indicator(name, [*own, *indicators()], remedy, where=place.at(name))
    return found


def unknown_indicator(
    name: str, known: Iterable[str], remedy: str | None = None, *, where: str | None = None
) -> DefinitionError:
    """Return the error of an indicator that there is not; what was asked for and is not measured says so."""
    from omradesindex.catalogue.wishes import wishes

    wish = wishes().get(name)
    if wish is None:
        return DefinitionError(
            f"the indicator '{name}' is unknown{did_you_mean(name, known)}", where=where, remedy=remedy
        )
    return DefinitionError(
        f"'{name}' was asked for ({listing(wish.bodies)}) but is not measured: {wish.why.en}",
        where=where,
        expected=f"the nearest: {listing(wish.nearest)}" if wish.nearest else None,
        remedy="oi.data.not_measured() says what else is not; define an indicator where you have a measure",
    )


def parse_indicator(name: str, table: object, place: Place) -> Indicator:
    """Make an indicator of its table."""
    _refuse_basis(table, place)
    t = only(table, (*_INDICATOR, *_OPTIONAL), place, required=_INDICATOR)
    asks = []
    for row in tables(t.get("asked_by", ()), "asked_by", place):
        here = place.into("asked_by")
        ask = only(row, ("body", "asked_for", "ask"), here, required=("body", "ask"))
        with here.saying("asked_by"):
            asks.append(Ask(ask["body"], ask["ask"], ask.get("asked_for", "")))
    given = {key: value for key, value in t.items() if key not in ("asked_by", "formula")}
    formula = _formula(t["formula"], place.into("formula"))
    with place.saying():
        return Indicator(id=name, formula=formula, asked_by=tuple(asks), **given)


def _refuse_basis(table: object, place: Place) -> None:
    """Tell who has a file of an earlier release that whose definition it is has got a word of its own."""
    if isinstance(table, Mapping) and "basis" in table:
        raise DefinitionError(
            "an indicator has no 'basis' of its own any more: that is said of its place in an index",
            where=place.at("basis"),
            remedy='name whose definition it is: definition_source = "SCB"; leave it out where it is yours',
        )


def _formula(table: object, place: Place) -> Formula:
    t = only(table, ("kind", "numerator", "denominator", "per", "weights"), place, required=("kind",))
    usual = 100.0 if t["kind"] in ("share", "scale") else 1.0
    with place.saying():
        return Formula(**{"per": usual, **t})
