"""The door to the chart of themes."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError, OmradesindexError


def test_unknown_theme_and_language_are_refused(hand: oi.types.Themes) -> None:
    with pytest.raises(ComputeError, match="did you mean 'nod'"):
        hand.plot.positions(["nood"])
    with pytest.raises(OmradesindexError, match="'sv' or 'en'"):
        hand.plot.positions(lang="no")  # type: ignore[arg-type]


def test_themes_are_drawn_as_asked(hand: oi.types.Themes) -> None:
    assert "Fattiga" in hand.plot.positions(["fattiga"]).alt
