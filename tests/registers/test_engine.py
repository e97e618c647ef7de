"""The engine: opened for reading, asked for sums, and told of in one way when it fails."""

from __future__ import annotations

import sys
from pathlib import Path
from traceback import format_exception
from typing import Any

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.registers.definition import read_register
from omradesindex.registers.engine import ask, opened
from tests.registers.provstad import DEFINITION, definition, people, refusal

WHAT = read_register(DEFINITION)


@pytest.mark.parametrize("package", ["ibis", "duckdb"])
def test_an_engine_that_is_not_installed_is_said_with_how_to_install_it(
    package: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if package == "duckdb":
        pytest.importorskip("ibis")
    monkeypatch.setitem(sys.modules, package, None)
    (tmp_path / "p.csv").touch()
    with pytest.raises(oi.errors.StatisticsError, match=r'pip install "omradesindex\[registers\]"'):
        oi.counts(tmp_path / "p.csv", variables=DEFINITION, period="2024")


def test_an_engine_that_goes_away_in_the_middle_is_told_without_what_it_said() -> None:
    ibis = pytest.importorskip("ibis")
    connection = ibis.duckdb.connect()
    connection.con.register("who", connection.to_pyarrow(ibis.memtable(people())))
    connection.con.execute("create table personer as select * from who")
    table = connection.table("personer")
    connection.con.execute("drop table personer")  # as when a server is gone: it was there a moment ago
    said = refusal(table)
    assert "the engine has not answered (duckdb: CatalogException)" in said
    assert "nothing has been kept" in said
    assert "personer" not in said


def test_codes_of_a_csv_file_keep_their_first_zeros_and_nothing_is_left_behind(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    path = tmp_path / "p.csv"
    people().to_csv(path, index=False)
    with opened(path, None, WHAT) as table:
        held = table.schema()
        areas = ask(table.group_by("omrade").aggregate(n=lambda t: t.count()), "prov")
    assert held["omrade"].is_string()
    assert held["kon"].is_string()
    assert held["inkomst"].is_integer()
    assert sorted(areas["omrade"]) == ["01", "02", "10"]
    assert [*tmp_path.iterdir()] == [path]
    assert not (Path.cwd() / ".tmp").exists()


def test_what_an_engine_says_of_a_row_is_neither_told_nor_kept(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    many = pd.concat([people()] * 40, ignore_index=True)
    secret = many.assign(
        lopnr=[f"{i}" for i in many.index], inkomst=[*many["inkomst"][1:].map(str), "hemlig"]
    )
    secret.to_csv(tmp_path / "p.csv", index=False)
    with pytest.raises(oi.errors.StatisticsError) as refused:
        oi.counts(tmp_path / "p.csv", variables=DEFINITION, period="2024")
    printed = "".join(format_exception(refused.value))
    assert "a value is not of its column's kind (duckdb: ConversionException)" in str(refused.value)
    assert "Original Line" not in printed
    assert refused.value.__cause__ is refused.value.__context__ is None


@pytest.mark.parametrize("name", ["p.parquet", "p.duckdb", "tom"])
def test_a_file_that_is_not_what_it_is_called_is_refused(name: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    (tmp_path / "tom").mkdir()
    if name != "tom":
        (tmp_path / name).write_bytes(b"inte en tabell" * 1000)
    assert "cannot be" in refusal(tmp_path / name)


def test_a_database_with_several_tables_is_asked_about(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "p.duckdb")) as connection:
        connection.execute("create table a (x int); create table b (x int)")
    assert "which table the persons are in is not said" in refusal(tmp_path / "p.duckdb")
    said = refusal(tmp_path / "p.duckdb", table_name="a", variables=definition())
    assert "no column 'lopnr'" in said


class Broken:
    """A question to an engine that is gone."""

    def to_pyarrow(self) -> Any:
        raise ConnectionResetError


def test_what_is_no_question_is_told_as_the_engine_s_failure() -> None:
    with pytest.raises(
        oi.errors.StatisticsError, match=r"has not answered \(builtins: ConnectionResetError\)"
    ):
        ask(Broken(), "prov")


def test_an_engine_that_goes_away_between_two_questions_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("duckdb")
    people().to_parquet(tmp_path / "p.parquet")
    (tmp_path / "spill").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "spill"))
    monkeypatch.setattr("omradesindex.registers.counts.cells", lambda *_: Broken())
    assert "the engine has not answered" in refusal(tmp_path / "p.parquet")
    assert [*(tmp_path / "spill").iterdir()] == []


def test_an_engine_without_memory_says_what_would_do_and_leaves_nothing_behind(tmp_path: Path) -> None:
    ibis = pytest.importorskip("ibis")
    pytest.importorskip("duckdb")
    many = pd.DataFrame(
        {"lopnr": map(str, range(100_000)), "omrade": [str(i % 50_000) for i in range(100_000)]}
    )
    many.to_parquet(tmp_path / "p.parquet")
    small = ibis.duckdb.connect(memory_limit="2MB", temp_directory=str(tmp_path / "spill"), threads=1)
    what = {**DEFINITION, "columns": {"person": "lopnr", "area": "omrade"}, "variables": {"folkmangd": {}}}
    said = refusal(small.read_parquet(tmp_path / "p.parquet"), variables=what)
    assert "the engine's memory does not suffice (duckdb: OutOfMemoryException)" in said
    assert "memory_limit" in said
    small.disconnect()
    assert [path.name for path in tmp_path.iterdir()] == ["p.parquet"]
