"""The document says what is in it and what is not."""

from __future__ import annotations

from omradesindex.show.page import Contents, Heading
from tests.reports import made


def test_the_contents_name_what_was_not_given_and_lead_to_the_rest() -> None:
    page = made.report().page()
    contents = next(block for block in page.blocks if isinstance(block, Contents))
    anchors = {block.anchor for block in page.blocks if isinstance(block, Heading)}
    assert {link.anchor for link in contents.links} - {""} <= anchors
    (absent,) = (link.text for link in contents.links if not link.anchor)
    assert absent.startswith("Inte med i den här rapporten: en nämnds eller ett bolags uppdrag, barn, ")
    assert "andra sätt att räkna" in absent
    full = next(block for block in made.full().page().blocks if isinstance(block, Contents))
    assert "andra sätt att räkna" not in full.links[-1].text


def test_the_stamp_tells_which_figures_a_page_is_of() -> None:
    report = made.report()
    assert report.page().stamp.endswith(made.result().fingerprint[:12])
    assert report.page("en").stamp.startswith("Area index from open data")
