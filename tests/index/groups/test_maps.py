"""The map of a breakdown: which of two groups fares worse by more than chance."""

from __future__ import annotations

import pytest

from omradesindex.errors import ComputeError
from omradesindex.index.groups.maps import FACES
from tests.figures import words_in
from tests.maps_of import AREAS, answers, holds_classes


def test_areas_have_the_colour_of_the_group_that_fares_worse() -> None:
    breakdown = answers()["BreakdownPlots"]
    gaps = breakdown.gaps
    rows = gaps[(gaps["measure"] == "boende")].set_index("area") if "boende" in set(gaps["measure"]) else None
    measure = "boende" if rows is not None else gaps["measure"].iloc[0]
    rows = gaps[gaps["measure"] == measure].set_index("area").loc[[*AREAS]]
    columns = ("points_low", "points_high")
    verdicts = [
        "untested" if not low <= high else "first" if low > 0 else "second" if high < 0 else "noise"
        for low, high in rows[[*columns]].to_numpy(dtype=float)
    ]
    figure = breakdown.plot.map(measure)
    holds_classes(figure, verdicts, FACES)
    told = " ".join(words_in(figure))
    assert "Skillnaden kvinnor − män." in told
    assert "Överst" not in told  # a map has no top


def test_more_than_two_groups_are_refused() -> None:
    breakdown = answers()["BreakdownPlots"]
    with pytest.raises(ComputeError, match="two groups"):
        breakdown.plot.map(groups=["women"])
