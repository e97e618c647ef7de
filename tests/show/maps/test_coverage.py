"""Outlines share their borders after joining and at every scale, and no area is lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from omradesindex.show.maps.coverage import Coverage, borders, largest, simplified
from tests.show.maps.country import country


@pytest.fixture(scope="module")
def ragged() -> Coverage:
    return Coverage.of(list(country(60, ragged=15.0)))


@pytest.mark.parametrize("scale", [500.0, 12_000.0])
def test_neighbours_keep_their_common_border_at_every_scale(ragged: Coverage, scale: float) -> None:
    drawn = ragged.at(scale)
    assert shapely.coverage_is_valid(drawn)
    assert len(drawn) == 60
    assert not shapely.is_empty(drawn).any()
    assert [ring for part in shapely.get_parts(shapely.union_all(drawn)) for ring in part.interiors] == []


def test_a_coarser_scale_has_fewer_points(ragged: Coverage) -> None:
    points = [shapely.get_num_coordinates(ragged.at(scale)).sum() for scale in (500.0, 3_000.0, 12_000.0)]
    assert points[0] > points[1] > points[2]
    assert points[0] > 3 * points[2]


def test_small_overlaps_and_gaps_close_and_a_lake_stays() -> None:
    """Two areas overlap by a metre, two lie four metres apart, and all enclose a lake."""
    lake = shapely.box(8_000, 12_000, 12_000, 18_000)
    west = shapely.box(0, 0, 10_001, 30_000) - lake
    east = shapely.box(10_000, 0, 20_000, 14_996) - lake
    north = shapely.box(10_000, 15_000, 20_000, 30_000) - lake | shapely.box(19_990, 14_990, 20_000, 15_001)
    joined = Coverage.of([west, east, north]).shapes
    assert shapely.coverage_is_valid(joined)
    (whole,) = shapely.get_parts(shapely.union_all(joined))
    assert [shapely.Polygon(ring).area for ring in whole.interiors] == pytest.approx([24e6], rel=0.01)


def test_an_area_that_is_nearly_nothing_is_kept() -> None:
    """A sliver of a neighbouring municipality, as wide as a border, and one under another area."""
    land, sliver = shapely.box(0, 0, 50_000, 50_000), shapely.box(50_000, 0, 50_000.5, 9_000)
    under = shapely.box(10, 10, 11, 11)
    coverage = Coverage.of([land, sliver, under])
    assert not shapely.is_empty(coverage.shapes).any()
    assert not shapely.is_empty(coverage.at(10_000.0)).any()
    assert np.isfinite(coverage.anchors).all()


def test_islets_that_cannot_be_seen_are_not_drawn_unless_they_are_all_there_is() -> None:
    islets = shapely.multipolygons([shapely.box(0, 0, 5_000, 5_000), shapely.box(9_000, 0, 9_010, 10)])
    coverage = Coverage.of([islets, shapely.box(20_000, 0, 20_010, 10)])
    drawn = coverage.at(10_000.0)
    assert shapely.get_num_geometries(drawn).tolist() == [1, 1]
    assert shapely.get_num_geometries(coverage.at(50.0)).tolist() == [2, 1]


def test_only_what_lies_in_a_window_is_drawn(ragged: Coverage) -> None:
    drawn = ragged.at(1_000.0, (40_000.0, 30_000.0, 60_000.0, 50_000.0))
    assert 0 < (~shapely.is_empty(drawn)).sum() < 60
    assert shapely.total_bounds(drawn)[0] >= 40_000.0


def test_the_anchor_is_the_middle_of_the_widest_place() -> None:
    two = shapely.multipolygons([shapely.box(0, 0, 100, 100), shapely.box(500, 0, 900, 400)])
    ((x, y, reach),) = Coverage.of([two]).anchors
    assert (x, y, reach) == pytest.approx((700, 200, 200), rel=0.05)
    assert largest(np.array([2.0, 1.0]), np.array([0, 0])).tolist() == [0]


def test_each_border_is_drawn_once() -> None:
    pair = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    assert borders(pair).length == pytest.approx(7.0)
    assert shapely.length(simplified(pair, 0.1)).tolist() == [4.0, 4.0]
