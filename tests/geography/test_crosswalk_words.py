"""What a reader is told of a crosswalk before using it."""

from __future__ import annotations

import numpy as np

from omradesindex.geography import Crosswalk
from omradesindex.geography.crosswalk_words import crosswalk_page


def test_each_thing_to_know_has_a_line() -> None:
    walk = Crosswalk(
        id="x",
        label="Gamla → nya",
        sources=("a", "b", "c", "d", "e"),
        targets=("1", "2", "3", "4"),
        shares=np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0.25, 0.75, 0], [0, 0, 0, 0]]),
        weighed_by="yta",
        uncovered=np.array([0.04, 0.5, 0, 0, 1]),
        unbridged={"e": "outside"},
    )
    said = [
        ("Gamla → nya: 5 → 4 områden, delade efter yta", "Gamla → nya: 5 → 4 areas, shared out by yta"),
        (
            "Områden: 1 oförändrat, 2 sammanslagna och 1 delat",
            "Areas: 1 unchanged, 2 merged and 1 split",
        ),
        (
            "Kan inte överföras: e (ligger utanför alla mål)",
            "Cannot be carried: e (lies outside all targets)",
        ),
        ("Får inga uppgifter: 4", "Gets no figures: 4"),
        # A strip of 4 % along the border is not worth a word; what cannot be carried has had one.
        (
            "Yta utanför alla mål, räknad dit resten hör: b (50,0 %)",
            "Surface outside all targets, counted with the rest: b (50.0 %)",
        ),
    ]
    for lang, lines in zip(("sv", "en"), zip(*said, strict=True), strict=True):
        text = crosswalk_page(walk, lang).text().replace("\N{NO-BREAK SPACE}", " ")
        assert text.splitlines() == list(lines)
    assert repr(walk) == crosswalk_page(walk, "sv").text()


def test_nothing_to_know_is_one_line_and_a_count() -> None:
    walk = Crosswalk(id="x", sources=("a",), targets=("1",), shares=np.array([[1.0]]))
    assert crosswalk_page(walk, "sv").text().splitlines() == ["x: 1 → 1 områden", "Områden: 1 oförändrat"]
