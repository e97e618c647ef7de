"""The engine that counts: opened where it is a file of persons, asked for sums, and its failures told."""

from __future__ import annotations

import codecs
import gzip
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from omradesindex.errors import StatisticsError, did_you_mean, listing, must_be

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.registers.definition import Register

_PARQUET, _CSV, _DATABASE = (".parquet", ".pq"), (".csv", ".csv.gz", ".tsv"), (".duckdb", ".ddb", ".db")
_EXPECTED = "a table of ibis, or a file: Parquet or CSV (or a folder of such), or a DuckDB database"
#: A file is looked through in pieces of so many bytes.
_PIECE = 1 << 20
#: What engines call an error of a value, rather than of themselves.
_OF_A_VALUE = ("Conversion", "InvalidInput", "OutOfRange", "InvalidText", "NumberFormat", "DateTimeException")
_OF_MEMORY = "OutOfMemory"
EXTRA = 'install it: pip install "omradesindex[registers]"'


@contextmanager
def opened(table: Any, within: str | None, register: Register) -> Iterator[Any]:
    """Give a register as a table of ibis; a file is opened by DuckDB, for reading, and closed again.

    What DuckDB has no memory for goes to a folder of its own, which is removed.

    Raises
    ------
    StatisticsError
        The engine is not installed, the file is not there or is none that can be opened.
    """
    try:
        import ibis
    except ImportError as error:
        raise StatisticsError(
            "counting in a register needs the package ibis-framework", remedy=EXTRA
        ) from error
    if isinstance(table, ibis.Table):
        yield table
        return
    path = Path(
        str(
            must_be(
                table,
                (str, Path),
                what="the register",
                expected=_EXPECTED,
                remedy="of a data frame make a table: ibis.memtable(frame)",
                error=StatisticsError,
            )
        )
    )
    if not path.exists():
        raise StatisticsError("the file does not exist", where=str(path), remedy="check the path")
    try:
        import duckdb  # noqa: F401
    except ImportError as error:
        raise StatisticsError(
            "counting in a file needs the package duckdb", where=str(path), remedy=EXTRA
        ) from error
    with tempfile.TemporaryDirectory(prefix="omradesindex-") as spill:
        database = path if path.name.lower().endswith(_DATABASE) else ":memory:"
        connection, failed = _tried(
            ibis.duckdb.connect, database, read_only=database is path, temp_directory=spill
        )
        if failed:
            raise StatisticsError(
                "it cannot be opened as a DuckDB database",
                where=str(path),
                expected="a whole database, which no other program has open for writing",
                remedy="close it there; or give the table of ibis that is open already",
            )
        try:
            yield _table(connection, path, within, register)
        finally:
            connection.disconnect()


def _table(connection: Any, path: Path, within: str | None, register: Register) -> Any:
    if path.name.lower().endswith(_DATABASE):
        return _of_database(connection, path, within)
    files, kind = _files(path)
    if kind == _PARQUET:
        # What folders are called (area=01) is text: as a number it would lose its zeros.
        return _read(connection.read_parquet, path, files, hive_types_autocast=False)
    encoding = _encoding(files)
    found = _read(connection.read_csv, path, files, encoding=encoding)
    # Codes are text, whatever they look like: 01 is no number.
    text = {register.person, register.area, *([register.period] if register.period else [])}
    text |= {c.column for c in register.conditions() if c.wants == "text"}
    text |= {v.distinct for v in register.variables.values() if v.distinct}
    for breakdown in register.by.values():
        text |= {breakdown.column for values in breakdown.categories.values() if isinstance(values[0], str)}
    types = dict.fromkeys(sorted(text & {*found.columns}), "VARCHAR")
    return _read(connection.read_csv, path, files, encoding=encoding, types=types) if types else found


