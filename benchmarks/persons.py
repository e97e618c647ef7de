"""Made-up cities of persons whose truth is known, from which other benchmarks draw their figures.

A person is a draw from a multivariate normal distribution: one latent number for each indicator, any two of
which have the same correlation. Below the threshold of the area and the year the person has the status
(receives social assistance, say); a person's income is the exponential of a latent number. So the statuses of
one person hang together, as in a register or a survey, and nothing is assumed of counts, scores or errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.statistics.block import BlockId
from omradesindex.statistics.vocabulary import QUALITIES, STATUSES, TOTAL

Floats = NDArray[np.float64]

#: How common each status is in the whole city: from rare to one half, where errors hang together the most.
COMMON = (0.08, 0.15, 0.25, 0.35, 0.45, 0.5)
#: How far areas lie apart on the latent scale: what their indicators have in common, and each one's own.
SHARED, OWN = 0.35, 0.25
#: Net income, thousands: what is typical, and how far persons lie apart on the logarithmic scale.
TYPICAL, APART = 250.0, 0.5
FIRST_YEAR = 2020
#: Cities whose persons are held in memory together.
AT_ONCE = 20
SEXES = ("women", "men")
#: What the catalogue knows to be counted in dwellings.
DWELLINGS = "lagenheter_hyresratt"
NAME = "Exempelstad (påhittad)"


@dataclass(frozen=True, eq=False)
class City:
    """What is true of a made-up city.

    Attributes
    ----------
    middle : ndarray, shape (n_groups, n_years, n_areas, n_indicators)
        Where each group, year, area and indicator lies on the latent scale; higher is a greater challenge.
    sizes : ndarray, shape (n_areas,)
        Persons of each area and year, of whom the groups are equal parts.
    latent : float
        Correlation between any two of a person's latent numbers.
    overlap : float
        Share of each year's persons who were there the year before.
    lasting : float
        Correlation between such a person's latent numbers of two years following each other.
    household : int
        So many persons have the same latent numbers, as those who live together share an income. The library
        takes persons to be independent of each other.
    income : bool
        Whether the last but one indicator is a mean with its standard error.
    dwellings : bool
        Whether the last indicator is counted on dwellings, which are drawn independently of persons.
    without_noise : bool
        Whether the index measures by the spread between areas without what is chance in it.
    """

    middle: Floats
    sizes: NDArray[np.int64]
    latent: float
    overlap: float = 0.0
    lasting: float = 1.0
    household: int = 1
    income: bool = False
    dwellings: bool = False
    without_noise: bool = False

    @property
    def years(self) -> tuple[str, ...]:
        """The periods."""
        return tuple(str(FIRST_YEAR + year) for year in range(self.middle.shape[1]))

    @property
    def _mean(self) -> int:
        """Position of the income, or one that there is not."""
        return self.middle.shape[-1] - 2 if self.income else -1

    @cached_property
    def index(self) -> oi.types.Index:
        """The index: dimensions of two indicators each."""
        n = self.middle.shape[-1]
        names = [f"i{j}" for j in range(1, n + 1)]
        spread = {"spread": "without_noise"} if self.without_noise else {}
        return oi.types.Index.from_definition(
            parse_definition(
                {
                    "id": "personer",
                    "label": "Personer",
                    "dimensions": [
                        {"id": f"d{j // 2 + 1}", "label": f"D{j // 2 + 1}", "indicators": names[j : j + 2]}
                        for j in range(0, n, 2)
                    ],
                    "indicators": {name: self._indicator(j, name) for j, name in enumerate(names)},
                    "methods": {"normalise": {"method": "z_score", **spread}},
                }
            )
        )

    def _indicator(self, j: int, name: str) -> dict[str, object]:
        about = {"label": name, "definition": "Prov.", "population": "Befolkningen 20–64 år", "ages": "20-64"}
        if j == self._mean:
            formula = {"kind": "mean", "numerator": [f"{name}_sum"], "denominator": ["adults"]}
            return {**about, "unit": "enheter", "direction": "higher_is_better", "formula": formula}
        base = DWELLINGS if self.dwellings and j == self.middle.shape[-1] - 1 else "adults"
        formula = {"kind": "share", "numerator": [f"{name}_n"], "denominator": [base], "per": 100}
        return {**about, "unit": "%", "direction": "higher_is_worse", "formula": formula}

    # -- figures ----------------------------------------------------------------------------------------

    def true_results(self) -> list[oi.types.Result]:
        """The index of each year as endlessly many persons would give it, all on the first year's stick."""
        index, figures, years = replace(self, without_noise=False).index, self.truth(), self.years
        first = index.compute(figures, period=years[0])
        return [first, *(index.compute(figures, period=year, reference=first) for year in years[1:])]

    def truth(self) -> oi.Statistics:
        """The figures that endlessly many persons would give."""
        share = ndtr(self.middle)
        if self.income:
            share[..., self._mean] = TYPICAL * np.exp(APART**2 / 2 - APART * self.middle[..., self._mean])
        n = np.broadcast_to(self._each[None, None, :, None], share.shape)
        return self._statistics(share * n, np.zeros_like(share))

    def draws(self, rng: np.random.Generator, cities: int) -> Iterator[oi.Statistics]:
        """Figures of one city after another, each of persons of its own."""
        for sums, errors in self._persons(rng, cities):
            for one, error in zip(sums, errors, strict=True):
                yield self._statistics(one, error)

    def at_once(self, rng: np.random.Generator, cities: int) -> oi.Statistics:
        """The same cities, the areas of one after those of another in the same table: for what knows no city.

        To be measured with the stick of the truth.
        """
        drawn = zip(*self._persons(rng, cities), strict=True)
        sums, errors = (np.concatenate([*parts]) for parts in drawn)
        laid = (len(self.middle), len(self.years), -1, self.middle.shape[-1])
        return self._statistics(*(np.moveaxis(table, 0, 2).reshape(laid) for table in (sums, errors)))

    @property
    def _each(self) -> NDArray[np.int64]:
        """Persons of each group in each area."""
        return self.sizes // len(self.middle)

    def _persons(self, rng: np.random.Generator, cities: int) -> Iterator[tuple[Floats, Floats]]:
        """Sums over the persons, and means' standard errors: of some cities at a time."""
        for start in range(0, cities, AT_ONCE):
            yield self._some_persons(rng, min(AT_ONCE, cities - start))

    def _some_persons(self, rng: np.random.Generator, cities: int) -> tuple[Floats, Floats]:
        sums = np.zeros((cities, *self.middle.shape))
        errors = np.zeros_like(sums)
        for group, area in np.ndindex(len(self.middle), len(self.sizes)):
            people = self._latent(rng, cities, self._each[area])
            for year in range(self.middle.shape[1]):
                if year:
                    people = self._a_year_later(rng, people)
                below = people < self.middle[group, year, area].astype(np.float32)
                sums[:, group, year, area] = below.sum(axis=1)
                if self.income:
                    j, n = self._mean, self._each[area]
                    own = people[..., j] - self.middle[group, year, area, j]
                    incomes = TYPICAL * np.exp(APART * own.astype(float))
                    sums[:, group, year, area, j] = incomes.sum(axis=1)
                    errors[:, group, year, area, j] = incomes.std(axis=1, ddof=1) / np.sqrt(n)
        return sums, errors

    def _latent(self, rng: np.random.Generator, cities: int, n: int) -> NDArray[np.float32]:
        """Latent numbers of new persons (and, last, of dwellings), shape (cities, n, n_indicators)."""
        homes = -(-n // self.household)
        each = rng.standard_normal((cities, homes, self.middle.shape[-1]), dtype=np.float32)
        common = rng.standard_normal((cities, homes, 1), dtype=np.float32)
        people = slice(-1) if self.dwellings else slice(None)
        each[..., people] *= np.float32(np.sqrt(1 - self.latent))
        each[..., people] += np.float32(np.sqrt(self.latent)) * common
        return each if self.household == 1 else np.repeat(each, self.household, axis=1)[:, :n]

    def _a_year_later(self, rng: np.random.Generator, people: NDArray[np.float32]) -> NDArray[np.float32]:
        """The persons of the next year: those who stay come first."""
        cities, n = people.shape[:2]
        later = self._latent(rng, cities, n)
        stay = round(self.overlap * n)
        later[:, :stay] *= np.float32(np.sqrt(1 - self.lasting**2))
        later[:, :stay] += np.float32(self.lasting) * people[:, :stay]
        return later

    def _statistics(self, sums: Floats, errors: Floats) -> oi.Statistics:
        """Make statistics of sums over persons, shape ``middle.shape``; groups add up to everybody."""
        groups, _, areas, indicators = sums.shape
        blocks: list[BlockId] = []
        values: list[Floats] = []
        known: list[Floats] = []

        def add(variable: str, year: int, figures: Floats, error: Floats | None = None) -> None:
            """Add each group's figures, and everybody's."""
            own = [*figures, figures.sum(axis=0)] if groups > 1 else [*figures]
            stated = np.full_like(figures, np.nan) if error is None else error
            # Of everybody, the groups' errors are added as squares: they are other persons.
            own_errors = [*stated, np.sqrt((stated**2).sum(axis=0))]
            names = [*SEXES, TOTAL] if groups > 1 else [TOTAL]
            for name, row, its_error in zip(names, own, own_errors, strict=groups > 1):
                blocks.append(BlockId(variable, self.years[year], (name,) if groups > 1 else ()))
                values.append(row)
                known.append(its_error)

        each = np.broadcast_to(np.tile(self._each, areas // len(self.sizes)).astype(float), (groups, areas))
        for year in range(len(self.years)):
            add("adults", year, each)
            add("folkmangd", year, each)
            if self.dwellings:
                add(DWELLINGS, year, each)
            for j in range(indicators):
                mean = j == self._mean
                # A sum's standard error is that of the mean, times the persons.
                error = errors[:, year, :, j] * each if mean else None
                add(f"i{j + 1}_{'sum' if mean else 'n'}", year, sums[:, year, :, j], error)
        value = np.stack(values)
        shape = value.shape
        return oi.Statistics(
            name=NAME,
            areas=[f"{area:06}" for area in range(1, areas + 1)],
            whole=None,
            breakdowns=("sex",) if groups > 1 else (),
            blocks=blocks,
            kinds=["count"] * len(blocks),
            numbers={
                "value": value,
                "numerator": np.full(shape, np.nan),
                "denominator": np.full(shape, np.nan),
                "doubtful": np.zeros(shape),
                "coverage": np.ones(shape),
                "standard_error": np.stack(known),
                "noise": np.zeros(shape),
            },
            quality=np.full(shape, QUALITIES.index("made_up"), dtype=np.int8),
            status=np.full(shape, STATUSES.index("observed"), dtype=np.int8),
            source=np.zeros(shape, dtype=np.int16),
            sources=["påhittad"],
            notes=["Påhittad."],
        )


def made_city(
    areas: int = 14,
    size: int | tuple[int, int] = 400,
    *,
    latent: float = 0.5,
    years: int = 2,
    groups: int = 1,
    common: tuple[float, ...] = COMMON,
    apart: float = 1.0,
    overlap: float = 0.0,
    lasting: float = 1.0,
    household: int = 1,
    income: bool = False,
    dwellings: bool = False,
    without_noise: bool = False,
    seed: int = 1,
) -> City:
    """Make a city in which nothing changes over the years and groups do not differ.

    ``size`` is the number of persons in every area, or the smallest and the greatest area's, between which
    the others lie evenly on the logarithmic scale. ``apart`` times as far as usual areas lie from each other.
    """
    rng = np.random.default_rng(seed)
    levels = rng.permuted(ndtri((np.arange(areas) + 0.5) / areas))  # evenly spread, so that no city is odd
    own = SHARED * levels[:, None] + OWN * rng.standard_normal((areas, len(common)))
    middle = ndtri(common) + apart * own
    low, high = size if isinstance(size, tuple) else (size, size)
    return City(
        middle=np.broadcast_to(middle, (groups, years, areas, len(common))).copy(),
        sizes=np.round(np.geomspace(low, high, areas)).astype(np.int64),
        latent=latent,
        overlap=overlap,
        lasting=lasting,
        household=household,
        income=income,
        dwellings=dwellings,
        without_noise=without_noise,
    )


def moved(city: City, area: int, points: float) -> City:
    """Let one area's index truly change by ``points`` from the first year to the last, evenly over the years.

    All its indicators move equally far on the latent scale; how far is found by computing the true index.
    """
    years = city.middle.shape[1]

    def tried(step: float) -> City:
        middle = city.middle.copy()
        middle[:, :, area] += step * np.arange(years)[None, :, None] / (years - 1)
        return replace(city, middle=middle)

    def change(step: float) -> float:
        first, *_, last = tried(step).true_results()
        return float((last.level_scores["index"] - first.level_scores["index"])[area])

    from scipy.optimize import brentq

    return tried(float(brentq(lambda step: change(step) - points, -2.0, 2.0)))
