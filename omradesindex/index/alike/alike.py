"""Areas in groups by likeness: what they share, and how sure each area's group is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, MethodError
from omradesindex.index.alike.answer import Likeness
from omradesindex.index.alike.numbers import Group
from omradesindex.methods.equal import flat
from omradesindex.methods.likeness import likeness

if TYPE_CHECKING:
    from omradesindex.index.scored import Scored

# A dimension marks a group where its mean is so many standard deviations between areas from that of all.
_MARKS = 0.5


def groups_alike(result: Scored, groups: int | None) -> Likeness:
    """Part areas into groups that are alike; see :meth:`omradesindex.index.result.Result.alike`."""
    values = result.normalised[:-1]
    there = ~np.isnan(values).all(axis=0)
    try:
        found = likeness(values[:, there], groups)
    except MethodError as error:
        raise ComputeError(
            error.what,
            where=f"index '{result.index.id}' on {result.statistics.name}",
            expected=error.expected,
            remedy=error.remedy,
        ) from None
    numbers = np.unique(found.groups[~np.isnan(found.groups)])
    marked = tuple(Group(int(k), *_marks(result, found.groups == k)) for k in numbers)
    return Likeness(result, np.nan_to_num(found.groups).astype(int), marked, found.silhouette, found.stays)


def _marks(result: Scored, own: NDArray[np.bool_]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The dimensions in which a group has clearly harder conditions than all areas, and clearly better."""
    harder, better = list[str](), list[str]()
    position = {member.id: j for j, member in enumerate(result.index.members)}
    values = result.normalised[:-1]
    for dimension in result.index.dimensions:
        columns = values[:, [position[leaf.id] for leaf in dimension.leaves()]]
        columns = columns[:, ~(flat(columns) | np.isnan(columns).all(axis=0))]
        if not columns.shape[1]:
            continue
        away = float(np.nanmean((columns[own] - np.nanmean(columns, axis=0)) / np.nanstd(columns, axis=0)))
        if abs(away) >= _MARKS:
            (harder if away > 0 else better).append(dimension.id)
    return tuple(harder), tuple(better)
