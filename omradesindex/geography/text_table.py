"""Small CSV files read as what they are: text, cell by cell.

pandas would guess types and turn the code ``"01"`` into the number 1; here nothing is guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from omradesindex.errors import DivisionError, did_you_mean, listing, must_be_plain
from omradesindex.patterns import pattern
from omradesindex.plaintext import as_typed, plain
from omradesindex.show.writing import is_there
from omradesindex.totals import higher_levels, is_whole, with_words

_WENT_THROUGH_NUMBER = pattern(r"[0-9]+[.,]0|[0-9](?:[.,][0-9]+)?[eE]\+[0-9]+")


def read_text_table(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file with a header, comma- or semicolon-separated, UTF-8.

    Raises
    ------
    DivisionError
        Where the file is missing, empty, not UTF-8, or a row has another number of cells than the header.
    """
    if not (is_there(path) and path.is_file()):
        raise DivisionError("there is no such file", where=str(path), remedy="check the path")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DivisionError(
            f"the file is not UTF-8 (byte {error.start})",
            where=str(path),
            remedy="save it again as 'CSV UTF-8'",
        ) from error
    except OSError as error:
        raise DivisionError(
            f"the file cannot be read ({error.strerror or error})",
            where=str(path),
            remedy="check that you may read it",
        ) from error
    lines = text.splitlines()
    if not lines:
        raise DivisionError("the file is empty", where=str(path), expected="a header and one row per area")
    separator = ";" if lines[0].count(";") > lines[0].count(",") else ","
    try:
        table = list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        raise DivisionError(f"the file cannot be read as CSV ({error})", where=str(path)) from error
    header = [as_typed(cell).strip() for cell in table[0]]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise DivisionError(f"the columns {listing(twice)} stand twice in the header", where=str(path))
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        if not cells:
            continue
        if len(cells) != len(header):
            raise DivisionError(
                f"{len(cells)} cells under {len(header)} column names",
                where=f"{path}, row {number}",
                remedy='quote a text that holds the separator, as in "Oxie Kyrkby, Oxievång m fl"',
            )
        rows.append(dict(zip(header, (as_typed(cell).strip() for cell in cells), strict=True)))
    if not rows:
        raise DivisionError("the file has a header but no rows", where=str(path))
    return rows


def refuse_geography(path: Path, **given: object) -> None:
    """Refuse what is said of a geographic file of a list of areas, which has no outlines."""
    for option, value in given.items():
        if value is not None:
            raise DivisionError(
                f"'{option}' is given, but a CSV holds no outlines",
                where=str(path),
                remedy=f"leave '{option}' out, or give a geographic file",
            )


def require_columns(found: Iterable[str], wanted: Iterable[str], *, where: str) -> None:
    """Refuse a table that lacks one of the wanted columns, suggesting the nearest."""
    have = [str(name) for name in found]
    for name in wanted:
        if not have:
            raise DivisionError(
                "the file has outlines and nothing said of them",
                where=where,
                expected=f"a column '{name}'",
                remedy="a shapefile has its columns in the .dbf, which must lie beside it",
            )
        if name not in have:
            raise DivisionError(
                f"there is no column '{name}'{did_you_mean(name, have)}",
                where=where,
                expected=f"one of the file's columns {listing(have)}",
            )


def as_code(value: object, *, where: str, what: str = "code") -> str:
    """Return one code as text; refuse a number, an empty and what has been through a number format."""
    text = plain(value) if isinstance(value, str) else ""
    if not text and (value is None or isinstance(value, str) or _is_nan(value)):
        raise DivisionError(f"the {what} is missing", where=where, remedy="fill it in")
    if not isinstance(value, str):
        raise DivisionError(
            f"the {what} {value!r} is a number",
            where=where,
            expected="text: leading zeros and order are lost in numbers",
            remedy="read the column as text, e.g. pandas.read_csv(…, dtype=str)",
        )
    if _WENT_THROUGH_NUMBER.fullmatch(text):
        raise DivisionError(
            f"the {what} '{value}' has been through a number format",
            where=where,
            expected="the code as its owner writes it",
            remedy="take the codes from the source again, as text",
        )
    must_be_plain(value, what=f"the {what}", where=where, error=DivisionError)
    return text


def is_text(value: object) -> bool:
    """Whether a value is text with something in it."""
    return isinstance(value, str) and bool(plain(value))


def check_codes(codes: Sequence[object], *, where: str, what: str = "code") -> tuple[str, ...]:
    """Return codes as text, each once; rows in messages count from 1 below the header."""
    read = tuple(
        as_code(c, where=f"{where}, data row {row}", what=what) for row, c in enumerate(codes, start=1)
    )
    check_unique(read, where=where, what=what)
    return read


def refuse_wholes(codes: Sequence[str], names: Sequence[str], *, where: str) -> None:
    """Refuse the whole, or an area of a higher level, among the areas that it holds."""
    wholes = {*higher_levels(codes), *filter(is_whole, with_words([*codes, *names]))}
    for code, name in zip(codes, names, strict=True):
        if len(codes) > 1 and (code in wholes or name in wholes):
            raise DivisionError(
                f"'{code}'{f' ({name})' if name != code else ''} is no area beside the others: it holds them",
                where=where,
                expected="areas that share nobody",
                remedy="leave it out",
            )


def check_unique(codes: Sequence[str], *, where: str, what: str = "code") -> None:
    """Refuse repeated codes, naming them and the data rows they stand in."""
    rows: dict[str, list[int]] = {}
    for row, code in enumerate(codes, start=1):
        rows.setdefault(code, []).append(row)
    twice: Mapping[str, list[int]] = {code: at for code, at in rows.items() if len(at) > 1}
    if twice:
        first, at = next(iter(twice.items()))
        raise DivisionError(
            f"the {what} is repeated: {listing(twice)} ('{first}' in data rows {', '.join(map(str, at))})",
            where=where,
            expected=f"each {what} once",
            remedy="merge or remove the repeated rows",
        )


def _is_nan(value: object) -> bool:
    """Whether nothing stands there, as Python and pandas say it."""
    return (isinstance(value, float) and value != value) or type(value).__name__ in ("NAType", "NaTType")
