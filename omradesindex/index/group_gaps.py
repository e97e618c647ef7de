"""The gap between two groups of an area: in points, in the indicator's own unit, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.catalogue import Indicator
from omradesindex.methods.gaps import parity_ratio, parity_score
from omradesindex.methods.intervals import Interval, wilson
from omradesindex.statistics.vocabulary import TOTAL

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.breakdown import Breakdown
    from omradesindex.index.measure import Measured
    from omradesindex.statistics import Statistics

Floats = NDArray[np.float64]
Group = tuple[str, ...]

_NO_COUNTS = "no counts are given, so there is no interval"
_NO_SHARE = "no share of counted people, so there is no interval"
_NO_VALUE = "a group has no value"
_SCORE = "a score has no interval here"


class Pair(NamedTuple):
    """Two groups that differ in one column.

    ``column``: in which; ``first``, ``second``: the groups, the gap is first − second; ``whole``: both
    together; ``label``: ``women − men``; ``within``: the other columns' categories, ``disability=with``.
    """

    column: str
    first: Group
    second: Group
    whole: Group
    label: str
    within: str


def pairs(columns: Sequence[str], groups: Sequence[Group]) -> tuple[Pair, ...]:
    """Every two groups that differ in one column only, in the order of the groups.

    Examples
    --------
    >>> [(p.label, p.within) for p in pairs(["sex", "disability"], [("women", "with"), ("men", "with")])]
    [('women − men', 'disability=with')]
    """
    found = []
    for place, column in enumerate(columns):
        for first, second in combinations(groups, 2):
            rest = [k for k in range(len(columns)) if k != place]
            if first[place] != second[place] and all(first[k] == second[k] for k in rest):
                whole = (*first[:place], TOTAL, *first[place + 1 :])
                within = ", ".join(f"{columns[k]}={first[k]}" for k in rest)
                label = f"{first[place]} \N{MINUS SIGN} {second[place]}"
                found.append(Pair(column, first, second, whole, label, within))
    return tuple(found)


def share_difference(
    count: ArrayLike, n: ArrayLike, other_count: ArrayLike, other_n: ArrayLike, *, level: float = 0.95
) -> Interval:
    r"""Newcombe's interval for the difference of two shares, from Wilson's interval of each.

    Parameters
    ----------
    count, n : array_like
        How many of how many in the first group; NaN, or nobody (n = 0), gives NaN.
    other_count, other_n : array_like
        In the second group, whose people are others than the first's.
    level : float
        Such as 0.95.

    Returns
    -------
    Interval
        Limits of first − second, shares −1 to 1. Swapping the groups swaps the limits and their signs.

    Notes
    -----
    .. math:: d - \sqrt{(p_1 - l_1)^2 + (u_2 - p_2)^2},\quad d + \sqrt{(u_1 - p_1)^2 + (p_2 - l_2)^2}

    Newcombe, R. G. (1998), *Statistics in Medicine* 17, 873–890, method 10.

    Examples
    --------
    His first example, 56 of 70 and 48 of 80:

    >>> lower, upper = share_difference(56, 70, 48, 80)
    >>> float(lower.round(4)), float(upper.round(4))
    (0.0524, 0.3339)
    """
    shares, limits = [], []
    for top, base in ((count, n), (other_count, other_n)):
        size = np.asarray(base, dtype=float)
        size = np.where(size > 0, size, np.nan)
        of = np.where(np.isnan(size), np.nan, np.asarray(top, dtype=float))
        shares.append(of / size)
        limits.append(wilson(of, size, level=level))
    (p, q), (a, b) = shares, limits
    low = np.hypot(p - a.lower, b.upper - q)
    high = np.hypot(a.upper - p, q - b.lower)
    return Interval(np.asarray(p - q - low), np.asarray(p - q + high))


def group_counts(
    statistics: Statistics, indicator: Indicator, measured: Measured, j: int
) -> tuple[Floats, Floats] | None:
    """How many of how many an indicator's share is made of, over the areas and the whole city; or None."""
    used = measured.used[j]
    if not used:
        return None
    blocks = {block.variable: statistics.block(*block) for block in used}
    own = blocks.get(indicator.id)
    if own is not None:
        known = own.kind == "share" and not np.isnan(own.numerator + own.denominator).all()
        return (own.numerator, own.denominator) if known else None
    formula = indicator.formula
    if formula.kind != "share":
        return None
    top, base = (
        np.sum([blocks[v].value for v in v_s], axis=0) for v_s in (formula.numerator, formula.denominator)
    )
    return top, base


