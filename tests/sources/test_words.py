from __future__ import annotations

from omradesindex.sources.words import fetching, read_before, taken_together, told_to_pause


def test_a_pause_is_told_in_whole_seconds() -> None:
    assert "vänta 1 sekund." in told_to_pause(0.2).sv
    assert "wait 5 seconds." in told_to_pause(5.0).en


def test_lists_are_joined_in_each_language() -> None:
    assert "efter Kön och Ålder:" in taken_together(["Kön", "Ålder"]).sv
    assert "by Kön and Ålder:" in taken_together(["Kön", "Ålder"]).en
    assert "2023 and 2024" in read_before(["2023", "2024"], "2025-01-01").en


def test_parts_are_counted() -> None:
    assert fetching("TAB1", 2, 3).sv == "Hämtar TAB1, del 2 av 3."
