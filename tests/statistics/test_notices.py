"""The library's own notes have an English wording; what somebody else wrote stays in theirs."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.statistics.notices import note_in
from omradesindex.statistics.perturbed import noise_note


def test_every_note_of_its_own_is_told_in_english() -> None:
    one, two = np.array([0.0, 1.5]), np.array([1.5, 3.0])
    own = [
        *oi.example_statistics().notes,
        noise_note(one, assumed=False),
        noise_note(two, assumed=True, periods="2025"),
        "Andelar som slumpmässigt brus gjort större än 100 % är satta till 100 % (2).",
    ]
    for note in own:
        assert note_in(note, "sv") == note
        assert note_in(note, "en").isascii()
    assert "The counts of 2025 carry" in note_in(own[2], "en")
    assert "assumed to be at most 3.0 per" in note_in(own[2], "en")
    assert note_in("Preliminära uppgifter.", "en") == "Preliminära uppgifter."


def test_an_english_page_of_the_made_up_city_says_so_in_english() -> None:
    result = oi.load_index("malmo-2023").compute(oi.example_statistics())
    told = result.page("en").told
    assert any(note.startswith("Exempelstad is made up. ") for note in told)
    assert not any("påhittad" in note for note in told if not note.startswith("Source"))
