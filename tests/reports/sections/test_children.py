"""Children: what is known, what is not, and fields that stay empty."""

from __future__ import annotations

import omradesindex as oi
from omradesindex.reports.sections.children import about_children, blocks
from omradesindex.show.page import Field, Paragraph
from omradesindex.show.table import Table
from tests.reports import made


def test_only_indicators_about_children_and_pupils_are_there() -> None:
    result = made.result()
    assert [result.index.members[k].id for k in about_children(result)] == ["gymnasiebehorighet"]
    found = blocks(oi.report(result, children=True).given, "sv")
    table = next(block for block in found if isinstance(block, Table)).to_frame()
    assert table.iloc[1:, 2].tolist() == result.indicators["gymnasiebehorighet"].round(1).tolist()[:-1]


def test_what_is_not_known_is_named_and_the_analysis_is_left_to_others() -> None:
    found = blocks(oi.report(made.result(), children=True).given, "sv")
    told = " ".join(block.text for block in found if isinstance(block, Paragraph))
    assert "Här finns inga uppgifter om" in told
    assert "barn som är inskrivna i förskola" in told or "förskola" in told
    assert len([block for block in found if isinstance(block, Field)]) == 4
