"""Engines that are really started, for as long as a test needs them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa


class Postgres:
    """A PostgreSQL server of one's own: in a folder, without a network, gone when it is stopped."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data = folder, folder / "data"
        # The server refuses to be root's.
        self.user: dict[str, Any] = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(folder, "postgres", "postgres")
        self._run(
            "initdb", "-D", self.data, "-U", "prov", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"
        )
        quick = f"-c fsync=off -c listen_addresses='' -c unix_socket_directories='{folder}'"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", folder / "log", "-o", quick)

    def _run(self, *command: object) -> None:
        subprocess.run(
            [*map(str, command)], check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **self.user
        )

    def connect(self) -> Any:
        import ibis

        return ibis.postgres.connect(host=str(self.folder), user="prov", database="postgres")

    def filled(self, rows: pa.Table) -> Any:
        """A table of ibis with these rows, in a connection of its own."""
        import ibis
        from pyarrow import csv

        connection = self.connect()
        told = io.BytesIO()
        csv.write_csv(rows, told, csv.WriteOptions(include_header=False))
        with connection.con.cursor() as cursor:
            cursor.execute("drop table if exists personer")
            connection.create_table("personer", schema=ibis.schema(rows.schema))
            # What is unknown is empty, and what is empty stands in quotes.
            with cursor.copy("copy personer from stdin with (format csv)") as copy:
                copy.write(told.getvalue())
        connection.con.commit()
        return connection.table("personer")

    def stop(self) -> None:
        """Stop at once, whoever is asking something."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-m", "immediate", "-D", self.data)


@contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        server = Postgres(Path(folder))
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def spark() -> Iterator[Any]:
    """A connection of ibis to a Spark of two workers in this machine."""
    import ibis
    from pyspark.sql import SparkSession

    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.log.level": "ERROR"}
    session = SparkSession.builder.master("local[2]").config(map=quiet).getOrCreate()
    try:
        yield ibis.pyspark.connect(session)
    finally:
        session.stop()
