"""The page: the answers in words first, and a table for each question."""

from __future__ import annotations

import pytest

import omradesindex as oi
from omradesindex.subjects.review.page import heading


def test_the_page_answers_each_question(review: oi.types.Review) -> None:
    page = review.page()
    assert page.title.startswith("Stämmer indexet? · ")
    captions = [table.caption for table in page.tables()]
    assert captions[0] == "Index: högst som hela Exempelstad till 2030"
    assert captions[-2:] == ["Mot mått utifrån", "Skiljer indikatorerna områdena åt?"]
    assert len(captions) == 5
    text = str(page)
    for said in (
        "Mål, Index: högst som hela Exempelstad",
        "rangkorrelation",
        "titta närmare på",
        "Definitionen är inte låst.",
    ):
        assert said in text
    # The furthest away first, equals in their own order.
    left = page.tables()[0].to_frame().iloc[:, 4].dropna().tolist()
    assert left == sorted(left, reverse=True)
    assert len(left) == int((review.standings[0].distance > 0).sum())
    few = review.page(most=5).tables()[0]
    assert len(few.columns[0].values) == 5
    assert any("5" in note or "4" in note for note in few.notes)


def test_a_distance_in_per_cent_is_so_many_percentage_points(review: oi.types.Review) -> None:
    table = review.page().tables()[1]
    assert {c.unit for c in table.columns if c.head.startswith("Kvar")} == {"procentenheter"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_cannot_be_said_is_said_to_be_so(alone: oi.types.Review, lang: str) -> None:
    text = " ".join(str(alone.page(lang)).split())
    never = {"sv": "går inte att säga", "en": "cannot be told"}[lang]
    assert text.count(never) >= 3  # other measures, errors, earlier years
    assert heading(lang) in text


def test_the_locked_definition_is_told(change: oi.types.Change) -> None:
    index = change.after.index.locked("2026-03-01")
    result = index.compute(oi.example_statistics(), period="2024")
    assert "Definitionen är låst sedan 2026-03-01" in str(oi.review(result).page())
