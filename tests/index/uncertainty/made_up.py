"""Exempelstad's index with its uncertainty, and small tables of one indicator."""

from __future__ import annotations

from functools import cache

import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import indicators
from omradesindex.index.measure import measure
from omradesindex.index.uncertainty.value_intervals import value_intervals
from tests.cities import codes, statistics

AREAS = codes(5)


@cache
def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


@cache
def example() -> oi.types.Result:
    return index().compute(oi.example_statistics())


@cache
def whole() -> oi.types.Uncertainty:
    return example().uncertainty(shrink="empirical_bayes")


def column(name: str) -> int:
    return [m.id for m in index().members].index(name)


def made_of(**columns: object) -> oi.Statistics:
    """Five areas' own figures of net income or trust."""
    table = pd.DataFrame({"area": AREAS, "variable": "tillit_andra", "period": "2024"} | columns)
    return statistics(table)


def one(table: oi.Statistics, name: str = "tillit_andra", **options: object):  # type: ignore[no-untyped-def]
    indicator = indicators()[name]
    measured = measure([indicator], table)
    return value_intervals(table, indicator, measured, 0, **options)  # type: ignore[arg-type]
