"""The door to the charts of a spread."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError


def test_unknown_measure_and_language_are_refused(example: oi.types.Spread) -> None:
    with pytest.raises(ComputeError, match="nettoinkomst"):
        example.plot.ranges("nettoinkomsten")
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        example.plot.ranges("index", lang="no")
