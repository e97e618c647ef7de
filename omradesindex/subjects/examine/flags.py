"""What in an index's correlations deserves a question, each said as a sentence."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from omradesindex.methods.multivariate import correlation_interval
from omradesindex.wording import Language, number

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.examine import Examination, Whole

#: A nearer dimension must be so by this much: less is not even seen in two decimals.
_VISIBLE = 0.01


def find_flags(examination: Examination) -> pd.DataFrame:
    """See :attr:`Examination.flags`."""
    import pandas as pd

    rows = []
    for whole in examination.wholes:
        rows += _pairs(examination, whole)
    for whole in examination.wholes:
        rows += _parts(examination, whole)
    columns = ["flag", "whole", "a", "b", "correlation", "low", "high", "n", "text"]
    return pd.DataFrame(rows, columns=columns)


Row = tuple[str, str, str, str, float, float, float, int, str]


def _row(examination: Examination, flag: str, whole: str, a: str, b: str, other: float | None = None) -> Row:
    r, low, high, n = examination.pair(a, b)
    return flag, whole, a, b, r, low, high, n, _text(examination, flag, a, b, r, (low, high), other)


def _pairs(examination: Examination, whole: Whole) -> list[Row]:
    """Pairs of the same whole that nearly say the same, or point apart."""
    found = []
    for a, b in combinations(whole.members, 2):
        r = examination.pair(a, b)[0]
        if r >= examination.strong:
            found.append(_row(examination, "collinear", whole.id, a, b))
        elif r < 0 and r <= -examination.weak:
            found.append(_row(examination, "opposed", whole.id, a, b))
    return found


def _parts(examination: Examination, whole: Whole) -> list[Row]:
    """Parts that point away from their whole, hardly follow it, or follow another more."""
    if len(whole.members) < 2:
        return []  # a part that is its whole follows it entirely
    found = []
    parts = (*whole.members, *whole.indicators) if whole.id == "index" else whole.members
    for part in parts:
        r = examination.pair(part, whole.id)[0]
        if r < 0:
            found.append(_row(examination, "against", whole.id, part, whole.id))
        elif r < examination.weak:
            found.append(_row(examination, "weak", whole.id, part, whole.id))
        nearest = _elsewhere(examination, whole, part, r)
        if nearest:
            found.append(_row(examination, "elsewhere", whole.id, part, nearest, r))
    return found


def _elsewhere(examination: Examination, whole: Whole, part: str, own: float) -> str | None:
    """The dimension that an indicator follows more than its own, if there is one."""
    if part not in whole.indicators or whole.id == "index":
        return None
    others = [
        (examination.pair(part, other.id)[0], other.id)
        for other in examination.wholes
        if other.id != "index" and part not in other.indicators
    ]
    nearer = [(r, name) for r, name in others if r >= own + _VISIBLE]
    return max(nearer)[1] if nearer else None


def _text(
    examination: Examination,
    flag: str,
    a: str,
    b: str,
    r: float,
    interval: tuple[float, float],
    other: float | None,
) -> str:
    lang = examination.lang
    one, two = (named(examination, name, lang) for name in (a, b))
    low, high = (number(bound, 2, lang=lang) for bound in interval)
    to = "till" if lang == "sv" else "to"
    told = f"{number(r, 2, lang=lang)} ({low} {to} {high})"
    own = number(other, 2, lang=lang) if other is not None else ""
    sv = {
        "collinear": f"{one} och {two} säger nästan samma sak: {told}.",
        "opposed": f"{one} och {two} drar åt var sitt håll: {told}.",
        "against": f"{one} går emot {two}: {told}.",
        "weak": f"{one} följer knappt {two}: {told}.",
        "elsewhere": f"{one} följer {two} mer än sin egen dimension: {told}, mot {own}.",
    }
    en = {
        "collinear": f"{one} and {two} say nearly the same: {told}.",
        "opposed": f"{one} and {two} pull apart: {told}.",
        "against": f"{one} goes against {two}: {told}.",
        "weak": f"{one} hardly follows {two}: {told}.",
        "elsewhere": f"{one} follows {two} more than its own dimension: {told}, against {own}.",
    }
    text = (sv if lang == "sv" else en)[flag]
    return text[:1].upper() + text[1:]


def named(examination: Examination, measure: str, lang: Language) -> str:
    """Name a measure in a sentence: dimensions and the index said to be so."""
    label = examination.result.label(measure, lang)
    if measure == "index":
        return "indexet" if lang == "sv" else "the index"
    if measure in examination.result.columns:
        return f"dimensionen {label}" if lang == "sv" else f"the dimension {label}"
    return f"”{label}”" if lang == "sv" else f"“{label}”"


def caution(examination: Examination, lang: Language) -> str:
    """Say how far a correlation of so few areas can be trusted."""
    n = len(examination.result.areas)
    low, high = (number(float(bound), 2, lang=lang) for bound in correlation_interval(0.5, n))
    half = number(0.5, 2, lang=lang)
    if lang == "sv":
        return (
            f"Med {n} områden är varje korrelation osäker: uppmätt {half} är förenligt med allt från "
            f"{low} till {high} (ungefärligt 95-procentigt intervall, Fishers z). "
            "En flagga är en fråga att ställa, ingen dom."
        )
    return (
        f"With {n} areas every correlation is uncertain: a measured {half} agrees with anything from "
        f"{low} to {high} (approximate 95 per cent interval, Fisher's z). "
        "A flag is a question to ask, not a verdict."
    )
