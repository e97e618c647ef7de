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
from tests.registers.provstad import DEFINITION, counted, definition, people, refusal

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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_file_is_read_as_it_is_written(encoding: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    rented = people(hem=people()["hyr"].map({True: "hyresrätt", False: "ägd"}))
    # Beyond what is looked at to see of what kind the columns are.
    many = pd.concat([rented.assign(hem="okänd" if encoding == "utf-8" else "hus")] * 40 + [rented])
    many["lopnr"] = [f"{i:05}" for i in range(len(many))]
    path = tmp_path / "p.csv"
    many.to_csv(path, index=False, sep=";", encoding=encoding)
    what = definition(variables={"hyrda": {"where": {"hem": "hyresrätt"}}})
    del what["variables"]["lagenheter_hyresratt"]
    found = counted(path, variables=what)
    assert found.block("hyrda", "2024").value[-1] == people()["hyr"].sum()
    if encoding == "cp1252":
        path.write_bytes(path.read_bytes().replace(b"hus", "h–s".encode(encoding), 1))
        assert "cannot be read (InvalidInputException)" in refusal(path, variables=what)


def test_a_csv_file_without_names_does_not_tell_its_first_person(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    people().to_csv(tmp_path / "p.csv", index=False, header=False)
    said = refusal(tmp_path / "p.csv")
    assert "in a CSV file they stand in the first row" in said
    assert not any(str(value) in said for value in people().iloc[0][["lopnr", "fodd", "hushall"]])


def test_a_folder_is_read_with_its_folders(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    whole, who = counted().fingerprint, people()
    for area, its in who.groupby("omrade"):
        for year in ("2023", "2024"):
            folder = tmp_path / "delat" / f"omrade={area}" / f"ar={year}"
            folder.mkdir(parents=True)
            its.drop(columns="omrade").to_parquet(folder / "del.parquet")
    (tmp_path / "delat" / "_tillfalligt").mkdir()
    (tmp_path / "delat" / "_tillfalligt" / "halv.parquet").write_bytes(b"PAR1")
    by_year = definition(columns={"period": "ar"})
    assert counted(tmp_path / "delat", variables=by_year).fingerprint == whole
    (tmp_path / "csv").mkdir()
    for k in (0, 1):
        who[k::2].to_csv(tmp_path / "csv" / f"{k}.csv", index=False)
    assert counted(tmp_path / "csv").fingerprint == whole
    who.to_parquet(tmp_path / "csv" / "alla.parquet")
    assert "both Parquet and CSV files are in the folder" in refusal(tmp_path / "csv")
    (tmp_path / "tom").mkdir()
    assert "no Parquet and no CSV file in the folder" in refusal(tmp_path / "tom")
    (tmp_path / "delat" / "annan.parquet").write_bytes(b"PAR1" * 100)
    assert "the folder's 7 files cannot be read together" in refusal(tmp_path / "delat", variables=by_year)


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
    assert "a value that cannot be read, or not be reckoned with (duckdb: ConversionException)" in str(
        refused.value
    )
    assert "Original Line" not in printed
    assert refused.value.__cause__ is refused.value.__context__ is None


@pytest.mark.parametrize("name", ["p.parquet", "p.duckdb", "p.pq"])
def test_a_file_that_is_not_what_it_is_called_is_refused(name: str, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    path = tmp_path / name
    path.write_bytes(b"inte en tabell" * 1000)
    if name == "p.pq":  # whole at its ends, and damaged between them
        people().to_parquet(path)
        whole = path.read_bytes()
        path.write_bytes(whole[:100] + bytes(2_000) + whole[2_100:])
    assert "cannot be" in refusal(path)


def test_a_database_with_several_tables_is_asked_about(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "p.duckdb")) as connection:
        connection.execute("create table a (x int); create table b (x int)")
    assert "which table the persons are in is not said" in refusal(tmp_path / "p.duckdb")
    said = refusal(tmp_path / "p.duckdb", table_name="a", variables=definition())
    assert "none of the columns that the definition names: 'lopnr', 'omrade'" in said


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
