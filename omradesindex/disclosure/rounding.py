"""Rounding instead of withholding: to a base, each figure alone, or so that parts still add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from omradesindex.disclosure.policy import DisclosurePolicy
from omradesindex.disclosure.solver import choose
from omradesindex.disclosure.system import build
from omradesindex.errors import ComputeError, StatisticsError
from omradesindex.statistics import Statistics
from omradesindex.statistics.rounded import Marks, Rounding, rounding_notes
from omradesindex.statistics.vocabulary import STATUSES
from omradesindex.wording import Language, Text, say

Floats = NDArray[np.float64]
How = Literal["controlled", "nearest", "random"]

_OBSERVED = STATUSES.index("observed")

_HOW: Mapping[How, Text] = {
    "controlled": Text("så att delar summerar", "controlled"),
    "nearest": Text("till närmaste", "nearest"),
    "random": Text("genom lottning", "random"),
}


def round_to_base(values: ArrayLike, base: int = 5) -> Floats:
    """Round to the nearest multiple; what lies half-way goes up.

    Examples
    --------
    >>> round_to_base([0, 1, 2, 3, 4, 5, 7, 8])
    array([ 0.,  0.,  0.,  5.,  5.,  5.,  5., 10.])
    """
    return base * np.floor(np.asarray(values, dtype=float) / base + 0.5)


def controlled(values: Floats, matrix: sparse.csr_array, base: int) -> Floats:
    """Round so that every equation ``matrix @ values = 0`` still holds, as near to the values as can be.

    Each value goes to the multiple just below or just above, and a multiple stays (zero-restricted). Where no
    such table exists, as may happen in more than two dimensions, values may move one multiple further.

    Parameters
    ----------
    values : ndarray, shape (n,)
    matrix : sparse array, shape (n_relations, n)
    base : int

    Raises
    ------
    ComputeError
        No rounded table keeps the equations.

    Examples
    --------
    >>> controlled(np.array([2.0, 2.0, 2.0, 6.0]), sparse.csr_array([[1.0, 1.0, 1.0, -1.0]]), 5)[-1]
    np.float64(5.0)
    """
    n = len(values)
    below = np.floor(values / base)
    loose = below * base != values
    for further in (0, 1):
        # The first n unknowns are multiples, the last n how far each value has moved.
        multiples = sparse.eye_array(n) * base
        distance = sparse.eye_array(n)
        most = np.maximum(below + loose + further, 0)
        found = choose(
            np.concatenate([np.zeros(n), np.ones(n)]),
            whole=np.arange(2 * n) < n,
            least=np.concatenate([np.maximum(below - further, 0), np.zeros(n)]),
            most=np.concatenate([most, np.full(n, np.inf)]),
            conditions=[
                (sparse.hstack([matrix, sparse.csr_array(matrix.shape)]), 0, 0),
                (sparse.hstack([-multiples, distance]), -values, np.inf),
                (sparse.hstack([multiples, distance]), values, np.inf),
            ],
        )
        if found.x is not None:
            rounded: Floats = base * np.round(found.x[:n])
            return rounded
    raise ComputeError(
        "no rounded table keeps the sums", remedy="round each figure alone, or withhold figures"
    )


@dataclass(frozen=True)
class Rounded:
    """Counts that were rounded, with what an outsider can say about each.

    Attributes
    ----------
    statistics : Statistics
        The rounded figures.
    how : {"controlled", "nearest", "random"}
    policy : DisclosurePolicy
    truth : Statistics
        The figures as they were. Not for publication.
    least, most : ndarray, shape (n_blocks, n_areas)
        The interval from which each figure may have been rounded to what it is: :func:`bounds`.
    shares : mapping of str to str, or None
        Numerator variable → denominator variable, as given.
    """

    statistics: Statistics
    how: How
    policy: DisclosurePolicy
    truth: Statistics
    least: Floats
    most: Floats
    shares: Mapping[str, str | Sequence[str]] | None = None

    def summary(self, lang: Language = "sv") -> str:
        """Say how the figures are rounded.

        Parameters
        ----------
        lang : {"sv", "en"}
        """
        told = say(lang, "antal avrundade till multiplar av", "counts rounded to base")
        return f"{self.statistics.name}: {told} {self.policy.base} ({_HOW[self.how].in_(lang)})"

    def __repr__(self) -> str:
        return self.summary()


def round_statistics(
    statistics: Statistics,
    policy: DisclosurePolicy | None = None,
    *,
    how: How = "controlled",
    seed: int | None = None,
    shares: Mapping[str, str | Sequence[str]] | None = None,
) -> Rounded:
    """Round every count to the policy's base.

    Parameters
    ----------
    statistics : Statistics
        Counts only; shares are to be computed from rounded counts.
    policy : DisclosurePolicy, optional
        Its ``base`` is used.
    how : {"controlled", "nearest", "random"}
        So that parts still add up to their totals (sums that did not hold before are not made to); each
        figure to its nearest multiple; or each up or down by lot, so that it is right on average. A figure
        of which nobody knows whether it was rounded up or down may lie nearly a base to either side.
    seed : int, optional
        For ``random``. Keep it to yourself, and never publish two draws of the same figures.
    shares : mapping of str to str or sequence of str, optional
        Numerator → denominator, or several, for the audit; ``a+b`` is the sum of two variables. Those of
        the catalogue's shares if left out.

    Raises
    ------
    StatisticsError
        There are figures that are not counts.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02", "03", "X"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [2, 2, 2, 6]})
    >>> made_up = Statistics.from_frame(table, name="Exempelstad (påhittad)", whole="X")
    >>> nearest = round_statistics(made_up, how="nearest")
    >>> nearest.statistics.block("inflyttade", "2024").value, nearest.most
    (array([0., 0., 0., 5.]), array([[2., 2., 2., 7.]]))
    >>> rounded = round_statistics(made_up).statistics.block("inflyttade", "2024").value
    >>> rounded[-1] == rounded[:-1].sum()
    np.True_
    """
    policy = policy or DisclosurePolicy()
    base = policy.base
    if how not in ("controlled", "nearest", "random"):
        raise ComputeError(f"there is no rounding '{how}'", expected="'controlled', 'nearest' or 'random'")
    other = [
        b.variable for b, kind in zip(statistics.blocks, statistics.kinds, strict=True) if kind != "count"
    ]
    if other:
        raise StatisticsError(
            f"'{other[0]}' is not a count and cannot be rounded to a base",
            where=statistics.name,
            remedy="round the counts, and compute shares and means from them",
        )
    if statistics.rounding:
        raise StatisticsError(
            f"the figures are rounded already ({statistics.rounding.used[0].text})",
            where=statistics.name,
            remedy="round the figures as they were: what is rounded twice is not better protected",
        )
    grid = statistics.numbers["value"][:, : len(statistics.all_areas)]
    result = round_to_base(grid, base)
    if how == "random":
        below = base * np.floor(grid / base)
        up = np.random.default_rng(seed).random(grid.shape) < (grid - below) / base
        result = below + base * up
    elif how == "controlled":
        _keep_sums(statistics, base, result)
    # Whole numbers are known to be whole: from below 5 means from 4 at most.
    whole = bool(np.array_equal(np.nan_to_num(grid), np.round(np.nan_to_num(grid))))
    mark = Rounding(how, base, whole=whole)
    if how == "controlled" and (np.abs(result - grid) > mark.reach[0]).any():
        mark = Rounding("controlled wide", base, whole=whole)
    there = statistics.status[:, : len(statistics.all_areas)] == _OBSERVED
    marks = Marks((None, mark), there.astype(np.int32))
    shown = statistics.with_figures(
        {"value": result, "standard_error": np.full_like(result, np.nan)},
        rounding=marks,
        notes=rounding_notes(marks[there], ()),
    )
    return Rounded(shown, how, policy, statistics, *bounds(shown), shares)


def bounds(statistics: Statistics, column: str = "value") -> tuple[Floats, Floats]:
    """Return between what the truth of each figure lies, as everybody knows who sees how it was rounded.

    Parameters
    ----------
    statistics : Statistics
        Its figures say themselves what was done to them.
    column : {"value", "numerator", "denominator"}
        Which figure of each row. A share's value lies where its numerator and denominator put it.

    Returns
    -------
    least, most : ndarray, shape (n_blocks, n_areas)
        Over :attr:`Statistics.all_areas`: the figure itself where nothing was rounded, NaN where there is
        none.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"area": ["01", "02"], "variable": "inflyttade", "period": "2024",
    ...                       "kind": "count", "value": [15, 12], "rounding": ["nearest 5", ""]})
    >>> bounds(Statistics.from_frame(table))
    (array([[13., 12.]]), array([[17., 12.]]))
    """
    n = len(statistics.all_areas)
    figures = statistics.numbers[column][:, :n]
    marks = statistics.rounding[:, :n]
    down, up = marks.reach()
    rounded = (marks.codes > 0) & ~np.isnan(figures)
    least, most = np.maximum(figures - down, 0.0), figures + up
    share = np.array([kind == "share" for kind in statistics.kinds])[:, None]
    if column == "value" and (rounded & share).any():
        (low, high), (fewest, greatest) = (bounds(statistics, part) for part in ("numerator", "denominator"))
        with np.errstate(invalid="ignore", divide="ignore"):
            # Where a count is not given, or may be 0, the share may be any.
            least = np.where(share, np.fmax(100 * low / greatest, 0.0), least)
            most = np.where(share, np.fmin(np.where(fewest > 0, 100 * high / fewest, 100.0), 100.0), most)
    return np.where(rounded, least, figures), np.where(rounded, most, figures)


def _keep_sums(statistics: Statistics, base: int, result: Floats) -> None:
    """Put figures that add up in the place of those that were rounded each alone."""
    system = build(statistics, shares={})
    # Not those who live in none of its areas, and no totals that it lacks: they stand in its sums only.
    own_figures = system.in_tables()
    for family in range(len(system.variable)):
        cells = np.flatnonzero(system.family == family)
        cells = cells[~np.isnan(system.values[cells])]
        own = sparse.csr_array(system.matrix[:, cells])
        complete = np.diff(own.indptr) == np.diff(system.matrix.indptr)
        kept = np.flatnonzero(complete & (np.diff(own.indptr) > 0) & (system.right == 0))
        rounded = controlled(system.values[cells], sparse.csr_array(own[kept]), base)
        standing = own_figures[cells]
        result[system.row[cells[standing]], system.column[cells[standing]]] = rounded[standing]
