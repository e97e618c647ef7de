"""A small register of a town that does not exist, its definition, and what plain pandas counts in it."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.geography import Whole

AREAS = ("01", "02", "10")
YEAR = "2024"
DEFINITION: dict[str, Any] = {
    "label": "Provstad (påhittad)",
    "source": "påhittat register",
    "quality": "made_up",
    "columns": {"person": "lopnr", "area": "omrade", "born": "fodd"},
    "by": {
        "sex": {"column": "kon", "categories": {"women": "2", "men": "1"}},
        "age": {"groups": ["0-15", "16-24", "25-64", "65-"]},
        "disability": {"column": "funk", "categories": {"with": True, "without": False}},
    },
    "variables": {
        "folkmangd": {},
        "arbetskraft_16_64": {"ages": "16-64", "where": {"status": ["arbetar", "arbetslos"]}},
        "arbetslosa_16_64": {"ages": "16-64", "where": {"status": "arbetslos"}},
        "befolkning_16_64": {"ages": "16-64"},
        "sysselsatta_16_64": {"ages": "16-64", "where": {"status": "arbetar"}},
        "befolkning_20_64": {"ages": "20-64"},
        "personer_ekonomiskt_bistand_20_64": {"ages": "20-64", "where": {"bistand": True}},
        "nettoinkomst_summa_tkr": {"sum": "inkomst", "prices": "current"},
        "lagenheter_hyresratt": {"distinct": "hushall", "where": {"hyr": True}},
    },
}


def definition(**changes: Any) -> dict[str, Any]:
    """The definition with some of its tables changed: ``columns={"area": "deso"}`` changes that one."""
    changed = copy.deepcopy(DEFINITION)
    for name, value in changes.items():
        changed[name] = {**changed.get(name, {}), **value} if isinstance(value, dict) else value
    return changed


@cache
def _people() -> pd.DataFrame:
    rng, n = np.random.default_rng(1), 600
    area = rng.choice(AREAS, n)
    born = [date(2024, 12, 31) - timedelta(days=int(d)) for d in rng.integers(0, 36_000, n)]
    # On the day of their birthday, and on the day after.
    born[:4] = [date(2008, 12, 31), date(2009, 1, 1), date(1959, 12, 31), date(1960, 1, 1)]
    home = rng.integers(0, 90, n)
    return pd.DataFrame(
        {
            "lopnr": [f"{i:04}" for i in range(n)],
            "omrade": area,
            "kon": rng.choice(["1", "2"], n),
            "fodd": born,
            "funk": rng.random(n) < 0.2,
            "status": rng.choice(["arbetar", "arbetslos", "annat"], n, p=[0.6, 0.2, 0.2]),
            "bistand": rng.random(n) < 0.25,
            "inkomst": rng.integers(0, 600, n),
            "hushall": [f"{a}-{h}" for a, h in zip(area, home, strict=True)],
            "hyr": home % 3 == 0,
        }
    )


def people(**columns: Any) -> pd.DataFrame:
    """The persons, with some columns changed."""
    return _people().assign(**columns)


def register(**columns: Any) -> Any:
    """The persons as a table of ibis; skips where that is not installed."""
    ibis = pytest.importorskip("ibis", reason="counting registers needs the extra 'registers'")
    return ibis.memtable(people(**columns))


def division() -> oi.types.Division:
    return oi.types.Division(
        id="prov",
        label="Prov",
        codes=AREAS,
        names=("Ett", "Två", "Tio"),
        whole=Whole("X", "Provstad (påhittad)"),
    )


def counted(table: Any = None, **options: Any) -> oi.types.Counts:
    """Count with what most tests ask."""
    usual: dict[str, Any] = {"variables": DEFINITION, "period": YEAR, "unprotected": True}
    return oi.counts(register() if table is None else table, **(usual | options))


def refusal(table: Any = None, **options: Any) -> str:
    """What is said against a count, in English; Swedish is there too."""
    with pytest.raises(oi.errors.OmradesindexError) as refused:
        counted(table, **options)
    swedish = refused.value.in_("sv")
    assert "What to do" not in swedish
    return str(refused.value)
