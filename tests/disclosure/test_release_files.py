"""A release in a file: all of it comes back, and what is no release is told from one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from omradesindex.disclosure.release import Release, Told
from omradesindex.disclosure.release_files import read_entry, release_table
from omradesindex.statistics import BlockId

WOMEN, ALL = BlockId("sjuka", "2024", ("women",)), BlockId("sjuka", "2024", ("total",))
#: Women in 01 are withheld, all are rounded, and nobody knows of area 02 whether it is unsafe.
RELEASE = Release(
    "0001 kon.csv",
    "Exempelstad (påhittad)",
    "stadsdelar",
    "X",
    ("01", "02", "X"),
    ("sex",),
    {
        (WOMEN, "value"): Told(
            *(np.array([np.nan, np.nan, 24.0]) for _ in range(2)),
            np.array([5.0, 0, 0]),
            np.array([False, True, False]),
        ),
        (ALL, "value"): Told(
            np.array([8.0, 18, 38]), np.array([12.0, 22, 42.5]), np.zeros(3), np.zeros(3, dtype=bool)
        ),
    },
    {WOMEN: np.array([True, True, False])},
    {"02": ("d1", "d2")},
    {"sjuka": ("alla",), "unga|sex=women": ("alla",)},
    {"alla": (("sjuka", "friska"), ("unga", "gamla")), "inflyttade": (), "gamla|sex=men": ((),)},
    {("areas|sjuka", "X"): 2.5},
    {("rest", "01"): 5.0},
    ((("figure|sjuka", "01"), ("figure|sjuka", "02"), ("rest", "01")), (("rest", "02"),)),
)


def entry(table: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": 1,
        "name": "0001 kon.csv",
        "day": "2026-01-31",
        "files": ["kon.csv"],
        "tables": [table],
        "ours": True,
    }


def test_all_of_a_release_comes_back() -> None:
    text = json.dumps(entry(release_table(RELEASE)), allow_nan=False)
    number, name, day, files, (again,), ours = read_entry(json.loads(text), lambda *told: told)
    assert (number, name, day, files, ours) == (1, "0001 kon.csv", "2026-01-31", ("kon.csv",), True)
    for one in (
        "name",
        "table",
        "division",
        "whole",
        "areas",
        "breakdowns",
        "within",
        "shares",
        "identities",
    ):
        assert getattr(again, one) == getattr(RELEASE, one)
    assert (again.left, again.implied, again.groups) == (RELEASE.left, RELEASE.implied, RELEASE.groups)
    assert again.strips.keys() == RELEASE.strips.keys()
    for at, told in RELEASE.strips.items():
        for came, was in zip(again.strips[at], told, strict=True):
            np.testing.assert_array_equal(came, was)
    assert {block: mask.tolist() for block, mask in again.closed.items()} == {WOMEN: [True, True, False]}


def test_sums_of_a_ledger_that_was_written_before_there_could_be_several_are_read() -> None:
    table = release_table(RELEASE) | {"identities": {"alla": ["sjuka", "friska"], "inflyttade": []}}
    again = read_entry(entry(table), lambda *told: told)[4][0]
    assert again.identities == {"alla": (("sjuka", "friska"),), "inflyttade": ()}


def test_what_is_the_same_is_not_written_twice() -> None:
    women, everybody = release_table(RELEASE)["figures"]
    assert women == {
        "variable": "sjuka",
        "period": "2024",
        "group": ["women"],
        "measure": "value",
        "low": [None, None, 24],
        "needs": [5, 0, 0],
        "asked": [1],
    }
    assert (everybody["low"], everybody["high"]) == ([8, 18, 38], [12, 22, 42.5])
    assert not {"needs", "asked"} & set(everybody)


FIGURE = {"variable": "sjuka", "period": "2024", "group": ["women"], "measure": "value", "low": [1, 2, 3]}


def test_a_release_of_one_figure_is_one() -> None:
    change = {"figures": [FIGURE], "withheld": []}
    (table,) = read_entry(entry(release_table(RELEASE) | change), lambda *told: told)[4]
    assert table.strips[WOMEN, "value"].low.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "change",
    [
        {"areas": ["01", "02"]},
        {"areas": ["01", "01", "X"]},
        {"whole": "Y"},
        {"breakdowns": []},
        {"figures": [{"variable": "sjuka"}]},
        {"withheld": [["sjuka", "2024", ["women"], [7]]]},
        {"left": [["areas", "X", "two"]]},
        {"left": [["areas", "X", float("nan")]]},
        {"implied": [["rest", "01", -5]]},
        {"name": 7},
        {"areas": [1, 2, "X"]},
        {"breakdowns": "sex"},
        {"within": {"X": "01"}},
        {"together": [{"rest": [1]}]},
        {"withheld": [["sjuka", "2024", ["women"], [-1]]]},
        {"withheld": [["sjuka", "2024", ["women"], [True]]]},
        *(
            {"figures": [FIGURE | slip]}
            for slip in (
                {"low": [-1, 2, 3]},
                {"low": ["1", 2, 3]},
                {"low": [True, 2, 3]},
                {"low": [float("inf"), 2, 3]},
                {"low": [9, 2, 3], "high": [8, 2, 3]},
                {"needs": [-1, 0, 0]},
                {"asked": [-1]},
                {"measure": "median"},
                {"group": "women"},
                {"period": 2024},
            )
        ),
        {"figures": [FIGURE, FIGURE]},
    ],
)
def test_what_is_no_release_is_told_from_one(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
        read_entry(entry(release_table(RELEASE) | change), lambda *told: told)


@pytest.mark.parametrize("change", [{"number": "1"}, {"number": -1}, {"files": "a.csv"}, {"ours": "no"}])
def test_what_is_no_entry_is_told_from_one(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError, IndexError)):
        read_entry(entry(release_table(RELEASE)) | change, lambda *told: told)
