"""Every word that a figure can carry has its name in both languages, and its place in the order."""

from __future__ import annotations

from omradesindex.statistics.vocabulary import (
    KINDS,
    QUALITIES,
    QUALITY_LABELS,
    STATUS_LABELS,
    STATUSES,
    UNSUMMABLE,
)


def test_every_word_has_its_names_singular_and_plural() -> None:
    for words, labels in ((QUALITIES, QUALITY_LABELS), (STATUSES, STATUS_LABELS)):
        assert set(words) == set(labels)
        for one, many in labels.values():
            assert one.sv != one.en
            assert many.sv
            assert many.en


def test_what_is_made_of_parts_takes_the_least_firm_word() -> None:
    # The order is what sums take the largest of: nothing made of a made-up figure is official, and what was
    # withheld of one part stays withheld in the whole, whatever the others lack.
    assert QUALITIES[0] == "official"
    assert QUALITIES[-1] == "made_up"
    assert QUALITIES.index("estimated") < QUALITIES.index("assumed")
    assert STATUSES[0] == "observed"
    assert STATUSES[-1] == "suppressed"


def test_a_kind_adds_up_or_says_why_not() -> None:
    assert set(KINDS) - set(UNSUMMABLE) == {"count", "share", "mean"}
