"""A measure of several groups, as a chart needs it."""

from __future__ import annotations

import numpy as np

from omradesindex.index.groups.charts import LOOKS
from omradesindex.index.groups.group_values import MOST_DRAWN, drawable, measures, shown_groups
from tests.index.groups.made_up import both, example, malmo


def test_an_indicator_has_the_city_and_a_score_has_not() -> None:
    groups = example().groups
    indicator, score = (shown_groups(example(), name, groups, "en") for name in ("valdeltagande", "index"))
    assert indicator.values.shape == (15, 2)
    assert score.values.shape == (14, 2)
    np.testing.assert_allclose(indicator.gap, indicator.values[:, 0] - indicator.values[:, 1])
    assert (indicator.sign, indicator.unit, score.sign, score.unit) == (-1, "%", 1, "points")
    assert indicator.interval
    assert ((indicator.low <= indicator.gap) & (indicator.gap <= indicator.high)).all()


def test_of_more_than_two_groups_the_gap_is_how_far_the_outermost_lie_apart() -> None:
    shown = shown_groups(both(), "index", both().groups, "sv")
    np.testing.assert_allclose(shown.gap, np.ptp(shown.values, axis=1))
    assert not shown.interval
    assert shown.reasons == ()


def test_why_there_is_no_interval_is_kept() -> None:
    shown = shown_groups(malmo(), "ekonomiskt_bistand", malmo().groups, "sv")
    assert not shown.interval
    assert shown.reasons == ("no counts are given",)
    assert shown.quality == "estimated"


def test_what_can_be_drawn_is_what_all_groups_have_somewhere() -> None:
    drawn = measures(example())
    assert drawn[0] == "index"
    assert "bostads_eller_aganderatt" not in drawn
    assert all(drawable(example(), measure, example().groups) for measure in drawn)
    assert not drawable(example(), "bostads_eller_aganderatt", example().groups)
    assert len(LOOKS) == MOST_DRAWN
