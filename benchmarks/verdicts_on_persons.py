"""What the library says of made-up cities of persons whose truth is known, and how often it holds.

Every city is asked through the public verbs, and nothing else judges. Three things are counted: how often an
interval holds what is true (95 %); in how many cities some area is said to have changed, or to differ, where
none does (at most 5 %); and what the caution costs, how often a true change is found.

Run with ``python benchmarks/verdicts_on_persons.py [cities] [part ...]``: how many cities of each kind are
drawn (200 if left out, for a first look; the tables of README.md rest on 2 000), and which of :data:`PARTS`.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from persons import COMMON, City, made_city, moved

import omradesindex as oi
from omradesindex.subjects.over_time.noise import Judged, judge
from omradesindex.subjects.robustness.ranks_under_error import ranks_under_error
from omradesindex.subjects.trend.lines import fit_lines
from omradesindex.subjects.update.figure_checks import jumps
from omradesindex.subjects.update.findings import Held
from omradesindex.subjects.update.project import Limits

Floats = NDArray[np.float64]
Rates = dict[str, float]
Choice = dict[str, Any]
Truth = list[oi.types.Result]
Question = Callable[[City, Truth, oi.Statistics, Choice], Rates]
Row = tuple[str, Rates]
Table = Callable[[int], Iterator[Row]]

SEED = 15
DEFAULT: Choice = {}
INDEPENDENT: Choice = {"dependence": "independent"}
BOUNDED: Choice = {"dependence": "bounded"}
THREE = (DEFAULT, INDEPENDENT, BOUNDED)
FIRM = ("improved", "worsened")
LATENT = (0.0, 0.2, 0.5, 0.8)


def rates(ask: Question, city: City, cities: int, choice: Choice) -> Rates:
    """Ask the same of many cities; return in how large a share of them (or of their areas) each is so."""
    truth = city.true_results()
    rows = [ask(city, truth, drawn, choice) for drawn in city.draws(np.random.default_rng(SEED), cities)]
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def inside(low: Floats, truth: Floats | float, high: Floats) -> NDArray[np.bool_]:
    """Where limits hold the truth."""
    return (low <= truth) & (truth <= high)


# -- one year -----------------------------------------------------------------------------------------------


def intervals(city: City, truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Intervals of values and scores, measured with the stick of the same figures, and with the true one."""
    own = city.index.compute(drawn, period=city.years[0])
    fixed = truth[0].index.compute(drawn, period=city.years[0], reference=truth[0])
    known, steady = own.uncertainty(**choice), fixed.uncertainty(**choice)
    scores, values = truth[0].level_scores, truth[0].measured.values[:-1]
    holds = {c: inside(known.score_low[c], scores[c], known.score_high[c]) for c in truth[0].columns}
    order = np.argsort(scores["index"])
    return {
        "values": float(inside(known.low[:-1], values, known.high[:-1]).mean()),
        "index": float(holds["index"].mean()),
        "outermost": float(holds["index"][order[[0, 1, -2, -1]]].mean()),
        "dimensions": float(np.mean([holds[c] for c in truth[0].columns if c != "index"])),
        "true stick": float(
            inside(steady.score_low["index"], scores["index"], steady.score_high["index"]).mean()
        ),
        "half width": float(np.mean(known.score_high["index"] - known.score_low["index"]) / 2),
    }


