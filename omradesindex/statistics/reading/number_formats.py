"""What a workbook's number format makes of a number: the cell shows it, and that is what its reader saw.

The formats: ECMA-376, part 1, 18.8.31. Sections for positive, negative and zero are parted by semicolons;
what stands in quotes or behind a backslash is text; ``%`` outside of them multiplies by 100; a comma behind
the last digit divides by 1 000.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from omradesindex.patterns import pattern
from omradesindex.statistics.reading.cells import Percent, Signed, Unclear

_TOKEN = pattern(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]?|(?P<plain>.)', re.DOTALL
)
_CONDITION = pattern(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_ZEROS = pattern("0{2,20}")
_THOUSANDS = pattern(r"[0#?.],+(?![0#?,])")
_ASKS = {
    "<": float.__lt__,
    ">": float.__gt__,
    "=": float.__eq__,
    "<=": float.__le__,
    ">=": float.__ge__,
    "<>": float.__ne__,
}


class _Section(NamedTuple):
    """One section of a format: what it is for, what it prints, and what it does to the number."""

    condition: tuple[str, float] | None
    active: str
    literal: str

    @property
    def digits(self) -> bool:
        return (
            bool(re.search("[0#?]", self.active)) or "general" in self.active.casefold() or "@" in self.active
        )


def as_shown(value: float, code: str) -> object:
    """Return a number as its cell shows it, where that is something else than the number.

    A :class:`~omradesindex.statistics.reading.cells.Percent` is multiplied; a sign that is text in the format
    belongs to the number as it is; text in its place (``[<5]".."``) is that text, and a code of fixed length
    (``0000``) has its zeros; what is shown in thousands, or not at all, is for a person to decide.

    Examples
    --------
    >>> [as_shown(0.4, code) for code in ("0%", '0.0" %"', "0.00", '[<5]"..";0')]
    [0.4, 0.4, 0.4, '..']
    >>> [type(as_shown(0.4, code)).__name__ for code in ("0%", '0.0" %"', "0.00")]
    ['Percent', 'Signed', 'float']
    """
    if value != value:
        return value
    if _ZEROS.fullmatch(code) and value >= 0 and float(value).is_integer():
        return f"{int(value):0{len(code)}d}"  # a code of so many digits
    sections = _sections(code)
    if not sections:
        return value
    section = _applying(sections, float(value))
    if not section.digits:
        return _instead(value, section)
    times = section.active.count("%")
    if times > 1:
        return Unclear(value, "is shown as per cent twice over")
    if _THOUSANDS.search(section.active):
        return Unclear(value, "is shown in thousands or millions by its format")
    if times:
        return Percent(value)
    text = section.literal + section.active
    sign = "‰" if "‰" in text else "%" if "%" in section.literal else ""
    return Signed(value, sign) if sign else value


def _instead(value: float, section: _Section) -> object:
    text = section.literal.strip()
    # A dash or nothing for zero is a way to write zero.
    if value == 0 and not text.strip("-\u2013\u2014 "):
        return value
    return text or Unclear(value, "is there, but its format shows nothing")


def _applying(sections: tuple[_Section, ...], value: float) -> _Section:
    if any(section.condition for section in sections[:2]):
        for section in sections[:2]:
            if section.condition and _ASKS[section.condition[0]](value, section.condition[1]):
                return section
        open_ = [section for section in sections[:3] if section.condition is None]
        return open_[-1] if open_ else sections[-1]
    if len(sections) == 1 or value > 0:
        return sections[0]
    return sections[1] if value < 0 else sections[2] if len(sections) > 2 else sections[0]


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    """Take a format apart; nothing where it can change nothing of what matters here."""
    if not re.search(r'[%‰;"\\,]|\[[<>=]', code):
        return ()
    parted: list[_Section] = []
    condition, active, literal = None, "", ""
    for token in _TOKEN.finditer(code[:1000] + ";"):
        if token["plain"] == ";":
            parted.append(_Section(condition, active, literal))
            condition, active, literal = None, "", ""
        elif token["plain"] is not None:
            active += token["plain"]
        elif token["bracket"] is not None:
            asked = _CONDITION.fullmatch(token["bracket"].strip())
            condition = (asked[1], float(asked[2])) if asked else condition
        else:
            literal += token["quoted"] or token["escaped"] or ""
    # The fourth is for text.
    return tuple(parted[:3])
