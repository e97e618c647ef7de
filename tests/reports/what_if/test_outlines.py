"""Outlines as paths: in the room that is given, with borders that meet."""

from __future__ import annotations

import re

import shapely

import omradesindex as oi
from omradesindex.reports.what_if.outlines import drawn


def malmo() -> list[shapely.Geometry]:
    return list(oi.geso().outlines.geometry)


def test_the_map_is_as_fine_as_there_is_room_for() -> None:
    fine, coarse = drawn(malmo(), 40_000), drawn(malmo(), 3_000)
    assert fine is not None
    assert coarse is not None
    assert coarse.length <= 3_000 < fine.length <= 40_000
    assert drawn(malmo(), 50) is None
    assert max(fine.size) == 1000
    for (x, y, reach), path in zip(fine.at, fine.paths, strict=True):
        assert 0 <= x <= fine.size[0]
        assert 0 <= y <= fine.size[1]
        assert reach > 0
        assert re.fullmatch(r"(M\d+ \d+([HVl -]|\d)+z)+", path)


def test_a_hole_is_a_ring_of_its_own() -> None:
    ring = shapely.Polygon([(0, 0), (90, 0), (90, 90), (0, 90)], [[(30, 30), (60, 30), (60, 60), (30, 60)]])
    made = drawn([ring, shapely.box(30, 30, 60, 60)], 500)
    assert made is not None
    assert made.paths[0].count("M") == 2
    assert made.paths[1].count("M") == 1
