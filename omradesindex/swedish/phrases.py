"""The Swedish of a phrase, found by its English: of errors, warnings and help.

Code raises in English, as a notebook shows it. The tables beside this module (TOML) give each phrase its
Swedish, with ``{}`` for what is put into it. A test holds that every phrase of a room has a line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from omradesindex.patterns import pattern

#: A place in a phrase: in the Swedish with a number where the order is another, and a comma where a number
#: goes in that was computed, and is written as people do. What somebody wrote in a file stays as it is.
_PLACE = pattern(r"\{(\d*)(,?)\}")
#: Between an error's sentences.
_SENTENCES = pattern(r"\. (Expected: |What to do: )")
#: A step of a place to look: where such steps follow each other, they are told step by step.
_STEP = pattern(r"(?:\w+ )+'[^']*'|(?:data )?row \d+.*|line \d+|column \d+|cell \w+")
_NUMBER = pattern(r"(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?")


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
        return tuple(_PLACE.split(self.english)[::3])

    @cached_property
    def telling(self) -> str:
        """The longest of what is said: few texts hold it, so it is looked for first."""
        return max(self.said, key=len)

    @cached_property
    def _quoted(self) -> tuple[bool, ...]:
        """Whether each place stands between quotes."""
        return tuple(before.endswith("'") and after.startswith("'") for before, after in pairwise(self.said))

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], ...]:
        """How it is known: with names that hold no quote, and with any."""
        loose = [re.escape(self.said[0])]
        strict = loose.copy()
        for quoted, after in zip(self._quoted, self.said[1:], strict=True):
            loose += ["(.*?)", re.escape(after)]
            strict += ["([^']*)" if quoted else "(.*?)", re.escape(after)]
        return tuple(re.compile("".join(parts), re.DOTALL) for parts in (strict, loose))

    def swedish_of(self, text: str, *, loosely: bool = True) -> str | None:
        """Return a text's Swedish, or None where it is another phrase.

        What stands between quotes is somebody's own; only ``loosely`` may it hold a quote itself. The rest
        of what is put in may be a phrase.
        """
        if not all(part in text for part in self.said):
            return None
        found = self._patterns[loosely].fullmatch(text)
        if found is None:
            return None
        values = [
            value if quoted else _put_in(value, before)
            for quoted, value, before in zip(self._quoted, found.groups(), self.said, strict=False)
        ]
        order = iter(range(len(values)))

        def put(place: re.Match[str]) -> str:
            value = values[int(place[1]) - 1 if place[1] else next(order)]
            return _written(value) if place[2] else value

        return _PLACE.sub(put, self.swedish)


def _written(value: str) -> str:
    """Write a number as Swedish has it: a space between thousands, a comma before decimals."""
    found = _NUMBER.fullmatch(value)
    if found is None:
        return value
    sign, whole, decimals, power = found.groups()
    written = f"{int(whole):,}".replace(",", "\N{NO-BREAK SPACE}") + (f",{decimals}" if decimals else "")
    times = f" · 10^{int(power)}" if power else ""
    return ("\N{MINUS SIGN}" if sign else "") + written + times


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
def _with_places() -> tuple[tuple[str, Phrase], ...]:
    return tuple((phrase.telling, phrase) for phrase in phrases().values() if len(phrase.said) > 1)


def _likely(text: str) -> Iterator[Phrase]:
    """The phrases with places that a text may be, those that say most first."""
    return (phrase for telling, phrase in _with_places() if telling in text)


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
    first, *others = _SENTENCES.split(text)
    if others:  # an error that another text tells of, with all its sentences
        told = zip(others[::2], (_put_in(sentence) for sentence in others[1::2]), strict=True)
        return _in_swedish(first) + "".join(f". {_in_swedish(label)}{sentence}" for label, sentence in told)
    alone = phrases().get(text)
    if alone is not None and len(alone.said) == 1:
        return alone.swedish
    if not re.search(r"[^\W\d_]", text):
        return text
    swedish = _of_a_phrase(text, loosely=False)
    if swedish is not None:
        return swedish
    # A step of a place to look may stand before what is wrong there.
    step, colon, rest = text.partition(": ")
    known = _in_swedish(step) if colon else step
    swedish = _of_a_phrase(text, loosely=True) if known == step else None
    if swedish is not None:
        return swedish
    return f"{known}: {_in_swedish(rest)}" if colon else text


def _put_in(value: str, before: str = "") -> str:
    """The Swedish of what is put into a phrase: a place has its steps, and an error ends with a full stop.

    What stands after "the" is one that is known: Swedish says so at the end of the word itself.
    """
    if before.endswith("the ") and (known := phrases().get(f"the {value}")) is not None:
        return known.swedish
    if all(_STEP.fullmatch(step) for step in value.split(", ")[1:] or [""]):
        return place_in(value, "sv")
    if value.endswith(".") and value not in phrases():
        # Some phrases have a full stop of their own, or pass on one that has.
        stopped = (phrase for phrase in _likely(value) if phrase.english.endswith((".", ", {}")))
        whole = (phrase.swedish_of(value, loosely=False) for phrase in stopped)
        return next((told for told in whole if told is not None), None) or f"{_in_swedish(value[:-1])}."
    return _in_swedish(value)


def _of_a_phrase(text: str, *, loosely: bool) -> str | None:
    found = (phrase.swedish_of(text, loosely=loosely) for phrase in _likely(text))
    return next((swedish for swedish in found if swedish is not None), None)


def place_in(where: str, lang: str) -> str:
    """Return a place to look in the language asked for: a file, and in it the steps, with commas between.

    Examples
    --------
    >>> place_in("folk.csv, row 7, column 'value'", "sv")
    "folk.csv, rad 7, kolumnen 'value'"
    """
    return ", ".join(in_language(step, lang) for step in where.split(", "))
