"""A table in its source's own words: one cell for each combination, each with its place."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from omradesindex.errors import StatisticsError
from omradesindex.statistics.reading import RawTable, ReadLimits
from omradesindex.statistics.reading.raw import descendants, dimension_name, product

NAN = float("nan")
CUBE = {"region": ["A", "B"], "år": ["2023", "2024"]}


def test_the_last_dimension_runs_fastest() -> None:
    raw = RawTable.from_cube(
        "t", CUBE, [1, 2, 3, NAN], where=["a", "b", "c", ""], labels={"region": {"B": "Norr"}}
    )
    assert raw.frame[["region", "år"]].values.tolist() == [
        ["A", "2023"],
        ["A", "2024"],
        ["B", "2023"],
        ["B", "2024"],
    ]
    assert raw.frame["status"].tolist() == ["observed", "observed", "observed", "missing"]
    assert raw.codes("region") == ("A", "B")
    assert (raw.place(1), raw.place(3)) == ("t, b", "t")
    assert raw.told(2) == "region 'Norr', år '2023'"
    assert repr(raw) == "t\nDimensioner: region (2) × år (2)\nCeller: 4, 1 utan uppgift"
    assert raw.page("en").text() == "t\nDimensions: region (2) × år (2)\nCells: 4, 1 without a figure"


@pytest.mark.parametrize(
    ("value", "options", "message"),
    [
        ([1, 2, 3], {}, r"^t: there are 3 values\. Expected: 2 × 2 = 4 in a row"),
        ([1, 2, 3, 4], {"status": ["observed"] * 3}, "there are 3 statuses"),
        (
            [1, 2, 3, 4],
            {"status": ["observed", "?", "observed", "observed"]},
            "the status is unknown: region 'A', år",
        ),
        (
            [1, NAN, 3, 4],
            {"status": ["observed"] * 4},
            "value and status contradict each other: region 'A', år '2024'",
        ),
        ([1, 2, 3, 4], {"limits": ReadLimits(cells=3)}, "there are 4 cells, more than the limit of 3"),
    ],
)
def test_what_makes_no_cube(value: list[float], options: dict[str, Any], message: str) -> None:
    with pytest.raises(StatisticsError, match=message):
        RawTable.from_cube("t", CUBE, value, **options)


def test_what_is_asked_for_and_is_not_there() -> None:
    raw = RawTable.from_cube("t", CUBE, [1, 2, 3, 4])
    with pytest.raises(StatisticsError, match=r"there is no dimension 'regoin' .did you mean 'region'"):
        raw.codes("regoin")
    with pytest.raises(StatisticsError, match=r"there is no row 4\. Expected: one from 0 to 3"):
        raw.place(4)
    with pytest.raises(StatisticsError, match="two figures for the same categories: region 'A'"):
        RawTable.from_cube("t", {"region": ["A", "A"]}, [1, 2])
    with pytest.raises(StatisticsError, match="the frame lacks the columns 'status', 'where'"):
        RawTable("t", ("region",), pd.DataFrame({"region": ["A"], "value": [1.0]}))


def test_words_are_written_in_one_way() -> None:
    raw = RawTable.from_cube(
        "t", {"ko\u0308n": ["O\u0308st\u200b"]}, [1], labels={"ko\u0308n": {"O\u0308st\u200b": "O\u0308"}}
    ).in_plain_words()
    assert (raw.dimensions, raw.codes("kön"), raw.label("kön", "Öst")) == (("kön",), ("Öst",), "Ö")
    assert raw.in_plain_words() is raw


def test_names_of_ours_have_a_line_after_them() -> None:
    assert [dimension_name(n) for n in ("value", "where", "år")] == ["value_", "where_", "år"]
    with pytest.raises(StatisticsError, match="a dimension cannot be called 'status'"):
        RawTable("t", ("status",), pd.DataFrame({"status": ["observed"], "value": [1.0], "where": [""]}))


def test_what_holds_what_ends_although_the_source_runs_in_a_ring() -> None:
    assert descendants({"a": ["b"], "b": ["c", "a"]}, "a") == {"b", "c"}
    assert descendants({}, "a") == frozenset()
    assert product([10**9] * 3) == 10**27
    assert np.isnan(RawTable.from_cube("t", {"r": ["A"]}, [NAN]).frame["value"]).all()
