"""A definition as one flat table that a spreadsheet can hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from omradesindex.catalogue.definition import Definition, Dimension, Member
from omradesindex.catalogue.indicator import Text
from omradesindex.catalogue.library import indicators
from omradesindex.catalogue.reading import parse_definition
from omradesindex.catalogue.writing import indicator_table, method_tables
from omradesindex.errors import DefinitionError, did_you_mean, listing

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = (
    *("code", "level", "parent", "weight", "direction", "unit", "label_sv", "label_en"),
    *("definition_sv", "definition_en", "population_sv", "population_en"),
    *("formula", "numerator", "denominator", "per", "count_weights"),
    *("sources", "breakdowns", "decimals", "basis", "basis_note_sv", "basis_note_en", "note_sv", "note_en"),
    "methods",
)
_LIST, _SUM = "; ", " + "


def to_table(definition: Definition) -> pd.DataFrame:
    """Write a definition as one flat table: a row for the index, each dimension and each indicator.

    Returns
    -------
    DataFrame
        ``code``, ``level`` (index, dimension, indicator), ``parent``, ``weight``, ``direction``, ``unit``,
        labels, definitions, formula (variables joined by " + "), sources, basis and, in the index's row, the
        methods (as JSON). :func:`from_table` reads it back.

    Examples
    --------
    >>> import omradesindex as oi
    >>> to_table(oi.load_index("malmo-2023"))["level"].value_counts().to_dict()
    {'indicator': 12, 'dimension': 4, 'index': 1}
    """
    import pandas as pd

    top: dict[str, Any] = {
        "code": definition.id,
        "level": "index",
        **_both("label", definition.label),
        **_both("definition", definition.description),
        "methods": json.dumps(method_tables(definition.methods), ensure_ascii=False),
    }
    for place, note in enumerate(definition.notes):
        top["note_sv"] = top.get("note_sv", "") + ("\n" if place else "") + note.sv
        top["note_en"] = top.get("note_en", "") + ("\n" if place else "") + note.en
    rows = [top]

    def add(part: Member | Dimension, parent: str) -> None:
        row: dict[str, Any] = {"code": part.id, "parent": parent, "weight": part.weight}
        if isinstance(part, Dimension):
            rows.append({**row, "level": "dimension", **_both("label", part.label)})
            for member in part.members:
                add(member, part.id)
            return
        i = part.indicator
        rows.append(
            {
                **row,
                "level": "indicator",
                "direction": i.direction.value,
                "unit": i.unit,
                **_both("label", i.label),
                **_both("definition", i.definition),
                **_both("population", i.population),
                "formula": i.formula.kind,
                "numerator": _SUM.join(i.formula.numerator),
                "denominator": _SUM.join(i.formula.denominator),
                "per": i.formula.per,
                "count_weights": _LIST.join(map(repr, i.formula.weights)),
                "sources": _LIST.join(i.sources),
                "breakdowns": _LIST.join(i.breakdowns),
                "decimals": i.decimals,
                "basis": part.basis,
                **_both("basis_note", part.basis_note),
                **_both("note", i.note),
            }
        )

    # A dimension may be called as its index is; a blank parent then says that it stands at the top.
    twice = definition.id in {dimension.id for dimension in definition.walk()}
    for dimension in definition.dimensions:
        add(dimension, "" if twice else definition.id)
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    numeric = {"weight", "per", "decimals"}
    for column in set(_COLUMNS) - numeric:
        frame[column] = frame[column].astype(object).where(frame[column].notna(), "")
    return frame


def _both(name: str, text: Text | None) -> dict[str, str]:
    return {f"{name}_sv": text.sv, f"{name}_en": text.en} if text is not None else {}


def from_table(frame: pd.DataFrame, *, where: str = "table") -> Definition:
    """Read a definition from the flat table that :func:`to_table` writes.

    An indicator's row may leave everything but ``code``, ``parent`` and ``weight`` empty where the
    catalogue holds the indicator.

    Raises
    ------
    DefinitionError
        A missing or unknown column, a parent that is not there, no row or several for the index.

    Examples
    --------
    >>> import pandas as pd
    >>> flat = pd.DataFrame({"code": ["eget", "ekonomi", "arbetsloshet"],
    ...                      "level": ["index", "dimension", "indicator"], "parent": ["", "eget", "ekonomi"]})
    >>> [i.id for i in from_table(flat).indicators]
    ['arbetsloshet']
    """
    names = [str(c) for c in frame.columns]
    for name in names:
        if name not in _COLUMNS:
            raise DefinitionError(
                f"the column '{name}' is unknown{did_you_mean(name, _COLUMNS)}", where=where
            )
    missing = [c for c in ("code", "level", "parent") if c not in names]
    if missing:
        raise DefinitionError(f"the column {listing(missing)} is missing", where=where)
    rows = []
    for place, record in enumerate(frame.to_dict("records"), start=2):
        given = {str(k): v for k, v in record.items() if not _blank(v)}
        rows.append((f"{where}, row {place}", given))
    tops = [(at, row) for at, row in rows if row.get("level") == "index"]
    if len(tops) != 1:
        raise DefinitionError(
            f"there are {len(tops)} rows for the index", where=where, expected="exactly one"
        )
    top = tops[0][1]
    groups = {str(row.get("code")) for _, row in rows if row.get("level") == "dimension"}
    own: dict[str, Any] = {}
    children: dict[str, list[dict[str, Any]]] = {}
    for at, row in rows:
        level = row.get("level")
        if level not in ("index", "dimension", "indicator"):
            raise DefinitionError(
                f"the level '{level}' is unknown", where=at, expected="index, dimension or indicator"
            )
        if level != "index":
            parent = str(row.get("parent", ""))
            if parent == top.get("code") and parent not in groups:
                parent = ""
            elif parent not in groups and (parent or level == "indicator"):
                raise DefinitionError(
                    f"the parent '{parent}' is no dimension{did_you_mean(parent, groups)}", where=at
                )
            children.setdefault(parent, []).append(row)
        if level == "indicator" and "formula" in row:
            own[str(row["code"])] = _indicator_table(row)
    notes = zip(_lines(top.get("note_sv")), _lines(top.get("note_en")), strict=True)
    tables = {
        "id": top.get("code"),
        "label": _pair(top, "label") or str(top.get("code")),
        "description": _pair(top, "definition") or str(top.get("code")),
        "notes": [{"sv": sv, "en": en} for sv, en in notes],
        "methods": _method_tables(top.get("methods", "{}"), tops[0][0]),
        "dimensions": [_branch(row, children) for row in children.get("", [])],
        "indicators": {k: v for k, v in own.items() if not _is_catalogued(k, v)},
    }
    return parse_definition(tables, where=where)


def _lines(text: object) -> list[str]:
    return str(text).split("\n") if text else []


def _blank(value: object) -> bool:
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _pair(row: Mapping[str, Any], name: str) -> dict[str, str] | None:
    if f"{name}_sv" not in row:
        return None
    return {"sv": row[f"{name}_sv"], "en": row.get(f"{name}_en", row[f"{name}_sv"])}


def _branch(row: Mapping[str, Any], children: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    below = children.get(str(row["code"]), [])
    return {
        "id": row["code"],
        "label": _pair(row, "label") or str(row["code"]),
        "weight": row.get("weight", 1.0),
        "dimensions": [_branch(child, children) for child in below if child["level"] == "dimension"],
        "indicators": [
            {
                "id": child["code"],
                "weight": child.get("weight", 1.0),
                "basis": child.get("basis", "assumed"),
                **({"basis_note": note} if (note := _pair(child, "basis_note")) else {}),
            }
            for child in below
            if child["level"] == "indicator"
        ],
    }


def _indicator_table(row: Mapping[str, Any]) -> dict[str, Any]:
    formula: dict[str, Any] = {
        "kind": row["formula"],
        "per": row.get("per", 1.0),
    }
    if "numerator" in row:
        formula["numerator"] = _split(row["numerator"], _SUM)
    if "denominator" in row:
        formula["denominator"] = _split(row["denominator"], _SUM)
    if "count_weights" in row:
        formula["weights"] = [float(w) for w in _split(row["count_weights"], _LIST)]
    table: dict[str, Any] = {
        name: pair for name in ("label", "definition", "population", "note") if (pair := _pair(row, name))
    }
    table |= {name: row[name] for name in ("unit", "direction") if name in row}
    table |= {name: _split(row.get(name), _LIST) for name in ("sources", "breakdowns")}
    return {**table, "formula": formula, "decimals": int(row.get("decimals", 1))}


def _split(text: object, mark: str) -> list[str]:
    return [part.strip() for part in str(text).split(mark.strip()) if part.strip()] if text else []


def _is_catalogued(name: str, table: Mapping[str, Any]) -> bool:
    """Whether the row says nothing but what the catalogue says."""
    ours = indicators().get(name)
    if ours is None:
        return False
    told = indicator_table(ours)
    return all(told.get(key) == value for key, value in table.items())


def _method_tables(text: str, where: str) -> dict[str, Any]:
    try:
        tables = json.loads(text)
    except ValueError as error:
        raise DefinitionError(f"the methods are not JSON: {error}", where=where) from None
    return dict(tables)
