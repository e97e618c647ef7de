"""What is said of the places that chance leaves open."""

from __future__ import annotations

from omradesindex.methods.rank_sets import rank_sets
from omradesindex.subjects.robustness.set_words import known_line, left_out_line, pairs_line, sets_line


def test_the_level_and_whose_places_they_are_is_said() -> None:
    scores = [62.0, 60.0, 41.0]
    every = rank_sets(scores, 2.0, level=0.975, draws=1000, rng=1)
    assert "alla områdens sanna plats på en gång, minst 97,5 gånger av 100" in sets_line(every, "sv")
    one = rank_sets(scores, 2.0, simultaneous=False, draws=1000, rng=1)
    assert "an area's true place at least 95 times in 100" in sets_line(one, "en")


def test_what_is_not_known_is_said_where_it_is_so() -> None:
    assert known_line(1.0, "sv") == left_out_line(0, "sv") == ""
    assert known_line(0.54, "en").startswith("At least 54 per cent")
    assert left_out_line(1, "sv").startswith("Ett område är inte med")
    assert left_out_line(3, "en").startswith("3 areas are not included")


def test_pairs_that_chance_leaves_open_are_counted() -> None:
    some = rank_sets([62.0, 60.0, 41.0], 2.0, draws=1000, rng=1)
    assert pairs_line(some, "sv") == (
        "1 av 3 par av områden går inte att skilja åt: låt inte indexet ensamt avgöra vilket av dem som "
        "prioriteras."
    )
    none = rank_sets([90.0, 60.0, 30.0], 2.0, draws=1000, rng=1)
    assert pairs_line(none, "en") == "All 3 pairs of areas can be told apart."
    every = rank_sets([60.1, 60.0, 59.9, float("nan")], 2.0, draws=1000, rng=1)
    assert pairs_line(every, "sv").startswith("Inget av 3 par av områden går att skilja åt: ")
    two = rank_sets([60.1, 60.0], 2.0, draws=1000, rng=1)
    assert pairs_line(two, "en").startswith("The two areas cannot be told apart: ")
    # Of one area at a time nothing is said of pairs.
    assert pairs_line(rank_sets([62.0, 60.0], 2.0, simultaneous=False, draws=1000, rng=1), "sv") == ""