def _files(path: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Return a file, or all of a folder and its folders, and of which kind they are.

    What begins with a dot or a line is no part of the register: Spark writes its notes so.
    """
    inside = [
        file
        for file in (sorted(path.rglob("*")) if path.is_dir() else [path])
        if file.is_file() and not any(part.startswith((".", "_")) for part in file.relative_to(path).parts)
    ]
    of = {kind: [file for file in inside if file.name.lower().endswith(kind)] for kind in (_PARQUET, _CSV)}
    there = [kind for kind, files in of.items() if files]
    if len(there) == 1:
        return of[there[0]], there[0]
    if not path.is_dir():
        told = "it is no kind of file that can be counted in"
    elif there:
        told = "both Parquet and CSV files are in the folder"
    else:
        told = "there is no Parquet and no CSV file in the folder"
    raise StatisticsError(told, where=str(path), expected=_EXPECTED)


def _encoding(files: Sequence[Path]) -> str:
    """Return how text files are written, as DuckDB calls it: UTF-8 where they are that throughout.

    What it calls Latin-1 is Windows-1252 without that one's own signs; where these occur it refuses the file.
    """
    for file in files:
        with gzip.open(file) if file.name.lower().endswith(".gz") else file.open("rb") as told:
            piece = told.read(_PIECE)
            if piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            decoder = codecs.getincrementaldecoder("utf-8")()
            try:
                while piece:
                    decoder.decode(piece)
                    piece = told.read(_PIECE)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "latin-1"
    return "utf-8"


def _read(how: Any, path: Path, files: Sequence[Path], **options: Any) -> Any:
    table, failed = _tried(how, [str(file) for file in files], **options)
    if failed:
        raise StatisticsError(
            f"the file cannot be read ({failed.rpartition(' ')[2]})"
            if len(files) == 1
            else f"the folder's {len(files)} files cannot be read together ({failed.rpartition(' ')[2]})",
            where=str(path),
            expected="whole files, with the same columns in all of them",
            remedy="write it anew, as Parquet or as CSV in UTF-8",
        )
    return table


def _tried(how: Any, *given: Any, **options: Any) -> tuple[Any, str]:
    """Return an answer, or which error there was in its place: what it said may be a person's row.

    So it is neither told nor kept: an error that is raised while another is handled is printed with it.
    """
    try:
        return how(*given, **options), ""
    except Exception as error:  # noqa: BLE001 each engine has its own
        engine = type(error).__module__.partition(".")[0].strip("_")
        return None, f"{engine}: {type(error).__name__}"


def _of_database(connection: Any, path: Path, within: str | None) -> Any:
    asked = "select table_name from information_schema.tables where table_schema = 'main' order by 1"
    tables = [name for (name,) in connection.raw_sql(asked).fetchall()]
    if within is None and len(tables) == 1:
        within = tables[0]
    if within not in tables:
        told = (
            "which table the persons are in is not said"
            if within is None
            else f"there is no table '{within}'"
        )
        raise StatisticsError(
            told + did_you_mean(within or "", tables),
            where=str(path),
            expected=f"one of {listing(tables)}" if tables else "a database with a table",
            remedy="name it: table_name=…",
        )
    return connection.table(within)


def ask(question: Any, where: str) -> pd.DataFrame:
    """Return the answer to a question of sums; whatever the engine fails of is told in one way.

    What the engine itself says may quote a person's row, so only the kind of its error is told.

    Raises
    ------
    StatisticsError
        The engine did not answer.
    """
    answer, failed = _tried(lambda: question.to_pyarrow().to_pandas())
    if failed and any(kind in failed for kind in _OF_A_VALUE):
        raise StatisticsError(
            f"there is a value that cannot be read, or not be reckoned with ({failed})",
            where=where,
            expected="in each column one kind of values: numbers, dates or text; and whole files",
            remedy="look for letters among numbers, for amounts that are far too large, and for broken rows "
            "of a CSV file; write a damaged Parquet file anew. Nothing has been kept",
        )
    if _OF_MEMORY in failed:
        raise StatisticsError(
            f"the engine's memory does not suffice ({failed})",
            where=where,
            expected="memory for the sums, and room on disk for what is sorted",
            remedy="give it more, of DuckDB: ibis.duckdb.connect(memory_limit='2GB', temp_directory='…'); "
            "or count fewer groups, or a part at a time. Nothing has been kept",
        )
    if failed:
        raise StatisticsError(
            f"the engine has not answered ({failed})",
            where=where,
            expected="an engine that is there until all is counted",
            remedy="see that it runs and has memory, and count again: nothing has been kept",
        )
    return answer  # type: ignore[no-any-return]
