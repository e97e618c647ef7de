"""Read CSV as people save it: with semicolon, comma or tab, and in any of the encodings that are in use."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from omradesindex.errors import StatisticsError
from omradesindex.patterns import pattern
from omradesindex.plaintext import as_typed, plain
from omradesindex.statistics.reading import columnar
from omradesindex.statistics.reading.columnar import Columns
from omradesindex.statistics.reading.decoding import decode
from omradesindex.statistics.reading.footnotes import is_note, without_marks
from omradesindex.statistics.reading.grid import FIGURES, Grid, is_tidy
from omradesindex.statistics.reading.limits import ReadLimits

#: So much of a file tells how its cells are parted.
_SAMPLE = 200_000
#: So many lines, at the beginning and at the end, tell where a large table begins and ends.
_LINES = 100
#: In the order in which a tie is decided.
_DELIMITERS = (";", "\t", ",")

#: What Excel takes and writes as its own first line.
_DECLARED = pattern(r'\s*"?sep=(?P<sep>[;,\t|])"?[;,\t ]*(?:\r\n|\r|\n)', re.IGNORECASE)
_FIGURE = pattern(r"\s*[+\-\u2212]?[0-9][0-9 \u00a0.,]*%?\s*")
_PAGE = pattern(r"\s*<(!doctype|html|\?xml)", re.IGNORECASE)
_BINARY = pattern("[\0-\x08\x0e-\x1f\x7f]")
#: A carriage return alone, as old Macintoshes ended lines.
_RETURN = pattern(r"\r(?!\n)")


class _Row(NamedTuple):
    """A row that holds something: its line, its cells, and whether an empty row stands before it."""

    line: int
    cells: list[str]
    gap: bool


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
    if (grid := _plain(data, name, limits)) is not None:
        return grid
    text = decode(data, name, expected="a CSV file")
    # In UTF-8, which it may not have been.
    if (grid := _plain(text.encode(), name, limits)) is not None:
        return grid
    _refuse_others(text, name)
    declared = _DECLARED.match(text)
    delimiter = declared["sep"] if declared else _delimiter(text)
    rows = _rows(text, delimiter, name, limits)[1 if declared else 0 :]
    heads = _beginning(rows)
    title, rows = _title(rows[:heads]), rows[heads:]
    if len(rows) < 2:
        raise StatisticsError(
            "the file has no rows",
            where=name,
            expected="a header line and rows",
            remedy="fetch it again, or take it away",
        )
    width = _width(rows[0].cells)
    end = _end(rows, width)
    header = _header(rows[0].cells[:width])
    body = [_fitted(row, header, delimiter, name) for row in rows[1:end]]
    if not body:
        raise StatisticsError(
            "the file has no rows",
            where=name,
            expected="a header line and rows",
            remedy="fetch it again, or take it away",
        )
    lines = [row.line for row in rows[1:end]]
    return (
        Grid(
            name=name,
            header=header,
            rows=body,
            address=lambda row, column: f"row {lines[row]}, column '{header[column]}'",
            point=columnar.usual_mark(delimiter),
            first_row=lines[0],
            title=title,
            notes=_notes(rows[end:], delimiter),
        )
        .without_idle_columns()
        .without_units_row()
    )


def _plain(data: bytes, name: str, limits: ReadLimits) -> Grid | None:
    """Read a large plain table in UTF-8 column by column where it is tidy; None of any other."""
    if len(data) < columnar.LARGE:
        return None
    sample = data[: 4 * _SAMPLE].decode("utf-8-sig", errors="ignore")
    declared = _DECLARED.match(sample)
    delimiter = declared["sep"] if declared else _delimiter(sample)
    if _PAGE.match(sample) or (found := _found(data, delimiter, name, skipped=bool(declared))) is None:
        return None
    header, first = found.header, found.first
    figures = [place for place, head in enumerate(map(plain, header)) if head in FIGURES]
    rows = columnar.plain_columns(data, found.body, delimiter, len(first.cells), figures)
    if rows is None or any(_BINARY.search("\n".join(rows.strange(i))) for i in range(len(rows.columns))):
        return None
    limits.check("tidy_cells", len(rows) * len(rows.columns), name)
    if (row := _uneven(rows, len(header))) is not None:
        width = len(rows.columns) if rows.widths is None else rows.widths[row]
        cells = [str(cell) for cell in rows[row][:width]]
        _fitted(_Row(row + first.line, cells, False), header, delimiter, name)
    return (
        Grid(
            name=name,
            header=header,
            rows=rows.only(range(len(header))),
            address=lambda row, column: f"row {row + first.line}, column '{header[column]}'",
            point=columnar.usual_mark(delimiter),
            first_row=first.line,
            title=found.title,
            notes=found.notes,
        )
        .without_idle_columns()
        .without_units_row()
    )


def _uneven(rows: Columns, width: int) -> int | None:
    """Return the first row that has fewer cells than there are headings, or something beyond these."""
    n = len(rows)
    wrong = np.full(n, len(rows.columns) < width) if rows.widths is None else rows.widths < width
    for index in range(width, len(rows.columns)):
        beyond = rows.coded(index)
        wrong |= np.array([cell.strip() != "" for cell in beyond.values])[beyond.codes]
    return int(wrong.argmax()) if wrong.any() else None


class _Found(NamedTuple):
    """What the first and the last lines of a large table tell."""

    title: str
    header: tuple[str, ...]
    #: The first row below the headings.
    first: _Row
    #: Where the rows stand, between title and headings and notes.
    body: slice
    notes: tuple[str, ...]


def _found(data: bytes, delimiter: str, name: str, *, skipped: bool) -> _Found | None:
    """Tell where a tidy table in UTF-8 begins and ends; None of any other, and where no line tells."""
    top = _part(data[: _after(data, _LINES)], delimiter, name)[skipped:]
    heads = _beginning(top)
    if len(top) < heads + 2:
        return None
    headings, first = top[heads : heads + 2]
    width = _width(headings.cells)
    header = _header(headings.cells[:width])
    if not is_tidy(map(plain, header)):
        return None
    start = _after(data, first.line - 1)
    tail = _last_lines(data, start)
    last = _part(data[tail:], delimiter, name)
    # Where the first of them may be a note, the table may have ended further up.
    if not last or _may_be_note(last[0].cells, width):
        return None
    end = _end([headings, *last], width) - 1
    body = slice(start, _after(data, last[end - 1].line, tail))
    return _Found(_title(top[:heads]), header, first, body, _notes(last[end:], delimiter))


def _part(data: bytes, delimiter: str, name: str) -> list[_Row]:
    """Return the rows of some lines in UTF-8 that hold something; none of what is refused, or may be."""
    try:
        text = data.decode("utf-8-sig")
        refused = _BINARY.search(text) or _RETURN.search(text)
        return [] if refused else _rows(text, delimiter, name, ReadLimits())
    except (UnicodeDecodeError, StatisticsError):
        return []


def _after(data: bytes, lines: int, at: int = 0) -> int:
    """Return where so many lines end."""
    for _ in range(lines):
        if not (at := data.find(b"\n", at) + 1):
            return len(data)
    return at


def _last_lines(data: bytes, start: int) -> int:
    """Return where the last lines begin, not counting those of nothing but delimiters."""
    at = len(data)
    while not (rest := data[max(start, at - _SAMPLE) : at].rstrip(b" \t\r\n,;")) and at > start:
        at = max(start, at - _SAMPLE)
    at = max(start, at - _SAMPLE) + len(rest)
    for _ in range(_LINES):
        if (at := data.rfind(b"\n", start, at)) < 0:
            return start
    return at + 1


def _rows(text: str, delimiter: str, name: str, limits: ReadLimits) -> list[_Row]:
    """Return the rows that hold something."""
    disarmed = "'" in text  # our own files put one before what looks like a formula
    rows: list[_Row] = []
    cells = before = 0
    gap = False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append(_Row(before + 1, [as_typed(cell) for cell in row] if disarmed else row, gap))
                cells += len(row)
                if cells > limits.cells:
                    limits.check("cells", cells, name)
                gap = False
            else:
                gap = True
            before = reader.line_num
    except csv.Error as error:
        raise StatisticsError(
            f"it cannot be read as CSV ({error})", where=f"{name}, row {before + 1}"
        ) from None
    return rows


def _beginning(rows: Sequence[_Row]) -> int:
    """Return where the headings are: below the title's rows, which have text in the first cell only."""
    at = next((i for i, row in enumerate(rows) if not _alone(row.cells)), 0)
    return at if len(rows) > at + 1 else 0


