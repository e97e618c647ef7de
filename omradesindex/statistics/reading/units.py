"""Units in a source's words: per cent or per mille, single or thousands, kronor or thousands of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from omradesindex.frozen import Frozen

#: Unit → what it is multiplied by to get the first of its family: per cent, single ones, thousands of kronor.
SHARES: Mapping[str, float] = Frozen(
    {"%": 1.0, "‰": 0.1, "per 10 000": 0.01, "per 100 000": 0.001, "andel av 1": 100.0}
)
COUNTS: Mapping[str, float] = Frozen({"tusental": 1e3, "miljoner": 1e6})
MONEY: Mapping[str, float] = Frozen({"tkr": 1.0, "kr": 0.001, "mnkr": 1e3, "mdkr": 1e6})

#: What errors call a unit.
UNIT_LABELS: Mapping[str, str] = Frozen({"%": "per cent", "‰": "per mille"})

_GAP = "[ \u00a0\u202f.,]?"
_WORDS: Mapping[str, str] = Frozen(
    {
        "per 100 000": rf"per[\s_]+100(?:k|{_GAP}000)\b[^,;()]*|per\s+hundra\s?tusen[^,;()]*",
        "per 10 000": rf"per[\s_]+10(?:k|{_GAP}000)\b[^,;()]*|per\s+tio\s?tusen[^,;()]*",
        "‰": rf"‰|promille|per\s?mille|per[\s_]+1{_GAP}000\b[^,;()]*|per\s+tusen[^,;()]*",
        "%": r"%|pct|procent(?:enheter)?|per\s?cent|percent(?:age)?|andel i procent|andel \(?%\)?",
        "andel av 1": r"kvot|proportion|fraction|andel av 1",
        "mdkr": r"mdkr|miljarder kr(?:onor)?|bn sek",
        "mnkr": r"mkr|mnkr|mkkr|msek|miljoner kr(?:onor)?|sek million",
        "tkr": r"tkr|ksek|tsek|tusen(?:tals)? kr(?:onor)?|1[ \u00a0]?000[ -]?kr(?:onor)?|sek thousands?",
        "miljoner": r"miljoner|miljontal|millions?|mn",
        "tusental": rf"tusental|tusen|1{_GAP}000-?tal|thousands?|1{_GAP}000",
        "kr": r"kr|kronor|sek",
        "": r"antal|st|styck|personer|invånare|hushåll|lägenheter|andel|år|kvm|m²|m2|index|number|persons",
    }
)


@cache
def _whole() -> dict[str, re.Pattern[str]]:
    return {
        unit: re.compile(rf"(?:i |enhet:? |\()?(?:{words})\)?", re.IGNORECASE)
        for unit, words in _WORDS.items()
    }


@cache
def _part() -> dict[str, re.Pattern[str]]:
    """In a heading a unit stands behind a comma or in brackets; "under 60 procent av medianen" is none."""
    return {
        unit: re.compile(
            rf"(?:[,;:(/\[_–-]\s*(?:i )?)(?:{words})\s*(?:$|[),;:/\]]|[\s_](?:19|20)[0-9]{{2}})",
            re.IGNORECASE,
        )
        for unit, words in _WORDS.items()
        if unit
    }


def unit_of(text: str) -> str:
    """Return the unit that a text is, in the words used here; nothing where it is none of these.

    Examples
    --------
    >>> [unit_of(text) for text in ("promille", "Procent", "1000-tal", "per 1 000 invånare", "antal")]
    ['‰', '%', 'tusental', '‰', '']
    """
    bare = " ".join(text.split())
    return next((unit for unit, words in _whole().items() if words.fullmatch(bare)), "")


def unit_in(text: str) -> str:
    """Return the unit that a heading names, behind a comma or in brackets.

    Examples
    --------
    >>> [unit_in(text) for text in ("Medelinkomst, tkr 2023", "Andel (%)", "Under 60 procent av medianen")]
    ['tkr', '%', '']
    """
    bare = " ".join(text.split())
    return unit_of(bare) or next((unit for unit, words in _part().items() if words.search(bare)), "")


def scale_between(unit: str, wanted: str) -> float | None:
    """Return what figures in a unit are multiplied by to be in another.

    0 where nothing can do that: a count is not made of per cents. None where nothing is known against them.

    Examples
    --------
    >>> [scale_between(*pair) for pair in (("‰", "%"), ("kr", "tkr"), ("tusental", ""), ("%", ""), ("", "%"))]
    [0.1, 0.001, 1000.0, 0.0, None]
    """
    for family in (SHARES, MONEY, COUNTS):
        if unit in family and wanted in family:
            return family[unit] / family[wanted]
    if wanted == "" and unit in COUNTS:
        return COUNTS[unit]
    return 0.0 if wanted == "" and unit in SHARES else None


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit: a row of such stands under headings.

    Examples
    --------
    >>> is_unit("antal"), is_unit("Norr")
    (True, False)
    """
    bare = " ".join(text.split())
    return any(words.fullmatch(bare) for words in _whole().values())
