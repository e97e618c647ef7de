"""Read the tables of a TOML file with errors that name file, line, key and way out."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from omradesindex.catalogue.indicator import Text
from omradesindex.errors import DefinitionError, did_you_mean, listing, must_be_plain

Table = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """Where in a definition we are, so that an error can say so, with the line where that can be found.

    Attributes
    ----------
    name : str
        The file.
    steps : tuple of str
        The way in, as shown: ``dimension 'ekonomi'``.
    line : int
        The line found so far (from 1); 0 where nothing was found.
    text : str
        The file's text; empty where the tables did not come from a file.
    """

    name: str
    steps: tuple[str, ...] = ()
    line: int = 0
    text: str = ""

    def into(self, step: str, *, find: str | None = None) -> Place:
        """Go one step further in; ``find`` is the word by which the line is looked up, below where we are."""
        return replace(self._find(find or step), steps=(*self.steps, step))

    def next(self, word: str) -> Place:
        """Go to the line where a word stands next, below where we are."""
        return replace(self, line=self.line + 1)._find(word) if self.text else self

    def at(self, word: str) -> str:
        """Return the place as text, with the line of a word."""
        return str(self._find(word))

    def _find(self, word: str) -> Place:
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        lines = self.text.splitlines()
        for number in range(max(self.line, 1), len(lines) + 1):
            if pattern.search(lines[number - 1].partition(" #")[0]):
                return replace(self, line=number)
        return self

    def __str__(self) -> str:
        line = (f"line {self.line}",) if self.line else ()
        return ", ".join((self.name, *line, *self.steps))


def read_toml(path: Path) -> tuple[dict[str, Any], Place]:
    """Read a TOML file; return its tables and the place where they start."""
    try:
        text = path.read_text(encoding="utf-8-sig")  # editors may have put a byte-order mark first
        return tomllib.loads(text), Place(str(path), text=text)
    except FileNotFoundError:
        raise DefinitionError("the file does not exist", where=str(path), remedy="check the path") from None
    except UnicodeDecodeError as error:
        raise DefinitionError(f"the file is not UTF-8 text ({error.reason})", where=str(path)) from None
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise DefinitionError(f"the file cannot be read as TOML: {error}", where=str(path)) from None


def only(table: object, allowed: Iterable[str], place: Place, *, required: Iterable[str] = ()) -> Table:
    """Refuse anything but a table with the keys that have a meaning here."""
    if not isinstance(table, Mapping):
        raise DefinitionError(f"a table was expected, but found {table!r}", where=str(place))
    allowed = tuple(allowed)
    for key in table:
        if key not in allowed:
            raise DefinitionError(
                f"the key '{key}' is unknown{did_you_mean(key, allowed)}",
                where=place.at(str(key)),
                expected=listing(allowed, 20),
                remedy="correct or remove the key",
            )
    missing = [key for key in required if key not in table]
    if missing:
        raise DefinitionError(f"{listing(missing)} is missing", where=str(place), remedy="add it")
    return table


def tables(value: object, what: str, place: Place) -> list[Any]:
    """Read a list of tables, such as ``[[dimensions]]``."""
    if isinstance(value, Mapping | str) or not isinstance(value, Iterable):
        raise DefinitionError(f"{what} must be a list of tables: [[{what}]]", where=place.at(what))
    return list(value)


def choice(value: object, allowed: Iterable[str], what: str, place: Place) -> str:
    """Read one of a fixed set of words."""
    allowed = tuple(allowed)
    if not isinstance(value, str) or value not in allowed:
        raise DefinitionError(
            f"the {what} '{value}' is unknown{did_you_mean(str(value), allowed)}",
            where=place.at(str(value)),
            expected=f"one of {listing(allowed, 40)}",
        )
    return value


def string(value: object, what: str, place: Place) -> str:
    """Read a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise DefinitionError(f"{what} must be a text, but is {value!r}", where=place.at(what))
    return must_be_plain(value, what=what, where=place.at(what), error=DefinitionError).strip()


def strings(value: object, what: str, place: Place) -> tuple[str, ...]:
    """Read a list of texts."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise DefinitionError(f"{what} must be a list of texts, but is {value!r}", where=place.at(what))
    return tuple(string(v, what, place) for v in value)


def number(value: object, what: str, place: Place) -> float:
    """Read a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise DefinitionError(
            f"{what} must be a finite number, but is {value!r}",
            where=place.at(what),
            expected="a number such as 1 or 0.5, without quotation marks",
            remedy="correct it, or remove the key to get what is usual",
        )
    return float(value)


def numbers(value: object, what: str, place: Place) -> tuple[float, ...]:
    """Read a list of finite numbers."""
    if isinstance(value, str) or not isinstance(value, Iterable):
        raise DefinitionError(f"{what} must be a list of numbers, but is {value!r}", where=place.at(what))
    return tuple(number(v, what, place) for v in value)


def weight(value: object, place: Place) -> float:
    """Read a weight: zero or more."""
    found = number(value, "weight", place)
    if found < 0:
        raise DefinitionError(
            f"the weight {found:g} is negative",
            where=place.at("weight"),
            expected="zero or more",
            remedy="to turn an indicator round, change its direction",
        )
    return found


def text(value: object, what: str, place: Place) -> Text:
    """Read a text that is given as one string (both languages) or as ``{sv, en}``."""
    if isinstance(value, str):
        both = string(value, what, place)
        return Text(both, both)
    table = only(value, ("sv", "en"), place.into(what), required=("sv",))
    sv = string(table["sv"], f"{what}.sv", place)
    return Text(sv, string(table.get("en", sv), f"{what}.en", place))


def identifier(value: object, place: Place) -> str:
    """Read an id: lower-case ASCII letters, digits, ``_`` and ``-``."""
    name = string(value, "id", place)
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise DefinitionError(
            f"the id '{name}' cannot be used",
            where=place.at(name),
            expected="lower-case ASCII letters, digits, '_' and '-'",
            remedy="write å ä ö as a a o in ids and keep them in labels",
        )
    return name
