"""Why an area stands elsewhere in one index than in another: exact parts of the difference.

Scores are sums of their indicators' parts, so the difference between two indices is a sum too, indicator by
indicator. A *move*, however, is a matter of distances between areas: an area passes another because the
distance between the two turned. The cause of a move is therefore sought in those distances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.catalogue import diff
from omradesindex.catalogue.methods import AS_GIVEN

if TYPE_CHECKING:
    import pandas as pd

    from omradesindex.index import Index
    from omradesindex.index.result import Result

Floats = NDArray[np.float64]

# Weights that differ by less than this share are one and the same.
_ALIKE = 1e-6


@dataclass(frozen=True)
class Factor:
    """One thing that differs between two indices, or stands in both.

    Attributes
    ----------
    id : str
        The indicator; of a pair the new one.
    instead_of : str
        The indicator whose place it took; empty where it took none.
    role : {"kept", "heavier", "lighter", "added", "removed", "replaced"}
        Of an indicator in both: whether it weighs the same, more or less (after scaling, see
        :func:`parts_of`).
    without_figures : str
        The half of a pair that has no figures: of the pair only the other half shows. Else empty.
    gaps : bool
        It weighs more or less because others lack figures, not because the definition says so.
    """

    id: str
    instead_of: str
    role: str
    without_figures: str = ""
    gaps: bool = False


@dataclass(frozen=True)
class Parts:
    """The parts of two indices over the same areas, factor by factor.

    Attributes
    ----------
    factors : tuple of Factor
    before, after : ndarray, shape (n_areas, n_factors)
        Parts of the distance from each index's zero point, in its own points. A factor that is no part of
        an index contributes nothing to it.
    scale : float
        What the second index's points are multiplied by in :meth:`causes`.
    """

    factors: tuple[Factor, ...]
    before: Floats
    after: Floats
    scale: float

    def causes(self, before: Floats, after: Floats) -> Floats:
        """How much each factor changed each area's distance to the areas that it passed or was passed by.

        Parameters
        ----------
        before, after : ndarray, shape (n_areas,)
            Ranks; 1 = the highest score.

        Returns
        -------
        ndarray, shape (n_areas, n_factors)
            Points of the first index, as a mean over the passed areas; above zero where the factor lifted
            the area, NaN where its rank is the same. They sum to the change of the mean distance, which has
            the sign of the move.
        """
        change = self.scale * self.after - self.before
        up, down = overtaken(before, after, change), overtaken(after, before, change)
        return change - np.where(
            (after < before)[:, None], up, np.where((after > before)[:, None], down, np.nan)
        )


def parts_of(before: Result, after: Result, rows: NDArray[np.intp]) -> Parts | None:
    """Take the scores of two results apart over the areas at ``rows``; None where they are no sums.

    Notes
    -----
    A rank does not change when all scores are stretched by the same factor, but points do: an index of five
    dimensions has shorter distances than one of four, although nothing was done to the four. The second
    index is therefore stretched until the median of the shared indicators has the spread that it has in the
    first. After ``extend`` no shared indicator then causes anything, as it should be; after ``replace`` the
    factor is one. Without shared indicators the scores' own spread is used.
    """
    if not (before.index.additive and after.index.additive):
        return None
    left, right = (
        {
            str(name): np.nan_to_num(column.to_numpy(dtype=float))
            for name, column in result.contributions.iloc[rows].items()
            if result.indicators[str(name)].iloc[:-1].notna().any()
        }
        for result in (before, after)
    )
    replaced = diff(before.index, after.index).replaced
    # Where one half of a pair lacks figures it is a replacement still, of which the other half shows.
    pairs = [(old.id, new.id) for old, new, _ in replaced if old.id in left or new.id in right]
    paired = {name for pair in pairs for name in pair}
    factors = [
        Factor(name, "", "kept" if name in right else "removed") for name in left if name not in paired
    ]
    factors += [Factor(name, "", "added") for name in right if name not in left and name not in paired]
    for old, new in pairs:
        lacking = new if new not in right else old if old not in left else ""
        factors.append(Factor(new, old, "replaced", lacking))
    nothing = np.zeros(len(rows))
    first = [left.get(f.instead_of or f.id, nothing) for f in factors]
    second = [right.get(f.id, nothing) for f in factors]
    kept = [(x, y) for f, x, y in zip(factors, first, second, strict=True) if f.role == "kept"]
    scale = _scale(kept, first, second)
    meant = _meant(before, after, [f.id for f in factors if f.role == "kept"])
    weighed = (_weighed(f, x, scale * y, meant) for f, x, y in zip(factors, first, second, strict=True))
    return Parts(tuple(weighed), np.stack(first, axis=-1), np.stack(second, axis=-1), scale)


def _weighed(factor: Factor, before: Floats, after: Floats, meant: Mapping[str, float]) -> Factor:
    """Say of a kept indicator whether it tells the areas apart more or less than before, as meant or not."""
    if factor.role != "kept":
        return factor
    old, new = float(before.std()), float(after.std())
    if np.isclose(old, new, rtol=_ALIKE, atol=1e-12):
        return factor
    times = meant.get(factor.id)
    heavier = new > old
    by_gaps = times is not None and not (times > 1 + _ALIKE if heavier else times < 1 - _ALIKE)
    return replace(factor, role="heavier" if heavier else "lighter", gaps=by_gaps)


def _meant(before: Result, after: Result, kept: list[str]) -> dict[str, float]:
    """How many times heavier the definitions make each shared indicator, beside the middle one.

    Empty where nothing lacks figures, or where weights are not the definitions' own.
    """
    results = (before, after)
    own = all(level.weight == AS_GIVEN for result in results for level in result.index.levels)
    if not (own and kept and any(result.quality["areas"].eq(0).any() for result in results)):
        return {}
    first, second = (_written(result.index) for result in results)
    times = {name: second[name] / first[name] for name in kept if first[name] > 0}
    middle = _middle(list(times.values()))
    return {name: ratio / middle for name, ratio in times.items()} if middle > 0 else {}


def _written(index: Index) -> dict[str, float]:
    """Each indicator's weight in the whole index, as the definition has it with figures for all."""
    share = {"index": 1.0}
    for level in reversed(index.levels):
        total = float(np.sum(level.weights))
        share |= {
            p: share[level.id] * float(w) / total for p, w in zip(level.parts, level.weights, strict=True)
        }
    return share


