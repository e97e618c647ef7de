"""The framework and figures of COINr's ASEM example, and its levels brought together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

Shared = Callable[..., Path]


def table(shared: Shared, name: str, index: str | list[str] = "uCode") -> pd.DataFrame:
    """One CSV of the folder."""
    path = shared("oracles", "coinr_asem", f"{name}.csv")
    return pd.read_csv(path, index_col=index)


@dataclass(frozen=True)
class Asem:
    """Framework and figures of the example.

    ``groups`` has, from the lowest aggregate to the index: its name, the positions of its parts in the
    growing list of columns (indicators first), and their names.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    signs: np.ndarray
    targets: np.ndarray
    groups: tuple[tuple[str, tuple[int, ...], tuple[str, ...]], ...]
    raw: np.ndarray
    denominated: np.ndarray
    continent: tuple[str, ...]
    weights: Mapping[str, float]


def read(shared: Shared) -> Asem:
    """Framework from iMeta, figures from iData, denominated by the column that iMeta names."""
    meta = table(shared, "input_ASEM_iMeta", "iCode")
    data = table(shared, "input_ASEM_iData").sort_index()
    rows = meta[meta["Type"] == "Indicator"]
    names = tuple(rows.index)
    raw = data[list(names)].to_numpy(float)
    divisor = np.ones_like(raw)
    for j, column in enumerate(rows["Denominator"]):
        if isinstance(column, str):
            divisor[:, j] = data[column]
    order = list(names)
    groups = []
    for name in meta[meta["Type"] == "Aggregate"].sort_values("Level", kind="stable").index:
        parts = tuple(meta.index[meta["Parent"] == name])
        groups.append((name, tuple(order.index(p) for p in parts), parts))
        order.append(name)
    return Asem(
        units=tuple(data.index),
        indicators=names,
        signs=rows["Direction"].to_numpy(float),
        targets=rows["Target"].to_numpy(float),
        groups=tuple(groups),
        raw=raw,
        denominated=raw / divisor,
        continent=tuple(data["EurAsia_group"]),
        weights={**meta["Weight"].dropna()},
    )


def aggregate(
    asem: Asem,
    normalised: np.ndarray,
    weights: Mapping[str, float],
    mean: Callable[[np.ndarray, Sequence[float]], np.ndarray],
) -> np.ndarray:
    """Level by level; one column per indicator, then per aggregate, the index last."""
    columns = [normalised[..., j] for j in range(normalised.shape[-1])]
    for _, positions, parts in asem.groups:
        columns.append(mean(np.stack([columns[p] for p in positions], axis=-1), [weights[p] for p in parts]))
    return np.stack(columns, axis=-1)