def gap_frame(breakdown: Breakdown) -> pd.DataFrame:
    """Write every gap as a tidy table; see :attr:`Breakdown.gaps`."""
    import pandas as pd

    tables = [
        pd.DataFrame(columns)
        for pair in pairs(breakdown.by, breakdown.groups)
        for columns in (*_levels(breakdown, pair), *_indicators(breakdown, pair))
    ]
    frame = pd.concat(tables, ignore_index=True)
    frame.attrs = {}
    return frame


def _about(breakdown: Breakdown, pair: Pair, level: str, measure: str, n: int) -> dict[str, object]:
    areas = (*breakdown.areas, breakdown.city)[:n]
    return {
        "area": list(areas),
        "name": [breakdown.statistics.name_of(code) for code in areas],
        "level": level,
        "measure": measure,
        "by": pair.column,
        "pair": pair.label,
        "within": pair.within,
    }


def _levels(breakdown: Breakdown, pair: Pair) -> Iterator[dict[str, object]]:
    """Gaps of the index and the dimensions, on the common set."""
    one, other = breakdown.results[pair.first], breakdown.results[pair.second]
    n = len(breakdown.areas)
    nan = np.full(n, np.nan)
    for column in one.columns:
        a, b = one.level_scores[column], other.level_scores[column]
        yield {
            **_about(breakdown, pair, "index" if column == "index" else "dimension", column, n),
            "first": a,
            "second": b,
            "points": a - b,
            "gap": nan,
            "unit": "",
            "low": nan,
            "high": nan,
            "reason": np.where(np.isnan(a - b), _NO_VALUE, _SCORE),
            "ratio": nan,
            "parity": nan,
            "common": True,
        }


def _indicators(breakdown: Breakdown, pair: Pair) -> Iterator[dict[str, object]]:
    """Gaps of the indicators, those outside the common set too, where both groups have a value."""
    one, other, whole = (breakdown.cells[g] for g in (pair.first, pair.second, pair.whole))
    points = breakdown.index.methods.points
    for j, member in enumerate(breakdown.index.members):
        a, b = one.measured.values[:, j], other.measured.values[:, j]
        if np.isnan(a - b).all():
            continue
        low, high, reason = _interval(breakdown, member.indicator, pair, j)
        positive = [np.where(v > 0, v, np.nan) for v in (a, b, whole.measured.values[:, j])]
        yield {
            **_about(breakdown, pair, "indicator", member.id, len(a)),
            "first": a,
            "second": b,
            "points": points * (one.normalised[:, j] - other.normalised[:, j]),
            "gap": a - b,
            "unit": member.indicator.unit,
            "low": low,
            "high": high,
            "reason": np.where(np.isnan(a - b), _NO_VALUE, np.where(np.isnan(low), reason, "")),
            "ratio": parity_ratio(positive[0], positive[1]),
            "parity": parity_score(positive[0], positive[2]),
            "common": member.id in breakdown.common,
        }


def _interval(breakdown: Breakdown, indicator: Indicator, pair: Pair, j: int) -> tuple[Floats, Floats, str]:
    """Limits of the gap in the indicator's own unit, and why there are none."""
    cells = [breakdown.cells[g].measured for g in (pair.first, pair.second)]
    counted = [group_counts(breakdown.statistics, indicator, m, j) for m in cells]
    if counted[0] is None or counted[1] is None:
        nan = np.full(len(breakdown.areas) + 1, np.nan)
        return nan, nan, _NO_COUNTS if indicator.formula.is_part else _NO_SHARE
    per = 100.0 if indicator.formula.kind != "share" else indicator.formula.per
    low, high = share_difference(*counted[0], *counted[1])
    gone = np.isnan(cells[0].values[:, j] - cells[1].values[:, j])
    return np.where(gone, np.nan, per * low), np.where(gone, np.nan, per * high), _NO_COUNTS