def ranks(city: City, truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Sets that hold the true places, all areas at once, and pairs that are told apart in the wrong order."""
    own = city.index.compute(drawn, period=city.years[0])
    sets = ranks_under_error(own, draws=5_000, **choice).sets
    true_rank, score = truth[0].level_ranks["index"], truth[0].level_scores["index"]
    assert sets.above is not None
    return {
        "all areas": float(inside(sets.lower, true_rank, sets.upper).all()),
        "some pair wrong": float((sets.above & (score[:, None] < score[None, :])).any()),
        "places": float((sets.upper - sets.lower + 1).mean()),
    }


# -- two years ----------------------------------------------------------------------------------------------


def changes(city: City, truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """The change between two years: limits for all areas at once, and who is told to have changed."""
    first, last = city.years[0], city.years[-1]
    earlier = city.index.compute(drawn, period=first)
    later = city.index.compute(drawn, period=last, reference=earlier)
    change = oi.change(earlier, later, **choice)
    against = oi.change(earlier, later, against="city", errors=change.errors, **choice)
    step = truth[-1].level_scores["index"] - truth[0].level_scores["index"]
    firm = np.isin(change.judged.verdict, FIRM)
    low, high = change.judged.low[:, 0], change.judged.high[:, 0]
    return {
        "all areas": float(inside(low, step, high).all()),
        "some area": float(firm[:, 0].any()),
        "some area, dimension": float(firm[:, 1:].any(axis=0).mean()),
        "some area, against city": float(np.isin(against.judged.verdict[:, 0], FIRM).any()),
        "found": float(change.judged.verdict[0, 0] == "worsened"),
        "found, against city": float(against.judged.verdict[0, 0] == "worsened"),
        "half width": float(np.mean(high - low) / 2),
    }


def gaps(city: City, _truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Gaps between two groups that do not differ, and whether some gap is told to have changed."""
    first, last = city.years[0], city.years[-1]
    earlier = city.index.compute(drawn, period=first)
    later = city.index.compute(drawn, period=last, reference=earlier)
    by_sex = oi.change(earlier, later, by="sex", **choice)
    table = city.index.compute(drawn, period=first, by="sex").gaps
    (contrast,) = by_sex.contrasts
    held: Rates = {}
    for name in ("index", "dimension", "indicator"):
        rows = table[table["level"] == name]
        held[name] = float(inside(rows["points_low"].to_numpy(), 0.0, rows["points_high"].to_numpy()).mean())
    return {
        **held,
        "some gap has changed": float(np.isin(contrast.verdict[:-1, 0], ("first", "second")).any()),
        "a group's area has changed": float(
            np.mean([np.isin(own.judged.verdict[:, 0], FIRM).any() for own in by_sex.answers.values()])
        ),
    }


def reviews(city: City, truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Whether agreement with an outside measure is told to have changed, who is looked at again, jumps."""
    first, last = city.years[0], city.years[-1]
    earlier = city.index.compute(drawn, period=first)
    later = city.index.compute(drawn, period=last, reference=earlier)
    scores = truth[0].level_scores["index"]
    outside = scores + scores.std() * np.random.default_rng(SEED).standard_normal(len(scores))
    review = oi.review(oi.change(earlier, later, **choice), links=pd.Series(outside, index=later.areas))
    reasons = ", ".join(review.change.reopen()["reasons"])
    found = jumps(Held(drawn, later, {}), Held(drawn, earlier, {}), Limits())
    return {
        "agreement has changed": float(review.agreement[0].verdict in ("closer", "further")),
        "an area to look at again, for its change": float("improved" in reasons or "worsened" in reasons),
        "an area to look at again, for its place": float("entered" in reasons or "left" in reasons),
        "some jump": float(any(True for _ in found)),
    }


# -- many years ---------------------------------------------------------------------------------------------


def trends(city: City, truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Slopes over the years, whether areas converge, and what goals say of areas that lie still."""
    trend = oi.trend(city.index, drawn, **choice)
    against = oi.trend(city.index, drawn, against="city", errors=trend.errors, **choice)
    step = (truth[-1].level_scores["index"] - truth[0].level_scores["index"]) / (len(city.years) - 1)
    beta = trend.beta.set_index("way")
    goals = oi.goals(trend, [oi.Goal("index", int(city.years[-1]) + 6, at_most=90)])
    return {
        "slope, all areas": float(inside(trend.judged.low[:, 0], step, trend.judged.high[:, 0]).all()),
        "some area": float(np.isin(trend.judged.verdict[:, 0], FIRM).any()),
        "some area, against city": float(np.isin(against.judged.verdict[:, 0], FIRM).any()),
        "found": float(trend.judged.verdict[0, 0] == "worsened"),
        "some area moves, goal": float(
            np.isin(goals.outlooks[0].movement, ("approaching", "receding")).any()
        ),
        "sigma": float(trend.sigma["p"].iloc[-1] < 0.05),
        **{f"beta, {way}": float(beta["p"][way] < 0.05) for way in beta.index},
    }


# -- areas that do not differ -------------------------------------------------------------------------------


def alike(city: City) -> City:
    """The same city with areas that do not differ, but for a hair that a stick can be made of."""
    middle = city.middle.mean(axis=2, keepdims=True)
    return replace(city, middle=middle + 1e-6 * (city.middle - middle))


def themes(city: City, _truth: Truth, drawn: oi.Statistics, choice: Choice) -> Rates:
    """Who is told to stand out, and which indicators are told to tell areas apart, where no two differ."""
    told = oi.themes(city.index, drawn, period=city.years[0], **choice)
    review = oi.review(told.result)
    return {
        "some theme beyond chance": float(np.isin(told.verdict, ("challenge", "better")).any()),
        "some theme stands out": float(told.stands_out.any()),
        "some theme differs": float((told.differs < 0.05).any()),
        "an indicator tells": float(np.mean([one.verdict == "tells" for one in review.telling.values()])),
    }


def ways(city: City, _truth: Truth, drawn: oi.Statistics, _choice: Choice) -> Rates:
    """Pairs told apart in robustness where no two areas differ: a share of draws, which is no promise."""
    study = oi.robustness(city.index, drawn, data="sampling", rest="own", n=2_000, sobol=False)
    return {"a pair apart in 95 % of draws": float(study.pairs["told_apart"].mean())}


# -- many cities at once ------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class ManyCities:
    """The same city drawn many times, all areas in one table: thousands of cities in some seconds.

    Measured with the true stick, areas know nothing of each other. What is said of a city's areas together is
    the library's own judgement of each city's areas, the same as :func:`omradesindex.change` gives city by
    city (tests/test_verdicts_on_persons.py holds that).
    """

    city: City
    cities: int

    @cached_property
    def truths(self) -> list[oi.types.Result]:
        """The true index of each year."""
        return self.city.true_results()

    @cached_property
    def results(self) -> list[oi.types.Result]:
        """The index of each year, of all cities' areas."""
        drawn = self.city.at_once(np.random.default_rng(SEED), self.cities)
        return [
            self.city.index.compute(drawn, period=year, reference=self.truths[0]) for year in self.city.years
        ]

    @cached_property
    def step(self) -> Floats:
        """The index's true change in a year, a column of the city's areas."""
        first, last = (self.truths[place].level_scores["index"] for place in (0, -1))
        return ((last - first) / (len(self.truths) - 1))[:, None]

    def by_city(self, column: Floats) -> Floats:
        """Lay figures out as areas × cities."""
        return column.reshape(*column.shape[:-1], -1, len(self.city.sizes)).swapaxes(-1, -2)

    def errors(self, choice: Choice) -> tuple[oi.types.Uncertainty, ...]:
        """The uncertainty of each year."""
        own = {name: value for name, value in choice.items() if name == "dependence"}
        return tuple(result.uncertainty(**own) for result in self.results)

    def judged(self, errors: Sequence[oi.types.Uncertainty], choice: Choice) -> Judged:
        """The verdicts on the index's change, or on its slope where the years are more than two."""
        if len(self.results) == 2:
            change = oi.change(*self.results, errors=errors, **choice)
            estimate, error = (self.by_city(t[:, 0]) for t in (change.estimate, change.estimate_error))
            return judge(estimate, error, level=0.95)
        scores = np.stack([result.level_scores["index"] for result in self.results])
        known = np.stack([own.score_error["index"] for own in errors])
        lines = fit_lines(np.array(self.city.years, dtype=float), self.by_city(scores), self.by_city(known))
        return judge(lines.slope, lines.slope_error, level=0.95, df=lines.df)

    def rates(self, choice: Choice) -> Rates:
        """How often what is said by a choice of dependence holds."""
        errors = self.errors(choice)
        judged = self.judged(errors, choice)
        known, first = errors[0], self.truths[0]
        held = {
            column: float(
                inside(known.score_low[column], np.tile(scores, self.cities), known.score_high[column]).mean()
            )
            for column, scores in first.level_scores.items()
        }
        firm = np.isin(judged.verdict, FIRM)
        return {
            "index": held["index"],
            "dimensions": float(np.mean([share for column, share in held.items() if column != "index"])),
            "some area": float(firm.any(axis=0).mean()),
            "all areas": float(inside(judged.low, self.step, judged.high).all(axis=0).mean()),
            "found": float((judged.verdict[0] == "worsened").mean()),
            "half width": float(np.mean(judged.high - judged.low) / 2),
        }


def at_once(city: City, cities: int, choices: Sequence[Choice]) -> list[Rates]:
    """Draw cities once, and ask by each choice of dependence."""
    many = ManyCities(city, cities)
    return [many.rates(choice) for choice in choices]


# -- the tables ---------------------------------------------------------------------------------------------

HALF = (0.5,) * len(COMMON)
#: Cities of 14 and of 60 areas, small and large, and what a person's indicators may be.
KINDS: dict[str, dict[str, Any]] = {
    **{
        f"{areas} areas, n = {size}": {"areas": areas, "size": size}
        for areas in (14, 60)
        for size in (60, 400, 2000)
    },
    "14 areas, n = 60 to 2000": {"size": (60, 2000)},
    "14 areas, n = 400, all at one half": {"common": HALF},
    "14 areas, n = 400, income and dwellings": {"income": True, "dwellings": True},
    "14 areas, n = 400, households of two": {"household": 2},
    "60 areas, n = 60, half as far apart": {"areas": 60, "size": 60, "apart": 0.5},
}


def beside(answers: Sequence[Rates], names: tuple[str, ...]) -> Rates:
    """Lay the three choices of dependence beside each other: all names of the first, one of the others."""
    others = zip(("independent", "bounded"), answers[1:], strict=True)
    return {**{n: answers[0][n] for n in names}, **{f"{names[0]}, {word}": a[names[0]] for word, a in others}}


def scores_and_changes(cities: int) -> Iterator[Row]:
    """Intervals of scores, and changes where nothing changes."""
    for label, options in KINDS.items():
        for latent in LATENT:
            answers = at_once(made_city(latent=latent, **options), cities, THREE)
            one, two = (beside(answers, n) for n in (("index", "dimensions"), ("some area", "all areas")))
            yield f"{label}, {latent:g}", {**one, **two}


def overlap(cities: int) -> Iterator[Row]:
    """Seven in ten are the same persons: nothing is said of it, or what share they are and how alike."""
    said = {**DEFAULT, "overlap": 0.7, "correlation": 0.5}
    for label in ("14 areas, n = 60", "14 areas, n = 400", "60 areas, n = 400"):
        for latent in LATENT:
            city = made_city(latent=latent, overlap=0.7, lasting=0.9, **KINDS[label])
            answers = at_once(city, cities, (DEFAULT, said))
            names = ("some area", "all areas", "half width")
            yield (
                f"{label}, {latent:g}",
                {f"{n}, {w}": a[n] for w, a in zip(("unsaid", "said"), answers, strict=True) for n in names},
            )


def power(cities: int) -> Iterator[Row]:
    """One area's index truly rises: how often it is told to have worsened."""
    for label in ("14 areas, n = 60", "14 areas, n = 400", "14 areas, n = 2000", "60 areas, n = 400"):
        for latent in (0.0, 0.5):
            for points in (1.0, 2.0, 3.0):
                city = moved(made_city(latent=latent, **KINDS[label]), 0, points)
                answers = at_once(city, cities, THREE)
                yield f"{label}, {latent:g}: {points:g} points", beside(answers, ("found",))


def slopes(cities: int) -> Iterator[Row]:
    """Slopes of five years, where nothing changes."""
    for label in ("14 areas, n = 60", "14 areas, n = 400", "14 areas, n = 2000", "60 areas, n = 400"):
        for latent in LATENT:
            answers = at_once(made_city(latent=latent, years=5, **KINDS[label]), cities, THREE)
            yield f"{label}, {latent:g}", beside(answers, ("some area", "all areas"))


def each(
    ask: Question, *labels: str, also: Callable[[City], City] = lambda city: city, **options: Any
) -> Table:
    """A table of cities that are asked one by one."""

    def table(cities: int) -> Iterator[Row]:
        for label in labels:
            for latent in LATENT:
                city = also(made_city(latent=latent, **KINDS[label], **options))
                yield f"{label}, {latent:g}", rates(ask, city, cities, DEFAULT)

    return table


_SIZES = ("14 areas, n = 60", "14 areas, n = 400", "14 areas, n = 2000")
#: Each part's table, and how many of the cities it is given: what is asked city by city takes longer.
PARTS: dict[str, tuple[Table, float]] = {
    "scores_and_changes": (scores_and_changes, 1),
    "overlap": (overlap, 1),
    "power": (power, 1),
    "slopes": (slopes, 1),
    "own_stick": (each(intervals, *KINDS), 0.1),
    "stick_without_noise": (each(intervals, "60 areas, n = 60", without_noise=True), 0.1),
    "reviews": (each(reviews, *_SIZES[:2]), 0.1),
    "ways": (each(ways, *_SIZES[:2], also=alike), 0.02),
    "changes": (each(changes, "14 areas, n = 60", "14 areas, n = 400", "60 areas, n = 60"), 0.1),
    "ranks": (each(ranks, *_SIZES), 0.1),
    "gaps": (each(gaps, *_SIZES, groups=2), 0.05),
    "trends": (each(trends, *_SIZES[:2], years=5), 0.05),
    "themes": (each(themes, *_SIZES, also=alike), 0.1),
}


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    for part in [word for word in sys.argv[1:] if word in PARTS] or list(PARTS):
        table, share = PARTS[part]
        started, cities = time.perf_counter(), max(round(share * (numbers[0] if numbers else 200)), 10)
        for place, (label, row) in enumerate(table(cities)):
            if place == 0:
                print(f"\n## {part}, {cities} cities of each kind\n")
                print("| city | " + " | ".join(row) + " |")
                print("|---|" + "---|" * len(row))
            print(f"| {label} | " + " | ".join(f"{value:.3f}" for value in row.values()) + " |", flush=True)
        print(f"\n{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
