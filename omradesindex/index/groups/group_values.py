"""A measure of several groups, as a chart needs it: values, everybody's value, gaps and their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.index.decimals import score_decimals
from omradesindex.index.groups.group_gaps import comparable, pairs
from omradesindex.index.groups.words import first_computed
from omradesindex.index.uncertainty.value_intervals import REASONS
from omradesindex.statistics.vocabulary import QUALITIES
from omradesindex.wording import Language, say

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped

Floats = NDArray[np.float64]
Group = tuple[str, ...]

#: Groups that can be told apart in a chart, each by a mark of its own.
MOST_DRAWN = 6


@dataclass(frozen=True)
class ShownGroups:
    """What a chart of groups shows: rows of areas (and for an indicator the city), a column for each group.

    Attributes
    ----------
    values : ndarray, shape (n_rows, n_groups)
    total : ndarray, shape (n_rows,)
        Everybody's value.
    gap : ndarray, shape (n_rows,)
        First − second of two groups; of more, how far apart the outermost are.
    low, high : ndarray, shape (n_rows,)
        The gap's interval; NaN where there is none.
    quality : str
        The least firm of the values; empty for scores.
    unit, decimals, sign
        How values are written, and +1 where a higher one is a greater challenge.
    reasons : tuple of str
        Why gaps have no interval, each reason once; of ``value_intervals.REASONS``.
    """

    values: Floats
    total: Floats
    gap: Floats
    low: Floats
    high: Floats
    quality: str
    unit: str
    decimals: int
    sign: int
    reasons: tuple[str, ...]

    @property
    def interval(self) -> bool:
        """Whether any gap has an interval."""
        return not np.isnan(self.low).all()


def drawable(breakdown: Grouped, measure: str, groups: Sequence[Group]) -> bool:
    """Whether there is an area where all of these groups have a value, and values that compare."""
    if len(groups) < 2:
        return False
    values = np.stack([_values(breakdown, measure, group) for group in groups])
    scored = measure in breakdown.total.columns
    alike = not scored or comparable(breakdown, groups, measure)
    return alike and bool((~np.isnan(values)).all(axis=0).any())


def groups_of(breakdown: Grouped, measure: str) -> tuple[Group, ...]:
    """The groups that have a measure at all."""
    return tuple(g for g in breakdown.groups if not np.isnan(_values(breakdown, measure, g)).all())


def _values(breakdown: Grouped, measure: str, group: Group) -> Floats:
    if measure in breakdown.total.columns:
        return breakdown.results[group].level_scores[measure]
    j = [m.id for m in breakdown.index.members].index(measure)
    return np.asarray(breakdown.cells[group].measured.values[:, j])


def measures(breakdown: Grouped) -> tuple[str, ...]:
    """What can be drawn: the index or first computed dimension, and the indicators.

    Of the groups that have it; an indicator outside the common set where all groups have it.
    """
    scores, ids = (first_computed(breakdown),), [m.id for m in breakdown.index.members]
    common = [m for m in (*scores, *ids) if m not in breakdown.reasons]
    return tuple(
        m
        for m in (*scores, *ids)
        if drawable(breakdown, m, groups_of(breakdown, m) if m in common else breakdown.groups)
    )


def shown_groups(breakdown: Grouped, measure: str, groups: Sequence[Group], lang: Language) -> ShownGroups:
    """Take a measure's values for the groups out of a breakdown."""
    if measure in breakdown.total.columns:
        values = np.stack([breakdown.results[g].level_scores[measure] for g in groups], axis=-1)
        total = breakdown.total.level_scores[measure]
        low, high, reasons = _intervals(breakdown, measure, groups, ("points_low", "points_high"))
        unit, decimals = say(lang, "poäng", "points"), score_decimals(breakdown.total, measure)
        return ShownGroups(values, total, _gap(values), low, high, "", unit, decimals, 1, reasons)
    j = [m.id for m in breakdown.index.members].index(measure)
    indicator = breakdown.index.members[j].indicator
    cells = [breakdown.cells[g].measured for g in groups]
    values = np.stack([m.values[:, j] for m in cells], axis=-1)
    quality = np.stack([m.quality[:, j] for m in cells], axis=-1)[~np.isnan(values)]
    low, high, reasons = _intervals(breakdown, measure, groups)
    return ShownGroups(
        values,
        breakdown.full.measured.values[:, j],
        _gap(values),
        low,
        high,
        QUALITIES[int(quality.max(initial=0))],
        indicator.unit,
        indicator.decimals,
        indicator.direction.sign,
        reasons,
    )


def _gap(values: Floats) -> Floats:
    """First − second of two groups; of more, how far apart the outermost are."""
    if values.shape[1] == 2:
        return np.asarray(values[:, 0] - values[:, 1])
    return np.asarray(values.max(axis=1) - values.min(axis=1))


def _intervals(
    breakdown: Grouped, measure: str, groups: Sequence[Group], limits: tuple[str, str] = ("low", "high")
) -> tuple[Floats, Floats, tuple[str, ...]]:
    """Limits of the gap between two groups that differ in one column, or why there are none."""
    nan = np.full(len(breakdown.areas) + (limits == ("low", "high")), np.nan)  # scores have no city's
    apart = pairs(breakdown.by, groups) if len(groups) == 2 else ()
    if not apart:
        return nan, nan, ()
    frame = breakdown.gaps
    pair = apart[0]
    rows = frame[
        (frame["measure"] == measure) & (frame["pair"] == pair.label) & (frame["within"] == pair.within)
    ]
    if rows.empty:
        return nan, nan, ()
    low, high = (rows[c].to_numpy(dtype=float) for c in limits)
    lacking = rows["points"].notna() & rows[limits[0]].isna()
    return low, high, tuple(str(r) for r in rows.loc[lacking, "reason"].unique() if r in REASONS)
