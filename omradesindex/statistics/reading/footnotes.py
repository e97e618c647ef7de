"""Footnote marks: raised digits, asterisks, "1)". They stand at a number or a name and belong to neither."""

from __future__ import annotations

import re
from collections.abc import Iterable

from omradesindex.patterns import pattern

_PLAIN = "0123456789()abcdefghijklmnoprstuvwxyz"
_HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_RAISE = str.maketrans(_PLAIN, _HIGH)
_UP = re.escape(_HIGH) + "ªº"

_BRACKET = r"(?:[0-9]{1,2}|[a-z])\)"
_MARK = rf"[{_UP}](?:[{_UP},; ]*[{_UP}])?|[*†‡§]{{1,3}}|(?<=\s){_BRACKET}(?:[, ]+{_BRACKET})*"
_LAST = pattern(rf"(?P<text>.*?\S)\s*(?:{_MARK})", re.DOTALL | re.IGNORECASE)
#: So much of a text's end is looked at.
_LONGEST = 40
#: Square and cubic metres bear no footnote.
_POWER = pattern(r"(?:.*[^\w])?[kcdmh]?m[²³]", re.DOTALL)

_WORDS = (
    "källa|källor|sources?|not|noter|notes?|anm|anmärkning(?:ar)?|fotnot(?:er)?|footnotes?|kommentar(?:er)?|obs"
    "|senaste? uppdatering|senast uppdaterad|uppdaterad|latest update|last updated|hämtad|utskrivet?"
)
# How lines begin that are no name of an area, whatever follows.
_SENTENCES = (
    r"(?:uppgift(?:en|er|erna)?|statistik(?:en)?|siffr(?:a|or|orna)|data|tabellen"
    r"|(?:the )?figures|the table) (?:avser|är|från|gäller|hämta\w+|bygger|visar|are|is|from|refers?)\b"
    r"|(?:utdrag|utskrift|hämtad|bearbetning|kontakt)\b.*(?:[0-9]{4}|:|@)|(?:tillämpade|applied) filter"
)
_NOTE = pattern(
    rf"\s*(?:(?:{_WORDS})\b\s*[:.=–-]|(?:{_SENTENCES})|(?:källa|source|copyright)\b|©|[*†‡]|[{_UP}]|[0-9]{{1,2}}\)\s|\.{{1,3}}\s*=|-\s*=)",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether a line below a table says itself that it is a note.

    Examples
    --------
    >>> [is_note(text) for text in ("Källa: SCB", "1) preliminärt", "Siffrorna är nya", "Norr", "1280R001")]
    [True, True, True, False, False]
    """
    return _NOTE.match(text) is not None


def raised(text: str) -> str:
    """Return text as raised characters, where there are such: of a raised 1 in a workbook a ``¹``.

    Examples
    --------
    >>> raised("1)"), raised("er*")
    ('¹⁾', 'ᵉʳ*')
    """
    return text.translate(_RAISE)


def may_bear_marks(texts: Iterable[str]) -> bool:
    """Whether some of many texts may end in a footnote mark: none do that are letters and digits of ASCII.

    Examples
    --------
    >>> may_bear_marks(["01", "", "Norr"]), may_bear_marks(["01", "Norr*"])
    (False, True)
    """
    together = "".join(texts)
    return not (together.isascii() and together.isalnum()) and together != ""


def without_marks(text: str) -> str:
    """Return a number or a name without the footnote marks at its end.

    Examples
    --------
    >>> [without_marks(text) for text in ("12¹", "12 1)", "Norr*", "m²", "Norr (del 1)", "121)")]
    ['12', '12', 'Norr', 'm²', 'Norr (del 1)', '121)']
    """
    if not text or (text[-1].isalnum() and text[-1].isascii()):
        return text
    bare = text.rstrip()
    kept, bare = bare[:-_LONGEST], bare[-_LONGEST:]
    while (found := _LAST.fullmatch(bare)) is not None and not _POWER.fullmatch(bare):
        # "Norr (del 1)" ends in a bracket that was opened.
        if bare.endswith(")") and bare.count("(") >= bare.count(")"):
            break
        bare = found["text"].rstrip()
    return kept + bare
