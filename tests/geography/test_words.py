from __future__ import annotations

from omradesindex.geography.words import lies_in, unclear_below


def test_a_limit_is_told_in_per_cent() -> None:
    assert "under 90 procent" in unclear_below(0.9, "sv")
    assert "below 90 per cent" in unclear_below(0.9, "en")


def test_where_a_place_lies() -> None:
    assert lies_in("14 Hyllievång", "sv") == "Finns i 14 Hyllievång."
