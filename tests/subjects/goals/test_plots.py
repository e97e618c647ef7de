"""The door to the charts of goals."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError


def test_what_is_not_there_is_refused(goals: oi.types.Goals) -> None:
    with pytest.raises(OmradesindexError, match="goal 3 was asked for"):
        goals.plot.goal(3)
    with pytest.raises(OmradesindexError, match=r"plot\.goal\(\)"):
        goals.plot(1)
