"""Cities with the seven counts and the population, made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from omradesindex.catalogue import indicators
from tests.cities import codes

FORMULA = indicators()["cni_per_invanare"].formula
VARIABLES, WEIGHTS = FORMULA.numerator, dict(zip(FORMULA.numerator, FORMULA.weights, strict=True))
# Neither page nor table states the country's figure; both printed rows imply one between 2.47607 and 2.47622.
IMPLIED = 2.47615
SEEDS = st.integers(0, 2**32 - 1)


def table(rows: dict[str, tuple[tuple[float, ...], float]], period: str = "2024") -> pd.DataFrame:
    """Seven counts and the population of each area, as a tidy table."""
    lines = [
        (area, variable, period, float(value))
        for area, (counts, people) in rows.items()
        for variable, value in zip((*VARIABLES, "folkmangd"), (*counts, people), strict=True)
    ]
    return pd.DataFrame(lines, columns=["area", "variable", "period", "value"])


def city(seed: int, n: int = 6) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    people = rng.integers(500, 20_000, n)
    return table(
        {code: (tuple(rng.integers(0, p // 2, 7)), p) for code, p in zip(codes(n), people, strict=True)}
    )
