r"""One way to read a number, for every format: Swedish and plain writing, marks, and what is refused.

What the marks in place of a figure mean stands in :mod:`omradesindex.statistics.reading.marks`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError
from omradesindex.patterns import pattern
from omradesindex.statistics.reading.footnotes import without_marks
from omradesindex.statistics.reading.marks import PUBLISHED_MARKS, ZERO, flag_meaning, mark_meaning
from omradesindex.statistics.reading.raw import MISSING, OBSERVED, SUPPRESSED

#: Spaces that do not break part thousands, as apostrophes do; a dash is a hyphen that somebody set well.
SPACES, APOSTROPHES = "\u00a0\u202f\u2007\u2008\u2009\u2006", "'\u2019\u02bc"
MINUSES = "\u2212\u2010\u2011\u2012\u2013\u2014"
_WRITTEN = str.maketrans(
    {**dict.fromkeys(SPACES, " "), **dict.fromkeys(MINUSES, "-"), "\N{HORIZONTAL ELLIPSIS}": "..."}
)
_APOSTROPHE = pattern(rf"(?<=[0-9])[{APOSTROPHES}](?=[0-9]{{3}})")
# ASCII digits only, and not endlessly many of them.
_PLAIN = pattern(r"([+-]?)([0-9]{0,40})(?:([.,])([0-9]{1,40}))?([eE][+-]?[0-9]{1,3})?")
_SPACED = pattern(r"([+-]?)([1-9][0-9]{0,2}(?: [0-9]{3}){1,12})(?:([.,])([0-9]{1,40}))?()")
_POINTED = pattern(
    r"([+-]?)([1-9][0-9]{0,2}(?:([.,])[0-9]{3}(?:\3[0-9]{3}){0,12}))(?:(?!\3)[.,]([0-9]{1,40}))?"
)
#: A number with the mark that decimals usually have; most are such, and nothing of them is to be asked.
_FRACTION = {
    mark: pattern(rf"[+-]?[0-9]{{1,15}}{re.escape(mark)}[0-9]{{1,40}}" if mark else r"(?!)")
    for mark in ("", ".", ",")
}
_SIGN = pattern(r"(.*?) ?([%‰])")


class Percent(float):
    """A number that its workbook shows as per cent: 0.123, shown as 12,3 %."""


class Signed(float):
    """A number beside which its workbook shows a sign as text: 12.3, shown as 12,3 %."""

    sign: str

    def __new__(cls, value: float, sign: str) -> Signed:
        """Make the number, with its sign."""
        made = super().__new__(cls, value)
        made.sign = sign
        return made


class Unclear(float):
    """A number that cannot be taken for a figure before a person has said what is meant, and why."""

    why: str

    def __new__(cls, value: float, why: str) -> Unclear:
        """Make the number, with the reason."""
        made = super().__new__(cls, value)
        made.why = why
        return made


class Cells(NamedTuple):
    """Cells that were read: value (NaN where there is none), status, and ``%``, ``‰`` or nothing."""

    value: NDArray[np.float64]
    status: NDArray[np.object_]
    sign: NDArray[np.object_]


class _Reading(NamedTuple):
    """One spelling, taken apart: a status, or digits that may hold one mark of open meaning."""

    status: str
    sign: str = ""
    plain: str = ""
    #: What the spelling proves the decimal mark to be.
    decimal: str = ""
    #: The mark that may part thousands or decimals: 1.234.
    open: str = ""


def read_numbers(
    cells: Sequence[object],
    place: Callable[[int], str],
    *,
    marks: Mapping[str, str] = PUBLISHED_MARKS,
    decimal: str = "",
    usual: str = "",
) -> Cells:
    """Read the cells of one table as numbers, or refuse the first that is none.

    Parameters
    ----------
    cells : sequence
        Text, numbers, or None. All of a table's at once, so that one cell can tell how another is meant.
    place : callable
        Index of a cell → its address, for errors.
    marks : mapping of str to str
        What stands for ``zero``, ``missing`` or ``suppressed``.
    decimal : {"", ".", ","}
        The decimal mark, where it is known.
    usual : {"", ".", ","}
        The decimal mark where no cell tells; without it ``1.234`` is refused there.

    Raises
    ------
    StatisticsError
        A cell is no number, two conventions are mixed, or nothing tells what a mark means.

    Examples
    --------
    >>> read_numbers(["1 234,5", "\N{MINUS SIGN}2", "..", "-", None], str).value.tolist()
    [1234.5, -2.0, nan, 0.0, nan]
    >>> read_numbers(["1.234"], lambda i: f"cell B{i + 2}")
    Traceback (most recent call last):
    ...
    omradesindex.errors.StatisticsError: cell B2: '1.234' may be 1234 or 1 and a fraction...
    """
    status = np.full(len(cells), OBSERVED, dtype=object)
    sign = np.full(len(cells), "", dtype=object)
    if set(map(type, cells)) <= {int, float}:
        # Nothing to take apart, as mostly in a workbook. What is no finite number is told below.
        with suppress(OverflowError):
            value = np.array(cells, dtype=float)
            if np.isfinite(value).all():
                return Cells(value, status, sign)
    value = np.full(len(cells), np.nan)
    read: dict[str, _Reading] = {}
    first: dict[str, int] = {}
    written: list[tuple[int, str]] = []
    mark = decimal or usual
    plain = _FRACTION["" if any(map(_FRACTION[mark].fullmatch, marks)) else mark]
    fractions: list[tuple[int, str]] = []
    for i, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell.isascii() and cell.isdigit() and len(cell) < 16:
                value[i] = int(cell)  # nothing to take apart
                continue
            if plain.fullmatch(cell):
                value[i] = float(cell.replace(",", "."))
                fractions.append((i, cell))
                continue
            written.append((i, cell))
            if cell not in read:
                read[cell], first[cell] = _spelling(cell, marks, place, i), i
        elif cell is None or cell != cell:
            status[i] = MISSING
        else:
            value[i], sign[i] = _typed(cell, place, i)
    if not all({one.decimal, one.open} <= {"", mark} for one in read.values()):
        # Some cell may tell that the mark means something else here.
        for i, cell in fractions:
            if cell not in read:
                read[cell], first[cell] = _spelling(cell, marks, place, i), i
        read = dict(sorted(read.items(), key=lambda one: first[one[0]]))
        written += fractions
    point = _decimal_mark(read, first, place, decimal, usual)
    numbers = {text: _number(one, point, place, first[text]) for text, one in read.items()}
    for i, text in written:
        status[i], sign[i], value[i] = read[text].status, read[text].sign, numbers[text]
    return Cells(value, status, sign)


def apply_flags(
    read: Cells, flags: Sequence[str | None], place: Callable[[int], str], known: Mapping[str, str]
) -> tuple[str, ...]:
    """Give cells the status that flags beside them say; return a remark for each flag that nobody knows.

    A figure that is not there and has a flag that nobody knows is read as held back.

    Raises
    ------
    StatisticsError
        There is a figure, although its flag says that it is held back or not there.
    """
    unknown: dict[str, int] = {}
    for i, flag in enumerate(flags):
        if not flag or not flag.strip():
            continue
        meaning = known.get(flag.strip(), flag_meaning(flag))
        if not np.isnan(read.value[i]):
            if meaning in (MISSING, SUPPRESSED):
                raise StatisticsError(
                    f"there is a value, although the status is '{flag}'",
                    where=place(i),
                    expected="the one or the other",
                    remedy="ask whoever published it; a figure that is held back must not be used",
                )
        elif meaning == ZERO:
            read.value[i], read.status[i] = 0.0, OBSERVED
        elif meaning is None:
            unknown[flag] = unknown.get(flag, 0) + 1
            read.status[i] = SUPPRESSED
        elif meaning and read.status[i] != SUPPRESSED:
            read.status[i] = meaning
    return tuple(f"'{flag}' utan värde: läst som skyddat ({n})" for flag, n in unknown.items())


def check_signs(read: Cells, column: Sequence[object], place: Callable[[int], str]) -> dict[object, str]:
    """Return the sign (``%``, ``‰`` or nothing) of each column; refuse a column that mixes them.

    A zero needs no sign.
    """
    found: dict[object, tuple[str, int]] = {}
    for i in np.flatnonzero((read.status == OBSERVED) & ((read.value != 0) | (read.sign != ""))).tolist():
        known, at = found.setdefault(column[i], (read.sign[i], i))
        if known != read.sign[i]:
            one, other = (f"'{s}'" if s else "no sign" for s in (read.sign[i], known))
            raise StatisticsError(
                f"the number has {one}, but the one at {place(at)} has {other}",
                where=place(i),
                expected="one unit in a column",
                remedy="write all of them in per cent, with or without the sign",
            )
    return {name: sign for name, (sign, _) in found.items()}


def _typed(cell: object, place: Callable[[int], str], i: int) -> tuple[float, str]:
    if isinstance(cell, Unclear):
        raise StatisticsError(
            f"the number {float(cell):.15g} {cell.why}",
            where=place(i),
            expected="a cell that holds one figure and shows it as it is",
            remedy="write in the cell what is meant, in a plain number format",
        )
    if isinstance(cell, Percent):
        # 0.07 · 100 is 7.000000000000001: the digits that were typed are meant.
        value, sign = round(float(cell) * 100, 12), "%"
    elif isinstance(cell, Signed):
        value, sign = float(cell), cell.sign
    elif isinstance(cell, (int, float, np.number, Decimal)) and not isinstance(cell, bool):
        try:
            value, sign = float(cell), ""
        except (OverflowError, ValueError):
            value = np.inf
    else:
        date = isinstance(cell, (dt.date, dt.time, dt.timedelta))
        kind = "a date" if date else "true or false" if isinstance(cell, bool) else "not a number"
        raise StatisticsError(
            f"the cell {_short(str(cell))} is {kind}",
            where=place(i),
            expected="a number",
            remedy="format the column as numbers; a spreadsheet makes dates of texts such as 1-2"
            if date
            else "write the number, or leave the cell empty",
        )
    if not np.isfinite(value):
        raise StatisticsError("the number is infinite", where=place(i), expected="a finite number")
    return value, sign


def _spelling(text: str, marks: Mapping[str, str], place: Callable[[int], str], i: int) -> _Reading:
    bare = text.translate(_WRITTEN).strip()
    meaning = mark_meaning(bare, marks)
    if meaning is None:
        bare = without_marks(_APOSTROPHE.sub(" ", bare))
        meaning = mark_meaning(bare, marks)
    if meaning is not None:
        return _Reading(OBSERVED, plain="0") if meaning == ZERO else _Reading(meaning)
    signed = _SIGN.fullmatch(bare)
    number, sign = (signed[1], signed[2]) if signed else (bare, "")
    found = _PLAIN.fullmatch(number) or _SPACED.fullmatch(number)
    if found and (found[2] or found[4]):
        minus, whole, mark, part, power = (group or "" for group in found.groups())
        if mark and len(part) == 3 and not power and re.fullmatch("[1-9][0-9]{0,2}", whole):
            return _Reading(OBSERVED, sign, minus + whole + mark + part, open=mark)
        plain = f"{minus}{whole.replace(' ', '') or '0'}.{part or '0'}{power}"
        return _Reading(OBSERVED, sign, plain, decimal=mark)
    found = _POINTED.fullmatch(number)
    if found:
        minus, whole, thousands, part = (group or "" for group in found.groups())
        plain = f"{minus}{whole.replace(thousands, '')}.{part or '0'}"
        return _Reading(OBSERVED, sign, plain, decimal=_other(thousands))
    raise StatisticsError(
        f"{_short(text)} is not a number{_perhaps(bare)}", where=place(i), expected=_instead(bare)
    )


def _perhaps(bare: str) -> str:
    """Say what a text that is no number may be meant as."""
    if bare == "-":
        return ": a dash may mean zero or missing"
    if re.fullmatch(r"[0-9][0-9 .,]*\)", bare):
        return f": it may be {bare[:-1]}, or a shorter number with a footnote"
    if re.fullmatch(r"[0-9]{1,3} ?- ?[0-9]{1,3}", bare):
        return ": a span may stand for a figure that is held back"
    if re.fullmatch(r"\([0-9][0-9 .,]*\)", bare):
        return ": a number in brackets may be negative, uncertain or a footnote"
    if re.fullmatch(r"[0-9][0-9 .,]* ?[A-Za-z]{1,3}", bare):
        return ": letters stand behind the digits"
    return ""


def _instead(bare: str) -> str:
    if bare == "-":
        return 'what the dash means, in the mapping: marks = { "-" = "zero" } or "missing"'
    if re.fullmatch(r"[0-9]{1,3} ?- ?[0-9]{1,3}", bare):
        return f'a number, or what the span means, in the mapping: marks = {{ "{bare}" = "suppressed" }}'
    if bare[:1].isdigit():
        return "the digits alone; units, flags and footnotes in the heading or in a column of their own"
    return (
        "a number, an empty cell, or '..' for a figure that is held back; what another mark means "
        'can be said in the mapping: marks = { "…" = "suppressed" }'
    )


def _decimal_mark(
    read: Mapping[str, _Reading],
    first: Mapping[str, int],
    place: Callable[[int], str],
    decimal: str,
    usual: str,
) -> str:
    """Return the decimal mark that all cells of the table agree on."""
    seen: dict[str, str] = {}
    for text, one in read.items():
        if one.decimal:
            seen.setdefault(one.decimal, text)
    wrong = seen.get(_other(decimal)) if decimal else None
    if wrong is not None:
        raise StatisticsError(
            f"{_short(wrong)} is not written with the decimal mark '{decimal}'",
            where=place(first[wrong]),
        )
    if len(seen) > 1:
        early, late = sorted((seen["."], seen[","]), key=lambda text: first[text])
        raise StatisticsError(
            f"{_short(late)} and {_short(early)} ({place(first[early])}) have different decimal marks",
            where=place(first[late]),
            expected="one decimal mark in a table",
            remedy="write all of its numbers with comma, or all with point",
        )
    known = decimal or next(iter(seen), "")
    for text, one in read.items():
        if one.open and not known and one.open != usual:
            raise StatisticsError(
                f"{_short(text)} may be {one.plain.replace(one.open, '')} or "
                f"{one.plain.partition(one.open)[0]} and a fraction, and no other number of the table tells",
                where=place(first[text]),
                remedy='say which in the mapping: decimal = "," or decimal = "."; or write it unmistakably',
            )
    return known or usual


def _number(one: _Reading, point: str, place: Callable[[int], str], i: int) -> float:
    if one.status != OBSERVED:
        return np.nan
    plain = one.plain.replace(one.open, "." if one.open == point else "") if one.open else one.plain
    value = float(plain)
    if not np.isfinite(value):
        raise StatisticsError("the number is too large", where=place(i), expected="a finite number")
    return value


def _other(mark: str) -> str:
    return "," if mark == "." else "."


def _short(text: str) -> str:
    """Quote a text from a file, cut where it is long."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
