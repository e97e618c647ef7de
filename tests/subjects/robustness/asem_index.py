"""COINr's ASEM example as an index of this library: a definition and statistics, made from its own tables.

Its names are written in lower case, as ids are here.
"""

from __future__ import annotations

import pandas as pd

import omradesindex as oi
from omradesindex.catalogue import parse_definition
from tests.methods.asem import Asem, Shared, table


def index(asem: Asem) -> oi.types.Index:
    """The tree with its weights, imputed by the continents' mean; higher is higher, as there."""
    own = {
        name.lower(): {
            "label": name,
            "definition": name,
            "population": "countries",
            "unit": "points",
            "direction": "higher_is_worse" if sign > 0 else "higher_is_better",
            "formula": {"kind": "given"},
        }
        for name, sign in zip(asem.indicators, asem.signs, strict=True)
    }
    parts = {name: members for name, _, members in asem.groups}

    def node(name: str) -> dict[str, object]:
        mine: dict[str, object] = {"id": name.lower(), "label": name, "weight": asem.weights[name]}
        if parts[name][0] in parts:
            return {**mine, "dimensions": [node(part) for part in parts[name]]}
        return {**mine, "indicators": [{"id": p.lower(), "weight": asem.weights[p]} for p in parts[name]]}

    top = asem.groups[-1][0]
    continent = dict(zip(asem.units, asem.continent, strict=True))
    definition = parse_definition(
        {
            "id": "asem",
            "dimensions": [node(part) for part in parts[top]],
            "indicators": own,
            "methods": {
                "zero": 0,
                "points": 1,
                "centre": "areas",
                "ddof": 1,
                "impute": {"method": "group_mean", "groups": continent},
                "treat": {"method": "winsorise_or_log", "most": 5},
                "normalise": {"method": "min_max", "low": 1, "high": 100},
            },
        }
    )
    return oi.types.Index.from_definition(definition)


def statistics(asem: Asem) -> oi.Statistics:
    """The denominated table, gaps and all."""
    names = [name.lower() for name in asem.indicators]
    wide = pd.DataFrame(asem.denominated, index=list(asem.units), columns=names)
    long = wide.rename_axis("area").reset_index().melt("area", var_name="variable", value_name="value")
    long["status"] = long["value"].isna().map({True: "missing", False: "observed"})
    return oi.Statistics.from_frame(long.assign(period="2018", kind="index"), name="ASEM (COINr)")


def weight_sets(shared: Shared, index: oi.types.Index) -> pd.DataFrame:
    """The hundred vectors of weights, for the parts of this index."""
    sets = table(shared, "sens_weightsets_seed7", "iCode").drop(columns="Level").rename(str.lower)
    known = {m.id for m in index.members} | {d.id for d in index.walk()}
    return sets[sets.index.isin(known)]
