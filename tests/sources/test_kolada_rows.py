"""Kolada's pages and rows: complete, to what was asked, and each figure read as what it is."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from omradesindex.errors import SourceError, StatisticsError
from omradesindex.sources.kolada_rows import check_complete, read_page, table_of
from tests.sources.server import kolada_row

BOX = {"kpi": ("N1",), "area": ("9000", "9001"), "year": ("2023",)}


def page(**change: Any) -> bytes:
    told = {"values": [kolada_row("N1", "9000", 2023, T=1.0)], "count": 1, "next_url": None}
    return json.dumps({**told, **change}).encode()


def test_a_page_has_rows_a_count_and_a_next() -> None:
    rows, count, following = read_page(page(), "municipality")
    assert (len(rows), count, following) == (1, 1, None)
    assert read_page(page(next_url="https://a.example/2"), "municipality")[2] == "https://a.example/2"
    assert read_page(page(next_url=""), "municipality")[2] is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": {}}, "no page of figures. Expected: values, count, next_url"),
        ({"count": True}, "no page of figures"),
        ({"next_url": 2}, "no page of figures"),
        ({"values": ["N1"]}, "a row is not as it should be. Expected: kpi, municipality, period and values"),
        ({"values": [{"kpi": "N1", "period": 2023, "values": []}]}, "a row is not as it should be"),
    ],
)
def test_what_is_no_page(change: dict[str, Any], message: str) -> None:
    with pytest.raises(SourceError, match=f"^Kolada: .*{message}"):
        read_page(page(**change), "municipality")


def test_the_count_is_each_page_s_own_or_the_whole_s() -> None:
    check_complete([2, 1], "abc", "u")
    check_complete([3, 3], "abc", "u")
    check_complete([], [], "u")
    for totals in ([2, 2], [3, 4], [4, 4]):
        with pytest.raises(
            SourceError, match=rf"^u: there are 3 rows, but the pages tell {totals[0]}, {totals[1]}"
        ):
            check_complete(totals, "abc", "u")


def test_each_figure_is_read_as_what_it_is() -> None:
    rows = [kolada_row("N1", "9000", 2023, T=1.5, K=None, M=None), kolada_row("N1", "9001", 2023, T=None)]
    figures = rows[0]["values"]
    figures[0].update(status="Preliminär", count=7)
    figures[1]["status"], figures[2]["status"] = "Missing", "Oförklarat"
    rows[1]["values"][0]["isdeleted"] = True
    table = table_of(rows, BOX, "municipality")
    assert table.frame[["area", "sex", "status", "where"]].values.tolist() == [
        ["9000", "total", "observed", "row 1"],
        ["9000", "women", "missing", "row 1"],
        ["9000", "men", "suppressed", "row 1"],  # nobody knows what the mark means: perhaps held back
    ]
    np.testing.assert_array_equal(table.frame["value"], [1.5, np.nan, np.nan])
    assert table.frame["count"].tolist() == [7.0, 1.0, 1.0]
    assert table.notes == (
        "'Oförklarat' without a value: read as suppressed (1)",
        "'Preliminär' beside a value (1)",
    )


@pytest.mark.parametrize(
    ("row", "kind", "message"),
    [
        (
            kolada_row("N1", "1280", 2023, T=1.0),
            SourceError,
            "row 1: the answer is not to what was asked: '1280'",
        ),
        (
            kolada_row("N1", "9000", 2023, X=1.0),
            SourceError,
            "row 1: a figure is for no known sex. Expected: 'T'",
        ),
        (kolada_row("N1", "9000", 2023, T="12"), SourceError, "row 1: '12' is no number"),  # type: ignore[arg-type]
        (kolada_row("N1", "9000", 2023, T=True), SourceError, "row 1: 'True' is no number"),
        (
            {**kolada_row("N1", "9000", 2023), "values": [{"gender": "T", "value": 1.0}] * 2},
            StatisticsError,
            "two figures for the same categories",
        ),
    ],
)
def test_what_is_no_figure(row: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        table_of([row], BOX, "municipality")
