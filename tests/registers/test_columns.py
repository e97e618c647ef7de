"""Which columns are looked at: those that are asked for, and no others."""

from __future__ import annotations

import re
from decimal import Decimal

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


@pytest.mark.parametrize("kind", ["uuid", "decimal(38, 0)", "uint64"])
def test_a_person_may_be_a_large_number_or_an_identifier(kind: str) -> None:
    pytest.importorskip("ibis")
    whole = counted().fingerprint
    for twice in (0, 1):
        codes = [f"{i - twice * (i == 1):032}" for i in range(600)]
        if kind == "uint64":
            codes = [str(2**64 - 1 - int(code)) for code in codes]
        table = register(lopnr=codes)
        table = table.mutate(lopnr=table.lopnr.cast(kind))
        if twice:
            assert "persons on more than one row: 1," in refusal(table)
        else:
            assert counted(table).fingerprint == whole


def test_a_definition_is_to_write_values_as_the_column_has_them() -> None:
    codes = people()["kon"].astype(int)
    said = refusal(register(kon=codes), by="sex")
    assert "as the column has them: numbers without quotes; or make it text" in said
    as_numbers = definition(by={"sex": {"column": "kon", "categories": {"women": 2, "men": 1}}})
    whole = counted(by="sex").fingerprint
    for numbers in (codes, codes.astype(float), codes.map(Decimal)):
        assert counted(register(kon=numbers), variables=as_numbers, by="sex").fingerprint == whole
    assert "text in quotes; or make it numbers" in refusal(variables=as_numbers, by="sex")
    said = refusal(register(funk="ja"), by="disability")
    assert "as the column has them: text in quotes" in said


@pytest.mark.parametrize("kind", [str, int])
def test_what_is_said_of_dates_that_are_none_can_be_done(kind: type) -> None:
    written = [day.strftime("%Y%m%d") for day in people()["fodd"]]
    table = register(fodd=[kind(day) for day in written])
    told = re.search(r"table\.mutate\(.*%d'\)}\)", refusal(table))
    assert told is not None
    assert counted(eval(told[0], {"table": table})).fingerprint == counted().fingerprint


def test_what_a_table_calls_its_columns_may_be_a_person() -> None:
    pytest.importorskip("ibis")
    first = people().head(1).astype(str).iloc[0].tolist()
    said = refusal(register().rename(dict(zip(first, people(), strict=True))))
    assert "none of the columns that the definition names: 'lopnr', 'omrade'" in said
    assert "0000" not in said


def test_a_column_of_nothing_is_unknown_of_everybody_and_no_rows_are_nobody() -> None:
    pa = pytest.importorskip("pyarrow")
    ibis = pytest.importorskip("ibis")
    empty = pa.nulls(600)
    for column, what in {"lopnr": "named", "omrade": "area", "fodd": "age", "inkomst": "'inkomst'"}.items():
        rows = pa.Table.from_pandas(people().drop(columns=column)).append_column(column, empty)
        assert what in refusal(ibis.memtable(rows))
    for column in ("status", "bistand", "hyr"):
        rows = pa.Table.from_pandas(people().drop(columns=column)).append_column(column, empty)
        with pytest.warns(UserWarning, match="Nobody in the register|holds of nobody"):
            assert counted(ibis.memtable(rows)).has("folkmangd", "2024")
    nothing = pa.table({name: pa.array([], pa.int32()) for name in people()})
    assert "there is nobody to count" in refusal(ibis.memtable(nothing))
    assert "holds values of the kind 'array<string>'" in refusal(register(omrade=[["01"]] * 600))


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
