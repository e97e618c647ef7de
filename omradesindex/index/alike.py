"""Areas in groups by likeness: what they share, and how sure each area's group is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import ComputeError, MethodError
from omradesindex.index.words_alike import named
from omradesindex.methods.equal import flat
from omradesindex.methods.likeness import likeness
from omradesindex.wording import Language

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored

# A dimension marks a group where its mean is so many standard deviations between areas from that of all.
_MARKS = 0.5


def groups_alike(result: Scored, groups: int | None, lang: Language) -> pd.DataFrame:
    """Part areas into groups that are alike; see :meth:`omradesindex.index.result.Result.alike`."""
    import pandas as pd

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
    names = {k: named(result, *_marks(result, found.groups == k), lang) for k in numbers}
    return pd.DataFrame(
        {
            "group": pd.array([pd.NA if np.isnan(k) else int(k) for k in found.groups], dtype="Int64"),
            "name": ["" if np.isnan(k) else names[k] for k in found.groups],
            "silhouette": found.silhouette,
            "stays": found.stays,
        },
        index=pd.Index(result.areas, name="area", dtype=object),
    )


def _marks(result: Scored, own: NDArray[np.bool_]) -> tuple[list[str], list[str]]:
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
    return harder, better
