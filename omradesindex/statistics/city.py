"""What all the areas together are called, and each of them: by what the figures say, where they say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from omradesindex.patterns import pattern
from omradesindex.units import UNITS, Speech, Together, Units
from omradesindex.wording import Language, Text, called_made_up, say, without_made_up

if TYPE_CHECKING:
    from omradesindex.geography import Division

#: What SCB's codes and names of areas look like.
_CODED = {
    "deso": pattern(r"\d{4}[ABC]\d{4}(?:_DeSO\d{4})?"),
    "regso": pattern(r"\d{4}R\d{3}(?:_RegSO\d{4})?|.+ \(RegSO-.+\)"),
}
#: What figures are called that tell of no place.
FIGURES = Text("statistik", "statistics")
_MUNICIPALITY = pattern(r"\d{4}")
#: The municipality that a small area's name begins with, as SCB writes it: ``Uppsala (RegSO-Gottsunda)``.
_IN_NAME = pattern(r"(.+) \(RegSO-.+\)")


def units_of(codes: Sequence[str], whole: str) -> Units | None:
    """Return what areas are, where their codes tell: SCB's small areas, or a county's municipalities.

    Examples
    --------
    >>> units_of(["0380R001", "0380R002"], "0380").many_en
    'RegSOs'
    >>> units_of(["0330", "0380"], "03").many, units_of(["0330", "0380"], "X")
    ('kommuner', None)
    """
    for name, coded in _CODED.items():
        if codes and all(map(coded.fullmatch, codes)):
            return UNITS[name]
    if len(whole) == 2 and all(_MUNICIPALITY.fullmatch(code) and code.startswith(whole) for code in codes):
        return UNITS["municipality"]
    return None


class Spoken:
    """Figures that tell how they are spoken of."""

    name: str
    areas: tuple[str, ...]
    whole: str | None
    division: Division | None
    units: Units | None
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def city(self) -> str:
        """Code of all areas together in tables: their own rows', or else the division's, or else a word."""
        return self.whole or ("whole" if self.division is None else self.division.whole.code)

    @cached_property
    def speech(self) -> Speech:
        """How texts are said of the figures: of which units, and of what they are parts.

        Examples
        --------
        >>> import omradesindex as oi
        >>> oi.malmo_statistics().speech.said("bättre än staden", "sv")
        'bättre än Malmö'
        """
        speech = speech_about(self.areas, self.division, self.whole or "", self.units)
        return speech.keeping((self.name, *self.notes, *self.sources))


def speech_about(
    areas: Sequence[str], division: Division | None, whole: str = "", units: Units | None = None
) -> Speech:
    """Return how texts are said of some areas: by what they are, and the name of what they are parts of.

    Parameters
    ----------
    areas : sequence of str
        Their codes.
    division : Division or None
    whole : str
        The code of all of them together, where the division does not tell.
    units : Units, optional
        What they are, where somebody has said so.
    """
    names = division.names if division is not None else areas
    if division is not None:
        whole = whole or division.whole.code
    units = units or (division.units if division is not None else None) or units_of(areas, whole)
    name = "" if units is not None and not units.places else name_of_place(division, names)
    together = Together.named(name) if name else Together.of(units)
    return Speech(units, together).keeping((name, *names))


def name_of_place(division: Division | None, names: Sequence[str]) -> str:
    """Return the name of the place that areas of these names are parts of; nothing where none is told.

    Examples
    --------
    >>> name_of_place(None, ["Uppsala (RegSO-Gottsunda)", "Uppsala (RegSO-Valsätra)"])
    'Uppsala'
    """
    named = without_made_up(division.whole.name) if division is not None else ""
    # Where nobody says its name it bears that of the file, which is no name of a place.
    if division is not None and named and named != division.id:
        return named
    cities = {found[1] if found else "" for found in map(_IN_NAME.fullmatch, names)}
    return cities.pop() if len(cities) == 1 else ""


def name_of_figures(division: Division | None, names: Iterable[str]) -> str:
    """Return whose figures of some areas are, where nobody says: the place's; nothing where none is told.

    Examples
    --------
    >>> from omradesindex.geography import example_division
    >>> name_of_figures(example_division(), ()), name_of_figures(None, ["1", "2"])
    ('Exempelstad (påhittad)', '')
    """
    if division is not None and division.made_up:
        return division.whole.name  # which says that it is
    return name_of_place(division, division.names if division is not None else [*dict.fromkeys(names)])


def city_said(statistics: Spoken, lang: Language) -> str:
    """Name the whole that areas are held against, as it stands inside a sentence.

    Parameters
    ----------
    statistics : Statistics
    lang : {"sv", "en"}

    Returns
    -------
    str
        ``hela Malmö``; where nothing says its name ``alla områden tillsammans``, or whatever they are.

    Examples
    --------
    >>> import omradesindex as oi
    >>> city_said(oi.malmo_statistics(), "sv"), city_said(oi.malmo_statistics(), "en")
    ('hela Malmö', 'Malmö as a whole')
    """
    text = say(lang, *statistics.speech.together.whole)
    division = statistics.division
    if division is not None and division.made_up:
        name = without_made_up(division.whole.name)
        return without_made_up(text).replace(name, called_made_up(name, lang))
    return text
