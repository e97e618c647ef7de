"""The table for the annual analysis."""

from __future__ import annotations

from omradesindex.reports.sections.areas import against_city
from omradesindex.reports.sections.yearly import blocks, missions
from omradesindex.show.table import Table
from tests.reports import made


def test_every_board_has_a_column_of_how_many_of_its_indicators_are_harder() -> None:
    given = made.report().given
    table = next(block for block in blocks(given, "sv") if isinstance(block, Table))
    frame = table.to_frame().set_index("Kod").loc[list(given.areas)]
    harder = against_city(given) == "harder"
    for (board, mine), column in zip(missions(given).items(), frame.columns[1:], strict=True):
        assert column == f"{board.upper()} ({len(mine)})"
        assert frame[column].tolist() == harder[:, mine].sum(axis=1).tolist()
