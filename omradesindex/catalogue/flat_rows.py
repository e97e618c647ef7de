"""Read the rows of a definition's flat table; what cannot be understood is told with its row and column."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from omradesindex.catalogue import amounts
from omradesindex.catalogue.definition import Definition
from omradesindex.catalogue.library import indicators, unknown_indicator
from omradesindex.catalogue.reading import parse_definition
from omradesindex.catalogue.text import choice, identifier, said_of, shown
from omradesindex.catalogue.writing import indicator_table
from omradesindex.errors import DefinitionError, did_you_mean, listing
from omradesindex.patterns import pattern

COLUMNS = (
    *("code", "level", "parent", "weight", "direction", "unit", "label_sv", "label_en"),
    *("definition_sv", "definition_en", "population_sv", "population_en"),
    *("formula", "numerator", "denominator", "per", "count_weights"),
    *("sources", "breakdowns", "ages", "decimals", "responsible", "kind", "goals", "moves_within"),
    *("definition_source", "basis", "asked_for", "basis_note_sv", "basis_note_en", "note_sv", "note_en"),
    *("asked_by", "methods"),
)
LIST, SUM = "; ", " + "
#: What stands for nothing in a cell, where an empty one would say that it is as in the catalogue.
TAKEN_AWAY = "\N{EN DASH}"
CAN_BE_NONE = (
    *("sources", "breakdowns", "ages", "responsible", "kind", "goals", "moves_within"),
    *("note_sv", "note_en", "asked_by"),
)

_TEXTS = ("label", "definition", "population", "note")
_LISTS, _WHOLE = ("sources", "breakdowns", "responsible", "goals"), ("decimals", "moves_within")
_FORMULA = {"formula": "kind", "per": "per"}
#: What a row of each level may say.
_SAYS = {
    "index": {
        "code",
        "level",
        "parent",
        "weight",
        "methods",
        *(f"{t}_{n}" for t in _TEXTS for n in ("sv", "en")),
    }
    - {"population_sv", "population_en"},
    "dimension": {"code", "level", "parent", "weight", "label_sv", "label_en"},
    "indicator": set(COLUMNS) - {"methods"},
}
_LONGEST = 10**18
_NUMBER = pattern(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")

Row = Mapping[str, Any]


def read_rows(rows: Sequence[Sequence[object]], where: str) -> Definition:
    """Make a definition of a table's rows, the first of which names the columns; None is an empty cell."""
    table = _read_table(rows, where)
    tops = [row for row in table if row["level"] == "index"]
    if len(tops) != 1:
        raise DefinitionError(
            f"there are {len(tops)} rows for the index", where=where, expected="exactly one"
        )
    top = tops[0]
    children = _children(table, top)
    _refuse_circles(table, children)
    own: dict[str, Any] = {}
    for row in table:
        if row["level"] == "indicator":
            with said_of(row["at"]):
                told = _own_indicator(row)
            if told is not None:
                own[row["code"]] = told
    with said_of(top["at"]):
        tables = {
            "id": top["code"],
            "label": _pair(top, "label") or top["code"],
            "description": _pair(top, "definition") or top["code"],
            "notes": _notes(top),
            "methods": _json(top["methods"], dict, "methods") if "methods" in top else {},
            "dimensions": [_branch(row, children) for row in children.get("", ())],
            "indicators": own,
        }
    return parse_definition(tables, where=where)


def _read_table(rows: Sequence[Sequence[object]], where: str) -> list[Row]:
    """Return the rows that hold something, each with its place, its cells by column read as what they are."""
    names = ["" if name is None else str(name).strip() for name in (rows[0] if rows else ())]
    while names and not names[-1]:
        names.pop()
    for name in names:
        if name == "own_basis":
            raise DefinitionError(
                "the column 'own_basis' is of an earlier release",
                where=where,
                remedy="call it definition_source and name whose definition it is, or leave it empty",
            )
        if name not in COLUMNS:
            raise DefinitionError(f"the column '{name}' is unknown{did_you_mean(name, COLUMNS)}", where=where)
        if names.count(name) > 1:
            raise DefinitionError(f"the column '{name}' stands there twice", where=where, remedy="keep one")
    missing = [name for name in ("code", "level", "parent") if name not in names]
    if missing:
        raise DefinitionError(f"the column {listing(missing)} is missing", where=where)
    table: list[Row] = []
    seen: dict[tuple[str, str], str] = {}
    for place, cells in enumerate(rows[1:], start=2):
        at = f"{where}, row {place}"
        given = {k: cell for k, cell in enumerate(cells) if not _is_blank(cell)}
        if not given:
            continue
        beyond = max(given)
        if beyond >= len(names):
            raise DefinitionError(
                f"cell {beyond + 1} holds {shown(given[beyond])}, but there are {len(names)} columns",
                where=at,
            )
        with said_of(at):
            row = _read_row({names[k]: cell for k, cell in given.items()})
        kind = "index" if row["level"] == "index" else "part"
        other = seen.setdefault((kind, row["code"]), at)
        if other != at and kind == "part":
            raise DefinitionError(
                f"'{row['code']}' stands there twice, first in {other.rpartition(', ')[2]}",
                where=at,
                remedy="keep one",
            )
        table.append({**row, "at": at})
    return table


