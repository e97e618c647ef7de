"""Headings in several rows: merged cells say what spans what."""

from __future__ import annotations

import io
from typing import Any

import pytest

import omradesindex as oi
from omradesindex.statistics.reading import RawTable
from omradesindex.statistics.reading.grid import Grid, raw_from_grid
from omradesindex.statistics.reading.layout import parse_excel

openpyxl = pytest.importorskip("openpyxl")


def table(rows: list[list[object]], *merged: str, **options: Any) -> Grid | RawTable:
    """Read a sheet of these cells, some of them merged."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    kept = io.BytesIO()
    book.save(kept)
    return parse_excel(kept.getvalue(), name="x.xlsx", **options)


def cells(rows: list[list[object]], *merged: str) -> dict[tuple[str, ...], float]:
    raw = table(rows, *merged)
    assert isinstance(raw, RawTable)
    keys = raw.frame[list(raw.dimensions)].itertuples(index=False, name=None)
    return dict(zip(keys, raw.frame["value"], strict=True))


BODY: list[list[object]] = [["A1", 10, 20, 30], ["A2", 11, 21, 32]]
HEADS: list[list[object]] = [[None, "Kvinnor", None, "Totalt"], [None, "16-24", "25-64", None]]
WANTED = {
    ("A1", "Kvinnor", "16-24"): 10,
    ("A1", "Kvinnor", "25-64"): 20,
    ("A1", "Totalt", "Totalt"): 30,
    ("A2", "Kvinnor", "16-24"): 11,
    ("A2", "Kvinnor", "25-64"): 21,
    ("A2", "Totalt", "Totalt"): 32,
}


def test_a_heading_merged_downwards_is_one_heading() -> None:
    for merged in (("D1:D2", "B1:C1"), ("D1:D2",), ("B1:C1",), ()):
        assert cells([*HEADS, *BODY], *merged) == WANTED
    title: list[list[object]] = [["En titel (påhittad)", None, None, None], []]
    assert cells([*title, *HEADS, *BODY], "A1:D1", "D3:D4", "B3:C3") == WANTED


def test_a_heading_merged_both_ways_and_corners_with_names() -> None:
    rows: list[list[object]] = [["område", "Totalt", None, "Kvinnor"], [None, None, None, "16-24"], *BODY]
    with pytest.raises(oi.errors.StatisticsError, match="two figures for the same categories"):
        cells(rows, "A1:A2", "B1:C2")
    rows = [["område", "Totalt", "Kvinnor", None], [None, None, "16-24", "25-64"], *BODY]
    raw = table(rows, "A1:A2", "B1:B2", "C1:D1")
    assert isinstance(raw, RawTable)
    assert raw.dimensions == ("område", "rubrik 1", "rubrik 2")
    assert cells(rows, "A1:A2", "B1:B2", "C1:D1")[("A1", "Kvinnor", "25-64")] == 30
    assert cells(rows)[("A2", "Totalt", "Totalt")] == 11


def test_the_row_labels_may_be_named_in_the_last_row_of_headings() -> None:
    rows: list[list[object]] = [[None, 2023, None, 2024], ["område", "kvinnor", "män", "kvinnor"], *BODY]
    raw = table(rows)
    assert isinstance(raw, RawTable)
    assert raw.dimensions == ("område", "rubrik 1", "rubrik 2")
    assert raw.codes("område") == ("A1", "A2")
    assert cells(rows)[("A2", "2024", "kvinnor")] == 32


@pytest.mark.parametrize(
    ("rows", "merged", "cell"),
    [
        # Empty cells right of a merged heading belong to nobody.
        ([[None, "Kvinnor", None, None], [None, "16-24", "25-64", "65-"]], ("B1:C1",), "D1"),
        # A heading ends where one above it does.
        ([[None, "a", None, "b"], [None, "c", None, None], [None, "d", "e", "f"]], (), "D2"),
        # The last row names each column.
        ([[None, "Kvinnor", None, "Män"], [None, "16-24", "25-64", None]], (), "D2"),
        ([[None, "Kvinnor", None, "Totalt"], [None, "16-24", None, None]], (), "C2"),
    ],
)
def test_a_column_without_a_heading_of_its_own_is_refused(
    rows: list[list[object]], merged: tuple[str, ...], cell: str
) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=f"cell {cell}: the column has no heading"):
        table([*rows, *BODY], *merged)


def test_row_labels_merged_downwards_are_filled_and_figures_are_not() -> None:
    rows: list[list[object]] = [["område", "kön", "2024"], ["A1", "k", 5], [None, "m", 6]]
    grid = table(rows, "A2:A3")
    assert isinstance(grid, Grid)
    assert raw_from_grid(grid).codes("område") == ("A1",)
    grid = table([["område", "kön", "2024"], ["A1", "k", 5], ["A2", "m", None]], "C2:C3")
    assert isinstance(grid, Grid)
    with pytest.raises(
        oi.errors.StatisticsError, match=r"cell C2: the number 5 stands in a cell that is merged"
    ):
        raw_from_grid(grid)


def test_a_dash_in_a_table_of_one_s_own_is_asked_about_under_stacked_headings_too() -> None:
    rows = [*HEADS, ["A1", 10, 20, "-"]]
    with pytest.raises(oi.errors.StatisticsError, match=r"cell D3: .*a dash may mean zero or missing"):
        table(rows)
    raw = table(rows, marks={"-": "missing"})
    assert isinstance(raw, RawTable)
    assert raw.frame["status"].tolist() == ["observed", "observed", "missing"]
