from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from omradesindex.errors import DivisionError
from omradesindex.geography.surfaces import check_polygons, holes, overlaps, shared_surface, to_metric


def frame(*shapes: shapely.Geometry, crs: int | None = 3006) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=list(shapes), index=[str(i + 1) for i in range(len(shapes))], crs=crs)


def test_overlap_is_measured_once_per_pair_largest_first() -> None:
    found = overlaps(frame(shapely.box(0, 0, 10, 10), shapely.box(9, 0, 20, 10), shapely.box(15, 0, 30, 10)))
    assert [pair[:3] for pair in found] == [("2", "3", 50.0), ("1", "2", 10.0)]


def test_touching_is_no_overlap() -> None:
    assert overlaps(frame(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)), tolerance_m2=0) == []


def test_hole_between_areas_is_found_and_measured() -> None:
    ring = shapely.box(0, 0, 10, 10) - shapely.box(4, 4, 6, 7)
    assert holes(frame(ring)) == [6.0]
    assert holes(frame(ring, shapely.box(4, 4, 6, 7))) == []


def test_shared_surface_holds_only_what_is_shared() -> None:
    left, right, m2 = shared_surface(
        frame(shapely.box(0, 0, 4, 1)), frame(shapely.box(1, 0, 2, 1), shapely.box(9, 9, 10, 10))
    )
    assert (left.tolist(), right.tolist(), m2.tolist()) == ([0], [0], [1.0])


def test_sweden_is_measured_in_the_national_plane_and_others_in_their_zone() -> None:
    assert to_metric(frame(shapely.box(13, 55.5, 13.1, 55.6), crs=4326)).crs.to_epsg() == 3006
    assert to_metric(frame(shapely.box(-73.6, 45.5, -73.5, 45.6), crs=4326)).crs.to_epsg() == 32618


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "'2' have no outline"),
        (shapely.Polygon(), "'2' have no outline"),
        (shapely.Point(0, 0), "area '2' is a Point"),
        (shapely.LineString([(0, 0), (1, 1)]), "area '2' is a LineString"),
        (
            shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]),
            r"area '2' is invalid: Self-intersection\[0.5 0.5\]",
        ),
    ],
)
def test_what_is_no_surface_is_refused(shape: shapely.Geometry | None, said: str) -> None:
    with pytest.raises(DivisionError, match=said):
        check_polygons(frame(shapely.box(5, 5, 6, 6), shape), where="here")
