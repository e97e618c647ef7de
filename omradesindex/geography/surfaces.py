"""Measuring polygons: validity, overlaps, gaps and shared surface, in square metres."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from omradesindex.errors import DivisionError, listing

if TYPE_CHECKING:
    import geopandas as gpd
    import numpy as np
    from numpy.typing import NDArray

NATIONAL_CRS = 3006
"""SWEREF 99 TM, in which Sweden's official statistics measure."""

_METRES_PER_DEGREE = 111_320.0
_DUE_TO_ROUNDING = 0.1, 16.0  # metres


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


class Overlap(NamedTuple):
    """Two areas that overlap, by how many m², and where."""

    first: str
    second: str
    m2: float
    shape: Any


def overlaps(frame: gpd.GeoDataFrame, *, tolerance_m2: float = 1.0) -> list[Overlap]:
    """Pairs of areas that overlap by more than the tolerance, the largest overlap first.

    Parameters
    ----------
    frame : GeoDataFrame
        Metric outlines, indexed by code.
    """
    import shapely

    shapes: Any = frame.geometry.to_numpy()
    codes = frame.index.tolist()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    first, second = first[first < second], second[first < second]
    shared = shapely.intersection(shapes[first], shapes[second])
    pairs = zip(first, second, shapely.area(shared), shared, strict=True)
    found = [Overlap(codes[i], codes[j], float(m2), shape) for i, j, m2, shape in pairs if m2 > tolerance_m2]
    return sorted(found, key=lambda pair: -pair.m2)


def is_wider(shape: Any, metres: float) -> bool:
    """Whether a surface is anywhere wider than so many metres: taking its edges off leaves something.

    Examples
    --------
    >>> import shapely
    >>> is_wider(shapely.box(0, 0, 1000, 0.1), 0.5), is_wider(shapely.box(0, 0, 1, 1), 0.5)
    (False, True)
    """
    import shapely

    return not shapely.is_empty(shapely.buffer(shape, -metres / 2, join_style="mitre"))


def rounding_m(frame: gpd.GeoDataFrame) -> float:
    """How wide, in metres, an overlap may be that is due to how coordinates are rounded.

    A corner moves half a unit of the file's last decimal each way, and so does the border that it lies on:
    √2 units between them. At most what four decimals of a degree give; at least a decimetre, which is what
    files that have been through another coordinate system, or were dissolved, show whatever decimals they
    have since got.

    Parameters
    ----------
    frame : GeoDataFrame
        Outlines in the file's own coordinates.
    """
    import numpy as np
    import shapely

    coordinates = shapely.get_coordinates(frame.geometry.to_numpy())
    unit = _METRES_PER_DEGREE if frame.crs.is_geographic else frame.crs.axis_info[0].unit_conversion_factor
    for decimals in range(8):
        scaled = coordinates * 10.0**decimals
        if bool(np.all(np.abs(scaled - np.rint(scaled)) <= 1e-6 + 1e-15 * np.abs(scaled))):
            return float(np.clip(math.sqrt(2) * unit / 10**decimals, *_DUE_TO_ROUNDING))
    return _DUE_TO_ROUNDING[0]


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
