"""What a review can draw, and what it refuses in plain words."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import OmradesindexError


def test_what_is_not_there_is_refused(review: oi.types.Review, alone: oi.types.Review) -> None:
    with pytest.raises(OmradesindexError, match="goal 4"):
        review.plot.map(4)
    for ask in (alone.plot.map, alone.to_geo):
        with pytest.raises(OmradesindexError, match="areas one by one"):
            ask()
