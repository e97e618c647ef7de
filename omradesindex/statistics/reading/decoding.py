"""Bytes made text, in the encoding that they are in; what a file claims counts where they bear it out."""

from __future__ import annotations

import codecs
import re

from omradesindex.errors import StatisticsError
from omradesindex.patterns import pattern

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_ASCII = bytes(range(128))
#: What letters of one eight-bit encoding look like in another: signs, inside words or where one begins.
_SIGN = pattern(r"[†„”™‡ˆŠŒŽš\x80-\x9f¤…€]")
_MISREAD = pattern(r"[A-Za-z][†„”™‡ˆŠŒŽš\x80-\x9f¤]|[†„™…€Šš\x80-\x9f][a-z]")
#: What is no letter of the languages that are written here.
_FOREIGN = pattern(r"[^\x00-\x7fåäöÅÄÖéÉèàáüÜæøÆØ§½²]")


def decode(data: bytes, name: str, *, claimed: str = "", expected: str = "a text file") -> str:
    """Return the text of a file.

    A byte-order mark is believed. Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever is
    claimed: by chance they never are. Else comes the encoding that is claimed, or Windows-1252; where that
    gives signs inside words and an old one, of DOS or Macintosh, does not, that one.

    Parameters
    ----------
    data : bytes
    name : str
        What errors call it.
    claimed : str
        The encoding that the file names.
    expected : str
        What it should be, for errors.

    Raises
    ------
    StatisticsError
        It is in none of them.

    Examples
    --------
    >>> encodings = ("utf-8", "cp1252", "cp850", "mac-roman", "utf-16")
    >>> [decode("Östby".encode(encoding), "x", claimed="cp1252") for encoding in encodings]
    ['Östby', 'Östby', 'Östby', 'Östby', 'Östby']
    """
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return _strict(data, encoding, name, expected)
    wide = _wide(data)
    if wide:
        return _strict(data, wide, name, expected)
    for encoding in ("utf-8", claimed or "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return text if encoding == "utf-8" else _from_old(data, text, encoding)
    # What is claimed is not so.
    try:
        text, encoding = data.decode("cp1252"), "cp1252"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "latin-1"
    return _from_old(data, text, encoding)


def _strict(data: bytes, encoding: str, name: str, expected: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise StatisticsError(
            f"the file is not a text file: it says that it is {encoding.removesuffix('-sig').upper()}, "
            "and is not",
            where=name,
            expected=expected,
            remedy="fetch or save it again",
        ) from None


def _wide(data: bytes) -> str:
    """Return UTF-16 where every other byte of the beginning is empty, as it is in Latin letters."""
    head = data[: min(len(data) // 2 * 2, 200)]
    if len(head) < 8 or len(data) % 2:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if min(even, odd) or max(even, odd) < 0.9 * half:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _from_old(data: bytes, text: str, encoding: str) -> str:
    """Return the text, read as DOS or an old Macintosh wrote it where it looks odd otherwise."""
    # Where each byte is a letter, the few different ones tell of a long text that no sign is in it.
    signs = text if len(text) != len(data) else bytes({*data.translate(None, _ASCII)}).decode(encoding)
    if not _SIGN.search(signs):
        return text
    if not _MISREAD.search(text):
        return text
    for encoding in ("cp850", "mac-roman"):
        old = data.decode(encoding)
        if re.search("[åäöÅÄÖ]", old) and not _FOREIGN.search(old):
            return old
    return text
