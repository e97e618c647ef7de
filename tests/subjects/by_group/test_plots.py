"""The door to the charts refuses what cannot be drawn."""

from __future__ import annotations

import pytest

from omradesindex.errors import ComputeError
from tests.subjects.by_group.made_up import change


def test_two_years_have_no_line() -> None:
    with pytest.raises(ComputeError, match="not followed over several years"):
        change().plot.years()
    with pytest.raises(ComputeError, match="is no measure here"):
        change().plot.gaps("ekonom")
    with pytest.raises(ComputeError, match="not held against each other"):
        change().plot.gaps(groups=("men", "women"))
