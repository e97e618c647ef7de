"""What a change and a trend have in common."""

from __future__ import annotations

import pytest

import omradesindex as oi


def test_both_name_their_areas_columns_and_verdicts(change: oi.types.Change, trend: oi.types.Trend) -> None:
    for held in (change, trend):
        assert held.periods == ("2020", "2024")
        assert held.columns[0] == "index"
        assert held.names["10"] == held.name_of("10") == "Siffervången"
        assert held.verdicts.shape == (14, len(held.columns))
        verdicts = ("improved", "worsened", "noise", "untested")
        assert sorted(code for v in verdicts for code in held.with_verdict(v)) == sorted(held.areas)
        assert 0.9 < held.known_share < 1
        assert held.column("boende") == held.columns.index("boende")
        with pytest.raises(oi.errors.ComputeError, match="did you mean 'boende'"):
            held.column("boenda")


def test_a_label_is_the_later_results_own_or_else_the_earliers(
    index: oi.types.Index, years: tuple[oi.types.Result, ...]
) -> None:
    fewer = index.without("nettoinkomst").with_identity(id="utan-inkomst")
    base = fewer.compute(oi.example_statistics(), period="2020")
    later = fewer.compute(oi.example_statistics(), period="2024", reference=base)
    change = oi.change(years[0], later)
    assert change.label("nettoinkomst") == "Genomsnittlig nettoinkomst"
    assert change.label("index", "en") == "Index"
