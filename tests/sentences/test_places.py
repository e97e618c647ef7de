"""What the areas are, and are parts of, is called as the figures say: a county is no city."""

from __future__ import annotations

import re

import pytest

from tests.sentences import battery
from tests.sentences.battery import Printed

#: By what a case is named: words of other places than its own.
WRONG = {
    "county": r"\bstaden|\bområde[nt]?\b|\bthe city\b|\bareas?\b",
    "districts": r"\bstaden|\bområde[nt]?\b|\bthe city\b|\bareas?\b",
    "schools": r"\bstaden|\bområde[nt]?\b|\bthe city\b|\bareas?\b",
    "one area": r"\bhela staden\b|\bthe whole city\b",
}


def told(kind: str) -> list[Printed]:
    return [one for one in battery.printed() if kind in one.case and one.kind in ("text", "note", "figure")]


@pytest.mark.parametrize("kind", WRONG)
def test_nothing_is_called_what_it_is_not(kind: str) -> None:
    printed = told(kind)
    assert printed
    answers = {one.case: one.answer for one in printed}.values()
    theirs = {note for answer in answers for note in map(battery.plain, battery.own_words(answer))}
    longest_first = sorted(theirs, key=len, reverse=True)
    wrong = []
    for one in printed:
        text = battery.plain(one.text)
        for note in longest_first:
            text = text.replace(note, " ")
        wrong += [f"[{one.case}, {one.place}, {one.lang}] {text}"] if re.search(WRONG[kind], text) else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("county", ("hela Påhittade län", "kommuner", "municipalities")),
        ("districts", ("stadsdelar", "districts")),
        ("schools", ("skolor", "schools")),
    ],
)
def test_it_is_called_what_it_is(kind: str, words: tuple[str, ...]) -> None:
    every = " ".join(one.text for one in battery.printed() if kind in one.case)
    assert not [word for word in words if word not in every]


def test_malmo_is_named_by_its_own_figures_only() -> None:
    """Boards, notes and defaults of one city stand in no other's answers."""
    others = [one for one in battery.printed() if re.search("county|districts|schools", one.case)]
    wrong = [f"[{one.case}, {one.place}, {one.lang}] {one.text}" for one in others if "Malmö" in one.text]
    bodies = [
        f"[{one.case}, {one.place}] {one.text}" for one in others if re.search(r"\b(ASN|SBN|MKB)\b", one.text)
    ]
    assert not [*wrong, *bodies]
