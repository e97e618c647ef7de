"""Definitions in files: TOML, or the flat table as CSV or Excel."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from omradesindex.catalogue.definition import Definition
from omradesindex.catalogue.reading import read_definition
from omradesindex.errors import DefinitionError
from omradesindex.plaintext import as_typed
from omradesindex.show.writing import write_csv, write_file

_TABLES = (".csv", ".xlsx")

#: Far above any definition: an index of ten thousand indicators takes some megabytes.
_MOST_BYTES = 20_000_000


def open_definition(name_or_path: str | Path, *, folder: str | Path | None = None) -> Definition:
    """Read a definition by its id, or from a file of any kind that :func:`save_definition` writes."""
    if not isinstance(name_or_path, str | Path):
        raise DefinitionError(
            f"the index is given as {type(name_or_path).__name__}", expected="an id, or the path of a file"
        )
    path = Path(name_or_path)
    if path.suffix.lower() in _TABLES:
        return read_table(path)
    return read_definition(name_or_path, folder=folder)


def save_definition(definition: Definition, path: str | Path) -> Path:
    """Write a definition to a file: ``.toml``, or the flat table as ``.csv`` or ``.xlsx``.

    The file is written beside and then renamed, so that a failure leaves nothing half-written.
    """
    from omradesindex.catalogue.flat import to_table
    from omradesindex.catalogue.writing import to_toml
    from omradesindex.show.sheets import write_xlsx

    target = Path(path)
    kind = target.suffix.lower()
    if kind == ".toml":
        text = to_toml(definition)
        return write_file(target, text, error=DefinitionError)
    if kind not in _TABLES:
        raise DefinitionError(
            f"definitions are not written as '{target.suffix}'",
            where=str(target),
            expected=".toml, .csv or .xlsx",
        )
    if definition.is_locked:
        raise DefinitionError(
            "a flat table has no place for a lock",
            where=str(target),
            expected="a .toml file for a locked definition",
            remedy="save it as .toml; an unlocked copy of it can be saved as a table",
        )
    table = to_table(definition)
    if kind == ".csv":
        return write_file(target, lambda beside: write_csv(beside, table), error=DefinitionError)
    exact = table.map(_exact)
    return write_file(
        target, lambda beside: _excel(lambda: write_xlsx(beside, exact), target), error=DefinitionError
    )


def _exact(cell: Any) -> Any:
    """Write a number of more digits than a workbook's cell keeps as text, which is read back exactly."""
    return (
        repr(float(cell))
        if isinstance(cell, float) and cell == cell and float(f"{cell:.15g}") != cell
        else cell
    )


def read_table(path: Path) -> Definition:
    """Read the flat table of a definition from ``.csv`` or ``.xlsx``."""
    from omradesindex.catalogue.flat_rows import read_rows
    from omradesindex.catalogue.workbook import workbook_rows

    where = str(path)
    try:
        if path.is_file() and path.stat().st_size > _MOST_BYTES:
            raise DefinitionError(
                f"the file is {path.stat().st_size} bytes, more than the limit of {_MOST_BYTES}", where=where
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise DefinitionError("the file does not exist", where=where, remedy="check the path") from None
    except (OSError, ValueError) as error:
        raise DefinitionError(f"the file cannot be read: {error}", where=where) from None
    if path.suffix.lower() == ".csv":
        return read_rows(_csv_rows(data, where), where)
    return read_rows(_excel(lambda: workbook_rows(data, where), path), where)


def _csv_rows(data: bytes, where: str) -> list[list[object]]:
    """Return the rows of a CSV, with commas or, as Swedish spreadsheets save it, semicolons."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DefinitionError(
            f"the file is not UTF-8 (byte {error.start})", where=where, remedy="save it as CSV UTF-8"
        ) from None
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    try:
        return [
            [as_typed(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        ]
    except csv.Error as error:
        raise DefinitionError(f"the file cannot be read as a table: {error}", where=where) from None


def _excel(work: Any, path: Path) -> Any:
    try:
        return work()
    except ImportError:
        raise DefinitionError(
            "Excel files need the package openpyxl",
            where=str(path),
            remedy='install it: pip install "omradesindex[excel]"',
        ) from None
