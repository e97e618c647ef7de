"""Sets of indicators that differ in one way each, and cities to compare them in."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import strategies as st

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from omradesindex.show.page import Page
from tests.cities import codes, counts, statistics
from tests.index.conftest import INDEX
from tests.index.conftest import statistics as six_areas

BOARDS = ("asn", "frn", "fsn", "fskn", "grn", "gvn", "hvon", "kn", "mn", "sbn", "tn", "mkb")
BASE = oi.load_index("malmo-2023")
SEEDS = st.integers(0, 2**32 - 1)


def named(name: str, index: oi.types.Index = BASE) -> oi.types.Index:
    return index.with_identity(id=name)


REPLACED = named("replaced", BASE.replace("bostads_eller_aganderatt", "ekonomiskt_bistand"))
REMOVED = named("removed", BASE.without("trangboddhet"))
# Nobody publishes the response rate for areas, so that it is gone does not show.
SHORTER = named("utan-svarsfrekvens", BASE.without("svarsfrekvens_folkhalsoenkat"))
ADDED = named("added", BASE.add("ekonomiskt_bistand", to="ekonomi"))
HEAVIER = named("heavier", BASE.reweight({"boende": 5.0, "arbetsloshet": 0.0}))
OTHER_SCALE = named("other-scale", BASE.with_methods(normalise="min_max", zero=0.0, points=100.0))
FEWER = named("fewer", BASE.without("ekonomi", "utbildning"))
# Life expectancy is given as it stands and has no counts to draw at random.
HEALTH = oi.load_index("halsa").without("medellivslangd")
EXTENDED = named("extended", BASE.extend(HEALTH))
SETS = [BASE, REPLACED, REMOVED, ADDED, HEAVIER, OTHER_SCALE, FEWER, EXTENDED]
ALL = oi.types.Index.from_definition(
    parse_definition(
        {
            "id": "alla",
            "dimensions": [{"id": "d", "indicators": list({i.id for s in SETS for i in s.indicators})}],
        }
    )
)


def city(seed: int, n: int = 9) -> oi.Statistics:
    return statistics(counts(ALL, codes(n), seed=seed))


def known(**columns: list[float]) -> oi.Statistics:
    """Shares as they are given, for areas "01", "02", …; the city at their mean."""
    rows = [
        (area, variable, "2024", value, "share")
        for variable, values in columns.items()
        for area, value in zip([*codes(len(values)), "X"], [*values, float(np.mean(values))], strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "kind"])
    return statistics(frame.assign(quality="made_up"), whole="X")


def flat(name: str, *ids: str, **weights: float) -> oi.types.Index:
    """One dimension of shares where higher is worse."""
    members = [{"id": i, "weight": weights.get(i, 1.0)} for i in ids]
    return oi.types.Index.from_definition(
        parse_definition({"id": name, "dimensions": [{"id": "d", "indicators": members}]})
    )


def build_prov(division, **options) -> oi.types.Comparison:
    """Two indices of the six-area city: areas share places, a name is too long, a gap leaves one out."""
    base = oi.types.Index.from_definition(parse_definition(INDEX))
    other = base.without("boende").with_identity(id="utan-boende")
    return oi.compare([base, other], six_areas(division), **options)


def said(page: Page) -> str:
    """What a page says, on one line."""
    return " ".join(page.text(500).split())
