"""The maps of a review: areas to look closer at with their change, and how areas stand to a goal."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.subjects.review.maps import GOAL_FACES, REASON_FACES
from tests.maps_of import colours, holds_classes


def test_areas_to_look_closer_at_have_the_colour_of_their_first_reason(review: oi.types.Review) -> None:
    reasons = dict(zip(review.reopen["area"], review.reopen["reasons"], strict=True))
    each = [reasons.get(code, "none").split(", ") for code in review.areas]
    chief = [next(why for why in REASON_FACES if why in own) for own in each]
    assert set(chief) > {"none"}
    holds_classes(review.plot.map(), chief, REASON_FACES, names=review.result.names.values())


def test_a_goal_is_mapped_by_status_and_rows_for_map_programs_agree(review: oi.types.Review) -> None:
    status = [str(s) for s in review.standings[0].status]
    holds_classes(review.plot.map(1), status, GOAL_FACES, names=review.result.names.values())
    areas = review.to_geo()
    assert areas["verdict_1"].tolist() == status
    assert (areas["verdict_reopen"] != "none").sum() == len(review.reopen)
    # The third goal is for two areas.
    assert areas["verdict_3"].notna().sum() == 2
    assert colours(review.plot.map(3)).count("#ffffff") == len(areas) - 2
