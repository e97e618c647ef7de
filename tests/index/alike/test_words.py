"""A group is called by where its conditions are harder, and where better."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.index.alike.words import counted, group_label, headline, named, notes

RESULT = oi.load_index("malmo-oppna-data").compute(oi.malmo_statistics())


def test_names_of_groups() -> None:
    first, second, *_ = (d.id for d in RESULT.index.dimensions)
    one, two = (RESULT.label(d).lower() for d in (first, second))
    assert named(RESULT, [first], [second], "sv") == f"Svårare villkor i {one}, bättre i {two}"
    assert named(RESULT, [first, second], [], "sv") == f"Svårare villkor i {one} och {two}"
    every = [d.id for d in RESULT.index.dimensions]
    assert named(RESULT, every, [], "sv") == "Svårare villkor i alla dimensioner"
    assert named(RESULT, [], [first], "en").startswith("Better conditions in ")
    assert named(RESULT, [], [], "sv") == "Nära områdenas medelvärde"


def test_what_is_said_of_the_groups() -> None:
    alike = RESULT.alike(groups=3)
    assert counted(alike, "sv").startswith("14 områden delas i 3 grupper efter hur lika de är.")
    assert group_label(RESULT, alike.groups[0], "sv").startswith("1 Svårare villkor i ")
    assert headline(alike, "en").startswith("Areas that are alike · ")
    assert len(notes(alike, "sv")) == len(notes(alike, "en")) == 4
