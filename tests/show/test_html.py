"""HTML for screen readers, escaped, with one style for every page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from omradesindex.show.html import STYLE
from omradesindex.show.page import Fold, Heading, Page, Paragraph
from omradesindex.show.table import Column, Table

VOID = {"meta", "img", "br"}


class Balanced(HTMLParser):
    """Holds that every tag is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(lang: str = "sv") -> Page:
    table = Table(
        "Index <2023>",
        [
            Column("Kod", ["1", "2"], "code"),
            Column("Område", ["Hamnen & ön", "<b>"], "name"),
            Column("Index", [104.2, 98.0], decimals=1, strong=True, group="Poäng"),
            Column("Boende", [1.0, 2.0], decimals=0, strong=[True, False], notes=['"a"', ""], group="Poäng"),
        ],
        ["Not."],
        {1: "… och 3 till"},
        frozenset([0]),
    )
    blocks = [Heading("Rubrik"), Paragraph("Text"), table, Fold("Mer", [table])]
    return Page("Titel", blocks, ["Källa."], lang)  # type: ignore[arg-type]


def test_tags_are_balanced_and_texts_escaped() -> None:
    parser = Balanced()
    parser.feed(page().html(whole=True))
    assert parser.open == []
    assert "<b>" not in page().html()
    assert 'title="&quot;a&quot;"' in page().html()


def test_rows_and_columns_have_their_heads() -> None:
    html = page().html()
    assert html.count('scope="row"') == 4
    assert html.count('scope="colgroup"') == 2
    assert html.count('scope="col"') == 8
    assert html.count("<caption>") == 2
    assert re.search(r'<tr class="ruled">.*Hamnen', html)
    assert '<td class="left" colspan="4">… och 3 till</td>' in html


def test_two_pages_on_one_sheet_share_the_style() -> None:
    """What is shown later does not change what was shown before."""
    other = Page("Annan", [Paragraph("x")])
    sheets = set(re.findall(r"<style>.*?</style>", page().html() + other.html()))
    assert sheets == {STYLE}
    outside = re.sub(r"@media print\{(.*)\}", r"\1", STYLE.removeprefix("<style>").removesuffix("</style>"))
    assert all(rule.strip().startswith(".omradesindex") for rule in re.split(r"\}", outside) if rule.strip())


def test_the_language_is_said() -> None:
    assert '<html lang="en">' in page("en").html(whole=True)
    assert '<div class="omradesindex" lang="en">' in page("en").html()
