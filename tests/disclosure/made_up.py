"""Made-up tables of counts with all their totals, and an attacker of our own."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
from hypothesis import assume
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.errors import ComputeError
from tests.cities import statistics


def table(values: np.ndarray, variable: str = "sysselsatta_16_64") -> pd.DataFrame:
    """Counts (areas × sex × disability) with all their totals, and the city's."""
    for axis in range(3):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    areas = [*(f"{i:02}" for i in range(1, len(values))), "X"]
    sexes = [*["women", "men"][: values.shape[1] - 1], "total"]
    disability = [*["with", "without"][: values.shape[2] - 1], "total"]
    rows = [
        (areas[a], variable, "2024", sexes[s], disability[d], float(values[a, s, d]), "count")
        for a, s, d in np.ndindex(values.shape)
    ]
    columns = ["area", "variable", "period", "sex", "disability", "value", "kind"]
    return pd.DataFrame(rows, columns=columns).assign(quality="made_up")


def city(values: np.ndarray) -> oi.Statistics:
    return statistics(table(values), whole="X")


def both(top: np.ndarray, rest: np.ndarray) -> oi.Statistics:
    """A numerator and its denominator."""
    parts = [table(top), table(top + rest, "befolkning_16_64")]
    return statistics(pd.concat(parts, ignore_index=True), whole="X")


def small_counts(most: int = 40, areas: int = 4) -> st.SearchStrategy[np.ndarray]:
    """Small tables full of small numbers."""

    @st.composite
    def draw(d: st.DrawFn) -> np.ndarray:
        shape = (d(st.integers(2, areas)), 2, 2)
        cell = st.one_of(st.integers(0, 8), st.integers(0, most))
        return np.array(
            d(st.lists(cell, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
        ).reshape(shape)

    return draw()


def one_count(values: list[float], variable: str = "inflyttade") -> pd.DataFrame:
    """One variable over areas "01", "02", … and their sum "X"."""
    areas = [f"{i:02}" for i in range(1, len(values) + 1)]
    return pd.DataFrame(
        {
            "area": [*areas, "X"],
            "variable": variable,
            "period": "2024",
            "kind": "count",
            "value": [*values, sum(values)],
            "quality": "made_up",
        }
    )


def both_sexes(values: np.ndarray) -> oi.Statistics:
    """Women and men (columns) of each area (rows), with their totals."""
    rows = []
    for sex, column in (("women", values[:, 0]), ("men", values[:, 1]), ("total", values.sum(axis=1))):
        rows.append(one_count(column.tolist()).assign(sex=sex))
    return statistics(pd.concat(rows, ignore_index=True), whole="X")


def protect_or_skip(figures: oi.Statistics, policy: oi.DisclosurePolicy) -> oi.types.Protected:
    """Protect, unless nothing would be left to show."""
    try:
        return oi.protect(figures, policy)
    except ComputeError as error:
        if "withhold every" not in str(error):
            raise
    assume(False)  # nothing is shown, so nothing leaks
    raise AssertionError


def differencing(published: oi.Statistics) -> dict[tuple[str, ...], float]:
    """What follows from the published figures by subtraction, over and over: an attacker of our own."""
    frame = published.to_frame()
    known = {(r.variable, r.area, r.sex, r.disability): r.value for r in frame.itertuples()}
    areas = list(published.areas)
    variables = list(published.variables)
    sums = []
    for v, s, d in product(variables, ["women", "men", "total"], ["with", "without", "total"]):
        sums.append([(v, "X", s, d), *((v, a, s, d) for a in areas)])
    for v, a in product(variables, [*areas, "X"]):
        sums += [
            [(v, a, "total", d), (v, a, "women", d), (v, a, "men", d)] for d in ("with", "without", "total")
        ]
        sums += [
            [(v, a, s, "total"), (v, a, s, "with"), (v, a, s, "without")] for s in ("women", "men", "total")
        ]
    found: dict[tuple[str, ...], float] = {}
    while True:
        before = len(found)
        for whole, *parts in sums:
            cells = [whole, *parts]
            open_ = [c for c in cells if np.isnan(known[c])]
            if len(open_) == 1:
                cell = open_[0]
                rest = sum(known[p] for p in parts if p != cell)
                known[cell] = found[cell] = rest if cell == whole else known[whole] - rest
        if len(found) == before:
            return found


def pupils() -> tuple[oi.Statistics, oi.Statistics]:
    """Eligible pupils of three areas of Exempelstad, by disability and by sex and disability."""
    frame = oi.example_statistics().only(["gymnasiebehoriga_ak9"], periods=["2024"]).to_frame()
    frame = frame[(frame["age"] == "total") & frame["area"].isin(["01", "09", "11"])]
    keys = ["variable", "period", "sex", "disability"]
    city = frame.groupby(keys, as_index=False)["value"].sum().assign(area="X")
    rows = pd.concat([frame[["area", *keys, "value"]], city], ignore_index=True)
    rows = rows.assign(kind="count", quality="made_up")
    by_disability = rows[rows["sex"] == "total"].drop(columns="sex")
    return statistics(by_disability, whole="X"), statistics(rows, whole="X")


def together(*tables: oi.Statistics) -> oi.Statistics:
    """All that is shown by sex and disability in any of the tables."""
    keys = ["area", "variable", "period", "sex", "disability"]
    frames = [pd.DataFrame({"sex": "total", "disability": "total"} | dict(t.to_frame())) for t in tables]
    shown = pd.concat(frames).sort_values("value").drop_duplicates(keys)
    return statistics(shown[[*keys, "value", "status", "kind", "quality"]], whole="X")
