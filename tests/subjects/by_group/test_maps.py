"""The map of gaps: which of two groups fares worse by more than chance."""

from __future__ import annotations

from omradesindex.index.groups.maps import FACES
from tests.maps_of import answers, holds_classes


def test_areas_have_the_colour_of_the_group_that_fares_worse() -> None:
    held = answers()["ByGroupPlots"]
    verdicts = held.contrasts[0].verdict[:-1, 0].tolist()
    holds_classes(held.plot.map(), verdicts, FACES)
