"""What a table from the made-up service has to be."""

from __future__ import annotations

from omradesindex.statistics.reading.raw import RawTable
from tests.sources import server


def check(raw: RawTable, table: server.Table, **box: list[str]) -> None:
    """The table holds exactly the wanted cells, each with the service's figure or its status."""
    wanted = {
        n: box.get(n, codes) for n, codes in table.variables.items() if n in box or n not in table.optional
    }
    assert raw.dimensions == tuple(wanted)
    for dimension, codes in wanted.items():
        assert list(raw.codes(dimension)) == codes
    for row in raw.frame.itertuples(index=False):
        cell = dict(zip(wanted, row, strict=False))
        right = table.figure(cell)
        assert row.status == ("suppressed" if right is None else "observed")
        assert right is None or row.value == right
    many = 1
    for codes in wanted.values():
        many *= len(codes)
    assert len(raw.frame) == many
