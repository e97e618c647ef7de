"""Which columns are looked at: those that are asked for, and no others."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.registers.provstad import counted, definition, people, refusal, register


def test_what_is_not_asked_for_may_be_missing() -> None:
    ibis = pytest.importorskip("ibis")
    table = ibis.memtable(people().drop(columns=["funk", "hushall", "bistand"]))
    few = definition()
    for name in ("lagenheter_hyresratt", "personer_ekonomiskt_bistand_20_64"):
        del few["variables"][name]
    assert counted(table, variables=few, by="sex").has("folkmangd", "2024")
    assert "no column 'funk', which tells the groups of 'disability'" in refusal(
        table, variables=few, by="disability"
    )


def test_a_near_name_is_suggested() -> None:
    said = refusal(register(), variables=definition(columns={"born": "fod"}))
    assert "did you mean 'fodd'?" in said


def test_a_person_may_be_a_whole_number_and_no_other() -> None:
    assert counted(register(lopnr=range(600))).has("folkmangd", "2024")
    assert "says who each row is about, holds numbers" in refusal(register(lopnr=[i / 7 for i in range(600)]))


def test_a_time_is_of_its_day_and_what_is_no_number_is_unknown() -> None:
    late = pd.to_datetime(people()["fodd"]) + pd.Timedelta(hours=12)
    born = people()["fodd"][:3].tolist()
    table = register(fodd=late)
    found = counted(table, variables=definition(variables={"valda": {"where": {"fodd": born}}}))
    assert found.block("valda", "2024").value[-1] == people()["fodd"].isin(born).sum()
    ibis = pytest.importorskip("ibis")
    pa = pytest.importorskip("pyarrow")
    strange = ibis.memtable(pa.table({"p": ["a", "b"], "o": ["1", "1"], "x": [float("nan"), 5.0]}))
    what = {"label": "P", "source": "p", "columns": {"person": "p", "area": "o"}}
    asked = {**what, "variables": {"valda": {"where": {"x": {"from": 1}}}}}
    assert counted(strange, variables=asked).block("valda", "2024").value.tolist() == [1, 1]
