"""What weighs (who lives) in the pieces that two sets of outlines share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from omradesindex.errors import DivisionError
from omradesindex.geography import surfaces
from omradesindex.geography.weights import check_weights

if TYPE_CHECKING:
    import geopandas as gpd

Floats = NDArray[np.float64]
Places = NDArray[np.intp]


def weights_in_pieces(
    left: gpd.GeoDataFrame, right: gpd.GeoDataFrame, weights: gpd.GeoDataFrame, where: str
) -> Floats:
    """What weighs in the piece that each source and target share; shape (n_sources, n_targets)."""
    import shapely

    if "weight" not in weights.columns:
        raise DivisionError("the weights have no column 'weight'", where=where)
    if weights.crs is None:
        raise DivisionError("the weights have no coordinate system", where=where, remedy="set_crs(…)")
    weights = weights.to_crs(left.crs)
    given = check_weights(dict(enumerate(weights["weight"])), range(len(weights)), where=where)
    shapes = weights.geometry.to_numpy()
    found = np.zeros((len(left), len(right)))
    if (shapely.get_dimensions(shapes) == 0).all():
        # A point on a border lies in one area only: the first.
        i, j = (_first_at(frame.geometry.to_numpy(), shapes) for frame in (left, right))
        inside = (i >= 0) & (j >= 0)
        np.add.at(found, (i[inside], j[inside]), given[inside])
        return found
    surfaces.check_polygons(weights, where=f"{where}, weights")
    i, j, _ = surfaces.shared_surface(left, right)
    a, b = left.geometry.to_numpy(), right.geometry.to_numpy()
    pieces = shapely.intersection(a[i], b[j])
    at, square = shapely.STRtree(shapes).query(pieces, predicate="intersects")
    part = shapely.area(shapely.intersection(pieces[at], shapes[square])) / shapely.area(shapes[square])
    np.add.at(found, (i[at], j[at]), part * given[square])
    return found


def _first_at(polygons: NDArray[np.object_], points: NDArray[np.object_]) -> Places:
    """The first polygon that each point lies in; -1 where none."""
    import shapely

    point, polygon = shapely.STRtree(polygons).query(points, predicate="intersects")
    first = np.full(len(points), len(polygons), dtype=np.intp)
    np.minimum.at(first, point, polygon)
    return np.where(first == len(polygons), -1, first)
