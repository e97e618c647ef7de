"""The numbers of areas in groups by likeness: each area's group, and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.doors import methods_door

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index.scored import Scored

#: An area whose silhouette is lower is unsure of its group.
SURE = 0.25


@dataclass(frozen=True)
class Group:
    """One group, and the dimensions that mark it.

    Attributes
    ----------
    number : int
    harder, better : tuple of str
        Ids of the dimensions in which it has clearly harder conditions than all areas, and clearly better.
    """

    number: int
    harder: tuple[str, ...]
    better: tuple[str, ...]


@methods_door
@dataclass(frozen=True, eq=False, repr=False)
class LikenessNumbers:
    """Each area's group.

    Attributes
    ----------
    result : Result
        What the areas are alike in.
    group_of : ndarray of int, shape (n_areas,)
        1 for the group with the greatest challenge on the whole, then 2 …; 0 where an indicator is lacking.
    groups : tuple of Group
    silhouette : ndarray, shape (n_areas,)
        −1 to 1, how much nearer the area is to its own group than to the next; 0 where it is alone.
    stays : ndarray, shape (n_areas,)
        Share of the indicators without which it stays in its group; NaN where there is one indicator only.
    """

    result: Scored
    group_of: NDArray[np.int_]
    groups: tuple[Group, ...]
    silhouette: NDArray[np.float64]
    stays: NDArray[np.float64]

    @property
    def areas(self) -> tuple[str, ...]:
        """Codes of the areas."""
        return self.result.areas

    @property
    def names(self) -> list[str]:
        """Names of the areas."""
        return [self.result.statistics.name_of(code) for code in self.areas]

    @property
    def sizes(self) -> list[int]:
        """How many areas each group has."""
        return [int((self.group_of == group.number).sum()) for group in self.groups]

    @property
    def alone(self) -> NDArray[np.bool_]:
        """Whether an area is the only one of its group, whose silhouette says nothing."""
        single = [group.number for group, size in zip(self.groups, self.sizes, strict=True) if size == 1]
        return np.isin(self.group_of, single)

    @property
    def told(self) -> NDArray[np.float64]:
        """The silhouettes that say something: NaN where an area is alone, or in no group."""
        return np.where(self.alone, np.nan, self.silhouette)

    @property
    def unsure(self) -> int:
        """How many areas are unsure of their group."""
        return int((self.told < SURE).sum())

    @property
    def order(self) -> list[int]:
        """The rows by group; last what stands in none."""
        last = len(self.groups) + 1
        return [int(k) for k in np.argsort(np.where(self.group_of, self.group_of, last), kind="stable")]

    def to_frame(self) -> pd.DataFrame:
        """Return a row for each area.

        ``area``, ``name``; ``group``, from 1; ``harder`` and ``better``, ids of the dimensions that mark it,
        a space between them; ``silhouette``; ``stays``.
        """
        import pandas as pd

        marks = {group.number: group for group in self.groups}
        return pd.DataFrame(
            {
                "area": list(self.areas),
                "name": self.names,
                "group": pd.array([int(k) or pd.NA for k in self.group_of], dtype="Int64"),
                "harder": [" ".join(marks[k].harder) if k else None for k in self.group_of],
                "better": [" ".join(marks[k].better) if k else None for k in self.group_of],
                "silhouette": self.silhouette,
                "stays": self.stays,
            }
        )
