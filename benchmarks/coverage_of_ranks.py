"""How often sets of ranks hold the true ranks: ours, and the spread of ranks when the figures are drawn anew.

A city of 14 areas has true figures, which are estimated many times with normal errors of known covariance.
Of each estimate we ask for the sets at 95 % and look whether they hold every rank that the truth leaves open
(areas that are truly equal share several). `python benchmarks/coverage_of_ranks.py`
"""

from __future__ import annotations

from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from omradesindex.methods import rank
from omradesindex.methods.rank_sets import rank_sets

Floats = NDArray[np.float64]

N = 14
FIRST = 3
LEVEL = 0.95


class Coverage(NamedTuple):
    """Shares of the estimated cities: one number for all areas together, or one for each area."""

    marginal: Floats
    simultaneous: float
    among_best: float
    naive: Floats
    naive_together: float
    places: tuple[float, float, float]  # mean number of places: marginal, simultaneous, naive


def _chance(rho: float) -> Floats:
    """Errors of 1 with a common part, which moves no rank, and one that neighbours share."""
    near = np.exp(-np.abs(np.subtract.outer(np.arange(N), np.arange(N))) / 3)
    return (1 - rho) * near + rho


def _uneven() -> Floats:
    return np.linspace(0.3, 2.0, N)[np.random.default_rng(7).permutation(N)]


#: Name → true figures (highest first) and the covariance of their estimates.
CITIES: dict[str, tuple[Floats, Floats]] = {
    "far apart (5 errors)": (-5.0 * np.arange(N), np.eye(N)),
    "one error apart": (-1.0 * np.arange(N), np.eye(N)),
    "near ties (0.01 errors apart)": (-0.01 * np.arange(N), np.eye(N)),
    "near ties, uneven errors": (-0.01 * np.arange(N), np.diag(_uneven() ** 2)),
    "near ties, dependent errors": (-0.01 * np.arange(N), _chance(0.5)),
    "all equal": (np.zeros(N), np.eye(N)),
    "all equal, dependent, uneven errors": (np.zeros(N), _chance(0.3) * np.outer(_uneven(), _uneven())),
    "three groups of equals": (-3.0 * np.repeat(np.arange(3), [4, 6, 4]), np.eye(N)),
    "three groups, near ties, dependent": (
        -4.0 * np.repeat(np.arange(3), [4, 6, 4]) - 0.01 * np.arange(N),
        _chance(0.3) * np.outer(_uneven(), _uneven()),
    ),
}


def coverage(truth: Floats, cov: Floats, *, cities: int, draws: int, rng: int) -> Coverage:
    """Estimate a city many times; count how often each kind of set holds the ranks that are true."""
    generator = np.random.default_rng(rng)
    n = len(truth)
    estimates = generator.multivariate_normal(truth, cov, size=cities)
    first, last = rank(truth), n + 1 - rank(-truth)
    marginal, together = (
        [
            rank_sets(x, covariance=cov, level=LEVEL, simultaneous=s, draws=draws, rng=generator)
            for x in estimates
        ]
        for s in (False, True)
    )
    # The naive way: each estimate is taken for the truth and drawn anew.
    noise = generator.multivariate_normal(np.zeros(n), cov, size=draws)
    tails = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
    redrawn = np.array([np.quantile(rank(x + noise), tails, axis=0) for x in estimates])
    limits = [np.array([(s.lower, s.upper) for s in sets]) for sets in (marginal, together)] + [redrawn]
    own, joint, naive = ((found[:, 0] <= first) & (found[:, 1] >= last) for found in limits)
    best = np.array([s.among_best(FIRST) for s in together])
    width = [float((found[:, 1] - found[:, 0] + 1).mean()) for found in limits]
    return Coverage(
        own.mean(axis=0),
        float(joint.all(axis=1).mean()),
        float(best[:, first <= FIRST].all(axis=1).mean()),
        naive.mean(axis=0),
        float(naive.all(axis=1).mean()),
        (width[0], width[1], width[2]),
    )


def main(cities: int = 800, draws: int = 499) -> None:
    start = perf_counter()
    print(f"{cities} estimates of each city of {N} areas, {draws} draws, sets at {100 * LEVEL:.0f} %;")
    print("per cent of estimates whose sets hold the true ranks, and mean number of places in a set\n")
    print(
        "| true figures | marginal, mean (least) | simultaneous | 3 first | redrawn, mean (least) |", end=""
    )
    print(" redrawn, all areas | places: marginal, simultaneous, redrawn |")
    print("|---|---|---|---|---|---|---|")
    for name, (truth, cov) in CITIES.items():
        c = coverage(truth, cov, cities=cities, draws=draws, rng=1)
        print(
            f"| {name} | {100 * c.marginal.mean():.1f} ({100 * c.marginal.min():.1f}) "
            f"| {100 * c.simultaneous:.1f} | {100 * c.among_best:.1f} "
            f"| {100 * c.naive.mean():.1f} ({100 * c.naive.min():.1f}) | {100 * c.naive_together:.1f} "
            f"| {', '.join(f'{w:.1f}' for w in c.places)} |"
        )
    error = 100 * np.sqrt(LEVEL * (1 - LEVEL) / cities)
    print(f"\nA share near {100 * LEVEL:.0f} has a standard error of {error:.1f}.")
    print(f"{perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
