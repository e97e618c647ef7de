"""A far island does not make the rest small, and dense parts are found."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.windows import Window, densest, extent_of
from tests.show.maps.country import country

CITY = [shapely.box(x, y, x + 1000, y + 1000) for x in range(0, 4000, 1000) for y in range(0, 3000, 1000)]


def shapes(*more: shapely.Geometry) -> np.ndarray:
    return np.array([*CITY, *more], dtype=object)


@pytest.mark.parametrize("at", [(90_000, 0), (0, -70_000), (50_000, 50_000), (-20_000, 1_000)])
def test_a_far_island_does_not_make_the_rest_small(at: tuple[int, int]) -> None:
    extent = extent_of(shapes(shapely.box(*at, at[0] + 500, at[1] + 500)))
    assert extent.main.size == (4000, 3000)
    assert [window.size for window in extent.far] == [(500, 500)]


def test_two_far_islands_are_two_and_a_piece_of_an_area_may_be_one() -> None:
    piece = shapely.multipolygons([shapely.box(4000, 0, 5000, 1000), shapely.box(0, 60_000, 400, 60_400)])
    extent = extent_of(shapes(piece, shapely.box(80_000, 0, 80_300, 300)))
    assert extent.main.size == (5000, 3000)
    assert {window.size for window in extent.far} == {(400, 400), (300, 300)}


def test_what_is_near_or_as_large_as_the_rest_stays_together() -> None:
    assert extent_of(shapes(shapely.box(4300, 0, 4800, 500))).far == ()
    halves = np.array(
        [*CITY, *(shapely.transform(box, lambda at: at + np.array([50_000, 0])) for box in CITY)]
    )
    assert extent_of(halves).far == ()
    assert extent_of(np.array([shapely.box(0, 0, 1, 1)], dtype=object)).main.size == (1, 1)


def test_the_dense_part_is_where_the_small_areas_are() -> None:
    anchors = Coverage.of(list(country(100))).anchors
    fits = anchors[:, 2] * 10
    whole = Window(0.0, 0.0, 100_000.0, 80_000.0)
    found = densest(anchors, fits, fits < 20_000, 20_000.0, (5.0, 4.0), whole)
    assert found is not None
    window, roomy = found
    assert window.west < 50_000 < window.east
    assert window.size[0] < 40_000
    assert window.size[0] / window.size[1] == pytest.approx(5 / 4)
    assert roomy.sum() > 30
    assert (fits[roomy] >= window.size[0] / 5.0).all()
    assert densest(anchors, fits, fits < 0, 20_000.0, (5.0, 4.0), whole) is None


def test_a_window_fills_a_paper_and_moves_into_another() -> None:
    wide = Window(0, 0, 10, 2).filled(4.0, 4.0, 0.1)
    assert wide.size == pytest.approx((12.0, 12.0))
    assert Window(-5, 0, 5, 10).within(Window(0, 0, 20, 8)) == (0, 0, 10, 10)
