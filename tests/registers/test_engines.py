"""One question, the same counts: PostgreSQL and Spark beside DuckDB, and a server that goes away."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.registers.provstad import counted, definition, people, refusal
from tests.registers.servers import Postgres, postgres, spark

pytestmark = pytest.mark.slow

ASKED: dict[str, Any] = {"by": ["sex", "age", "disability"]}


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    pytest.importorskip("psycopg", reason="asking PostgreSQL needs psycopg")
    if shutil.which("initdb") is None:
        pytest.skip("needs PostgreSQL's programs (initdb, pg_ctl)")
    with postgres() as running:
        yield running


def test_postgresql_counts_as_duckdb_and_going_away_is_one_clear_error(
    server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = server.filled(people())
    assert counted(table, **ASKED).fingerprint == counted(**ASKED).fingerprint
    assert "no column 'omr'" in refusal(table, variables=definition(columns={"area": "omr"}))

    from omradesindex.registers import checking, engine

    def checked_and_gone(question: Any, where: str) -> pd.DataFrame:
        answer = engine.ask(question, where)
        server.stop()
        return answer

    monkeypatch.setattr(checking, "ask", checked_and_gone)
    assert "the engine has not answered (psycopg: " in refusal(table, **ASKED)


def test_spark_counts_as_duckdb(tmp_path: Path) -> None:
    pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    pytest.importorskip("pyspark", reason="needs pyspark (450 MB), which no extra brings, and Java")
    people().to_parquet(tmp_path / "p.parquet")
    with spark() as connection:
        found = counted(connection.read_parquet(tmp_path / "p.parquet"), **ASKED)
    assert found.fingerprint == counted(**ASKED).fingerprint
