"""A range of ranks is written as people read it."""

from __future__ import annotations

import numpy as np

from omradesindex.index.rank_ranges import RankRanges
from omradesindex.wording import Text


def test_a_range_is_written_short_and_nothing_where_there_is_no_rank() -> None:
    low, high = np.array([2.0, 3.0, np.nan]), np.array([5.0, 3.0, np.nan])
    ranges = RankRanges(low, high, 0.9, Text("metodspann", "method range"), 100)
    assert ranges.texts() == ["2–5", "3", ""]
