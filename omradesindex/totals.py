"""What stands for everybody among parts: a total is no area, and no category beside the ones it holds.

One rule, asked wherever parts are taken in: tables, keys, divisions, breakdowns, mappings. The evidence is a
word, a code of a higher level, or figures that are the sum of the others in every count.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from omradesindex.patterns import pattern
from omradesindex.plaintext import plain

__all__ = [
    "higher_levels",
    "is_average",
    "is_everybody",
    "is_whole",
    "may_be_whole",
    "sums_of_others",
    "with_words",
]

_WORDS = "total|totalt|totals|totalen|tot|summa|totalsumma|slutsumma|samtliga|sammanlagt|tillsammans|inalles"
_PARTS = (
    r"åldrar|områden|delområden|stadsdelar|distrikt|kommuner|personer|invånare|boende|grupper|ages|areas|\d.+"
)
_EVERYBODY = pattern(
    rf"_t|{_WORDS}|alla|all|sum|(?:alla|all) (?:{_PARTS})|"
    r"(?:båda|bägge)(?: könen)?|both(?: sexes)?|everybody|"
    r"(?:kvinnor|män|flickor|pojkar|women|men|girls|boys)(?: och | and | & |/|\+)"
    r"(?:kvinnor|män|flickor|pojkar|women|men|girls|boys)|"
    # Samtliga 16–64 år, Malmö totalt.
    rf"(?:{_WORDS}|grand total)[ ,:(].+|.+[ ,:(](?:totalt|total|summa|samtliga)\)?|\w{{3,}}total(?:t|en)?"
)
_WHOLE = pattern(
    r"(?:hela|whole) .+|(?:the )?(?:riket|landet|sverige|sweden|kommunen|staden|länet|regionen|city|country)"
)
_AVERAGE = pattern(r"(?:medel(?:värde)?t?|medeltal|genomsnitt(?:et)?|snitt(?:et)?|average|mean)(?: .+)?")
#: Words that an area of the city's own size is named with; no evidence alone.
_LARGE = pattern(r".+ (?:kommun|stad|län|region|municipality|county|city)")

#: What each of the words above has in it, however it is written.
_WORD = pattern(r"[A-Za-z]{3}|_[Tt]")

#: Codes of Statistics Sweden by level: the country, counties, municipalities, and DeSO or RegSO in these.
_LEVELS = tuple(map(pattern, ("00|SE", r"\d\d", r"\d{4}", r"\d{4}[ABCR]\d{3,4}(?:_.*)?")))

#: How surely figures have to agree before agreement is no accident: one in 10⁴.
_AGREEING = 4.0


def with_words(labels: Sequence[str]) -> list[str]:
    """Return the labels that hold a word: only these can be a whole's or a mean's, and most codes are none.

    Examples
    --------
    >>> with_words(["0180", "1280R001", "Totalt", "_T"])
    ['Totalt', '_T']
    """
    if "\n".join(labels).isascii() and not _WORD.search("\n".join(labels)):
        return []
    return [label for label in labels if not label.isascii() or _WORD.search(label)]


def is_everybody(label: str) -> bool:
    """Whether a word stands for all categories together.

    Examples
    --------
    >>> [is_everybody(word) for word in ("Totalt", "Summa:", "Samtliga 16–64 år", "båda könen", "16–64 år")]
    [True, True, True, True, False]
    """
    return _EVERYBODY.fullmatch(_folded(label)) is not None


def is_whole(label: str) -> bool:
    """Whether a word stands for all areas together.

    Examples
    --------
    >>> [is_whole(word) for word in ("Hela staden", "Riket", "Malmö totalt", "Möllevången")]
    [True, True, True, False]
    """
    return is_everybody(label) or _WHOLE.fullmatch(_folded(label)) is not None


def is_average(label: str) -> bool:
    """Whether a word stands for a mean of the areas, which is neither an area nor their whole.

    Examples
    --------
    >>> [is_average(word) for word in ("Medelvärde", "Snitt alla stadsdelar", "Medelby")]
    [True, True, False]
    """
    return _AVERAGE.fullmatch(_folded(label)) is not None


def may_be_whole(label: str, name: str = "") -> bool:
    """Whether a name may be the whole's, if figures bear it out: Malmö kommun, or what the table is of."""
    folded = _folded(label)
    return folded == _folded(name) or _LARGE.fullmatch(folded) is not None


