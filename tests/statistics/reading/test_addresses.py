"""Where rows stood is told when somebody asks."""

from __future__ import annotations

import pickle

import pytest

from omradesindex.statistics.reading.addresses import Addresses, RowAddresses


def test_rows_of_several_tables_are_told_apart() -> None:
    parts = RowAddresses("a.csv", "area", first=2, n=2), [], ("cell B3",), RowAddresses("b.csv", "area", 1, 1)
    both = Addresses(parts)
    told = [
        "a.csv, row 2, column 'area'",
        "a.csv, row 3, column 'area'",
        "cell B3",
        "b.csv, row 1, column 'area'",
    ]
    assert [*both] == told
    assert both[1:3] == tuple(told[1:3])
    assert (both[-1], len(both)) == (told[-1], 4)
    assert [*pickle.loads(pickle.dumps(both))] == told
    with pytest.raises(IndexError):
        both[4]
