"""The door to the charts of a change."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError


def test_what_is_not_there_is_refused(change: oi.types.Change) -> None:
    with pytest.raises(ComputeError, match="did you mean 'boende'"):
        change.plot.moves("boenda")
    with pytest.raises(OmradesindexError, match=r"plot\.moves\(\)"):
        change.plot("boende")
