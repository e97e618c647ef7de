"""The map of a goal: each area in the colour of its status, those that it is not for without any."""

from __future__ import annotations

from matplotlib.patches import PathPatch

import omradesindex as oi
from omradesindex.show.figure import NOT_CONCERNED
from omradesindex.subjects.goals.maps import FACES
from tests.maps_of import AREAS, answers, colours, holds_classes, listed


def test_areas_have_the_colour_of_their_status() -> None:
    goals = answers()["GoalsPlots"]
    status = goals.to_frame().set_index("area")["status"]
    holds_classes(goals.plot.map(), [status[code] for code in AREAS], FACES)


def test_areas_that_a_goal_is_not_for_are_hatched_and_the_legend_says_so() -> None:
    trend = answers()["TrendPlots"]
    some = oi.goals(trend, oi.Goal("index", 2030, at_most="city", areas=AREAS[:2]))
    figure = some.plot.map(lang="en")
    assert colours(figure)[2:] == [NOT_CONCERNED["facecolor"]] * 3
    assert NOT_CONCERNED["hatch"] in {patch.get_hatch() for patch in figure.figure.findobj(PathPatch)}
    assert "the goal is not for the area" in listed(figure)
