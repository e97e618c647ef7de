"""What is known on the spot: dated and signed notes, and corrections, kept in a file beside the figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from omradesindex.catalogue.tables import Place, only, read_toml, string, tables
from omradesindex.catalogue.text import shown
from omradesindex.errors import DefinitionError, did_you_mean, listing

#: What the file of a project is called.
KNOWLEDGE_FILE = "kunskap.toml"

_TOP = ("note", "correction", "contact")
_NOTE = ("area", "indicator", "date", "signed", "text")
_CORRECTION = ("date", "signed", "text")


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
class Knowledge:
    """Notes, corrections and whom to tell, in the order of their dates."""

    notes: tuple[Note, ...] = ()
    corrections: tuple[Note, ...] = ()
    contact: str = ""
    where: str = ""

    def of(self, area: str) -> tuple[Note, ...]:
        """The notes of an area."""
        return tuple(note for note in self.notes if note.area == area)

    def check(self, areas: Sequence[str], indicators: Sequence[str]) -> Knowledge:
        """Return the notes where each is of an area and an indicator that there are.

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
        return self


def read_knowledge(path: str | Path) -> Knowledge:
    """Read notes, corrections and whom to tell from a TOML file.

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
