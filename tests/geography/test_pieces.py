"""What weighs in the pieces that two sets of outlines share."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from omradesindex.errors import DivisionError
from omradesindex.geography.pieces import weights_in_pieces
from tests.geography.line_city import strips

OLD, NEW = strips([0, 50, 100], "g"), strips([0, 20, 100], "n")


def test_points_lie_in_one_piece_and_squares_are_shared() -> None:
    points = gpd.GeoDataFrame(
        {"weight": [1.0, 2, 4]}, geometry=gpd.points_from_xy([10, 30, 70], [5] * 3), crs=3006
    )
    assert weights_in_pieces(OLD, NEW, points, "prov").tolist() == [[1, 2], [0, 4]]
    square = gpd.GeoDataFrame({"weight": [8.0]}, geometry=[shapely.box(40, 0, 60, 10)], crs=3006)
    assert weights_in_pieces(OLD, NEW, square, "prov").ravel() == pytest.approx([0, 4, 0, 4])


def test_weights_must_say_where_and_how_much() -> None:
    nameless = gpd.GeoDataFrame(geometry=[shapely.Point(1, 1)], crs=3006)
    with pytest.raises(DivisionError, match="no column 'weight'"):
        weights_in_pieces(OLD, NEW, nameless, "prov")
    with pytest.raises(DivisionError, match="no coordinate system"):
        weights_in_pieces(OLD, NEW, nameless.assign(weight=1.0).set_crs(None, allow_override=True), "prov")
