"""Texts and ids of a definition, checked alike whether they come from a file or from Python."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from typing import TypeVar

from omradesindex.errors import DefinitionError, did_you_mean, listing, must_be, must_be_plain
from omradesindex.patterns import pattern
from omradesindex.wording import Text

T = TypeVar("T")

_BREAK = pattern(r"[ \t]*[\t\r\n]+[ \t]*")
_ID = pattern(r"[a-z0-9][a-z0-9_-]*")


def shown(value: object) -> str:
    """Return a value as an error shows it: quoted where it is text, a time as it is written, and never long.

    Examples
    --------
    >>> shown("tre"), shown(3.5), len(shown("a" * 1000))
    ("'tre'", '3.5', 80)
    """
    if isinstance(value, date | time):
        return value.isoformat()
    try:
        written = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits
        return f"of the kind {type(value).__name__}, and very long"
    return written if len(written) <= 80 else written[:79] + "…"


@contextmanager
def said_of(where: str) -> Iterator[None]:
    """Let an error that says no place say this one."""
    try:
        yield
    except DefinitionError as error:
        if error.where is not None:
            raise
        raise DefinitionError(error.what, where=where, expected=error.expected, remedy=error.remedy) from None


def several(values: object, kind: type[T], what: str) -> tuple[T, ...]:
    """Return a list of things of one kind as a tuple."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise DefinitionError(f"{what} must be a list, but is {shown(values)}")
    return tuple(
        must_be(value, kind, what=what, expected=f"a list of {kind.__name__}", error=DefinitionError)
        for value in values
    )


def line(value: object, what: str) -> str:
    r"""Return a text as one line: breaks become spaces, and what cannot be shown is refused.

    Raises
    ------
    DefinitionError
        No text, a blank one, or one with control characters.

    Examples
    --------
    >>> line("Andel barn\n  i området ", "the label")
    'Andel barn i området'
    """
    if not isinstance(value, str) or not value.strip():
        raise DefinitionError(f"{what} must be a text, but is {shown(value)}")
    folded = _BREAK.sub(" ", str(value).strip(" \t\r\n"))
    return must_be_plain(folded, what=what, error=DefinitionError)


def lines(values: object, what: str) -> tuple[str, ...]:
    """Return a list of texts, each one line."""
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise DefinitionError(f"{what} must be a list of texts, but is {shown(values)}")
    return tuple(line(value, what) for value in values)


def both(value: object, what: str) -> Text:
    """Return a text in both languages, of one, of ``{"sv": …, "en": …}`` or of one string for both."""
    if isinstance(value, Text):
        return Text(line(value.sv, what), line(value.en, what))
    if isinstance(value, Mapping):
        unknown = [key for key in value if key not in ("sv", "en")]
        if unknown or "sv" not in value:
            raise DefinitionError(
                f"{what} has the key '{unknown[0]}'" if unknown else f"{what} lacks the key 'sv'",
                expected="'sv', and 'en' where there is an English text",
            )
        sv = line(value["sv"], f"{what}.sv")
        return Text(sv, line(value.get("en", sv), f"{what}.en"))
    sv = line(value, what)
    return Text(sv, sv)


def _as_id(name: str) -> str:
    """The nearest id: ``Ljud nivå`` becomes ``ljud_niva``; nothing where no letter is left."""
    letters = (c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9_-]+", "_", "".join(letters)).strip("_-")


def identifier(value: object, what: str = "id") -> str:
    """Return an id: lower-case ASCII letters, digits, ``_`` and ``-``."""
    name = line(value, what)
    if not _ID.fullmatch(name):
        raise DefinitionError(
            f"the {what} '{name}' cannot be used",
            expected="lower-case ASCII letters, digits, '_' and '-'",
            remedy=f"write '{plain}', and keep '{name}' in the label"
            if (plain := _as_id(name))
            else "write accented letters as plain ones in ids, and keep them in labels",
        )
    return name


def choice(value: object, allowed: Iterable[str], what: str) -> str:
    """Return one of a fixed set of words."""
    allowed = tuple(allowed)
    if not isinstance(value, str) or value not in allowed:
        near = did_you_mean(value, allowed) if isinstance(value, str) else ""
        raise DefinitionError(
            f"the {what} {shown(value)} is unknown{near}", expected=f"one of {listing(allowed, 40)}"
        )
    return str(value)
