"""What a reader needs to judge the index by."""

from __future__ import annotations

from omradesindex.reports.sections.holds import blocks
from omradesindex.show.page import Paragraph
from omradesindex.show.table import Table
from tests.reports import made


def test_every_indicator_has_its_source_and_quality() -> None:
    tables = [block for block in blocks(made.report().given, "sv") if isinstance(block, Table)]
    sources = next(table for table in tables if table.caption == "Var uppgifterna kommer ifrån").to_frame()
    quality = made.result().quality
    assert sources["Källa"].tolist() == quality["source"].tolist()
    assert len(sources) == 11


def test_without_corrections_and_gaps_that_is_said() -> None:
    told = [block.text for block in blocks(made.report().given, "sv") if isinstance(block, Paragraph)]
    assert "Ingen rättelse är införd." in told
    assert "Alla indikatorer har uppgifter för alla områden." in told
