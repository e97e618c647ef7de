"""Which cells a figure was made of: rows that were read, and what a script wrote down."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from omradesindex.statistics.block import BlockId
from omradesindex.statistics.origins import MadeFrom, ReadFrom, SourceTables

BLOCK = BlockId("andel", "2022", ("total",))

LINES = """variable,period,sex,step,method,script,file,publisher,table,select,key,column,scale,units,weight,\
weighed_by,suppressed,missing
andel,2022,total,,mean,x.py,t.csv,SCB,T1,ar = 2022,kod,andel,,del,folk,folk,c,
"""
WEIGHTS = "units,unit,area,folk\ndel,a,1,0.2\ndel,b,1,0.1\ndel,b,2,0.3\ndel,c,2,0.4\n"


def made(folder: Path) -> MadeFrom:
    (folder / "l.csv").write_text(LINES)
    (folder / "w.csv").write_text(WEIGHTS)
    return MadeFrom(folder / "l.csv", folder / "w.csv", "0")


def test_weights_are_shares_of_what_is_known(tmp_path: Path) -> None:
    origin = made(tmp_path)
    assert [(c.unit, round(c.weight, 6), c.status) for c in origin.cells(BLOCK, "1")] == [
        ("a", 0.666667, "observed"),
        ("b", 0.333333, "observed"),
    ]
    assert [(c.unit, round(c.weight, 6), c.status) for c in origin.cells(BLOCK, "0")] == [
        ("a", 0.333333, "observed"),
        ("b", 0.666667, "observed"),
        ("c", 0.0, "suppressed"),
    ]
    assert origin.cells(BlockId("annat", "2022", ("total",)), "1") == []


def test_a_cell_is_read_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("kod,ar,andel\na,2021,1\na,2022,40\nb,2022,50\n")
    cells = made(tmp_path).cells(BLOCK, "1")
    tables = SourceTables(tmp_path)
    assert [tables.read(cell) for cell in cells] == [(40.0, "3"), (50.0, "4")]


def test_a_row_that_was_read() -> None:
    origin = ReadFrom(np.array([[1, -1]], dtype=np.int32), {BLOCK: 0}, ("1", "2"), "t.csv", 2)
    (cell,) = origin.cells(BLOCK, "1")
    assert (cell.file, cell.row, cell.method) == ("t.csv", "3", "read")
    assert origin.cells(BLOCK, "2") == []
    assert origin.cells(BLOCK, "9") == []
