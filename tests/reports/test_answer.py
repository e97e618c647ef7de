"""A report as a page and as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.page import Heading
from tests.reports import made


def test_a_report_is_written_to_a_folder_of_its_own_or_not_at_all(tmp_path: Path) -> None:
    written = made.report().save(tmp_path / "ut", formats="txt")
    assert {path.name for path in written} >= {"rapport.txt", "LÄSMIG.txt"}
    told = (tmp_path / "ut" / "LÄSMIG.txt").read_text("utf-8")
    assert "rapport.txt" in told
    with pytest.raises(OmradesindexError, match="the folder is not empty"):
        made.report().save(tmp_path / "ut", formats="txt")


def test_an_area_has_a_page_of_its_own() -> None:
    page = made.report().explain("10")
    assert page.title == "10 Örtagården, Herrgården m fl · index 120,9"
    assert page.tables()[0].to_frame()["Jämfört"].tolist() == ["svårare"] * 11
    assert not any(isinstance(block, Heading) and block.new_page for block in page.blocks)


def test_the_same_number_stands_on_each_page() -> None:
    scores = made.result().scores["index"].round(1)
    first, second, third = made.report().page().tables()[:3]
    named = first.to_frame()
    assert dict(zip(named["Område"].str.split().str[0], named["Index"], strict=True)) == scores.to_dict()
    for table in (second, third):
        frame = table.to_frame()
        assert frame.set_index("Kod")["Index"].to_dict() == scores.to_dict()
