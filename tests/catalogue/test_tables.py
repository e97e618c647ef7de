"""Tables of a TOML file: an error says file, line, key, and how the key should have been spelt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from omradesindex.catalogue.tables import (
    Place,
    choice,
    identifier,
    number,
    only,
    read_toml,
    strings,
    tables,
    text,
    weight,
)
from omradesindex.errors import DefinitionError

TOML = """id = "a"
# weight = 3
[[dimensions]]
id = "ekonomi"
weight = 1

[[dimensions]]
id = "boende"
weight = 2  # weight
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    path = tmp_path / "a.toml"
    path.write_text(TOML, encoding="utf-8")
    return read_toml(path)[1]


def test_a_place_is_found_below_where_one_stands(place: Place) -> None:
    assert str(Place("a.toml", ("dimension 'd'",), 4)) == "a.toml, line 4, dimension 'd'"
    boende = place.into("dimension 'boende'", find="boende")
    assert (boende.line, boende.at("weight")) == (8, f"{place.name}, line 9, dimension 'boende'")
    # Not in a remark, nor as a part of another word; what is not there leaves the place as it is.
    assert place.at("weight") == f"{place.name}, line 5"
    assert place.at("eko") == place.name
    first = place.next("dimensions")
    assert (first.line, first.next("dimensions").line) == (3, 7)


def test_what_is_wrong_is_said_of_the_line(place: Place) -> None:
    with (
        pytest.raises(DefinitionError, match=r"a\.toml, line 5: weight must be a finite number"),
        place.saying("weight"),
    ):
        number("1", "weight", place)
    with pytest.raises(DefinitionError, match=r"a\.toml, line 8: the key 'boende' is unknown"):
        only({"boende": 1}, ("id",), place)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda p: only([1], ("id",), p), r"^fil: a table was expected, but found \[1\]"),
        (lambda p: only({"idd": 1}, ("id",), p), "did you mean 'id'.*Expected: 'id'. What to do: correct or"),
        (
            lambda p: only({}, ("id", "label"), p, required=("id", "label")),
            "'id', 'label' is missing. What to do",
        ),
        (
            lambda p: tables({"id": "x"}, "dimensions", p),
            r"dimensions must be a list of tables: \[\[dimensions\]\]",
        ),
        (lambda p: strings("abc", "sources", p), "sources must be a list of texts"),
        (lambda p: strings(["a", 1], "sources", p), "sources must be a text, but is 1"),
        (lambda p: weight(-1, p), "^fil: the weight -1 is negative"),
        (lambda p: text({"en": "x"}, "label", p), "^fil: label lacks the key 'sv'"),
        (lambda p: identifier("Å", p), "^fil: the id 'Å' cannot be used"),
        (lambda p: choice("b", ("a",), "kind", p), "^fil: the kind 'b' is unknown"),
    ],
)
def test_each_fault_has_its_own_words(read: Callable[[Place], object], message: str) -> None:
    with pytest.raises(DefinitionError, match=message):
        read(Place("fil"))


def test_a_file_far_larger_than_any_definition_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "stor.toml"
    path.write_bytes(b"#" * 5_000_001)
    with pytest.raises(DefinitionError, match=r"stor\.toml: the file is 5000001 bytes, more than the limit"):
        read_toml(path)
