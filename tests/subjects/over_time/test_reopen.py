"""The rule for opening a strategy again."""

from __future__ import annotations

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.subjects.over_time.reopen import Moves, reopen
from tests.subjects.change.test_change import of


def test_areas_to_look_at_again_follow_the_rule(change: oi.types.Change) -> None:
    listed = change.reopen().set_index("area")
    spread = change.before.scores["index"].std(ddof=0)
    assert listed.loc["10", "reasons"] == "improved"
    assert listed.loc["10", "in_sd"] == pytest.approx(of(change).loc["10", "change"] / spread)
    # 07 rose from the fourth place to the third, and 12 had to leave it without changing.
    assert listed.loc["07", "reasons"] == "entered"
    assert listed.loc["12", "reasons"] == "left"
    assert not listed.loc["12", "more_than_noise"]
    # The city fell a little too, and what 10 fell beyond it is more than chance.
    assert listed.loc["10", "beyond_city"] == "improved"
    assert listed["city"].unique().tolist() == [pytest.approx(change.city[0])]
    assert change.reopen(size=0.4).set_index("area").loc["07", "reasons"] == "worsened, entered"
    assert change.reopen(size=2, top=14).empty


def test_what_is_no_rule_is_refused() -> None:
    nothing = np.zeros(2)
    moves = Moves(("1", "2"), ["A", "B"], nothing, np.array(["noise"] * 2, object), 1.0, nothing, nothing)
    with pytest.raises(oi.errors.ComputeError, match="standard deviations above zero"):
        reopen(moves, size=0.0, top=1)
    with pytest.raises(oi.errors.ComputeError, match="the first 3 of 2 areas"):
        reopen(moves, size=0.5, top=3)


def test_of_two_areas_the_first_are_both_where_nobody_says() -> None:
    ranks = np.array([1.0, 2.0])
    moves = Moves(("1", "2"), ["A", "B"], ranks, np.array(["noise"] * 2, object), 1.0, ranks, ranks[::-1])
    assert reopen(moves, size=0.5, top=None).empty
