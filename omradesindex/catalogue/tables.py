"""Read the tables of a TOML file with errors that name file, line, key and way out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from omradesindex.catalogue import amounts
from omradesindex.catalogue import text as text_checks
from omradesindex.catalogue.text import both, shown
from omradesindex.errors import DefinitionError, did_you_mean, listing, must_be_plain
from omradesindex.patterns import pattern
from omradesindex.wording import Text

Table = Mapping[str, Any]

_REMARK = pattern(r"(?:^|\s)#")

#: Far above any file that a person writes.
_MOST_BYTES = 5_000_000


@dataclass(frozen=True)
class Place:
    """Where in a definition we are, so that an error can say so, with the line where that can be found.

    Attributes
    ----------
    name : str
        The file.
    steps : tuple of str
        The way in, as shown: ``dimension 'ekonomi'``.
    start : int
        The line where looking begins (from 1); 0 for the top of the file.
    text : str
        The file's text; empty where the tables did not come from a file.
    sought : tuple of (str, int)
        Words that lead to the place, each looked up so many lines below the one before, when an error says
        where it is: thousands of places are gone through and next to none is ever told of.
    """

    name: str
    steps: tuple[str, ...] = ()
    start: int = 0
    text: str = ""
    sought: tuple[tuple[str, int], ...] = ()

    def into(self, step: str, *, find: str | None = None) -> Place:
        """Go one step further in; ``find`` is the word by which the line is looked up, below where we are."""
        return replace(self, steps=(*self.steps, step), sought=(*self.sought, (find or step, 0)))

    def next(self, word: str) -> Place:
        """Go to the line where a word stands next, below where we are."""
        return replace(self, sought=(*self.sought, (word, 1)))

    def at(self, word: str) -> str:
        """Return the place as text, with the line of a word."""
        return str(self._find(word))

    @contextmanager
    def saying(self, word: str | None = None) -> Iterator[None]:
        """Let what is found wrong be said of the file, at the line of a word, or of what the error names."""
        try:
            yield
        except DefinitionError as error:
            if error.where is not None and error.where.startswith(self.name):
                raise
            raise DefinitionError(
                error.what,
                where=self._place_of(error.what, word),
                expected=error.expected,
                remedy=error.remedy,
            ) from None

    def _place_of(self, what: str, word: str | None) -> str:
        """Return where a word stands: the given one, what the error quotes, the key that it begins with."""
        first = re.match(r"(?:the )?(\w+)", what)
        named = re.search(r"'([^']+)'", what)
        for tried in (word, named and named[1], first and first[1]):
            if tried and (line := self._below(tried, self.line)):
                return str(replace(self, start=line, sought=()))
        return str(self)

    def _find(self, word: str) -> Place:
        return replace(self, sought=(*self.sought, (word, 0)))

    @cached_property
    def line(self) -> int:
        """The line (from 1); 0 where nothing was found."""
        line = self.start
        for word, below in self.sought if self.text else ():
            line = self._below(word, line + below) or line + below
        return line

    def _below(self, word: str, start: int) -> int:
        """Return the first line from a certain one on in which a word stands; 0 where there is none."""
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        lines = self.text.splitlines()
        for number in range(max(start, 1), len(lines) + 1):
            if pattern.search(_REMARK.split(lines[number - 1], maxsplit=1)[0]):
                return number
        return 0

    def __str__(self) -> str:
        line = (f"line {self.line}",) if self.line else ()
        return ", ".join((self.name, *line, *self.steps))


def read_toml(path: Path) -> tuple[dict[str, Any], Place]:
    """Read a TOML file; return its tables and the place where they start."""
    try:
        if path.is_dir():
            inside = sorted(found.name for found in path.glob("*.toml"))
            raise DefinitionError(
                "it is a folder",
                where=str(path),
                expected="a TOML file",
                remedy=f"name the file in it: {listing(inside)}" if inside else "name a file",
            )
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise DefinitionError(
                f"the file is {size} bytes, more than the limit of {_MOST_BYTES}",
                where=str(path),
                expected="a file of settings, which takes some thousand bytes",
            )
        text = path.read_text(encoding="utf-8-sig")
        return tomllib.loads(text), Place(str(path), text=text)
    except FileNotFoundError:
        raise DefinitionError("the file does not exist", where=str(path), remedy="check the path") from None
    except UnicodeDecodeError as error:
        raise DefinitionError(
            f"the file is not UTF-8 (byte {error.start})", where=str(path), remedy="save it again as UTF-8"
        ) from None
    except RecursionError:
        raise DefinitionError(
            "the file nests lists or tables too deeply to be read", where=str(path)
        ) from None
    except (ValueError, OSError) as error:
        raise DefinitionError(
            f"the file cannot be read as TOML: {error}",
            where=str(path),
            remedy="correct that line, or one just before it",
        ) from None


def only(table: object, allowed: Iterable[str], place: Place, *, required: Iterable[str] = ()) -> Table:
    """Refuse anything but a table with the keys that have a meaning here."""
    if not isinstance(table, Mapping):
        raise DefinitionError(f"a table was expected, but found {shown(table)}", where=str(place))
    allowed = tuple(allowed)
    for key in table:
        if not isinstance(key, str) or key not in allowed:
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


def items(value: object, what: str, place: Place, expected: str) -> list[Any]:
    """Read a list of anything."""
    if isinstance(value, Mapping | str) or not isinstance(value, Iterable):
        raise DefinitionError(f"{what} must be {expected}, but is {shown(value)}", where=place.at(what))
    return list(value)


def tables(value: object, what: str, place: Place) -> list[Any]:
    """Read a list of tables, such as ``[[dimensions]]``."""
    return items(value, what, place, f"a list of tables: [[{what}]]")


def choice(value: object, allowed: Iterable[str], what: str, place: Place) -> str:
    """Read one of a fixed set of words."""
    with place.saying(value if isinstance(value, str) else what):
        return text_checks.choice(value, allowed, what)


def string(value: object, what: str, place: Place) -> str:
    """Read a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        empty = isinstance(value, str)
        raise DefinitionError(
            f"{what} is empty" if empty else f"{what} must be a text, but is {shown(value)}",
            where=place.at(what),
        )
    with place.saying(what):
        return must_be_plain(value, what=what, error=DefinitionError).strip()


def strings(value: object, what: str, place: Place) -> tuple[str, ...]:
    """Read a list of texts."""
    return tuple(string(v, what, place) for v in items(value, what, place, "a list of texts"))


def number(value: object, what: str, place: Place) -> float:
    """Read a finite number."""
    with place.saying(what):
        return amounts.number(value, what)


def weight(value: object, place: Place) -> float:
    """Read a weight: zero or more."""
    with place.saying("weight"):
        return amounts.weight(value)


def text(value: object, what: str, place: Place) -> Text:
    """Read a text that is given as one string (both languages) or as ``{sv, en}``."""
    with place.saying(what):
        return both(value, what)


def identifier(value: object, place: Place) -> str:
    """Read an id: lower-case ASCII letters, digits, ``_`` and ``-``."""
    with place.saying(value if isinstance(value, str) else "id"):
        return text_checks.identifier(value)
