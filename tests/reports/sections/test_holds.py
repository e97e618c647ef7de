"""What a reader needs to judge the index by."""

from __future__ import annotations

from omradesindex.reports.sections.holds import blocks
from omradesindex.show.page import Heading, Items, Paragraph
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


def test_it_is_said_how_indicators_and_dimensions_are_weighted_and_brought_together() -> None:
    first = next(block for block in blocks(made.report().given, "sv") if isinstance(block, Items))
    assert "Vikter som anges" in first.texts
    assert any(text.startswith("Aritmetiskt medelvärde") for text in first.texts)
    assert not any("(" in text for text in first.texts)  # the same at every level: said once


def test_what_the_groups_rest_on_is_said() -> None:
    laid = blocks(made.full().given, "sv")
    at = next(k for k, b in enumerate(laid) if isinstance(b, Heading) and b.text == "Grupper efter kön")
    told = laid[at + 1]
    assert isinstance(told, Items)
    assert any("Det är inte hela indexet." in text for text in told.texts)
