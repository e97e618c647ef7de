"""A small city of women and men over some years, and what several files ask of it by group."""

from __future__ import annotations

from functools import cache

import pandas as pd

import omradesindex as oi
from omradesindex.catalogue.money import is_amount
from tests.cities import codes, counts, statistics

AREAS = codes(5)
YEARS = ("2020", "2021", "2022")


@cache
def index() -> oi.types.Index:
    return oi.load_index("malmo-oppna-data")


def table() -> pd.DataFrame:
    """Counts of women and of men each year, and of everybody as their sum: a table of one's own to change."""
    return _counted().copy()


@cache
def _counted() -> pd.DataFrame:
    years = []
    for k, period in enumerate(YEARS):
        women, men = (counts(index(), AREAS, seed=seed + k, period=period) for seed in (0, 100))
        total = women.assign(value=women["value"] + men["value"])
        years += [women.assign(sex="women"), men.assign(sex="men"), total.assign(sex="total")]
    table = pd.concat(years, ignore_index=True).assign(kind="count")
    money = table["variable"].map(is_amount)  # in constant prices, so that years can be compared
    return table.assign(prices=money.map({True: YEARS[-1], False: ""}))


def results(
    figures: pd.DataFrame, *periods: str, partial: bool = False, **options: object
) -> list[oi.types.Result]:
    """Results of some periods, all on the first one's stick."""
    city = statistics(figures, **options)
    first = index().compute(city, period=periods[0], partial=partial)
    later = (index().compute(city, period=p, reference=first, partial=partial) for p in periods[1:])
    return [first, *later]


@cache
def change() -> oi.types.ByGroup[oi.types.Change]:
    earlier, later = results(table(), "2020", "2022")
    return oi.change(earlier, later, by="sex")


@cache
def trend() -> oi.types.ByGroup[oi.types.Trend]:
    return oi.trend(results(table(), *YEARS), by="sex")


@cache
def example() -> oi.types.ByGroup[oi.types.Change]:
    """Women and men with and without disability, of Exempelstad."""
    index, figures = oi.load_index("malmo-oppna-data"), oi.example_statistics()
    earlier = index.compute(figures, period="2020")
    later = index.compute(figures, period="2024", reference=earlier)
    return oi.change(earlier, later, by=["sex", "disability"])
