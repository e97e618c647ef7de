"""How the codes of two files are alike: the same kind of small area, and why they do not meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from omradesindex.patterns import pattern
from omradesindex.subjects.new_project import words
from omradesindex.wording import Language, Text

#: SCB's codes however they are written: in small letters, or with the zero before them lost in a spreadsheet.
_WRITTEN = pattern(r"[0-9]{3,4}(?:[abc][0-9]{4}|(r)[0-9]{3})(?:_(?:deso|regso)[0-9]{4})?", re.IGNORECASE)
#: A version that is said: in a code, a heading, or a file's name.
_SAID = pattern(r"(deso|regso)[_ -]{0,2}(20[0-9]{2})(?![0-9])", re.IGNORECASE)
_YEAR = pattern(r"_(?:deso|regso)[0-9]{4}$", re.IGNORECASE)

#: What may part codes of the same areas, and what they are without it.
_APART: tuple[tuple[Text, Callable[[str], str]], ...] = (
    (words.APART_LETTERS, str.casefold),
    (words.APART_ZERO, lambda code: code.lstrip("0")),
    (words.APART_VERSION, lambda code: _YEAR.sub("", code)),
)


def kind_of(codes: Collection[str]) -> str:
    """Return which of SCB's small areas codes are of, however they are written; empty where one is of none.

    Examples
    --------
    >>> kind_of(["0380R001"]), kind_of(["380c1450", "0380A0010_DeSO2025"]), kind_of(["0380R001", "Norr"])
    ('RegSO', 'DeSO', '')
    """
    written = [_WRITTEN.fullmatch(code) for code in codes]
    kinds = {("RegSO" if one[1] else "DeSO") if one else "" for one in written}
    return kinds.pop() if len(kinds) == 1 else ""


def versions_said(texts: Iterable[str]) -> list[str]:
    """Return the versions of SCB's small areas that codes, headings and file names say themselves.

    Examples
    --------
    >>> versions_said(["koppling_deso2018_regso2020.csv", "DeSO_2018", "Norr", "0380R001"])
    ['DeSO 2018', 'RegSO 2020']
    """
    spelled = {"deso": "DeSO", "regso": "RegSO"}
    found = {f"{spelled[one[1].casefold()]} {one[2]}" for text in texts for one in _SAID.finditer(text)}
    return sorted(found)


def why_apart(theirs: Collection[str], ours: Collection[str], lang: Language) -> str:
    """Return why codes that look like the same areas do not meet; empty where nothing tells.

    Examples
    --------
    >>> print(why_apart(["380C1450"], ["0380C1450"], "en"))
    codes with the zero before them ('380C1450' here is '0380C1450' there): spreadsheets drop it
    """
    lacking, left = sorted(set(theirs) - set(ours)), sorted(set(ours) - set(theirs))
    for said, plainly in _APART:
        meeting = {plainly(code): code for code in left}
        for code in lacking:
            if plainly(code) in meeting:
                return said.in_(lang).format(theirs=code, ours=meeting[plainly(code)])
    return ""
