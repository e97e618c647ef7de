"""A city of three areas and an index of two indicators, whose scores can be worked out on paper."""

from __future__ import annotations

import numpy as np
import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.cities import codes


def two_indicators(**methods: object) -> oi.types.Index:
    """Unemployment (higher is worse) with twice the weight of income (higher is better)."""
    members = [{"id": "arbetsloshet", "weight": 2}, "nettoinkomst"]
    return oi.types.Index.from_definition(
        parse_definition(
            {"id": "tva", "methods": methods, "dimensions": [{"id": "ekonomi", "indicators": members}]}
        )
    )


def small_city() -> pd.DataFrame:
    """Three areas whose scores can be worked out on paper."""
    columns = {
        "arbetslosa_16_64": [10, 20, 60],
        "arbetskraft_16_64": [100, 100, 200],
        "nettoinkomst_summa_tkr": [3000, 2000, 1000],
        "personer_nettoinkomst": [10, 10, 10],
    }
    rows = [
        (area, variable, "2024", float(value))
        for variable, values in columns.items()
        for area, value in zip(codes(3), values, strict=True)
    ]
    return pd.DataFrame(rows, columns=["area", "variable", "period", "value"])


def without(table: pd.DataFrame, variable: str, area: str | None = None) -> pd.DataFrame:
    """The table with a variable not collected, for one area or for all."""
    gone = (table["variable"] == variable) & ((table["area"] == area) if area else True)
    status = np.where(gone, "not_collected", "observed")
    return table.assign(value=table["value"].where(~gone), status=status)


def small_areas(
    seed: int = 1, n: int = 60, areas: int = 30, period: str = "2024", spread: float = 0.1
) -> pd.DataFrame:
    """Counts of small areas, whose shares differ by as much as chance moves them."""
    rng = np.random.default_rng(seed)
    shares = np.clip(rng.normal(0.3, spread, areas), 0.02, 0.98)
    wide = pd.DataFrame({"area": codes(areas), "n": rng.binomial(n, shares).astype(float), "d": float(n)})
    return wide.melt("area", var_name="variable").assign(period=period, kind="count", quality="made_up")
