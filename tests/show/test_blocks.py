"""What a page is made of: no figure without a text, nothing made before it is asked for."""

from __future__ import annotations

import pickle

import pytest

from omradesindex.errors import OmradesindexError
from omradesindex.show.blocks import Document, Figure, Fold, Paragraph
from omradesindex.show.page import Page


def test_no_figure_is_without_a_text() -> None:
    with pytest.raises(OmradesindexError, match="no text for those who do not see it"):
        Figure(lambda: pytest.fail("drawn"), " \n")


def test_what_is_folded_is_made_once_when_it_is_asked_for_and_can_be_put_away() -> None:
    made: list[str] = []
    fold = Fold("Mer", lambda: made.append("once") or [Paragraph("Inuti.")])  # type: ignore[func-returns-value]
    assert made == []
    assert [fold.within, fold.within] == [[Paragraph("Inuti.")]] * 2
    assert made == ["once"]
    assert pickle.loads(pickle.dumps(fold)).within == [Paragraph("Inuti.")]


def test_a_page_is_what_is_written_on_paper() -> None:
    page: Document = Page("Titel", [Paragraph("Text.")], ["Not."], stamp="prov 1")
    assert (page.title, page.told, page.lang, page.stamp) == ("Titel", ("Not.", "prov 1"), "sv", "prov 1")
    assert page.blocks == [Paragraph("Text.")]
