"""Write a definition as TOML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.indicator import FORMULAS, Ask, Indicator
from omradesindex.catalogue.library import indicators
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.methods import SELDOM, Methods
from omradesindex.catalogue.text import identifier, said_of
from omradesindex.errors import DefinitionError
from omradesindex.methods.options import NOTHING
from omradesindex.wording import Text


def definition_tables(definition: Definition) -> dict[str, Any]:
    """Return the tables that a TOML file of the definition holds.

    The definition is written whole: changes to a base have been made, and what was asked stands with each
    indicator. Indicators that the catalogue does not hold in this form are written out.
    """
    return _tables(definition, [i for i in definition.indicators if indicators().get(i.id) != i])


def whole_tables(definition: Definition) -> dict[str, Any]:
    """Return the same with every indicator written out, so that nothing stands outside the file."""
    return _tables(definition, definition.indicators)


def _tables(definition: Definition, own: Iterable[Indicator]) -> dict[str, Any]:
    check_saved(definition)
    tables: dict[str, Any] = {
        "id": definition.id,
        "label": _text(definition.label),
        "description": _text(definition.description),
        "notes": [_text(note) for note in definition.notes],
        "methods": method_tables(definition.methods),
        "dimensions": [_dimension(d) for d in definition.dimensions],
        "indicators": {i.id: indicator_table(i) for i in own},
    }
    return {key: value for key, value in tables.items() if value not in ([], {})}


def _text(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def check_saved(definition: Definition) -> None:
    """Refuse a definition whose id no file can hold: a name for people, as an answer gives it."""
    with said_of(f"index '{definition.id}'"):
        try:
            identifier(definition.id)
        except DefinitionError as error:
            raise DefinitionError(
                error.what,
                expected=error.expected,
                remedy='give it an id: index.with_identity(id="…", label="…")',
            ) from None


def method_tables(methods: Methods) -> dict[str, Any]:
    """Return the table of the methods, as it stands in a file."""
    usual = vars(Methods())
    return {
        name: _method(value)
        for name, value in vars(methods).items()
        if name not in SELDOM or value != usual[name]
    }


def _method(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _method(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_method(v) for v in value]
    if value is None:
        return NOTHING
    if isinstance(value, str | bool | int | float):
        return value
    what = "function" if callable(value) else "value"
    raise DefinitionError(
        f"the {what} {getattr(value, '__name__', type(value).__name__)!r} cannot be written to a file",
        remedy="use a method that has a name, or keep the definition in Python",
    )


def _dimension(dimension: Dimension) -> dict[str, Any]:
    inner = [d for d in dimension.members if isinstance(d, Dimension)]
    table: dict[str, Any] = {
        "id": dimension.id,
        "label": _text(dimension.label),
        "weight": dimension.weight,
        "dimensions": [_dimension(d) for d in inner],
        "indicators": [_member(m) for m in dimension.members if isinstance(m, Member)],
    }
    return {key: value for key, value in table.items() if value != []}


def _member(member: Member) -> dict[str, Any]:
    table: dict[str, Any] = {"id": member.id, "weight": member.weight, "basis": member.basis}
    if member.asked_for:
        table["asked_for"] = member.asked_for
    if member.basis_note is not None:
        table["basis_note"] = _text(member.basis_note)
    return table


def indicator_table(indicator: Indicator) -> dict[str, Any]:
    """Return the table of an indicator, as it stands in the catalogue's files."""
    formula = {k: _plain(v) for k, v in vars(indicator.formula).items() if v != ()}
    return {
        "label": _text(indicator.label),
        "definition": _text(indicator.definition),
        "population": _text(indicator.population),
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "formula": formula,
        "sources": list(indicator.sources),
        "breakdowns": list(indicator.breakdowns),
        **({"ages": indicator.ages} if indicator.ages else {}),
        "decimals": indicator.decimals,
        **{name: _plain(value) for name, value in _use(indicator).items() if value not in ((), None)},
        "definition_source": indicator.definition_source,
        **({"note": _text(indicator.note)} if indicator.note else {}),
        **({"asked_by": [_ask(ask) for ask in indicator.asked_by]} if indicator.asked_by else {}),
    }


def _use(indicator: Indicator) -> dict[str, Any]:
    """Return what an indicator says of its use: whom it calls in, its kind, its goals, how soon it moves."""
    return {name: getattr(indicator, name) for name in ("responsible", "kind", "goals", "moves_within")}


def _ask(ask: Ask) -> dict[str, Any]:
    return {"body": ask.body, "asked_for": ask.asked_for, "ask": _text(ask.text)}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def to_toml(definition: Definition | Mapping[str, Any]) -> str:
    """Write a definition, or its tables, as TOML. A locked definition is written whole, with its lock.

    Examples
    --------
    >>> import omradesindex as oi
    >>> print(to_toml(oi.load_index("malmo-2023")).splitlines()[0])
    id = "malmo-2023"
    """
    if isinstance(definition, Mapping):
        tables = dict(definition)
    elif definition.lock is not None and definition.is_locked:
        lock = {"date": definition.lock.date, "sha256": definition.lock.sha256}
        tables = {**whole_tables(definition), "lock": lock}
    else:
        tables = definition_tables(definition)
    return "\n".join(_toml_lines(tables, ())) + "\n"


def _toml_lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Write a table: its values, then its tables, then its lists of tables."""
    nested = {k: v for k, v in table.items() if isinstance(v, Mapping) and not _inline(v)}
    lists = {k: v for k, v in table.items() if _is_tables(v)}
    for key, value in table.items():
        if key not in nested and key not in lists:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in nested.items():
        yield f"\n[{'.'.join(map(_key, (*path, key)))}]"
        yield from _toml_lines(value, (*path, key))
    for key, rows in lists.items():
        for row in rows:
            yield f"\n[[{'.'.join(map(_key, (*path, key)))}]]"
            yield from _toml_lines(row, (*path, key))


def _is_tables(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(v, Mapping) and not _inline(v) for v in value)
    )


def _inline(value: Mapping[str, Any]) -> bool:
    """Short tables of plain values stand on one line."""
    return (
        set(value) <= {"sv", "en"}
        or {"dimension", "index"} <= set(value)
        or "method" in value
        or value.get("kind") in FORMULAS
    )


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
