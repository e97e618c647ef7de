"""Labels stand in their own areas or beside them, and no two lie over each other."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.labels import LEAST, MOST, Label, beside, fitting_scales, framed, inside, size_of
from omradesindex.show.maps.windows import Window
from tests.show.maps.country import country

WHOLE, SCALE = Window(0.0, 0.0, 100_000.0, 80_000.0), 10_000.0


@pytest.fixture(scope="module")
def coverage() -> Coverage:
    return Coverage.of(list(country(60)))


def box(label, text: str) -> shapely.Polygon:
    wide, tall = (side * SCALE / 2 for side in size_of(text, label.size))
    x, y = label.at
    return shapely.box(x - wide, y - tall, x + wide, y + tall)


def test_a_label_lies_in_its_area_or_is_not_written_there(coverage: Coverage) -> None:
    texts = [str(k) for k in range(60)]
    fits = fitting_scales(coverage.anchors, texts, coverage.shapes)
    labels = inside(coverage.anchors, texts, fits, np.ones(60, dtype=bool), SCALE, MOST)
    assert 0 < len(labels) < 60
    for label in labels:
        assert coverage.shapes[label.area].buffer(0.01 * SCALE).covers(box(label, texts[label.area]))
        assert LEAST <= label.size <= MOST


def test_what_has_no_room_stands_beside_with_a_line_and_nothing_crosses(coverage: Coverage) -> None:
    texts = [str(k) for k in range(60)]
    fits = fitting_scales(coverage.anchors, texts, coverage.shapes)
    free = np.ones(60, dtype=bool)
    placed = inside(coverage.anchors, texts, fits, free, SCALE, MOST)
    free[[label.area for label in placed]] = False
    args = coverage.anchors, texts, free, placed, lambda: coverage.shapes, WHOLE, SCALE
    (frame,) = framed([("A", Window(45_000, 35_000, 55_000, 45_000))], texts, placed, SCALE)
    more, fewer = beside(*args), beside(*args, [frame])
    boxes = np.array([box(label, texts[label.area]) for label in [*placed, *more]])
    first, second = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    assert (first == second).all()
    lines = np.array([shapely.LineString([label.to, label.at]) for label in more])
    first, second = shapely.STRtree(lines).query(lines, predicate="intersects")
    assert (first == second).all()
    assert all(coverage.shapes[label.area].buffer(1).covers(shapely.Point(label.to)) for label in more)
    edge = shapely.box(*frame.window).exterior
    assert not any(edge.intersects(box(label, texts[label.area])) for label in fewer)


def test_a_long_area_holds_a_label_that_its_widest_circle_would_not() -> None:
    long = Coverage.of([shapely.box(0, 0, 10_000, 1_000), shapely.box(0, 1_000, 1_000, 2_000)])
    fits = fitting_scales(long.anchors, ["1000", "1000"], long.shapes)
    assert fits[0] > 1.5 * fits[1]
    assert fitting_scales(long.anchors, ["", "1"], long.shapes)[0] == 0


def test_lines_of_a_label_stand_over_each_other() -> None:
    assert size_of("a\nb", 8.0)[1] > 2 * size_of("a", 8.0)[1]
    assert size_of("a\nb", 8.0)[0] == pytest.approx(max(size_of("a", 8.0)[0], size_of("b", 8.0)[0]))


def test_the_letter_of_a_frame_stands_in_a_corner_where_nothing_is_written() -> None:
    window = Window(0.0, 0.0, 20_000.0, 20_000.0)
    (plain,) = framed([("A", window)], [], [], SCALE)
    assert plain.at[0] < 2_000
    assert plain.at[1] > 18_000
    written = [Label(0, plain.at, 10.0)]
    first, second = framed([("A", window), ("B", window)], ["12"], written, SCALE)
    assert len({plain.at, first.at, second.at}) == 3
