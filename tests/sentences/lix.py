"""Sentences and LIX: how long the sentences of a text are, and how many of its words are long.

LIX (Björnsson 1968) is the words per sentence plus the per cent of words of more than six letters: up to 30
reads as a book for children, 30–40 as fiction, 40–50 as a newspaper, above 50 as an official text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Points within these end no sentence.
_SHORTENED = (
    "bl.a.", "t.ex.", "dvs.", "d.v.s.", "m.m.", "m.fl.", "s.k.", "f.d.", "ca.", "resp.", "kap.", "nr.", "st.",
    "e.g.", "i.e.", "etc.", "vs.", "cf.", "no.", "approx.", "incl.",
)  # fmt: skip
_MARK = "\0"
#: What ends a sentence: a full stop, a question or an exclamation mark before a space and a new beginning; of
#: LIX also a colon before a space and a capital, as before a list.
_ENDS = re.compile(r"(?<=[.?!])[)”\"»]?\s+(?=[^\Wa-zåäö_]|[\d(−+▲▼●↑↓τ=†*“”«])")
_ENDS_OR_COLON = re.compile(rf"{_ENDS.pattern}|(?<=:)\s+(?=[A-ZÅÄÖ])")
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LONG = 6


def sentences(text: str, *, at_colons: bool = False) -> list[str]:
    """Split a text into its sentences; points in numbers and in shortened words end none.

    Examples
    --------
    >>> sentences("Indexet är 104.2 (t.ex. i 07 Hamnen). Det har stigit med 1,5 poäng.")
    ['Indexet är 104.2 (t.ex. i 07 Hamnen).', 'Det har stigit med 1,5 poäng.']
    >>> sentences("Mest drar upp: Arbetslöshet"), sentences("Mest drar upp: Arbetslöshet", at_colons=True)
    (['Mest drar upp: Arbetslöshet'], ['Mest drar upp:', 'Arbetslöshet'])
    """
    kept = re.sub(r"[\N{NO-BREAK SPACE}\s]+", " ", text).strip()
    for short in _SHORTENED:
        kept = re.sub(rf"(?<!\w){re.escape(short)}", short.replace(".", _MARK), kept)
    parts: list[str] = []
    start = 0
    for end in (_ENDS_OR_COLON if at_colons else _ENDS).finditer(kept):
        parts.append(kept[start : end.end()].strip())
        start = end.end()
    parts.append(kept[start:].strip())
    return [part.replace(_MARK, ".") for part in parts if part]


def words(text: str) -> list[str]:
    """Return the words of a text; numbers, marks and units are none.

    Examples
    --------
    >>> words("07 Hamnen: +1,5 poäng, 54 % av hela staden")
    ['Hamnen', 'poäng', 'av', 'hela', 'staden']
    """
    return _WORDS.findall(text)


def lix(texts: Iterable[str]) -> float:
    """Return the LIX of texts, each of which ends a sentence, as does a colon; 0 where there is no word.

    Examples
    --------
    >>> lix(["Det här är en kort mening."])  # 6 words in 1 sentence, none long
    6.0
    >>> lix(["Arbetslöshet är svårt. Indikatorer räknas."])  # 5 words, 2 sentences, 2 of 5 long
    42.5
    """
    said = [sentence for text in texts for sentence in sentences(text, at_colons=True) if words(sentence)]
    every = [word for sentence in said for word in words(sentence)]
    if not every:
        return 0.0
    long = sum(len(word) > _LONG for word in every)
    return len(every) / len(said) + 100 * long / len(every)
