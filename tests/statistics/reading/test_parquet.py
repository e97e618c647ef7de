"""Parquet: a tidy table, one to be mapped, and what is none or too large."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import omradesindex as oi
from omradesindex.statistics.reading import ReadLimits, parquet
from omradesindex.statistics.reading.grid import raw_from_grid
from omradesindex.statistics.reading.parquet import parse_parquet


def test_parquet_tidy_and_raw(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "x.parquet"
    pd.DataFrame(
        {"area": ["01", "02"], "variable": "a", "period": [2024, 2024], "value": [1.5, np.nan]}
    ).to_parquet(file)
    read = oi.read_statistics(file).block("a", "2024").value[:2]
    np.testing.assert_array_equal(read, [1.5, np.nan])
    pd.DataFrame({"area": [1, 2], "variable": "a", "period": "2024", "value": 1}).to_parquet(file)
    with pytest.raises(oi.errors.StatisticsError, match="area code 1 is a number"):
        oi.read_statistics(file)
    pd.DataFrame({"region": ["01", "02"], "2024": [1, 2]}).to_parquet(file)
    with pytest.raises(oi.errors.StatisticsError, match=r'period = "kolumn"'):
        oi.read_statistics(file)
    with pytest.raises(oi.errors.StatisticsError, match="4 cells, more than the limit of 3"):
        oi.read_statistics(file, limits=ReadLimits(cells=3))
    decimals = pd.DataFrame({"region": ["01", "02"], "2024": [Decimal("1.50"), None]})
    decimals.to_parquet(file)
    grid = parse_parquet(file.read_bytes(), name="x")
    assert raw_from_grid(grid).frame["value"].tolist()[0] == 1.5
    pd.DataFrame({"region": ["01"], "2024": [[1, 2]]}).to_parquet(file)
    with pytest.raises(oi.errors.StatisticsError, match="the column '2024' holds lists"):
        oi.read_statistics(file)
    file.write_bytes(b"PAR1" + b"\0" * 40)
    with pytest.raises(oi.errors.StatisticsError, match="cannot be read as Parquet"):
        oi.read_statistics(file)


def test_cells_are_addressed_by_row_and_column(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    file = tmp_path / "x.parquet"
    pd.DataFrame({" region ": ["A", "B"], "2024": [1.0, None]}).to_parquet(file)
    grid = parse_parquet(file.read_bytes(), name="x.parquet")
    assert grid.header == ("region", "2024")
    assert grid.rows == [["A", 1.0], ["B", None]]
    assert grid.place(1, 1) == "x.parquet, row 2, column '2024'"
    with pytest.raises(oi.errors.StatisticsError, match="more than the limit of 10"):
        parse_parquet(file.read_bytes(), name="x.parquet", limits=ReadLimits(bytes=10))
    with pytest.raises(oi.errors.StatisticsError, match=r"unpacks to \d+ bytes, more than the limit of 10"):
        parse_parquet(file.read_bytes(), name="x.parquet", limits=ReadLimits(expanded=10))


@pytest.mark.parametrize("large", [10_000, 1])
def test_rows_are_counted_from_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.setattr(parquet, "LARGE", large)
    rows = {"area": ["01", "02"], "variable": "v", "period": "2024", "value": [5.0, -1.0], "kind": "count"}
    pd.DataFrame(rows).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(
        oi.errors.StatisticsError, match=r"t\.parquet, row 2, area '02'.*the count is negative"
    ):
        oi.read_statistics(tmp_path / "t.parquet")
