"""A town of two areas, counted by hand."""

from __future__ import annotations

import pandas as pd

import omradesindex as oi
from omradesindex.geography import Division, Key, Provenance, Whole
from tests.cities import statistics

MARKS = ["lowest", "p10", "median", "p90", "highest"]
JOBS = ("arbetslosa_16_64", "arbetskraft_16_64")


def town(n: int = 2) -> Division:
    areas = [f"{chr(65 + i)}" for i in range(n)]
    return Division(
        id="provstad",
        label="Provstad",
        codes=tuple(areas),
        names=tuple(f"Område {a}" for a in areas),
        whole=Whole("P00", "Provstad"),
        provenance={"outlines": Provenance("made_up", "Påhittat.")},
    )


def unemployment(rows: dict[str, tuple[float, float]], **columns: object) -> oi.Statistics:
    """Unemployed and labour force by sub-area."""
    frame = pd.DataFrame(
        [
            (sub, variable, "2024", value)
            for sub, counted in rows.items()
            for variable, value in zip((*JOBS, "folkmangd"), (*counted, 2 * counted[1]), strict=True)
        ],
        columns=["area", "variable", "period", "value"],
    )
    return statistics(frame.assign(quality="made_up", kind="count", **columns))


#: A has 10, 20 and 20 %; B has 30, 5 and, of only ten people, 90 %.
CITY = {"a1": (10, 100), "a2": (20, 100), "a3": (40, 200), "b1": (30, 100), "b2": (15, 300), "b3": (9, 10)}
KEY = Key("prov", tuple(CITY), tuple("AAABBB"), confidence=(1, 1, 0.5, 1, 1, 1), names=tuple("uvwxyz"))


def row(spread: oi.types.Spread, area: str) -> pd.Series:
    return spread.table.set_index("area").loc[area]
