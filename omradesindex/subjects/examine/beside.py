"""The index, outside measures and other divisions beside each other, area by area, and how far they agree."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import outside_measures as known_measures
from omradesindex.methods import rank
from omradesindex.methods.agreement import overlap
from omradesindex.methods.equal import same
from omradesindex.methods.multivariate import correlation, correlation_interval

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.subjects.examine.examined import Examined

Floats = NDArray[np.float64]

INDEX = "index"
#: What an area on a list has, where one that is not has 0: yes, or all of it in per cent.
_ON = (1.0, 100.0)
AGREEMENT = ("a", "b", "method", "value", "low", "high", "n", "both", "first", "second", "by_chance")


class Side(NamedTuple):
    """What stands in a column: its values over the areas, turned where it is known how, and its places.

    ``listed``: whether it is a list of areas (each is on it, or not).
    """

    id: str
    values: Floats
    turned: Floats
    ranks: Floats
    listed: bool


def sides(examined: Examined) -> tuple[Side, ...]:
    """The index and each outside measure.

    A measure that travels with the library is turned so that more is a greater challenge; one's own is taken
    as it is. A measure of 0 and 1 only, or 0 and 100 per cent, is a list.
    """
    result = examined.result
    found = []
    if not np.isnan(result.level_scores[INDEX]).all():
        scores = result.level_scores[INDEX]
        found.append(Side(INDEX, scores, scores, result.level_ranks[INDEX], listed=False))
    if examined.outside is not None:
        for name in examined.outside.columns:
            values = examined.outside[name].to_numpy(dtype=float)
            sign = known_measures()[name].direction.sign if name in known_measures() else 1
            known = np.unique(values[~np.isnan(values)])
            listed = len(known) == 2 and bool(same(known[0], 0.0, 1.0) and same(known[1], _ON).any())
            turned = sign * values
            found.append(Side(name, values, turned, rank(turned), listed=listed))
    return tuple(found)


def beside(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.beside`."""
    import pandas as pd

    result = examined.result
    columns: dict[str, object] = {"name": list(result.names.values())}
    for side in sides(examined):
        columns |= {side.id: side.values} | ({} if side.listed else {f"{side.id}_rank": side.ranks})
    return pd.DataFrame(columns, index=pd.Index(result.areas, name="area", dtype=object))


def agreement(examined: Examined) -> pd.DataFrame:
    """See :attr:`Examination.agreement`."""
    import pandas as pd

    rows = [_pair(a, b) for a, b in combinations(sides(examined), 2)]
    return pd.DataFrame(rows, columns=list(AGREEMENT))


def _pair(a: Side, b: Side) -> tuple[object, ...]:
    """Two numbers agree as their orders do; a list agrees with what comes first in the other."""
    if not (a.listed or b.listed):
        r, n = correlation(np.stack([a.turned, b.turned], axis=-1), method="spearman")
        low, high = correlation_interval(r[0, 1], n[0, 1], method="spearman")
        return a.id, b.id, "spearman", r[0, 1], float(low), float(high), int(n[0, 1]), *_NOTHING
    first, second = (a.values, b.values) if a.listed and b.listed else _first_areas(a, b)
    found = overlap(first, second)
    counts = (found.both, found.first, found.second, found.by_chance)
    return a.id, b.id, "kappa", found.kappa, np.nan, np.nan, found.of, *counts


_NOTHING = (np.nan,) * 4


def _first_areas(a: Side, b: Side) -> tuple[Floats, Floats]:
    """A list, and as many areas as are on it that come first in the other; more where places are shared."""
    listed, ordered = (a, b) if a.listed else (b, a)
    known = ~np.isnan(listed.values) & ~np.isnan(ordered.turned)
    k = int((listed.values[known] > 0).sum())
    places = rank(np.where(known, ordered.turned, np.nan))
    first = np.where(known, (places <= k).astype(float), np.nan)
    return (listed.values, first) if a.listed else (first, listed.values)
