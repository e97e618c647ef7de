"""What is parsed is judged, whatever it is called; what is not is no reason to refuse a workbook."""

from __future__ import annotations

import io
import zipfile

import pytest

import omradesindex as oi
from omradesindex.statistics.reading.layout import parse_excel
from omradesindex.workbook_guard import inspect_workbook
from tests.statistics.reading.test_excel import SMALL
from tests.statistics.reading.workbooks import changed, workbook

MASHUP = '<?xml version="1.0" encoding="utf-16"?><DataMashup>AAAA</DataMashup>'.encode("utf-16")
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


def same(name: str, text: bytes) -> bytes:
    return text


@pytest.mark.parametrize("part", ["customXml/item1.xml", "xl/connections.xml", "xl/comments1.xml"])
@pytest.mark.parametrize("content", [MASHUP, BOMB])
def test_parts_that_are_not_parsed_are_taken_away(part: str, content: bytes) -> None:
    data = changed(workbook(SMALL), same, **{part: content})
    parse_excel(data, name="x.xlsx")
    kept = inspect_workbook(data, name="x.xlsx", limits=oi.sources.ReadLimits())
    with zipfile.ZipFile(io.BytesIO(kept.data)) as packed:
        assert part not in packed.namelist()
        assert "xl/workbook.xml" in packed.namelist()


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet9.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"]
)
@pytest.mark.parametrize("content", [MASHUP, BOMB])
def test_parts_that_are_parsed_are_judged(part: str, content: bytes) -> None:
    present = changed(workbook(SMALL), lambda name, text: content if name == part else text)
    data = (
        present if part != "xl/worksheets/sheet9.xml" else changed(workbook(SMALL), same, **{part: content})
    )
    with pytest.raises(oi.errors.StatisticsError, match="declares entities"):
        inspect_workbook(data, name="x.xlsx", limits=oi.sources.ReadLimits())


def test_a_sheet_under_another_name_is_not_parsed_unjudged() -> None:
    """Taken away, it is not there when the workbook asks for it."""
    data = changed(
        workbook(SMALL),
        lambda name, text: text.replace(b"/xl/worksheets/sheet1.xml", b"/customXml/item1.xml"),
        **{"customXml/item1.xml": BOMB},
    )
    with pytest.raises(oi.errors.StatisticsError, match=r"damaged|no workbook|empty"):
        parse_excel(data, name="x.xlsx")
