"""What the units of an index are called, and all of them together: schools, RegSO, hela Uppsala, länet.

Every text is written about areas of a city. While an answer speaks, the words that people read follow its
figures: :func:`speaking` says how, and :func:`said`, through which all such words pass, turns them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache

from omradesindex.patterns import pattern

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
    places : bool
        Whether they are parts of a place, which has a name, and no schools or groups.

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
    places: bool = False

    def said(self, text: str, lang: str, kept: Iterable[str] = ()) -> str:
        """Return a text about areas as one about these units; ``kept`` are words that stay as they are."""
        return Speech(self, kept=tuple(kept)).said(text, lang)


#: Units that can be named by a word.
UNITS: Mapping[str, Units] = {
    "area": Units("område", "området", "områden", "områdena", "area", "areas", neuter=True, places=True),
    "school": Units("skola", "skolan", "skolor", "skolorna", "school", "schools"),
    "preschool": Units("förskola", "förskolan", "förskolor", "förskolorna", "preschool", "preschools"),
    "group": Units("grupp", "gruppen", "grupper", "grupperna", "group", "groups"),
    "district": Units(
        "stadsdel", "stadsdelen", "stadsdelar", "stadsdelarna", "district", "districts", places=True
    ),
    "polling district": Units(
        "valdistrikt", "valdistriktet", "valdistrikt", "valdistrikten", "polling district",
        "polling districts", neuter=True, places=True
    ),
    "municipality": Units(
        "kommun", "kommunen", "kommuner", "kommunerna", "municipality", "municipalities", places=True
    ),
    "regso": Units(
        "RegSO", "RegSO-området", "RegSO", "RegSO-områdena", "RegSO", "RegSOs", neuter=True, places=True
    ),
    "deso": Units(
        "DeSO", "DeSO-området", "DeSO", "DeSO-områdena", "DeSO", "DeSOs", neuter=True, places=True
    ),
}  # fmt: skip


def units_called(word: str) -> Units | None:
    """Return the units that a word stands for: its own, in Swedish or in English; None where there are none.

    Examples
    --------
    >>> units_called("municipality") == units_called("kommun")
    True
    """
    return UNITS.get(word) or next((u for u in UNITS.values() if word in (u.one, u.one_en)), None)


@dataclass(frozen=True)
class Together:
    """What all units together are called, in Swedish and English: as a whole, by name alone, and whose it is.

    Attributes
    ----------
    whole, wholes, name, names : (str, str)
        ``hela Uppsala``, ``hela Uppsalas``, ``Uppsala`` and ``Uppsalas``; the same twice without a name.

    Examples
    --------
    >>> Speech(together=Together.named("Uppsala län")).said("efter staden, som i hela stadens tal", "sv")
    'efter Uppsala län, som i hela Uppsala läns tal'
    """

    whole: tuple[str, str]
    wholes: tuple[str, str]
    name: tuple[str, str]
    names: tuple[str, str]

    @classmethod
    def named(cls, name: str) -> Together:
        """Call them by the name of the place."""
        whose = (_s(name), f"{name}'s")
        return cls(
            (f"hela {name}", f"{name} as a whole"), (f"hela {whose[0]}", whose[1]), (name, name), whose
        )

    @classmethod
    def of(cls, units: Units | None) -> Together:
        """Call them by what they are, where they have no name."""
        units = units or UNITS["area"]
        called = (f"alla {units.many} tillsammans", f"all {units.many_en} together")
        whose = (f"alla {_s(units.many)} gemensamma", f"all the {units.many_en}'")
        return cls(called, whose, called, whose)

    def instead(self, lang: str) -> dict[str, str]:
        """Return what stands instead of what is written of a city."""
        k = 0 if lang == "sv" else 1
        own = (self.whole, self.wholes, self.name, self.names)
        return {said[k]: now[k] for said, now in zip(_AS_WRITTEN, own, strict=True)}


#: A city of which nothing is known, as every text is written.
_AS_WRITTEN = (
    ("hela staden", "the whole city"), ("hela stadens", "the whole city's"),
    ("staden", "the city"), ("stadens", "the city's"),
)  # fmt: skip
CITY = Together(*_AS_WRITTEN)


@dataclass(frozen=True)
class Speech:
    """How texts are said of an answer's figures: of which units, of what whole, and what stays as it is.

    Attributes
    ----------
    units : Units or None
        None are areas.
    together : Together
    kept : tuple of str
        What is somebody's own words, such as the label of an indicator.
    """

    units: Units | None = None
    together: Together = CITY
    kept: tuple[str, ...] = ()

    def keeping(self, words: Iterable[str]) -> Speech:
        """Return the same with more of somebody's own words: those that could be taken for ours."""
        own = (word for word in words if _OURS.search(word))
        return replace(self, kept=tuple(dict.fromkeys((*self.kept, *own))))

    def instead(self, lang: str) -> dict[str, str]:
        """Return what stands instead of what is written of areas of a city."""
        words = {}
        if self.units is not None:
            words = _swedish_of(self.units) if lang == "sv" else _english_of(self.units)
        return words | (self.together.instead(lang) if self.together != CITY else {})

    def said(self, text: str, lang: str) -> str:
        """Return a text about areas of a city as one about these figures."""
        own = [word for word in self.kept if word and word in text]
        if own:
            parts = re.split("(" + "|".join(map(re.escape, sorted(own, key=len, reverse=True))) + ")", text)
            bare = replace(self, kept=())
            return "".join(part if k % 2 else bare.said(part, lang) for k, part in enumerate(parts))
        pattern, words = _patterns(self.units, self.together, "sv" if lang == "sv" else "en")
        if pattern is None:
            return text
        return pattern.sub(lambda found: _as_written(words[found[0].casefold()], found[0]), text)