def _read_row(cells: Mapping[str, object]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, cell in cells.items():
        if column in CAN_BE_NONE and isinstance(cell, str) and cell.strip() == TAKEN_AWAY:
            row[column] = TAKEN_AWAY
        elif column in ("weight", "per", *_WHOLE):
            row[column] = _number(cell, column)
            if column == "weight":
                amounts.weight(row[column])
        else:
            row[column] = _text(cell, column)
    for column in ("code", "level"):
        if column not in row:
            raise DefinitionError(f"the {column} is missing", remedy="give it, or remove the row")
    row["code"] = identifier(row["code"], "code")
    choice(row["level"], tuple(_SAYS), "level")
    for column in row:
        if column not in _SAYS[row["level"]]:
            raise DefinitionError(
                f"'{column}' says nothing of a row of the level '{row['level']}'",
                remedy="leave the cell empty",
            )
    return row


def _is_blank(cell: object) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: object, column: str) -> str:
    """Return a cell as text; a spreadsheet keeps a code that looks like a number as one."""
    if isinstance(cell, str):
        return cell.strip(" \t\r\n")  # as labels are
    if isinstance(cell, Real) and not isinstance(cell, bool):
        if isinstance(cell, Integral) and abs(int(cell)) < _LONGEST:
            return str(int(cell))
        number = amounts.number(cell, f"'{column}'")
        return str(int(number)) if number.is_integer() else repr(number)
    raise DefinitionError(f"'{column}' must be a text, but is {shown(cell)}")


def _number(cell: object, column: str) -> float:
    if isinstance(cell, str):
        text = cell.strip().replace("\N{MINUS SIGN}", "-")
        if not _NUMBER.fullmatch(text):
            raise DefinitionError(
                f"'{column}' must be a number, but is {shown(cell)}",
                remedy="correct it, or leave the cell empty to get what is usual",
            )
        cell = float(text.replace(",", "."))
    return amounts.number(cell, f"'{column}'")


def _children(table: Sequence[Row], top: Row) -> dict[str, list[Row]]:
    """Return the rows by their parent; those at the top under the empty name."""
    groups = {row["code"] for row in table if row["level"] == "dimension"}
    children: dict[str, list[Row]] = {}
    for row in table:
        parent = row.get("parent", "")
        if row is top:
            if parent:
                raise DefinitionError(
                    "the index has a parent", where=row["at"], remedy="leave the cell empty"
                )
            continue
        if parent == top["code"] and parent not in groups and row["level"] == "dimension":
            parent = ""
        elif parent not in groups and (parent or row["level"] == "indicator"):
            raise DefinitionError(
                f"the parent '{parent}' is no dimension{did_you_mean(parent, groups)}", where=row["at"]
            )
        children.setdefault(parent, []).append(row)
    return children


def _refuse_circles(table: Sequence[Row], children: Mapping[str, list[Row]]) -> None:
    """Refuse dimensions that stand in themselves: they, and all below them, would be lost."""
    reached, coming = set[str](), [""]
    while coming:
        for row in children.get(coming.pop(), ()):
            if row["level"] == "dimension":
                reached.add(row["code"])
                coming.append(row["code"])
    lost = {row["code"]: row for row in table if row["level"] == "dimension" and row["code"] not in reached}
    for name, row in lost.items():
        way = [name]
        while (parent := lost[way[-1]]["parent"]) not in way:
            way.append(parent)
        circle = " → ".join([*way[way.index(parent) :], parent])
        raise DefinitionError(
            f"the dimension '{name}' stands in a circle: {circle}",
            where=row["at"],
            expected="the index, or a dimension that is no part of it, as parent",
        )


def _branch(row: Row, children: Mapping[str, list[Row]]) -> dict[str, Any]:
    below = children.get(row["code"], ())
    return {
        "id": row["code"],
        "label": _pair(row, "label") or row["code"],
        "weight": row.get("weight", 1.0),
        "dimensions": [_branch(child, children) for child in below if child["level"] == "dimension"],
        "indicators": [
            {
                "id": child["code"],
                "weight": child.get("weight", 1.0),
                "basis": child.get("basis", "assumed"),
                "asked_for": child.get("asked_for", ""),
                **({"basis_note": note} if (note := _pair(child, "basis_note")) else {}),
            }
            for child in below
            if child["level"] == "indicator"
        ],
    }


