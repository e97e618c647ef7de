"""One question, one answer: PostgreSQL and Spark beside DuckDB, in counts and in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.registers.certain import Certain
from omradesindex.registers.columns import as_read
from omradesindex.registers.definition import read_register
from tests.registers.provstad import AREAS, counted, definition, division, people, refusal
from tests.registers.servers import Postgres, postgres, spark

if TYPE_CHECKING:
    import pyarrow as pa

pytestmark = pytest.mark.slow

CODES = ("01", "1", "001", None, "")
#: Of every kind of column every operator, and what is unknown beside what is no number.
CONDITIONS: dict[str, Any] = {
    "text_ar": {"kod": "01"},
    "text_nagon": {"kod": ["01", "001", ""]},
    "text_inte": {"kod": {"not": ["1", "001"]}},
    "text_kand": {"kod": {"known": True}},
    "text_okand": {"kod": {"known": False}},
    "tal_fran_till": {"belopp": {"from": 0.5, "to": 2}},
    "tal_over_under": {"belopp": {"above": 0.5, "below": 2}},
    "tal_ar": {"belopp": [0.5, 1.25]},
    "tal_inte": {"belopp": {"not": 0.5}},
    "tal_kant": {"belopp": {"known": True}},
    "tal_okant": {"belopp": {"known": False}},
    "heltal": {"inkomst": {"above": 100, "to": 300}},
    "dag": {"fodd": {"from": date(1980, 2, 29), "below": date(2000, 3, 1)}},
    "klockslag": {"sedd": {"from": date(2024, 2, 29), "to": date(2024, 3, 1)}},
    "klockslag_ar": {"sedd": [date(2024, 2, 29), date(2024, 3, 5)]},
    "ja": {"funk": True},
    "nej": {"hyr": {"not": True}},
    "och": {"funk": True, "kod": "1", "inkomst": {"from": 50}},
    "eller": [{"bistand": True}, {"belopp": {"above": 1}}, {"kod": {"known": False}, "funk": False}],
}
#: What is asked at once: every group, joint counts, households, amounts, and all these conditions.
EVERYTHING: dict[str, Any] = {
    "variables": definition(
        where={"lopnr": {"not": ["0007", "0008"]}},
        by={"kod": {"column": "kod", "categories": {"A": "01", "B": ["1", "001"]}, "rest": "C"}},
        variables={name: {"where": where} for name, where in CONDITIONS.items()}
        | {"belopp_summa": {"sum": "belopp", "where": {"belopp": {"from": 0}}}},
    ),
    "by": ["sex", "age", "disability", "kod"],
    "period": "2024",
}
LATE = date(2025, 1, 1)
ZONE = "a time zone"
#: What is wrong in a register: its columns, and what is asked.
WRONG: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no column": ({}, {"variables": definition(columns={"area": "omr"})}),
    "a person in two areas": ({"lopnr": ["1", *(f"{i}" for i in range(599))]}, {}),
    "born in the future": ({"fodd": [LATE] * 3 + [date(1990, 1, 1)] * 597}, {}),
    "no area": ({"omrade": [None, "", *["01"] * 598]}, {}),
    "areas that are none": ({"omrade": ["77", *["01"] * 599]}, {"areas": division()}),
    "a period twice": (
        {"ar": ["2024M9", "2024M09"] * 300},
        {"variables": definition(columns={"period": "ar"}), "period": "2024M9"},
    ),
    "a period that is not there": (
        {"ar": 2024},
        {"variables": definition(columns={"period": "ar"}), "period": "2023"},
    ),
    "codes that are numbers": ({"omrade": 1}, {}),
    "dates that are text": ({"fodd": "1990-01-01"}, {}),
    "text that is numbers": ({"status": 1}, {}),
    "amounts that are text": ({"inkomst": "12"}, {}),
    ZONE: ({"fodd": pd.Timestamp("1990-01-01", tz="UTC")}, {}),
    "a line break": ({"omrade": "01\n"}, {}),
    "codes of no letters": ({"lopnr": ["", *(f"{i}" for i in range(599))]}, {}),
    "a day that is not there": (
        {"ar": date(2024, 12, 31)},
        {"variables": definition(columns={"period": "ar"}), "period": "2024"},
    ),
    "a blank before": ({"status": [" arbetar", "arbetar ", *["arbetar"] * 598]}, {}),
    "a blank of no break": ({"status": ["\u00a0arbetar", "arbetar\u202f", *["arbetar"] * 598]}, {}),
    "another sex": ({"kon": ["9", *["1"] * 599]}, {"by": "sex"}),
    "a home in two areas": ({"hushall": "1", "hyr": True}, {}),
    "no amount": ({"inkomst": [None, *[1] * 599]}, {}),
    "no number": ({"inkomst": [float("nan"), *[1.5] * 599]}, {}),
}

#: Gives rows to an engine, and a table of ibis back.
Filled = Callable[["pa.Table"], Any]


def rows(**columns: Any) -> pa.Table:
    """The persons with some columns changed, as Arrow's: what is unknown is not what is no number."""
    import pyarrow as pa

    return pa.Table.from_pandas(people(**columns), preserve_index=False)


