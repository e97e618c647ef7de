"""The gap between two groups of an area: in points, in the indicator's own unit, with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.catalogue import Indicator
from omradesindex.index.compute import signs
from omradesindex.index.groups.lacking import used_of
from omradesindex.index.uncertainty.joint_counts import refuse_for_groups
from omradesindex.index.uncertainty.uncertainty import Uncertainty, uncertainty
from omradesindex.index.uncertainty.value_intervals import NO_ERROR, value_intervals
from omradesindex.methods.functions import hypot
from omradesindex.methods.gaps import parity_ratio, parity_score
from omradesindex.methods.intervals import Interval, normal, wilson
from omradesindex.statistics.vocabulary import TOTAL

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.groups.grouped import Grouped

Floats = NDArray[np.float64]
Words = NDArray[np.object_]
Group = tuple[str, ...]

_NO_VALUE = "a group has no value"
_UNLIKE = "the groups' scores rest on different indicators"


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
    apart = []
    for place, column in enumerate(columns):
        for first, second in combinations(groups, 2):
            rest = [k for k in range(len(columns)) if k != place]
            if first[place] != second[place] and all(first[k] == second[k] for k in rest):
                whole = (*first[:place], TOTAL, *first[place + 1 :])
                within = ", ".join(f"{columns[k]}={first[k]}" for k in rest)
                label = f"{first[place]} \N{MINUS SIGN} {second[place]}"
                apart.append(Pair(column, first, second, whole, label, within))
    return tuple(apart)


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
    return difference(shares[0], limits[0], shares[1], limits[1])


def difference(first: ArrayLike, around: Interval, second: ArrayLike, other: Interval) -> Interval:
    r"""Limits of first − second from the limits around each; the two are independent (square and add).

    Of Wilson's intervals it makes Newcombe's; of two normal ones, the normal one of the difference.

    Notes
    -----
    Zou, G. Y. & Donner, A. (2008), *Statistics in Medicine* 27, 1693–1702.

    Examples
    --------
    >>> around, other = (Interval(np.array(v - e), np.array(v + e)) for v, e in ((5.0, 3.0), (4.0, 4.0)))
    >>> lower, upper = difference(5.0, around, 4.0, other)
    >>> float(lower), float(upper)
    (-4.0, 6.0)
    """
    one, two = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    low = hypot(one - around.lower, other.upper - two)
    high = hypot(around.upper - one, two - other.lower)
    return Interval(np.asarray(one - two - low), np.asarray(one - two + high))


def gap_frame(grouped: Grouped, dependence: str | float | pd.DataFrame = "moderate") -> pd.DataFrame:
    """Write every gap as a tidy table; see :attr:`Grouped.gaps`."""
    import pandas as pd

    refuse_for_groups(dependence, where=grouped.statistics.name)
    # By chance alone: where sub-areas belong moves both groups alike.
    errors = {group: uncertainty(grouped.results[group], dependence=dependence) for group in grouped.groups}
    tables = [
        pd.DataFrame(columns)
        for pair in pairs(grouped.by, grouped.groups)
        for columns in (*_levels(grouped, pair, errors), *_indicators(grouped, pair))
    ]
    frame = pd.concat(tables, ignore_index=True)
    frame.attrs = {}
    return frame


def _about(grouped: Grouped, pair: Pair, level: str, measure: str, n: int) -> dict[str, object]:
    areas = (*grouped.areas, grouped.city)[:n]
    return {
        "area": list(areas),
        "name": [grouped.statistics.name_of(code) for code in areas],
        "level": level,
        "measure": measure,
        "by": pair.column,
        "pair": pair.label,
        "within": pair.within,
    }


def _levels(grouped: Grouped, pair: Pair, errors: Mapping[Group, Uncertainty]) -> Iterator[dict[str, object]]:
    """Gaps of the index and the dimensions, on the common set."""
    one, other = grouped.results[pair.first], grouped.results[pair.second]
    both = [errors[group] for group in (pair.first, pair.second)]
    n = len(grouped.areas)
    nan = np.full(n, np.nan)
    for column in one.columns:
        a, b = one.level_scores[column], other.level_scores[column]
        alike = comparable(grouped, (pair.first, pair.second), column)
        gap = a - b if alike else nan
        why = _NO_VALUE if alike else _UNLIKE
        limits = normal(gap, hypot(*(e.score_error[column] for e in both)))
        known = np.minimum(*(e.score_known[column] for e in both))
        yield {
            **_about(grouped, pair, "index" if column == "index" else "dimension", column, n),
            "first": a,
            "second": b,
            "points": gap,
            "points_low": limits.lower,
            "points_high": limits.upper,
            "known": known,
            "gap": nan,
            "unit": "",
            "low": nan,
            "high": nan,
            "reason": np.where(np.isnan(gap), why, np.where(np.isnan(limits.lower), NO_ERROR, "")),
            "ratio": nan,
            "parity": nan,
            "common": True,
        }


def comparable(grouped: Grouped, groups: Sequence[Group], column: str) -> bool:
    """Whether groups' scores of the index or a dimension rest on the same indicators."""
    return len({used_of(grouped, group, column) for group in groups}) == 1


