"""Definitions in files: TOML, or the flat table as CSV or Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from omradesindex.catalogue.definition import Definition
from omradesindex.catalogue.flat import from_table, to_table
from omradesindex.catalogue.reading import read_definition
from omradesindex.catalogue.writing import to_toml
from omradesindex.errors import DefinitionError
from omradesindex.plaintext import as_typed
from omradesindex.writing import Writer, write_csv, write_file, write_xlsx

_TABLES = (".csv", ".xlsx")


def open_definition(name_or_path: str | Path, *, folder: str | Path | None = None) -> Definition:
    """Read a definition by its id, or from a file of any kind that :func:`save_definition` writes."""
    path = Path(name_or_path)
    return read_table(path) if path.suffix in _TABLES else read_definition(name_or_path, folder=folder)


def save_definition(definition: Definition, path: str | Path) -> Path:
    """Write a definition to a file: ``.toml``, or the flat table as ``.csv`` or ``.xlsx``.

    The file appears whole or not at all; texts that look like formulas are texts in it.
    """
    target = Path(path)
    writers: dict[str, Writer] = {
        ".toml": lambda file: _toml(file, definition),
        ".csv": lambda file: write_csv(file, to_table(definition)),
        ".xlsx": lambda file: _excel(lambda: write_xlsx(file, to_table(definition)), target),
    }
    if target.suffix not in writers:
        raise DefinitionError(
            f"definitions are not written as '{target.suffix}'",
            where=str(target),
            expected=".toml, .csv or .xlsx",
        )
    return write_file(target, writers[target.suffix], error=DefinitionError)


def read_table(path: Path) -> Definition:
    """Read the flat table of a definition from ``.csv`` or ``.xlsx``."""
    import pandas as pd

    if not path.is_file():
        raise DefinitionError("the file does not exist", where=str(path), remedy="check the path")
    text = dict.fromkeys(("code", "parent"), str)
    try:
        if path.suffix == ".csv":
            frame = pd.read_csv(path, dtype=text, encoding="utf-8-sig")
            frame = frame.rename(columns=_typed).map(_typed)
        else:
            frame = _excel(lambda: pd.read_excel(path, dtype=text), path)
    except (OSError, ValueError, KeyError) as error:
        raise DefinitionError(f"the file cannot be read as a table: {error}", where=str(path)) from None
    return from_table(frame, where=str(path))


def _toml(file: Path, definition: Definition) -> None:
    file.write_text(to_toml(definition), encoding="utf-8", newline="\n")


def _typed(value: Any) -> Any:
    return as_typed(value) if isinstance(value, str) else value


def _excel(work: Any, path: Path) -> Any:
    try:
        return work()
    except ImportError:
        raise DefinitionError(
            "Excel files need the package openpyxl",
            where=str(path),
            remedy='install it: pip install "omradesindex[excel]"',
        ) from None
