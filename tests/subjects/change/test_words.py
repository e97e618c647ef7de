"""What the two results are called, and what a rank looks like."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.subjects.change.words import (
    CAUSE_LABELS,
    left_out,
    mostly,
    newer_lines,
    rank_set,
    stage_lines,
    told_apart,
    way,
    what_is_judged,
)


def test_ranks_and_the_way_between_them() -> None:
    ways = [(4.0, 3.0), (2.0, 2.0), (np.nan, 2.0), (12345.0, 949.0)]
    assert [way(*two, lang="en") for two in ways] == ["4 → 3", "2", "– → 2", "12,345 → 949"]
    sets = [(4.0, 2.0, 5.0), (4.0, np.nan, np.nan), (np.nan, 1.0, 2.0)]
    assert tuple(rank_set(*one, "sv") for one in sets) == (
        "4 (2–5)",
        "4",
        "–",
    )


def test_two_years_are_called_by_their_periods(change: oi.types.Change) -> None:
    assert told_apart(change, "sv") == ("2020", "2024")
    assert newer_lines(change, "sv") == []  # all have new figures
    assert (stage_lines(change, "sv"), left_out(change, "sv"), what_is_judged(change, "sv")) == ([], [], "")


def test_what_is_judged_is_named_where_it_is_not_the_change_itself(
    years: tuple[oi.types.Result, ...],
) -> None:
    beyond = oi.change(years[0], years[-1], against="city")
    assert (what_is_judged(beyond, "sv"), what_is_judged(beyond, "en")) == (
        "Utöver staden",
        "Beyond the city",
    )


def test_the_greatest_parts_go_the_way_of_the_change(change: oi.types.Change) -> None:
    told = mostly(change, change.areas.index("10"), 1, "sv")
    assert told.startswith("arbetslöshet −1,1; ")
    assert "+" not in told
    assert set(CAUSE_LABELS) == {"figures", "revised", "boundaries", "definition"}
