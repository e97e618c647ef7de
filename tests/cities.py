"""Made-up cities for tests: small tables of counts with known answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import Definition, Dimension, Member, Text, indicators, parse_definition


def counts(
    definition: Definition,
    areas: list[str],
    *,
    seed: int = 0,
    period: str = "2024",
    size: int = 2000,
) -> pd.DataFrame:
    """A tidy table with every variable that the definition needs; parts are never above their wholes."""
    rng = np.random.default_rng(seed)
    rows = []
    for indicator in definition.indicators:
        formula = indicator.formula
        for variable in formula.variables:
            low, high = (size, 2 * size) if variable in formula.denominator else (size // 20, size // 2)
            rows += [(area, variable, period, float(rng.integers(low, high))) for area in areas]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value"])
    return table.drop_duplicates(["area", "variable", "period"]).assign(quality="made_up")


def statistics(table: pd.DataFrame, **options: object) -> oi.Statistics:
    """The table as statistics of a city that says it is made up."""
    return oi.Statistics.from_frame(table, name="Exempelstad (påhittad)", **options)  # type: ignore[arg-type]


def codes(n: int) -> list[str]:
    """The codes "01", "02", …"""
    return [f"{i:02}" for i in range(1, n + 1)]


def exact(path: Path) -> pd.DataFrame:
    """Read index.csv with every number to its last digit, which pandas does not do in every release."""
    table = pd.read_csv(path, dtype=str)
    for column in table:
        if column not in ("area", "name", "index", "statistics", "partial"):
            table[column] = [float("nan") if v != v else float(v) for v in table[column].astype(object)]
    return table


#: An index of one share, ``i``: ``n`` of ``d``, in per cent.
SHARE = oi.types.Index.from_definition(
    parse_definition(
        {
            "id": "i",
            "label": "I",
            "dimensions": [{"id": "d", "label": "D", "indicators": ["i"]}],
            "indicators": {
                "i": {
                    "label": "Andel",
                    "definition": "Prov.",
                    "population": "Alla",
                    "unit": "%",
                    "direction": "higher_is_worse",
                    "formula": {"kind": "share", "numerator": ["n"], "denominator": ["d"]},
                }
            },
        }
    )
)


def index_of(*names: str) -> oi.types.Index:
    """An index of the catalogue's indicators, in one dimension."""
    label = Text("Ett litet index", "A small index")
    dimension = Dimension("del", label, tuple(Member(indicators()[name]) for name in names))
    return oi.types.Index.from_definition(Definition("litet", label, label, (dimension,)))
