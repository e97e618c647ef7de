"""Read PC-Axis files (``.px``), with codes, marks and notes.

The format: Statistics Sweden, *PX file format* (AXIS-VERSION 2013). ``pyaxis`` (0.4.3) reads such files too,
but leaves out codes and rows with keys, turns ``..`` into a text of the caller's choice, reads to the end
whatever the sizes say, and brings requests and pyjstat along; what is needed here is less than that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import StatisticsError, did_you_mean, listing
from omradesindex.patterns import pattern
from omradesindex.statistics.reading.cells import read_numbers
from omradesindex.statistics.reading.decoding import decode
from omradesindex.statistics.reading.limits import ReadLimits
from omradesindex.statistics.reading.marks import PUBLISHED_MARKS, explained, says_secret
from omradesindex.statistics.reading.raw import MISSING, SUPPRESSED, RawTable, dimension_name, product

# Possessive quantifiers: a broken file is refused in one pass, without going back.
_ENTRY = pattern(
    r"""\s*+(?P<word>[A-Za-z][A-Za-z0-9_-]*+)(?:\[(?P<language>[^\]"]{0,40})\])?"""
    r"""\s*+(?:\((?P<of>(?:"[^"]*+"|[^")])*+)\))?\s*+="""
)
_VALUE = pattern(r"""(?P<value>(?:"[^"]*+"|[^";]++)*+);""")
_PART = pattern(r'"([^"]*)"|(,)|([^\s",]+)')
_CELL = pattern(r'"[^"]*"|[^\s,;"]+')
_ENCODING = pattern(r"utf-?8|(us-)?ascii|iso-?8859-?\d{1,2}|(windows-?|cp-?|ibm-?)\d{3,4}", re.IGNORECASE)
_NOTES = ("NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX")


class _Entry(NamedTuple):
    """What stands behind a keyword: the texts in brackets, and the values."""

    of: tuple[str, ...]
    values: tuple[str, ...]


_Entries = Mapping[str, Sequence[_Entry]]


def parse_px(data: bytes, *, name: str, limits: ReadLimits | None = None) -> RawTable:
    """Read a PC-Axis file, in its own first language.

    Parameters
    ----------
    data : bytes
        In the encoding that ``CHARSET`` and ``CODEPAGE`` name.
    name : str
        What errors call it.
    limits : ReadLimits, optional

    Raises
    ------
    StatisticsError
        A keyword is missing, the sizes do not fit, a cell is no number, or the file is cut off.

    Examples
    --------
    >>> file = b'''CHARSET="ANSI"; MATRIX="T1"; TITLE="Antal"; STUB="region"; HEADING="tid";
    ... VALUES("region")="Norr","Syd"; CODES("region")="01","02"; VALUES("tid")="2023","2024";
    ... DATA= 5 ".." 7 "-";'''
    >>> parse_px(file, name="t.px").frame[["region", "value", "status"]].values.tolist()
    [['01', 5.0, 'observed'], ['01', nan, 'suppressed'], ['02', 7.0, 'observed'], ['02', 0.0, 'observed']]
    """
    limits = limits or ReadLimits()
    limits.check("bytes", len(data), name)
    entries, cells = _entries(_decode(data, name), name)
    stub, heading = _values(entries, "STUB"), _values(entries, "HEADING")
    dimensions = (*stub, *heading)
    if not dimensions:
        raise StatisticsError(
            "neither STUB nor HEADING names a variable", where=name, expected="a PC-Axis file"
        )
    texts: dict[str, tuple[str, ...]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for dimension in dimensions:
        texts[dimension] = _values(entries, "VALUES", dimension)
        codes[dimension] = _values(entries, "CODES", dimension) or texts[dimension]
        _check_codes(dimension, texts[dimension], codes[dimension], entries, name)
    n = product([len(c) for c in codes.values()])
    limits.check("cells", n, name)
    told = cells if "KEYS" not in entries else _with_keys(cells, entries, stub, heading, codes, texts, name)
    if len(told) != n:
        sizes = " × ".join(str(len(c)) for c in codes.values())
        raise StatisticsError(
            f"DATA holds {len(told)} cells",
            where=name,
            expected=f"{sizes} = {n}",
            remedy="fetch the file again; it may be cut off",
        )
    notes = tuple(
        " ".join("".join(entry.values).replace("#", " ").split())
        for word in _NOTES
        for entry in entries.get(word, ())
    )
    symbols = {"." * n: _first(entries, f"DATASYMBOL{n}") for n in range(1, 7)}
    marks = explained(PUBLISHED_MARKS, {mark: one for mark, one in symbols.items() if one}, notes)
    read = read_numbers(told, lambda i: f"{name}, DATA, cell {i + 1}", marks=marks, decimal=".")
    _hold_noted(read.status, entries, codes, texts)
    content = next(iter(_values(entries, "CONTVARIABLE")), "")
    units = {e.of[0] if e.of else "": " ".join(e.values) for e in entries.get("UNITS", ())}
    code_of = dict(zip(texts.get(content, ()), codes.get(content, ()), strict=True))
    ours = {d: dimension_name(d) for d in dimensions}
    return RawTable.from_cube(
        name,
        {ours[d]: codes[d] for d in dimensions},
        read.value,
        status=read.status,
        where=np.char.add("DATA, cell ", np.arange(1, n + 1).astype(str)).astype(object),
        limits=limits,
        title=_first(entries, "TITLE", "DESCRIPTION", "CONTENTS"),
        code=_first(entries, "TABLEID", "MATRIX"),
        labels={ours[d]: dict(zip(codes[d], texts[d], strict=True)) for d in dimensions},
        dimension_labels={ours[d]: d for d in dimensions if ours[d] != d},
        roles={ours[d]: role for d, role in _roles(entries, dimensions, content).items()},
        units={code_of.get(of, of): unit for of, unit in units.items() if unit},
        source=_first(entries, "SOURCE"),
        updated=_first(entries, "LAST-UPDATED"),
        notes=notes,
    )


def _hold_noted(
    status: NDArray[np.object_],
    entries: _Entries,
    codes: Mapping[str, Sequence[str]],
    texts: Mapping[str, Sequence[str]],
) -> None:
    """Mark as suppressed the cells without a figure whose own note says that they are held back."""
    cube = status.reshape([len(c) for c in codes.values()])
    for entry in (*entries.get("CELLNOTE", ()), *entries.get("CELLNOTEX", ())):
        if len(entry.of) != len(codes) or not says_secret("".join(entry.values)):
            continue
        places = [
            [i for i, pair in enumerate(zip(codes[d], texts[d], strict=True)) if of == "*" or of in pair]
            for d, of in zip(codes, entry.of, strict=True)
        ]
        if all(places):
            box = np.ix_(*places)
            cube[box] = np.where(cube[box] == MISSING, SUPPRESSED, cube[box])


def _decode(data: bytes, name: str) -> str:
    """Return the text; a file that names no encoding is old and from DOS."""
    head = data[:4000].decode("latin-1")
    named = {m[1].upper(): m[2] for m in re.finditer(r'(CHARSET|CODEPAGE)\s*=\s*"([^"]{1,40})"', head)}
    encoding = named.get("CODEPAGE") or ("cp1252" if "CHARSET" in named else "cp850")
    if not _ENCODING.fullmatch(encoding):
        raise StatisticsError(f"the encoding {encoding!r} is unknown", where=f"{name}, CODEPAGE")
    return decode(data, name, claimed=encoding, expected="a PC-Axis file").removeprefix("\ufeff")


def _entries(text: str, name: str) -> tuple[dict[str, list[_Entry]], list[str]]:
    """Return the keywords of the file's first language, and the cells of DATA."""
    entries: dict[str, list[_Entry]] = {}
    first = ""
    at = 0
    while True:
        head = _ENTRY.match(text, at)
        if head is None:
            if text[at:].strip("\x1a \t\r\n"):
                line = text.count("\n", 0, at) + 1
                raise StatisticsError(
                    "a keyword was expected", where=f"{name}, line {line}", expected="a PC-Axis file"
                )
            raise StatisticsError(
                "there is no DATA", where=name, expected="a PC-Axis file", remedy="fetch it again"
            )
        word = head["word"].upper()
        if word == "DATA":
            body = _VALUE.match(text, head.end())
            if body is None:
                # Whole all the same, where all cells are there: their number is looked at by whoever asked.
                _refuse_cut(text, name, keyed="KEYS" in entries)
            elif text[body.end() :].strip("; \x1a\0\t\r\n"):
                raise StatisticsError(
                    "there is something after DATA", where=name, expected="the end of the file"
                )
            cells = text[head.end() :] if body is None else body["value"]
            return entries, [cell.strip('"') for cell in _CELL.findall(cells.rstrip("\x1a\0 \t\r\n"))]
        value = _VALUE.match(text, head.end())
        if value is None:
            line = text.count("\n", 0, head.start()) + 1
            raise StatisticsError(
                f"{word} does not end", where=f"{name}, line {line}", expected="a semicolon"
            )
        if "=" in re.sub('"[^"]*"', "", value["value"]):
            line = text.count("\n", 0, head.start()) + 1
            raise StatisticsError(
                f"{word} runs into the next keyword", where=f"{name}, line {line}", expected="a semicolon"
            )
        at = value.end()
        read = _Entry(_parts(head["of"] or ""), _parts(value["value"]))
        if word == "LANGUAGE":
            first = "".join(read.values)
        if not head["language"] or head["language"] == first:
            entries.setdefault(word, []).append(read)


def _refuse_cut(text: str, name: str, *, keyed: bool) -> None:
    """Refuse a file without its last semicolon that may be cut off.

    At its end 2 may be what is left of 22; and where rows bear keys, those that are not there count as zeros.
    """
    if keyed or text.count('"') % 2 or not (text[-1].isspace() or text[-1] in '"\x1a\0'):
        raise StatisticsError(
            "the file is cut off in DATA, or its last semicolon is missing",
            where=name,
            expected="a semicolon at the end",
            remedy="fetch it again; if you know that it is whole, write the semicolon",
        )


def _parts(text: str) -> tuple[str, ...]:
    """Return the values of an entry, parted by commas; texts in a row are one that was broken in lines."""
    values: list[str] = []
    open_ = False
    for quoted, comma, bare in _PART.findall(text):
        if comma:
            open_ = False
        elif open_:
            values[-1] += quoted or bare
        else:
            values.append(quoted or bare)
            open_ = True
    return tuple(values)


def _values(entries: _Entries, word: str, of: str | None = None) -> tuple[str, ...]:
    for entry in entries.get(word, ()):
        if of is None or of in entry.of:
            return entry.values
    return ()


def _first(entries: _Entries, *words: str) -> str:
    texts = (" ".join(" ".join(_values(entries, word)).split()) for word in words)
    return next((text for text in texts if text), "")


def _check_codes(
    dimension: str, texts: Sequence[str], codes: Sequence[str], entries: _Entries, name: str
) -> None:
    if not texts:
        known = [entry.of[0] for entry in entries.get("VALUES", ()) if entry.of]
        raise StatisticsError(
            f"the variable '{dimension}' has no VALUES{did_you_mean(dimension, known)}",
            where=name,
            expected=f"VALUES for each variable; there are {listing(known) or 'none'}",
        )
    if len(codes) != len(texts):
        raise StatisticsError(
            f"there are {len(texts)} VALUES, but {len(codes)} CODES", where=f"{name}, '{dimension}'"
        )
    if len(set(codes)) != len(codes) or not all(codes):
        raise StatisticsError("a code is empty or stands there twice", where=f"{name}, '{dimension}'")


def _with_keys(
    cells: Sequence[str],
    entries: _Entries,
    stub: Sequence[str],
    heading: Sequence[str],
    codes: Mapping[str, Sequence[str]],
    texts: Mapping[str, Sequence[str]],
    name: str,
) -> list[str]:
    """Return all cells of a file that gives rows by key; such a file leaves out rows of nothing but zeros."""
    width = product([len(codes[d]) for d in heading])
    index = []
    for dimension in stub:
        by = "".join(_values(entries, "KEYS", dimension)).upper()
        index.append({key: at for at, key in enumerate((codes if by == "CODES" else texts)[dimension])})
    full = ["0"] * (product([len(codes[d]) for d in stub]) * width)
    seen: set[int] = set()
    step = len(stub) + width
    if len(cells) % step:
        raise StatisticsError(
            "a row of DATA is not complete", where=name, expected=f"{len(stub)} keys, {width} cells"
        )
    for number, at in enumerate(range(0, len(cells), step), start=1):
        row = 0
        for position, key in zip(index, cells[at : at + len(stub)], strict=True):
            found = position.get(key)
            if found is None:
                raise StatisticsError(f"the key {key[:40]} is unknown", where=f"{name}, DATA, row {number}")
            row = row * len(position) + found
        if row in seen:
            raise StatisticsError("the keys stand there twice", where=f"{name}, DATA, row {number}")
        seen.add(row)
        full[row * width : (row + 1) * width] = cells[at + len(stub) : at + step]
    return full


def _roles(entries: _Entries, dimensions: Sequence[str], content: str) -> dict[str, str]:
    timed = {of for entry in entries.get("TIMEVAL", ()) for of in entry.of}
    mapped = {of for entry in entries.get("MAP", ()) for of in entry.of}
    roles = {d: "time" for d in dimensions if d in timed} | {d: "geo" for d in dimensions if d in mapped}
    return roles | ({content: "metric"} if content in dimensions else {})