def strange() -> pa.Table:
    """The persons with codes, amounts and times as they are in registers that nobody has tidied."""
    import pyarrow as pa

    rng, n = np.random.default_rng(2), len(people())
    noon = datetime(2024, 2, 25, 12)
    amounts = rng.choice([0.0, 0.1, 0.5, 1.25, 2.0, 1e6, float("nan"), -1.0], n)
    table = rows()
    for name, values in {
        "kod": pa.array([CODES[k] for k in rng.integers(0, len(CODES), n)], pa.string()),
        "belopp": pa.array(amounts, pa.float64(), mask=rng.random(n) < 0.1),
        "sedd": pa.array([noon + timedelta(hours=int(h)) for h in rng.integers(0, 300, n)]),
    }.items():
        table = table.append_column(name, values)
    return table


def told(filled: Filled) -> dict[str, str]:
    """What an engine answers: to the question of everything, and to what is wrong."""
    found = counted(filled(strange()), **EVERYTHING, areas=division())
    index = oi.load_index("malmo-oppna-data")
    pairs = counted(filled(rows()), index=index, joint=True, by="sex")
    answers = {"everything": found.fingerprint, "in pairs": pairs.fingerprint, "joint": pairs.joint.to_csv()}
    answers["certain"] = certain(filled)
    days = filled(rows(ar=date(2024, 12, 31)))
    answers["days"] = counted(
        days, variables=definition(columns={"period": "ar"}), period="31 december 2024"
    ).fingerprint
    for name, (columns, options) in WRONG.items():
        table = filled(rows(**columns))
        counts = name == ZONE and table.get_backend().name == "pyspark"
        answers[name] = "counted" if counts and counted(table) else refusal(table, **options)
    return answers


def certain(filled: Filled) -> str:
    """How many are in both of each two variables, homes and amounts among them; and what follows."""
    what = read_register(EVERYTHING["variables"])
    table = as_read(filled(strange()), what, what.variables.values(), ())
    homes = {name: replace(what.variables["lagenheter_hyresratt"], id=name, where=()) for name in ("hem",)}
    found = Certain(what, {**what.variables, **homes})
    found.add(table, date(2024, 12, 31))
    return repr((found.joint, found.sums, found.shares))


def in_duckdb(table: pa.Table) -> Any:
    import ibis

    return ibis.memtable(table)


@pytest.fixture(scope="module")
def told_by_duckdb() -> dict[str, str]:
    pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    return told(in_duckdb)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    pytest.importorskip("psycopg", reason="asking PostgreSQL needs psycopg")
    if shutil.which("initdb") is None:
        pytest.skip("needs PostgreSQL's programs (initdb, pg_ctl)")
    with postgres() as running:
        yield running


def test_duckdb_counts_as_pandas() -> None:
    who = strange().to_pandas()
    found = counted(in_duckdb(strange()), **EVERYTHING)
    who = who[~who["lopnr"].isin(["0007", "0008"])]
    known = who["belopp"].notna()
    for name, chosen in {
        "text_nagon": who["kod"].isin(["01", "001", ""]),
        "text_inte": who["kod"].isin(["01", ""]),
        "tal_okant": ~known,
        "tal_inte": known & (who["belopp"] != 0.5),
        "klockslag": who["sedd"].between("2024-02-29", "2024-03-01 23:59"),
    }.items():
        assert found.block(name, "2024").value[:3].tolist() == [
            (chosen & (who["omrade"] == area)).sum() for area in AREAS
        ], name


def test_postgresql_counts_as_duckdb_and_says_the_same(
    server: Postgres, told_by_duckdb: dict[str, str]
) -> None:
    assert told(server.filled) == told_by_duckdb


def test_a_server_that_goes_away_is_one_clear_error(
    server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    from omradesindex.registers import checking, engine

    table = server.filled(rows())

    def checked_and_gone(question: Any, where: str) -> pd.DataFrame:
        answer = engine.ask(question, where)
        server.stop()
        return answer

    monkeypatch.setattr(checking, "ask", checked_and_gone)
    assert "the engine has not answered (psycopg: " in refusal(table)


def test_spark_counts_as_duckdb(tmp_path: Path, told_by_duckdb: dict[str, str]) -> None:
    pytest.importorskip("pyspark", reason="needs pyspark (450 MB), which no extra brings, and Java")
    from pyarrow import parquet

    with spark() as connection:

        def filled(table: pa.Table) -> Any:
            path = tmp_path / f"{len([*tmp_path.iterdir()])}.parquet"
            parquet.write_table(table, path)
            return connection.read_parquet(path)

        # Spark's times are of its session's zone, whatever the file says.
        assert told(filled) == told_by_duckdb | {ZONE: "counted"}
