"""Which areas to look closer at, and what chance or the city may have done, in one sentence each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.reopen import Moves
from omradesindex.subjects.over_time.words_reopen import TO_LOOK_AT, reopen_line
from tests.subjects.conftest import said


def moves(change: oi.types.Change) -> Moves:
    n = len(change.areas)
    places = np.arange(1.0, n + 1)
    nothing = np.full(n, "noise", dtype=object)
    return Moves(change.areas, change.moves.names, np.zeros(n), nothing, 4.0, places, places, 0.0, nothing)


def line(change: oi.types.Change, **other: Any) -> str:
    """What is said of a change whose index has moved otherwise."""

    class Moved(type(change)):  # type: ignore[misc]
        @property
        def moves(self) -> Moves:
            return replace(moves(change), **other)

    fields = {name: getattr(change, name) for name in change.__dataclass_fields__}
    return said(reopen_line(Moved(**fields), "sv"))


def test_the_caveat_stands_in_the_same_sentence(change: oi.types.Change) -> None:
    text = said(reopen_line(change, "sv"))
    assert text.startswith("Områden att titta närmare på: 07 Skissängen")
    (sentence,) = [part for part in text.split(". ") if "12 Övningsgärdet" in part]
    assert sentence.endswith("dess egen ändring kan vara slump")
    for word in (" bör ", "ompröva", "de tre första"):
        assert word not in text
    assert "har fått bättre villkor (−6,1 poäng)." in text
    assert TO_LOOK_AT.sv.startswith("områden att titta")


def test_a_move_that_may_be_the_citys_says_so(change: oi.types.Change) -> None:
    estimate, verdict = np.zeros(14), np.full(14, "noise", dtype=object)
    estimate[:2], verdict[:2] = (-5.0, -5.0), "improved"
    beyond = np.full(14, "noise", dtype=object)
    beyond[1] = "worsened"
    text = line(change, estimate=estimate, verdict=verdict, beyond=beyond, city=-5.5)
    assert "(−5,0 poäng); utöver hela stadens ändring (−5,5 poäng) kan det vara slump." in text
    assert "(−5,0 poäng); hela staden har ändrats mer (−5,5 poäng)." in text
    alone = line(change, estimate=estimate, verdict=verdict, beyond=None)
    assert "hela staden" not in alone


def test_what_nobody_knows_is_not_called_chance(change: oi.types.Change) -> None:
    untested = np.full(14, "untested", dtype=object)
    assert line(change, verdict=untested).startswith("Vilka områden det är värt att titta närmare på")


def test_places_alone_say_nothing_of_conditions(index: oi.types.Index, years: Any) -> None:
    text = said(reopen_line(oi.change(years[0], years[-1], stick="ranks"), "sv"))
    assert "om villkoren där har ändrats visar platserna inte" in text
    assert "poäng" not in text


def test_nothing_to_look_at_and_many(change: oi.types.Change) -> None:
    assert line(change).startswith("Områden att titta närmare på: inget. Ett område nämns om")
    firm = np.full(14, "worsened", dtype=object)
    text = line(change, estimate=np.full(14, 5.0), verdict=firm, beyond=firm)
    assert text.count("har fått svårare villkor") == 6
    assert "Regeln gäller också 8 områden till." in text


def test_beside_the_city_no_conditions_are_told_of(beyond: oi.types.Trend) -> None:
    text = said(reopen_line(beyond, "sv"))
    assert "07 Skissängen har halkat efter staden (+4,7 poäng)" in text
    assert "10 Siffervången har gått bättre än staden" in text
    assert "villkor" not in text


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_both_languages_name_the_same_areas(change: oi.types.Change, lang: Any) -> None:
    text = reopen_line(change, lang)
    assert [code for code in change.areas if f"{code} " in text] == ["07", "10", "12"]
