"""Read CSV as people save it: with semicolon, comma or tab, and in any of the encodings that are in use."""

from __future__ import annotations

import csv
import io
import re

from omradesindex.errors import StatisticsError
from omradesindex.plaintext import as_typed
from omradesindex.statistics.reading.decoding import decode
from omradesindex.statistics.reading.grid import Grid
from omradesindex.statistics.reading.limits import ReadLimits

#: In the order in which a tie is decided.
_DELIMITERS = (";", "\t", ",")

_BINARY = re.compile("[\0-\x08\x0e-\x1f\x7f]")


def parse_csv(data: bytes, *, name: str, limits: ReadLimits | None = None) -> Grid:
    r"""Read a CSV file cell by cell as text.

    Parameters
    ----------
    data : bytes
        UTF-8 with or without a byte-order mark, UTF-16 with one, Windows-1252 or Latin-1.
    name : str
        What errors call it.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        It is no text, has no rows, or a row has another number of cells than the header.

    Examples
    --------
    >>> parse_csv("region;år;antal\n1280;2024;1 234,5\n".encode("utf-16"), name="x.csv").rows
    [['1280', '2024', '1 234,5']]
    """
    limits = limits or ReadLimits()
    limits.check("bytes", len(data), name)
    text = _text(data, name)
    delimiter = _delimiter(text)
    disarmed = "'" in text  # our own files put one before what looks like a formula
    rows, lines, cells = [], [], 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append([as_typed(cell) for cell in row] if disarmed else row)
                lines.append(before + 1)
                cells += len(row)
                if cells > limits.cells:
                    limits.check("cells", cells, name)
            before = reader.line_num
    except csv.Error as error:
        raise StatisticsError(
            f"it cannot be read as CSV ({error})", where=f"{name}, row {before + 1}"
        ) from None
    # PxWeb's "CSV with heading" has the title in a row of its own.
    title = ""
    if len(rows) > 2 and len(rows[0]) == 1 < len(rows[1]):
        title, rows, lines = rows[0][0].strip(), rows[1:], lines[1:]
    if len(rows) < 2:
        raise StatisticsError("the file has no rows", where=name, expected="a header line and rows")
    header = tuple(cell.strip() for cell in rows[0])
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(header):
            raise StatisticsError(
                f"there are {len(row)} cells, but {len(header)} columns",
                where=f"{name}, row {line}",
                remedy=f"check for a stray '{delimiter}' or a missing quotation mark",
            )
    found = lines[1:]
    return Grid(
        name=name,
        header=header,
        rows=rows[1:],
        address=lambda row, column: f"row {found[row]}, column '{header[column]}'",
        point="," if delimiter == ";" else ".",
        first_row=found[0],
        title=title,
    )


def _text(data: bytes, name: str) -> str:
    """Return the text of a file, or refuse what is binary or a web page."""
    text = decode(data, name, expected="a CSV file")
    if _BINARY.search(text):
        raise StatisticsError("the file is not a text file", where=name, expected="a CSV file")
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise StatisticsError(
            "the file is a web page, not a table", where=name, remedy="fetch it again, and look at what comes"
        )
    return text


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first line of several cells into most of them."""
    for line in text.splitlines()[:3]:
        parted = {d: len(next(csv.reader([line], delimiter=d), [])) for d in _DELIMITERS}
        best = max(_DELIMITERS, key=parted.__getitem__)
        if parted[best] > 1:
            return best
    return ","
