"""Read a mapping from its TOML file."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from pathlib import Path
from typing import Any

from omradesindex.catalogue.tables import Place, choice, number, only, read_toml, string, strings, tables
from omradesindex.doors import door
from omradesindex.errors import DefinitionError, listing
from omradesindex.plaintext import plain
from omradesindex.statistics.prices import read_basis
from omradesindex.statistics.reading.mapping import Axis, Mapping, TableMapping, VariableMapping, compiled
from omradesindex.statistics.reading.marks import MEANINGS
from omradesindex.statistics.reading.raw import dimension_name
from omradesindex.statistics.rounded import HOWS, Rounding, read_rounding
from omradesindex.statistics.vocabulary import KINDS, QUALITIES

_TABLE = (
    "file",
    "code",
    "sheet",
    "hidden",
    "dimensions",
    "ignore",
    "marks",
    "decimal",
    "split",
    "area",
    "period",
    "breakdowns",
    "variables",
    "source",
    "quality",
    "noise",
    "rounding",
)
_AXIS = ("dimension", "keep", "code", "codes", "names")
_VARIABLE = ("variable", "where", "kind", "scale", "denominator", "source", "quality", "series", "prices")


@door
def read_mapping(path: str | Path) -> Mapping:
    """Read from a TOML file what a source's words mean.

    Parameters
    ----------
    path : str or Path
        The keys are described in ``docs/lasa_in.md``;
        :func:`omradesindex.sources.propose_mapping` writes a first one.

    Returns
    -------
    Mapping

    Raises
    ------
    DefinitionError
        Naming file, line and key.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "mapping.toml"
    >>> _ = path.write_text('''
    ... [[table]]
    ... area = "region"
    ... period = "år"
    ... variables = [{ variable = "folkmangd" }]
    ... ''', encoding="utf-8")
    >>> len(read_mapping(path).tables)
    1
    """
    data, place = read_toml(Path(path))
    return parse_mapping(data, place)


def parse_mapping(data: MappingOf[str, Any], place: Place) -> Mapping:
    """Make a mapping of what stood in its file.

    Raises
    ------
    DefinitionError
        A key is unknown or missing, or a value is none that can be.
    """
    only(data, ("whole", "overlapping", "table"), place, required=("table",))
    found = tuple(table_mapping(one, place.into("table")) for one in tables(data["table"], "table", place))
    if not found:
        raise DefinitionError("there is no [[table]]", where=str(place))
    return Mapping(
        place.name,
        found,
        whole=string(data["whole"], "whole", place) if "whole" in data else None,
        overlapping=_flag(data.get("overlapping", False), "overlapping", place),
    )


def _template(value: object, what: str, place: Place, *, most: int) -> str:
    text = string(value, what, place)
    names, _ = compiled(text)
    if not 1 <= len(names) <= most or len(set(names)) < len(names):
        raise DefinitionError(
            f"{what} = {text!r} has {len(names)} pairs of braces",
            where=place.at(what),
            expected='a text such as "Uppsala (RegSO-{area})"'
            if what == "code"
            else 'a text such as "{innehåll} {år}"',
        )
    return text


def table_mapping(data: object, place: Place) -> TableMapping:
    """Make of what stands in a file how one table is read."""
    told = only(data, _TABLE, place, required=("area", "period", "variables"))
    marks = told.get("marks")
    if marks is not None:
        marks = {
            mark: choice(word, MEANINGS, "mark", place)
            for mark, word in _texts(marks, "marks", place).items()
        }
    split = _texts(told.get("split", {}), "split", place)
    breakdowns = told.get("breakdowns", {})
    if not isinstance(breakdowns, MappingOf):
        raise DefinitionError(
            f"breakdowns must be tables, but is {breakdowns!r}", where=place.at("breakdowns")
        )
    return TableMapping(
        area=_axis(told["area"], "area", place),
        period=_period(told["period"], place),
        variables=tuple(
            _variable(v, place.into("variables")) for v in tables(told["variables"], "variables", place)
        ),
        file=_optional(told, "file", place),
        code=_optional(told, "code", place),
        sheet=_optional(told, "sheet", place) or None,
        hidden=choice(told["hidden"], ("read",), "hidden", place) if "hidden" in told else "",
        dimensions=_names(told["dimensions"], "dimensions", place) if "dimensions" in told else None,
        ignore=_names(told.get("ignore", ()), "ignore", place),
        marks=marks,
        decimal=choice(told["decimal"], (",", "."), "decimal", place) if "decimal" in told else "",
        split={dimension_name(plain(d)): _template(t, "split", place, most=6) for d, t in split.items()},
        breakdowns={
            plain(str(column)): _axis(axis, str(column), place) for column, axis in breakdowns.items()
        },
        source=_optional(told, "source", place),
        quality=choice(told["quality"], QUALITIES, "quality", place) if "quality" in told else "",
        noise=noise_in(told, place),
        rounding=_rounding(told, place),
    )


def noise_in(told: MappingOf[str, Any], place: Place) -> float | bool:
    """Return the random noise that a file says its counts carry: its size, or true where none is stated."""
    given = told.get("noise", False)
    if isinstance(given, bool):
        return given
    size = number(given, "noise", place)
    if size < 0:
        raise DefinitionError(
            f"noise is {size:g}",
            where=place.at("noise"),
            expected="a standard deviation, 0 or more; or true, where the source does not state it",
        )
    return size


def _rounding(told: MappingOf[str, Any], place: Place) -> Rounding | None:
    """Return how a file says that its counts are rounded."""
    if "rounding" not in told:
        return None
    text = string(told["rounding"], "rounding", place)
    rounding = read_rounding(text)
    if rounding is None:
        raise DefinitionError(
            f"rounding is '{text}'",
            where=place.at("rounding"),
            expected=f"how and to which base: {listing(f'{how} 5' for how in HOWS)}",
        )
    return rounding


def _axis(data: object, what: str, place: Place) -> Axis:
    here = place.into(what)
    told = only({"dimension": data} if isinstance(data, str) else data, _AXIS, here, required=("dimension",))
    keep = told.get("keep", ())
    if told["dimension"] == "?":
        raise DefinitionError(
            "a column is still '?'",
            where=place.at(what),
            remedy="fill in its heading",
        )
    return Axis(
        dimension=dimension_name(plain(string(told["dimension"], "dimension", here))),
        keep=_names((keep,) if isinstance(keep, str) else keep, "keep", here),
        template=_template(told["code"], "code", here, most=2) if "code" in told else "",
        codes=_texts(told.get("codes", {}), "codes", here),
        names=_flag(told.get("names", False), "names", here),
    )


def _period(data: object, place: Place) -> Axis | str:
    if isinstance(data, MappingOf) and "value" in data:
        given = string(only(data, ("value",), place.into("period"))["value"], "value", place)
        if given == "?":
            raise DefinitionError(
                "the period is still '?'", where=place.at("period"), remedy='fill it in: "2024"'
            )
        return given
    return _axis(data, "period", place)


def _variable(data: object, place: Place) -> VariableMapping:
    told = only(data, _VARIABLE, place, required=("variable",))
    name = string(told["variable"], "variable", place)
    if name == "?":
        raise DefinitionError(
            "a variable is still '?'",
            where=place.at('"?"'),
            expected="the id of a variable, of the catalogue or your own",
            remedy="fill it in, or remove the lines of that variable",
        )
    return VariableMapping(
        variable=name,
        where=_selection(told.get("where", {}), "where", place),
        kind=choice(told["kind"], KINDS, "kind", place) if "kind" in told else "",
        scale=number(told.get("scale", 1), "scale", place),
        denominator=_selection(told["denominator"], "denominator", place) if "denominator" in told else None,
        source=_optional(told, "source", place),
        quality=choice(told["quality"], QUALITIES, "quality", place) if "quality" in told else "",
        series=_texts(told.get("series", {}), "series", place),
        prices=_prices(told, place),
    )


def _prices(told: MappingOf[str, Any], place: Place) -> str:
    """Return in which prices a variable's amounts are; empty where the mapping does not say."""
    if "prices" not in told:
        return ""
    text = string(told["prices"], "prices", place)
    basis = read_basis(text)
    if not basis:
        raise DefinitionError(
            f"prices is {text!r}",
            where=place.at("prices"),
            expected='"current", or the year of constant prices, such as "2024"',
        )
    return basis


def _selection(data: object, what: str, place: Place) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, MappingOf):
        raise DefinitionError(f"{what} must be a table, but is {data!r}", where=place.at(what))
    return {
        dimension_name(plain(str(d))): _names((codes,) if isinstance(codes, str) else codes, what, place)
        for d, codes in data.items()
    }


def _texts(data: object, what: str, place: Place) -> dict[str, str]:
    if not isinstance(data, MappingOf):
        raise DefinitionError(f"{what} must be a table of texts, but is {data!r}", where=place.at(what))
    return {plain(str(key)): plain(string(value, what, place)) for key, value in data.items()}


def _names(data: object, what: str, place: Place) -> tuple[str, ...]:
    """Read names of categories, dimensions or columns, each written in one way."""
    return tuple(plain(name) for name in strings(data, what, place))


def _optional(told: MappingOf[str, Any], key: str, place: Place) -> str:
    return string(told[key], key, place) if key in told else ""


def _flag(value: object, what: str, place: Place) -> bool:
    if not isinstance(value, bool):
        raise DefinitionError(f"{what} must be true or false, but is {value!r}", where=place.at(what))
    return value
