"""The map of a trend has each area in the colour of its verdict."""

from __future__ import annotations

from omradesindex.subjects.over_time.looks import FACES
from tests.maps_of import answers, holds_classes


def test_areas_have_the_colour_of_their_verdict() -> None:
    trend = answers()["TrendPlots"]
    verdicts = trend.to_frame().query("measure == 'boende'")["verdict"].tolist()
    holds_classes(trend.plot.map("boende"), verdicts, FACES)
