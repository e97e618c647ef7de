"""The Swedish of a phrase, found by its English: of errors, warnings and help.

Code raises in English, as a notebook shows it. The tables beside this module (TOML) give each phrase its
Swedish, with ``{}`` for what is put into it. A test holds that every phrase of a room has a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

#: A place in a phrase: in the Swedish with a number where the order is another.
_PLACE = re.compile(r"\{(\d*)\}")


@dataclass(frozen=True)
class Phrase:
    """A phrase in both languages, with places for what is put into it.

    Examples
    --------
    >>> phrase = Phrase("area '{}' is unknown{}", "området '{}' är okänt{}")
    >>> phrase.swedish_of("area '15' is unknown")
    "området '15' är okänt"
    >>> phrase.swedish_of("the key is unknown") is None
    True
    """

    english: str
    swedish: str

    @cached_property
    def said(self) -> tuple[str, ...]:
        """What the English says between its places."""
        return tuple(_PLACE.split(self.english)[::2])

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("(.*?)".join(map(re.escape, self.said)), re.DOTALL)

    def swedish_of(self, text: str) -> str | None:
        """Return a text's Swedish, or None where it is another phrase.

        What stands between quotes is somebody's own. The rest of what is put in may be a phrase itself.
        """
        if not all(part in text for part in self.said):
            return None
        found = self._pattern.fullmatch(text)
        if found is None:
            return None
        values = [
            value if self.said[k].endswith("'") and self.said[k + 1].startswith("'") else _in_swedish(value)
            for k, value in enumerate(found.groups())
        ]
        order = iter(range(len(values)))
        return _PLACE.sub(lambda place: values[int(place[1]) - 1 if place[1] else next(order)], self.swedish)


@cache
def phrases() -> Mapping[str, Phrase]:
    """Return every phrase by its English, those that say most first."""
    tables = [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted(Path(__file__).parent.glob("*.toml"))
    ]
    told = [Phrase(english, swedish) for table in tables for english, swedish in table.items()]
    return {phrase.english: phrase for phrase in sorted(told, key=lambda one: -len("".join(one.said)))}


@cache
def _with_places() -> tuple[Phrase, ...]:
    return tuple(phrase for phrase in phrases().values() if len(phrase.said) > 1)


def in_language(text: str, lang: str) -> str:
    """Return an English phrase in the language asked for; one that no table has stays English.

    Examples
    --------
    >>> in_language("the file does not exist", "sv"), in_language("the file does not exist", "en")
    ('filen finns inte', 'the file does not exist')
    >>> in_language("one of 'a', 'b'", "sv")
    "något av 'a', 'b'"
    """
    return _in_swedish(text) if lang == "sv" else text


def _in_swedish(text: str) -> str:
    alone = phrases().get(text)
    if alone is not None and len(alone.said) == 1:
        return alone.swedish
    if not re.search(r"[^\W\d_]", text):
        return text
    found = (phrase.swedish_of(text) for phrase in _with_places())
    swedish = next((swedish for swedish in found if swedish is not None), None)
    if swedish is not None:
        return swedish
    # A step of a place to look may stand before what is wrong there.
    step, colon, rest = text.partition(": ")
    return f"{step}: {_in_swedish(rest)}" if colon else text


def place_in(where: str, lang: str) -> str:
    """Return a place to look in the language asked for: a file, and in it the steps, with commas between.

    Examples
    --------
    >>> place_in("folk.csv, row 7, column 'value'", "sv")
    "folk.csv, rad 7, kolumnen 'value'"
    """
    return ", ".join(in_language(step, lang) for step in where.split(", "))
