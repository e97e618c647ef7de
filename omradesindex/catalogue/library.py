"""The catalogue that travels with the library: variables and indicators."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from omradesindex.catalogue.indicator import FORMULAS, Ask, Direction, Formula, Indicator, Variable
from omradesindex.catalogue.tables import (
    Place,
    choice,
    identifier,
    number,
    numbers,
    only,
    read_toml,
    string,
    strings,
    tables,
    text,
)
from omradesindex.errors import DefinitionError, did_you_mean
from omradesindex.frozen import Frozen

HERE = Path(__file__).parent
KINDS = ("count", "share", "mean", "median", "index")
BASES = ("source", "assumed")

_INDICATOR = ("label", "definition", "population", "unit", "direction", "formula")
_OPTIONAL = ("sources", "breakdowns", "decimals", "note", "asked_by", "basis")


@cache
def variables() -> Mapping[str, Variable]:
    """Every variable of the catalogue by its id.

    Examples
    --------
    >>> variables()["folkmangd"].kind
    'count'
    """
    found = {}
    contents, start = read_toml(HERE / "variables.toml")
    for name, table in contents.items():
        place = start.into(name)
        t = only(table, ("label", "kind", "unit"), place, required=("label",))
        found[identifier(name, place)] = Variable(
            id=name,
            label=text(t["label"], "label", place),
            kind=choice(t.get("kind", "count"), KINDS, "kind", place),
            unit=string(t.get("unit", "personer"), "unit", place),
        )
    return Frozen(found)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Every indicator of the catalogue by its id.

    Examples
    --------
    >>> indicators()["trangboddhet"].label.sv
    'Trångboddhet'
    """
    found: dict[str, Indicator] = {}
    for path in sorted((HERE / "indicators").glob("*.toml")):
        contents, start = read_toml(path)
        for name, table in contents.items():
            if name in found:
                raise DefinitionError(f"the indicator '{name}' is defined twice", where=start.at(name))
            found[name] = parse_indicator(name, table, start.into(name))
    return Frozen(found)


def find_indicator(name: str, own: Mapping[str, Indicator], place: Place) -> Indicator:
    """Look an indicator up among one's own and then in the catalogue."""
    found = own.get(name) or indicators().get(name)
    if found is None:
        raise DefinitionError(
            f"the indicator '{name}' is unknown{did_you_mean(name, [*own, *indicators()])}",
            where=place.at(name),
            remedy="use an id of the catalogue, or define the indicator under [indicators] in the same file",
        )
    return found


def parse_indicator(name: str, table: object, place: Place) -> Indicator:
    """Make an indicator of its table."""
    t = only(table, (*_INDICATOR, *_OPTIONAL), place, required=_INDICATOR)
    decimals = t.get("decimals", 1)
    if not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= 6:
        raise DefinitionError(
            f"decimals must be a whole number 0–6, but is {decimals!r}", where=place.at("decimals")
        )
    asks = []
    for row in tables(t.get("asked_by", ()), "asked_by", place):
        ask = only(row, ("body", "ask"), place.into("asked_by"), required=("body", "ask"))
        asks.append(Ask(identifier(ask["body"], place), text(ask["ask"], "ask", place)))
    return Indicator(
        id=identifier(name, place),
        label=text(t["label"], "label", place),
        definition=text(t["definition"], "definition", place),
        population=text(t["population"], "population", place),
        unit=string(t["unit"], "unit", place),
        direction=Direction(choice(t["direction"], [d.value for d in Direction], "direction", place)),
        formula=_formula(t["formula"], place.into("formula")),
        sources=strings(t.get("sources", ()), "sources", place),
        breakdowns=strings(t.get("breakdowns", ()), "breakdowns", place),
        decimals=decimals,
        note=text(t["note"], "note", place) if "note" in t else None,
        asked_by=tuple(asks),
        basis=choice(t.get("basis", "assumed"), BASES, "basis", place),
    )


def _formula(table: object, place: Place) -> Formula:
    keys = ("kind", "numerator", "denominator", "per", "weights")
    t = only(table, keys, place, required=("kind",))
    kind = choice(t["kind"], FORMULAS, "formula kind", place)
    numerator = strings(t.get("numerator", ()), "numerator", place)
    denominator = strings(t.get("denominator", ()), "denominator", place)
    per = number(t.get("per", 100.0 if kind in ("share", "scale") else 1.0), "per", place)
    weights = numbers(t.get("weights", ()), "weights", place)
    if per <= 0:
        raise DefinitionError(f"per must be above zero, but is {per:g}", where=place.at("per"))
    if kind == "mix" and (len(numerator) < 2 or denominator):
        raise DefinitionError("a mix takes two or more numerators and no denominator", where=str(place))
    if kind == "given" and (numerator or denominator):
        raise DefinitionError("what is given takes no numerator and no denominator", where=str(place))
    if kind not in ("mix", "given") and not (numerator and denominator):
        raise DefinitionError(f"a {kind} needs both a numerator and a denominator", where=str(place))
    if (kind == "weighted_counts") != bool(weights) or (weights and len(weights) != len(numerator)):
        raise DefinitionError(
            f"there are {len(weights)} weights for {len(numerator)} numerators of a {kind}",
            where=str(place),
            expected="one weight for each numerator of weighted_counts, and none elsewhere",
        )
    return Formula(kind, numerator, denominator, per, weights)
