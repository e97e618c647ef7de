"""One small tree of errors.

Every message says what failed, where, what was expected and what to do, so that an analyst
never has to read a traceback to find the cell that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self, TypeVar

from omradesindex.plaintext import hidden_in, visible
from omradesindex.units import UNITS, Units, said, speaking, speech, units_called

T = TypeVar("T")

__all__ = [
    "ComputeError",
    "DefinitionError",
    "DivisionError",
    "MappingNeededError",
    "MethodError",
    "OmradesindexError",
    "SourceError",
    "StatisticsError",
    "did_you_mean",
    "figure",
    "listing",
    "must_be",
    "must_be_plain",
    "units_said",
]


def __dir__() -> list[str]:
    # What a user catches; the rest is how errors are raised.
    return [name for name in __all__ if name.endswith("Error")]


class OmradesindexError(Exception):
    """The root of all errors that this library raises on purpose.

    Parameters
    ----------
    what : str
        What failed, in one clause.
    where : str, optional
        File, row, area, indicator: the place to look.
    expected : str, optional
        What would have been right.
    remedy : str, optional
        What to do now.

    Examples
    --------
    >>> print(OmradesindexError("area '15' is unknown", where="statistics.csv, row 7",
    ...                         expected="one of '1', '2'", remedy="correct the code"))
    statistics.csv, row 7: area '15' is unknown. Expected: one of '1', '2'. What to do: correct the code.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        expected: str | None = None,
        remedy: str | None = None,
    ) -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.remedy = remedy
        self._speech = speech()
        super().__init__(self._told("en"))

    def in_(self, lang: str) -> str:
        """Return the message in Swedish (``"sv"``), as the command line says it, or in English.

        Examples
        --------
        >>> OmradesindexError("the file does not exist", where="a.csv").in_("sv")
        'a.csv: filen finns inte.'
        """
        with speaking(self._speech):
            return self._told(lang)

    def _told(self, lang: str) -> str:
        from omradesindex.swedish import in_language, place_in

        parts = {"": self.what, "Expected: ": self.expected, "What to do: ": self.remedy}
        text = ". ".join(
            in_language(label, lang) + said(in_language(part, lang), lang)
            for label, part in parts.items()
            if part
        )
        if self.where:
            text = f"{place_in(self.where, lang)}: {text}"
        # What is quoted came from outside: it must not steer the terminal that shows it.
        return visible(text).rstrip(".") + "."

    def seen_from(self, where: str) -> Self:
        """Return the error with another place to look: the one that the user knows."""
        return type(self)(self.what, where=where, expected=self.expected, remedy=self.remedy)

    def with_names(self, names: Mapping[str, str]) -> Self:
        """Return the error with other names of what is in it: those that the user knows.

        Examples
        --------
        >>> print(OmradesindexError("first in /x/a.csv", where="/x/b.csv").with_names({"/x/": ""}))
        b.csv: first in a.csv.
        """
        what, where, expected, remedy = self.what, self.where or "", self.expected, self.remedy
        for name, known in names.items():
            what, where = what.replace(name, known), where.replace(name, known)
        return type(self)(what, where=where or None, expected=expected, remedy=remedy)


class DivisionError(OmradesindexError):
    """Something is wrong with areas: codes, names, outlines or keys."""


class SourceError(OmradesindexError):
    """A statistics service did not answer, or not with what was asked for."""


class StatisticsError(OmradesindexError):
    """Something is wrong with the figures that were given."""


class DefinitionError(OmradesindexError):
    """Something is wrong with the definition of an index or an indicator."""


class MethodError(OmradesindexError, ValueError):
    """A method was given values or parameters on which it is not defined."""


class ComputeError(OmradesindexError):
    """A definition and a set of statistics cannot be brought together."""


