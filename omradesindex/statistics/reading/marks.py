"""What stands in place of a figure, and what flags beside it say: held back, not there, or neither.

What a mark says depends on who wrote it. Published tables (Statistics Sweden's and others' PxWeb, ``.px``,
json-stat2) follow the signs of Swedish official statistics:

========  ==============================================================  ==============
mark      what the publisher says                                         read as
========  ==============================================================  ==============
``-``     nothing to report: the value is zero                            0
``0``     more than zero, but less than half of the unit                  0
``..``    not available, or too uncertain to be given                     ``suppressed``
``.``     cannot occur                                                    ``missing``
``...``   three dots and more: missing, for reasons the table tells       ``missing``
(blank)                                                                   ``missing``
========  ==============================================================  ==============

In a table of somebody's own a dash may mean zero as well as *not there*: it is refused until a mapping says
which (``marks = { "-" = "zero" }``). The signs are those of the key in SCB's publications ("Inget finns att
redovisa (värdet noll)", "Uppgift är inte tillgänglig eller alltför osäker för att anges", "Uppgift kan inte
förekomma"); that PC-Axis takes a dash for 0 stands in SCB's description of the PX format. ``..`` is read as
*suppressed* and not as *missing*: under that reading nothing that is held back is given away. For the same
reason a flag that nobody has explained means *suppressed* where there is no figure.

Flags are those of SDMX (code lists ``CL_OBS_STATUS`` and ``CL_CONF_STATUS``) and of Eurostat.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from omradesindex.frozen import Frozen
from omradesindex.patterns import pattern
from omradesindex.statistics.reading.raw import MISSING, SUPPRESSED

#: What a mark can stand for besides a status.
ZERO = "zero"

_DOTS: dict[str, str] = {
    "": MISSING,
    ".": MISSING,
    "..": SUPPRESSED,
    **{"." * n: MISSING for n in range(3, 8)},
}

#: The marks of tables that somebody made for themselves.
OWN_MARKS: Mapping[str, str] = Frozen(_DOTS)

#: The marks of published tables.
PUBLISHED_MARKS: Mapping[str, str] = Frozen(_DOTS | {"-": ZERO})

#: What marks may be read as.
MEANINGS = (ZERO, MISSING, SUPPRESSED)

_SECRET = pattern(
    r"sekretess|skydda|röja|konfiden|confiden|suppress|hemlig|withheld|disclos|\bdold|för få", re.IGNORECASE
)
#: "<5", "färre än 5": that there are few is all that is said.
_FEW = pattern(r"(?:[<>≤≥]|(?:färre|mindre|under|fewer|less|below)(?: än| than)?) ?[0-9]{1,4}", re.IGNORECASE)
_LETTERS = pattern(r"x{1,3}|\(?c\)?|: ?c", re.IGNORECASE)
_ABSENT = pattern(
    r"(?:uppgift(?:en|er)? )?saknas|(?:ej|inte) tillgänglig|not available|missing|n/?a|:", re.IGNORECASE
)

#: In a sentence; what is too uncertain to be given is there.
_SAYS_ABSENT = pattern(
    r"^(?!.*(?:osäker|uncertain|unreliable)).*(?:saknas|missing|not applicable|förekomma)", re.IGNORECASE
)

_FLAGS: Mapping[str, str] = Frozen(
    {
        **dict.fromkeys(("c", "q"), SUPPRESSED),
        **dict.fromkeys(("h", "k", "l", "m", "o", "z"), MISSING),
        # How the figure came about, or how sure it is: of one that is not there they say nothing.
        **dict.fromkeys("abdefginprstuvw", ""),
        **dict.fromkeys(("ok", "normal", "observed", "final", "official"), ""),
        **dict.fromkeys(("preliminär", "provisional", "estimated", "uppskattad", "reviderad", "revised"), ""),
    }
)


def mark_meaning(text: str, marks: Mapping[str, str]) -> str | None:
    """Return what a mark in place of a figure stands for, or None where it is no mark.

    Parameters
    ----------
    text : str
        The cell, without spaces around it and with plain hyphens.
    marks : mapping of str to str
        The marks of this kind of table.

    Examples
    --------
    >>> [mark_meaning(text, OWN_MARKS) for text in ("..", "<5", "Sekretess", "saknas", "12", "-")]
    ['suppressed', 'suppressed', 'suppressed', 'missing', None, None]
    """
    if text in marks:
        return marks[text]
    if text[:1].isdigit():
        return None
    if _LETTERS.fullmatch(text) or _FEW.fullmatch(text) or _SECRET.search(text):
        return SUPPRESSED
    return MISSING if _ABSENT.fullmatch(text) else None


def says_secret(text: str) -> bool:
    """Whether a text in words says that something is held back.

    Examples
    --------
    >>> says_secret("visas inte av sekretesskäl"), says_secret("uppgift saknas")
    (True, False)
    """
    return _SECRET.search(text) is not None


def explained(marks: Mapping[str, str], symbols: Mapping[str, str], notes: Iterable[str]) -> dict[str, str]:
    """Return marks as a table's own notes explain them.

    Parameters
    ----------
    marks : mapping of str to str
        What they mean where nothing is said.
    symbols : mapping of str to str
        Mark → what the table shows for it and calls it in its notes, where that is something else.
    notes : iterable of str

    Examples
    --------
    >>> explained(PUBLISHED_MARKS, {"...": ":"}, [": visas inte av sekretesskäl"])["..."]
    'suppressed'
    """
    told = list(notes)
    read = dict(marks)
    for mark in (*_DOTS, ":"):
        symbol = symbols.get(mark, mark)
        if not symbol:
            continue
        meaning = _explanation(symbol, told)
        if meaning is None and symbol != mark:
            meaning = mark_meaning(symbol, {})
        if meaning is not None:
            read[mark] = meaning
        if symbol != "-" and (mark in read or meaning is not None):
            read.setdefault(symbol, read[mark])
    return read


def _explanation(symbol: str, notes: Iterable[str]) -> str | None:
    stands = re.compile(rf"(?<![^\s\"'(#;,]){re.escape(symbol)}(?![^\s\"')=])[^.#;]*")
    said = [found[0] for note in notes for found in stands.finditer(note)]
    if any(map(says_secret, said)):
        return SUPPRESSED
    return MISSING if said and all(_SAYS_ABSENT.search(one) for one in said) else None


def flag_meaning(flag: str) -> str | None:
    """Return what a flag beside a figure says of it: ``suppressed``, ``missing``, or nothing of either.

    None where nobody knows the flag.

    Examples
    --------
    >>> [flag_meaning(flag) for flag in ("c", "M", "p", "bp", "..", "??")]
    ['suppressed', 'missing', '', '', 'suppressed', None]
    """
    bare = " ".join(flag.split()).casefold()
    if bare in _FLAGS:
        return _FLAGS[bare]
    letters = re.sub(r"[ ,;/]", "", bare)
    if 1 < len(letters) <= 3 and all(letter in _FLAGS for letter in letters):
        said = {_FLAGS[letter] for letter in letters}
        return SUPPRESSED if SUPPRESSED in said else MISSING if MISSING in said else ""
    return mark_meaning(bare, PUBLISHED_MARKS)
