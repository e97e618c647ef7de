"""A board's view."""

from __future__ import annotations

from functools import cache
from typing import Any

import omradesindex as oi
from omradesindex.reports.sections.areas import against_city
from omradesindex.reports.sections.board import blocks, own
from omradesindex.show.table import Table
from tests.reports import made


@cache
def given() -> Any:
    return oi.report(made.result(), board="GRN").given


def test_the_areas_stand_in_the_order_of_how_many_indicators_are_harder() -> None:
    table = next(block for block in blocks(given(), "sv") if isinstance(block, Table))
    frame = table.to_frame()
    harder = frame[frame.columns[2]].iloc[1:].tolist()
    mine = own(given(), "grn")
    assert harder == sorted((against_city(given())[:, mine] == "harder").sum(axis=1), reverse=True)
    assert len(frame.columns) == 3 + len(mine)


def test_of_what_was_asked_and_has_no_figures_nothing_can_be_said() -> None:
    asked = [block for block in blocks(given(), "sv") if isinstance(block, Table)][-1].to_frame()
    told = asked.set_index("Önskemål")["Vad uppgifterna säger"]
    assert told["Tidigare än årskurs 9: läsning i årskurs 1."].endswith("Därför går inget att säga.")