class MappingNeededError(StatisticsError):
    """A table is in its source's words, and nobody has said what they mean.

    Attributes
    ----------
    proposal : str
        A mapping to check and save (TOML); where one lies beside the table already, what to add to it.
    """

    def __init__(self, where: str, proposal: str, *, beside: str = "") -> None:
        super().__init__(
            "the table is in its source's own words",
            where=where,
            expected="a mapping that says which of them are areas, periods and variables",
            remedy=f"add the proposal below at the end of '{beside}', and check each line"
            if beside
            else "save the proposal below as 'mapping.toml', check each line, and give it: "
            '--mapping mapping.toml (in Python: mapping="mapping.toml")',
        )
        self.proposal = proposal
        self.args = (self.in_("en"),)

    def in_(self, lang: str) -> str:
        """Return the message, and under it the proposal."""
        return f"{super().in_(lang)}\n\n{self.proposal}\n"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ``" (did you mean 'x'?)"`` for the nearest known name, or an empty string.

    Examples
    --------
    >>> did_you_mean("geomtric", ["arithmetic", "geometric"])
    " (did you mean 'geometric'?)"
    >>> did_you_mean("1", ["01", "11"])
    " (did you mean '01'?)"
    """
    near = nearest(name, known)
    return f" (did you mean '{near}'?)" if near else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the nearest known name, or an empty text where none is near.

    Examples
    --------
    >>> nearest("geomtric", ["arithmetic", "geometric"]), nearest("x", ["arithmetic"])
    ('geometric', '')
    """
    from difflib import get_close_matches

    names = [str(k) for k in known]
    # A zero before a code is lost in spreadsheets: no other code is nearer than the one with it.
    near = [k for k in names if k.lstrip("0") == str(name).lstrip("0")] or get_close_matches(
        str(name), names, n=1, cutoff=0.6
    )
    return near[0] if near else ""


def listing(names: Iterable[object], most: int = 12) -> str:
    """Quote and join names, cutting a long list short and saying so.

    Examples
    --------
    >>> listing(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    quoted = [f"'{n}'" for n in names]
    if len(quoted) <= most:
        return ", ".join(quoted)
    return f"{', '.join(quoted[:most])} and {len(quoted) - most} more"


def figure(value: float) -> str:
    """Write a number that was counted or computed: a whole one entire, another to six digits.

    Examples
    --------
    >>> figure(1234567.0), figure(2 / 3)
    ('1234567', '0.666667')
    """
    return f"{value:.0f}" if float(value).is_integer() else f"{value:.6g}"


def must_be(
    given: object,
    kind: type[T] | tuple[type[T], ...],
    *,
    what: str,
    expected: str,
    remedy: str | None = None,
    where: str | None = None,
    error: type[OmradesindexError] = OmradesindexError,
) -> T:
    """Return what was given, or refuse it in plain words where it is of another kind.

    The door of every public function: what comes in wrong is told there, not as an AttributeError further in.

    Parameters
    ----------
    given : object
        The argument.
    kind : type, or tuple of types
        What it has to be an instance of; of one of them.
    what : str
        The argument as its user knows it, for example ``"the statistics"``.
    expected, remedy, where : str
        As in :class:`OmradesindexError`.
    error : type of OmradesindexError
        Which error is raised.

    Examples
    --------
    >>> must_be("table", str, what="the name", expected="a text")
    'table'
    >>> must_be("x.csv", int, what="the statistics", expected="Statistics")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: the statistics are given as str, 'x.csv'. Expected: Statistics.
    """
    if isinstance(given, kind):
        return given
    several = what.endswith("s") and not what.endswith("ss")
    shown = isinstance(given, str) and len(given) <= 60
    raise error(
        f"{what} {'are' if several else 'is'} given as {type(given).__name__}"
        + (f", '{given}'" if shown else ""),
        where=where,
        expected=expected,
        remedy=remedy,
    )


def units_said(
    units: str | Units | None, *, where: str, error: type[OmradesindexError] = OmradesindexError
) -> Units | None:
    """Return what areas are called: units that a word stands for, or somebody's own.

    Examples
    --------
    >>> units_said("stadsdel", where="the division").many
    'stadsdelar'
    """
    if units is None or isinstance(units, Units):
        return units
    called = units_called(units)
    if called is None:
        raise error(
            f"units called '{units}' are not known{did_you_mean(str(units), UNITS)}",
            where=where,
            expected=f"one of {listing(UNITS)}, or Units of your own",
            remedy="from omradesindex.units import Units; Units(one, the, many, all, one_en, many_en)",
        )
    return called


def must_be_plain(
    text: str,
    *,
    what: str,
    where: str | None = None,
    error: type[OmradesindexError] = OmradesindexError,
) -> str:
    r"""Return a text, or refuse it where it holds characters that nobody sees but a terminal obeys.

    The door of every label, name and code from outside. Line breaks and tabs may stand in a text.

    Examples
    --------
    >>> must_be_plain("Rosengård", what="the name")
    'Rosengård'
    >>> must_be_plain("\x1b[31mRED", what="the label", where="index.toml")
    Traceback (most recent call last):
    ...
    omradesindex.errors.OmradesindexError: index.toml: the label '\x1b[31mRED' holds the control character...
    """
    character = hidden_in(text)
    if character is not None:
        shown = text if len(text) <= 60 else f"{text[:60]}…"
        raise error(
            f"{what} '{shown}' holds the control character U+{ord(character):04X}",
            where=where,
            expected="letters, digits, signs and spaces that are seen",
            remedy="write the text anew, without what cannot be seen",
        )
    return text
