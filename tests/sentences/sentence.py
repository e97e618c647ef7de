"""A sentence that is printed, and when it is true: what the tables of the rooms are made of.

A pattern is the sentence as it stands, in Swedish and in English. ``{name}`` is any text, ``{name:n}`` a
whole number in digits or letters, ``{name:x}`` a number with decimals and a sign, ``[one|two]`` one of two.
What decides the truth gets a :class:`Said` and computes it anew, from the answer's frames.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from omradesindex.wording import Language

NUMERALS = {
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ],
}
_COUNTED = {word: k for words in NUMERALS.values() for k, word in enumerate(words)} | {
    "ett": 1, "inget": 0, "ingen": 0, "inga": 0, "no": 0, "none": 0,
}  # fmt: skip
_PARTS = re.compile(r"\{(\w+)(?::([nx]))?\}|\[([^\]]*)\]")
_WHOLE = rf"\d[\d ,]*\d|\d|\b(?:{'|'.join(_COUNTED)})\b"
_DECIMAL = r"[<>]?[+−-]?\d[\d ]*(?:,\d{3})*(?:[.,]\d+)?"


@dataclass(frozen=True)
class Said:
    """A sentence as it was printed, of which answer, and what stands in its places.

    Attributes
    ----------
    answer : the answer that prints it
    area : str or None
        The area, or whatever else, that is explained.
    values : mapping of str to str, int or float
        What stands in the pattern's places, by their names; also as attributes.
    """

    answer: Any
    lang: Language
    case: str
    area: str | None
    text: str
    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass(frozen=True)
class Entry:
    """A sentence's patterns in both languages, and when it is true."""

    patterns: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, str]
    is_true: Callable[[Said], Any]

    def match(self, text: str, lang: Language) -> dict[str, Any] | None:
        """Return what stands in the sentence's places, or None where it is another sentence."""
        found = self.patterns[lang].fullmatch(text)
        if found is None:
            return None
        return {name: read(text, self.kinds.get(name, ""), lang) for name, text in found.groupdict().items()}


class Room(list[Entry]):
    """The sentences of a room, in the order in which they are tried."""

    def when(self, sv: str, en: str) -> Callable[[Callable[[Said], Any]], Callable[[Said], Any]]:
        """Enter a sentence; the function below it says whether it is true."""

        def enter(is_true: Callable[[Said], Any]) -> Callable[[Said], Any]:
            kinds = {name: kind for name, kind, _ in _PARTS.findall(sv + en) if name}
            self.append(Entry({"sv": pattern(sv), "en": pattern(en)}, kinds, is_true))
            return is_true

        return enter

    def always(self, sv: str, en: str, why: str) -> None:
        """Enter a sentence that is true of every answer; ``why`` says what makes it so."""
        assert why
        self.when(sv, en)(lambda _: True)


def pattern(text: str) -> re.Pattern[str]:
    r"""Return a pattern for a sentence with places in it.

    Examples
    --------
    >>> pattern("{n:n} [område|områden] av {all:n}.").fullmatch("3 områden av 14.")["all"]
    '14'
    """
    made, start, seen = "", 0, set[str]()
    for part in _PARTS.finditer(text):
        made += re.escape(text[start : part.start()])
        name, kind, choice = part.groups()
        if name in seen:
            made += f"(?P={name})"
        elif name:
            seen.add(name)
            made += f"(?P<{name}>{ {'n': _WHOLE, 'x': _DECIMAL}.get(kind, '.+?') })"
        else:
            made += f"(?:{'|'.join(map(re.escape, choice.split('|')))})"
        start = part.end()
    return re.compile(made + re.escape(text[start:]), re.IGNORECASE)


def read(text: str, kind: str, lang: Language) -> Any:
    """Return what stands in a place as the number that it says."""
    if not kind:
        return text
    if text.casefold() in _COUNTED:
        return _COUNTED[text.casefold()]
    bare = text.lstrip("<>").replace(" ", "").replace("−", "-")
    bare = bare.replace(",", ".") if lang == "sv" else bare.replace(",", "")
    return int(bare) if kind == "n" else float(bare)
