"""What is said of a definition fits its counts."""

from __future__ import annotations

from omradesindex.catalogue.words import (
    bases_line,
    basis_legend,
    changed_since_line,
    equal_weights_line,
    locked_line,
    speed_line,
)


def test_only_the_reasons_that_there_are_are_explained() -> None:
    assert (
        basis_legend([("assumed", "")], "sv") == "Antagande: indikatorn är vårt val. Definition: vems den är."
    )
    every = basis_legend([("asked", "theme"), ("asked", "measure"), ("proposal", "")], "en")
    assert every.startswith("Original: ")
    assert "Assumption" not in every


def test_one_is_one_and_many_are_many() -> None:
    assert bases_line([("asked", "measure")], "en") == "Of 1: 1 measure asked for."
    assert speed_line(1, 1, 4, 0, 1, "en").startswith("1 of 1 indicator can move")
    assert speed_line(0, 1, 4, 2, 3, "sv").endswith("mandatperiod på 4 år. För 2 är det inte bedömt.")


def test_a_lock_says_whether_it_still_holds() -> None:
    assert "är låst sedan 2026-03-01" in locked_line("2026-03-01", "abc", "sv")
    assert "inte den som låstes 2026-03-01" in changed_since_line("2026-03-01", "abc", "sv")


def test_equal_weights_are_shares_of_all() -> None:
    assert equal_weights_line(4, 5, "en") == "Each dimension then weighs 20 per cent instead of 25."
