"""The map of an uncertainty: on which side of the scale's zero an area's whole interval lies."""

from __future__ import annotations

from omradesindex.index.uncertainty.maps import FACES, sides_of
from tests.maps_of import answers, holds_classes


def test_areas_have_the_colour_of_their_side() -> None:
    uncertainty = answers()["UncertaintyPlots"]
    sides = sides_of(uncertainty)
    low, high = (side["index"] for side in (uncertainty.score_low, uncertainty.score_high))
    for side, a, b in zip(sides, low, high, strict=True):
        assert side == ("above" if a > 100 else "below" if b < 100 else "both" if a <= b else "unknown")
    holds_classes(uncertainty.plot.map(), sides, FACES)
