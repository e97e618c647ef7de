"""Look at a workbook's parts before any is parsed: a file from outside can do nothing but be read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal, NamedTuple, Protocol

from omradesindex.errors import StatisticsError
from omradesindex.foreign import cause_of
from omradesindex.patterns import pattern

#: What zipfile and openpyxl let through when a workbook is damaged.
DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    SyntaxError,  # of XML, whichever of the two parsers openpyxl finds
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)

#: The parts that are parsed. Others may be in any form, since they are taken away.
_PARSED = pattern(
    r"\[content_types\]\.xml|_rels/.*|docprops/.*"
    r"|xl/(?:workbook|sharedstrings|styles)\.xml|xl/(?:_rels|worksheets|theme)/.*",
    re.IGNORECASE,
)
_FORMULA = pattern(rb"<(?:\w+:)?f[ />]")

#: Elements of the part that holds the formats; the real exports have some hundred.
_FORMATS = 500_000

#: A part that is smaller may be packed as tightly as it likes.
_SMALL = 1_000_000


#: What of a workbook is bounded.
Bounded = Literal["bytes", "members", "expanded", "ratio", "cells"]


class Limits(Protocol):
    """What says how large a workbook may be."""

    def check(self, what: Bounded, found: int, where: str) -> None:
        """Refuse more than the limit of what is named."""


class Workbook(NamedTuple):
    """A workbook that may be parsed, and whether formulas and raised characters are somewhere in it."""

    data: bytes
    formulas: bool
    raised: bool


def inspect_workbook(data: bytes, *, name: str, limits: Limits) -> Workbook:
    """Refuse a workbook that is none, or wants to do something; leave out what is not parsed and looks odd.

    Parameters
    ----------
    data : bytes
        An ``.xlsx`` workbook.
    name : str
        What errors call it.
    limits : Limits

    Raises
    ------
    StatisticsError
        It is no workbook, has a password or macros, unpacks to more than the limits, or declares entities.
    """
    limits.check("bytes", len(data), name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatisticsError(
            "it is an old .xls workbook, or one with a password",
            where=name,
            expected="an .xlsx file without a password",
            remedy="open it and save it as .xlsx",
        )
    formulas = raised = False
    odd: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            limits.check("members", len(parts), name)
            limits.check("expanded", sum(part.file_size for part in parts), name)
            for part in parts:
                text = _unpacked(packed, part, name, limits)
                if not _PARSED.fullmatch(part.filename):
                    if _declares(text, part.filename):
                        odd.add(part.filename)
                    continue
                _refuse_declarations(text, part.filename, name)
                _refuse_endless(text, part.filename, name, limits)
                formulas = formulas or ("worksheets/" in part.filename and _FORMULA.search(text) is not None)
                raised = raised or b"superscript" in text
            return Workbook(_without(packed, odd) if odd else data, formulas, raised)
    except StatisticsError:
        raise
    except DAMAGED as error:
        raise StatisticsError(
            f"it is no workbook ({cause_of(error)})", where=name, expected="an .xlsx file"
        ) from None


def _unpacked(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    if part.file_size > _SMALL:
        limits.check("ratio", part.file_size // max(part.compress_size, 1), name)
    if part.flag_bits & 1:
        raise StatisticsError("the workbook has a password", where=name, remedy="save it without")
    if part.filename.lower().endswith("vbaproject.bin"):
        raise StatisticsError(
            "the workbook holds macros", where=name, remedy="save it as .xlsx, which has none"
        )
    return packed.read(part)


def _declares(text: bytes, filename: str) -> bool:
    """Whether a part declares entities, which may unfold without end, or hides in UTF-16 that it does."""
    wide = b"\0" in text and filename.lower().endswith((".xml", ".rels"))
    return wide or b"<!DOCTYPE" in text or b"<!ENTITY" in text


def _refuse_declarations(text: bytes, filename: str, name: str) -> None:
    if _declares(text, filename):
        raise StatisticsError(f"'{filename}' declares entities", where=name, expected="plain XML in UTF-8")


def _refuse_endless(text: bytes, filename: str, name: str, limits: Limits) -> None:
    elements = text.count(b"<")
    # A cell or a text takes four or more; of formats there are few, and they are slow to read.
    limits.check("cells", elements // 8, f"{name}, {filename}")
    if elements > _FORMATS and filename.endswith("styles.xml"):
        raise StatisticsError(
            "the workbook holds too many formats", where=name, remedy="copy its values to a new one"
        )


def _without(packed: zipfile.ZipFile, odd: set[str]) -> bytes:
    """Return the workbook without some parts, so that nothing in it can have them parsed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for part in packed.infolist():
            if part.filename not in odd:
                new.writestr(part.filename, packed.read(part))
    return kept.getvalue()
