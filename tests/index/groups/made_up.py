"""A city of made-up counts, and the breakdowns that several files look at."""

from __future__ import annotations

from functools import cache

import pandas as pd

import omradesindex as oi
from tests.cities import codes, counts, statistics

AREAS = codes(5)


@cache
def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


def city(seed: int = 0, *, equal: bool = False) -> pd.DataFrame:
    """Counts of women, of men, and of everybody as their sum."""
    women = counts(index(), AREAS, seed=seed)
    men = women if equal else counts(index(), AREAS, seed=seed + 1000)
    total = women.assign(value=women["value"] + men["value"])
    return pd.concat(
        [women.assign(sex="women"), men.assign(sex="men"), total.assign(sex="total")], ignore_index=True
    )


def broken_down(table: pd.DataFrame, **options: object) -> oi.types.Breakdown:
    found = index().compute(statistics(table), by=["sex"], **options)  # type: ignore[call-overload]
    assert isinstance(found, oi.types.Breakdown)
    return found


@cache
def example() -> oi.types.Breakdown:
    return index().compute(oi.example_statistics(), by=["sex"])


@cache
def both() -> oi.types.Breakdown:
    return index().compute(oi.example_statistics(), by=["sex", "disability"])


@cache
def by_age() -> oi.types.Breakdown:
    return index().compute(oi.example_statistics(), by=["age"])


@cache
def few() -> oi.Statistics:
    """Malmö's figures where too few are told apart by sex for any dimension."""
    frame = oi.malmo_statistics().to_frame()
    drop = frame["variable"].isin(["sysselsattning", "lag_ekonomisk_standard"]) & (frame["sex"] != "total")
    return oi.Statistics.from_frame(frame[~drop], name="Malmö", division=oi.geso(), whole="1280")


@cache
def malmo() -> oi.types.Breakdown:
    return oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics(), by=["sex"], partial=True)
