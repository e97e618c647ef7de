"""The same city in several years, of which nothing has changed but the prices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

import omradesindex as oi

#: The one variable in money of the index below.
INCOMES = "nettoinkomst_summa_tkr"
PRICES = {"2020": 100.0, "2022": 108.0, "2024": 122.0}


@cache
def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


@cache
def one_year() -> pd.DataFrame:
    """Exempelstad in 2020, everybody, what the index is made of; of prices nothing is said."""
    used = {v for i in index().indicators for v in i.formula.variables}
    table = oi.example_statistics().only(sorted(used), periods="2020").to_frame()
    everybody = (table[["sex", "disability", "age"]] == "total").all(axis=1)
    return table[everybody].drop(columns=["sex", "disability", "age", "disability_definition", "prices"])


def years(*, said: str | Mapping[str, str] = "", levels: Mapping[str, float] = PRICES) -> oi.Statistics:
    """Equal years but for incomes, which follow the prices; ``said``: what the table says of these."""
    told = said if isinstance(said, Mapping) else dict.fromkeys(levels, said)
    tables = []
    for year, level in levels.items():
        table = one_year().assign(period=year, prices="")
        money = table["variable"] == INCOMES
        columns = ["value", "numerator"]
        table.loc[money, columns] = table.loc[money, columns] * (level / 100)
        table.loc[money, "prices"] = told.get(year, "")
        tables.append(table)
    return oi.Statistics.from_frame(
        pd.concat(tables, ignore_index=True), name="Exempelstad (påhittad)", division=oi.example_division()
    )


def results(statistics: oi.Statistics, *periods: str) -> list[oi.types.Result]:
    """Years on the first one's stick."""
    first, *others = periods
    base = index().compute(statistics, period=first)
    return [base, *(index().compute(statistics, period=year, reference=base) for year in others)]


def deflator() -> oi.Deflator:
    return oi.Deflator(PRICES, name="Påhittat prisindex", source="ett exempel")
