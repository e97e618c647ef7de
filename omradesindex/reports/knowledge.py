"""What the city itself knows: dated and signed notes, corrections and rights, kept beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
    """

    text: str
    signed: str
    when: date
    area: str = ""
    indicator: str = ""


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
    """

    name: str
    source: str
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """Notes and corrections in the order of their dates, rights, and whom to tell."""

    notes: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    rights: tuple[Right, ...] = ()
    contact: str = ""
    where: str = ""

    def of(self, area: str) -> tuple[Note, ...]:
        """The notes of an area."""
        return tuple(note for note in self.notes if note.area == area)

    def check(self, areas: Sequence[str], indicators: Sequence[str]) -> Knowledge:
        """Return what is known where each note and right is of areas and indicators that there are.

        Raises
        ------
        DefinitionError
            An unknown area or indicator; the nearest is suggested.
        """
        for note in self.notes:
            if note.area not in areas:
                raise DefinitionError(
                    f"a note is about the area '{note.area}', which is unknown"
                    f"{did_you_mean(note.area, areas)}",
                    where=self.where,
                    expected=f"one of {listing(areas, 20)}",
                )
            if note.indicator and note.indicator not in indicators:
                raise DefinitionError(
                    f"a note is about the indicator '{note.indicator}', which is unknown"
                    f"{did_you_mean(note.indicator, indicators)}",
                    where=self.where,
                    expected=f"one of {listing(indicators, 20)}",
                )
        for right in self.rights:
            for name in right.indicators:
                if name not in indicators:
                    raise DefinitionError(
                        f"the right '{right.name}' has the indicator '{name}', which is unknown"
                        f"{did_you_mean(name, indicators)}",
                        where=self.where,
                        expected=f"one of {listing(indicators, 20)}",
                    )
        return self


def read_knowledge(path: str | Path) -> Knowledge:
    """Read notes, corrections, rights and whom to tell from a TOML file.

    Raises
    ------
    DefinitionError
        A file that is not there or is not TOML; an unknown key; a note that is not signed or not dated.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "kunskap.toml"
    >>> _ = file.write_text('''
    ... [[note]]
    ... area = "10"
    ... date = 2026-03-01
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
        str(path),
    )


def _notes(given: Iterable[object], what: str, keys: Sequence[str], start: Place) -> tuple[Note, ...]:
    found, place = [], start
    for number, table in enumerate(given, 1):
        place = place.next(what)
        here = replace(place, steps=(f"{what} {number}",))
        told = only(table, keys, here, required=[key for key in keys if key != "indicator"])
        when = told["date"]
        if type(when) is not date:
            raise DefinitionError(
                f"date must be a day such as 2026-03-01, but is {shown(when)}",
                where=here.at("date"),
                expected="a day without quotation marks",
            )
        texts = {key: string(told[key], key, here) for key in keys if key in told and key != "date"}
        found.append(Note(when=when, **texts))
    return tuple(sorted(found, key=lambda note: note.when))


def _rights(given: Iterable[object], start: Place) -> tuple[Right, ...]:
    found, place = [], start
    for number, table in enumerate(given, 1):
        place = place.next("right")
        here = replace(place, steps=(f"right {number}",))
        told = only(table, _RIGHT, here, required=["name", "source"])
        name, source = (string(told[key], key, here) for key in ("name", "source"))
        found.append(Right(name, source, strings(told.get("indicators", []), "indicators", here)))
    return tuple(found)
