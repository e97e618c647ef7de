r"""Confidence sets for ranks: which places an area can have when its figure is uncertain.

An interval for every figure, or the spread of ranks when the figures are drawn anew, does not hold true
ranks as often as it says: near ties, drawing anew adds error to error. These sets do. They rest on all
pairwise differences, tested by steps.

Mogstad, M., Romano, J. P., Shaikh, A. M. & Wilhelm, D. (2023), "Inference for ranks with applications to
mobility across neighbourhoods and academic achievement across countries", *Review of Economic Studies*;
doi 10.1093/restud/rdad006. Steps: Romano, J. P. & Wolf, M. (2005), "Exact and approximate stepdown methods
for multiple hypothesis testing", *JASA* 100, 94–108.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from omradesindex.errors import MethodError
from omradesindex.methods.equal import ceiling, on_grid, scale_of
from omradesindex.methods.guard import Floats, check_level, numbers, refuse
from omradesindex.methods.rank import rank
from omradesindex.methods.rank_sets_steps import Flags, Places, families, shown, simulated

__all__ = ["RankSets", "rank_sets"]


#: Simulated errors, where nobody says how many.
DRAWS = 50_000
# Pairs × draws of some minutes.
_MOST_WORK = 2 * 10**9


@dataclass(frozen=True)
class RankSets:
    """Which ranks each area can have. Positions follow the estimates that were given.

    Attributes
    ----------
    lower, upper : ndarray, shape (n_areas,)
        The first and last place that cannot be ruled out; 1 is first. NaN for an area that was left out.
    rank : ndarray, shape (n_areas,)
        The place by the estimates alone, never outside the set; equal estimates share the first place.
    above : ndarray of bool, shape (n_areas, n_areas), or None
        ``above[i, j]``: area i is shown to lie before area j, and no such statement is false at the level.
        None for marginal sets, whose pairs are not judged together.
    level : float
        How often the sets hold the true ranks, at least.
    simultaneous : bool
        True: all areas' sets hold together at that level. False: each area's alone does.
    left_out : tuple of int
        Positions of areas without an estimate or an error; the others are ranked among themselves.
    """

    lower: Floats
    upper: Floats
    rank: Floats
    above: Flags | None
    level: float
    simultaneous: bool
    left_out: tuple[int, ...]

    def among_best(self, k: int) -> Flags:
        """Which areas may be among the k first: all who truly are, together, at the level.

        Parameters
        ----------
        k : int
            From 1 to the number of areas.

        Returns
        -------
        ndarray of bool, shape (n_areas,)
            The areas whose set begins at place k or before (the projection of Mogstad et al.); those with
            ``upper <= k`` are moreover shown to be among the k. False for an area that was left out.

        Raises
        ------
        MethodError
            The sets are marginal; k is outside 1 to the number of areas.

        Examples
        --------
        >>> rank_sets([62.0, 60.0, 41.0], 2.0, rng=1).among_best(1)
        array([ True,  True, False])
        """
        self._ask(k)
        return np.asarray(self.lower <= k)

    def among_worst(self, k: int) -> Flags:
        """Which areas may be among the k last: as :meth:`among_best`, of the opposite order.

        Examples
        --------
        >>> rank_sets([62.0, 60.0, 41.0], 2.0, rng=1).among_worst(1)
        array([False, False,  True])
        """
        return np.asarray(self.upper > self._ask(k) - k)

    def indistinguishable(self) -> Flags:
        """Which pairs of areas cannot be told apart, all pairs judged together.

        Returns
        -------
        ndarray of bool, shape (n_areas, n_areas)
            Symmetric. True: the order of the two is not shown. False: it is (see ``above``), and the chance
            that any such order is wrong is at most 1 − level. The diagonal, and an area that was left out,
            are False.

        Raises
        ------
        MethodError
            The sets are marginal.

        Examples
        --------
        >>> rank_sets([62.0, 60.0, 41.0], 2.0, rng=1).indistinguishable().astype(int)
        array([[0, 1, 0],
               [1, 0, 0],
               [0, 0, 0]])
        """
        self._ask()
        assert self.above is not None
        there = ~np.isnan(self.rank)
        return (there[:, None] & there) & ~(self.above | self.above.T | np.eye(len(there), dtype=bool))

    def _ask(self, k: int = 1) -> int:
        """Return how many areas are ranked, if a question of several of them can be answered."""
        if not self.simultaneous:
            raise MethodError(
                "marginal sets hold for one area at a time and say nothing of several together",
                expected="simultaneous sets",
                remedy="call rank_sets(..., simultaneous=True)",
            )
        n = len(self.rank) - len(self.left_out)
        if not 1 <= k <= n or k != int(k):
            raise MethodError(
                f"no one can be among the {k} first or last of {n} areas",
                expected=f"a whole number, 1 to {n}",
            )
        return n


def rank_sets(
    estimate: ArrayLike,
    error: ArrayLike | None = None,
    *,
    covariance: ArrayLike | None = None,
    level: float = 0.95,
    simultaneous: bool = True,
    stepwise: bool = True,
    best_high: bool = True,
    draws: int = DRAWS,
    rng: int | np.random.Generator | None = None,
) -> RankSets:
    r"""Confidence sets for the ranks of areas whose figures are estimates.

    Parameters
    ----------
    estimate : array_like, shape (n_areas,)
        Figures that are near normal around the true ones. NaN leaves an area out.
    error : array_like, shape (n_areas,) or scalar, optional
        Their standard errors, independent between areas; 0 = known exactly. NaN leaves an area out.
    covariance : array_like, shape (n_areas, n_areas), optional
        Instead of ``error``: their covariances, where errors depend on each other. NaN on the diagonal
        leaves an area out.
    level : float
        Such as 0.95.
    simultaneous : bool
        True: all areas' sets hold together, as when a whole ranking is shown. False: each alone, for a
        question of one area that was chosen beforehand; such sets are smaller.
    stepwise : bool
        Pairs whose order is already shown no longer burden the others. Never gives larger sets.
    best_high : bool
        True: the highest figure has rank 1, as in :func:`~omradesindex.methods.rank.rank`.
    draws : int
        Simulated errors. A limit whose difference is as large as the critical value itself moves with the
        draws; the more, the less. Memory is 8 bytes × draws × areas; time grows with the pairs.
    rng : int or Generator, optional
        Seed. The order in which the areas are given has no effect.

    Returns
    -------
    RankSets

    Raises
    ------
    MethodError
        No error or two kinds of them, a negative error, a covariance of the wrong shape, not symmetric or
        not positive semi-definite, a level outside 0–1, draws too few for the level, fewer than two areas.

    Notes
    -----
    The rank is 1 plus the number of areas that truly lie before, or, among areas that are truly equal, any
    place that the tie leaves open: the set holds them all. For every pair, :math:`\theta_j \le \theta_k`
    and :math:`\theta_j \ge \theta_k` are tested by :math:`\pm(\hat\theta_j - \hat\theta_k)/s_{jk}`, as one
    family: all pairs (simultaneous), or those of area j (marginal). The critical value is the level's
    quantile of the largest of the statistics that are left, with errors drawn from the normal distribution;
    what is rejected is taken out, and the quantile found anew, until nothing more is. With :math:`N_j^-`
    areas shown before j and :math:`N_j^+` shown after it, the set is
    :math:`\{N_j^- + 1, \dots, n - N_j^+\}`.

    Examples
    --------
    >>> sets = rank_sets([62.0, 60.0, 41.0], 2.0, rng=1)
    >>> sets.lower, sets.upper
    (array([1., 1., 3.]), array([2., 2., 3.]))
    """
    check_level(level, 1)
    x, cov, there = _checked(estimate, error, covariance)
    nth = int(ceiling(level * (draws + 1)))
    if not nth <= draws:
        raise MethodError(
            f"{draws} draws are too few for the level {level:g}",
            expected=f"at least {int(ceiling(level / (1 - level)))}; {100 * ceil(1 / (1 - level))} are good",
        )
    n, size = len(x), np.size(estimate)
    x = x if best_high else -x
    # The areas meet the random numbers in the order of their figures, not in the order they were given.
    order = np.lexsort((cov.diagonal(), -on_grid(x, scale_of(x))))
    x, cov, there = x[order], cov[np.ix_(order, order)], there[order]
    errors = simulated(cov, draws, rng)
    first, second = families(n, simultaneous)
    before, after = shown(x, cov, errors, first, second, nth=nth, stepwise=stepwise)
    above = None
    if simultaneous:
        above = np.zeros((size, size), dtype=bool)
        above[there[first[before]], there[second[before]]] = True
        above[there[second[after]], there[first[after]]] = True
        lower, upper = 1 + above.sum(axis=0)[there], n - above.sum(axis=1)[there]
    else:
        lower, upper = 1 + after.sum(axis=1), n - before.sum(axis=1)
    places = np.full((3, size), np.nan)
    places[:, there] = lower, upper, rank(x)
    left_out = tuple(np.flatnonzero(np.isnan(places[0])).tolist())
    return RankSets(places[0], places[1], places[2], above, level, simultaneous, left_out)


def check_work(n: int, draws: int, *, where: str, remedy: str) -> None:
    """Refuse sets of so many areas that their pairs take hours, or no memory holds them.

    Parameters
    ----------
    n, draws : int
        How many areas are ranked, and in how many draws.
    where, remedy : str
        What the error says.

    Raises
    ------
    MethodError
        More than some 280 areas with the draws that are usual.
    """
    if n * (n - 1) // 2 * draws > _MOST_WORK:
        raise MethodError(
            f"rank sets judge every pair of {n} areas in {draws} draws, which takes many minutes",
            where=where,
            expected=f"at most {max(2 * _MOST_WORK // (n * (n - 1)), 1)} draws for so many areas",
            remedy=remedy,
        )


def _checked(
    estimate: ArrayLike, error: ArrayLike | None, covariance: ArrayLike | None
) -> tuple[Floats, Floats, Places]:
    """Estimates and covariances of the areas that have both, and their positions."""
    x = numbers(estimate, "the estimates")
    if x.ndim != 1:
        raise MethodError(f"estimates of shape {x.shape}", expected="one number for each area, in one row")
    if (error is None) == (covariance is None):
        raise MethodError(
            f"the estimates have {'no errors' if error is None else 'errors and covariances'}",
            expected="either error=, standard errors, or covariance=, errors that depend on each other",
        )
    n = len(x)
    if covariance is None:
        assert error is not None
        single = numbers(error, "the standard errors", at_least=0)
        if single.shape not in ((), (n,)):
            raise MethodError(f"standard errors of shape {single.shape} for {n} areas", expected=f"({n},)")
        cov = np.diag(np.broadcast_to(single, n) ** 2)
    else:
        cov = numbers(covariance, "the covariances")
        if cov.shape != (n, n):
            raise MethodError(f"covariances of shape {cov.shape} for {n} areas", expected=f"({n}, {n})")
        refuse(cov.diagonal() < 0, "a variance is negative", expected="0 or more on the diagonal")
    there = np.flatnonzero(~(np.isnan(x) | np.isnan(cov.diagonal())))
    if len(there) < 2:
        raise MethodError(
            f"{len(there)} of {n} areas have an estimate and an error", expected="two or more, to be ranked"
        )
    cov = cov[np.ix_(there, there)]
    refuse(
        np.isnan(cov),
        "a covariance is missing between two areas that have estimates (counted among these)",
        expected="a number; 0 where errors are independent",
    )
    refuse(
        np.abs(cov - cov.T) > 1e-8 * np.abs(cov).max(),
        "the covariances are not symmetric",
        expected="the same number for (i, j) and (j, i)",
    )
    return x[there], (cov + cov.T) / 2, there
