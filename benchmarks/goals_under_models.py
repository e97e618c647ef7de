"""What is said of a goal and what happens: areas that go on, walk at random, are pulled back or stand still.

Run with ``python benchmarks/goals_under_models.py``; it takes half a minute and gives the same table every
time. Cities of 14 areas are followed for five years (and three), and the goal is six years later. For areas
that are not there, and for those that are, by what the pace alone would say: the mean of the ranges that a
page shows, and how often the goal was reached. The range shall hold that share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from omradesindex.subjects.goals.models import MODELS, forecasts
from omradesindex.subjects.trend.lines import fit_lines

Floats = NDArray[np.float64]
Truth = Callable[[np.random.Generator, int], Floats]

AREAS, AHEAD, ERROR, CITIES, SEED = 14, 6, 0.5, 2000, 5
#: What the pace alone says, in four parts.
PARTS = ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.001))
#: A share of so few areas is not told.
FEWEST = 200


def line(rng: np.random.Generator, years: int) -> Floats:
    """Each area goes its own way at its own pace."""
    return rng.normal(0, 5, AREAS) + rng.normal(0, 1, AREAS) * np.arange(years)[:, None]


def walk(rng: np.random.Generator, years: int) -> Floats:
    """Each year a step without a direction."""
    return rng.normal(0, 5, AREAS) + np.cumsum(rng.normal(0, 1, (years, AREAS)), axis=0)


def pulled(rng: np.random.Generator, years: int, *, keeps: float) -> Floats:
    """What is above an area's own level one year is so much above it the next, and something new."""
    values = np.empty((years, AREAS))
    values[0] = rng.normal(0, 2, AREAS)
    for year in range(1, years):
        values[year] = keeps * values[year - 1] + rng.normal(0, 2 * np.sqrt(1 - keeps**2), AREAS)
    return rng.normal(0, 5, AREAS) + values


def still(rng: np.random.Generator, years: int) -> Floats:
    """Nothing moves but the figures."""
    return np.tile(rng.normal(0, 5, AREAS), (years, 1))


TRUTHS: dict[str, Truth] = {
    "straight on": line,
    "random walk": walk,
    "pulled back, keeps 0": partial(pulled, keeps=0.0),
    "pulled back, keeps 0.5": partial(pulled, keeps=0.5),
    "pulled back, keeps 0.8": partial(pulled, keeps=0.8),
    "stands still": still,
}


def drawn(truth: Truth, years: int) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Each model's probabilities, today's distances, and whether the goal was reached."""
    rng = np.random.default_rng(SEED)
    when, error = np.arange(float(years)), np.full((years, AREAS), ERROR)
    chances, now, there = [], [], []
    for _ in range(CITIES):
        true = truth(rng, years + AHEAD)
        seen = true + rng.normal(0, ERROR, true.shape)
        lines = fit_lines(when, seen[:years, :, None], error[..., None])
        found = forecasts(lines, seen[:years], error, when[-1] + AHEAD)
        chances.append(np.stack([found[model].below for model in MODELS]))
        now.append(seen[years - 1])
        there.append(seen[-1] <= 0)
    return np.concatenate(chances, axis=1), np.concatenate(now), np.concatenate(there)


def main() -> None:
    held = told = 0
    for years in (5, 3):
        print(f"\n{years} years of figures, a goal {AHEAD} years later; shares in per cent\n")
        print("| areas | now | by the pace | said: pace, level, return | range | happened |")
        print("|---|---|---|---|---|---|")
        for name, truth in TRUTHS.items():
            chances, now, there = drawn(truth, years)
            low, high = chances.min(axis=0), chances.max(axis=0)
            for where, rows in (("not there", now > 0), ("there", now <= 0)):
                for first, last in PARTS:
                    some = rows & (chances[0] >= first) & (chances[0] < last)
                    if some.sum() < FEWEST:
                        continue
                    means = ", ".join(f"{100 * p:.0f}" for p in chances[:, some].mean(axis=1))
                    ends, happened = (low[some].mean(), high[some].mean()), there[some].mean()
                    # Two standard errors of the share itself.
                    slack = 2 * np.sqrt(happened * (1 - happened) / some.sum())
                    within = ends[0] - slack <= happened <= ends[1] + slack
                    held, told = held + within, told + 1
                    part = f"{100 * first:.0f}–{min(100 * last, 100):.0f}"
                    mark = "" if within else " **outside**"
                    print(
                        f"| {name} | {where} | {part} | {means} | {100 * ends[0]:.0f}–{100 * ends[1]:.0f} "
                        f"| {100 * happened:.0f}{mark} |"
                    )
    print(f"\nThe range holds what happened in {held} of {told} rows.")


if __name__ == "__main__":
    main()
