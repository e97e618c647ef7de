"""Groups without an index are left out by name, and the others are answered."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import omradesindex as oi
from omradesindex.errors import ComputeError
from omradesindex.subjects.by_group.answered import (
    lacking_index,
    refuse_fewer_than_two,
    unanswered,
    without,
)
from tests.subjects.conftest import said

YOUNGEST, OTHERS = (("0-5",), ("6-12",), ("13-17",)), (("18-24",), ("25-64",), ("65-",))


@cache
def index() -> oi.types.Index:
    return oi.load_index("malmo-2023")


@cache
def by_age() -> oi.types.Breakdown:
    return index().compute(oi.example_statistics(), by="age")


def test_groups_without_an_index_are_named_with_why() -> None:
    lacking = lacking_index({"malmo-2023": by_age()})
    assert tuple(lacking) == YOUNGEST
    (line,) = unanswered(by_age(), lacking)
    assert "0–5 år, 6–12 år och 13–17 år (2 av 12 indikatorer, 17 procent av vikten" in line.sv
    assert "17 per cent of the weight" in line.en
    assert unanswered(by_age(), {}) == ()
    several = lacking_index({"one": by_age(), "other": by_age()})
    assert all(why.sv.startswith("one: ") for why in several.values())


def test_the_groups_that_are_left_are_as_they_were() -> None:
    kept = without(by_age(), YOUNGEST)
    assert kept.groups == OTHERS
    assert kept["65-"] is by_age()["65-"]
    assert kept.common == by_age().common
    with pytest.raises(ComputeError, match="'0-5' is left out here: too little is measured of it"):
        kept["0-5"]


def test_fewer_than_two_groups_are_refused_with_what_helps() -> None:
    broken = {"a": by_age(), "b": without(by_age(), OTHERS[1:])}
    refuse_fewer_than_two({"a": by_age()}, lacking_index({"a": by_age()}), partial=False, needed=["a"])
    alone = {"b": broken["b"]}
    with pytest.raises(
        ComputeError, match=r"none for '0-5' \(2 of 12 .*leave out by, or choose an index or sets"
    ):
        refuse_fewer_than_two(alone, lacking_index(alone), partial=True, needed=["b"])
    lacking = lacking_index(broken)
    assert lacking["65-",].en == "b: nothing in it is measured of the group"
    with pytest.raises(ComputeError, match="What to do: leave the set 'b' out"):
        refuse_fewer_than_two(broken, lacking, partial=True, needed=["a"])
    with pytest.raises(ComputeError, match="What to do: leave out by"):
        refuse_fewer_than_two(broken, lacking, partial=True, needed=["a"], fewest_sets=2)


def test_a_comparison_answers_the_groups_that_have_an_index() -> None:
    held = oi.compare(["malmo-2023", "gvn"], oi.example_statistics(), by="age", partial=True)
    assert held.groups == OTHERS
    assert "Utelämnade grupper" in held.summary()
    assert "0–5 år, 6–12 år och 13–17 år (malmo-2023: " in said(held.page())
    assert held["65-"].compared


def test_goals_leave_the_same_groups_out() -> None:
    trend = oi.trend(index(), oi.example_statistics())
    held = oi.goals(trend, oi.Goal("index", 2030, at_most=95), by="age")
    assert tuple(held.answers) == held.groups == OTHERS
    assert "13–17 år (Index: 2 av 12" in held.summary()


def test_robustness_leaves_the_same_groups_out() -> None:
    held = oi.robustness(index(), oi.example_statistics(), by="age", n=64, sobol=False)
    assert held.groups == OTHERS
    assert np.isnan(held.gaps["gap"]).all()
    summary = held.summary()
    assert "18–24 år − 25–64 år: Går inte att säga (grupperna räknas på olika indikatorer): 14" in summary
    assert "0–5 år, 6–12 år och 13–17 år" in summary


def test_two_groups_with_a_gap_come_first() -> None:
    held = oi.trend(index(), oi.example_statistics(), by="age")
    first, *_ = held.summary().splitlines()
    assert first.startswith("18–24 år − 25–64 år: Index. Går inte att säga (grupperna räknas på olika")
    assert not np.isnan(held.contrast().gap[:, held.first]).all()
