"""Where a place is: the areas and sub-areas that bear a name that people use of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omradesindex.doors import door
from omradesindex.errors import DivisionError, did_you_mean
from omradesindex.geography.keys import DOUBTFUL_BELOW
from omradesindex.geography.words import A_PART, lies_in, unclear_below
from omradesindex.patterns import pattern
from omradesindex.plaintext import plain
from omradesindex.show.page import Page, Paragraph
from omradesindex.show.shown import Shown
from omradesindex.show.table import Column, Table
from omradesindex.wording import Language, area_name, join, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.geography.division import Division

_WORDS = pattern(r"\w+")


@dataclass(frozen=True)
class Place:
    """One area, or one sub-area, that bears the name.

    Attributes
    ----------
    key : str
        Id of the key that the sub-area is from; empty for an area.
    code, name : str
    area, area_name : str
        The area itself, or the one that the sub-area belongs to.
    confidence : float
        How sure it is that the sub-area belongs there, 0–1.
    """

    key: str
    code: str
    name: str
    area: str
    area_name: str
    confidence: float


@door
@dataclass(frozen=True, repr=False)
class Places(Shown):
    """What bears a name in a division. Made by :meth:`omradesindex.types.Division.find`.

    Attributes
    ----------
    asked : str
        The name that was asked for.
    division : str
        Label of the division.
    places : tuple of Place
        Areas first, then sub-areas, in the order of their codes.
    """

    asked: str
    division: str
    places: tuple[Place, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas that the name leads to."""
        return tuple(dict.fromkeys(place.area for place in self.places))

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each place, with the columns of :class:`Place`."""
        import pandas as pd

        columns = ["key", "code", "name", "area", "area_name", "confidence"]
        return pd.DataFrame([vars(place) for place in self.places], columns=columns)

    def page(self, lang: Language = "sv") -> Page:
        """Return which areas and sub-areas bear the name, and how sure it is where they belong."""
        names = {place.area: place.area_name for place in self.places}
        leads = join([area_name(code, name) for code, name in names.items()], lang=lang)
        table = Table(
            say(lang, "Områden och delområden med namnet", "Areas and sub-areas of the name"),
            [
                Column(say(lang, "Kod", "Code"), [place.code for place in self.places], "code"),
                Column(say(lang, "Namn", "Name"), [place.name for place in self.places], "name"),
                Column(
                    say(lang, "Slag", "Kind"),
                    [place.key or say(lang, "område", "area") for place in self.places],
                    "words",
                ),
                Column(say(lang, "Område", "Area"), [place.area for place in self.places], "code"),
                Column(
                    say(lang, "Säkerhet", "Confidence"),
                    [100 * place.confidence for place in self.places],
                    decimals=0,
                    unit="%",
                ),
            ],
        )
        lead = lies_in(leads, lang)
        return Page(f"{self.asked} · {self.division}", [Paragraph(lead), table], self._notes(lang), lang)

    def _notes(self, lang: Language) -> list[str]:
        within = [A_PART.in_(lang)] if any(place.key for place in self.places) else []
        if any(place.confidence < DOUBTFUL_BELOW for place in self.places):
            return [*within, unclear_below(DOUBTFUL_BELOW, lang)]
        return within


def find(division: Division, name: str) -> Places:
    """See :meth:`omradesindex.types.Division.find`."""
    everything = tuple(_everything(division))
    wanted = _folded(name)
    bearing: tuple[Place, ...] = ()
    if wanted:
        # As it is written first; then without the marks over letters, as on a keyboard that lacks them.
        for fold in (_folded, _bare):
            bearing = tuple(place for place in everything if _within(fold(name), fold(place.name)))
            if bearing:
                break
        bearing = bearing or tuple(place for place in everything if place.code == name.strip())
    if not bearing:
        known = sorted({text for place in everything for text in (place.name, *_WORDS.findall(place.name))})
        raise DivisionError(
            f"nothing bears the name {plain(name)!r}{did_you_mean(name, known)}",
            where=f"division '{division.id}'",
            expected="a word, or several, of the name of an area or a sub-area",
            remedy="write another name that is used of the place; or read a key that has names, "
            "Key.read(path), and add it: division.with_keys(key)",
        )
    return Places(plain(name).strip(), division.label, bearing)


def _everything(division: Division) -> Iterable[Place]:
    for code, name in zip(division.codes, division.names, strict=True):
        yield Place("", code, name, code, name, 1.0)
    for key in division.keys.values():
        if not key.names:
            continue
        rows = zip(
            key.sub_areas, key.names, key.areas, key.confidence or (1.0,) * len(key.areas), strict=True
        )
        for code, name, area, confidence in rows:
            if name:
                yield Place(key.label, code, name, area, division.name_of(area), confidence)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(unicodedata.normalize("NFC", text).casefold()))


def _bare(text: str) -> tuple[str, ...]:
    parts = unicodedata.normalize("NFD", text.casefold())
    return tuple(_WORDS.findall("".join(c for c in parts if not unicodedata.combining(c))))


def _within(wanted: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether the words stand in a name, whole and in order."""
    n = len(wanted)
    return any(words[k : k + n] == wanted for k in range(len(words) - n + 1))
