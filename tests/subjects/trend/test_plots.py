"""The door to the charts of a trend."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError


def test_what_is_not_there_is_refused(trend: oi.types.Trend) -> None:
    with pytest.raises(ComputeError, match="did you mean 'boende'"):
        trend.plot.lines("boenda")
    with pytest.raises(OmradesindexError, match=r"plot\.lines\(\)"):
        trend.plot("boende")
