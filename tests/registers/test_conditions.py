"""Conditions on columns, read from data and asked of a register."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from omradesindex.catalogue.tables import Place
from omradesindex.errors import DefinitionError
from omradesindex.registers.conditions import columns_of, kind_of, read_where
from tests.registers.provstad import YEAR, counted, people, register


@pytest.mark.parametrize(
    ("where", "chosen"),
    [
        ({"status": "annat"}, lambda p: p["status"] == "annat"),
        ({"status": {"not": ["annat", "arbetar"]}}, lambda p: p["status"] == "arbetslos"),
        ({"inkomst": {"from": 100, "below": 200}}, lambda p: p["inkomst"].between(100, 199)),
        ({"inkomst": {"above": 100, "to": 200}}, lambda p: p["inkomst"].between(101, 200)),
        ({"fodd": {"to": date(1980, 1, 1)}}, lambda p: p["fodd"] <= date(1980, 1, 1)),
        ({"bistand": True, "funk": False}, lambda p: p["bistand"] & ~p["funk"]),
        ([{"bistand": True}, {"funk": True}], lambda p: p["bistand"] | p["funk"]),
        ({"okand": {"known": True}}, lambda p: p["inkomst"] > 300),
        ({"okand": {"known": False}}, lambda p: p["inkomst"] <= 300),
        ({"okand": {"not": 5}}, lambda p: p["inkomst"] > 300),  # of what is not known nothing is said
    ],
)
def test_a_condition_holds_of_those_whom_pandas_finds(where: Any, chosen: Any) -> None:
    known = people()["inkomst"].where(people()["inkomst"] > 300)
    what = {"label": "P", "source": "p", "columns": {"person": "lopnr", "area": "omrade"}}
    found = counted(register(okand=known), variables={**what, "variables": {"valda": {"where": where}}})
    assert found.block("valda", YEAR).value[-1] == chosen(people()).sum()


@pytest.mark.parametrize(
    "wrong",
    [
        *({}, 3, ["a"], {"a": {}}, {"a": {"above": "b"}}, {"a": {"known": 1}}, {"a": {"near": 1}}),
        *({"a": ["b", 1]}, {"a": []}, {"a": None}, {"a": {"to": [1, 2]}}, {"a": {"from": True}}, []),
    ],
)
def test_what_is_no_condition_is_refused(wrong: Any) -> None:
    with pytest.raises(DefinitionError, match=r"^prov\.toml"):
        read_where(wrong, Place("prov.toml"))


def test_a_condition_says_what_its_column_must_hold() -> None:
    where = read_where({"a": 1, "b": {"known": True}, "c": date(2024, 1, 1)}, Place("prov.toml"))
    assert [condition.wants for condition in columns_of(where)] == ["numbers", None, "dates"]
    assert kind_of(2.5) == "numbers"