#: What is turned where it is ours.
_OURS = pattern("område|area|stad|city", re.IGNORECASE)

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
def _patterns(
    units: Units | None, together: Together, lang: str
) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """What is looked for in a language, and what stands in its place."""
    words = Speech(units, together).instead(lang)
    return (_looked_for(words) if words else None), words


def _swedish_of(units: Units) -> dict[str, str]:
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
    return swedish


def _english_of(units: Units) -> dict[str, str]:
    article = "an" if units.one_en[:1].casefold() in "aeiou" else "a"
    forms = {"area": units.one_en, "areas": units.many_en, "area's": f"{units.one_en}'s"}
    forms["areas'"] = f"{units.many_en}'" if units.many_en.endswith("s") else f"{units.many_en}'s"
    # What is quoted is a name: a column, an argument.
    return {**forms, "an area": f"{article} {units.one_en}", "an area's": f"{article} {units.one_en}'s"}


def _looked_for(words: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w'.=-])(?:{'|'.join(map(re.escape, longest))})(?![\w=]|['-]\w|\()", re.IGNORECASE
    )


def _as_written(word: str, found: str) -> str:
    return word[:1].upper() + word[1:] if found[:1].isupper() else word


_OF_A_CITY = Speech()
_SPOKEN: ContextVar[Speech] = ContextVar("speech", default=_OF_A_CITY)


def speech() -> Speech:
    """Return how texts are said just now."""
    return _SPOKEN.get()


def said(text: str, lang: str) -> str:
    """Return a text as it is said of the figures that are spoken of."""
    spoken = _SPOKEN.get()
    return text if spoken is _OF_A_CITY else spoken.said(text, lang)


@contextmanager
def speaking(how: Speech | Units | None, kept: Iterable[str] = ()) -> Iterator[None]:
    """Let all words be about these units, and their whole, meanwhile; None are areas of a city.

    Parameters
    ----------
    how : Speech, Units or None
    kept : iterable of str
        Somebody's own words, which stay as they are.
    """
    spoken = how if isinstance(how, Speech) else _OF_A_CITY if how is None else Speech(how)
    token = _SPOKEN.set(spoken.keeping(kept) if kept else spoken)
    try:
        yield
    finally:
        _SPOKEN.reset(token)
