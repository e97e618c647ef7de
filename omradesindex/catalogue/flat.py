"""A definition as one flat table that a spreadsheet can hold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from omradesindex.catalogue.definition import Definition, Dimension
from omradesindex.catalogue.flat_rows import CAN_BE_NONE, COLUMNS, LIST, SUM, TAKEN_AWAY, read_rows
from omradesindex.catalogue.indicator import Indicator
from omradesindex.catalogue.library import indicators
from omradesindex.catalogue.member import Member
from omradesindex.catalogue.writing import check_saved, method_tables
from omradesindex.wording import Text

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = ("weight", "per", "decimals", "moves_within")


def to_table(definition: Definition) -> pd.DataFrame:
    """Write a definition as one flat table: a row for the index, each dimension and each indicator.

    Returns
    -------
    DataFrame
        ``code``, ``level`` (index, dimension, indicator), ``parent``, ``weight``, ``direction``, ``unit``,
        labels, definitions, formula (variables joined by " + "), sources, whose definition it is, basis and,
        in the index's row, the methods (as JSON). A list with its own separator in it is written as JSON.
        :func:`from_table` reads it back.

    Examples
    --------
    >>> import omradesindex as oi
    >>> to_table(oi.load_index("malmo-2023"))["level"].value_counts().to_dict()
    {'indicator': 12, 'dimension': 4, 'index': 1}
    """
    import pandas as pd

    check_saved(definition)
    rows: list[dict[str, Any]] = [
        {
            "code": definition.id,
            "level": "index",
            **_both("label", definition.label),
            **_both("definition", definition.description),
            "methods": json.dumps(method_tables(definition.methods), ensure_ascii=False),
            "note_sv": "\n".join(note.sv for note in definition.notes),
            "note_en": "\n".join(note.en for note in definition.notes),
        }
    ]

    def add(part: Member | Dimension, parent: str) -> None:
        row: dict[str, Any] = {"code": part.id, "parent": parent, "weight": part.weight}
        if isinstance(part, Member):
            rows.append({**row, **_member(part)})
            return
        rows.append({**row, "level": "dimension", **_both("label", part.label)})
        for member in part.members:
            add(member, part.id)

    # A dimension may be called as its index is; a blank parent then says that it stands at the top.
    twice = definition.id in {dimension.id for dimension in definition.walk()}
    for dimension in definition.dimensions:
        add(dimension, "" if twice else definition.id)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    for column in set(COLUMNS) - set(_NUMBERS):
        frame[column] = frame[column].astype(object).where(frame[column].notna(), "")
    return frame


def _member(member: Member) -> dict[str, Any]:
    row = _indicator(member.indicator)
    usual = indicators().get(member.id)
    if usual is not None:  # an empty cell would say that it is as in the catalogue
        there = _indicator(usual)
        row |= {column: TAKEN_AWAY for column in CAN_BE_NONE if there.get(column) and not row.get(column)}
    return {
        "level": "indicator",
        **row,
        "basis": member.basis,
        "asked_for": member.asked_for,
        **_both("basis_note", member.basis_note),
    }


def _indicator(i: Indicator) -> dict[str, Any]:
    asked = [
        {"body": ask.body, "asked_for": ask.asked_for, "sv": ask.text.sv, "en": ask.text.en}
        for ask in i.asked_by
    ]
    return {
        "direction": i.direction.value,
        "unit": i.unit,
        **_both("label", i.label),
        **_both("definition", i.definition),
        **_both("population", i.population),
        "formula": i.formula.kind,
        "numerator": _joined(i.formula.numerator, SUM),
        "denominator": _joined(i.formula.denominator, SUM),
        "per": i.formula.per,
        "count_weights": LIST.join(map(repr, i.formula.weights)),
        "sources": _joined(i.sources, LIST),
        "breakdowns": _joined(i.breakdowns, LIST),
        "ages": (i.ages or "").replace("-", "\N{EN DASH}"),  # with a hyphen a spreadsheet reads a date
        "decimals": i.decimals,
        "responsible": _joined(i.responsible, LIST),
        "kind": i.kind or "",
        "goals": _joined(i.goals, LIST),
        "moves_within": i.moves_within,
        **_both("note", i.note),
        "definition_source": i.definition_source,
        "asked_by": json.dumps(asked, ensure_ascii=False) if asked else "",
    }


def _both(name: str, text: Text | None) -> dict[str, str]:
    return {f"{name}_sv": text.sv, f"{name}_en": text.en} if text is not None else {}


def _joined(items: tuple[str, ...], mark: str) -> str:
    """Join a list for a cell; as JSON where an item holds the mark itself."""
    doubtful = any(mark.strip() in item or item.startswith("[") or item != item.strip() for item in items)
    return json.dumps(items, ensure_ascii=False) if doubtful else mark.join(items)


def from_table(frame: pd.DataFrame, *, where: str = "table") -> Definition:
    """Read a definition from the flat table that :func:`to_table` writes.

    An indicator's row may leave everything but ``code`` and ``parent`` empty where the catalogue holds the
    indicator; what it says besides is changed. Only empty cells say nothing: the word NA is a word.

    Raises
    ------
    DefinitionError
        A missing or unknown column, a row without a code or twice, a parent that is not there or a circle of
        them, a cell of the wrong kind, no row or several for the index.

    Examples
    --------
    >>> import pandas as pd
    >>> flat = pd.DataFrame({"code": ["eget", "ekonomi", "arbetsloshet"],
    ...                      "level": ["index", "dimension", "indicator"], "parent": ["", "eget", "ekonomi"]})
    >>> [i.id for i in from_table(flat).indicators]
    ['arbetsloshet']
    """
    import pandas as pd

    from omradesindex.errors import DefinitionError, must_be

    must_be(frame, pd.DataFrame, what="the table", expected="a DataFrame", error=DefinitionError, where=where)
    missing = frame.isna().to_numpy()
    rows = [
        [None if absent else value for value, absent in zip(row, lacks, strict=True)]
        for row, lacks in zip(frame.itertuples(index=False, name=None), missing, strict=True)
    ]
    return read_rows([list(frame.columns), *rows], where)
