"""Count ten million made-up persons by DeSO, sex and age: beside bare DuckDB, and in three engines.

`python benchmarks/registers.py` writes a register of ten million (Parquet) and times, each in a process of
its own, (1) the SQL that an analyst would write, (2) the same with a check that nobody stands there twice,
(3) `oi.counts`. `python benchmarks/registers.py engines` counts a million persons of Exempelstad in DuckDB,
PostgreSQL and Spark, those that are installed, and says whether all counts are equal.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import duckdb

import omradesindex as oi
from tests.registers.servers import postgres, spark

RUNS = 3
#: So many areas as there are DeSO; ages in groups of five years.
AREAS = 6_160
GROUPS = [*(f"{first}-{first + 4}" for first in range(0, 95, 5)), "95-"]
WHAT: dict[str, Any] = {
    "label": "Påhittat land",
    "source": "ett påhittat register",
    "quality": "made_up",
    "columns": {"person": "lopnr", "area": "deso", "born": "fodd"},
    "by": {"sex": {"column": "kon", "categories": {"women": "2", "men": "1"}}, "age": {"groups": GROUPS}},
    "variables": {
        "folkmangd": {},
        "arbetskraft_16_64": {"ages": "16-64", "where": {"status": ["sysselsatt", "arbetslos"]}},
        "arbetslosa_16_64": {"ages": "16-64", "where": {"status": "arbetslos"}},
    },
}
MADE = """
copy (
    select i * 48271 % 2147483647 as lopnr,
        '0000A' || lpad((i * 69621 % 2147483647 % {areas})::varchar, 4, '0') as deso,
        case when i * 16807 % 2147483647 % 2 = 0 then '1' else '2' end as kon,
        date '2024-12-31' - (i * 39373 % 2147483647 % 36500)::int as fodd,
        case when i * 742938285 % 2147483647 % 10 < 1 then 'arbetslos'
            when i * 742938285 % 2147483647 % 10 < 7 then 'sysselsatt' else 'utanför' end as status
    from range(1, {persons} + 1) as persons(i)
) to '{path}' (format parquet)
"""
AGE = " ".join(f"when fodd > date '{2019 - 5 * k}-12-31' then {k}" for k in range(19))
OF_AGE = "fodd <= date '2008-12-31' and fodd > date '1959-12-31'"
BARE = f"""
select deso, kon, case {AGE} else 19 end as age, count(*),
    count(*) filter (status in ('sysselsatt', 'arbetslos') and {OF_AGE}),
    count(*) filter (status = 'arbetslos' and {OF_AGE})
from '{{path}}' group by all
"""
CHECKED = "select count(*), count(distinct lopnr), count(*) filter (fodd > date '2024-12-31') from '{path}'"


def bare(path: str) -> object:
    return duckdb.sql(BARE.format(path=path)).fetchnumpy()


def checked(path: str) -> object:
    return duckdb.sql(CHECKED.format(path=path)).fetchall(), bare(path)


def counted(path: str) -> object:
    return oi.counts(path, variables=WHAT, by=["sex", "age"], period="2024", unprotected=True)


WAYS: dict[str, Callable[[str], object]] = {
    "DuckDB alone": bare,
    "DuckDB, and nobody twice": checked,
    "oi.counts": counted,
}


def measured(way: str, path: str) -> tuple[float, float, float]:
    """Seconds, CPU seconds and megabytes above what it started from, of a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--path", path]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, cpu, megabytes = json.loads(told.splitlines()[-1])
    return seconds, cpu, megabytes


def one(way: str, path: str) -> None:
    """Time a second run, where all is imported and the file has been read, and tell it."""
    small = str(Path(path).with_name("small.parquet"))
    WAYS[way](small)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, cpu = perf_counter(), process_time()
    WAYS[way](path)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps([perf_counter() - start, process_time() - cpu, used / 1024]))


def speed(persons: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/register.parquet"
        duckdb.sql(MADE.format(areas=AREAS, persons=1_000, path=f"{folder}/small.parquet"))
        duckdb.sql(MADE.format(areas=AREAS, persons=persons, path=path))
        print(f"{persons:,} persons, {AREAS:,} areas × 2 sexes × {len(GROUPS)} ages, three variables")
        print(f"{'':26}{'seconds':>9}{'CPU':>7}{'MB':>7}{'ratio of CPU':>14}")
        # Turn about, so that what else the machine does falls on all of them.
        runs = [{way: measured(way, path) for way in WAYS} for _ in range(RUNS)]
        first = median(run["DuckDB alone"][1] for run in runs)
        for way in WAYS:
            seconds, cpu, megabytes = (median(run[way][k] for run in runs) for k in range(3))
            print(f"{way:26}{seconds:9.2f}{cpu:7.2f}{megabytes:7.0f}{cpu / first:14.2f}")


def engines(persons: int) -> None:
    """Count the made-up register of Exempelstad in every engine that is here."""
    register = oi.data.example_register(persons=persons)
    rows = register.to_pyarrow()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.parquet"
        register.to_parquet(path)
        print(f"{persons:,} persons of Exempelstad (påhittad), {rows.num_columns} columns")
        told = {"DuckDB": in_exempelstad("DuckDB", path), "DuckDB, made as it is asked": None}
        told["DuckDB, made as it is asked"] = in_exempelstad("DuckDB, made as it is asked", register)
        if shutil.which("initdb"):
            with postgres() as server:
                told["PostgreSQL"] = in_exempelstad("PostgreSQL", server.filled(rows))
        try:
            with spark() as connection:
                told["Spark, local[2]"] = in_exempelstad("Spark, local[2]", connection.read_parquet(path))
        except ImportError:
            print("Spark: pyspark is not installed")
    print("all counts are equal" if len({*told.values()}) == 1 else "THE COUNTS DIFFER")


def in_exempelstad(engine: str, table: Any) -> str:
    start = perf_counter()
    found = oi.counts(
        table,
        areas=oi.example_division(),
        variables="exempelstad",
        by=["sex", "age", "disability"],
        period="2024",
        unprotected=True,
    )
    print(f"{engine:30}{perf_counter() - start:8.2f} s   {found.fingerprint[:16]}", flush=True)
    return found.fingerprint


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["speed", "engines"], default="speed")
    parser.add_argument("--persons", type=int, default=None)
    parser.add_argument("--way", choices=[*WAYS], help=argparse.SUPPRESS)
    parser.add_argument("--path", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.way:
        one(given.way, given.path)
    elif given.what == "engines":
        engines(given.persons or 1_000_000)
    else:
        speed(given.persons or 10_000_000)
