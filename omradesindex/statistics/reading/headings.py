"""Headings in several rows: merged cells say what spans what, and only where none are is it guessed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from omradesindex.errors import StatisticsError
from omradesindex.patterns import pattern
from omradesindex.statistics.categories import canonical
from omradesindex.statistics.reading.cells import Unclear
from omradesindex.statistics.reading.excel import Merged, Rows, Sheet
from omradesindex.statistics.reading.footnotes import without_marks
from omradesindex.statistics.reading.grid import is_blank, is_text, says_about
from omradesindex.statistics.reading.units import is_unit
from omradesindex.statistics.vocabulary import TOTAL

_YEAR = pattern("(19|20)[0-9]{2}")


class Heads(NamedTuple):
    """Where a table's headings are: rows from ``top`` to before ``start``; ``left`` columns label rows.

    ``corner`` names those columns where something stands above them.
    """

    top: int
    start: int
    left: int
    corner: tuple[str, ...]


def spread_merged(sheet: Sheet, first: int, last: int) -> Rows:
    """Return the cells, each merged text in all of the cells that it covers, from a row to before another.

    A number that is merged may be a heading, but is no figure of all that it covers.
    """
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, right in sheet.merged:
        if not first <= top < last:
            continue
        value = rows[top][left]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = Unclear(value, "stands in a cell that is merged over several")
        for at in range(top, min(bottom, last - 1) + 1):
            rows[at][left : right + 1] = [value] * (right + 1 - left)
    return rows


def find_heads(rows: Rows, merged: Sequence[Merged], top: int, end: int) -> Heads:
    """Find a table's headings, which begin at ``top``; ``rows`` have merged cells spread.

    Rows are headings as far as one of the first is merged downwards, and where their first cell is empty.
    """
    start = _merged_to(merged, top)
    above = is_blank(rows[top][0])
    while start < end and is_blank(rows[start][0]) and (above or _only_words(rows[start])):
        start += 1
    # The row labels may be named in the last row of headings.
    if above and start + 1 < end and says_about(label(rows[start][0])):
        start += 1
    heads = rows[top:start]
    if all(is_blank(row[0]) for row in heads):
        left = min((i for row in heads for i, c in enumerate(row) if not is_blank(c)), default=1)
        return Heads(top, start, left, ())
    corner: list[str] = []
    for column in range(len(rows[top])):
        told = list(dict.fromkeys(label(row[column]) for row in heads if not is_blank(row[column])))
        about = len(told) == 1 and (
            says_about(told[0]) or any(is_text(row[column]) for row in rows[start:end])
        )
        if column and not about:
            break
        corner.append(" ".join(told))
    return Heads(top, start, len(corner), tuple(corner))


def _merged_to(merged: Sequence[Merged], top: int) -> int:
    """Return the row below all that is merged downwards from the first row of headings."""
    start = top + 1
    while True:
        below = max((b + 1 for t, _, b, _ in merged if top <= t < start), default=start)
        if below <= start:
            return start
        start = below


def _only_words(row: Sequence[object]) -> bool:
    """Whether a row below the first one of headings has such too: words that are no units, or years."""
    cells = [cell for cell in row if not is_blank(cell)]
    if len(cells) > 1 and all(_YEAR.fullmatch(label(cell)) for cell in cells):
        return True
    return bool(cells) and all(is_text(c) for c in cells) and not all(is_unit(str(c)) for c in cells)


def stacked_heads(rows: Rows, heads: Heads, right: int, sheet: Sheet, where: str) -> list[list[str]]:
    """Return each row of headings, every heading in all of the columns that it spans.

    Where cells are merged they say what spans what. Where none are, as in PxWeb's exports, a heading spans
    the empty cells right of it, up to where a heading of the row above ends; the last row has none empty.

    Raises
    ------
    StatisticsError
        A column has no heading of its own.
    """
    stacked = [
        row
        for row in range(heads.top, heads.start)
        if not all(is_blank(cell) for cell in rows[row][heads.left : right])
    ]
    merges = {t for t, left, _, r in sheet.merged if r > left >= heads.left}
    read: list[list[str]] = []
    fresh = [True] + [False] * (right - heads.left - 1)
    for depth, row in enumerate(stacked):
        cells = rows[row][heads.left : right]
        told: list[str] = []
        starts: list[bool] = []
        for i, cell in enumerate(cells):
            begins = fresh[i]
            if not is_blank(cell):
                text = label(cell)
                starts.append(begins or not told or told[-1] != text)
                told.append(text)
            elif i and not begins and depth < len(stacked) - 1 and row not in merges:
                starts.append(False)
                told.append(told[-1])
            elif depth and _alone(read[-1], fresh, i):
                starts.append(True)
                told.append(read[-1][i])
            else:
                raise StatisticsError(
                    "the column has no heading in this row of headings",
                    where=f"{where}, cell {sheet.cell_name(row, heads.left + i)}",
                    expected="a heading, or one that is merged over this cell from above or from the left",
                    remedy="write it, or merge the cells that it stands for",
                )
        read.append(told)
        fresh = starts
    return read


def _alone(above: Sequence[str], fresh: Sequence[bool], i: int) -> bool:
    """Whether the heading above is a total that stands over this column alone."""
    ends = i + 1 == len(fresh) or fresh[i + 1]
    return fresh[i] and ends and canonical("", above[i]) == TOTAL


def label(cell: object) -> str:
    """Return a heading or row label as text, without footnote marks; a day as its date."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return without_marks(" ".join(str(cell).split())) if cell is not None else ""
