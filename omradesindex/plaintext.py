"""Text from outside: what it may not hold, how that is shown, and how no cell becomes a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from omradesindex.patterns import pattern

# Control characters but tab and line breaks; what turns the reading direction (a code could be shown as
# another); halves of characters and what no XML may hold. A carriage return alone lets a later text cover an
# earlier one.
_HIDDEN = pattern(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]|\r(?!\n)"
)

# What has no width: soft hyphens, joiners and their like, the mark that begins a file.
_PLACELESS = frozenset("\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")

# Where a cell starts, what a spreadsheet program skips there, and what makes it compute the rest. A number
# with a sign, or a sign alone, computes nothing.
_START = r"(^|[;\t\r\n])"
_SKIPPED = r"[\s'\"\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*"
_NUMBER = r"(?:\d[\d\s.,]*|[.,]\d+)?(?:[eE][+\-]?\d+)?\s?[%\u2030]?\s*(?:[;\t\r\n]|$)"
_FORMULA = rf"(?:[=@\uff1d\uff20]|[+\-\uff0b\uff0d](?!{_NUMBER}))"
_LIVE = pattern(rf"{_START}(?={_SKIPPED}{_FORMULA})")
_LIVE_IN_COMMAS = pattern(rf"(,)(?={_SKIPPED}{_FORMULA})")
_DISARMED = pattern(rf"{_START}'(?={_SKIPPED}{_FORMULA})")


def plain(text: str) -> str:
    r"""Write a code, id or category in one way, whatever it was copied from.

    Accents and letters in one form (NFC), every kind of space as one, no space at either end, and nothing
    that takes no place: what looks the same in every font is the same. Dashes and capitals are left.

    Examples
    --------
    >>> plain("Ro\u0301n\u00a0 \u200b1 ") == "Rón 1"
    True
    """
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFC", text) if c not in _PLACELESS)
    return " ".join(text.split())


def all_plain(texts: Sequence[str]) -> list[str]:
    """Write many texts in one way (:func:`plain`): at once where nothing is to be done.

    Examples
    --------
    >>> all_plain(["01", "02"]), all_plain(["Norr ", "Söder"])
    (['01', '02'], ['Norr', 'Söder'])
    """
    together = "\n".join(texts)
    given = [*texts]
    return given if together.isascii() and together.split() == given else [plain(text) for text in texts]


def hidden_in(text: str) -> str | None:
    r"""Return the first character of a text that steers a terminal or cannot be written, or None.

    Examples
    --------
    >>> hidden_in("Rosengård")
    >>> visible(hidden_in("Andel\x1b[31m"))
    '\\x1b'
    """
    found = _HIDDEN.search(text)
    return found.group() if found else None


def visible(text: str) -> str:
    r"""Write what steers a terminal as what it is, so that it steers nothing.

    Examples
    --------
    >>> print(visible("\x1b[31mred"))
    \x1b[31mred
    """
    return _HIDDEN.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), text)


def disarmed(text: str, *, separator: str = ",") -> str:
    """Put an apostrophe before what a spreadsheet program would compute; numbers are left as they are.

    A semicolon splits a cell in two where it is the separator of the reader's own country, so what follows
    one is looked at as well; so is what follows a comma, where commas separate nothing in the file and
    quotation marks therefore do not keep them together. :func:`as_typed` gives the text of other files back.

    Examples
    --------
    >>> disarmed("=1+1"), disarmed("-1,5"), disarmed("SCB; @sum(A1)")
    ("'=1+1", '-1,5', "SCB;' @sum(A1)")
    """
    text = _LIVE.sub(r"\1'", text)
    return text if separator == "," else _LIVE_IN_COMMAS.sub(r"\1'", text)


def as_typed(text: str) -> str:
    """Take away the apostrophes of :func:`disarmed`.

    Examples
    --------
    >>> as_typed("'=1+1"), as_typed("'t Hof")
    ('=1+1', "'t Hof")
    """
    return _DISARMED.sub(r"\1", text) if "'" in text else text
