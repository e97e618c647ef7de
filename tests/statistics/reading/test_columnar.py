"""Large plain tables are read column by column, and read and refused as they are cell by cell."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import columnar, parquet
from omradesindex.statistics.reading.columnar import Coded, plain_columns

HEAD = "area;variable;period;value;kind;status\n"
BODY = "01;folk ;2024;1 234,5;count;\n02;folk;2024;..;count;\n03¹;folk;2024;1,25;count;observed\n"


@pytest.fixture(params=[0, columnar.LARGE], ids=["columns", "cells"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    for module in (columnar, parquet):
        monkeypatch.setattr(module, "LARGE", request.param)
    return request.param


def read(folder: Path, text: str) -> oi.Statistics:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return oi.read_statistics(path)


@pytest.mark.parametrize("text", [HEAD + BODY, (HEAD + BODY).replace("\n", "\r\n"), HEAD + BODY + ";;;;;\n"])
def test_it_is_read_as_it_is_cell_by_cell(tmp_path: Path, large: int, text: str) -> None:
    figures = read(tmp_path, text)
    assert figures.areas == ("01", "02", "03")
    block = figures.block("folk", "2024")
    assert block.value[:3].tolist() == pytest.approx([1234.5, float("nan"), 1.25], nan_ok=True)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("04;folk;2024;5x;count;\n", "row 5, column 'value', area '04'.*'5x' is not a number"),
        ("04;folk;2024;-5;count;\n", "row 5, area '04'.*the count is negative"),
        ("04;folk;2024\n", "row 5: there are 3 cells, but 6 columns"),
        ("04;folk;2024;5;count;;x\n", "row 5: there are 7 cells, but 6 columns"),
    ],
)
def test_it_is_refused_as_it_is_cell_by_cell(tmp_path: Path, large: int, row: str, told: str) -> None:
    with pytest.raises(oi.errors.StatisticsError, match=told):
        read(tmp_path, HEAD + BODY + row + "05;folk;2024;5;count;\n")


def test_parquet_too(tmp_path: Path, large: int) -> None:
    pytest.importorskip("pyarrow")
    columns = {"area": ["01", "02"], "variable": "folk", "period": [2024, 2024], "value": [1.5, None]}
    table = pd.DataFrame(columns)
    table.to_parquet(tmp_path / "t.parquet")
    figures = oi.read_statistics(tmp_path / "t.parquet")
    assert figures.block("folk", "2024").value[:2].tolist() == pytest.approx([1.5, float("nan")], nan_ok=True)


@pytest.mark.parametrize(
    "body", ['a;"b"\n', "a;b\n\nc;d\n", "a;b\nc\n", "a;b\nc;d;e\n", " ;\na;b\n", "a\nb;c;d\n"]
)
def test_what_is_not_plain_is_left_to_others(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert plain_columns(f"x;y\n{body}", ";", 2) is None


def test_each_distinct_cell_has_its_first_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    rows = plain_columns("x;y\nb;1\na;1\nb;2\n", ";", 2)
    assert rows is not None
    assert [*rows] == rows[0:3] == [["b", "1"], ["a", "1"], ["b", "2"]]
    assert rows.columns[0].values == ["b", "a"]
    assert rows.columns[0].first.tolist() == [0, 1]
    assert Coded.of_cells(["x", "x"]).first.tolist() == [0, 1]


def test_the_limit_of_large_tables_is_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "LARGE", 0)
    (tmp_path / "t.csv").write_text(HEAD + BODY, encoding="utf-8")
    limits = oi.sources.ReadLimits(tidy_cells=17)
    with pytest.raises(oi.errors.StatisticsError, match=r"18 cells.*limit of 17.*tidy_cells="):
        oi.read_statistics(tmp_path / "t.csv", limits=limits)
