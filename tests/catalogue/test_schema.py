"""The schema takes what the library reads, and an editor that follows it marks what the library refuses."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.catalogue import to_toml


@pytest.mark.parametrize("name", oi.list_indices())
def test_the_schema_takes_every_index_that_travels_with_the_library(name: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    import omradesindex.catalogue as catalogue

    path = Path(catalogue.__file__).parent / "indices" / f"{name}.toml"
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(oi.data.definition_schema())))
    assert list(validator.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))) == []
    assert list(validator.iter_errors(tomllib.loads(to_toml(oi.load_index(name))))) == []
    assert list(validator.iter_errors({"id": "a", "dimension": []}))


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"id": "Stort Id"},
        {"id": "a", "dimensions": [{"id": "d", "indicators": [{"id": "franvaro", "weight": -1}]}]},
        {"id": "a", "dimensions": [{"id": "d", "indicators": [{"id": "franvaro", "wieght": 1}]}]},
        {"id": "a", "methods": {"normalise": "zscore"}},
        {"id": "a", "label": {"en": "No Swedish"}},
    ],
)
def test_what_the_library_refuses_is_marked(table: dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    assert list(jsonschema.Draft202012Validator(oi.data.definition_schema()).iter_errors(table)) != []
    with pytest.raises(oi.errors.DefinitionError):
        oi.catalogue.parse_definition(table)
