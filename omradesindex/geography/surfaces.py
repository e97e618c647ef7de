"""Measuring polygons: validity, overlaps, gaps and shared surface, in square metres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from omradesindex.errors import DivisionError, listing

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

NATIONAL_CRS = 3006
"""SWEREF 99 TM, in which Sweden's official statistics measure."""


def to_metric(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Outlines in a plane of metres: EPSG:3006 where they lie in Sweden, else the local UTM zone."""
    from pyproj import CRS

    national = CRS.from_epsg(NATIONAL_CRS)
    if frame.crs is not None and frame.crs == national:
        return frame
    west, south, east, north = frame.to_crs(4326).total_bounds
    use = national.area_of_use
    if use and use.west <= west and east <= use.east and use.south <= south and north <= use.north:
        return frame.to_crs(national)
    return frame.to_crs(frame.estimate_utm_crs())


def overlaps(frame: gpd.GeoDataFrame, *, tolerance_m2: float = 1.0) -> list[tuple[str, str, float]]:
    """Pairs of areas that overlap by more than the tolerance, with m², the largest first.

    Parameters
    ----------
    frame : GeoDataFrame
        Metric outlines, indexed by code.
    """
    first, second, surface = shared_surface(frame, frame)
    codes = frame.index.tolist()
    keep = (first < second) & (surface > tolerance_m2)
    found = [
        (codes[i], codes[j], float(m2))
        for i, j, m2 in zip(first[keep], second[keep], surface[keep], strict=True)
    ]
    return sorted(found, key=lambda pair: -pair[2])


def holes(frame: gpd.GeoDataFrame) -> list[float]:
    """Surfaces, in m², that the areas enclose together without any of them holding it; the largest first.

    A hole of a few square metres is a seam that does not close; a large one may be a lake or another
    municipality, and is no fault.
    """
    import shapely

    union = shapely.union_all(frame.geometry.to_numpy())
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    return sorted((float(shapely.Polygon(ring).area) for ring in rings), reverse=True)


def shared_surface(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Positions in ``left`` and ``right`` of polygons that share surface, and how many m² they share."""
    import numpy as np
    import shapely

    a, b = left.geometry.to_numpy(), right.geometry.to_numpy()
    i, j = shapely.STRtree(b).query(a, predicate="intersects")
    surface = np.asarray(shapely.area(shapely.intersection(a[i], b[j])), dtype=np.float64)
    keep = surface > 0
    return i[keep], j[keep], surface[keep]


def check_polygons(frame: gpd.GeoDataFrame, *, where: str) -> None:
    """Refuse outlines that are missing, empty, no polygons, or invalid, naming the area and the reason."""
    import numpy as np
    import shapely

    geometry: Any = frame.geometry.to_numpy()
    codes = np.asarray(frame.index.tolist(), dtype=object)
    absent = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    if absent.any():
        raise DivisionError(
            f"the areas {listing(codes[absent])} have no outline",
            where=where,
            expected="a polygon for every area",
            remedy="draw them, or remove the rows",
        )
    kind = shapely.get_type_id(geometry)
    other = ~np.isin(kind, (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON))
    if other.any():
        at = int(np.flatnonzero(other)[0])
        raise DivisionError(
            f"the area '{codes[at]}' is a {geometry[at].geom_type}",
            where=where,
            expected="Polygon or MultiPolygon",
            remedy="choose the layer that holds the areas' surfaces",
        )
    invalid = ~shapely.is_valid(geometry)
    if invalid.any():
        at = int(np.flatnonzero(invalid)[0])
        more = f" ({int(invalid.sum()) - 1} more are invalid)" if invalid.sum() > 1 else ""
        raise DivisionError(
            f"the outline of area '{codes[at]}' is invalid: {shapely.is_valid_reason(geometry[at])}{more}",
            where=where,
            remedy="mend it in the source, for example with 'Fix geometries' in QGIS or shapely.make_valid, "
            "and look at the result",
        )
