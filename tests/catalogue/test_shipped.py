"""What travels with the library is the same, whether it is read thing by thing or file by file."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import omradesindex as oi
from omradesindex.catalogue import indicators, variables
from omradesindex.catalogue.library import HERE, parse_indicator, parse_variable, parse_variables
from omradesindex.catalogue.shipped import Shipped
from omradesindex.catalogue.tables import read_toml


def test_variables_are_those_of_their_file_which_is_checked_as_a_whole() -> None:
    assert variables() == parse_variables(*read_toml(HERE / "variables.toml"))


def test_indicators_are_those_of_their_files() -> None:
    whole = {}
    for path in sorted((HERE / "indicators").glob("*.toml")):
        contents, start = read_toml(path)
        whole |= {name: parse_indicator(name, table, start.into(name)) for name, table in contents.items()}
    assert [*indicators()] == [*whole]
    assert indicators() == whole
    assert repr(indicators()) == repr(whole)


def test_only_what_is_asked_for_is_made(tmp_path: Path) -> None:
    (tmp_path / "v.toml").write_text('[a]\nlabel = "A"\n\n[b]\nlabel = 5\n', encoding="utf-8")
    found = Shipped([tmp_path / "v.toml"], parse_variable, variables)
    assert (len(found), "b" in found, "c" in found) == (2, True, False)
    assert found["a"].label.sv == "A"
    with pytest.raises(KeyError):
        found["c"]
    with pytest.raises(oi.errors.DefinitionError, match="label"):
        found["b"]


def test_an_id_stands_in_one_place(tmp_path: Path) -> None:
    for name in ("v.toml", "w.toml"):
        (tmp_path / name).write_text('[a]\nlabel = "A"\n', encoding="utf-8")
    with pytest.raises(oi.errors.DefinitionError, match="'a' is defined twice"):
        Shipped(sorted(tmp_path.glob("*.toml")), parse_variable, variables)


def test_it_travels() -> None:
    assert pickle.loads(pickle.dumps(variables())) is variables()
