"""Notes stand beside the figures."""

from __future__ import annotations

from pathlib import Path

import omradesindex as oi
from omradesindex.reports.sections.local import blocks
from omradesindex.show.page import Heading, Items
from tests.reports import made


def test_notes_are_signed_and_dated_on_the_page_and_at_the_area(tmp_path: Path) -> None:
    file = tmp_path / "kunskap.toml"
    file.write_text(made.NOTES, encoding="utf-8")
    report = oi.report(made.result(), notes=file)
    head, items = blocks(report.given, "sv")[1:]
    assert isinstance(head, Heading)
    assert isinstance(items, Items)
    assert head.text == "10 Örtagården, Herrgården m fl"
    assert "Gymnasiebehörighet: Påhittad anteckning. (N N, grundskoleförvaltningen, 2024-03-01)" in str(
        report.explain("10")
    )
    assert "Påhittad" not in str(report.explain("11"))
    assert "Säg till: Kontaktcenter." in str(report.page())
    assert "Påhittad rättelse." in str(report.page())
    assert report.result.fingerprint == made.report().result.fingerprint