def _title(rows: Sequence[_Row]) -> str:
    return " ".join(row.cells[0].strip() for row in rows)


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(without_marks(cell.strip()) for cell in cells)


def _notes(rows: Sequence[_Row], delimiter: str) -> tuple[str, ...]:
    return tuple(delimiter.join(row.cells).strip(delimiter + " ") for row in rows)


def _end(rows: Sequence[_Row], width: int) -> int:
    """Return where notes begin below the table: behind an empty row, or with a word for such.

    A last row of one cell that is neither may be what is left of a row of the table.
    """
    end = len(rows)
    if width < 2:
        return end
    while end > 1 and _may_be_note(rows[end - 1].cells, width):
        end -= 1
    while end < len(rows) and not (rows[end].gap or is_note(rows[end].cells[0])):
        end += 1
    return end


def _may_be_note(cells: Sequence[str], width: int) -> bool:
    if _alone(cells):
        return True
    # A note may hold the delimiter, or figures; a row of the table has as many cells as its headings.
    return not (len(cells) >= width and any(map(_FIGURE.fullmatch, cells[1:]))) and is_note(cells[0])


def _alone(cells: Sequence[str]) -> bool:
    return bool(cells[0].strip()) and not any(cell.strip() for cell in cells[1:])


def _width(cells: Sequence[str]) -> int:
    """Return how many cells there are up to the last that holds something."""
    return max((i for i, cell in enumerate(cells, start=1) if cell.strip()), default=0)


