"""What the city itself knows: dated and signed notes, corrections and rights, kept beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from omradesindex.catalogue.tables import Place, only, read_toml, string, strings, tables
from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError, did_you_mean, listing

#: What the file of a project is called.
KNOWLEDGE_FILE = "kunskap.toml"

_TOP = ("note", "correction", "right", "contact")
_NOTE = ("area", "indicator", "date", "signed", "text")
_CORRECTION = ("date", "signed", "text")
_RIGHT = ("name", "source", "indicators")
_TWICE = {
    "note": "the same note stands twice",
    "correction": "the same correction stands twice",
    "right": "the same right stands twice",
}


@dataclass(frozen=True)
class Note:
    """What somebody who knows a place has written of it.

    Attributes
    ----------
    text, signed : str
    when : date
    area : str
        The area's code; empty in a correction.
    indicator : str
        The indicator that it is about; empty where it is about the area as a whole.
    place : Place or None
        Where it stands in the file, for errors.
    """

    text: str
    signed: str
    when: date
    area: str = ""
    indicator: str = ""
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Right:
    """A right, and the indicators that somebody has said tell of it.

    Attributes
    ----------
    name : str
    source : str
        What says so: the library knows of no source that ties indicators to rights.
    indicators : tuple of str
        Empty where nothing that is measured tells of it.
    place : Place or None
        Where it stands in the file, for errors.
    """

    name: str
    source: str
    indicators: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Knowledge:
    """Notes and corrections in the order of their dates, rights, and whom to tell."""

    notes: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    rights: tuple[Right, ...] = ()
    contact: str = ""

    def of(self, area: str) -> tuple[Note, ...]:
        """The notes of an area."""
        return tuple(note for note in self.notes if note.area == area)

    def check(self, areas: Mapping[str, str], indicators: Mapping[str, str]) -> Knowledge:
        """Return what is known where each note and right is of areas and indicators that there are.

        Both are given with their names, since people write these in place of codes.

        Raises
        ------
        DefinitionError
            An unknown area or indicator; the nearest is suggested.
        """
        for note in self.notes:
            told = f"a note is about the area '{note.area}', which is unknown"
            _refuse_unknown(note.area, areas, note.place, "area", told)
            if note.indicator:
                told = f"a note is about the indicator '{note.indicator}', which is unknown"
                _refuse_unknown(note.indicator, indicators, note.place, "indicator", told)
        for right in self.rights:
            for name in right.indicators:
                told = f"the right '{right.name}' has the indicator '{name}', which is unknown"
                _refuse_unknown(name, indicators, right.place, name, told)
        return self


def _refuse_unknown(name: str, there: Mapping[str, str], place: Place | None, word: str, told: str) -> None:
    if name not in there:
        named = [code for code, label in there.items() if label.casefold().startswith(name.casefold())]
        raise DefinitionError(
            f"{told}{did_you_mean(named[0] if named else name, there)}",
            where=None if place is None else place.at(word),
            expected=f"one of {listing(there, 20)}",
        )


def read_knowledge(path: str | Path) -> Knowledge:
    """Read notes, corrections, rights and whom to tell from a TOML file.

    Raises
    ------
    DefinitionError
        A file that is not there or is not TOML; an unknown key; a note that is not signed or not dated, or of
        a day that has not been; the same note or right twice.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "kunskap.toml"
    >>> _ = file.write_text('''
    ... [[note]]
    ... area = "10"
    ... date = 2024-03-01
    ... text = "Biblioteket har öppnat igen."
    ... ''')
    >>> read_knowledge(file)
    Traceback (most recent call last):
    ...
    omradesindex.errors.DefinitionError: ..., line 2, note 1: 'signed' is missing. What to do: add it.
    """
    contents, start = read_toml(Path(path))
    top = only(contents, _TOP, start)
    contact = top.get("contact", "")
    return Knowledge(
        _notes(tables(top.get("note", []), "note", start), "note", _NOTE, start),
        _notes(tables(top.get("correction", []), "correction", start), "correction", _CORRECTION, start),
        _rights(tables(top.get("right", []), "right", start), start),
        string(contact, "contact", start) if contact != "" else "",
    )


def _notes(given: Iterable[object], what: str, keys: Sequence[str], start: Place) -> tuple[Note, ...]:
    found = dict[Note, None]()
    for table, here in _numbered(given, what, start):
        told = only(table, keys, here, required=[key for key in keys if key != "indicator"])
        texts = {key: string(told[key], key, here) for key in keys if key in told and key != "date"}
        note = Note(when=_day(told["date"], here), place=here, **texts)
        if note in found:
            raise _twice(here, what)
        found[note] = None
    return tuple(sorted(found, key=lambda note: note.when))


def _day(when: object, here: Place) -> date:
    """Read the day of a note: one that has been, so that a slip of the pen is seen."""
    if type(when) is not date:
        raise DefinitionError(
            f"date must be a day such as 2024-03-01, but is {shown(when)}",
            where=here.at("date"),
            expected="a day without quotation marks",
        )
    if when > date.today():
        raise DefinitionError(
            f"the date {when.isoformat()} has not been yet",
            where=here.at("date"),
            expected="the day when it was written",
        )
    return when


def _rights(given: Iterable[object], start: Place) -> tuple[Right, ...]:
    found, names = list[Right](), set[str]()
    for table, here in _numbered(given, "right", start):
        told = only(table, _RIGHT, here, required=["name", "source"])
        name, source = (string(told[key], key, here) for key in ("name", "source"))
        indicators = strings(told.get("indicators", []), "indicators", here)
        twice = next((one for k, one in enumerate(indicators) if one in indicators[:k]), None)
        if twice is not None:
            raise DefinitionError(f"'{twice}' is given twice", where=here.at("indicators"))
        if name.casefold() in names:
            raise _twice(here, "right")
        names.add(name.casefold())
        found.append(Right(name, source, indicators, here))
    return tuple(found)


def _numbered(given: Iterable[object], what: str, start: Place) -> Iterator[tuple[object, Place]]:
    """Each table of a kind, with its place in the file."""
    place = start
    for number, table in enumerate(given, 1):
        place = place.next(what)
        yield table, replace(place, steps=(f"{what} {number}",))


def _twice(here: Place, what: str) -> DefinitionError:
    return DefinitionError(_TWICE[what], where=str(here), remedy="keep one of them")
