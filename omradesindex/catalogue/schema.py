"""A JSON Schema of the definition files, for editors that complete and check while one types."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from omradesindex.catalogue.indicator import ASKED_FOR, FORMULAS, INDICATOR_KINDS, Direction
from omradesindex.catalogue.library import indicators
from omradesindex.catalogue.member import BASES
from omradesindex.catalogue.methods import FILLS
from omradesindex.catalogue.reading import CHANGES, list_indices
from omradesindex.methods import find_methods
from omradesindex.methods.rescaling import RESCALINGS


def definition_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an index in TOML.

    Write it to a file and name it in the first line of a definition, ``#:schema index.schema.json``.

    Examples
    --------
    >>> definition_schema()["required"]
    ['id']
    """
    text = {
        "anyOf": [
            {"type": "string", "minLength": 1},
            _table({"sv": {"type": "string"}, "en": {"type": "string"}}, required=["sv"]),
        ]
    }
    name = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}
    weight = {"type": "number", "minimum": 0}
    names = {"type": "array", "items": {"type": "string"}}
    # Suggested by the editor, but one's own ids are as good.
    indicator_id = {"anyOf": [{"enum": sorted(indicators())}, name]}
    asked_for = {"enum": list(ASKED_FOR)}
    member = _table(
        {
            "id": indicator_id,
            "weight": weight,
            "basis": {"enum": list(BASES)},
            "basis_note": text,
            "asked_for": asked_for,
        },
        required=["id"],
    )
    dimension = _table(
        {
            "id": name,
            "label": text,
            "weight": weight,
            "indicators": {"type": "array", "items": {"anyOf": [indicator_id, member]}},
            "dimensions": {"type": "array", "items": {"$ref": "#/$defs/dimension"}},
        },
        required=["id"],
    )
    formula = _table(
        {
            "kind": {"enum": list(FORMULAS)},
            "numerator": names,
            "denominator": names,
            "per": {"type": "number", "exclusiveMinimum": 0},
            "weights": {"type": "array", "items": {"type": "number"}},
        },
        required=["kind"],
    )
    indicator = _table(
        {
            "label": text,
            "definition": text,
            "population": text,
            "unit": {"type": "string"},
            "direction": {"enum": [d.value for d in Direction]},
            "formula": formula,
            "sources": names,
            "breakdowns": names,
            "ages": {"type": "string", "pattern": "^[0-9]{1,3}(-[0-9]{0,3})?$"},
            "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
            "responsible": {"type": "array", "items": name},
            "kind": {"enum": list(INDICATOR_KINDS)},
            "goals": {"type": "array", "items": name},
            "moves_within": {"type": "integer", "minimum": 1},
            "note": text,
            "definition_source": {"type": "string", "minLength": 1},
            "asked_by": {
                "type": "array",
                "items": _table(
                    {"body": name, "asked_for": asked_for, "ask": text},
                    required=["body", "asked_for", "ask"],
                ),
            },
        },
        required=["label", "definition", "population", "unit", "direction", "formula"],
    )
    share = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
    weighting = {"anyOf": [{"const": "given"}, _method("weight")]}
    methods = _table(
        {
            "impute": _method("impute"),
            "treat": _method("treat"),
            "normalise": _method("normalise"),
            "centre": {"enum": ["whole", "areas"]},
            "ddof": {"enum": [0, 1]},
            "weight": _by_level(weighting),
            "aggregate": _by_level(_method("aggregate")),
            "coverage": _by_level(share),
            "fill": _by_level(_method("impute", FILLS)),
            "rescale": _by_level(_method("normalise", RESCALINGS)),
            "decimals": _by_level(
                {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 15}, {"const": "none"}]}
            ),
            "carry": {"enum": ["rescaled", "before"]},
            "zero": {"type": "number"},
            "points": {"type": "number", "exclusiveMinimum": 0},
        }
    )
    change = _table(
        {
            **{key: {"type": "string"} for key in (*CHANGES, "with", "to")},
            "only": names,
            "weight": weight,
            "body": name,
            "ask": text,
            "asked_for": asked_for,
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "omradesindex: definition of an index",
        "$defs": {"dimension": dimension},
        **_table(
            {
                "id": name,
                "label": text,
                "description": text,
                "notes": {"type": "array", "items": text},
                "base": {"anyOf": [{"enum": list(list_indices())}, {"type": "string"}]},
                "changes": {"type": "array", "items": change},
                "methods": methods,
                "dimensions": {"type": "array", "items": {"$ref": "#/$defs/dimension"}, "minItems": 1},
                "indicators": {"type": "object", "additionalProperties": indicator},
                "lock": _table(
                    {"date": {"type": "string"}, "sha256": {"type": "string"}}, required=["date", "sha256"]
                ),
            },
            required=["id"],
        ),
        "oneOf": [{"required": ["base"]}, {"required": ["dimensions"]}],
    }


def _method(stage: str, some: Collection[str] = ()) -> dict[str, Any]:
    """A method by its name, or as a table with its options; some of a stage's, or all."""
    names = {"enum": sorted(some or find_methods(stage))}
    table = {"type": "object", "properties": {"method": names}, "required": ["method"]}
    return {"anyOf": [names, table]}


def _by_level(what: dict[str, Any]) -> dict[str, Any]:
    """The same for every level, or one for each level or dimension."""
    return {"anyOf": [what, {"type": "object", "additionalProperties": what}]}


def _table(properties: dict[str, Any], *, required: list[str] | None = None) -> dict[str, Any]:
    table: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**table, "required": required} if required else table
