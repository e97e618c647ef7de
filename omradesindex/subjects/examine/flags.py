"""What in an index's correlations deserves a question, each said as a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from omradesindex.methods.equal import reaches
from omradesindex.methods.reliability import LEAST_RELIABILITY
from omradesindex.subjects.examine.words import flag_line, noise_line
from omradesindex.wording import Language, number, say

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.examined import Examined, Whole

#: What may be questioned: two parts nearly say the same, or pull apart; a part goes against its whole, hardly
#: follows it, or follows another more; an indicator's differences are mostly chance.
FLAGS: tuple[str, ...] = ("collinear", "opposed", "against", "weak", "elsewhere", "noisy")

#: A nearer dimension must be so by this much: less is not even seen in two decimals.
_VISIBLE = 0.01


class Flag(NamedTuple):
    """What deserves a question, one of :data:`FLAGS`; ``own`` is what it is held against, where it is."""

    flag: str
    whole: str
    a: str
    b: str
    correlation: float
    low: float
    high: float
    n: int
    own: float = np.nan


def find_flags(examined: Examined, lang: Language) -> pd.DataFrame:
    """See :attr:`Examination.flags`; each with its sentence in ``text``."""
    import pandas as pd

    flags = [flag for whole in examined.wholes for flag in _pairs(examined, whole)]
    flags += [flag for whole in examined.wholes for flag in _parts(examined, whole)]
    flags += _noisy(examined)
    columns = [*Flag._fields[:-1], "text"]
    rows = [(*flag[:-1], sentence(examined, flag, lang)) for flag in flags]
    return pd.DataFrame(rows, columns=columns)


def _noisy(examined: Examined) -> Iterator[Flag]:
    """Indicators whose differences between areas are more chance than they can be read by."""
    for row in examined.result.made_of:
        if not np.isnan(row.reliability) and not reaches(row.reliability, LEAST_RELIABILITY):
            gap = (np.nan,) * 3
            yield Flag("noisy", row.dimension, row.indicator, "", *gap, row.areas, row.reliability)


def _pairs(examined: Examined, whole: Whole) -> Iterator[Flag]:
    """Pairs of the same whole that nearly say the same, or point apart."""
    for a, b in combinations(whole.members, 2):
        pair = examined.pair(a, b)
        if pair[0] >= examined.strong:
            yield Flag("collinear", whole.id, a, b, *pair)
        elif pair[0] < 0 and pair[0] <= -examined.weak:
            yield Flag("opposed", whole.id, a, b, *pair)


def _parts(examined: Examined, whole: Whole) -> Iterator[Flag]:
    """Parts that point away from their whole, hardly follow it, or follow another more."""
    if len(whole.members) < 2:
        return  # a part that is its whole follows it entirely
    for part in (*whole.members, *whole.indicators) if whole.id == "index" else whole.members:
        pair = examined.pair(part, whole.id)
        if pair[0] < 0:
            yield Flag("against", whole.id, part, whole.id, *pair)
        elif pair[0] < examined.weak:
            yield Flag("weak", whole.id, part, whole.id, *pair)
        nearest = _elsewhere(examined, whole, part, pair[0])
        if nearest:
            yield Flag("elsewhere", whole.id, part, nearest, *examined.pair(part, nearest), pair[0])


def _elsewhere(examined: Examined, whole: Whole, part: str, own: float) -> str | None:
    """The dimension that an indicator follows more than its own, if there is one."""
    if part not in whole.indicators or whole.id == "index":
        return None
    others = [
        (examined.pair(part, other.id)[0], other.id)
        for other in examined.wholes
        if other.id != "index" and part not in other.indicators
    ]
    nearer = [(r, name) for r, name in others if r >= own + _VISIBLE]
    return max(nearer)[1] if nearer else None


def sentence(examined: Examined, flag: Flag, lang: Language) -> str:
    """Say what a flag is about."""
    if flag.flag == "noisy":
        return noise_line(named(examined, flag.a, lang), flag.own, lang)
    a, b = (named(examined, name, lang) for name in (flag.a, flag.b))
    low, high = (number(bound, 2, lang=lang) for bound in (flag.low, flag.high))
    r = f"{number(flag.correlation, 2, lang=lang)} ({low} {say(lang, 'till', 'to')} {high})"
    return flag_line(flag.flag, a, b, r, number(flag.own, 2, lang=lang), lang)


def named(examined: Examined, measure: str, lang: Language) -> str:
    """Name a measure in a sentence: dimensions and the index said to be so."""
    label = examined.result.label(measure, lang)
    if measure == "index":
        return say(lang, "indexet", "the index")
    if measure in examined.result.columns:
        return say(lang, f"dimensionen {label}", f"the dimension {label}")
    return say(lang, f"”{label}”", f"“{label}”")
