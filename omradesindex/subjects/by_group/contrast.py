"""Two groups held against each other: each one's figure, the gap, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from omradesindex.index.groups.group_gaps import Pair, comparable
from omradesindex.subjects.over_time.noise import Judged, judge

if TYPE_CHECKING:
    from omradesindex.index.groups.grouped import Grouped

Floats = NDArray[np.float64]

#: What can be said of a gap: the first group fares worse, the second does, it may be chance, there is no
#: error to judge it by. Where an area is not asked about the verdict is empty.
FARES_WORSE: tuple[str, ...] = ("first", "second", "noise", "untested")
_AS_GAP = {"worsened": "first", "improved": "second"}


@dataclass(frozen=True, eq=False)
class Course:
    """A gap over time: its size at each time, and the line through it where one was laid.

    Attributes
    ----------
    values, errors : ndarray, shape (n_times, n_rows, n_measures)
    line : ndarray of the same shape, or None
    """

    values: Floats
    errors: Floats
    line: Floats | None = None


@dataclass(frozen=True, eq=False)
class Contrast:
    """Two groups held against each other in every area and, last, in the whole city.

    Arrays have the shape ``(n_areas + 1, n_measures)``.

    Attributes
    ----------
    pair : Pair
    first, second : ndarray
        What the question is about, of each group: a change, a slope, a distance, a score.
    gap : ndarray
        First − second, above zero where the first group fares worse.
    low, high : ndarray
        Its limits: all areas together; the city by itself.
    verdict : ndarray of str
        One of :data:`FARES_WORSE`.
    p : ndarray
        Adjusted for the number of areas; NaN where the gap is not judged by chance.
    course : Course or None
        The gap over time, where the question is of times.
    share : ndarray or None
        In how many of the scenarios, 0–1, the first group fares worse, where choices were varied.
    """

    pair: Pair
    first: Floats
    second: Floats
    gap: Floats
    low: Floats
    high: Floats
    verdict: NDArray[np.object_]
    p: Floats
    course: Course | None = None
    share: Floats | None = None

    def order(self, place: int) -> tuple[list[int], int]:
        """Return the areas that a measure is asked of and how many of them have a gap.

        The gap that is greatest to the first group's disadvantage comes first, areas without one last.
        """
        gap, asked = self.gap[:-1, place], self.verdict[:-1, place] != ""
        rows = [int(row) for row in np.argsort(-np.nan_to_num(gap, nan=-np.inf), kind="stable") if asked[row]]
        return rows, int((~np.isnan(gap[rows])).sum())

    @classmethod
    def of(
        cls,
        pair: Pair,
        first: Floats,
        second: Floats,
        gap: Floats,
        judged: Judged,
        course: Course | None = None,
    ) -> Self:
        """Make one of what :func:`judged_gap` gives."""
        return cls(pair, first, second, gap, judged.low, judged.high, judged.verdict, judged.p, course)


def alike(breakdown: Grouped, pair: Pair, columns: Sequence[str]) -> NDArray[np.bool_]:
    """Whether two groups' scores of each column rest on the same indicators; else there is no gap."""
    return np.array([comparable(breakdown, (pair.first, pair.second), column) for column in columns])


def judged_gap(gap: Floats, error: Floats, *, level: float, df: ArrayLike = np.inf) -> Judged:
    """Judge a gap in all areas at once, and in the whole city by itself.

    Parameters
    ----------
    gap, error : ndarray, shape (n_areas + 1, n_measures)
        The city last. Where there is no error there is no verdict.
    level : float
    df : array_like, shape (2, n_measures)
        Degrees of freedom of the areas' errors and of the city's; see
        :func:`omradesindex.subjects.over_time.noise.judge`.

    Examples
    --------
    >>> judged = judged_gap(np.array([[9.0], [1.0], [-2.0]]), np.array([[2.0], [2.0], [0.5]]), level=0.95)
    >>> judged.verdict.ravel().tolist()
    ['first', 'noise', 'second']
    """
    own_df = np.broadcast_to(np.asarray(df, dtype=float), (2, gap.shape[1]))
    parts = zip((slice(-1), slice(-1, None)), own_df, strict=True)
    families = [judge(gap[rows], error[rows], level=level, df=own) for rows, own in parts]
    low, high, p, verdict = (
        np.concatenate([getattr(family, name) for family in families])
        for name in ("low", "high", "p", "verdict")
    )
    return Judged(low, high, p, np.vectorize(lambda v: _AS_GAP.get(v, v), otypes=[object])(verdict))
