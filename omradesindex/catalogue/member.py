"""An indicator's place in an index: what it weighs, and why it stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from omradesindex.catalogue.amounts import weight
from omradesindex.catalogue.bodies import body_label
from omradesindex.catalogue.indicator import Indicator, theme_or_measure
from omradesindex.catalogue.text import both, choice
from omradesindex.errors import DefinitionError, listing, must_be
from omradesindex.frozen import hold
from omradesindex.wording import Text, join

#: Why an indicator stands in an index: the document that the index renders has it, somebody asked for it, or
#: it is our choice.
BASES: tuple[str, ...] = ("proposal", "asked", "assumed")


@dataclass(frozen=True)
class Member:
    """An indicator's place in an index.

    Attributes
    ----------
    indicator : Indicator
    weight : float
        Relative to the other members of the dimension.
    basis : {"proposal", "asked", "assumed"}
        Why it stands here: the document that the index renders has it (for the consultation's index the
        city's proposal), somebody asked for it, or it is our choice.
    basis_note : Text or None
        Which document or body, or why it is assumed.
    asked_for : {"", "theme", "measure"}
        Of what was asked for: whether the theme, for which the measure is our choice, or this very measure.
    """

    indicator: Indicator
    weight: float = 1.0
    basis: str = "assumed"
    basis_note: Text | None = None
    asked_for: str = ""

    def __post_init__(self) -> None:
        indicator = must_be(
            self.indicator, Indicator, what="a member", expected="an Indicator", error=DefinitionError
        )
        hold(
            self,
            weight=weight(self.weight, indicator.id),
            basis=_basis(self.basis, indicator.id),
            basis_note=None if self.basis_note is None else both(self.basis_note, "basis_note"),
            asked_for=_asked_for(self.asked_for, self.basis, indicator.id),
        )

    @classmethod
    def of(
        cls, indicator: Indicator, basis: str, basis_note: Text | str | None = None, asked_for: str = ""
    ) -> Self:
        """Return an indicator's place with why it stands there, its note in both languages or as one text."""
        note = None if basis_note is None else both(basis_note, "basis_note")
        return cls(indicator, basis=basis, basis_note=note, asked_for=asked_for)

    @property
    def id(self) -> str:
        """The indicator's id."""
        return self.indicator.id


def asks_said(indicator: Indicator) -> dict[str, Any]:
    """Return what an index says of an indicator that stands there because bodies asked: for what, and who.

    Examples
    --------
    >>> from omradesindex.catalogue import indicators
    >>> told = asks_said(indicators()["medellivslangd"])
    >>> told["asked_for"], told["basis_note"].en.partition("; ")[0]
    ('measure', 'The measure asked for by the technical board')
    """
    if not indicator.asked_by:
        return {}
    parts: dict[str, list[str]] = {"sv": [], "en": []}
    for what, sv, en in (("measure", "måttet", "the measure"), ("theme", "temat", "the theme")):
        bodies = [body_label(ask.body) for ask in indicator.asked_by if ask.asked_for == what]
        if bodies:
            parts["sv"].append(f"{sv} efterfrågat av {join([body.sv for body in bodies])}")
            parts["en"].append(f"{en} asked for by {join([body.en for body in bodies], lang='en')}")
    note = Text(*(said[:1].upper() + said[1:] + "." for said in map("; ".join, parts.values())))
    kinds = {ask.asked_for for ask in indicator.asked_by}
    return {"asked_for": "measure" if "measure" in kinds else "theme", "basis_note": note}


def _basis(basis: object, name: str) -> str:
    if basis == "source":
        raise DefinitionError(
            f"the basis of '{name}' is 'source', a word of earlier releases that meant two things",
            expected=f"one of {listing(BASES)}",
            remedy="'proposal' where the document that the index renders has the indicator, 'asked' where "
            "somebody asked for it",
        )
    return choice(basis, BASES, "basis")


def _asked_for(asked_for: object, basis: str, name: str) -> str:
    if basis == "asked":
        return theme_or_measure(asked_for, f"the ask for '{name}'")
    if asked_for != "":
        raise DefinitionError(
            f"'{name}' says what was asked for, but its basis is '{basis}'",
            expected="asked_for only beside the basis 'asked'",
        )
    return ""
