"""What a division's maps are drawn on: its areas' outlines, joined once, and what lies around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from omradesindex.errors import DivisionError
from omradesindex.show.on_map import Outlined

if TYPE_CHECKING:
    import geopandas as gpd

    from omradesindex.show.maps.area_map import Land
    from omradesindex.show.maps.backdrop import Backdrop

D = TypeVar("D", bound=Outlined)


def with_outlines(division: D | None, whose: str) -> D:
    """Return a division that can be drawn; refuse where there is none, or where it has no outlines."""
    if division is None or not division.has_outlines:
        raise DivisionError(
            "there are no outlines to draw a map of",
            where=whose,
            remedy="give the statistics a division with outlines: "
            'oi.read_statistics(…, division=oi.read_division("areas.geojson", code=…, name=…))',
        )
    return division


def land_of(outlines: gpd.GeoDataFrame, backdrops: Sequence[Backdrop], where: str) -> Land:
    """Join outlines for maps of them, and bring what lies around into their coordinate system."""
    from omradesindex.show.maps.area_map import Land
    from omradesindex.show.maps.coverage import Coverage

    layers = near_layers(outlines, backdrops, where)
    return Land(tuple(outlines.index), Coverage.of(list(outlines.geometry)), layers)


def near_layers(
    outlines: gpd.GeoDataFrame, backdrops: Sequence[Backdrop], where: str
) -> tuple[Backdrop, ...]:
    """Return what lies around the areas, in their coordinate system.

    Raises
    ------
    DivisionError
        A layer that lies nowhere near them.
    """
    layers = tuple(layer.in_crs(outlines.crs) for layer in backdrops)
    west, south, east, north = outlines.total_bounds
    air = max(east - west, north - south)
    for layer in layers:
        if not layer.at((west - air, south - air, east + air, north + air), 0.0)[1]:
            raise DivisionError(
                f"nothing in the layer of '{layer.source}' lies near the areas",
                where=where,
                remedy="check the coordinate system that the file was read in",
            )
    return layers
