"""Age groups: how they are read, and which concern each other."""

from __future__ import annotations

import pytest

from omradesindex.ages import Span, concerns, gaps, is_backwards, overlapping, read_ages

TARGETS = ("0-5", "6-12", "13-17", "18-24", "25-64", "65-")


def test_spellings_are_read() -> None:
    spellings = {"16-24 år": (16, 24), "16 \N{EM DASH} 24": (16, 24), "65 +": None, "65+ år": (65, None)}
    assert {text: read_ages(text) for text in spellings} == spellings
    assert read_ages("0") == Span(0, 0)
    assert read_ages("12-9") is None
    assert is_backwards("24 \N{EN DASH} 18 år")
    assert not any(map(is_backwards, ("9-9", "65+", "barn")))


def test_open_groups_overlap_what_begins_within_them() -> None:
    assert overlapping(["65-", "0-17", "80-"]) == ("65-", "80-")
    assert overlapping(["65-", "0-17", "18-64", "okänd"]) is None


@pytest.mark.parametrize(
    ("ages", "groups"),
    [
        ("1-5", ("0-5",)),
        ("0-17", ("0-5", "6-12", "13-17")),
        ("6-15", ("6-12", "13-17")),
        ("12-17", ("13-17",)),  # of 6–12 one year in seven
        ("15-16", ("13-17",)),  # all its own years
        ("16-19", ("13-17", "18-24")),  # half its own years in each
        ("16-64", ("18-24", "25-64")),  # of 13–17 two years in five
        ("20-24", ("18-24",)),
        ("25-64", ("25-64",)),
        ("18-", ("18-24", "25-64", "65-")),
    ],
)
def test_which_target_groups_an_indicator_concerns(ages: str, groups: tuple[str, ...]) -> None:
    assert tuple(group for group in TARGETS if concerns(ages, group)) == groups


@pytest.mark.parametrize(
    ("group", "meant"), [("16-24", True), ("0-15", False), ("60-69", True), ("65-", False), ("15-74", True)]
)
def test_groups_of_ones_own_are_judged_by_the_same_rule(group: str, meant: bool) -> None:
    assert concerns("16-64", group) is meant


def test_a_group_that_is_no_span_is_taken_to_be_meant() -> None:
    assert concerns("16-64", "pensionärer")


@pytest.mark.parametrize(
    "groups",
    [
        [],
        ["0-"],
        ["16-64"],
        ["65-", "16-24"],
        ["0-15", "16-64", "65-"],
        ["65-79", "65-", "0-64"],
        ["5-9", "7"],
    ],
)
def test_gaps_are_the_ages_of_no_group(groups: list[str]) -> None:
    spans = [span for group in groups if (span := read_ages(group)) is not None]
    found = gaps(spans)
    for age in range(200):
        assert any(s.first <= age <= s.end for s in found) is not any(s.first <= age <= s.end for s in spans)
    assert [read_ages(span.written) for span in found] == found
