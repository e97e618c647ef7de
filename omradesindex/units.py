"""What the units of an index are called, where they are no areas: schools, communities of faith or language.

Every text is written about areas. While an answer about other units speaks, the words that people read follow
the units: :func:`speaking` says which, and :func:`said`, through which all such words pass, turns them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

Turn = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class Units:
    """What one unit and several are called, in Swedish and English.

    Attributes
    ----------
    one, the, many, all : str
        In Swedish: ``skola``, ``skolan``, ``skolor``, ``skolorna``.
    one_en, many_en : str
        In English: ``school``, ``schools``.
    neuter : bool
        Whether it is *ett* in Swedish (*ett språk*), and not *en* (*en skola*).

    Examples
    --------
    >>> school = UNITS["school"]
    >>> school.said("Inget område skiljer sig från de andra områdena.", "sv")
    'Ingen skola skiljer sig från de andra skolorna.'
    >>> school.said("14 areas; an area without figures", "en")
    '14 schools; a school without figures'
    """

    one: str
    the: str
    many: str
    all: str
    one_en: str
    many_en: str
    neuter: bool = False

    def said(self, text: str, lang: str, kept: Iterable[str] = ()) -> str:
        """Return a text about areas as one about these units.

        Parameters
        ----------
        text : str
        lang : {"sv", "en"}
        kept : iterable of str
            What is somebody's own words, such as the label of an indicator, and stays as it is.
        """
        own = [word for word in kept if word and word in text]
        if own:
            parts = re.split("(" + "|".join(map(re.escape, sorted(own, key=len, reverse=True))) + ")", text)
            return "".join(part if k % 2 else self.said(part, lang) for k, part in enumerate(parts))
        pattern, words = _patterns(self)["sv" if lang == "sv" else "en"]
        return pattern.sub(lambda found: _as_written(words[found[0].casefold()], found[0]), text)


#: Units that can be named by a word.
UNITS: Mapping[str, Units] = {
    "school": Units("skola", "skolan", "skolor", "skolorna", "school", "schools"),
    "preschool": Units("förskola", "förskolan", "förskolor", "förskolorna", "preschool", "preschools"),
    "group": Units("grupp", "gruppen", "grupper", "grupperna", "group", "groups"),
}

#: What stands before a word of the neuter, and before one of the other gender.
_BEFORE = {
    "ett annat": "en annan", "ett": "en", "inget": "ingen", "vilket": "vilken", "något": "någon",
    "detta": "denna", "varje annat": "varje annan", "det andra": "den andra", "sitt": "sin", "eget": "egen",
    "ett litet": "en liten", "litet": "liten", "stort": "stor", "samma": "samma", "varje": "varje",
    "det lägsta": "den lägsta", "det högsta": "den högsta", "det": "den",
}  # fmt: skip


def _s(word: str) -> str:
    return word if word.endswith(("s", "x", "z")) else f"{word}s"


@cache
def _patterns(units: Units) -> dict[str, tuple[re.Pattern[str], dict[str, str]]]:
    """What is looked for in each language, and what stands in its place."""
    forms = {
        "område": units.one, "områdes": _s(units.one), "området": units.the, "områdets": _s(units.the),
        "områden": units.many, "områdens": _s(units.many),
        "områdena": units.all, "områdenas": _s(units.all),
    }  # fmt: skip
    swedish = dict(forms)
    if not units.neuter:
        for word in ("område", "områdes", "området", "områdets"):
            swedish |= {f"{before} {word}": f"{other} {forms[word]}" for before, other in _BEFORE.items()}
    swedish["områdestillhörighet"] = "tillhörighet"  # the one compound that is said of any units
    article = "an" if units.one_en[:1].casefold() in "aeiou" else "a"
    forms = {"area": units.one_en, "areas": units.many_en, "area's": f"{units.one_en}'s"}
    forms["areas'"] = f"{units.many_en}'" if units.many_en.endswith("s") else f"{units.many_en}'s"
    english = {**forms, "an area": f"{article} {units.one_en}", "an area's": f"{article} {units.one_en}'s"}
    # What is quoted is a name: a column, an argument.
    return {lang: (_looked_for(words), words) for lang, words in (("sv", swedish), ("en", english))}


def _looked_for(words: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w'.=-])(?:{'|'.join(map(re.escape, longest))})(?![\w=]|'\w|\()", re.IGNORECASE)


def _as_written(word: str, found: str) -> str:
    return word[:1].upper() + word[1:] if found[:1].isupper() else word


_SPOKEN_OF: ContextVar[tuple[Units, tuple[str, ...]] | None] = ContextVar("units", default=None)


def spoken_of() -> tuple[Units, tuple[str, ...]] | None:
    """Return the units that are spoken of, and the words that stay; None where these are areas."""
    return _SPOKEN_OF.get()


def said(text: str, lang: str) -> str:
    """Return a text as it is said of the units that are spoken of: as it stands where these are areas."""
    spoken = spoken_of()
    return text if spoken is None else spoken[0].said(text, lang, spoken[1])


@contextmanager
def speaking(units: Units | None, kept: Iterable[str] = ()) -> Iterator[None]:
    """Let all words be about these units meanwhile; None are areas.

    Parameters
    ----------
    units : Units or None
    kept : iterable of str
        Somebody's own words, which stay as they are.
    """
    own = tuple(dict.fromkeys(word for word in kept if re.search("område|area", word, re.IGNORECASE)))
    token = _SPOKEN_OF.set(None if units is None else (units, own))
    try:
        yield
    finally:
        _SPOKEN_OF.reset(token)
