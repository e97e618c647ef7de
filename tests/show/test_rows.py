"""Codes and names at the left of a chart's rows."""

from __future__ import annotations

from omradesindex.show.cut import cut
from omradesindex.show.rows import Named
from omradesindex.wording import area_name


def test_an_area_whose_name_is_its_code_is_called_by_it_once() -> None:
    rows = Named.measured(0.4, ["007", "008"], ["007", "Hamnen"], cut(range(2), None), 3.0, "sv")
    assert rows.names == ("", "Hamnen")
    assert (area_name("007", "007"), area_name("008", "Hamnen")) == ("007", "008 Hamnen")
