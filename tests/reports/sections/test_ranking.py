"""The order, with what chance and other ways of counting allow."""

from __future__ import annotations

from omradesindex.reports.sections.ranking import blocks
from omradesindex.show.table import Table
from tests.reports import made


def test_the_ranges_are_those_of_the_study() -> None:
    given = made.full().given
    table = blocks(given, "sv")[0]
    assert isinstance(table, Table)
    frame = table.to_frame().set_index("Kod")
    low, high = (f"{given.robustness.kind().capitalize()}: {end}" for end in ("från", "till"))
    ranks = given.robustness.ranks
    assert frame[low].astype(int).to_dict() == ranks["low"].astype(int).to_dict()
    assert frame[high].astype(int).to_dict() == ranks["high"].astype(int).to_dict()
