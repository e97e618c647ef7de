"""A crosswalk holds shares that lose nobody, and lays them out for figures that fit it."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.errors import DivisionError
from omradesindex.geography import Crosswalk, Key
from tests.geography.line_city import city, figures, strips

OLD, NEW = strips([0, 40, 100], "g"), strips([0, 50, 100], "n")
SHARES = np.array([[1.0, 0.0, 0.0], [0.25, 0.75, 0.0], [0.0, 0.0, 0.0]])


def walk(**change: Any) -> Crosswalk:
    """Two areas of which one is split, and one that goes nowhere; nothing leads to the third target."""
    given = {"sources": ("a", "b", "c"), "targets": ("1", "2", "3"), "shares": SHARES}
    return Crosswalk(**{"id": "x", "unbridged": {"c": "no_shares"}, **given, **change})


def test_what_it_is_made_of() -> None:
    made = walk()
    assert made.split == ("b",)
    assert made.empty == ("3",)
    assert made.is_doubtful(["b", "a", "elsewhere"]) == [True, False, False]
    assert np.isnan(made.weight).all()
    assert made.uncovered.tolist() == [0.0] * 3
    frame = made.to_frame()
    assert frame[["source", "target", "change"]].fillna("").values.tolist() == [
        ["a", "1", "merged"],
        ["b", "1", "split"],
        ["b", "2", "split"],
        ["c", "", "unbridged"],
    ]
    assert frame["reason"].tolist() == ["", "", "", "no_shares"]


def test_shares_are_laid_out_in_the_order_of_the_figures() -> None:
    laid = walk().between(["b", "rest", "c", "a"], ["3", "2", "1"], outside=["c", "rest"])
    assert laid.tolist() == [[0, 0, 0, 0], [0.75, 0, 0, 0], [0.25, 0, 0, 1]]


def test_who_does_not_follow_the_largest_part() -> None:
    assert walk().moved({"a": 600, "b": 400, "c": 0}) == pytest.approx(0.1)
    assert walk().moved(dict.fromkeys("abc", 0)) == 0.0
    with pytest.raises(DivisionError, match=r"^crosswalk 'x': the weights lack 'c'"):
        walk().moved({"a": 600, "b": 400})


def test_nobody_can_change_it_here_or_in_another_process() -> None:
    given = SHARES.copy()
    made = walk(shares=given)
    given[0, 0] = 7.0
    assert made.shares[0, 0] == 1.0
    for one in (made, pickle.loads(pickle.dumps(made))):
        with pytest.raises(ValueError, match="read-only"):
            one.shares[0, 0] = 2.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sources": ("a", "a", "c")}, "the source is repeated: 'a'"),
        ({"targets": ("1", "2")}, r"'shares' has the shape \(3, 3\)\. Expected: \(3, 2\)"),
        ({"weight": np.ones(2)}, r"'weight' has the shape \(2,\)"),
        ({"unbridged": {}}, "the shares of 'c' add up to 0"),
        (
            {"unbridged": {"a": "outside", "c": "outside"}},
            "the shares of 'a' add up to 1.*0 for one that cannot",
        ),
        ({"shares": np.array([[1.5, -0.5, 0], *SHARES[1:]])}, "'a' add up to 1, or one of them is negative"),
    ],
)
def test_what_is_no_crosswalk(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DivisionError, match=message):
        walk(**change)


def test_figures_of_another_year_are_named() -> None:
    walk = oi.crosswalk(OLD, NEW)
    with pytest.raises(oi.errors.DivisionError, match=r"'h1' are not among its sources.*year"):
        figures(["g0", "h1"], value=1.0).to_areas(walk, division=city(NEW))
    with pytest.raises(oi.errors.DivisionError, match="there are no figures for 'g1'"):
        figures(["g0"], value=1.0).to_areas(walk, division=city(NEW))
    with pytest.raises(
        oi.errors.DivisionError, match="leads to the area 'n0', 'n1', which is not among the wanted"
    ):
        figures(["g0", "g1"], value=1.0).to_areas(walk, division=city(OLD))


def test_what_cannot_be_bridged_is_said_and_refused() -> None:
    walk = oi.crosswalk(OLD, strips([0, 10, 40], "n"))
    assert dict(walk.unbridged) == {"g1": "outside"}
    assert "Kan inte överföras: g1 (ligger utanför alla mål)" in repr(walk)
    division = city(strips([0, 10, 40], "n"))
    table = figures(["g0", "g1"], value=[100.0, 7.0])
    with pytest.raises(oi.errors.DivisionError, match=r"'g1' cannot be carried \(outside\).*outside=\["):
        table.to_areas(walk, division=division)
    block = table.to_areas(walk, division=division, outside=["g1"]).block("folkmangd", "2024")
    assert block.value.tolist() == [25, 75, 107]


def test_shares_that_have_no_room_are_refused_before() -> None:
    codes = [f"{i:05}" for i in range(33_755)]
    told = r"the shares of 33755 areas in 33755 others would take 45\.6 GB of memory.*a Key is enough"
    with pytest.raises(DivisionError, match=told):
        Crosswalk.from_frame(pd.DataFrame({"s": codes, "t": codes}), source="s", target="t")
    key = Key("k", tuple(codes), tuple(codes))
    with pytest.raises(DivisionError, match=told):
        oi.crosswalk(key, key)