def _indicators(grouped: Grouped, pair: Pair) -> Iterator[dict[str, object]]:
    """Gaps of the indicators, those outside the common set too, where both groups have a value."""
    one, other, whole = (grouped.cells[g] for g in (pair.first, pair.second, pair.whole))
    points = grouped.index.methods.points
    for j, member in enumerate(grouped.index.members):
        a, b = one.measured.values[:, j], other.measured.values[:, j]
        if np.isnan(a - b).all():
            continue
        gap, turned, reason = _interval(grouped, member.indicator, pair, j)
        positive = [np.where(v > 0, v, np.nan) for v in (a, b, whole.measured.values[:, j])]
        yield {
            **_about(grouped, pair, "indicator", member.id, len(a)),
            "first": a,
            "second": b,
            "points": points * (one.normalised[:, j] - other.normalised[:, j]),
            "points_low": points * turned.lower,
            "points_high": points * turned.upper,
            "known": np.where(np.isnan(gap.lower), 0.0, 1.0),
            "gap": a - b,
            "unit": member.indicator.unit,
            "low": gap.lower,
            "high": gap.upper,
            "reason": np.where(np.isnan(a - b), _NO_VALUE, np.where(np.isnan(gap.lower), reason, "")),
            "ratio": parity_ratio(positive[0], positive[1]),
            "parity": parity_score(positive[0], positive[2]),
            "common": member.id in grouped.common,
        }


def _interval(grouped: Grouped, indicator: Indicator, pair: Pair, j: int) -> tuple[Interval, Interval, Words]:
    """Limits of the gap in the indicator's own unit and on the stick, and why there are none."""
    cells = [grouped.cells[g] for g in (pair.first, pair.second)]
    intervals = [value_intervals(grouped.statistics, indicator, c.measured, j) for c in cells]
    around = [Interval(v.low, v.high) for v in intervals]
    a, b = (c.measured.values[:, j] for c in cells)
    turned = [_on_the_stick(grouped, j, limits) for limits in around]
    x, y = (c.normalised[:, j] for c in cells)
    one, other = (v.reason for v in intervals)
    reason = np.where(one == "", other, one)
    return difference(a, around[0], b, around[1]), difference(x, turned[0], y, turned[1]), reason


def _on_the_stick(grouped: Grouped, j: int, limits: Interval) -> Interval:
    """Place the limits of an indicator's values on the stick, the lower challenge first."""
    stick = grouped.full.reference
    ends = []
    for side in limits:
        values = np.full((len(side), len(grouped.index.members)), np.nan)
        values[:, j] = side
        ends.append(stick.fitted.apply(stick.treat(values) * signs(grouped.index))[:, j])
    return Interval(np.minimum(*ends), np.maximum(*ends))