def _fitted(row: _Row, header: Sequence[str], delimiter: str, name: str) -> list[str]:
    """Return a row's cells without empty ones beyond the headings; refuse one that is too short or long."""
    if len(row.cells) == len(header):
        return row.cells
    filled = _width(row.cells)
    if len(row.cells) < len(header) or filled > len(header):
        n = len(row.cells) if len(row.cells) < len(header) else filled
        raise StatisticsError(
            f"there are {n} cells, but {len(header)} columns",
            where=f"{name}, row {row.line}",
            expected="a row of the table, or a note below it that begins with a word such as 'Källa:'",
            remedy=f"check for a stray '{delimiter}' or a missing quotation mark, and whether the file is "
            "cut off; put an empty line before notes",
        )
    return row.cells[: len(header)]


def _refuse_others(text: str, name: str) -> None:
    """Refuse what is binary or a web page."""
    if _BINARY.search(text):
        raise StatisticsError("the file is not a text file", where=name, expected="a CSV file")
    if _PAGE.match(text):
        raise StatisticsError(
            "the file is a web page, not a table", where=name, remedy="fetch it again, and look at what comes"
        )


def _delimiter(text: str) -> str:
    """Return the delimiter that parts most of the first lines into equally many cells."""
    lines = [*islice(filter(str.strip, text[:_SAMPLE].splitlines()), 50)]
    agreed: dict[str, tuple[int, int]] = {}
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        except csv.Error:
            continue
        width, times = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
        agreed[delimiter] = (times, width)
    best = max(agreed, key=agreed.__getitem__, default=",")
    return best if agreed.get(best, (0, 1))[0] else ","