def higher_levels(codes: Iterable[str]) -> tuple[str, ...]:
    """Return codes of a country, county or municipality beside codes of smaller areas that lie in them.

    A code may have its name behind it: ``1280 Malmö``.

    Examples
    --------
    >>> higher_levels(["1280", "1280R001", "1280R002"]), higher_levels(["01", "02", "10"])
    (('1280',), ())
    """
    bare: dict[str, str] = {}
    level: dict[str, int] = {}
    for code in codes:
        bare[code] = code.partition(" ")[0]
        level[code] = next((k for k, form in enumerate(_LEVELS) if form.fullmatch(bare[code])), -1)
        if level[code] < 0:
            return ()
    lowest = max(level.values(), default=-1)
    small = sorted(bare[code] for code, k in level.items() if k == lowest)
    if lowest < 2:
        return ()
    return tuple(c for c, k in level.items() if k < lowest and (k == 0 or _beginning_with(bare[c], small)))


def sums_of_others(
    labels: Sequence[str], counts: NDArray[np.float64], *, likely: Iterable[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the parts that are the sum of others in every count, and which others.

    Looked at are, for each part, all the others, and those whose codes begin with its own. Agreement may be
    an accident where counts are few and small: it has to be less likely than one in ten thousand (in a
    hundred among codes that begin alike), or the part a likely whole by its name.

    Parameters
    ----------
    labels : sequence of str, length n
    counts : ndarray, shape (n_counts, n)
        NaN where not known; a row with one tells nothing.
    likely : iterable of str
        Labels that may be a whole's, by their names.

    Examples
    --------
    >>> sums_of_others(["A", "B", "Staden"], np.array([[2000.0, 3000.0, 5000.0], [70.0, 30.0, 100.0]]))
    {'Staden': ('A', 'B')}
    >>> sums_of_others(["A", "B", "C"], np.array([[10.0, 20.0, 30.0]]))
    {}
    >>> sums_of_others(["1", "11", "12", "2"], np.array([[300.0, 100.0, 200.0, 50.0]]))
    {'1': ('11', '12')}
    """
    unknown = np.isnan(counts).any(axis=1)
    counts = counts[~unknown] if unknown.any() else counts
    if not counts.size or len(labels) < 3:
        return {}
    n, found, holding = len(labels), {}, _holding(labels)
    place = {label: k for k, label in enumerate(labels)} if holding else {}
    for label, parts in holding.items():
        if _sureness(counts, place[label], [place[part] for part in parts]) >= _AGREEING / 2:
            found[label] = tuple(parts)
    halves = counts.sum(axis=1, keepdims=True) / 2
    half = np.flatnonzero(np.isclose(counts[0], halves[0], rtol=1e-9, atol=0.0))
    half = half[np.isclose(counts[:, half], halves, rtol=1e-9, atol=0.0).all(axis=0)]
    wholes = set(likely) if half.size else set()
    for k in half.tolist():
        others = [j for j in range(n) if j != k]
        sure = _sureness(counts, k, others)
        if sure >= _AGREEING or (sure > 0 and labels[k] in wholes):
            found[labels[k]] = tuple(labels[j] for j in others)
    return found


def _holding(codes: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the codes that two or more others begin with, and the last of those: the parts of the parts."""
    ordered = sorted(codes)
    # The first of those that begin with a code stands next to it.
    holders = {code for code, after in pairwise(ordered) if after.startswith(code)}
    inside = {code: _beginning_with(code, ordered) for code in ordered if code in holders}
    parts = {code: [c for c in those if c not in holders] for code, those in inside.items() if len(those) > 2}
    return {code: those for code, those in parts.items() if len(those) > 1}


def _sureness(counts: NDArray[np.float64], whole: int, parts: Sequence[int]) -> float:
    """Return how unlikely it is that a column is others' sum by accident (−log10); 0 where it is not."""
    total, each = counts[:, whole], counts[:, list(parts)]
    if not np.allclose(total, each.sum(axis=1), rtol=1e-9, atol=0.0):
        return 0.0
    # Beside a single part that is not 0, the sum is that part again: two areas alike, no whole.
    real = (each != 0).sum(axis=1) > 1
    return float(np.log10(1 + np.unique(np.abs(total[real]))).sum())


def _beginning_with(start: str, ordered: Sequence[str]) -> Sequence[str]:
    return ordered[bisect_left(ordered, start) : bisect_right(ordered, start + "\U0010ffff")]


@lru_cache(maxsize=65_536)  # each is asked in several ways, and a country has tens of thousands
def _folded(label: str) -> str:
    return plain(label).casefold().rstrip(": ")
