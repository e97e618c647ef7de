"""Marks and flags: what is held back stays held back, what is not there stays missing."""

from __future__ import annotations

import pytest

from omradesindex.statistics.reading.marks import OWN_MARKS, PUBLISHED_MARKS, flag_meaning, mark_meaning


@pytest.mark.parametrize(
    "text",
    [
        "..",
        "x",
        "X",
        "sekretess",
        "Skyddad uppgift",
        "(c)",
        ": c",
        "<5",
        "< 10",
        "färre än 5",
        "confidential",
    ],
)
def test_a_mark_for_what_is_held_back(text: str) -> None:
    assert {mark_meaning(text, marks) for marks in (OWN_MARKS, PUBLISHED_MARKS)} == {"suppressed"}


@pytest.mark.parametrize("text", ["", ".", "...", "saknas", "Uppgift saknas", "n/a", "NA", "missing", ":"])
def test_a_mark_for_what_is_not_there(text: str) -> None:
    assert mark_meaning(text, OWN_MARKS) == "missing"


@pytest.mark.parametrize("text", ["5", "12 %", "Norr", "nan", "-5", "1-4", "#DIV/0!", "annan"])
def test_what_is_no_mark(text: str) -> None:
    assert mark_meaning(text, OWN_MARKS) is None


def test_flags_of_sdmx_and_eurostat() -> None:
    assert {flag_meaning(f) for f in ("c", "C", "Q", "bc", "confidential", "..")} == {"suppressed"}
    assert {flag_meaning(f) for f in ("M", "L", "O", "z", "missing", "...")} == {"missing"}
    assert {flag_meaning(f) for f in ("A", "p", "bp", "e, p", "U", "preliminär")} == {""}
    assert {flag_meaning(f) for f in ("?", "ö", "anställd")} == {None}
