"""What lies around the areas is cut to the window and no finer than is seen."""

from __future__ import annotations

import numpy as np
import shapely

from omradesindex.show.maps.backdrop import Backdrop


def test_only_what_lies_in_the_window_is_given_with_its_name() -> None:
    shapes = [shapely.Point(1, 1), shapely.Point(50, 50), shapely.box(0, 0, 100, 100)]
    found, names = Backdrop("places", shapes, ["Hamnen", "Berget", "Allt"]).at((0, 0, 10, 10), 0.1)
    assert names == ["Hamnen", "Allt"]
    assert found[1].bounds == (0, 0, 10, 10)
    assert Backdrop("water", shapes).at((200, 200, 300, 300), 0.1)[1] == []


def test_it_is_drawn_with_no_more_points_than_are_seen() -> None:
    turns = np.linspace(0, 2 * np.pi, 2000)
    lake = shapely.Polygon(np.column_stack([np.cos(turns), np.sin(turns)]) * 1000)
    (found,), _ = Backdrop("water", [lake]).at((-2000, -2000, 2000, 2000), 20.0)
    assert shapely.get_num_coordinates(found) < 50
