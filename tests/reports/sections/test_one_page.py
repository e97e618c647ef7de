"""One page for whoever decides."""

from __future__ import annotations

from omradesindex.reports.sections.one_page import blocks, table
from omradesindex.show.page import Figure, Items
from tests.reports import made


def test_the_areas_named_first_are_those_of_the_table() -> None:
    items = next(block for block in blocks(made.report().given, "sv") if isinstance(block, Items))
    rows = table(made.report().given, "sv").to_frame().head(3)
    assert [text.split()[2].strip(",") for text in items.texts] == [
        name.split()[0] for name in rows["Område"]
    ]


def test_without_outlines_there_is_no_map() -> None:
    assert not [block for block in blocks(made.report().given, "sv") if isinstance(block, Figure)]
