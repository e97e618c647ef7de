"""A map of any number of areas is laid out so that what is written can be read, and every area is seen."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from omradesindex.show.maps.coverage import Coverage
from omradesindex.show.maps.plan import MapPlan, plan_map
from tests.show.maps.country import country

SIZES = (14, 61, 262)


@pytest.fixture(scope="module", params=SIZES)
def plan(request: pytest.FixtureRequest) -> MapPlan:
    coverage = Coverage.of(list(country(request.param)))
    return plan_map(coverage, [str(k + 1) for k in range(request.param)], 10.3, 8.3)


def test_dense_parts_are_enlarged_beside_the_whole_and_nothing_lies_over_anything(plan: MapPlan) -> None:
    boxes = np.array(
        [shapely.box(p.left, p.bottom, p.left + p.width, p.bottom + p.height) for p in plan.panels]
    )
    first, second = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    assert (first == second).all()
    assert shapely.box(-1e-9, -1e-9, plan.width + 1e-9, plan.height + 1e-9).covers(shapely.union_all(boxes))
    assert plan.width <= 10.3 + 1e-9
    if len(plan.texts) > 14:
        assert plan.letters(far=False).startswith("A")
        assert plan.panels[1].scale < plan.scale


def test_most_areas_have_their_label_once(plan: MapPlan) -> None:
    areas = [label.area for labels in plan.labels for label in labels]
    assert len(areas) == len(set(areas))
    assert plan.left_out == len(plan.texts) - len(areas)
    assert len(areas) >= 0.75 * len(plan.texts)


def test_the_whole_shows_every_area(plan: MapPlan) -> None:
    assert plan.panels[0].window.holds(plan.coverage.anchors).all()


def test_a_far_island_has_a_frame_of_its_own_and_the_rest_its_scale() -> None:
    near = [shapely.box(x, y, x + 1000, y + 1000) for x in range(0, 4000, 1000) for y in range(0, 3000, 1000)]
    far = shapely.box(90_000, 0, 90_500, 500)
    texts = [str(k) for k in range(13)]
    alone = plan_map(Coverage.of(near), texts[:12], 6.0, 8.0)
    both = plan_map(Coverage.of([*near, far]), texts, 6.0, 8.0)
    assert both.scale == pytest.approx(alone.scale, rel=0.01)
    assert both.letters(far=True) == "A"
    assert both.left_out == 0


def test_where_fewer_than_half_could_be_written_nothing_is() -> None:
    coverage = Coverage.of(list(country(200)))
    bare = plan_map(coverage, ["0380C1234567 lång text"] * 200, 10.3, 8.3)
    assert set(bare.texts) == {""}
    assert bare.written == frozenset()
    small = plan_map(coverage, [str(k) for k in range(200)], 3.3, 3.3, small=True)
    assert set(small.texts) == {""}
    assert len(small.panels) <= 2


def test_without_labels_the_densest_part_is_enlarged_much() -> None:
    crowded = plan_map(Coverage.of(list(country(500))), ("",) * 500, 4.0, 3.0, small=True)
    assert crowded.panels[1].scale < crowded.scale / 3
