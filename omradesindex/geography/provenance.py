"""What each part of a division rests on, in one word and a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from omradesindex.errors import DivisionError, did_you_mean, listing, must_be_plain
from omradesindex.wording import Language

ProvenanceWord = Literal["documented", "inferred", "derived", "made_up", "given"]

_LABELS: dict[Language, dict[str, str]] = {
    "sv": {
        "documented": "dokumenterat",
        "inferred": "antaget",
        "derived": "härlett",
        "made_up": "påhittat",
        "given": "eget underlag",
    },
    "en": {
        "documented": "documented",
        "inferred": "inferred",
        "derived": "derived",
        "made_up": "made up",
        "given": "own material",
    },
}


@dataclass(frozen=True)
class Provenance:
    """What one part of a division (its codes, its outlines, a key …) rests on.

    Parameters
    ----------
    word : {"documented", "inferred", "derived", "made_up", "given"}
        ``documented``: published by its owner. ``inferred``: concluded by us, not confirmed.
        ``derived``: computed by our own code from published material. ``made_up``: Exempelstad.
        ``given``: came in the user's own file, whose origin the library does not know.
    text : str
        One or two sentences, in Swedish.
    confidence : float, optional
        How sure it is, 0–1.
    source, licence : str
        Where it comes from, and on what terms.

    Examples
    --------
    >>> Provenance("derived", "Upplöst ur delområden.").label()
    'härlett'
    """

    word: ProvenanceWord
    text: str
    confidence: float | None = None
    source: str = ""
    licence: str = ""

    def __post_init__(self) -> None:
        words = get_args(ProvenanceWord)
        if self.word not in words:
            raise DivisionError(
                f"the provenance word '{self.word}' is unknown{did_you_mean(str(self.word), words)}",
                expected=f"one of {listing(words)}",
            )
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise DivisionError(f"the provenance's confidence is {self.confidence}", expected="a number 0-1")

    def label(self, lang: Language = "sv") -> str:
        """The word as a reader meets it."""
        return _LABELS[lang][self.word]


@dataclass(frozen=True)
class Whole:
    """The whole that the areas are parts of: a row of its own in statistics.

    Examples
    --------
    >>> Whole("1280", "Malmö").name
    'Malmö'
    """

    code: str
    name: str

    def __post_init__(self) -> None:
        for text in (self.code, self.name):
            must_be_plain(text, what="the whole's code or name", error=DivisionError)
