"""A made-up city on a line, cut into areas now here and now there."""

from __future__ import annotations

from itertools import pairwise

import geopandas as gpd
import pandas as pd
import shapely

import omradesindex as oi
from omradesindex.geography import Division, Whole


def strips(edges: list[float], prefix: str) -> gpd.GeoDataFrame:
    """Areas side by side along a line, ten metres wide."""
    shapes = [shapely.box(a, 0, b, 10) for a, b in pairwise(edges)]
    return gpd.GeoDataFrame(geometry=shapes, index=[f"{prefix}{i}" for i in range(len(shapes))], crs=3006)


def city(outlines: gpd.GeoDataFrame) -> Division:
    codes = tuple(outlines.index)
    return Division(
        id="linje",
        label="Linjestad (påhittad)",
        codes=codes,
        names=tuple(f"Område {c}" for c in codes),
        whole=Whole("X", "Linjestad (påhittad)"),
        outlines_from=lambda: outlines,
    )


def figures(areas: list[str], **columns: object) -> oi.Statistics:
    told = {"area": areas, "variable": "folkmangd", "period": "2024", "kind": "count", "quality": "official"}
    return oi.Statistics.from_frame(pd.DataFrame({**told, **columns}), name="Linjestad (påhittad)")