def _scale(kept: list[tuple[Floats, Floats]], first: list[Floats], second: list[Floats]) -> float:
    spreads = [(float(x.std()), float(y.std())) for x, y in kept]
    ratios = [x / y for x, y in spreads if x > 0 and y > 0]
    if not ratios:
        x, y = (float(np.sum(parts, axis=0).std()) for parts in (first, second))
        return x / y if x > 0 and y > 0 else 1.0
    return _middle(ratios)


def _middle(ratios: list[float]) -> float:
    # The median: where most of the shared indicators keep their weight, they keep it exactly. Of two middle
    # ratios the geometric mean, so that neither half of the indicators is taken for the one that stays.
    if not ratios:
        return 1.0
    ratios, n = sorted(ratios), len(ratios)
    return float(np.sqrt(ratios[(n - 1) // 2] * ratios[n // 2]))


def overtaken(before: Floats, after: Floats, values: Floats) -> Floats:
    """Mean values of those that stood above each area before and do not after; NaN where there are none.

    Notes
    -----
    Those that stood above an area come first in the order of before: so many as a whole number tells, whose
    binary digits cut them into blocks of one, two, four, …. Within a block sorted by the ranks after, those
    that no longer stand above come last, so that a difference of two running sums tells theirs. Time grows as
    n log² n, where looking at every pair of areas would grow as n².

    Parameters
    ----------
    before, after : ndarray, shape (n_areas,)
        Ranks; 1 = the highest score.
    values : ndarray, shape (n_areas, n_values)

    Examples
    --------
    >>> overtaken(np.array([1.0, 2, 3]), np.array([2.0, 3, 1]), np.array([[10.0], [20], [30]])).tolist()
    [[nan], [nan], [15.0]]
    """
    n = len(before)
    order = np.argsort(before, kind="stable")
    above = np.searchsorted(before[order], before)
    sums, counts = np.zeros(values.shape), np.zeros(n)
    for level in range(n.bit_length()):
        # Ranks are at most n: within a block none is carried into the next.
        keys = (np.arange(n) >> level) * (n + 1.0) + after[order]
        within = np.argsort(keys, kind="stable")
        running = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values[order[within]], axis=0)])
        rows = np.flatnonzero(above >> level & 1)
        block = (above[rows] >> level) - 1
        first, end = np.searchsorted(keys[within], block * (n + 1.0) + after[rows]), (block + 1) << level
        sums[rows] += running[end] - running[first]
        counts[rows] += end - first
    return np.asarray(sums / np.where(counts > 0, counts, np.nan)[:, None])


def attribution(parts_by_set: Mapping[str, Parts | None], areas: Sequence[str]) -> pd.DataFrame:
    """Take every set's distance from the base apart; the first of the sets is the base."""
    import pandas as pd

    frames = []
    for name, parts in list(parts_by_set.items())[1:]:
        if parts is None:
            continue
        # Pairs are two indicators here: what went and what came.
        ids, left, right = [], [], []
        for k, factor in enumerate(parts.factors):
            before, after = parts.before[:, k], parts.after[:, k]
            if factor.instead_of:
                halves = (
                    (factor.instead_of, before, np.zeros_like(before)),
                    (factor.id, np.zeros_like(after), after),
                )
                for half, one, other in halves:
                    if half != factor.without_figures:
                        ids.append(half)
                        left.append(one)
                        right.append(other)
            else:
                ids.append(factor.id)
                left.append(before)
                right.append(after)
        base, points = np.stack(left, axis=-1).ravel(), np.stack(right, axis=-1).ravel()
        frames.append(
            pd.DataFrame(
                {
                    "set": name,
                    "area": np.repeat(np.array(areas, dtype=object), len(ids)),
                    "indicator": np.tile(np.array(ids, dtype=object), len(areas)),
                    "points_base": base,
                    "points": points,
                    "difference": points - base,
                }
            )
        )
    columns = ["set", "area", "indicator", "points_base", "points", "difference"]
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def causes(parts_by_set: Mapping[str, Parts | None], ranks: Floats, areas: Sequence[str]) -> pd.DataFrame:
    """Say what made each area move in each set; the first of the sets is the base.

    Parameters
    ----------
    parts_by_set : mapping of str to Parts or None
    ranks : ndarray, shape (n_areas, n_sets)
    areas : sequence of str
    """
    import pandas as pd

    rows = []
    for column, (name, parts) in enumerate(parts_by_set.items()):
        if column == 0 or parts is None:
            continue
        every = parts.causes(ranks[:, 0], ranks[:, column])
        for area in np.flatnonzero(ranks[:, 0] != ranks[:, column]).tolist():
            points = every[area]
            distance = float(points.sum())
            for k in np.argsort(-points * np.sign(distance), kind="stable"):
                factor = parts.factors[k]
                pair = (factor.id, factor.instead_of, factor.without_figures, factor.role, factor.gaps)
                rows.append((name, areas[area], *pair, points[k], distance))
    columns = ["set", "area", "indicator", "instead_of", "without_figures", "role", "gaps"]
    return pd.DataFrame(rows, columns=[*columns, "points", "distance"])
