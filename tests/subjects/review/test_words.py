"""The sentences."""

from __future__ import annotations

import numpy as np

import omradesindex as oi
from omradesindex.methods.correlation_change import CorrelationChange
from omradesindex.subjects.review.agreement import Agreement
from omradesindex.subjects.review.words import (
    agreement_line,
    agreement_lines,
    goal_line,
    standing_text,
    telling_lines,
)


def test_a_goal_is_told_with_how_many_are_there_and_who_is_not(review: oi.types.Review) -> None:
    line = goal_line(review, review.standings[0], "sv")
    reached = int((review.standings[0].distance == 0).sum())
    assert f"nått i {reached} av 14 områden (förut" in line
    assert "längst kvar har 08" in line


def test_a_goal_without_figures_cannot_be_told() -> None:
    result = oi.load_index("malmo-2023").compute(oi.malmo_statistics())
    review = oi.review(result, goals=oi.Goal("trangboddhet", 2030, at_most=10))
    assert "går inte att säga, för uppgifter saknas" in goal_line(review, review.standings[0], "sv")


def test_an_agreement_is_told_with_its_interval_and_what_has_become_of_it() -> None:
    change = CorrelationChange(0.9, 0.2, -0.7, -1.0, -0.4, 14)
    line = agreement_line(Agreement("Polisens områden", 0.2, -0.37, 0.66, 14, change), "sv")
    assert (
        line
        == "Polisens områden: rangkorrelation 0,20 med indexet (−0,37 till 0,66); förut 0,90: längre ifrån."
    )
    gone = Agreement("Polisens områden", np.nan, np.nan, np.nan, 0, None)
    assert "cannot be compared" in agreement_line(gone, "en")


def test_many_measures_are_told_by_the_least_and_the_most_alike() -> None:
    rows = [Agreement(f"m{k}", k / 10, 0, 1, 14, None) for k in range(1, 8)]
    head, least, most = agreement_lines(rows, "sv")
    assert head.startswith("Mått utifrån: 7")
    assert (least[:2], most[:2]) == ("m1", "m7")
    assert len(agreement_lines(rows[:5], "sv")) == 5


def test_all_that_can_be_tested_or_cannot_is_named(alone: oi.types.Review) -> None:
    all_tell, untested = telling_lines(alone, "sv")
    assert all_tell == "Områdena skiljs åt av alla sex indikatorer som kan prövas."
    assert "nettoinkomst" in untested


def test_statuses_and_units() -> None:
    assert standing_text("missed", "sv") == "✗ inte nått till målåret"
    assert standing_text("on_pace", "en").endswith("the pace is enough")
