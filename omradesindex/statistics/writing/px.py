"""Write a cube as a PC-Axis file (``.px``), as PxWeb takes it.

The format: Statistics Sweden, *PX file format* (AXIS-VERSION 2013). Everything that is read stands in every
language; numbers have all their decimals, and ``PRECISION`` says how many are shown. The file bears no date
of its own: the same cube gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from omradesindex.patterns import pattern
from omradesindex.plaintext import visible
from omradesindex.statistics.writing.cube import Category, Cube, Dimension, quality_said
from omradesindex.wording import LANGUAGES, Language

_LINE = 250  # characters of a text in one line
_NAME = 20  # of a table, in MATRIX
_DECIMALS = 15  # that the format knows
_SHOWN = 6  # that programs show at most
#: How periods are written, by scale.
_SCALES = {
    "H1": pattern(r"\d{4}H[12]"),
    "Q1": pattern(r"\d{4}[KQ][1-4]"),
    "M1": pattern(r"\d{4}M\d{2}"),
    "W1": pattern(r"\d{4}[VW]\d{2}"),
}


def px_of(cube: Cube, lang: Language) -> bytes:
    """Return a cube as a PC-Axis file whose first language is ``lang``.

    Each row of the file is a category of the first dimension.

    Examples
    --------
    >>> from omradesindex.wording import said_in_all
    >>> def named(text): return said_in_all(lambda lang: text)
    >>> cube = Cube("t", named("Antal"), (
    ...     Dimension("area", named("område"), (Category("01", named("Norr")),), "geo"),
    ...     Dimension("period", named("år"), (Category("2023", named("2023")),), "time")),
    ...     np.array([[5.0]]), np.array([["official"]], dtype=object),
    ...     np.array([["observed"]], dtype=object))
    >>> print(px_of(cube, "sv").decode().partition("DATA=")[2])
    <BLANKLINE>
    5 ;
    <BLANKLINE>
    """
    languages = (lang, *(other for other in LANGUAGES if other != lang))
    rows = _rows(cube)
    decimals = max((len(cell.partition(".")[2]) for row in rows for cell in row if cell[0] != '"'), default=0)
    lines = [
        _entry("CHARSET", "ANSI"),
        _entry("AXIS-VERSION", "2013"),
        _entry("CODEPAGE", "utf-8"),
        _entry("LANGUAGE", lang),
        _entry("LANGUAGES", *languages),
        f"DECIMALS={decimals};",
        f"SHOWDECIMALS={max((min(c.decimals, _SHOWN) for c in _measured(cube)), default=0)};",
        _entry("MATRIX", cube.code[:_NAME]),
        _entry("TABLEID", cube.code),
        _entry("SUBJECT-CODE", cube.code[:_NAME]),
    ]
    for one in languages:
        lines += _described(cube, one, "" if one == lang else f"[{one}]")
    data = "".join(f"{' '.join(row)} \n" for row in rows)
    return "\n".join([*lines, f"DATA=\n{data.rstrip(chr(10))};\n"]).encode("utf-8")


def _measured(cube: Cube) -> tuple[Category, ...]:
    """Return the categories of what is measured."""
    return next((d.categories for d in cube.dimensions if d.role == "metric"), ())


def _rows(cube: Cube) -> list[list[str]]:
    values = cube.values.reshape(len(cube.values), -1)
    marks = cube.marks.reshape(values.shape)
    return [
        [f'"{mark}"' if mark else _number(value) for value, mark in zip(row, own, strict=True)]
        for row, own in zip(values.tolist(), marks, strict=True)
    ]


def _number(value: float) -> str:
    return np.format_float_positional(value, precision=_DECIMALS, unique=True, trim="-")


def _described(cube: Cube, lang: Language, suffix: str) -> Iterator[str]:
    """Yield what is read of a cube, in one language."""
    stub, *heading = (dimension.label[lang] for dimension in cube.dimensions)
    yield _entry(f"SUBJECT-AREA{suffix}", cube.title[lang])
    yield _entry(f"CONTENTS{suffix}", cube.title[lang])
    yield _entry(f"TITLE{suffix}", cube.title[lang])
    yield _entry(f"STUB{suffix}", stub)
    yield _entry(f"HEADING{suffix}", *heading)
    for dimension in cube.dimensions:
        yield from _dimension(dimension, lang, suffix)
    if cube.source:
        yield _entry(f"SOURCE{suffix}", cube.source[lang])
    if notes := cube.told(lang):
        yield _entry(f"NOTE{suffix}", "##".join(notes))  # a new paragraph each
    yield from _qualities(cube, lang, suffix)


def _dimension(dimension: Dimension, lang: Language, suffix: str) -> Iterator[str]:
    name, labels = dimension.label[lang], dimension.labels(lang)
    if dimension.role == "metric":
        yield _entry(f"CONTVARIABLE{suffix}", name)
    yield _entry(f"VALUES{suffix}", *labels, of=[name])
    yield _entry(f"CODES{suffix}", *dimension.codes, of=[name])
    if dimension.role == "geo":
        yield _entry(f"MAP{suffix}", dimension.code, of=[name])
    if dimension.role == "time":
        yield f"TIMEVAL{suffix}({_quoted(name)})=TLIST({_scale(dimension.codes)}),{_listed(dimension.codes)};"
    for category, label in zip(dimension.categories, labels, strict=True):
        if category.unit:
            yield _entry(f"UNITS{suffix}", category.unit[lang], of=[label])
        if dimension.role == "metric" and category.decimals:
            yield f"PRECISION{suffix}({_listed([name, label])})={min(category.decimals, _SHOWN)};"


def _scale(codes: Sequence[str]) -> str:
    """Return the scale of time that all codes are written on, as the format has them; years of any others."""
    return next((scale for scale, form in _SCALES.items() if all(map(form.fullmatch, codes))), "A1")


def _qualities(cube: Cube, lang: Language, suffix: str) -> Iterator[str]:
    """Say which figures are not official: all of one measure at once, or one by one."""
    place = next((k for k, d in enumerate(cube.dimensions) if d.role == "metric"), None)
    labels = [dimension.labels(lang) for dimension in cube.dimensions]
    if place is None:
        yield from _one_by_one(cube.quality, labels, lang, suffix)
        return
    for k, label in enumerate(labels[place]):
        own = cube.quality.take([k], axis=place)
        kinds = set(own[own != ""])
        if len(kinds) == 1:
            if said := quality_said(kinds.pop(), lang):
                name = cube.dimensions[place].label[lang]
                yield _entry(f"VALUENOTE{suffix}", said, of=[name, label])
            continue
        of = [[label] if at == place else names for at, names in enumerate(labels)]
        yield from _one_by_one(own, of, lang, suffix)


def _one_by_one(
    quality: NDArray[np.object_], labels: Sequence[Sequence[str]], lang: Language, suffix: str
) -> Iterator[str]:
    for cell in zip(*np.nonzero(quality != ""), strict=True):
        if said := quality_said(str(quality[cell]), lang):
            of = [names[at] for names, at in zip(labels, cell, strict=True)]
            yield _entry(f"CELLNOTE{suffix}", said, of=of)


def _entry(word: str, *values: str, of: Sequence[str] = ()) -> str:
    key = f"({_listed(of)})" if of else ""
    return f"{word}{key}={_wrapped(values)};"


def _wrapped(values: Sequence[str]) -> str:
    """Return values in as many lines as it takes."""
    lines = [""]
    for value in map(_broken, values):
        if lines[-1] and len(lines[-1]) + len(value) > _LINE:
            lines.append("")
        lines[-1] += ("," if lines != [""] and lines[-1] else "") + value
    return ",\n".join(lines)


def _listed(values: Sequence[str]) -> str:
    return ",".join(map(_quoted, values))


def _quoted(text: str) -> str:
    """Return a text in one line; the format has no way to write its own quotation marks."""
    return f'"{_plain(text)}"'


def _broken(text: str) -> str:
    """Return a text in as many lines as it takes."""
    plain = _plain(text)
    pieces = [plain[at : at + _LINE] for at in range(0, len(plain), _LINE)] or [""]
    return "\n".join(f'"{piece}"' for piece in pieces)


def _plain(text: str) -> str:
    return " ".join(visible(text).replace('"', "'").split())
