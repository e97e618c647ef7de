"""Read a tidy table of figures from a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from omradesindex.errors import StatisticsError, listing
from omradesindex.statistics.table import NUMBERS, Statistics

if TYPE_CHECKING:
    from omradesindex.geography import Division

_SUFFIXES = (".csv", ".txt", ".parquet")
_SPACES = str.maketrans(
    {"\N{NO-BREAK SPACE}": "", "\N{NARROW NO-BREAK SPACE}": "", " ": "", "\N{MINUS SIGN}": "-"}
)


def read_statistics(
    path: str | Path,
    *,
    name: str | None = None,
    division: Division | None = None,
    whole: str | None = None,
    breakdowns: Iterable[str] = (),
) -> Statistics:
    r"""Read a tidy table of figures.

    Parameters
    ----------
    path : str or Path
        A CSV (comma with decimal point, or semicolon with decimal comma; UTF-8 with or without a byte-order
        mark, or Latin-1) or Parquet file with the columns of :meth:`Statistics.from_frame`.
    name : str, optional
        Whose figures these are; the file's name if left out.
    division : Division, optional
        The areas that the codes belong to.
    whole : str, optional
        Code of the rows about the whole city.
    breakdowns : iterable of str
        Breakdown columns beside ``sex``, ``age`` and ``disability``.

    Raises
    ------
    StatisticsError
        The file cannot be read, or a row is wrong: the error names file, row, area and variable.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "folk.csv").write_text("area;variable;period;value\n01;folkmangd;2024;1,5e3\n"
    ...     "02;folkmangd;2024;800\n", encoding="utf-8")
    >>> read_statistics(folder / "folk.csv").areas
    ('01', '02')
    """
    file = Path(path)
    if not file.is_file():
        raise StatisticsError("the file does not exist", where=str(file), remedy="check the path")
    if file.suffix.lower() not in _SUFFIXES:
        raise StatisticsError(
            f"files of type '{file.suffix}' cannot be read", where=str(file), expected=listing(_SUFFIXES)
        )
    frame = _parquet(file) if file.suffix.lower() == ".parquet" else _csv(file)
    return Statistics.from_frame(
        frame,
        name=name or file.stem,
        division=division,
        whole=whole,
        breakdowns=breakdowns,
        where=str(file),
        first_row=None if file.suffix.lower() == ".parquet" else 2,
    )


def _parquet(file: Path) -> pd.DataFrame:
    try:
        return pd.read_parquet(file)
    except ImportError:
        raise StatisticsError(
            "reading Parquet needs the package pyarrow",
            where=str(file),
            remedy='install it: pip install "omradesindex[parquet]"',
        ) from None
    except (OSError, ValueError) as error:
        raise StatisticsError(f"the file cannot be read as Parquet: {error}", where=str(file)) from None


def _csv(file: Path) -> pd.DataFrame:
    """Read every cell as text, so that codes keep their zeros; numbers are made where they are checked."""
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if "\0" in text:
        raise StatisticsError("the file is not a text file", where=str(file), expected="a CSV file")
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = list(csv.reader(text.splitlines(), delimiter=delimiter))
    if len(rows) < 2:
        raise StatisticsError("the file has no rows", where=str(file), expected="a header line and rows")
    header = [cell.strip() for cell in rows[0]]
    for line, row in enumerate(rows[1:], start=2):
        if row and len(row) != len(header):
            raise StatisticsError(
                f"there are {len(row)} cells, but {len(header)} columns",
                where=f"{file}, row {line}",
                remedy=f"check for a stray '{delimiter}' or a missing quotation mark",
            )
    # Empty lines stay, as rows of blanks, until the row numbers in errors no longer need them.
    frame = pd.DataFrame(
        [row or [""] * len(header) for row in rows[1:]], columns=pd.Index(header), dtype=object
    )
    frame.index = pd.RangeIndex(len(frame))
    frame = frame[[bool(row) for row in rows[1:]]] if not all(rows[1:]) else frame
    for column in NUMBERS:
        if column in frame:
            cells = frame[column].map(lambda cell: cell.translate(_SPACES))
            frame[column] = cells.map(lambda cell: cell.replace(",", ".")) if delimiter == ";" else cells
    return frame
