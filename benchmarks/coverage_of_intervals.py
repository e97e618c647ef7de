"""How often 95 % intervals hold what is true: draws from known probabilities, a share of hits for each kind.

Run with ``python benchmarks/coverage_of_intervals.py``; it takes some seconds and gives the same table every
time. The goal is 93–97 %. Limits that are never too short by construction (exact Poisson) may lie above.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.datafiles import data_path
from omradesindex.index.groups.group_gaps import share_difference
from omradesindex.index.measure import measure
from omradesindex.index.uncertainty.value_intervals import value_intervals
from omradesindex.methods.intervals import Interval, poisson, wilson

Floats = NDArray[np.float64]
Row = tuple[str, str, float]

GOAL = (0.93, 0.97)
SEED = 5


def hits(limits: Interval, truth: float | Floats) -> float:
    """Share of intervals that hold the truth."""
    return float(np.mean((limits.lower <= truth) & (truth <= limits.upper)))


def shares(rng: np.random.Generator, draws: int) -> list[Row]:
    """Wilson's interval for counted shares, of small and large groups."""
    cases = [(n, p) for n in (20, 50, 200, 2000) for p in (0.05, 0.2, 0.5, 0.9)]
    return [
        ("share (Wilson)", f"n = {n}, p = {p:g}", hits(wilson(rng.binomial(n, p, draws), n), p))
        for n, p in cases
    ]


def counts(rng: np.random.Generator, draws: int) -> list[Row]:
    """The Poisson count's interval: exact below 10 events, Byar's from 10."""
    cases = (3.0, 8.0, 20.0, 100.0, 1000.0)
    return [
        ("count (exact below 10, Byar)", f"mean {m:g}", hits(poisson(rng.poisson(m, draws)), m))
        for m in cases
    ]


def differences(rng: np.random.Generator, draws: int) -> list[Row]:
    """Newcombe's interval for the difference of two shares."""
    cases = [(30, 0.1, 40, 0.3), (100, 0.5, 100, 0.5), (300, 0.05, 250, 0.08), (2000, 0.62, 2100, 0.6)]
    found = []
    for n, p, m, q in cases:
        limits = share_difference(rng.binomial(n, p, draws), n, rng.binomial(m, q, draws), m)
        found.append(("difference (Newcombe)", f"{p:g} of {n}, {q:g} of {m}", hits(limits, p - q)))
    return found


def surveys(rng: np.random.Generator, draws: int) -> list[Row]:
    """What a survey states: n and design effect of a cluster sample; the standard error of a mean."""
    found = []
    for clusters, each, p, rho in ((40, 10, 0.3, 0.05), (60, 10, 0.85, 0.1), (150, 5, 0.5, 0.02)):
        own = rng.beta(p * (1 - rho) / rho, (1 - p) * (1 - rho) / rho, (draws, clusters))
        share = rng.binomial(each, own).sum(axis=1) / (clusters * each)
        effect = 1 + (each - 1) * rho
        table = {"value": 100 * share, "kind": "share", "n": clusters * each, "design_effect": effect}
        case = f"p = {p:g}, n = {clusters * each}, design effect {effect:.2f}"
        found.append(("share (survey)", case, hits(_stated("tillit_andra", table), 100 * p)))
    for n in (50, 400):
        incomes = rng.gamma(4.0, 75.0, (draws, n))
        error = incomes.std(axis=1, ddof=1) / np.sqrt(n)
        table = {"value": incomes.mean(axis=1), "kind": "mean", "standard_error": error}
        found.append(("mean (survey)", f"skewed, n = {n}", hits(_stated("nettoinkomst", table), 300.0)))
    return found


def _stated(name: str, columns: dict[str, object]) -> Interval:
    """Read draws as if each were an area, and give their intervals."""
    table = pd.DataFrame(columns)
    table = table.assign(area=[f"{i:05}" for i in range(len(table))], variable=name, period="2024")
    statistics = oi.Statistics.from_frame(table, name="Exempelstad (påhittad)")
    indicator = indicators()[name]
    found = value_intervals(statistics, indicator, measure([indicator], statistics), 0)
    return Interval(found.low[:-1], found.high[:-1])


def scores(rng: np.random.Generator, draws: int) -> list[Row]:
    """Scores of a city like Exempelstad, measured with the stick of the truth; every draw is an area."""
    index = oi.load_index("malmo-2023")
    truth = index.compute(_city(index, 1, None))
    drawn = index.compute(_city(index, draws, rng), reference=truth)
    # Each indicator is drawn by itself here; of persons see verdicts_on_persons.py.
    found = drawn.uncertainty(dependence="independent")
    return [
        (
            "score",
            column,
            hits(
                Interval(found.score_low[column], found.score_high[column]),
                np.tile(truth.level_scores[column], draws),
            ),
        )
        for column in truth.columns
    ]


def _city(index: oi.types.Index, draws: int, rng: np.random.Generator | None) -> oi.Statistics:
    """The areas of Exempelstad over and over, their figures drawn around the model's truth (or the truth).

    Shares are binomial, moves Poisson, net income a mean with its standard error; the degree of mix is exact.
    """
    period = "2022"
    true = pd.read_csv(data_path("exempelstad", "sanning_omraden.csv"), dtype={"area": str, "period": str})
    true = true[true["period"] == period]
    observed = oi.example_statistics()
    n = len(true)
    areas = [f"{i:05}" for i in range(n * draws)]
    tables = []

    def add(name: str, **columns: object) -> None:
        tables.append(pd.DataFrame({"area": areas, "variable": name, "period": period} | columns))

    for indicator in index.indicators:
        formula = indicator.formula
        value = np.tile(true[indicator.id].to_numpy(dtype=float), draws)
        names = formula.denominator or formula.numerator
        base = np.tile(sum(observed.block(v, period).value[:n] for v in names), draws)
        if formula.kind == "share":
            top = value * base / 100 if rng is None else rng.binomial(base.astype(int), value / 100)
            add(indicator.id, kind="share", value=100 * top / base, numerator=top, denominator=base)
        elif formula.kind == "rate":
            for part in formula.numerator:
                mean = value * base / formula.per / len(formula.numerator)
                add(part, kind="count", value=mean if rng is None else rng.poisson(mean))
            for part in formula.denominator:
                add(part, kind="count", value=base)
        else:
            error = 0.5 * value / np.sqrt(base) if formula.kind == "mean" else np.zeros(n * draws)
            moved = value if rng is None else value + error * rng.standard_normal(n * draws)
            add(indicator.id, kind="mean", value=moved, denominator=base, standard_error=error)
    return oi.Statistics.from_frame(
        pd.concat(tables, ignore_index=True), name="Exempelstad (påhittad), sanning och dragningar"
    )


def main() -> None:
    rng = np.random.default_rng(SEED)
    rows = [
        *shares(rng, 20_000),
        *counts(rng, 20_000),
        *differences(rng, 20_000),
        *surveys(rng, 4_000),
        *scores(rng, 300),
    ]
    print("95 % intervals: share that holds the truth; * outside 93–97 %\n")
    for kind, case, share in rows:
        mark = "" if GOAL[0] <= share <= GOAL[1] else " *"
        print(f"{kind:30} {case:40} {100 * share:6.1f} %{mark}")
    within = sum(GOAL[0] <= share <= GOAL[1] for _, _, share in rows)
    print(f"\n{within} of {len(rows)} within 93–97 %")


if __name__ == "__main__":
    main()
