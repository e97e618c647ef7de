"""Four made-up areas with SCB's three shares, on a map."""

from __future__ import annotations

from functools import cache

import geopandas as gpd
import pandas as pd
import shapely

import omradesindex as oi
from omradesindex.geography import Division, Provenance, Whole

SHARES = {"A": (30.0, 40.0, 20.0), "B": (10.0, 20.0, 9.0), "C": (2.0, 3.0, 1.0)}
VARIABLES = ("lag_ekonomisk_standard", "forgymnasial_20_64", "bistand_eller_arbetslos_lange")


@cache
def types(last: tuple[float, float, float] | None = None) -> oi.types.AreaTypes:
    """A is of type 1, B of 3, C of 5, and D has no figures unless some are given."""
    squares = [shapely.box(1000 * k, 0, 1000 * k + 1000, 1000) for k in range(4)]
    outlines = gpd.GeoDataFrame({"name": list("ABCD")}, geometry=squares, crs=3006, index=list("ABCD"))
    told = Provenance("made_up", "Prov.")
    division = Division(
        id="prov",
        label="Provstad",
        year=2022,
        codes=tuple("ABCD"),
        names=("Norr", "Öst", "Söder", "Väst"),
        whole=Whole("total", "Provstad"),
        provenance=dict.fromkeys(("codes", "names", "outlines"), told),
        outlines_from=lambda: outlines,
    )
    rows = [
        (area, variable, "2022", share, "made_up", "share")
        for area, shares in {**SHARES, "D": last}.items()
        for variable, share in zip(VARIABLES, shares or (None,) * 3, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["area", "variable", "period", "value", "quality", "kind"])
    statistics = oi.Statistics.from_frame(table, division=division, name="Provstad (påhittad)")
    result = oi.load_index("scb-socioekonomiskt-index").compute(statistics)
    return oi.area_types(result, mean=9.10, spread=5.47)