def _own_indicator(row: Row) -> dict[str, Any] | None:
    """Return the table of an indicator that is not as in the catalogue; None where it is."""
    name = row["code"]
    ours = indicators().get(name)
    whole = {} if ours is None else indicator_table(ours)
    row, known = _taken_away(row, whole)
    given: dict[str, Any] = {}
    for text in _TEXTS:
        pair = _pair(row, text, known.get(text))
        if pair:
            given[text] = pair
    words = ("unit", "direction", "kind", "ages", "definition_source")
    given |= {column: row[column] for column in words if column in row}
    given |= {column: _list(row[column], LIST) for column in _LISTS if column in row}
    for column in [column for column in _WHOLE if column in row]:
        given[column] = int(row[column]) if row[column].is_integer() else row[column]
    if "asked_by" in row:
        given["asked_by"] = [
            {
                **{key: value for key, value in ask.items() if key not in ("sv", "en")},
                "ask": {key: ask[key] for key in ("sv", "en") if key in ask},
            }
            for ask in _json(row["asked_by"], list, "asked_by")
            if isinstance(ask, Mapping)
        ]
    formula = _formula(row)
    if formula and "kind" not in formula and "formula" in known:
        formula = {**known["formula"], **formula}
    if formula:
        given["formula"] = formula
    if not given and ours is None:
        remedy = "use an id of the catalogue, or fill the columns that define it"
        raise unknown_indicator(name, indicators(), remedy)
    merged = {**known, **given}
    return None if merged == whole else merged


def _taken_away(row: Row, known: Mapping[str, Any]) -> tuple[Row, Mapping[str, Any]]:
    """Return a row, and what the catalogue says, without what the row takes away."""
    gone = {column for column in CAN_BE_NONE if row.get(column) == TAKEN_AWAY}
    if not known:  # one's own: a note may be a dash
        gone -= {"note_sv", "note_en"}
    names = {column.removesuffix("_sv").removesuffix("_en") for column in gone}
    return (
        {column: cell for column, cell in row.items() if column not in gone},
        {name: value for name, value in known.items() if name not in names},
    )


def _formula(row: Row) -> dict[str, Any]:
    formula: dict[str, Any] = {key: row[column] for column, key in _FORMULA.items() if column in row}
    for column in ("numerator", "denominator"):
        if column in row:
            formula[column] = _list(row[column], SUM)
    if "count_weights" in row:
        formula["weights"] = [_number(weight, "count_weights") for weight in row["count_weights"].split(";")]
    return formula


def _pair(row: Row, name: str, known: Mapping[str, str] | None = None) -> dict[str, str] | None:
    """Return a text in both languages; of one, the other is what the catalogue has with it, or the same."""
    given = {lang: row[f"{name}_{lang}"] for lang in ("sv", "en") if f"{name}_{lang}" in row}
    if not given:
        return None
    if known is not None:
        given.setdefault("sv", known["sv"])
        if given["sv"] == known["sv"]:
            given.setdefault("en", known["en"])
    if "sv" not in given:
        raise DefinitionError(f"'{name}_en' is there without '{name}_sv'", remedy="give the Swedish text too")
    return {"sv": given["sv"], "en": given.get("en", given["sv"])}


def _notes(top: Row) -> list[dict[str, str]]:
    sv = [note for note in top.get("note_sv", "").split("\n") if note.strip()]
    en = [note for note in top.get("note_en", "").split("\n") if note.strip()] or sv
    if len(sv) != len(en):
        raise DefinitionError(
            f"there are {len(sv)} notes in Swedish and {len(en)} in English",
            expected="as many lines in 'note_sv' as in 'note_en'",
        )
    return [{"sv": a, "en": b} for a, b in zip(sv, en, strict=True)]


def _list(text: str, mark: str) -> list[str]:
    """Return the items of a cell: joined by a mark, or JSON where an item holds it."""
    if text.startswith("["):
        return [str(item) for item in _json(text, list, "a list")]
    return [part.strip() for part in text.split(mark.strip()) if part.strip()]


def _json(text: str, kind: type, what: str) -> Any:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DefinitionError(f"{what} is not JSON: {str(error)[:80]}") from None
    if not isinstance(value, kind):
        raise DefinitionError(
            f"the cell {what} is {shown(value)}", expected="{…}, as JSON" if kind is dict else "[…], as JSON"
        )
    return value
